/** An answer beside the truth. */
import type { Answer } from './answer.js'
import { keyOf } from './answer.js'
import { reached } from './git-objects.js'
import { isPage, themself, type Person, type Version, type Word } from './page.js'
import { print } from './print.js'

/** Sums over words; percentages are taken once, over all seeds. */
export interface Grades {
  /** Words graded, and of them those with the right authors, the right commit, the right path. */
  words: number; author: number; commit: number; path: number
  /** The same for boilerplate. */
  stock: number; stockAuthor: number
  /** Words given to somebody who restored or imported them; who moved, copied, reformatted or merged them. */
  carriers: number; handlers: number
  /** People credited for a file: rightly, wrongly (none of its words are theirs), and forgotten. */
  credited: number; falselyCredited: number; forgotten: number
  /** Sum over files of the mean difference of shares, in points; and how many files. */
  shareError: number; files: number
  /** Words for which the program said nothing, or something that does not line up with the text. */
  silent: number
}

export const noGrades = (): Grades => ({ words: 0, author: 0, commit: 0, path: 0, stock: 0, stockAuthor: 0, carriers: 0, handlers: 0, credited: 0, falselyCredited: 0, forgotten: 0, shareError: 0, files: 0, silent: 0 })
export function added(a: Grades, b: Grades): Grades { const sum = noGrades(); for (const key of Object.keys(sum) as (keyof Grades)[]) sum[key] = a[key] + b[key]; return sum }

/** Words in a row that a program got wrong in the same way, in their context, for who wants to know why. */
export interface Failure { readonly path: string; readonly context: string; readonly expected: string; readonly said: string }

/**
 * What may be said of a word. Usually one thing: its birth. When its birth is in no ancestor of the version asked for (squashed, picked,
 * rebased, brought from elsewhere), the versions that brought it are right too, with the people they name: a trailer cannot say more.
 */
export function accepted({ birth: { version, writers, path } }: Word, ancestors: ReadonlySet<Version>): { authors: ReadonlySet<string>[]; commits: ReadonlySet<string>; paths: ReadonlySet<string> } {
  const authors = [keysOf(writers)]
  const commits = new Set([version.oid])
  const paths = new Set([path])
  if (!ancestors.has(version)) {
    for (const again of replays(version)) {
      if (!ancestors.has(again)) continue
      authors.push(keysOf(again.writers))
      commits.add(again.oid)
      for (const [file, content] of again.tree) if (again.parents[0]?.tree.get(file) !== content) paths.add(file)
    }
  }
  return { authors, commits, paths }
}

function replays(version: Version): Set<Version> {
  const all = new Set(version.replayedAs)
  for (const each of all) for (const again of each.replayedAs) all.add(again)
  return all
}

const keysOf = (people: readonly Person[]): Set<string> => new Set(people.map((person) => keyOf(themself(person))))
const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((key) => b.has(key))

