/** The credits that reference managers read besides BibTeX: RIS, and CSL-JSON (the schema of citation styles, 1.0.2). */
import { everyone, noteOf, referenceKey } from './cite-machine.js'
import { isoDay } from './iso-day.js'
import type { CreditInput } from './cite-input.js'
import { WORDS, type Locale } from './cite-words.js'

/** One tag a line; values are single lines already, so none can add a tag. */
export function risCredit(input: CreditInput, locale: Locale): string {
  const people = everyone(input)
  const lines: [string, string | undefined][] = [
    ['TY', 'GEN'], ['TI', input.title], ...(people.length > 0 ? people.map(({ name }): [string, string] => ['AU', name]) : [['AU', WORDS[locale].noAuthor] satisfies [string, string]]),
    ['PY', input.date === undefined ? undefined : isoDay(input.date).slice(0, -6)], ['DA', input.date === undefined ? undefined : isoDay(input.date).replaceAll('-', '/')],
    ['ET', input.version], ['PB', input.publisher], ['UR', input.url || undefined], ['LA', locale], ['N1', noteOf(input, locale)], ['ER', ''],
  ]
  return `${lines.filter(([, value]) => value !== undefined).map(([tag, value]) => `${tag}  - ${value}`).join('\r\n')}\r\n`
}

export function cslCredit(input: CreditInput, locale: Locale): string {
  const people = everyone(input)
  return JSON.stringify([{
    id: referenceKey(input), type: 'document', title: input.title, author: people.length > 0 ? people.map(({ name }) => ({ literal: name })) : [{ literal: WORDS[locale].noAuthor }],
    ...(input.date !== undefined && { issued: { 'date-parts': [isoDay(input.date).split('-').map(Number)] } }), ...(input.version && { version: input.version }),
    ...(input.publisher && { publisher: input.publisher }), ...(input.url && { URL: input.url }), language: locale, note: noteOf(input, locale),
  }], undefined, 2)
}
