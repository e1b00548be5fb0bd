import { collapsed, type Container, type Piece, type Reading } from './pieces.js'
import { isBlank, linesOf, prose, type Line } from './plain-lines.js'
import { isItem, plainItem } from './plain-list.js'

const heading = /^(#{1,6})[ \t]+([^\s#\\](?:[^#\\]*[^\s#\\])?)[ \t]*$/
const tableRule = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/

const note = /^\[\^([\w-]+)\]: (?=\S)/
const definition = /^\[([^[\]\\^\r\n]+)\]: +[^\s<>()\\&]+(?: +"[^"\\\r\n]*")?[ \t]*$/
const comment = /^<!--(?!-?>)[^\r\n]*?-->$/
const fence = /^(`{3,}|~{3,})[ \t]*([^\s`~\\&]*)(?:[ \t]+[^`\r\n]*)?$/

/**
 * Reads what nothing but the start of its lines is needed to tell, in a chunk that starts where a block does: paragraphs, headings, tables,
 * fences, definitions, notes, comments, items of one paragraph. Undefined when the chunk holds anything else: the parser reads it then, at
 * some fifty times the cost; `open` when it ends inside a fence. Same pieces either way (a property test holds them together). `next` as for
 * `parsedPieces`.
 */
export function plainPieces(chunk: string, next: string | undefined): Reading | 'open' | undefined {
  if (/^[ \t\r\n]*$/.test(chunk)) return { pieces: [], goesOn: false }
  if (!/^[\p{L}"'«“‘’…(!*_`~#|[<:\-+0-9]/u.test(chunk)) return undefined
  // Only a bullet or a 1 may follow a paragraph without a blank line.
  if (next !== undefined && /^\d/.test(next) && !/^1\D/.test(next) && !/\n[ \t]*\r?\n$/.test(chunk) && !isItem(chunk)) return undefined
  const lines = linesOf(chunk)
  if (lines === undefined) return undefined
  return isItem(chunk) ? plainItem(chunk, lines, next) : blocksOf(chunk, lines, next)
}

function blocksOf(chunk: string, lines: readonly Line[], next: string | undefined): Reading | 'open' | undefined {
  const pieces: Piece[] = []
  for (let at = 0; at < lines.length;) {
    const { text, start } = lines[at]!
    const end = start + text.length
    const first = text.charAt(0)
    if (isBlank(text)) at += 1
    else if (first === '#') {
      const found = heading.exec(text)
      if (found === null) return undefined
      const from = start + text.indexOf(found[2]!, found[1]!.length)
      const content = [from, from + found[2]!.length] as const
      pieces.push({ kind: 'heading', start, end, key: `h:${collapsed(found[2]!)}`, containers: [], content, level: found[1]!.length })
      at += 1
    } else if (first === '<') {
      if (!comment.test(text)) return undefined
      pieces.push({ kind: 'html', start, end, key: `x:${collapsed(text)}`, containers: [], content: [start, end] })
      at += 1
    } else if (definition.test(text)) {
      pieces.push({ kind: 'definition', start, end, key: `d:${labelOf(definition.exec(text)![1]!)}`, containers: [], content: [start, end] })
      at += 1
    } else {
      const after = first === '|' ? tableAt(lines, at, pieces) : fence.test(text) ? fenceAt(chunk, lines, at, pieces) : proseAt(chunk, lines, at, pieces)
      // The fence may be closed further on, in a chunk to come.
      if (after === 'open') return next === undefined ? undefined : 'open'
      if (after === undefined) return undefined
      at = after
    }
  }
  return { pieces, goesOn: false }
}

const labelOf = (label: string) => label.replace(/[\t\n\r ]+/g, ' ').trim().toLowerCase().toUpperCase().toLowerCase()

const box = /^:{3,}/
const underline = /^(?:={3,}|-{3,})[ \t]*$/

/** A paragraph, or a note of one, without the lines of colons in it; gives the line after it. */
function proseAt(chunk: string, lines: readonly Line[], first: number, out: Piece[]): number | undefined {
  const label = note.exec(lines[first]!.text)
  const lead = label?.[0].length ?? 0
  const containers: Container[] = label === null ? [] : [{ type: 'footnote', id: lines[first]!.start, label: labelOf(label[1]!) }]
  let at = first
  for (; at < lines.length && !isBlank(lines[at]!.text); at++) {
    const { text, start } = lines[at]!
    const skipped = at === first ? lead : 0
    // A bar could make it the head of a table.
    if (at === first + 1 && label === null && underline.test(text) && out.at(-1)!.kind === 'paragraph' && !lines[first]!.text.includes('|')) {
      const title = out.pop()!
      out.push({ ...title, kind: 'heading', end: start + text.length, key: `h:${collapsed(chunk.slice(...title.content))}`, level: text.startsWith('=') ? 1 : 2 })
      return at + 1
    }
    // A heading or a fence ends a paragraph; it reads on its own.
    if (at > first && (/^#{1,6}[ \t]/.test(text) || fence.test(text))) break
    const isBox = box.test(text.slice(skipped))
    if (!isBox && !prose.test(text.slice(skipped))) return undefined
    const end = start + text.length
    const to = start + text.replace(/[ \t]+$/, '').length
    const last = out.at(-1)
    if (isBox) out.push({ kind: 'directive', start, end, key: `v:${collapsed(text.slice(skipped))}`, containers, content: [start + skipped, to] })
    else if (at === first || last?.kind === 'directive') {
      out.push({ kind: label === null ? 'paragraph' : 'footnote', start, end, key: '', containers, content: [start + skipped, to] })
    } else out[out.length - 1] = { ...last!, end, content: [last!.content[0], to] }
  }
  for (let index = out.length - 1; index >= 0 && out[index]!.start >= lines[first]!.start; index--) {
    const piece = out[index]!
    if (piece.key === '') out[index] = { ...piece, key: `${label === null ? 't' : 'n'}:${collapsed(chunk.slice(...piece.content))}` }
  }
  return at
}

/** A fence at the margin, closed; gives the line after it. */
function fenceAt(chunk: string, lines: readonly Line[], first: number, out: Piece[]): number | 'open' | undefined {
  const { text, start } = lines[first]!
  const [, marker, lang] = fence.exec(text)!
  const closing = new RegExp(`^ {0,3}${marker}${marker!.charAt(0)}*[ \\t]*$`)
  const last = lines.findIndex((line, index) => index > first && closing.test(line.text))
  if (last < 0) return 'open'
  const from = lines[first + 1]!.start
  const value = last === first + 1 ? '' : chunk.slice(from, lines[last - 1]!.start + lines[last - 1]!.text.length)
  const end = lines[last]!.start + lines[last]!.text.length
  if (/[\r\t\0]/.test(chunk.slice(start, end))) return undefined
  out.push({ kind: 'code', start, end, key: `c:${lang}:${value}`, containers: [], content: [start, end] })
  return last + 1
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
