import type { ProseDiff } from '../forge/prose/diff.js'
import { harmless } from './terminal.js'

const colours = { added: ['\u001b[34;4m', '\u001b[0m'], removed: ['\u001b[31;9m', '\u001b[0m'] } as const
const marks = { added: ['{+', '+}'], removed: ['[-', '-]'] } as const

/** The changed passages with a few words around, additions and removals marked as `git diff --word-diff` does (or coloured). */
export function wordsChanged(before: string, after: string, diff: ProseDiff, style: 'colour' | 'marks'): string[] {
  const sign = style === 'colour' ? colours : marks
  const around = 40
  const flat = (text: string) => harmless(text.replace(/\s+/g, ' '))
  return diff.edits.map((edit) => {
    const [oldStart, oldEnd] = edit.old
    const [newStart, newEnd] = edit.new
    const removed = before.slice(oldStart, oldEnd)
    const added = after.slice(newStart, newEnd)
    const lead = flat(after.slice(Math.max(0, newStart - around), newStart))
    const tail = flat(after.slice(newEnd, newEnd + around))
    return `  …${lead}${removed === '' ? '' : sign.removed[0] + flat(removed) + sign.removed[1]}${added === '' ? '' : sign.added[0] + flat(added) + sign.added[1]}${tail}…`
  })
}
