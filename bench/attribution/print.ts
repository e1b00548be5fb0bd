/** Pages as Markdown, and whose every word of that Markdown is. */
import type { Block, Page, Part, Style, Word } from './page.js'

export interface Printed {
  readonly text: string
  /** One for each UAX #29 word holding a letter or a digit, in order. */
  readonly truth: readonly Word[]
  /** Where each of them begins and ends in the text. */
  readonly places: readonly (readonly [number, number])[]
}

/** A piece that no line break may cut, with the words in it and where they stand. */
interface Unit { readonly text: string; readonly words: readonly { readonly word: Word; readonly at: number; readonly length: number }[] }

const segmenter = new Intl.Segmenter('fr', { granularity: 'word' })
const known = new WeakMap<Page, Printed>()

/** The words of any text by Unicode's own rule. */
export function wordsOf(text: string): { readonly text: string; readonly start: number }[] {
  return [...segmenter.segment(text)].filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).map(({ segment, index }) => ({ text: segment, start: index }))
}

/** Throws when a word of the text is in no word of the page, or in two: the truth would not be one. */
export function print(page: Page): Printed {
  const before = known.get(page)
  if (before) return before
  const ink = new Ink()
  if (page.header.length > 0) {
    ink.put('---\n')
    for (const field of page.header) printField(ink, field, page.style)
    ink.put('---\n\n')
  }
  page.body.forEach((block, i) => {
    const next = page.body[i + 1]
    printBlock(ink, block, page.style, numberOf(page.body, i))
    ink.put(next && next.kind === block.kind && (block.kind === 'item' || block.kind === 'numbered') ? '\n' : next ? '\n\n' : '\n')
  })
  const printed = ink.printed()
  known.set(page, printed)
  return printed
}

function numberOf(body: readonly Block[], i: number): number {
  let number = 1
  while (body[i - number]?.kind === 'numbered') number++
  return number
}

class Ink {
  #text = ''
  readonly #words: { word: Word; start: number; end: number }[] = []

  put(text: string): void { this.#text += text }
  unit(unit: Unit): void {
    for (const { word, at, length } of unit.words) this.#words.push({ word, start: this.#text.length + at, end: this.#text.length + at + length })
    this.#text += unit.text
  }

  printed(): Printed {
    const truth: Word[] = []
    const places: [number, number][] = []
    let at = 0
    for (const { text, start } of wordsOf(this.#text)) {
      const end = start + text.length
      while (at < this.#words.length && this.#words[at]!.end <= start) at++
      const here = this.#words[at]
      const next = this.#words[at + 1]
      if (!here || here.start >= end || (next && next.start < end)) throw new Error(`« ${text} » belongs to no one word: ${JSON.stringify(this.#text.slice(Math.max(0, start - 30), end + 30))}`)
      truth.push(here.word)
      places.push([start, end])
    }
    return { text: this.#text, truth, places }
  }
}

/** The words of a part as pieces between spaces, its first one with a capital. */
function units({ words, end }: Part, style: Style, capital: boolean): Unit[] {
  const space = style.noBreak ? '\u00a0' : ' '
  const made = words.map((word, i): Unit => {
    let shown = style.apostrophe === "'" ? word.text : word.text.replaceAll("'", style.apostrophe)
    if (capital && i === 0) shown = shown.charAt(0).toUpperCase() + shown.slice(1)
    const dress = word.dress === '*' ? style.emphasis : word.dress ?? ''
    const sign = word.sign === ';' ? `${space};` : word.sign ?? ''
    if (word.link) {
      const before = `${dress}[${shown}](`
      return { text: `${before}${word.link.text})${dress}${sign}`, words: [{ word, at: dress.length + 1, length: shown.length }, { word: word.link, at: before.length, length: word.link.text.length }] }
    }
    return { text: `${dress}${shown}${dress}${sign}`, words: [{ word, at: dress.length, length: shown.length }] }
  })
  const last = made.at(-1)
  if (last && end !== '') made[made.length - 1] = { ...last, text: `${last.text}${end === '.' ? '' : space}${end}` }
  // With plain spaces, « ? » and « ; » may begin a line, as they do in real texts.
  return made
}

/** Fills lines; `lead` begins the first, `hang` the others. */
function fill(ink: Ink, pieces: readonly Unit[], wrap: number, lead: string, hang: string): void {
  let column = lead.length
  ink.put(lead)
  pieces.forEach((unit, i) => {
    if (i > 0) {
      if (wrap > 0 && column + 1 + unit.text.length > wrap) { ink.put(`\n${hang}`); column = hang.length } else { ink.put(' '); column++ }
    }
    ink.unit(unit)
    column += unit.text.length
  })
}

function printField(ink: Ink, { parts }: Block, style: Style): void {
  const [key, ...values] = parts
  fill(ink, units(key!, style, false), 0, '', '')
  ink.put(':')
  for (const value of values) fill(ink, units(value, style, false), 0, values.length === 1 && !value.words.some(({ text }) => text.startsWith('{')) ? ' ' : '\n  - ', '')
  ink.put('\n')
}

function printBlock(ink: Ink, { kind, parts, size }: Block, style: Style, number: number): void {
  const sentences = parts.flatMap((part) => units(part, style, true))
  switch (kind) {
    case 'text': fill(ink, sentences, style.wrap, '', ''); break
    case 'item': fill(ink, sentences, style.wrap, `${style.bullet} `, '  '); break
    case 'quote': fill(ink, sentences, style.wrap, '> ', '> '); break
    case 'numbered': {
      // The number is a word for Unicode and nobody's in truth.
      const word: Word = { text: String(number), birth: parts[0]!.words[0]!.birth, grade: 'unsure' }
      ink.unit({ text: word.text, words: [{ word, at: 0, length: word.text.length }] })
      fill(ink, sentences, style.wrap, '. ', '   ')
      break
    }
    case 'heading': {
      const bold = style.boldHeadings ? '**' : ''
      fill(ink, sentences, 0, `${'#'.repeat(size ?? 2)} ${bold}`, '')
      ink.put(bold)
      break
    }
    case 'code': {
      ink.put('```\n')
      for (const part of parts) { fill(ink, units(part, style, false), 0, '', ''); ink.put('\n') }
      ink.put('```')
      break
    }
    case 'table': {
      const columns = size ?? 2
      for (let at = 0; at < parts.length; at += columns) {
        for (const cell of parts.slice(at, at + columns)) { fill(ink, units(cell, style, true), 0, '| ', ''); ink.put(' ') }
        ink.put('|')
        if (at === 0) ink.put(`\n${'|---'.repeat(columns)}|`)
        if (at + columns < parts.length) ink.put('\n')
      }
      break
    }
    case 'field': throw new Error('a field outside the header')
  }
}
