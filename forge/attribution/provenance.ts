/** Who wrote every word: the public door of the engine. */
import { corpusOf, type Corpus, type NetworkHistory } from './corpus.js'
import type { History, Identity, Oid } from './history.js'
import { mentionedIn, parseMailmap, People, personKey } from './identities.js'
import type { How, Link } from './ledger.js'
import type { FileState } from './passages.js'
import type { MatchCache } from './draft.js'
import { Walk, type NotCovered, type Tree } from './walk.js'

export type { How, Link } from './ledger.js'
export { isNotice } from './licences.js'
export type { NetworkHistory } from './corpus.js'
export type { MatchCache } from './draft.js'
export type { NotCovered } from './walk.js'

export interface AttributedToken {
  readonly text: string
  /** UTF-16 offsets in the file's text. */
  readonly start: number
  readonly end: number
  /** Version and path of birth, through renames, moves, copies and restorations. */
  readonly commit: Oid
  readonly path: string
  /** The resource of the network where it was born; absent when that is the one asked about. */
  readonly repository?: string
  /** Who wrote it, after `.mailmap`; several when the version of birth has co-authors. */
  readonly authors: readonly Identity[]
  readonly how: How
  /**
   * From 0 to 1, how sure the engine is that this is the word it says: of the words said with 0.9, about nine in ten are right. Below
   * 0.5, somebody should confirm.
   */
  readonly confidence: number
  /** Identifier of the licence declared where and when the word was born; absent when none was, or when declarations disagreed. */
  readonly licence?: string
  /** Its last step in `Attribution.steps`; `chainOf` follows them. */
  readonly step: number
}

export interface AttributedFile {
  readonly path: string
  /** In file order: the UAX #29 words that hold a letter or a digit, front matter and code included. */
  readonly tokens: readonly AttributedToken[]
}

export interface AttributedPerson {
  readonly name: string
  readonly email: string
  /** Words written alone or with others. */
  readonly words: number
  /** Part of all the words of the files asked for, 0 to 1, a word of several authors shared equally. Indicative. */
  readonly share: number
}

export interface Attribution {
  /** By path. */
  readonly files: readonly AttributedFile[]
  /** Every author and co-author of the history after `.mailmap`, even with no word left; most words first. */
  readonly people: readonly AttributedPerson[]
  /** Every step the words of these files went through, birth included. */
  readonly steps: readonly AttributedStep[]
  /** What the history does not let one see; empty when everything was read. */
  readonly notCovered: readonly NotCovered[]
}

export interface AttributeOptions {
  /** The version asked for. */
  readonly at: Oid
  /** Only these files (exact paths); all Markdown files of the version without it. A path the version does not have is left out. */
  readonly paths?: readonly string[]
  /**
   * Histories of other resources whose words may have come here: forks, the original of one, neighbours. Only what is older than a
   * version is evidence for it, and never stock phrases. Commits of `history` that are no ancestors of `at` count the same way.
   */
  readonly network?: readonly NetworkHistory[]
  /** Kept between calls on one history, so that one more version costs one version. */
  readonly memory?: AttributionMemory
  /** Kept by object ids between calls, histories and forks. */
  readonly matches?: MatchCache
  readonly onProgress?: (done: number, total: number) => void
}

/** What a caller keeps between two calls about one repository. Opaque; dropping it only costs time. One call at a time. */
export class AttributionMemory {
  /** @internal */ walk: Walk | undefined
  /** @internal */ mailmap: string | undefined
}

/** One link of the chain that brought a word where it stands, birth first. */
export interface ProvenanceStep {
  readonly how: Link
  readonly commit: Oid
  readonly path: string
  /** As in a token. */
  readonly repository?: string
}

export interface AttributedStep extends ProvenanceStep {
  /** The step before, in the same list; -1 at birth. */
  readonly from: number
}

/** How a word came where it stands, birth first. */
export function chainOf({ steps }: Pick<Attribution, 'steps'>, { step }: Pick<AttributedToken, 'step'>): ProvenanceStep[] {
  const chain: ProvenanceStep[] = []
  for (let number = step; number !== -1;) {
    const { from, ...link } = steps[number]!
    chain.unshift(link)
    number = from
  }
  return chain
}

/**
 * Says for every word of a version who wrote it, when and where. The same graph always gives the same answer, whatever the
 * order in which it is given and whatever was remembered. Throws RangeError when `at` is not a commit of the history.
 */
export async function attribute(history: History, options: AttributeOptions): Promise<Attribution> {
  const { walk, tree, people, corpus } = await walked(history, options)
  const steps = new StepList(walk, corpus)
  const states = chosen(tree, options.paths)
  // Words of the network, or of an import whose header names their author, may be those of somebody no version of the history names.
  const births = new Set(states.flatMap(([, state]) => [...new Set(state.steps)].map((step) => walk.ledger.birthOf(step))))
  for (const { authors } of births) for (const author of authors) if (!people.has(author)) people.meet(author)
  const files = states.map(([path, state]) => ({ path, tokens: tokensOf(walk, state, people, steps) }))
  return { files, people: shares(files, people), steps: steps.list, notCovered: walk.notCovered.filter((gap) => gap.kind !== 'not_text' || tree.get(gap.path)?.oid === gap.oid) }
}

