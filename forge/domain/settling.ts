import { createHash } from 'node:crypto'
import { isRow, tableHeadAt } from './table-head.js'
import type { Choice, MergeOutcome, MergeSegment } from '../prose/merge.js'
import type { Oid } from './git.js'
import type { PersonId } from './person.js'
import type { ResourceId } from './resource.js'

export type Passage = Extract<MergeSegment, { kind: 'passage' }>

/**
 * One file two sides changed, as a person settles it. `passages`: passage by passage, `common` text between them;
 * `whole`: one side or the other (a picture, a file one side removed); `ours` or `theirs` absent: that side removed it.
 */
export type FileToSettle =
  | { readonly kind: 'passages'; readonly path: string; readonly outcome: MergeOutcome }
  | { readonly kind: 'whole'; readonly path: string; readonly base?: Oid | undefined; readonly ours: Oid | undefined; readonly theirs: Oid | undefined }

/** A decision to take: a passage of a file, or the file whole. */
export interface Decision {
  readonly name: string
  readonly file: FileToSettle
  readonly passage: Passage | undefined
}

const known = new WeakMap<readonly FileToSettle[], readonly Decision[]>()

/**
 * Every decision a person has to take, in order. Each is named by what it decides (the file, what stands there, what comes), not by its place:
 * when somebody publishes meanwhile, a choice goes on with its passage as long as the passage is the same.
 */
export function decisionsOf(files: readonly FileToSettle[]): readonly Decision[] {
  const found = known.get(files)
  if (found !== undefined) return found
  const named = namer('c')
  const decisions = files.flatMap((file): Decision[] => {
    if (file.kind === 'whole') return [{ name: named(file.path, file.theirs ?? '', `${file.base ?? ''} ${file.ours ?? ''}`), file, passage: undefined }]
    if (file.outcome.kind === 'clean') return []
    return file.outcome.segments.flatMap((segment) => (segment.kind === 'passage' ? [{ name: named(file.path, segment.theirs, JSON.stringify([segment.base, segment.ours])), file, passage: segment }] : []))
  })
  known.set(files, decisions)
  return decisions
}

/** Names for decisions, by what comes and what stands in a file; the same twice is numbered. */
export function namer(prefix: string): (path: string, comes: string, stands: string) => string {
  const seen = new Map<string, number>()
  return (path, comes, stands) => {
    const name = `${prefix}.${short(path, comes)}.${short(path, stands)}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}.${count}`
  }
}

const short = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)

/** What a person ticked, by decision, and what they typed; `texte` is their own words. Kept privately until they send. */
export interface Picks {
  readonly picks: ReadonlyMap<string, string>
  readonly texts: ReadonlyMap<string, string>
}

export const noPicks: Picks = { picks: new Map(), texts: new Map() }

/** A person's choice for a decision, as `settle` takes it; undefined when they have not chosen. */
export function choiceOf({ picks, texts }: Picks, name: string): Choice | undefined {
  const pick = picks.get(name)
  switch (pick) {
    case 'ours': case 'theirs': case 'suggestion': case 'both': return pick
    case 'texte': return { text: texts.get(name) ?? '' }
    default: return undefined
  }
}

/** What they typed for a passage that what stands there has changed since: the same words come, so theirs are shown again, to be chosen anew. */
export function typedBefore({ picks, texts }: Picks, name: string): string | undefined {
  const own = texts.get(name)
  if (own !== undefined) return own
  const comes = name.split('.')[1]
  return [...texts].find(([other]) => picks.get(other) === 'texte' && other.split('.')[1] === comes)?.[1]
}

/** Choices under way on one screen: private, one per person and screen. */
export interface PicksDraft extends Picks {
  readonly person: PersonId
  readonly resource: ResourceId
  /** Which screen of the resource: `proposition:3`, `nouveautes`, `brouillon:README.md`. */
  readonly subject: string
  readonly updatedAt: number
}

/**
 * A stretch of a file as it is settled: what both have in common, or a passage. `isHeader`: its lines are fields of the fiche. `tableHead`: it goes
 * on with a table begun above, whose two first lines these are: without them its rows read as bars and words.
 */
export type Stretch =
  | { readonly kind: 'common'; readonly text: string; readonly isHeader: boolean; readonly tableHead: string }
  | { readonly kind: 'passage'; readonly decision: Decision; readonly passage: Passage; readonly isHeader: boolean; readonly tableHead: string }

const fence = /^---[ \t]*\r?\n/

/** A file's stretches in order; common text is cut where the header ends. */
export function stretchesOf(file: FileToSettle, decisions: readonly Decision[]): readonly Stretch[] {
  if (file.kind === 'whole' || file.outcome.kind === 'clean') return []
  const out: Stretch[] = []
  let isHeader = false
  let above = ''
  file.outcome.segments.forEach((segment, index) => {
    const sides = segment.kind === 'passage' ? [segment.base, segment.ours, segment.theirs] : [segment.text]
    const tableHead = sides.every((text) => text === '' || isRow(text)) ? tableHeadAt(above) : ''
    above += segment.kind === 'passage' ? segment.ours : segment.text
    if (segment.kind === 'passage') {
      const decision = decisions.find((one) => one.passage === segment)
      const holdsFence = [segment.base, segment.ours, segment.theirs].some((text) => /^---[ \t]*\r?$/m.test(text))
      if (holdsFence) isHeader = false
      if (decision !== undefined) out.push({ kind: 'passage', decision, passage: segment, isHeader, tableHead })
      return
    }
    const opening = index === 0 ? fence.exec(segment.text)?.[0].length ?? 0 : 0
    if (opening > 0) isHeader = true
    if (!isHeader) { out.push({ kind: 'common', text: segment.text, isHeader: false, tableHead }); return }
    const end = /^---[ \t]*(?:\r?\n|$)/m.exec(segment.text.slice(opening))
    if (end === null) { out.push({ kind: 'common', text: segment.text.slice(opening), isHeader: true, tableHead: '' }); return }
    out.push({ kind: 'common', text: segment.text.slice(opening, opening + end.index), isHeader: true, tableHead: '' }, { kind: 'common', text: segment.text.slice(opening + end.index + end[0].length), isHeader: false, tableHead: '' })
    isHeader = false
  })
  return out.filter((stretch) => stretch.kind === 'passage' || stretch.text.trim() !== '')
}

/** Lines of a header as a header of their own, to be read as fields. */
export const asHeader = (lines: string): string => `---\n${lines}${lines === '' || lines.endsWith('\n') ? '' : '\n'}---\n`

/** A side of a passage, the suggestion, or a side of a whole file, as readers see it: HTML that is safe to insert. Absent: nothing stands there, or it cannot be shown. */
export interface ShownDecision { readonly ours?: string; readonly theirs?: string; readonly suggestion?: string }

/** A side of a file settled whole: its size; a picture small enough to be shown in the page itself. */
export interface ShownSide { readonly bytes: number; readonly picture?: string }

/** What a screen of passages shows. */
export interface Shown {
  /** By decision, each text with what it changed marked. */
  readonly decisions: ReadonlyMap<string, ShownDecision>
  /** Common text, unmarked. */
  readonly common: ReadonlyMap<Stretch, string>
  readonly stretches: ReadonlyMap<FileToSettle, readonly Stretch[]>
  /** Of files settled whole, by decision. */
  readonly sides: ReadonlyMap<string, { readonly ours?: ShownSide; readonly theirs?: ShownSide }>
}