/** `fail` is told the words whose authors are wrong; `sure`, each word said with a confidence, and whether its authors are right. */
export function grade(tip: Version, answer: Answer, options: { readonly stockToo: boolean; readonly fail?: (failure: Failure) => void; readonly sure?: (confidence: number, isRight: boolean) => void }): Grades {
  const grades = noGrades()
  const ancestors = new Set(reached([tip]))
  const byOid = new Map([...ancestors].map((version) => [version.oid, version]))
  for (const [path, page] of tip.tree) {
    if (!isPage(page)) continue
    const { text, truth, places } = print(page)
    const said = answer.get(path)
    const aligned = said?.length === truth.length ? said : undefined
    const right = new Map<string, number>()
    const given = new Map<string, number>()
    const everyWriter = new Set<string>()
    const wrong: Wrong[] = []
    let counted = 0
    truth.forEach((word, i) => {
      if (word.grade === 'unsure') return
      const may = accepted(word, ancestors)
      const saying = aligned?.[i]
      const authors = new Set(saying?.authors ?? [])
      const match = may.authors.find((set) => same(set, authors))
      // Boilerplate is anybody's: who is credited for it is in no other measure.
      if (word.grade === 'stock') { grades.stock++; if (match) grades.stockAuthor++; if (!options.stockToo) return }
      grades.words++
      counted++
      if (!saying) grades.silent++
      if (saying?.confidence !== undefined) options.sure?.(saying.confidence, match !== undefined)
      if (match) grades.author++
      else wrong.push({ at: i, expected: expectation(word, may.commits), said: saying ? `${saying.authors.join(' + ')} in ${saying.commit?.slice(0, 8) ?? '?'}` : 'nothing' })
      if (saying?.commit !== undefined && may.commits.has(saying.commit)) grades.commit++
      if (saying?.path !== undefined && may.paths.has(saying.path)) grades.path++
      const through = byOid.get(saying?.commit ?? '')
      const hand = through && keyOf(themself(through.author))
      if (!match && through && through.deed !== 'writes' && hand !== undefined && authors.has(hand) && !may.authors.some((set) => set.has(hand))) {
        if (through.deed === 'restores' || through.deed === 'imports') grades.carriers++
        else grades.handlers++
      }
      for (const set of may.authors) for (const key of set) everyWriter.add(key)
      const truly = match ?? may.authors[0]!
      for (const key of truly) right.set(key, (right.get(key) ?? 0) + 1 / truly.size)
      for (const key of authors) given.set(key, (given.get(key) ?? 0) + 1 / authors.size)
    })
    if (options.fail) for (const run of inRuns(wrong)) options.fail({ path, context: context(text, places[run[0]!.at]![0], places[run.at(-1)!.at]![1]), expected: run[0]!.expected, said: run[0]!.said })
    grades.files++
    for (const key of given.keys()) if (everyWriter.has(key)) grades.credited++; else grades.falselyCredited++
    for (const key of right.keys()) if (!given.has(key)) grades.forgotten++
    const people = new Set([...right.keys(), ...given.keys()])
    if (counted > 0) grades.shareError += [...people].reduce((sum, key) => sum + Math.abs((right.get(key) ?? 0) - (given.get(key) ?? 0)), 0) / people.size / counted * 100
  }
  return grades
}

interface Wrong { readonly at: number; readonly expected: string; readonly said: string }

function inRuns(wrong: readonly Wrong[]): Wrong[][] {
  const runs: Wrong[][] = []
  for (const each of wrong) {
    const last = runs.at(-1)?.at(-1)
    if (last && each.at === last.at + 1 && each.expected === last.expected && each.said === last.said) runs.at(-1)!.push(each)
    else runs.push([each])
  }
  return runs
}

const expectation = ({ birth }: Word, commits: ReadonlySet<string>): string => `${[...keysOf(birth.writers)].join(' + ')} in ${[...commits].map((oid) => oid.slice(0, 8)).join(' or ')} (${birth.path})`

const context = (text: string, start: number, end: number): string => `${text.slice(Math.max(0, start - 60), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 60)}`.replaceAll('\n', '⏎')

/** `people` against the history: everyone who wrote or co-wrote a version after `.mailmap`, nobody else but those whom trailers name, nobody twice. */
export function peopleProblems(tip: Version, people: readonly { readonly name: string; readonly email: string; readonly share: number }[]): string[] {
  const wanted = new Set<string>()
  const allowed = new Set<string>()
  for (const version of reached([tip])) {
    for (const person of [version.author, ...version.coAuthors]) wanted.add(keyOf(themself(person)))
    for (const person of version.writers) allowed.add(keyOf(themself(person)))
  }
  const listed = people.map(keyOf)
  const shares = people.reduce((sum, { share }) => sum + share, 0)
  return [
    ...[...wanted].filter((key) => !listed.includes(key)).map((key) => `${key} is missing from people`),
    ...listed.filter((key) => !wanted.has(key) && !allowed.has(key)).map((key) => `${key} is in people and took no part`),
    ...listed.filter((key, i) => listed.indexOf(key) !== i).map((key) => `${key} is twice in people`),
    ...(Math.abs(shares - 1) > 1e-6 && shares !== 0 ? [`shares add up to ${shares}`] : []),
  ]
}
