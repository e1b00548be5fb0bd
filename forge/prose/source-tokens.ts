import type { Segment } from './segments.js'
import { words } from './words.js'

/** What a token of Markdown source is for the reader: seen as text, or acting through an address, a mark, a level. */
export type TokenRole = 'word' | 'space' | 'no-break' | 'line' | 'url' | 'image' | 'code' | 'html' | 'mark' | 'level' | 'marker'

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
const inline = new RegExp([
  '(?<code>(?<!`)(`+)(?!`)[^`]+?\\2(?!`))',
  '(?<html><!--[^]*?-->|</?[A-Za-z][^<>]*>)',
  '(?<auto><[a-z][a-z0-9+.-]*:[^\\s<>]*>)',
  '(?<target>\\]\\((?:<[^<>\\n]*>|[^()\\s<>]*(?:\\([^()\\s]*\\)[^()\\s]*)*)(?=[\\s)]))',
  '(?<bare>https?://[^\\s<>)\\]"»]+)',
  '(?<image>!\\[[^\\]\\n]*\\](?=\\())',
  '(?<mark>\\*+|~~|(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])|\\\\(?=[!-/:-@\\[-`{-~])|[\\[\\]])',
].join('|'), 'giu')

/** Cuts a block's source into tokens that, put end to end, are the source. */
export function sourceTokens(block: Segment): SourceToken[] {
  const out: SourceToken[] = []
  const [from, to] = block.content
  const text = block.source
  const head = Math.min(Math.max(from - block.start, 0), text.length)
  const tail = Math.min(Math.max(to - block.start, head), text.length)
  pushWords(text.slice(0, head), block.start, block.kind === 'heading' ? 'level' : 'marker', out)
  if (block.kind === 'code') pushWords(text.slice(head, tail), block.start + head, 'code', out)
  else if (block.kind === 'html') pushWords(text.slice(head, tail), block.start + head, 'html', out)
  else if (block.kind === 'table-rule') pushWords(text.slice(head, tail), block.start + head, 'mark', out)
  else if (block.kind === 'definition') pushDefinition(text.slice(head, tail), block.start + head, out)
  else pushInline(text.slice(head, tail), block.start + head, block.containers.some((c) => c.type === 'quote'), out)
  pushWords(text.slice(tail), block.start + tail, block.kind === 'heading' ? 'level' : 'marker', out)
  return out
}

function pushInline(text: string, offset: number, isQuoted: boolean, out: SourceToken[]): void {
  let at = 0
  for (const match of text.matchAll(inline)) {
    if (match.index < at) continue
    pushText(text.slice(at, match.index), offset + at, isQuoted, out)
    const found = match.groups ?? {}
    const start = offset + match.index
    if (found['code'] !== undefined) pushWords(match[0], start, 'code', out)
    else if (found['html'] !== undefined) pushWords(match[0], start, 'html', out)
    else if (found['auto'] !== undefined || found['bare'] !== undefined) pushUrl(match[0], start, out)
    else if (found['image'] !== undefined) pushWords(match[0], start, 'image', out)
    else if (found['target'] !== undefined) {
      out.push({ text: '](', start, end: start + 2, role: 'mark' })
      pushUrl(match[0].slice(2), start + 2, out)
    } else out.push({ text: match[0], start, end: start + match[0].length, role: 'mark' })
    at = match.index + match[0].length
  }
  pushText(text.slice(at), offset + at, isQuoted, out)
}

function pushText(text: string, offset: number, isQuoted: boolean, out: SourceToken[]): void {
  if (!isQuoted || !text.includes('\n')) {
    pushWords(text, offset, 'word', out)
    return
  }
  // `>` at the start of a quote's following lines is layout, like the line end before it.
  let at = 0
  for (const match of text.matchAll(/\r?\n[ \t]*(?:>[ \t]?)+/g)) {
    pushWords(text.slice(at, match.index), offset + at, 'word', out)
    out.push({ text: match[0], start: offset + match.index, end: offset + match.index + match[0].length, role: 'line' })
    at = match.index + match[0].length
  }
  pushWords(text.slice(at), offset + at, 'word', out)
}

function pushDefinition(text: string, offset: number, out: SourceToken[]): void {
  const label = /^\[[^\]]*\]:\s*/.exec(text)?.[0] ?? ''
  const url = /^\S*/.exec(text.slice(label.length))?.[0] ?? ''
  pushWords(label, offset, 'mark', out)
  pushUrl(url, offset + label.length, out)
  pushWords(text.slice(label.length + url.length), offset + label.length + url.length, 'word', out)
}

function pushUrl(text: string, offset: number, out: SourceToken[]): void {
  for (const match of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu)) {
    out.push({ text: match[0], start: offset + match.index, end: offset + match.index + match[0].length, role: 'url' })
  }
}

const noBreak = /[\u00A0\u202F\u2007\u2060]/

function pushWords(text: string, offset: number, role: TokenRole, out: SourceToken[]): void {
  if (text === '') return
  for (const token of words(text)) {
    const last = out.at(-1)
    const start = offset + token.start
    const found: TokenRole = /^[^\S\u00A0\u202F\u2007]+$/.test(token.text)
      ? (/[\r\n]/.test(token.text) ? 'line' : 'space')
      : noBreak.test(token.text) && token.text.trim() === '' ? 'no-break' : role
    // A line end and the indent around it are one gap: « two spaces » against « newline » is one change, not two.
    if (last !== undefined && last.end === start && (found === 'space' || found === 'line') && (last.role === 'space' || last.role === 'line')) {
      out[out.length - 1] = { text: last.text + token.text, start: last.start, end: offset + token.end, role: found === 'line' ? 'line' : last.role }
    } else out.push({ text: token.text, start, end: offset + token.end, role: found })
  }
}
