import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import type { Identity } from '../attribution/history.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { markedFile, type MarkedFile } from '../domain/marked-file.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { runsPast, type OriginRun, type ProvenanceQuestion, type WordOrigin, type WordsOfFile } from '../domain/provenance.js'
import { addressOf, type Resource } from '../domain/resource.js'
import type { MarkLook } from '../prose/word-marks.js'
import { hidingInPlace } from './hideNames.js'
import { findVersion, versionSlug, type Version } from './findVersion.js'
import { decodeText } from './indexResource.js'
import { nameAuthors, type NamedPerson, type NamingAuthors } from './nameAuthors.js'
import { placeOf, renderFiche, type RenderedFiche } from './renderFiche.js'

/** Somebody who wrote words of the text shown. */
export interface Writer {
  /** 1 for who wrote most: what the page shows after their passages. */
  readonly number: number
  /** Class of their passages: `t1`… one's own, `t0` shared. */
  readonly tint: string
  readonly person: NamedPerson
  readonly words: number
  /** Those of them written with somebody else. */
  readonly together: number
  /** Part of the words shown, 0 to 1, those written together shared equally. Indicative: nothing in law follows from it. */
  readonly share: number
}

/** A way words came to the text, with its people by number. */
export interface ShownOrigin extends Omit<WordOrigin, 'authors' | 'repository'> {
  readonly writers: readonly number[]
  /** The fiche where the words were written, when it is another one: that this one was adapted from, or one of its family. */
  readonly bornIn: BirthPlace | undefined
  /** Their version is in no history of this resource: it cannot be compared here. */
  readonly isForeign: boolean
}

/** Another fiche, where it is today when it is still here. */
export interface BirthPlace { readonly title: string; readonly path: string | undefined }

export interface ProvenanceReading {
  readonly resource: Resource
  readonly version: Version
  readonly path: string
  readonly isMain: boolean
  readonly fiche: Fiche
  readonly state: { readonly kind: 'known' } | { readonly kind: 'under_way'; readonly done: number; readonly total: number } | { readonly kind: 'failed' }
  readonly writers: readonly Writer[]
  readonly origins: readonly ShownOrigin[]
  readonly runs: readonly OriginRun[]
  readonly notCovered: number
  /** With its words marked, once they are known. */
  readonly rendered: RenderedFiche
  readonly marked: MarkedFile | undefined
  /** The other resources it was compared with. */
  readonly family: readonly Resource[]
}

/** How many people have a tint of their own; others share a neutral one, and keep their numbers. */
export const tintsOfPeople = 8

const tintOf = (number: number | undefined): string => (number === undefined || number > tintsOfPeople ? 't0' : `t${number}`)

const shownBytes = 1_000_000

type Needs = Pick<Deps, 'git' | 'provenance' | 'renderer' | 'resources'> & NamingAuthors

/**
 * « Qui a écrit quoi » in one Markdown file of a version (the main one unless `path`). Refuses `not_found` for what is not there or not
 * Markdown, `too_large` above what pages show (1 MB). While the history is being read the text comes unmarked. `only`: the number of a person, whose
 * words alone stand out.
 */
export async function readProvenance(deps: Needs, input: { readonly resource: Resource; readonly version?: string; readonly path?: string; readonly only?: number; readonly locale: Locale }): Promise<ProvenanceReading> {
  const { resource, locale } = input
  const version = await findVersion(deps, resource, input.version)
  const path = input.path ?? resource.mainPath
  if (!/\.(md|markdown)$/i.test(path)) throw new ForgeError('not_found', 'not_found.file')
  const file = await deps.git.file(resource.id, version.commit, path, shownBytes)
  if (file === undefined) throw new ForgeError('not_found', 'not_found.file')
  const { shown: text, cuts } = await hidingInPlace(deps, resource, decodeText(file.bytes))
  const fiche = parseFiche(text)
  const family = await familyOf(deps, resource, version)
  const [answer, place] = await Promise.all([
    deps.provenance.wordsOf(questionOf(resource, version.commit, path, family)),
    placeOf(deps, resource, { version: version.isCurrent ? undefined : versionSlug(version), commit: version.commit, path, text }),
  ])
  const base = { resource, version, path, isMain: path === resource.mainPath, fiche, family }
  if (answer.kind !== 'known') return { ...base, state: answer, writers: [], origins: [], runs: [], notCovered: 0, marked: undefined, rendered: await renderFiche(deps, fiche, place, locale) }
  const { words } = answer
  const [{ writers, numbersOf }, isOwn, from] = await Promise.all([writersOf(deps, resource, words), ownVersions(deps, resource), resource.origin && deps.resources.find(resource.origin.resource)])
  const elsewhere = new Map(family.map((each) => [each.id, birthPlace(each)]))
  const origins = words.origins.map(({ authors, repository, ...origin }): ShownOrigin => ({
    ...origin, writers: numbersOf(authors), isForeign: repository !== undefined,
    bornIn: repository !== undefined ? elsewhere.get(repository) : resource.origin && !isOwn(origin.commit) ? (from ? birthPlace(from) : { title: resource.origin.title, path: undefined }) : undefined,
  }))
  const nameOf = new Map(writers.map(({ number, person }) => [number, person.name]))
  const looks = origins.map(({ writers: numbers }, index): MarkLook => {
    const cue = numbers.join('+') || '?'
    return {
      tint: input.only !== undefined && !numbers.includes(input.only) ? 'aside' : tintOf(numbers[0]), people: numbers.join(' '), cue, href: `#o${index}`,
      // What is seen comes first in what is heard.
      label: `${cue} ${numbers.map((number) => nameOf.get(number)).join(', ')}`.trim(),
    }
  })
  const runs = runsPast(words.runs, cuts)
  const marked = markedFile(text, { runs: runs.map(([start, end, origin]) => ({ start, end, origin })), looks })
  return { ...base, state: { kind: 'known' }, writers, origins, runs, notCovered: words.notCovered, marked, rendered: await renderFiche(deps, fiche, place, locale, marked) }
}

