import { maxMergedLength, maxStructuredLength } from './limits.js'
import { mergeBlocks } from './merge-blocks.js'
import { lineEndsApart } from './merge-line-ends.js'
import { mergeByLines, sharedLines, settledByWords } from './merge-lines.js'
import type { MergeReason, Stretch } from './merge-parts.js'
import { breachIn, soundOnly } from './merge-soundness.js'
import { AddedWords } from './merge-words.js'
import { newBudget } from './sequence.js'

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

/** Binary, half a character, or what a decoder puts in place of bytes that are no UTF-8: mixing such texts would write back other bytes. */
const damaged = /\0|\uFFFD|\p{Surrogate}/u

/**
 * Merges two versions that parted from `base`.
 *
 * What Git merges cleanly (or, when it was not asked, what a line merge does) is taken as it is. Otherwise the texts are merged by structure,
 * and every place both people touched is a passage: never settled silently, pre-filled with a suggestion where one keeps the words of both.
 * Every word either person added is in the common text or in a passage; this is checked, not trusted. What is not text (see `damaged`) is one
 * passage, without a suggestion: one version or the other, whole.
 */
export function merge3(input: MergeInput): MergeOutcome {
  const { base, ours, theirs, git } = input
  if (ours === theirs || theirs === base) return { kind: 'clean', text: ours }
  if (ours === base) return { kind: 'clean', text: theirs }
  if (git?.clean === true) return { kind: 'clean', text: git.text }
  if ([base, ours, theirs].some((text) => damaged.test(text))) return outcomeOf([{ kind: 'passage', base, ours, theirs, reason: 'unreadable' }])
  const byLines = git === undefined ? mergeByLines(input) : undefined
  if (byLines?.every((stretch) => stretch.kind === 'common') === true) return { kind: 'clean', text: byLines.map((s) => s.text).join('') }
  const apart = lineEndsApart(input)
  if (apart !== undefined) return outcomeOf(apart.dressed(withAPassage(onlyLineEndsAside(apart.plain), apart.plain, 'line-ends')))
  return outcomeOf(withAPassage(best(input, byLines), input))
}

/** What the three texts give once their line ends are alike: Git may have found nothing else to settle. */
function onlyLineEndsAside(plain: MergeInput): readonly Stretch[] {
  const { base, ours, theirs } = plain
  if (ours === theirs || theirs === base) return [{ kind: 'common', text: ours }]
  if (ours === base) return [{ kind: 'common', text: theirs }]
  const byLines = mergeByLines(plain)
  return byLines.every((stretch) => stretch.kind === 'common') ? byLines : best(plain, byLines)
}

/** Structure first; lines with words inside where only they settle everything; bare lines if all else lost a word. */
function best(input: MergeInput, known?: readonly Stretch[]): readonly Stretch[] {
  const { base, ours, theirs } = input
  const byLines = () => known ?? mergeByLines(input)
  // Too long to look into: nothing is suggested.
  if (Math.max(base.length, ours.length, theirs.length) > maxStructuredLength || base.length + ours.length + theirs.length > maxMergedLength) return byLines()
  const added = new AddedWords(input)
  const kept = (stretches: readonly Stretch[] | undefined) => {
    const whole = stretches === undefined ? undefined : added.withoutLosses(stretches)
    return whole !== undefined && added.losesNothing(whole) ? soundOnly(whole, input) : undefined
  }
  const isSettled = (stretches: readonly Stretch[] | undefined) => stretches?.every((s) => s.kind === 'common' || s.suggestion !== undefined) === true
  const structured = kept(mergeBlocks(base, ours, theirs, newBudget()))
  if (structured !== undefined && (isSettled(structured) || structured.some((s) => s.kind === 'passage' && s.reason === 'deleted' && added.isRemoval(s)))) return structured
  const lines = byLines()
  const lined = kept(settledByWords(lines))
  // What lines put together without a question cannot be withdrawn where it breaks the text: then structure asks.
  return lined !== undefined && isSettled(lined) && breachIn(lined, input) === undefined ? lined : structured ?? lines
}

/** Git found a conflict but the pieces fit: someone still confirms, once, what both changed. */
function withAPassage(stretches: readonly Stretch[], { base, ours, theirs }: MergeInput, reason: MergeReason = 'neighbours'): readonly Stretch[] {
  if (stretches.some((stretch) => stretch.kind === 'passage')) return stretches
  const merged = stretches.map((stretch) => (stretch.kind === 'common' ? stretch.text : '')).join('')
  const [head, tail] = sharedLines([base, ours, theirs, merged])
  const between = (text: string) => text.slice(head, text.length - tail)
  // What each wrote in a place of its own may not stand beside what the other wrote in another.
  const breach = breachIn(stretches, { base, ours, theirs })
  const offer = breach === undefined ? { suggestion: between(merged), reason } : { reason: breach }
  return [
    { kind: 'common', text: base.slice(0, head) },
    { kind: 'passage', base: between(base), ours: between(ours), theirs: between(theirs), ...offer },
    { kind: 'common', text: base.slice(base.length - tail) },
  ]
}

