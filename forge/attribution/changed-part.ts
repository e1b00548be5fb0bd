/** Where two versions of a text differ: what lies between the beginning and the end that they share. */

/** Offsets in `after`; `shift`: how much later the shared end stands there than in `before`. */
export interface ChangedPart { readonly from: number; readonly to: number; readonly shift: number }

const PIECE = 512

/** The least part of `after` that holds all the difference, widened to whole blocks: it begins and ends next to a blank line, or at the text's own ends. */
export function changedPart(before: string, after: string): ChangedPart {
  const most = Math.min(before.length, after.length), shift = after.length - before.length
  let head = 0, tail = 0
  // By pieces first: comparing them costs a hundredth of comparing letters one by one.
  while (head + PIECE <= most && before.slice(head, head + PIECE) === after.slice(head, head + PIECE)) head += PIECE
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++
  while (tail + PIECE <= most - head && before.slice(before.length - tail - PIECE, before.length - tail) === after.slice(after.length - tail - PIECE, after.length - tail)) tail += PIECE
  while (tail < most - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++
  const blank = head < 2 ? -1 : after.lastIndexOf('\n\n', head - 2)
  const from = blank === -1 ? 0 : blank + 2
  const next = after.indexOf('\n\n', Math.max(after.length - tail, from))
  return { from, to: next === -1 ? after.length : next + 2, shift }
}
