import { hasTooManyMarks } from './limits.js'
import type { Segment } from './segments.js'
import { wordsWithin, type WordBudget } from './words.js'

/** What a token of Markdown source is for the reader: seen as text, or acting through an address, a mark, a level. */
export type TokenRole = 'word' | 'space' | 'no-break' | 'line' | 'url' | 'title' | 'image' | 'note' | 'code' | 'html' | 'mark' | 'level' | 'marker'

/** A token of a block's source; offsets in the whole text. */
export interface SourceToken {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly role: TokenRole
}

/**
 * Inline Markdown as far as it changes what a token means. Not a parser: where Markdown would decide otherwise the cut differs slightly,
 * never the text covered.
 */
const destination = '(?:<[^<>\\n]*>|[^()\\s<>]*(?:\\([^()\\s]*\\)[^()\\s]*)*)'
const title = '\\s+(?:"[^"\\n]{0,1000}"|\'[^\'\\n]{0,1000}\')'
const inline = new RegExp([
  '(?<code>(?<!`)(?<ticks>`{1,9})(?!`)[^`]+?\\k<ticks>(?!`))',
  '(?<auto><[a-z][a-z0-9+.-]*:[^\\s<>]*>)',
  '(?<html><!--[^]{0,2000}?-->|</?[A-Za-z][^<>]{0,2000}>)',
  `(?<target>\\]\\()(?<url>${destination})(?<title>${title})?(?<close>\\s*\\))`,
  '(?<bare>https?://[^\\s<>)\\]"»]+)',
  `(?<image>!\\[[^\\]\\n]{0,400}\\]\\(${destination}(?:${title})?\\s*\\))`,
  '(?<note>\\[\\^[^\\]\\s]{1,200}\\])',
  '(?<ref>\\]\\[[^\\]\\n]{1,200}\\])',
  '(?<mark>\\*+|~~|(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])|\\\\(?=[\\r\\n!-/:-@\\[-`{-~])|[\\[\\]])',
].join('|'), 'giu')

/** Where the cutting of one block stands. */
interface Cutting {
  readonly out: SourceToken[]
  readonly budget: WordBudget
}

/**
 * Cuts a block's source into tokens that, put end to end, are the source. `ends`: how much of its start and end (at blanks) is one token each,
 * since nothing differs there.
 */
export function sourceTokens(block: Segment, budget: WordBudget, ends: readonly [number, number] = [0, 0]): SourceToken[] {
  const cutting: Cutting = { out: [], budget }
  const [from, to] = block.content
  const text = block.source
  const whole = (start: number, end: number) => {
    if (end > start) cutting.out.push({ text: text.slice(start, end), start: block.start + start, end: block.start + end, role: 'word' })
  }
  const [first, last] = [ends[0], text.length - ends[1]]
  const head = Math.min(Math.max(from - block.start, first), last)
  const tail = Math.min(Math.max(to - block.start, head), last)
  const edge = block.kind === 'heading' ? 'level' : 'marker'
  whole(0, first)
  pushWords(text.slice(first, head), block.start + first, edge, cutting)
  const content = text.slice(head, tail)
  // Where lines are kept as written, an indent is one thing and a line end another.
  if (block.kind === 'code' || block.kind === 'html') pushWords(content, block.start + head, block.kind, cutting, 'apart')
  else if (block.kind === 'table-rule') pushWords(content, block.start + head, 'mark', cutting)
  else if (block.kind === 'definition') pushDefinition(content, block.start + head, cutting)
  // Its marks are shown as written (see `inlineRuns`): they are words. Cells of a row are shown one by one.
  else if (block.kind !== 'table-row' && hasTooManyMarks(content)) pushWords(content, block.start + head, 'word', cutting)
  else pushInline(content, block.start + head, block.containers.some((c) => c.type === 'quote'), cutting)
  pushWords(text.slice(tail, last), block.start + tail, edge, cutting)
  whole(last, text.length)
  return cutting.out
}

