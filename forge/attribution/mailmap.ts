import type { Identity } from './history.js'

/** What one address becomes, by name where the entry asks for one (`gitmailmap(5)`). `person`: whose address it is, as last declared. */
interface Entry { name?: string; email?: string; person?: string; readonly byName: Map<string, { name?: string; email?: string }> }

/** `.mailmap` parsed: addresses and names compared without case, as Git does. */
export type Mailmap = ReadonlyMap<string, Entry>

/**
 * Reads a `.mailmap` in the four forms of gitmailmap(5). A later line completes or replaces an earlier one;
 * lines that are neither comments nor entries are ignored, as Git ignores them.
 */
export function parseMailmap(text: string | undefined): Mailmap {
  const map = new Map<string, Entry>()
  const entryOf = (email: string): Entry => {
    const key = email.toLowerCase()
    const entry = map.get(key) ?? { byName: new Map() }
    map.set(key, entry)
    return entry
  }
  for (const line of (text ?? '').replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const match = /^([^<]*)<([^>]*)>(?:([^<]*)<([^>]*)>)?/.exec(line)
    // Git reads nothing in a line whose first address is empty.
    if (!match || match[2] === '') continue
    const properName = match[1]!.trim()
    const commitEmail = (match[4] ?? match[2])!.trim()
    const commitName = match[4] === undefined ? '' : match[3]!.trim()
    const proper = { ...(properName && { name: properName }), ...(match[4] !== undefined && { email: match[2]!.trim() }) }
    const entry = entryOf(commitEmail)
    if (properName) entryOf(proper.email ?? commitEmail).person = properName
    if (commitName) entry.byName.set(commitName.toLowerCase(), { ...entry.byName.get(commitName.toLowerCase()), ...proper })
    else Object.assign(entry, proper)
  }
  return map
}

/** The identity after `.mailmap`. */
export function mapped(mailmap: Mailmap, identity: Identity): Identity {
  const entry = mailmap.get(identity.email.toLowerCase())
  if (!entry) return identity
  const proper = entry.byName.get(identity.name.toLowerCase()) ?? entry
  return proper.name === undefined && proper.email === undefined ? identity
    : { name: proper.name ?? identity.name, email: proper.email ?? identity.email }
}

/**
 * The name that `.mailmap` gives to whoever has this address. Git gives it to what it maps to the address only, and leaves the rest as each
 * commit spells it: one person would go by two names.
 */
export const declaredName = (mailmap: Mailmap, email: string): string | undefined => mailmap.get(email.toLowerCase())?.person