/** The chains of the words of a file equal to `word` (as written), in file order: `communs attribution --expliquer`. */
export async function explain(history: History, options: AttributeOptions & { path: string; word: string }): Promise<{ start: number; chain: ProvenanceStep[] }[]> {
  const { walk, tree, corpus } = await walked(history, options)
  const state = tree.get(options.path)
  if (!state) return []
  const { text, starts, ends } = state.words
  const steps = new StepList(walk, corpus)
  const found: { start: number; chain: ProvenanceStep[] }[] = []
  for (let i = 0; i < starts.length; i++) {
    if (text.slice(starts[i], ends[i]) !== options.word) continue
    found.push({ start: starts[i]!, chain: chainOf({ steps: steps.list }, { step: steps.numberOf(state.steps[i]!) }) })
  }
  return found
}

async function walked(history: History, options: AttributeOptions): Promise<{ walk: Walk; tree: Tree; people: People; corpus: Corpus }> {
  const corpus = corpusOf(history, options.network ?? [], options.at)
  if (!corpus) throw new RangeError(`unknown commit ${options.at}`)
  const mailmap = parseMailmap(history.mailmap)
  const memory = options.memory
  const remembered = memory?.mailmap === history.mailmap && memory?.walk?.mayGoOn(corpus)
  const walk = remembered ? memory!.walk! : new Walk(mailmap, options.matches)
  // A walk that fails half-way is not one to go on from.
  if (memory) memory.walk = undefined
  await walk.advance(corpus, options.onProgress)
  if (memory) { memory.walk = walk; memory.mailmap = history.mailmap }
  for (const oid of corpus.missing) {
    if (!walk.notCovered.some((gap) => gap.kind === 'missing_commit' && gap.oid === oid)) walk.notCovered.push({ kind: 'missing_commit', oid })
  }
  const people = new People(mailmap)
  for (const commit of corpus.own) {
    // First the author: a trailer's spelling of a name counts, but comes second within a commit.
    for (const identity of mentionedIn(commit, mailmap)) people.meet(identity)
  }
  return { walk, tree: walk.tree(options.at) ?? new Map<string, FileState>(), people, corpus }
}

function chosen(tree: Tree, paths: readonly string[] | undefined): [string, FileState][] {
  const files = paths === undefined ? [...tree] : [...new Set(paths)].flatMap((path): [string, FileState][] => { const state = tree.get(path); return state ? [[path, state]] : [] })
  return files.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The steps that the words asked for went through, numbered as they are met: the same whatever else was walked. */
class StepList {
  readonly list: AttributedStep[] = []
  readonly #walk: Walk
  readonly #numbers = new Map<number, number>([[-1, -1]])

  constructor(walk: Walk, readonly corpus: Corpus) { this.#walk = walk }

  numberOf(step: number): number {
    const chain: number[] = []
    for (let at = step; !this.#numbers.has(at); at = this.#walk.ledger.step(at).from) chain.push(at)
    for (const at of chain.reverse()) {
      const { how, commit, path, from } = this.#walk.ledger.step(at)
      this.#numbers.set(at, this.list.push({ how, ...this.placeOf(commit), path, from: this.#numbers.get(from)! }) - 1)
    }
    return this.#numbers.get(step)!
  }

  placeOf(position: number): { commit: Oid; repository?: string } {
    const commit = this.#walk.commitAt(position).oid
    const repository = this.corpus.repositoryOf(commit)
    return repository === undefined ? { commit } : { commit, repository }
  }
}

function tokensOf(walk: Walk, { words, steps, confidences }: FileState, people: People, list: StepList): AttributedToken[] {
  const births = new Map<number, Pick<AttributedToken, 'commit' | 'repository' | 'path' | 'authors' | 'how' | 'licence' | 'step'>>()
  return Array.from(words.starts, (start, i) => {
    let birth = births.get(steps[i]!)
    if (!birth) {
      const { commit, path, authors, licence } = walk.ledger.birthOf(steps[i]!)
      birth = {
        ...list.placeOf(commit), path, authors: authors.map((identity) => people.resolve(identity)), how: walk.ledger.howOf(steps[i]!),
        ...(licence !== undefined && { licence }), step: list.numberOf(steps[i]!),
      }
      births.set(steps[i]!, birth)
    }
    return { text: words.text.slice(start, words.ends[i]), start, end: words.ends[i]!, ...birth, confidence: confidences[i]! / 100 }
  })
}

function shares(files: readonly AttributedFile[], people: People): AttributedPerson[] {
  const counts = new Map(people.all().map((person) => [personKey(person), { person, words: 0, share: 0 }]))
  let total = 0
  for (const { tokens } of files) {
    total += tokens.length
    for (const { authors } of tokens) {
      for (const author of authors) {
        const count = counts.get(personKey(author))!
        count.words++
        count.share += 1 / authors.length
      }
    }
  }
  return [...counts.values()]
    .map(({ person, words, share }) => ({ name: person.name, email: person.email, words, share: total === 0 ? 0 : share / total }))
    .sort((a, b) => b.words - a.words || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || (a.email < b.email ? -1 : a.email > b.email ? 1 : 0))
}
