import { collapsed, type Piece, type Reading } from './pieces.js'
import { isBlank, linesOf, prose, type Line } from './plain-lines.js'
import { isItem, plainItem } from './plain-list.js'

const heading = /^(#{1,6})[ \t]+([^\s#\\](?:[^#\\]*[^\s#\\])?)[ \t]*$/
const tableRule = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/

/**
 * Reads paragraphs, headings, tables and list items of one paragraph that nothing but their first characters is needed to tell, in a chunk that
 * starts where a block does. Undefined when the chunk holds anything else: the parser reads it then, at some fifty times the cost. Same pieces
 * either way (a property test holds them together). `next` as for `parsedPieces`.
 */
export function plainPieces(chunk: string, next: string | undefined): Reading | undefined {
  if (!/^[\p{L}"'«“‘’…(!*`#|\-+0-9]/u.test(chunk)) return undefined
  // Only a bullet or a 1 may follow a paragraph without a blank line.
  if (next !== undefined && /^\d/.test(next) && !/^1\D/.test(next) && !/\n[ \t]*\r?\n$/.test(chunk) && !isItem(chunk)) return undefined
  const lines = linesOf(chunk)
  if (lines === undefined) return undefined
  return isItem(chunk) ? plainItem(chunk, lines, next) : blocksOf(chunk, lines)
}

function blocksOf(chunk: string, lines: readonly Line[]): Reading | undefined {
  const pieces: Piece[] = []
  for (let at = 0; at < lines.length;) {
    const { text, start } = lines[at]!
    if (isBlank(text)) at += 1
    else if (text.startsWith('#')) {
      const found = heading.exec(text)
      if (found === null) return undefined
      const from = start + text.indexOf(found[2]!, found[1]!.length)
      const content = [from, from + found[2]!.length] as const
      pieces.push({ kind: 'heading', start, end: start + text.length, key: `h:${collapsed(found[2]!)}`, containers: [], content, level: found[1]!.length })
      at += 1
    } else if (text.startsWith('|')) {
      const after = tableAt(lines, at, pieces)
      if (after === undefined) return undefined
      at = after
    } else {
      let last = at
      for (; last < lines.length && !isBlank(lines[last]!.text); last++) if (!prose.test(lines[last]!.text)) return undefined
      const end = lines[last - 1]!
      const content = [start, end.start + end.text.replace(/[ \t]+$/, '').length] as const
      pieces.push({ kind: 'paragraph', start, end: end.start + end.text.length, key: `t:${collapsed(chunk.slice(...content))}`, containers: [], content })
      at = last
    }
  }
  return { pieces, goesOn: false }
}

/** Reads a table whose every line starts and ends with a bar; gives the line after it. */
function tableAt(lines: readonly Line[], first: number, out: Piece[]): number | undefined {
  const rule = lines[first + 1]
  if (rule === undefined || !tableRule.test(rule.text)) return undefined
  const columns = rule.text.trim().split('|').length - 2
  let at = first
  for (; at < lines.length && !isBlank(lines[at]!.text); at++) {
    const { text, start } = lines[at]!
    const end = start + text.length
    if (!text.startsWith('|')) return undefined
    if (at === first + 1) {
      out.push({ kind: 'table-rule', start, end, key: 'u:', containers: [], content: [start, end] })
      continue
    }
    const cells = cellsOf(text, start)
    if (cells === undefined || (at === first && cells.length !== columns)) return undefined
    const key = `w:${cells.map(([from, to]) => collapsed(text.slice(from - start, to - start))).join('|')}`
    out.push({ kind: 'table-row', start, end, key, containers: [], content: [start, end], cells })
  }
  return at
}

/** Bars that no backslash precedes part cells, code or not (GFM 4.10). */
function cellsOf(text: string, offset: number): (readonly [number, number])[] | undefined {
  const row = text.replace(/[ \t]+$/, '')
  if (!row.endsWith('|') || row.endsWith('\\|') || row.length < 2 || row.includes('\\\\')) return undefined
  const out: (readonly [number, number])[] = []
  let from = 1
  for (let bar = row.indexOf('|', 1); bar !== -1; bar = row.indexOf('|', bar + 1)) {
    if (row[bar - 1] === '\\') continue
    const cell = row.slice(from, bar)
    const lead = isBlank(cell) ? 0 : cell.length - cell.replace(/^[ \t]+/, '').length
    const length = isBlank(cell) ? 0 : cell.replace(/[ \t]+$/, '').length - lead
    out.push([offset + from + lead, offset + from + lead + length])
    from = bar + 1
  }
  return out
}
