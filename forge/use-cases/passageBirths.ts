import type { Identity } from '../attribution/history.js'
import { authorsOf, distinctPeople } from '../attribution/identities.js'
import { addedWords, bareWords } from '../attribution/added-words.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { ProvenanceAnswer, WordOrigin } from '../domain/provenance.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import type { SharedPassage } from '../domain/shared-passages.js'
import { decodeText } from './indexResource.js'
import { textsOf } from './incomingTexts.js'
import { familyOf, questionOf } from './readProvenance.js'

/** Words of a passage that were born in one place, as its source's history tells. */
export interface Birth {
  readonly commit: Oid
  /** In milliseconds since the epoch. */
  readonly at: number
  readonly words: number
  /** The licence declared there then. */
  readonly licence: string | undefined
  /** As the version itself names them, and as its `.mailmap` does: whoever grants must be known by both. */
  readonly authors: readonly Identity[]
  /** The resource they were born in, when it is another one than the source asked about; null when it is no longer known. */
  readonly elsewhere: Resource | null | undefined
  /** They were born in the resource that would take them: they come home. */
  readonly isFromHere: boolean
}

type Needs = Pick<Deps, 'git' | 'resources' | 'provenance'>

/** How long a long history is waited for, and how often it is asked. */
const patienceMs = 1500
const againMs = 150

/**
 * Where the words of a shared passage were born, by its source's history; undefined when that cannot be told now. The history of the
 * resource that would take them has no say: whoever writes it could date its versions as they please (`stoodBefore` says what it held, and when).
 */
export async function passageBirths(deps: Needs, into: Pick<Resource, 'id' | 'origin'>, source: Resource, passage: SharedPassage): Promise<readonly Birth[] | undefined> {
  const { commit, path } = passage.elsewhere
  const { committer } = await deps.git.commit(source.id, commit)
  const family = (await familyOf(deps, source, { commit, at: committer.at })).filter(({ id }) => id !== into.id)
  return birthsTold(deps, into, source, passage, await patiently(() => deps.provenance.wordsOf(questionOf(source, commit, path, family))))
}

/** The same, from what the history of the source's text tells. */
export async function birthsTold(deps: Needs, into: Pick<Resource, 'id' | 'origin'>, source: Resource, passage: SharedPassage, answer: ProvenanceAnswer): Promise<readonly Birth[] | undefined> {
  const { commit, path, at: [from, to] } = passage.elsewhere
  if (answer.kind !== 'known') return undefined
  const file = await deps.git.file(source.id, commit, path)
  if (file === undefined) return undefined
  const text = decodeText(file.bytes)
  const counted = new Map<WordOrigin, number>()
  for (const [start, end, place] of answer.words.runs) {
    const origin = answer.words.origins[place]
    const words = start < to && end > from ? bareWords(text.slice(Math.max(start, from), Math.min(end, to))) : ''
    if (origin !== undefined && words !== '') counted.set(origin, (counted.get(origin) ?? 0) + words.split(' ').length)
  }
  return Promise.all([...counted].map(async ([origin, words]) => birthOf(deps, into, source, origin, words)))
}

async function birthOf(deps: Needs, into: Pick<Resource, 'id' | 'origin'>, source: Resource, origin: WordOrigin, words: number): Promise<Birth> {
  const bornIn = origin.repository ?? source.id
  const inherited = origin.repository === undefined && source.origin && await isInherited(deps, source, origin.commit) ? source.origin.resource : undefined
  const place = origin.repository ?? inherited
  const commit = await deps.git.commit(bornIn, origin.commit).catch(() => undefined)
  return {
    commit: origin.commit, at: origin.at, words, licence: origin.licence, authors: distinctPeople([...(commit ? authorsOf(commit) : []), ...origin.authors]),
    elsewhere: place === undefined ? undefined : (await deps.resources.find(place)) ?? null,
    isFromHere: place === into.id || await isInherited(deps, into, origin.commit),
  }
}

/** Whether a version came to an adaptation from its origin, as its journal says: when it was made, or with news. */
async function isInherited(deps: Pick<Deps, 'git'>, { id, origin }: Pick<Resource, 'id' | 'origin'>, version: Oid): Promise<boolean> {
  if (origin === undefined || (await deps.git.resolve(id, version)) === undefined) return false
  for (const tip of new Set([origin.commit, origin.takenUpTo])) {
    if ((await deps.git.resolve(id, tip)) !== undefined && await deps.git.isAncestor(id, version, tip)) return true
  }
  return false
}

async function patiently(ask: () => Promise<ProvenanceAnswer>): Promise<ProvenanceAnswer> {
  for (let waited = 0; ; waited += againMs) {
    const answer = await ask()
    if (answer.kind !== 'under_way' || waited >= patienceMs) return answer
    await new Promise((resolve) => { setTimeout(resolve, againMs) })
  }
}

/** Versions of the resource looked through for words that were there before. */
const versionsAtMost = 300

/**
 * Whether a passage stood in a resource before a date: in a version of its published text, or of these others (an earlier text of the same
 * proposition). Only what the forge saw then counts. Versions pushed or imported since, whatever date they bear, and what was merged into
 * the published text without being published itself, prove nothing.
 */
export async function stoodBefore(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'tip'>, passage: string, date: number, others: readonly { readonly head: Oid; readonly at: number }[] = []): Promise<boolean> {
  const earlier = [...others.map(({ head, at }) => ({ oid: head, at })), ...await versionsSeen(deps, resource, date)].filter(({ at }) => at < date)
  for (const { oid } of earlier) {
    if (nearlyHolds(await textsOf(deps, resource.id, oid), passage)) return true
  }
  return false
}

/** Whether its words stand in these texts, but for a word changed here and there: one in ten. */
function nearlyHolds(texts: readonly string[], passage: string): boolean {
  const whole = [0, passage.length] as const
  return addedWords(passage, texts)(whole) * 10 <= addedWords(passage, [])(whole)
}

/** Published versions, latest first, that the forge had by a date. */
async function versionsSeen(deps: Pick<Deps, 'git'>, { id, tip }: Pick<Resource, 'id' | 'tip'>, date: number): Promise<readonly { readonly oid: Oid; readonly at: number }[]> {
  if (tip === undefined) return []
  const events = (await deps.git.events(id, RESOURCE_JOURNAL)).map(({ author, payload }) => ({ at: author.at, event: payload as unknown as ResourceEvent }))
  const since = events.filter(({ at }) => at >= date).map(({ event }) => event)
  if (since.some(({ kind }) => kind === 'created' || kind === 'imported')) return []
  const late = new Set<Oid>()
  for (const event of since) if (event.kind === 'pushed') for (const { oid } of await deps.git.log(id, { from: [event.to], ...(event.from !== null && { not: [event.from] }) })) late.add(oid)
  const all = new Map((await deps.git.log(id, { from: [tip] })).map((commit) => [commit.oid, commit]))
  const versions: { oid: Oid; at: number }[] = []
  for (let next = all.get(tip); next !== undefined && versions.length < versionsAtMost; next = all.get(next.parents[0] ?? '')) {
    if (!late.has(next.oid)) versions.push({ oid: next.oid, at: next.committer.at })
  }
  return versions
}
