import type { Identity } from './history.js'

/** What one address becomes, by name where the entry asks for one (`gitmailmap(5)`). */
interface Entry { name?: string; email?: string; readonly byName: Map<string, { name?: string; email?: string }> }

/** `.mailmap` parsed: addresses and names compared without case, as Git does. */
export type Mailmap = ReadonlyMap<string, Entry>

/**
 * Reads a `.mailmap` in the four forms of gitmailmap(5). A later line completes or replaces an earlier one;
 * lines that are neither comments nor entries are ignored, as Git ignores them. A line that names somebody by an address that others
 * become names that address too: Git leaves it as each commit spells it, and would list one person twice.
 */
export function parseMailmap(text: string | undefined): Mailmap {
  const map = new Map<string, Entry>()
  const named = new Map<string, string>()
  for (const line of (text ?? '').replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const match = /^([^<]*)<([^>]*)>(?:([^<]*)<([^>]*)>)?/.exec(line)
    if (!match) continue
    const properName = match[1]!.trim()
    const commitEmail = (match[4] ?? match[2])!.trim()
    const commitName = match[4] === undefined ? '' : match[3]!.trim()
    const proper = { ...(properName && { name: properName }), ...(match[4] !== undefined && { email: match[2]!.trim() }) }
    const key = commitEmail.toLowerCase()
    const entry: Entry = map.get(key) ?? { byName: new Map() }
    map.set(key, entry)
    if (commitName) entry.byName.set(commitName.toLowerCase(), { ...entry.byName.get(commitName.toLowerCase()), ...proper })
    else Object.assign(entry, proper)
    if (properName && proper.email) named.set(proper.email.toLowerCase(), properName)
  }
  for (const [email, name] of named) map.set(email, { name, ...map.get(email), byName: map.get(email)?.byName ?? new Map() })
  return map
}

/** The identity after `.mailmap`: of one person, one name, that declared for the address they end with. */
export function mapped(mailmap: Mailmap, identity: Identity): Identity {
  const entry = mailmap.get(identity.email.toLowerCase())
  if (!entry) return identity
  const proper = entry.byName.get(identity.name.toLowerCase()) ?? entry
  return proper.name === undefined && proper.email === undefined ? identity
    : { name: proper.name ?? mailmap.get(proper.email!.toLowerCase())?.name ?? identity.name, email: proper.email ?? identity.email }
}
