import type { ControlKind } from './field-definition.js'
import { isRecord } from './header.js'
import { readAgents, readCover, readDuration, readLicence, readMaterials, readRange, readSources, readSteps, readText, readTexts, readVariants, readWords } from './read-values.js'

/** What the values of one kind of field look like: `isShaped` accepts, `fr`/`en` finish the sentence « on attend … ». */
export interface Shape {
  readonly isShaped: (value: unknown) => boolean
  readonly fr: string
  readonly en: string
}

const read = (reader: (value: unknown) => unknown, fr: string, en: string): Shape => ({ isShaped: value => reader(value) !== undefined, fr, en })
const text: Shape = { isShaped: value => readText(value) !== undefined && !Number.isNaN(value), fr: 'un texte', en: 'a text' }
const areInOrder = (min = 0, max = Infinity): boolean => min >= 0 && min <= max
const isItem = (item: unknown): boolean => item === null || isRecord(item) || readText(item) !== undefined

/** The shape of every kind of field, as tolerant as the readers: what a person can mean is accepted. */
export const SHAPES: Readonly<Record<ControlKind, Shape>> = {
  text, longtext: text, concept: text,
  language: { isShaped: value => typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(value.trim()), fr: 'un code de langue (fr, en, oc…)', en: 'a language code (fr, en, oc…)' },
  url: read(readText, 'une adresse', 'an address'),
  concepts: { isShaped: value => readWords(value) !== undefined && !(Array.isArray(value) && value.some(isRecord)), fr: 'une liste de mots', en: 'a list of words' },
  list: read(readTexts, 'une liste de phrases', 'a list of sentences'),
  duration: { isShaped: value => { const range = readDuration(value); return range !== undefined && areInOrder(range.minMinutes, range.maxMinutes) }, fr: 'une durée (PT30M, 30 min, ou min puis max)', en: 'a duration (PT30M, 30 min, or min then max)' },
  range: { isShaped: value => { const range = readRange(value); return range !== undefined && areInOrder(range.min, range.max) }, fr: 'un nombre de personnes (ou min puis max)', en: 'a number of people (or min then max)' },
  people: read(readAgents, 'une liste de noms', 'a list of names'),
  materials: read(readMaterials, 'une liste de matériel', 'a list of materials'),
  steps: read(readSteps, 'une liste d’étapes (titre, duree, texte)', 'a list of steps (titre, duree, texte)'),
  sources: read(readSources, 'une liste de sources (titre, url)', 'a list of sources (titre, url)'),
  variants: read(readVariants, 'une liste de variantes (titre, texte)', 'a list of variants (titre, texte)'),
  licence: read(readLicence, 'le nom d’une licence', 'the name of a licence'),
  image: read(readCover, 'une image (fichier, alt, credit)', 'an image (fichier, alt, credit)'),
  date: { isShaped: isDate, fr: 'une date (2026-11-23, ou 2026-11-23T18:30)', en: 'a date (2026-11-23, or 2026-11-23T18:30)' },
  number: { isShaped: isNumber, fr: 'un nombre', en: 'a number' },
  boolean: { isShaped: value => typeof value === 'boolean' || (typeof value === 'string' && /^(?:oui|non|vrai|faux|yes|no|true|false)$/i.test(value.trim())), fr: 'oui ou non', en: 'yes or no' },
  record: { isShaped: value => isRecord(value) || readText(value) !== undefined, fr: 'des lignes «\u00A0champ\u00A0: valeur\u00A0»', en: 'lines of “field: value”' },
  records: { isShaped: value => Array.isArray(value) ? value.slice(0, 500).every(isItem) : isItem(value), fr: 'une liste de lignes «\u00A0champ\u00A0: valeur\u00A0»', en: 'a list of “field: value” lines' },
  structure: { isShaped: () => true, fr: '', en: '' },
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^\s*-?\d+(?:[.,]\d+)?\s*$/.test(value.slice(0, 40))
}

/** A year, a month, a day, or a moment; not a duration that happens to hold digits. */
function isDate(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 1000 && value <= 9999
  if (typeof value !== 'string') return false
  const date = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d(?:[:h]\d\d)?(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/.exec(value.trim().slice(0, 40))
  if (date === null) return false
  const [year, month, day] = [Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1)]
  const read = new Date(Date.UTC(year, month - 1, day))
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day
}
