import { readable } from './block-edits.js'
import { seamMark, type Seam } from './seams.js'
import { escapeHtml } from './safe-html.js'
import { changesBetween, interner, newBudget, type Budget } from './sequence.js'
import { viewWords } from './view-words.js'
import { budgetForAll, wordsWithin, type WordToken } from './words.js'

const context = 3
/** A replaced stretch longer than this is shown line against line, without marking words. */
const maxMarkedLength = 40_000
const maxLinesShown = 4_000

/** The change in the source text: a table of numbered lines, words marked, unchanged lines folded; `seams`: where paragraphs were cut or joined. Everything is escaped. */
export function renderSource(before: string, after: string, options: { readonly locale?: 'fr' | 'en'; readonly seams?: readonly Seam[] } = {}): string {
  const said = viewWords[options.locale ?? 'fr']
  const old = linesOf(before)
  const next = linesOf(after)
  const toInts = interner()
  const budget = newBudget()
  const changes = changesBetween(toInts(old), toInts(next), budget)
  const rows: string[] = []
  const marks = { old: seamsByLine(before, 'old', options.seams), new: seamsByLine(after, 'new', options.seams) }
  let [oldAt, newAt] = [0, 0]
  const same = (until: number, isEnd: boolean) => {
    const head = oldAt === 0 && newAt === 0 ? 0 : context
    const tail = isEnd ? 0 : context
    const count = until - oldAt
    const hidden = count - head - tail
    for (let k = 0; k < count; k++, oldAt++, newAt++) {
      if (hidden > 1 && k >= head && k < count - tail) {
        if (k === head) rows.push(`<tr class="line-fold"><td colspan="3">${escapeHtml(said.unchangedLines(hidden))}</td></tr>`)
      } else rows.push(row('same', oldAt + 1, newAt + 1, escapeHtml(old[oldAt]!)))
    }
  }
  for (const change of changes) {
    same(change.oldStart, false)
    const [gone, come] = markedLines(old.slice(change.oldStart, change.oldEnd), next.slice(change.newStart, change.newEnd), budget)
    gone.forEach((html) => rows.push(row('del', ++oldAt, undefined, html)))
    come.forEach((html) => rows.push(row('ins', undefined, ++newAt, html)))
    if (rows.length > maxLinesShown) break
  }
  if (rows.length <= maxLinesShown) same(old.length, true)
  else rows.push(`<tr class="line-fold"><td colspan="3">…</td></tr>`)
  const head = `<thead><tr><th scope="col">${said.lines.old}</th><th scope="col">${said.lines.new}</th><th scope="col">${said.lines.text}</th></tr></thead>`
  return `<div class="table-scroll" tabindex="0" role="region" aria-label="${escapeHtml(said.lines.caption)}"><table class="diff-lines"><caption class="vh">${escapeHtml(said.lines.caption)}</caption>${head}<tbody>${rows.join('')}</tbody></table></div>`

  function row(op: 'same' | 'ins' | 'del', oldNumber: number | undefined, newNumber: number | undefined, html: string): string {
    const seam = marks.old.get(oldNumber ?? 0) ?? marks.new.get(newNumber ?? 0)
    const spoken = op === 'same' ? '' : `<span class="vh">${said.start[op]}</span>`
    return `<tr class="line-${op}"><td>${oldNumber ?? ''}</td><td>${newNumber ?? ''}</td><td>${spoken}<code>${html === '' ? ' ' : html}</code>${seam === undefined ? '' : ` ${seamMark(seam)}`}</td></tr>`
  }
}

/** By the number of the line after which paragraphs are parted. */
function seamsByLine(text: string, side: Seam['side'], seams: readonly Seam[] = []): Map<number, Seam> {
  const out = new Map<number, Seam>()
  let [line, at] = [1, 0]
  for (const seam of seams) {
    if (seam.side !== side) continue
    for (; at < seam.at[0]; at++) if (text.charCodeAt(at) === 10) line += 1
    out.set(line, seam)
  }
  return out
}

/** Lines; a CRLF end shows as ␍, a last line without end as ⌀. */
function linesOf(text: string): string[] {
  const lines = text.replace(/\r(?=\n)/g, '␍').split('\n')
  if (lines.at(-1) === '') lines.pop()
  else lines.push(`${lines.pop() ?? ''}⌀`)
  return lines
}

function markedLines(gone: readonly string[], come: readonly string[], budget: Budget): [string[], string[]] {
  const [a, b] = [gone.join('\n'), come.join('\n')]
  if (gone.length === 0 || come.length === 0 || a.length + b.length > maxMarkedLength) {
    return [gone.map((line) => wrapped('del', line)), come.map((line) => wrapped('ins', line))]
  }
  const letters = budgetForAll([a, b], budget)
  const [from, to] = [wordsWithin(a, letters), wordsWithin(b, letters)]
  const toInts = interner()
  const changes = readable(changesBetween(toInts(from.map((t) => t.text)), toInts(to.map((t) => t.text)), budget), from)
  return [
    marksByLine(a, changes.map((c) => span(from, c.oldStart, c.oldEnd)), 'del'),
    marksByLine(b, changes.map((c) => span(to, c.newStart, c.newEnd)), 'ins'),
  ]
}

const span = (tokens: readonly WordToken[], start: number, end: number): [number, number] =>
  (start === end ? [0, 0] : [tokens[start]!.start, tokens[end - 1]!.end])

const wrapped = (op: 'ins' | 'del', text: string) => (text === '' ? '' : `<${op}>${escapeHtml(text)}</${op}>`)

function marksByLine(text: string, spans: readonly [number, number][], op: 'ins' | 'del'): string[] {
  let html = ''
  let at = 0
  for (const [start, end] of spans) {
    if (start === end) continue
    // A mark never runs over a line end: each line is its own table row.
    html += escapeHtml(text.slice(at, start)) + text.slice(start, end).split('\n').map((part) => wrapped(op, part)).join('\n')
    at = end
  }
  return (html + escapeHtml(text.slice(at))).split('\n')
}
