/**
 * What the buttons over a text box do to Markdown, for people who do not write it: pure, over a text and what is selected in it.
 * Pressing a button again takes away what it put. Nothing outside the lines that are touched changes.
 */
import type { Rewriting, Selected } from './rewriting.js'

export type Mark = 'title' | 'subtitle' | 'bold' | 'italic' | 'list' | 'steps' | 'quote' | 'link' | 'table'
export const marks: readonly Mark[] = ['title', 'subtitle', 'bold', 'italic', 'list', 'steps', 'quote', 'link', 'table']

/** Words written where nothing was selected, for the person to replace. */
export interface Sample { readonly bold: string; readonly italic: string; readonly link: string; readonly cell: string }

const item = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+/
const quoted = /^ {0,3}> ?/
const heading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/
const blank = /^\s*$/

/** What reads Markdown weighs more than the rest of the page's scripts: it comes when bold or italic is first asked for. */
export const emphasis = () => import('./emphasis.js')

export async function format(selected: Selected, mark: Mark, sample: Sample): Promise<Rewriting> {
  switch (mark) {
    case 'bold': return (await emphasis()).emphasised(selected, 'strong', sample.bold)
    case 'italic': return (await emphasis()).emphasised(selected, 'emphasis', sample.italic)
    case 'title': return headed(selected, '##')
    case 'subtitle': return headed(selected, '###')
    case 'quote': return prefixed(selected, quoted, () => '> ', 'every')
    case 'list': return prefixed(selected, /^[ \t]*[-*+][ \t]+/, () => '- ', 'first')
    case 'steps': return prefixed(selected, /^[ \t]*\d{1,9}[.)][ \t]+/, (n) => `${n}. `, 'first')
    case 'link': return linked(selected, sample.link)
    case 'table': return withTable(selected, sample.cell)
  }
}

/** What the Enter key does at the end of a list's item or of a quotation: the next one begins; in an empty one, the list ends. Else nothing. */
export function nextLine({ text, from, to }: Selected): Rewriting | undefined {
  if (from !== to) return undefined
  const start = text.slice(0, from).lastIndexOf('\n') + 1
  if (isInCode(text, start)) return undefined
  const line = text.slice(start, endOfLine(text, from))
  const found = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)])|(>))([ \t]+)(\[[ xX]\][ \t]+)?/.exec(line)
  if (!found || from - start < found[0].length) return undefined
  // An empty line parts what follows from the list: right under an item, it would still be the item's.
  if (line.length === found[0].length) return { from: start, to: start + line.length, by: '\n', select: [start + 1, start + 1] }
  const [, indent = '', bullet, number, point = '', quote, space = ' ', box] = found
  const by = `\n${indent}${bullet ?? quote ?? `${Number(number) + 1}${point}`}${space}${box === undefined ? '' : '[ ] '}`
  return { from, to, by, select: [from + by.length, from + by.length] }
}

const endOfLine = (text: string, at: number): number => { const end = text.indexOf('\n', at); return end === -1 ? text.length : end }

/** Whether a line stands between the fences of a block of code. */
function isInCode(text: string, start: number): boolean {
  let fence: string | undefined
  for (const line of text.slice(0, start).split('\n')) {
    const found = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (found === undefined) continue
    if (fence === undefined) fence = found
    else if (found.startsWith(fence)) fence = undefined
  }
  return fence !== undefined
}

/** The whole lines that a selection touches. */
function linesOf({ text, from, to }: Selected): { start: number; end: number; lines: string[] } {
  const start = text.slice(0, from).lastIndexOf('\n') + 1
  const end = endOfLine(text, to > from && text[to - 1] === '\n' ? to - 1 : to)
  return { start, end, lines: text.slice(start, end).split('\n') }
}

/** From a place in a paragraph, the paragraph: its lines are one, wherever they are cut. */
function paragraphAt({ text, from }: Selected): { start: number; end: number } {
  const isBreak = (line: string): boolean => blank.test(line) || heading.test(line)
  let start = text.slice(0, from).lastIndexOf('\n') + 1, end = endOfLine(text, from)
  const own = text.slice(start, end)
  if (isBreak(own)) return { start, end }
  while (start > 0 && !item.test(text.slice(start, endOfLine(text, start))) && !quoted.test(text.slice(start, endOfLine(text, start)))) {
    const before = text.lastIndexOf('\n', start - 2) + 1
    if (isBreak(text.slice(before, start - 1))) break
    start = before
  }
  while (end < text.length) {
    const after = text.slice(end + 1, endOfLine(text, end + 1))
    if (isBreak(after) || item.test(after) || quoted.test(after)) break
    end += 1 + after.length
  }
  return { start, end }
}

