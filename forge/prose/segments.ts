import { maxStructuredLength } from './limits.js'
import { linesOf, type Piece, type Segment } from './pieces.js'
import { piecesOf } from './structure.js'

export { collapsed, type Container, type Segment, type SegmentKind } from './pieces.js'

/**
 * Cuts a Markdown text into header fields, blocks and what separates them. The sources of the segments, put end to end, are the text,
 * whatever it holds: mixed line ends, broken YAML, unclosed fences, binary. Linear; what two texts of a row share is read once.
 *
 * `key` names the text for ever (the object id of its file): whoever has one spares the comparison of long texts with those kept.
 */
export function segment(text: string, key: string = text): Segment[] {
  if (text.length > maxStructuredLength) return partition(text, linesOf(text))
  const known = recent.get(key)
  if (known !== undefined) {
    recent.delete(key)
    recent.set(key, known)
    return known.slice()
  }
  const found = partition(text, piecesOf(text))
  recent.set(key, found)
  if (recent.size > maxRecent) recent.delete(recent.keys().next().value!)
  return found.slice()
}

/** One text is cut several times in a row (compared, merged, shown; the base of every proposition): the last ones are kept. */
const recent = new Map<string, Segment[]>()
const maxRecent = 16

function partition(text: string, pieces: readonly Piece[]): Segment[] {
  const out: Segment[] = []
  let at = 0
  const separator = (to: number) => {
    if (to <= at) return
    const source = text.slice(at, to)
    out.push({ kind: 'separator', start: at, end: to, source, key: 's:', containers: [], content: [at, to] })
    at = to
  }
  for (const piece of pieces) {
    const start = Math.max(at, piece.start)
    if (piece.end <= start) continue
    separator(start)
    out.push({ ...piece, start, source: text.slice(start, piece.end), content: [Math.max(start, piece.content[0]), Math.max(start, piece.content[1])] })
    at = piece.end
  }
  separator(text.length)
  return out
}
