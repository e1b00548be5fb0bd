/**
 * Histories whose truth is known: every word carries its author and commit from the moment it is made, apart from the engine.
 * Nothing here imports from forge/attribution but the interface of a history.
 */
import { createHash } from 'node:crypto'
import { changesBetween, type History, type HistoryCommit, type Identity } from '../../../forge/attribution/history.js'

export interface TrueWord { readonly text: string; readonly by: string; readonly commit: string }
export type Sentence = readonly TrueWord[]
export type Paragraph = readonly Sentence[]
export type Page = readonly Paragraph[]
export type Files = ReadonlyMap<string, Page>

export const person = (name: string): Identity => ({ name, email: `${name.toLowerCase()}@exemple.org` })

/** Small, fast, seeded (mulberry32). */
export function chance(seed: number): { next(): number; below(n: number): number; of<T>(list: readonly T[]): T } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { next, below, of: (list) => list[below(list.length)]! }
}

const SMALL = ['le', 'la', 'les', 'de', 'du', 'et', 'un', 'une', 'en', 'à', 'pour', 'dans']
const SYLLABLES = ['ba', 'ci', 'do', 'fé', 'gu', 'ha', 'jo', 'ké', 'lu', 'ma', 'ni', 'po', 'ra', 'su', 'té', 'vi', 'zo']
const LEXICON = Array.from({ length: 600 }, (_, i) => `${SYLLABLES[i % 17]}${SYLLABLES[(i * 7 + 3) % 17]}${i % 3 ? SYLLABLES[(i * 5 + 1) % 17]! + (i % 2 ? 'r' : 's') : 'tion'}`)

export class Story {
  readonly commits: HistoryCommit[] = []
  readonly blobs = new Map<string, string>()
  readonly #trees = new Map<string, ReadonlyMap<string, string>>()
  readonly #files = new Map<string, Files>()
  readonly luck: ReturnType<typeof chance>
  readonly wrap: number
  #clock = 1_600_000_000_000

  constructor(seed: number, wrap = 0) {
    this.luck = chance(seed)
    this.wrap = wrap
  }

  get history(): History {
    return { commits: () => this.commits, blob: (oid) => Promise.resolve(this.blobs.get(oid)!) }
  }
  files(oid: string): Files { return this.#files.get(oid)! }
  get tip(): string { return this.commits[this.commits.length - 1]!.oid }

  /** The id the next commit will have: words made now name it. */
  get nextOid(): string { return createHash('sha1').update(`commit ${this.commits.length}`).digest('hex') }

  sentence(by: string, length = 6 + this.luck.below(10)): Sentence {
    return Array.from({ length }, () => ({ text: this.luck.next() < 0.35 ? this.luck.of(SMALL) : this.luck.of(LEXICON), by, commit: this.nextOid }))
  }
  paragraph(by: string): Paragraph { return Array.from({ length: 2 + this.luck.below(4) }, () => this.sentence(by)) }
  page(by: string, paragraphs = 6): Page { return Array.from({ length: paragraphs }, () => this.paragraph(by)) }

  commit(author: string, files: Files, options: { parents?: string[]; message?: string; wrap?: number; dress?: (text: string) => string } = {}): string {
    const oid = this.nextOid
    const parents = options.parents ?? (this.commits.length > 0 ? [this.tip] : [])
    const tree = new Map<string, string>()
    for (const [path, page] of files) {
      const text = (options.dress ?? ((same) => same))(written(page, options.wrap ?? this.wrap))
      const blob = createHash('sha1').update(`blob ${text}`).digest('hex')
      this.blobs.set(blob, text)
      tree.set(path, blob)
    }
    this.commits.push({
      oid, parents, author: person(author), committer: person(author), at: this.#clock += 3_600_000,
      message: options.message ?? 'Change', changes: changesBetween(this.#trees.get(parents[0] ?? '') ?? new Map(), tree),
    })
    this.#trees.set(oid, tree)
    this.#files.set(oid, files)
    return oid
  }
}

/** Sentences end with a full stop, paragraphs with a blank line; `wrap` columns, or one line a paragraph. */
export function written(page: Page, wrap: number): string {
  return page.map((paragraph) => {
    const text = paragraph.map((sentence) => `${sentence.map((word) => word.text).join(' ')}.`).join(' ')
    return wrap === 0 ? text : text.replace(new RegExp(`(.{1,${wrap}})(?: |$)`, 'g'), '$1\n').trimEnd()
  }).join('\n\n') + '\n'
}

export const truth = (page: Page): TrueWord[] => page.flat(2)

/** Part of the words whose author, and whose commit, the engine gives right. */
export function graded(page: Page, tokens: readonly { text: string; commit: string; authors: readonly Identity[] }[]): { author: number; commit: number; count: number } {
  const expected = truth(page)
  if (expected.length !== tokens.length) throw new Error(`expected ${expected.length} words, got ${tokens.length}`)
  let author = 0, commit = 0
  expected.forEach((word, i) => {
    if (tokens[i]!.authors.length === 1 && tokens[i]!.authors[0]!.email === person(word.by).email) author++
    if (tokens[i]!.commit === word.commit) commit++
  })
  return { author: author / expected.length, commit: commit / expected.length, count: expected.length }
}

/** Edits a page as somebody does: words, sentences, paragraphs added, removed, rewritten, moved. */
export function edited(story: Story, page: Page, by: string, kinds: readonly string[]): Page {
  const { luck } = story
  const copy = page.map((paragraph) => [...paragraph])
  const p = luck.below(copy.length)
  const s = luck.below(copy[p]!.length)
  const sentence = copy[p]![s]!
  switch (luck.of(kinds)) {
    case 'word': {
      const at = luck.below(sentence.length)
      copy[p]![s] = [...sentence.slice(0, at), ...story.sentence(by, 1 + luck.below(2)), ...sentence.slice(at + luck.below(3))]
      break
    }
    case 'add sentence': copy[p]!.splice(s, 0, story.sentence(by)); break
    case 'add paragraph': copy.splice(p, 0, [...story.paragraph(by)]); break
    case 'remove sentence': if (copy[p]!.length > 1) copy[p]!.splice(s, 1); break
    case 'remove paragraph': if (copy.length > 3) copy.splice(p, 1); break
    case 'move paragraph': { const [moved] = copy.splice(p, 1); copy.splice(luck.below(copy.length + 1), 0, moved!); break }
    case 'move sentence': if (copy[p]!.length > 1) { const [moved] = copy[p]!.splice(s, 1); luck.of(copy).push(moved!) } break
    case 'rewrite sentence': copy[p]![s] = story.sentence(by); break
    case 'move and edit': {
      const [moved] = copy.splice(p, 1)
      moved![s] = [...sentence.slice(0, 2), ...story.sentence(by, 2), ...sentence.slice(3)]
      copy.splice(luck.below(copy.length + 1), 0, moved!)
      break
    }
  }
  return copy.filter((paragraph) => paragraph.length > 0 && paragraph.every((each) => each.length > 0))
}
