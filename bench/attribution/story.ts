/** A history being told: people, versions, branches, and the repository it becomes. */
import { commitId, writeRepository } from './git-objects.js'
import type { Family } from './family.js'
import { Luck } from './luck.js'
import type { Birth, Deed, Page, Person, Style, Tree, Version } from './page.js'
import { pageAt, withFile } from './page.js'
import { Pen } from './pen.js'

export type Trailer = readonly [key: string, value: string]

/** How one version is written. Everything has a usual value: the last version as parent, its author as committer and only writer. */
export interface Telling {
  readonly by?: Person
  readonly with?: readonly Person[]
  /** Who wrote the words, when it is not those who committed them. */
  readonly writers?: readonly Person[]
  readonly committer?: Person
  readonly parents?: readonly Version[]
  readonly message?: string
  readonly trailers?: readonly Trailer[]
  readonly deed?: Deed
  readonly renamed?: ReadonlyMap<string, string>
  readonly at?: number
}

/** A pen for each file of the version being written. */
export type Pens = (path: string) => Pen

export const named = ({ name, email }: Person): string => `${name} <${email}>`

export class Story {
  readonly luck: Luck
  readonly people: readonly Person[]
  readonly style: Style
  /** Refs that are kept, besides `refs/heads/main`. */
  readonly refs = new Map<string, Version>()
  tip: Version | undefined
  readonly #ids = { next: 1 }
  #number = 0
  #at = 1_600_000_000

  constructor(readonly family: Family, seed: number, wrap: number) {
    this.luck = new Luck(seed)
    this.people = Array.from({ length: family.people }, (_, i): Person => {
      const name = family.tongue.word(this.luck)
      return { name: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${String.fromCharCode(65 + (i % 26))}`, email: `p${i}@exemple.org` }
    })
    this.style = { wrap, bullet: '-', emphasis: '*', apostrophe: "'", noBreak: false, boldHeadings: false }
  }

  /** For a second story whose blocks may meet those of a first. */
  startIdsAt(id: number): void { this.#ids.next = id }

  /** Somebody; not those people. */
  someone(...except: readonly Person[]): Person { return this.luck.of(this.people.filter((person) => !except.includes(person))) }

  get tree(): Tree { return this.tip?.tree ?? new Map() }
  page(path: string): Page { return pageAt(this.tree, path) }

  /** Adds a version after the last one, or after `parents`, and goes on from it. */
  write(telling: Telling, edit: (tree: Tree, pens: Pens) => Tree): Version {
    const by = telling.by ?? this.someone()
    const coAuthors = (telling.with ?? []).filter((person) => person !== by)
    const parents = telling.parents ?? (this.tip ? [this.tip] : [])
    const number = this.#number++
    this.#at += 600 + this.luck.below(200_000)
    const trailers = [...coAuthors.map((person): Trailer => ['Co-authored-by', named(person)]), ...(telling.trailers ?? [])]
    const subject = telling.message ?? this.family.tongue.sentence(this.luck, 4).join(' ')
    const version = {
      oid: '', number, parents, author: by, committer: telling.committer ?? by, coAuthors, writers: telling.writers ?? [by, ...coAuthors], at: telling.at ?? this.#at,
      message: trailers.length === 0 ? subject : `${subject}${/\n\n[A-Z][\w-]*: [^\n]*$/.test(subject) ? '\n' : '\n\n'}${trailers.map(([key, value]) => `${key}: ${value}`).join('\n')}`,
      deed: telling.deed ?? 'writes', renamed: telling.renamed ?? new Map<string, string>(), replayedAs: [], tree: new Map() as Tree,
    } satisfies Version
    version.tree = edit(parents[0]?.tree ?? new Map(), (path) => this.pen({ version, path, writers: version.writers }))
    version.oid = commitId(version)
    this.tip = version
    return version
  }

  /** A version that changes one page. */
  edit(path: string, telling: Telling, change: (page: Page, pen: Pen, pens: Pens) => Page): Version {
    return this.write(telling, (tree, pens) => withFile(tree, path, change(pageAt(tree, path), pens(path), pens)))
  }

  /** A first version with one fiche or more, each by somebody. */
  begin(...paths: readonly string[]): void {
    for (const path of paths) this.write({}, (tree, pens) => withFile(tree, path, pens(path).fiche()))
  }

  private pen(birth: Birth): Pen { return new Pen(this.family, this.luck, this.#ids, birth, this.style) }

  /** The last version must be the one asked for: `HEAD`. */
  writeTo(folder: string): void {
    if (!this.tip) throw new Error('an empty story')
    writeRepository(folder, new Map([['refs/heads/main', this.tip], ...this.refs]))
  }
}
