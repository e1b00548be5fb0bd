import { AddedWords } from './merge-check.js'
import { mergeBlocks } from './merge-blocks.js'
import { mergeContent } from './merge-content.js'
import type { MergeReason, Stretch } from './merge-parts.js'
import { changesBetween, interner, newBudget, regionsOf } from './sequence.js'
import type { Segment } from './segments.js'

/** What two people made of one text since `base`, and what Git's own merge gave, when it was asked. */
export interface MergeInput {
  base: string
  ours: string
  theirs: string
  git?: { clean: boolean; text: string }
}

/** A part of a merge that needs no one, or that a person looks at. Texts include the line ends and blank lines that follow. */
export type MergeSegment =
  | { kind: 'common'; text: string }
  | {
    kind: 'passage'
    /** `passage-1`, `passage-2`… in the order of the text. */
    id: string
    base: string
    ours: string
    theirs: string
    suggestion?: string
    reasonFr?: string
    reasonEn?: string
    /** 0 to 1: how often such suggestions are right; a guide for the eye, decides nothing. */
    confidence?: number
  }

/** `clean`: take it. `passages`: a person confirms each one; `suggested` when each has a suggestion. */
export type MergeOutcome = { kind: 'clean'; text: string } | { kind: 'passages'; suggested: boolean; segments: MergeSegment[] }

/** How a person settles a passage. `both` keeps ours then theirs; `{ text }` is their own words. */
export type Choice = 'ours' | 'theirs' | 'suggestion' | 'both' | { text: string }

/** Past this the merge goes by lines only. */
const maxStructuredLength = 300_000

/**
 * Merges two versions that parted from `base`.
 *
 * What Git merges cleanly (or, when it was not asked, what a line merge does) is taken as it is. Otherwise the texts are merged by structure,
 * and every place both people touched is a passage: never settled silently, pre-filled with a suggestion where one keeps the words of both.
 * Every word either person added is in the common text or in a passage; this is checked, not trusted.
 */
export function merge3(input: MergeInput): MergeOutcome {
  const { base, ours, theirs, git } = input
  if (ours === theirs || theirs === base) return { kind: 'clean', text: ours }
  if (ours === base) return { kind: 'clean', text: theirs }
  if (git?.clean === true) return { kind: 'clean', text: git.text }
  const byLines = git === undefined ? mergeByLines(input) : undefined
  if (byLines?.every((stretch) => stretch.kind === 'common') === true) return { kind: 'clean', text: byLines.map((s) => s.text).join('') }
  return outcomeOf(withAPassage(best(input, byLines), input))
}

/** Structure first; lines where only they settle everything; one passage for the whole text if all else lost a word. */
function best(input: MergeInput, byLines: Stretch[] | undefined): Stretch[] {
  const { base, ours, theirs } = input
  const isStructured = Math.max(base.length, ours.length, theirs.length) <= maxStructuredLength
  // Too long to look into: lines keep everything by construction, and nothing is suggested.
  if (!isStructured) return (byLines ?? mergeByLines(input)).map((s) => (s.kind === 'common' ? s : { kind: 'passage', base: s.base, ours: s.ours, theirs: s.theirs, reason: s.reason }))
  const check = new AddedWords(input)
  const kept = (stretches: Stretch[]) => {
    const checked = check.checked(stretches)
    return check.losesNothing(checked) ? checked : undefined
  }
  const isSettled = (stretches: readonly Stretch[] | undefined) => stretches?.every((s) => s.kind === 'common' || s.suggestion !== undefined) === true
  const structured = kept(mergeBlocks(base, ours, theirs, newBudget()))
  if (structured !== undefined && isSettled(structured)) return structured
  const lined = kept(byLines ?? mergeByLines(input))
  if (lined !== undefined && isSettled(lined)) return lined
  return structured ?? lined ?? [{ kind: 'passage', base, ours, theirs, reason: 'same-words' }]
}

/** Git found a conflict but the pieces fit: someone still confirms, once, what both changed. */
function withAPassage(stretches: Stretch[], { base, ours, theirs }: MergeInput): Stretch[] {
  if (stretches.some((stretch) => stretch.kind === 'passage')) return stretches
  const merged = stretches.map((stretch) => (stretch.kind === 'common' ? stretch.text : '')).join('')
  const lines = [base, ours, theirs, merged].map(linesOf)
  const shortest = Math.min(...lines.map((list) => list.length))
  let head = 0
  while (head < shortest && lines.every((list) => list[head] === lines[0]![head])) head++
  let tail = 0
  while (tail < shortest - head && lines.every((list) => list[list.length - 1 - tail] === lines[0]![lines[0]!.length - 1 - tail])) tail++
  const [b, o, t, m] = lines.map((list) => list.slice(head, list.length - tail).join('')) as [string, string, string, string]
  return [
    { kind: 'common', text: lines[0]!.slice(0, head).join('') },
    { kind: 'passage', base: b, ours: o, theirs: t, suggestion: m, reason: 'neighbours' },
    { kind: 'common', text: lines[0]!.slice(lines[0]!.length - tail).join('') },
  ]
}

