import { bioOf, bioProblem, displayNameOf, displayNameProblem } from '../domain/account.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import { allScopes, type Actor, type FormOfAddress, type Locale, type Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { personActing } from './access.js'

/**
 * The person whose account this is, in their own browser: a token, whatever its scopes, never changes an account (it would
 * survive its own revocation by making others). Refuses `unauthenticated` or `forbidden`.
 */
export function mayManageAccount(actor: Actor): Person {
  const person = personActing(actor)
  if (actor.kind === 'person' && actor.scopes !== allScopes) throw new ForgeError('forbidden', 'account.browser_only')
  return person
}

/** Changes how a person is shown. Old versions keep in Git the name written then; pages show the new one everywhere. Refuses `invalid`. */
export async function updateProfile(deps: Pick<Deps, 'people'>, actor: Actor, input: { readonly displayName: string; readonly formOfAddress: FormOfAddress; readonly bio: string; readonly locale: Locale }): Promise<void> {
  const person = mayManageAccount(actor)
  const displayName = displayNameOf(input.displayName)
  const bio = bioOf(input.bio)
  refuseProblems([displayNameProblem('displayName', displayName), bioProblem('bio', bio)])
  await deps.people.update(person.id, { displayName, bio, formOfAddress: input.formOfAddress, locale: input.locale })
}
