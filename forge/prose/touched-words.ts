import type { ProseDiff } from './edits.js'

/**
 * Where words of the text before were taken out or replaced, as UTF-16 ranges in order. Words that only moved, or are written otherwise
 * (case, emphasis, blanks, list markers, paragraphs joined), are nobody’s change; neither are words added between others.
 */
export function touchedWords({ before, after, edits }: Pick<ProseDiff, 'before' | 'after' | 'edits'>): readonly (readonly [number, number])[] {
  return edits.filter(({ kind, old, new: next }) => {
    const words = wordsIn(before.slice(...old))
    return kind !== 'moved' && kind !== 'join' && words !== '' && words !== wordsIn(after.slice(...next))
  }).map(({ old }) => old)
}

const wordsIn = (text: string): string => (text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).join(' ').toLowerCase()
