/** Where a text names somebody in its own words, below its header: what no choice of name changes by itself. Pure. */
import { placeOfHeader } from '../../content-schema/header.js'

/** From one UTF-16 offset to another, in the order of the text. */
export interface NamePlace { readonly from: number; readonly to: number }

/** These names standing whole, whatever their case and spaces, the longest first: one may hold another. A single letter is nobody's name. */
function patternOf(names: readonly string[]): RegExp | undefined {
  const wanted = [...new Set(names.map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim()).filter((name) => name.length > 1))].sort((a, b) => b.length - a.length)
  const alternatives = wanted.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+').replace(/['’]/g, '[\'’]'))
  return wanted.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}_@])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`, 'giu')
}

/** Every place of the body where one of these names stands. */
export function placesOfNames(text: string, names: readonly string[]): readonly NamePlace[] {
  const pattern = patternOf(names)
  if (pattern === undefined) return []
  const start = placeOfHeader(text).bodyStart
  return [...text.slice(start).matchAll(pattern)].map(({ index, 0: found }) => ({ from: start + index, to: start + index + found.length }))
}

/** Whether some words, a header's included, name them. */
export const isNamedIn = (words: string, names: readonly string[]): boolean => patternOf(names)?.test(words) === true

/** A list of people (`AUTHORS`, `CITATION.cff`) with other words for these names, and without the addresses that stand on their lines. */
export function withListedNamesReplaced(text: string, names: readonly string[], instead: string): string {
  const pattern = patternOf(names)
  if (pattern === undefined) return text
  return text.replace(/[^\r\n]+/g, (line) => { const without = line.replace(pattern, () => instead); return without === line ? line : without.replace(ADDRESS, '') })
}

/** A list of people without the lines that name these: nobody is left on a line of `.mailmap` once a name is taken out of it. */
export const withoutLinesNaming = (text: string, names: readonly string[]): string => text.split(/(?<=\n)/).filter((line) => !isNamedIn(line, names)).join('')

const ADDRESS = /[ \t]*(?:<[^<>\s]+@[^<>\s]+>|\([^()\s]+@[^()\s]+\)|[^\s<>(),;:"']+@[^\s<>(),;:"']+)/g

/** The text with other words in those places, and not one character else changed. */
export const withNamesReplaced = (text: string, names: readonly string[], instead: string): string =>
  placesOfNames(text, names).reduceRight((left, { from, to }) => left.slice(0, from) + instead + left.slice(to), text)
