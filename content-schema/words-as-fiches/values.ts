import { isRecord } from '../header.js'
import { readText, readWords } from '../read-values.js'

export type Values = Readonly<Record<string, unknown>>

/** Rows as a profile or a list may write them: a list of records, or a map whose keys are the records' `key`. Bounded. */
export function rowsOf(value: unknown, key: string): readonly Values[] {
  if (Array.isArray(value)) return value.slice(0, ROWS).flatMap(item => (isRecord(item) ? [item] : readText(item) === undefined ? [] : [{ [key]: readText(item), libelle: readText(item) }]))
  if (!isRecord(value)) return []
  return Object.entries(value).slice(0, ROWS).map(([name, item]): Values => (isRecord(item) ? { ...item, [key]: name } : { [key]: name, libelle: readText(item) }))
}

const ROWS = 2000

const own = (values: Values, key: string): unknown => (Object.hasOwn(values, key) ? values[key] : undefined)

export const textOf = (values: Values, key: string): string => readText(own(values, key)) ?? ''
export const wordsOf = (values: Values, key: string): readonly string[] => readWords(own(values, key)) ?? []
export const valueOf = own

export function numberOf(values: Values, key: string): number | undefined {
  const value = own(values, key)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Yes, as a header may say it. */
export const isYes = (values: Values, key: string): boolean => /^(?:true|oui|vrai|yes)$/i.test(textOf(values, key))

/** A record without what is empty: headers hold only what was said. */
export function said(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)))
}
