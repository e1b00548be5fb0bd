import { lcs } from 'fast-myers-diff'
import { replaceBody } from './edit.js'
import { placeOfHeader } from './header.js'

const lineEnding = /\r\n|\r|\n/g

/** As a browser gives back what a text area held: every line ending is `\n` (HTML standard, « API value »). */
export const asTyped = (text: string): string => text.replace(lineEnding, '\n')

interface Line { readonly text: string; readonly ending: string }

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let at = 0
  for (const match of text.matchAll(lineEnding)) {
    lines.push({ text: text.slice(at, match.index), ending: match[0] })
    at = match.index + match[0].length
  }
  lines.push({ text: text.slice(at), ending: '' })
  return lines
}

function usualEnding(lines: readonly Line[]): string {
  const counts = new Map<string, number>()
  for (const { ending } of lines) if (ending !== '') counts.set(ending, (counts.get(ending) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '\n'
}

/**
 * What was typed, with the line endings of the text it was typed over: lines kept keep their own, new ones take the usual one.
 * Typed text equal to what the browser was given gives the original back, byte for byte.
 */
export function withOriginalEndings(original: string, typed: string): string {
  const plain = asTyped(typed)
  if (plain === asTyped(original)) return original
  const before = linesOf(original)
  const usual = usualEnding(before)
  const after = plain.split('\n')
  const endings = new Array<string>(after.length).fill(usual)
  const isMixed = new Set(before.map((line) => line.ending).filter((ending) => ending !== '')).size > 1
  if (isMixed) {
    const texts = before.map((line) => line.text)
    // What is the same at both ends is the same line; only between them must one look.
    let head = 0
    while (head < texts.length && head < after.length && texts[head] === after[head]) head += 1
    let tail = 0
    while (tail < texts.length - head && tail < after.length - head && texts[texts.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
    const keep = (from: number, to: number, length: number): void => { for (let i = 0; i < length; i += 1) endings[to + i] = before[from + i]?.ending || usual }
    keep(0, 0, head)
    keep(texts.length - tail, after.length - tail, tail)
    for (const [from, to, length] of lcs(texts.slice(head, texts.length - tail), after.slice(head, after.length - tail))) keep(head + from, head + to, length)
  }
  return after.map((line, index) => (index === after.length - 1 ? line : line + (endings[index] ?? usual))).join('')
}

const leadingBlank = /^(?:[ \t]*(?:\r\n|\r|\n))+/

/** The body as a text area shows it: without the blank lines between the header and the first words, which nobody means to edit. */
export function bodyToType(text: string): string {
  const body = text.slice(placeOfHeader(text).bodyStart)
  return asTyped(body.slice(leadingBlank.exec(body)?.[0].length ?? 0))
}

/**
 * Replaces the body by what was typed over `bodyToType`; the rest of the file, and every line not touched, stay byte for byte.
 * A file that ended by a line ending still does.
 */
export function typedBody(text: string, typed: string): string {
  const { bodyStart } = placeOfHeader(text)
  const body = text.slice(bodyStart)
  const blank = leadingBlank.exec(body)?.[0] ?? ''
  const shown = body.slice(blank.length)
  let kept = withOriginalEndings(shown, typed)
  if (kept === shown) return text
  if (/[\r\n]$/.test(body) && kept !== '' && !/[\r\n]$/.test(kept)) kept += usualEnding(linesOf(text))
  const replaced = text.slice(0, bodyStart) + blank + kept
  // A body that begins by a rule must not be read as a header tomorrow.
  return placeOfHeader(replaced).bodyStart === bodyStart ? replaced : replaceBody(text, typed)
}

/** Replaces the whole header (the lines between the two `---`) by what was typed; a file without header gets one. */
export function typedHeader(text: string, typed: string): string {
  const place = placeOfHeader(text)
  if (!place.hasHeader) {
    const yaml = asTyped(typed).trim()
    if (yaml === '' || place.unclosed) return text
    const ending = usualEnding(linesOf(text))
    return `${text.slice(0, place.yamlStart)}---${ending}${yaml.replaceAll('\n', ending)}${ending}---${ending}${text.slice(place.yamlStart)}`
  }
  let yaml = withOriginalEndings(place.yaml, typed)
  if (yaml !== place.yaml && yaml !== '' && !/[\r\n]$/.test(yaml)) yaml += usualEnding(linesOf(text))
  return text.slice(0, place.yamlStart) + yaml + text.slice(place.yamlStart + place.yaml.length)
}