const broken = (fr: string, en: string) => ({
  fr: `Deux personnes ont modifié ce passage\u00A0; réunir leurs changements aurait ${fr}.`, en: `Two people changed this passage; putting their changes together would have ${en}.`, confidence: 0,
})

const reasons: Readonly<Record<MergeReason, { fr: string; en: string; confidence: number }>> = {
  words: { fr: 'Deux personnes ont modifié ce passage à des endroits différents\u00A0; les deux changements tiennent ensemble.', en: 'Two people changed different places of this passage; both changes fit together.', confidence: 0.7 },
  neighbours: { fr: 'Deux personnes ont modifié des passages voisins.', en: 'Two people changed neighbouring passages.', confidence: 0.85 },
  'line-ends': { fr: 'Une personne a enregistré tout le fichier avec d’autres fins de ligne, une autre en a modifié le texte\u00A0; les deux tiennent ensemble.', en: 'One person saved the whole file with other line ends, another changed its text; both fit together.', confidence: 0.85 },
  close: { fr: 'Deux personnes ont modifié des mots ou des lignes qui se suivent\u00A0; relisez l’ensemble.', en: 'Two people changed words or lines that follow one another; read the whole again.', confidence: 0.5 },
  address: { fr: 'Deux personnes ont modifié la même adresse\u00A0; l’une n’a changé que le protocole, la barre finale ou l’ancre.', en: 'Two people changed the same address; one of them changed only the protocol, the last slash or the anchor.', confidence: 0.5 },
  union: { fr: 'Chaque personne a ajouté ses éléments\u00A0; ils sont mis les uns après les autres.', en: 'Each person added items; they follow one another.', confidence: 0.7 },
  set: { fr: 'Les valeurs ajoutées et retirées par chaque personne sont réunies.', en: 'The values each person added and removed are combined.', confidence: 0.85 },
  moved: { fr: 'Ce passage a été déplacé par une personne et modifié par une autre.', en: 'One person moved this passage, another changed it.', confidence: 0.7 },
  unseen: { fr: 'Une personne a retiré ce passage\u00A0; l’autre n’en avait changé que la présentation (blancs, lignes coupées ailleurs).', en: 'One person removed this passage; the other had only laid it out otherwise (blanks, lines cut elsewhere).', confidence: 0.7 },
  unreadable: { fr: 'Ce fichier n’est pas un texte lisible en entier\u00A0: il faut garder l’une des deux versions.', en: 'This file cannot be read wholly as text: one of the two versions has to be kept.', confidence: 0 },
  deleted: { fr: 'Une personne a retiré ce passage, une autre l’a modifié.', en: 'One person removed this passage, another changed it.', confidence: 0 },
  'broken-fence': broken('laissé un bloc de code ouvert', 'left a block of code open'),
  'broken-table': broken('cassé un tableau\u00A0: des lignes n’ont plus le nombre de colonnes de l’en-tête', 'broken a table: rows no longer have as many columns as its head'),
  'broken-pairs': broken('laissé un crochet ou une parenthèse sans son pendant', 'left a bracket without its other half'),
  'broken-label': broken('défini deux fois une note ou une référence, ou en aurait laissé une sans définition', 'defined a note or reference twice, or left one without a definition'),
  'broken-header': broken('rendu l’en-tête illisible', 'made the header unreadable'),
  'broken-markers': broken('laissé des marques de conflit dans le texte', 'left conflict markers in the text'),
  'broken-twice': broken('écrit deux fois une même ligne', 'written one line twice'),
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
  let out = ''
  for (const segment of outcome.segments) {
    const choice = segment.kind === 'common' ? undefined : Object.hasOwn(choices, segment.id) ? choices[segment.id] : undefined
    const text = segment.kind === 'common' ? segment.text : choice === undefined ? undefined : textOf(segment, choice)
    if (text === undefined) missing.push((segment as Passage).id)
    // What somebody types begins a line, whatever the passage before left behind it.
    else out += typeof choice === 'object' && text !== '' && /[^\r\n]$/.test(out) && !/^[\r\n]/.test(text) ? `\n${text}` : text
  }
  if (missing.length > 0) throw new UnsettledError(missing)
  return out
}

type Passage = Extract<MergeSegment, { kind: 'passage' }>

function textOf(passage: Passage, choice: Choice): string | undefined {
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
function ended(text: string, passage: Passage): string {
  const blank = /(?:\r?\n[ \t]*)+$/.exec(passage.ours)?.[0] ?? /(?:\r?\n[ \t]*)+$/.exec(passage.theirs)?.[0] ?? ''
  return text === '' || /\n$/.test(text) ? text : text + blank
}
