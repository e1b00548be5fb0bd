import type { Vocabulary } from '../../content-schema/data/vocabulary-types.js'
import { FIELDS } from '../../content-schema/fields.js'
import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { profileFaults, vocabularyFaults, type Fault } from '../../content-schema/integrity.js'
import { lexiconFrom } from '../../content-schema/lexicon.js'
import { PROFILES, type Profile } from '../../content-schema/profiles.js'
import { CORE_VOCABULARIES } from '../../content-schema/vocabularies.js'
import { profileOfFiche } from '../../content-schema/words-as-fiches/profile-fiche.js'
import { keepingTerms, vocabularyOfFiche } from '../../content-schema/words-as-fiches/vocabulary-fiche.js'
import { SHARED_WORDS, type SetAside, type WordsFiche, type WordsInForce } from '../domain/lexicon.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource, ResourceId } from '../domain/resource.js'
import { textOf } from './indexResource.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'log'>

/** Fiches of words an instance may have. */
const MOST = 5000

/** What was read of each fiche of words, and of which version: the same is not read twice. */
export type Parsed = Map<ResourceId, { readonly tip: Oid; readonly fiche: Fiche }>

interface Held { readonly resource: Resource; readonly fiche: Fiche }

/**
 * Reads the words in force from the published fiches of types `profil` and `vocabulaire`; what has no fiche is what came with the forge.
 *
 * Of two fiches of one list or one community the older counts. A fiche that does not hold together (imported so, or pushed where
 * problems are only told) is set aside with its reason, and nobody's words stop working. `parsed` keeps what was read, by tip.
 */
export async function readWords(deps: Needs, parsed: Parsed = new Map()): Promise<WordsInForce> {
  const [profileFiches, listFiches] = await Promise.all([held(deps, 'profil', parsed), held(deps, 'vocabulaire', parsed)])
  const setAside = new Map<ResourceId, SetAside>()
  const mine = firstOfEach(profileFiches, setAside, ({ resource: { owner } }) => (owner.kind === 'community' && owner.handle !== SHARED_WORDS ? owner.handle : undefined))
  const prefixes = new Map(PROFILES.map(({ community, prefix }) => [community, prefix]))
  for (const [community, { resource, fiche }] of mine) {
    const { prefix } = profileOfFiche(fiche, community)
    if ([...prefixes].some(([other, taken]) => taken === prefix && other !== community)) { setAside.set(resource.id, 'words.another_first'); mine.delete(community) } else prefixes.set(community, prefix)
  }
  const lists = firstOfEach(listFiches, setAside, ({ resource: { id, owner }, fiche }) => {
    if (owner.kind !== 'community') return undefined
    const prefix = owner.handle === SHARED_WORDS ? '' : prefixes.get(owner.handle)
    if (prefix === undefined) setAside.set(id, 'words.no_prefix')
    return prefix === undefined ? undefined : vocabularyOfFiche(fiche, prefix).id
  })
  const builtIn = [...CORE_VOCABULARIES, ...PROFILES.flatMap(({ vocabularies }) => vocabularies)]
  const evolved = new Map([...lists].map(([id, { fiche }]) => [id, keepingTerms(builtIn.find((one) => one.id === id), vocabularyOfFiche(fiche, id.includes(':') ? id.slice(0, id.indexOf(':')) : ''))]))
  // Lists may name each other's terms, in a circle too: each is judged beside all the others.
  const beside = [...builtIn.filter(({ id }) => !evolved.has(id)), ...evolved.values()]
  for (const [id, list] of [...evolved]) {
    if (holds(vocabularyFaults(list, { vocabularies: beside }))) continue
    setAside.set(lists.get(id)?.resource.id ?? '', 'words.with_faults')
    lists.delete(id)
    evolved.delete(id)
  }
  const now = (known: readonly Vocabulary[], isOurs: (id: string) => boolean): Vocabulary[] =>
    [...known.map((one) => evolved.get(one.id) ?? one), ...[...evolved.values()].filter(({ id }) => isOurs(id) && !known.some((one) => one.id === id))]
  const shared = now(CORE_VOCABULARIES, (id) => !id.includes(':'))
  const listsOf = (prefix: string): Vocabulary[] => now(PROFILES.find((one) => one.prefix === prefix)?.vocabularies ?? [], (id) => id.startsWith(`${prefix}:`))
  const profiles = PROFILES.map((profile): Profile => ({ ...profile, vocabularies: listsOf(profile.prefix) }))
  for (const [community, { resource, fiche }] of mine) {
    const profile = profileOfFiche(fiche, community, listsOf(prefixes.get(community) ?? ''))
    const at = profiles.findIndex((one) => one.community === community)
    if (!holds(profileFaults(profile, { fields: FIELDS, vocabularies: shared }))) { setAside.set(resource.id, 'words.with_faults'); mine.delete(community) } else if (at === -1) profiles.push(profile)
    else profiles[at] = profile
  }
  return { lexicon: lexiconFrom(shared, profiles), lists: places(lists), profiles: places(mine), setAside }
}

const holds = (faults: readonly Fault[]): boolean => faults.every(({ advice }) => advice === true)

const places = (found: ReadonlyMap<string, Held>): ReadonlyMap<string, WordsFiche> =>
  new Map([...found].map(([name, { resource: { id, owner, slug } }]) => [name, { resource: id, owner: owner.handle, slug }]))

/** Published fiches of one type, oldest first. */
async function held(deps: Needs, type: string, parsed: Parsed): Promise<readonly Held[]> {
  const { items } = await deps.resources.search({ type, limit: MOST, offset: 0, counts: 'none' })
  const all = await Promise.all(items.map(async (resource) => {
    if (resource.tip === undefined) return []
    const known = parsed.get(resource.id)
    const fiche = known?.tip === resource.tip ? known.fiche : await read(deps, resource, resource.tip)
    if (fiche === undefined) return []
    parsed.set(resource.id, { tip: resource.tip, fiche })
    return [{ resource, fiche }]
  }))
  return all.flat().sort((a, b) => a.resource.createdAt - b.resource.createdAt || (a.resource.id < b.resource.id ? -1 : 1))
}

/** A fiche that cannot be read (its repository is gone, an accident not repaired yet) stops nobody: the words that came with the forge serve. */
async function read(deps: Needs, resource: Resource, tip: Oid): Promise<Fiche | undefined> {
  try { return parseFiche(await textOf(deps, resource.id, tip, resource.mainPath)) } catch (error) {
    deps.log.warn({ err: error, resource: resource.id }, 'words could not be read')
    return undefined
  }
}

/** The oldest of each name; the others, and those that have no name to bear, are set aside. */
function firstOfEach(fiches: readonly Held[], setAside: Map<ResourceId, SetAside>, nameOf: (held: Held) => string | undefined): Map<string, Held> {
  const found = new Map<string, Held>()
  for (const one of fiches) {
    const name = nameOf(one)
    if (name === undefined) { if (!setAside.has(one.resource.id)) setAside.set(one.resource.id, 'words.nobody_s') } else if (found.has(name)) setAside.set(one.resource.id, 'words.another_first')
    else found.set(name, one)
  }
  return found
}
