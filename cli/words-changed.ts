import type { ProseDiff } from '../forge/prose/diff.js'
import { harmless } from './terminal.js'

const colours = { added: ['\u001b[34;4m', '\u001b[0m'], removed: ['\u001b[31;9m', '\u001b[0m'] } as const
const marks = { added: ['{+', '+}'], removed: ['[-', '-]'] } as const

/** How many characters are shown before and after a change; changes nearer than that to one another are shown together. */
const around = 40

/**
 * The changed passages with a few words around, additions and removals marked as `git diff --word-diff` does (or coloured). What surrounds
 * them has not changed. Where only blanks differ, the one that says something is drawn: ¶ a new paragraph, ↵ a new line, ⍽ a no-break space.
 */
export function wordsChanged(before: string, after: string, { edits }: Pick<ProseDiff, 'edits'>, style: 'colour' | 'marks'): string[] {
  const sign = style === 'colour' ? colours : marks
  const flat = (text: string) => harmless(text.replace(/\s+/g, ' '))
  const marked = (text: string, [open, close]: readonly [string, string]) => (text === '' ? '' : open + flat(text) + close)
  const change = (removed: string, added: string) => {
    if (/\S/.test(removed + added)) return marked(removed, sign.removed) + marked(added, sign.added)
    const [from, to] = [drawn(removed), drawn(added)]
    return from === to ? marked(removed, sign.removed) + marked(added, sign.added) : marked(from, sign.removed) + (to === '' ? flat(added) : marked(to, sign.added))
  }
  return together(edits).map((near) => {
    const changes = near.map(({ old, new: now }, i) =>
      (i === 0 ? '' : flat(after.slice(near[i - 1]!.new[1], now[0]))) + change(before.slice(...old), after.slice(...now)))
    const [start, end] = [near[0]!.new[0], near[near.length - 1]!.new[1]]
    return `  …${flat(after.slice(Math.max(0, start - around), start))}${changes.join('')}${flat(after.slice(end, end + around))}…`
  })
}

/** Blanks as signs that can be seen; plain spaces and tabs are none. */
const drawn = (blanks: string): string => blanks.replace(/\s*\n\s*\n\s*/g, '¶').replace(/\r?\n/g, '↵').replace(/[\u00a0\u202f]/g, '⍽').replace(/[^¶↵⍽]/g, '')

function together(edits: ProseDiff['edits']): ProseDiff['edits'][number][][] {
  const out: ProseDiff['edits'][number][][] = []
  for (const edit of edits) {
    const near = out.at(-1)
    const last = near?.at(-1)
    // As long on both sides: nothing else changed in between.
    if (last !== undefined && edit.new[0] - last.new[1] <= around && edit.new[0] - last.new[1] === edit.old[0] - last.old[1]) near!.push(edit)
    else out.push([edit])
  }
  return out
}