function headed(selected: Selected, level: string): Rewriting {
  const { start, end, lines } = linesOf(selected)
  const isOn = lines.every((line) => blank.test(line) || heading.exec(line)?.[1] === level) && lines.some((line) => !blank.test(line))
  const by = lines.map((line) => {
    const words = line.replace(heading, '').replace(item, '')
    return isOn ? words : blank.test(line) && lines.length > 1 ? line : `${level} ${words}`
  }).join('\n')
  return keepingPlace(selected, { from: start, to: end, by })
}

/** `first`: a paragraph gets one mark, at its beginning; `every`: each of its lines gets one. */
function prefixed(selected: Selected, has: RegExp, prefix: (n: number) => string, where: 'first' | 'every'): Rewriting {
  const isPlace = selected.from === selected.to
  const { start, end } = isPlace ? paragraphAt(selected) : linesOf(selected)
  const lines = selected.text.slice(start, end).split('\n')
  // Several paragraphs, or one from a place in it: one mark a paragraph. Lines selected in one paragraph: each is a thing of its own.
  const isByParagraph = where === 'first' && (isPlace || lines.some((line, at) => at > 0 && at < lines.length - 1 && blank.test(line)))
  const isMarked = (at: number): boolean => !blank.test(lines[at] ?? '') && (!isByParagraph || at === 0 || blank.test(lines[at - 1] ?? '') || item.test(lines[at] ?? ''))
  const marked = lines.flatMap((_, at) => (isMarked(at) ? [at] : []))
  if (marked.length === 0) return keepingPlace(selected, { from: start, to: end, by: prefix(1) })
  const isOn = marked.every((at) => has.test(lines[at] ?? ''))
  let n = 0
  const by = lines.map((line, at) => {
    if (!marked.includes(at)) return line
    if (isOn) return line.replace(has, '')
    const kept = where === 'first' ? line.replace(heading, '') : line
    return has.test(kept) && where === 'first' ? kept.replace(has, () => prefix(++n)) : prefix(++n) + (where === 'first' ? kept.replace(item, '') : kept)
  }).join('\n')
  return keepingPlace(selected, { from: start, to: end, by })
}

/** After whole lines changed: the place stays at the same distance of the end, a selection holds the lines. */
function keepingPlace({ from, to }: Selected, change: { readonly from: number; readonly to: number; readonly by: string }): Rewriting {
  const end = change.from + change.by.length
  if (from !== to) return { ...change, select: [change.from, end] }
  const at = Math.max(change.from, end - (change.to - Math.min(from, change.to)))
  return { ...change, select: [at, at] }
}

const isAddress = (words: string): boolean => /^(?:https?:\/\/|mailto:|www\.)\S+$/i.test(words)

function linked({ text, from, to }: Selected, sample: string): Rewriting {
  const words = text.slice(from, to).trim()
  const start = from + text.slice(from, to).indexOf(words)
  const [shown, address] = words === '' ? [sample, 'https://'] : isAddress(words) ? [sample, words.startsWith('www.') ? `https://${words}` : words] : [words, 'https://']
  const by = `[${shown}](${address})`
  // What is left to write is what is selected.
  const at = shown === words ? start + shown.length + 3 : start + 1
  return { from: start, to: start + words.length, by, select: [at, at + (shown === words ? address.length : shown.length)] }
}

function withTable(selected: Selected, cell: string): Rewriting {
  const { end } = paragraphAt({ ...selected, from: selected.to })
  const { text } = selected
  const before = text.slice(0, end), after = text.slice(end)
  const gap = before.trim() === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const head = `${gap}| `
  const by = `${head}${cell} 1 | ${cell} 2 |\n| --- | --- |\n|  |  |\n|  |  |${after === '' || (!after.startsWith('\n\n') && after.trim() !== '') ? '\n' : ''}`
  return { from: end, to: end, by, select: [end + head.length, end + head.length + cell.length + 2] }
}