/** Line by line, Git's own way: changes that touch are one passage; inside it, words where that settles it. */
function mergeByLines({ base, ours, theirs }: MergeInput): Stretch[] {
  const budget = newBudget()
  const [b, o, t] = [linesOf(base), linesOf(ours), linesOf(theirs)]
  const toInts = interner()
  const [bi, oi, ti] = [toInts(b), toInts(o), toInts(t)]
  return regionsOf(changesBetween(bi, oi, budget), changesBetween(bi, ti, budget), b.length).map((region): Stretch => {
    const [was, here, there] = [b.slice(...region.base).join(''), o.slice(...region.ours).join(''), t.slice(...region.theirs).join('')]
    if (region.kind !== 'both' || here === there) return { kind: 'common', text: region.kind === 'theirs' ? there : here }
    const isLong = was.length + here.length + there.length > maxStructuredLength
    const suggestion = isLong ? undefined : was === '' || here === '' || there === '' ? contained(here, there) : mergeContent({ base: asBlock(was), ours: asBlock(here), theirs: asBlock(there) }, budget)
    const reason: MergeReason = was === '' ? 'both-added' : here === '' || there === '' ? 'deleted' : suggestion === undefined ? 'same-words' : 'words'
    return { kind: 'passage', base: was, ours: here, theirs: there, reason, ...(suggestion === undefined || reason === 'deleted' ? {} : { suggestion }) }
  })
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Two additions of which one holds the other whole: the longer says everything. */
function contained(a: string, b: string): string | undefined {
  if (a === '' || b === '') return undefined
  return a.includes(b.trim()) ? a : b.includes(a.trim()) ? b : undefined
}

const asBlock = (source: string): Segment => ({ kind: 'paragraph', start: 0, end: source.length, source, key: '', containers: [], content: [0, source.length] })

const reasons: Readonly<Record<MergeReason, { fr: string; en: string; confidence: number }>> = {
  words: { fr: 'Deux personnes ont modifié ce passage à des endroits différents\u00A0; les deux changements tiennent ensemble.', en: 'Two people changed different places of this passage; both changes fit together.', confidence: 0.7 },
  neighbours: { fr: 'Deux personnes ont modifié des passages voisins.', en: 'Two people changed neighbouring passages.', confidence: 0.85 },
  union: { fr: 'Chaque personne a ajouté ses éléments\u00A0; ils sont mis les uns après les autres.', en: 'Each person added items; they follow one another.', confidence: 0.7 },
  set: { fr: 'Les valeurs ajoutées et retirées par chaque personne sont réunies.', en: 'The values each person added and removed are combined.', confidence: 0.85 },
  moved: { fr: 'Ce passage a été déplacé par une personne et modifié par une autre.', en: 'One person moved this passage, another changed it.', confidence: 0.7 },
  removed: { fr: 'Une personne a retiré ce passage\u00A0; une autre en avait retiré des mots ou changé la présentation, sans rien y ajouter.', en: 'One person removed this passage; another took words out of it or changed its layout, adding nothing.', confidence: 0.7 },
  deleted: { fr: 'Une personne a retiré ce passage, une autre l’a modifié.', en: 'One person removed this passage, another changed it.', confidence: 0 },
  'same-words': { fr: 'Deux personnes ont modifié les mêmes mots.', en: 'Two people changed the same words.', confidence: 0 },
  'both-added': { fr: 'Deux personnes ont ajouté un texte au même endroit.', en: 'Two people added text in the same place.', confidence: 0.5 },
}

function outcomeOf(stretches: readonly Stretch[]): MergeOutcome {
  const segments: MergeSegment[] = []
  let count = 0
  for (const stretch of stretches) {
    if (stretch.kind === 'common') {
      if (stretch.text !== '') segments.push({ ...stretch })
      continue
    }
    const { base, ours, theirs, suggestion, reason } = stretch
    const said = reasons[reason]
    segments.push({
      kind: 'passage', id: `passage-${++count}`, base, ours, theirs, reasonFr: said.fr, reasonEn: said.en,
      ...(suggestion === undefined ? {} : { suggestion, confidence: said.confidence }),
    })
  }
  return { kind: 'passages', suggested: segments.every((s) => s.kind === 'common' || s.suggestion !== undefined), segments }
}

/** A passage left without a valid choice. A person's sentence is the caller's to say; `passages` names what is missing. */
export class UnsettledError extends Error {
  override name = 'UnsettledError'
  constructor(readonly passages: readonly string[]) { super(`unsettled passages: ${passages.join(', ')}`) }
}

/** The merged text once every passage is settled. Refuses (UnsettledError) when a choice is missing or asks for a suggestion there is not. */
export function settle(outcome: MergeOutcome, choices: Readonly<Record<string, Choice>>): string {
  if (outcome.kind === 'clean') return outcome.text
  const missing: string[] = []
  const parts = outcome.segments.map((segment) => {
    if (segment.kind === 'common') return segment.text
    const choice = Object.hasOwn(choices, segment.id) ? choices[segment.id] : undefined
    const text = choice === undefined ? undefined : textOf(segment, choice)
    if (text === undefined) missing.push(segment.id)
    return text ?? ''
  })
  if (missing.length > 0) throw new UnsettledError(missing)
  return parts.join('')
}

function textOf(passage: Extract<MergeSegment, { kind: 'passage' }>, choice: Choice): string | undefined {
  if (typeof choice === 'object') return ended(choice.text, passage)
  switch (choice) {
    case 'ours': return passage.ours
    case 'theirs': return passage.theirs
    case 'suggestion': return passage.suggestion
    case 'both': return passage.ours === '' || /\n$/.test(passage.ours) ? passage.ours + passage.theirs : `${passage.ours}\n${passage.theirs}`
    default: return undefined
  }
}

/** A text typed in a field has no final newline, or others' line ends; what follows must not end up on its last line. */
function ended(text: string, passage: Extract<MergeSegment, { kind: 'passage' }>): string {
  const blank = /(?:\r?\n[ \t]*)+$/.exec(passage.ours)?.[0] ?? /(?:\r?\n[ \t]*)+$/.exec(passage.theirs)?.[0] ?? ''
  return text === '' || /\n$/.test(text) ? text : text + blank
}
