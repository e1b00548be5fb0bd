import type { Signature } from '../domain/git.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { visitorEmail } from '../domain/visitor-suggestion.js'

/** The address written in commits for a person: stable, never a mailbox. */
export const commitEmail = (personId: string, host: string): string => `${personId}@users.noreply.${host}`

/** The person behind such an address, on this instance. */
export function personIdOfCommitEmail(email: string, host: string): string | undefined {
  const suffix = `@users.noreply.${host}`
  return email.toLowerCase().endsWith(suffix) ? email.slice(0, -suffix.length).toLowerCase() : undefined
}

/** The suggestion without an account behind such an address, on this instance. */
export function visitorIdOfCommitEmail(email: string, host: string): string | undefined {
  const suffix = visitorEmail('', host)
  return email.toLowerCase().endsWith(suffix) ? email.slice(0, -suffix.length).toLowerCase() : undefined
}

/** How a person signs what they write now (names without what would break a commit header). */
export function signatureOf(deps: Pick<Deps, 'settings'>, person: Pick<Person, 'id' | 'displayName'>, at: number): Signature {
  const name = person.displayName.replace(/[<>\n\r\0]/g, ' ').trim() || person.id
  return { name, email: commitEmail(person.id, deps.settings.host), at, offsetMinutes: -new Date(at).getTimezoneOffset() }
}

/** The forge itself, as committer of what it assembles. */
export function forgeSignature(deps: Pick<Deps, 'settings'>, at: number): Signature {
  return { name: deps.settings.instanceName.replace(/[<>\n\r\0]/g, ' '), email: `forge@users.noreply.${deps.settings.host}`, at, offsetMinutes: 0 }
}