/** What is asked of the words of a file, the same for whoever asks: what is found is found once. */
export const questionOf = (resource: Resource, at: Oid, path: string, family: readonly Resource[]): ProvenanceQuestion => ({
  repo: resource.id, at, path, versions: resource.versions + family.reduce((sum, each) => sum + each.versions, 0), network: family.flatMap(({ id, tip }) => (tip === undefined ? [] : [{ repo: id, at: tip }])),
})

const birthPlace = (resource: Resource): BirthPlace => ({ title: resource.title, path: `/${addressOf(resource)}` })

const familyAtMost = 12
const familyVersions = 3_000

/** The resources words may have been copied from or to: the origin, adaptations of it, one's own; as long as their versions are older, and unknown here. */
export async function familyOf(deps: Pick<Deps, 'git' | 'resources'>, resource: Resource, version: Pick<Version, 'commit' | 'at'>): Promise<readonly Resource[]> {
  const origin = resource.origin && (await deps.resources.find(resource.origin.resource))
  const [own, siblings] = await Promise.all([deps.resources.adaptationsOf(resource.id), origin ? deps.resources.adaptationsOf(origin.id) : []])
  const family = [...(origin ? [origin] : []), ...own, ...siblings].filter(({ id, tip, versions, createdAt }) => id !== resource.id && tip !== undefined && versions <= familyVersions && createdAt <= version.at).slice(0, familyAtMost)
  const isKnown = await Promise.all(family.map(async ({ tip = '' }) => (await deps.git.resolve(resource.id, tip)) !== undefined && deps.git.isAncestor(resource.id, tip, version.commit)))
  return family.filter((_, index) => !isKnown[index])
}

/** One entry a person, whatever the addresses they wrote from, most words first. */
async function writersOf(deps: Needs, resource: Resource, { origins }: WordsOfFile): Promise<{ writers: readonly Writer[]; numbersOf: (authors: readonly Identity[]) => readonly number[] }> {
  const nameOf = await nameAuthors(deps, origins.flatMap(({ authors }) => authors), [resource])
  const total = origins.reduce((sum, { words }) => sum + words, 0)
  const counted = new Map<string, { person: NamedPerson; words: number; together: number; share: number }>()
  for (const { authors, words } of origins) {
    const people = new Map(authors.map((author) => { const person = nameOf(author); return [person.key, person] }))
    for (const person of people.values()) {
      const count = counted.get(person.key) ?? { person, words: 0, together: 0, share: 0 }
      counted.set(person.key, { person, words: count.words + words, together: count.together + (people.size > 1 ? words : 0), share: count.share + words / people.size / Math.max(1, total) })
    }
  }
  const writers = [...counted.values()].sort((a, b) => b.share - a.share || b.words - a.words).map((one, index): Writer => ({ number: index + 1, tint: tintOf(index + 1), ...one }))
  const numbers = new Map(writers.map(({ person, number }) => [person.key, number]))
  return { writers, numbersOf: (authors) => [...new Set(authors.map((author) => numbers.get(nameOf(author).key)!))].sort((a, b) => a - b) }
}

const readAtMost = 10_000

/** Which versions are the resource's own; those before it was adapted are its origin's. */
async function ownVersions(deps: Pick<Deps, 'git'>, { id, tip, origin }: Resource): Promise<(commit: Oid) => boolean> {
  if (origin === undefined || tip === undefined) return () => true
  const inherited = (await Promise.all([origin.commit, origin.takenUpTo].map((oid) => deps.git.resolve(id, oid)))).filter((oid): oid is Oid => oid !== undefined)
  if (inherited.length === 0) return () => true
  const own = new Set((await deps.git.log(id, { from: [tip], not: inherited, limit: readAtMost })).map(({ oid }) => oid))
  return (commit) => own.has(commit)
}
