import type { ProseDiff } from './edits.js'
import { words } from './words.js'

/** What reading a change asks of somebody. */
export interface ReadingEffort {
  /** « Petite retouche »: few words, nothing else. */
  readonly isTouchUp: boolean
  /** About how long it takes to read, at least one. */
  readonly minutes: number
}

/** Words that come, words that go: more than a clause is no longer a retouch. */
const fewWords = 12
/** People read 200 to 250 words of prose a minute (Brysbaert 2019, silent reading); weighing each of them takes longer. */
const wordsAMinute = 150
/** A file that is no text, an image: a look. */
const wordsForALook = 30

/** Marks that lead somewhere or show something: few letters, and a reader wants to see where and what. */
const leadsOrShows = /!\[|\]\s*[([]|https?:|<[a-z!/]/i

/** Where the links and images of a block lead, as written: also those that a changed letter makes, or unmakes. */
const targetsIn = (source: string): string => (source.match(/!?(?=\[)|\]\([^)\n]{0,500}\)|https?:[^\s)>\]]*/gi) ?? []).filter((target) => target !== '').join(' ')

const wordsIn = (text: string): number => words(text).reduce((sum, token) => sum + (token.isWord ? 1 : 0), 0)

/**
 * What one text's change asks of its reader, in words: those that come or go, and those of every block to read again.
 *
 * It is a retouch when few words come and few go and nothing of the text’s frame moves: no field of the header, no block (step, list item,
 * row, heading, paragraph) that goes away or elsewhere, no image, no link.
 */
export function weighChange(diff: ProseDiff): { readonly isTouchUp: boolean; readonly toRead: number } {
  let [come, go, toRead] = [0, 0, 0]
  let isFramed = diff.renamed === undefined
  for (const { kind, field, old, new: next } of diff.edits) {
    const [gone, came] = [diff.before.slice(...old), diff.after.slice(...next)]
    come += wordsIn(came)
    go += wordsIn(gone)
    if (field !== undefined || kind === 'deleted' || kind === 'moved' || kind === 'join' || kind === 'image' || kind === 'url' || kind === 'html' || kind === 'table-column') isFramed = false
    if (leadsOrShows.test(gone) || leadsOrShows.test(came)) isFramed = false
  }
  for (const block of diff.blocks) {
    if (block.kind === 'same') continue
    if (block.kind === 'deleted' || block.kind === 'moved' || block.kind === 'moved-away') isFramed = false
    const shown = block.new ?? block.old
    // Emptied where it stands, it is gone all the same.
    if (block.kind === 'changed' && wordsIn(block.new?.source ?? '') === 0 && wordsIn(block.old?.source ?? '') > 0) isFramed = false
    if (shown?.kind === 'field' || shown?.kind === 'fence' || shown?.kind === 'comment') isFramed = false
    if (block.old && block.new && targetsIn(block.old.source) !== targetsIn(block.new.source)) isFramed = false
    toRead += wordsIn(shown?.source ?? '')
  }
  return { isTouchUp: isFramed && come <= fewWords && go <= fewWords, toRead: Math.max(toRead, come, go) }
}

/** The same for a whole proposition: what each of its texts changes, and how many of its other files come, go or change. */
export function effortOf(diffs: readonly ProseDiff[], otherFiles: number): ReadingEffort {
  const weighed = diffs.map(weighChange)
  const toRead = weighed.reduce((sum, one) => sum + one.toRead, otherFiles * wordsForALook)
  return { isTouchUp: otherFiles === 0 && weighed.length === 1 && weighed[0]?.isTouchUp === true, minutes: Math.max(1, Math.ceil(toRead / wordsAMinute)) }
}
