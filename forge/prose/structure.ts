import { isTooNested } from './limits.js'
import { parsedPieces } from './parsed-blocks.js'
import { linesOf, type Container, type Piece, type Reading } from './pieces.js'
import { plainPieces } from './plain-blocks.js'

/** What the Markdown parser may be given of one text, in list items: an item, or a level of one, costs it far more than its letters do. */
const maxParsed = 700

/**
 * Chunks read in the last texts. Two versions of a text share most of theirs: only what differs is read twice. Renewed as a whole, so that no
 * more than some texts are held in memory.
 */
let known: { young: Map<string, Reading | undefined>; old: Map<string, Reading | undefined>; texts: number } = { young: new Map(), old: new Map(), texts: 0 }
const maxTexts = 16

/**
 * The blocks of a text, in order. It is read by chunks, cut before each item of a list at the margin, and where a blank line is followed by a
 * line at the margin that continues no list or quote: whatever stands before is closed by it, unless the chunk ends inside a fence or raw
 * HTML. The parser tells: a word put in the place of what follows stands apart or not.
 */
export function piecesOf(text: string): Piece[] {
  // The parser takes no count of a byte order mark.
  if (text.startsWith('\uFEFF')) return piecesOf(text.slice(1)).map((piece) => placed(piece, 1, undefined))
  if (isTooNested(text)) return linesOf(text)
  if (++known.texts > maxTexts) known = { young: new Map(), old: known.young, texts: 1 }
  const header = headerLength(text)
  const cuts = cutsOf(text, header)
  const out: Piece[] = []
  let left = maxParsed
  let list: Container | undefined
  for (let first = 0; first + 1 < cuts.length;) {
    // A chunk left open takes its neighbours in, twice as many each time.
    for (let count = 1; ; count *= 2) {
      const last = Math.min(first + count, cuts.length - 1)
      const [start, end, next] = [cuts[first]!.at, cuts[last]!.at, cuts[last]!.marker]
      const chunk = text.slice(start, end)
      let found = plainPieces(chunk, next)
      if (found === 'open') continue
      if (found === undefined) {
        left -= costOf(chunk)
        found = left < 0 ? { pieces: linesOf(chunk), goesOn: false } : readChunk(chunk, start === 0 && header > 0, next)
      }
      if (found === undefined) continue
      for (const piece of found.pieces) out.push(placed(piece, start, list))
      list = found.goesOn ? out.at(-1)?.containers[0] : undefined
      first = last
      break
    }
  }
  return out
}

/** Where a text may be cut: what follows is the item of a list (its marker), anything else at the margin (''), or nothing (undefined). */
interface Cut {
  readonly at: number
  readonly marker: string | undefined
}

/** Where a header that opens the text ends, fences included; 0 without one. A fence that nothing closes opens no header. */
const headerLength = (text: string): number => /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?:[^]*?[\r\n])?\1[ \t]*(?=[\r\n]|$)/.exec(text)?.[0].length ?? 0

/** The text's start and end included. The header, whose blank lines end nothing, is never cut. */
function cutsOf(text: string, header: number): Cut[] {
  const cuts: Cut[] = [{ at: 0, marker: '' }]
  for (const match of text.matchAll(/\n(?:[ \t]*\r?\n(?=[^\s\-*+>0-9\uFEFF])|(?=([-*+]|\d{1,9}[.)])[ \t]+(?!(?:[-*+]|\d{1,9}[.)])(?:\s|$))[^\s]))/g)) {
    if (match.index >= header) cuts.push({ at: match.index + match[0].length, marker: match[1] ?? '' })
  }
  cuts.push({ at: text.length, marker: undefined })
  return cuts
}

/** A line nobody writes, where signs cost the parser more than letters. */
const longLine = 5_000

/** One for the chunk; items and quotes opened by each line; a line of a table counts as one, any other as a third; twenty signs of a very long line as one. */
function costOf(chunk: string): number {
  let cost = 1
  for (const [line] of chunk.matchAll(/[^\n]+/g)) {
    cost += line.includes('|') ? 1 : 1 / 3
    const lead = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/.exec(line)
    if (line.length > longLine) cost += line.replace(/[^[\]*_`<|]+/g, '').length / 20
    if (lead !== null) cost += lead[0].match(/[-*+>]|\d+/g)!.length
  }
  return cost
}

function readChunk(chunk: string, mayHoldHeader: boolean, next: string | undefined): Reading | undefined {
  const key = `${mayHoldHeader ? 'first' : ''}${next ?? 'last'}:${chunk}`
  const { young, old } = known
  const found = young.has(key) ? young.get(key) : old.has(key) ? old.get(key) : parsedPieces(chunk, mayHoldHeader, next)
  young.set(key, found)
  return found
}

/** A chunk's piece in the text, its items in the list they go on with. */
function placed(piece: Piece, by: number, list: Container | undefined): Piece {
  if (by === 0) return piece
  const range = ([start, end]: readonly [number, number]) => [start + by, end + by] as const
  return {
    ...piece, start: piece.start + by, end: piece.end + by, content: range(piece.content),
    containers: piece.containers.map((container, depth) =>
      (list !== undefined && depth === 0 && container.type === 'list' && container.id === 0 ? list : { ...container, id: container.id + by })),
    ...(piece.cells === undefined ? {} : { cells: piece.cells.map(range) }),
  }
}