function pushInline(text: string, offset: number, isQuoted: boolean, cutting: Cutting): void {
  let at = 0
  for (const match of text.matchAll(inline)) {
    if (match.index < at) continue
    pushText(text.slice(at, match.index), offset + at, isQuoted, cutting)
    const found = match.groups ?? {}
    const start = offset + match.index
    const mark = (from: number, to: number) => cutting.out.push({ text: match[0].slice(from, to), start: start + from, end: start + to, role: 'mark' })
    if (found['code'] !== undefined) {
      const ticks = found['ticks']!.length
      mark(0, ticks)
      pushWords(match[0].slice(ticks, -ticks), start + ticks, 'code', cutting)
      mark(match[0].length - ticks, match[0].length)
    } else if (found['auto'] !== undefined || found['bare'] !== undefined) pushUrl(match[0], start, 'url', cutting)
    else if (found['html'] !== undefined) pushWords(match[0], start, 'html', cutting)
    else if (found['image'] !== undefined) {
      const address = match[0].indexOf('](') + 2
      pushWords(match[0].slice(0, address), start, 'image', cutting)
      pushUrl(match[0].slice(address), start + address, 'image', cutting)
    } else if (found['note'] !== undefined) pushWords(match[0], start, 'note', cutting)
    else if (found['ref'] !== undefined) {
      mark(0, 2)
      pushUrl(match[0].slice(2, -1), start + 2, 'url', cutting)
      mark(match[0].length - 1, match[0].length)
    } else if (found['target'] !== undefined) {
      const url = found['url']!
      mark(0, 2)
      pushUrl(url, start + 2, 'url', cutting)
      pushWords(found['title'] ?? '', start + 2 + url.length, 'title', cutting)
      mark(match[0].length - found['close']!.length, match[0].length)
    } else mark(0, match[0].length)
    at = match.index + match[0].length
  }
  pushText(text.slice(at), offset + at, isQuoted, cutting)
}

function pushText(text: string, offset: number, isQuoted: boolean, cutting: Cutting): void {
  if (!isQuoted || !text.includes('\n')) {
    pushWords(text, offset, 'word', cutting)
    return
  }
  // `>` at the start of a quote's following lines is layout, like the line end before it and the blanks before that.
  let at = 0
  for (const match of text.matchAll(/(?<![ \t])[ \t]*\r?\n[ \t]*(?:>[ \t]?)+/g)) {
    pushWords(text.slice(at, match.index), offset + at, 'word', cutting)
    cutting.out.push({ text: match[0], start: offset + match.index, end: offset + match.index + match[0].length, role: 'line' })
    at = match.index + match[0].length
  }
  pushWords(text.slice(at), offset + at, 'word', cutting)
}

function pushDefinition(text: string, offset: number, cutting: Cutting): void {
  const label = /^\[[^\]]*\]:\s*/.exec(text)?.[0] ?? ''
  const url = /^\S*/.exec(text.slice(label.length))?.[0] ?? ''
  pushUrl(label, offset, 'url', cutting)
  pushUrl(url, offset + label.length, 'url', cutting)
  pushWords(text.slice(label.length + url.length), offset + label.length + url.length, 'title', cutting)
}

function pushUrl(text: string, offset: number, role: 'url' | 'image', cutting: Cutting): void {
  for (const match of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu)) {
    cutting.out.push({ text: match[0], start: offset + match.index, end: offset + match.index + match[0].length, role })
  }
}

const noBreak = /[\u00A0\u202F\u2007\u2060]/

function pushWords(text: string, offset: number, role: TokenRole, cutting: Cutting, blanks: 'together' | 'apart' = 'together'): void {
  if (text === '') return
  const { out } = cutting
  for (const token of wordsWithin(text, cutting.budget)) {
    const last = out.at(-1)
    const start = offset + token.start
    const found: TokenRole = /^[^\S\u00A0\u202F\u2007]+$/.test(token.text)
      ? (/[\r\n]/.test(token.text) ? 'line' : 'space')
      : noBreak.test(token.text) && token.text.trim() === '' ? 'no-break' : role
    // A line end and the indent around it are one gap: « two spaces » against « newline » is one change, not two.
    if (blanks === 'together' && last !== undefined && last.end === start && (found === 'space' || found === 'line') && (last.role === 'space' || last.role === 'line')) {
      out[out.length - 1] = { text: last.text + token.text, start: last.start, end: offset + token.end, role: found === 'line' ? 'line' : last.role }
    } else out.push({ text: token.text, start, end: offset + token.end, role: found })
  }
}
