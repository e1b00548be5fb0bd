/**
 * What a form shows of a header and what it sends back, field by field: a control is what a page draws, named inputs are what the
 * browser posts. Only what differs from what was shown changes the header, so that an untouched form changes nothing.
 */
import { FIELD_ALIASES } from './data/mappings.js'
import { durationLabel, isoOfMinutes, minutesOf, wholeRange } from './durations.js'
import { editHeader } from './edit.js'
import type { Fiche } from './fiche.js'
import { fieldsFor, pathOf } from './fields.js'
import type { FieldDefinition } from './field-definition.js'
import { filledRows, isDate, LISTED, numberTyped, rowKindOf, rowsShown, rowsValue, type CellProblem, type Rows } from './form-rows.js'
import { isRecord } from './header.js'
import type { Profile } from './profile.js'
import { readDuration, readRange, readText, readTexts, readWords } from './read-values.js'
import { wordsOf } from './terms.js'
import type { Vocabularies } from './vocabularies.js'
import { asTyped } from './typed-text.js'

export type Control =
  | { readonly kind: 'text' | 'longtext'; readonly value: string }
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'choices'; readonly values: readonly string[] }
  /** Two ends, as a person writes them: « 45 min », « 1 h 30 »; or numbers. */
  | { readonly kind: 'minutes' | 'range'; readonly min: string; readonly max: string }
  /** One sentence or word a line. */
  | { readonly kind: 'lines'; readonly value: string }
  | ({ readonly kind: 'rows' } & Rows)
  /** A value of a shape no control can hold without loss: shown, kept as it is. */
  | { readonly kind: 'kept'; readonly source: string }

export interface FormField { readonly field: FieldDefinition; readonly control: Control }

/** What was posted under a name: none, one or several values. */
export type Posted = (name: string) => readonly string[] | undefined

/** What could not be read of a field; `cell` says which cell of its rows (`2.duree`). */
export interface FormProblem { readonly field: string; readonly key: CellProblem; readonly cell?: string }

const TWINS: Readonly<Record<string, readonly string[]>> = { deroule: ['deroule', 'etapes'], etapes: ['etapes', 'deroule'] }

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** The fields a form asks for, each with its control; those of the type first, then any other of ours that the header already holds. */
export function formFields(fiche: Fiche, profile?: Profile): readonly FormField[] {
  const isAsked = (field: FieldDefinition): boolean => field.computed !== true && (field.kind !== 'structure' || Object.hasOwn(fiche.header, field.key))
  const wanted = fieldsFor(fiche.fields.type, profile)
  const others = fieldsFor(undefined, profile).filter((field) => !wanted.some((w) => w.key === field.key) && Object.hasOwn(fiche.header, field.key))
  // Two names of one thing are one field: the name the header uses, else the first.
  const asked = [...wanted, ...others].filter(isAsked)
  const nameOf = ({ key }: FieldDefinition): string => {
    const names = ['deroule', 'etapes'].filter((name) => asked.some((f) => f.key === name))
    return TWINS[key] ? names.find((name) => Object.hasOwn(fiche.header, name)) ?? names[0] ?? key : key
  }
  return asked.filter((field) => nameOf(field) === field.key).map((field) => ({ field, control: shown(field, fiche, profile) }))
}

/** Where a field's value is in the header: its path, the raw value there, and whether it was found at all. */
function placeOf(field: FieldDefinition, fiche: Fiche, profile?: Profile): { path: readonly string[]; raw: unknown } {
  const path = pathOf(field, profile)
  if (path.length > 1) return { path, raw: path.reduce<unknown>((value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined), fiche.header) }
  for (const key of [...(TWINS[field.key] ?? [field.key]), ...(FIELD_ALIASES[field.key] ?? [])]) {
    if (Object.hasOwn(fiche.header, key) && !isEmpty(fiche.header[key])) return { path: [key], raw: fiche.header[key] }
  }
  return { path: [field.key], raw: undefined }
}

/**
 * The key of the form's field that a path of the header belongs to (`ext.msv.type_sol`, `deroule.2`, or a name that other schemas
 * give it); undefined when the form has none.
 */
export function fieldKeyAt(fields: readonly FormField[], path: string | undefined): string | undefined {
  const [top = '', , own] = path?.split('.') ?? []
  const named = top === 'ext' && own !== undefined ? own : top
  return (fields.find(({ field }) => field.key === named) ?? fields.find(({ field }) => FIELD_ALIASES[field.key]?.includes(named)))?.field.key
}

/** The control of a field as the header is now. */
export function shown(field: FieldDefinition, fiche: Fiche, profile?: Profile): Control {
  const { path, raw } = placeOf(field, fiche, profile)
  const kept = (): Control => ({ kind: 'kept', source: typeof raw === 'string' ? raw : JSON.stringify(raw, null, 2) ?? '' })
  if (field.kind === 'structure') return kept()
  const rowKind = rowKindOf(field)
  if (rowKind) {
    const rows = rowsShown(rowKind, raw)
    return rows ? { kind: 'rows', ...rows } : kept()
  }
  switch (field.kind) {
    case 'concepts': {
      const words = isEmpty(raw) ? [] : readWords(raw)
      return words ? { kind: 'choices', values: [...new Set(words)] } : kept()
    }
    case 'list': {
      if (isEmpty(raw)) return { kind: 'lines', value: '' }
      const texts = typeof raw === 'string' && field.key === 'mots_cles' ? readWords(raw) : readTexts(raw)
      if (!texts || (Array.isArray(raw) && raw.some((item) => !isPlain(item)))) return kept()
      return texts.some((text) => /[\r\n]/.test(text)) ? { kind: 'rows', columns: [{ key: 'texte', labelFr: field.labelFr, labelEn: field.labelEn, long: true }], rows: texts.map((text) => [asTyped(text)]) } : { kind: 'lines', value: texts.join('\n') }
    }
    case 'duration': {
      const range = isEmpty(raw) ? {} : readDuration(raw)
      const said = (minutes: number | undefined) => (minutes === undefined ? '' : durationLabel(minutes, 'fr').replaceAll('\u00a0', ' '))
      return range ? { kind: 'minutes', min: said(range.minMinutes), max: said(range.maxMinutes) } : kept()
    }
    case 'range': {
      const range = isEmpty(raw) ? {} : readRange(raw)
      return range ? { kind: 'range', min: String(range.min ?? ''), max: String(range.max ?? '') } : kept()
    }
    default: {
      if (!isEmpty(raw) && !isPlain(raw)) return kept()
      const fromHeader = field.key === 'titre' && path[0] !== 'titre' ? fiche.fields.titre : readText(raw)
      const value = asTyped(fromHeader ?? (field.key === 'titre' ? fiche.fields.titre : field.key === 'resume' ? fiche.fields.resume : undefined) ?? '')
      if (field.kind === 'concept' || field.kind === 'language' || field.kind === 'boolean') return { kind: 'choice', value: field.kind === 'language' && value === '' ? fiche.fields.langue : value }
      return { kind: field.kind === 'longtext' || value.includes('\n') ? 'longtext' : 'text', value }
    }
  }
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** What the browser posted for a control, in the same shape; the control itself when nothing was posted for it. */
export function postedControl(name: string, control: Control, posted: Posted): Control {
  const one = (suffix: string): string | undefined => posted(`${name}${suffix}`)?.[0]
  switch (control.kind) {
    case 'kept': return control
    case 'choices': {
      const values = posted(name)
      return values ? { kind: 'choices', values: [...new Set(values.map((v) => v.trim()).filter((v) => v !== ''))] } : control
    }
    case 'minutes': case 'range': return { kind: control.kind, min: one('.min')?.trim() ?? control.min, max: one('.max')?.trim() ?? control.max }
    case 'rows': return postedRows(name, control, posted)
    default: {
      const value = one('')
      return value === undefined ? control : { ...control, value: asTyped(value) }
    }
  }
}

/** Rows by number. A hidden field of the field's own name says that all its rows are there: those absent were taken away. */
function postedRows(name: string, control: Control & { readonly kind: 'rows' }, posted: Posted): Control {
  const isWhole = posted(name) !== undefined
  const rows: (readonly string[])[] = []
  const origins: (number | undefined)[] = []
  for (let i = 0; i < LISTED * 2; i += 1) {
    const cells = control.columns.map((c) => posted(`${name}.${i}.${c.key}`)?.[0])
    if (cells.every((cell) => cell === undefined)) {
      const kept = control.rows[i]
      if (isWhole || kept === undefined) break
      rows.push(kept)
    } else rows.push(cells.map((cell, at) => asTyped(cell ?? control.rows[i]?.[at] ?? '')))
    const from = posted(`${name}.${i}.de`)?.[0]
    origins.push(from === undefined ? (i < control.rows.length ? i : undefined) : /^\d{1,3}$/.test(from) ? Number(from) : undefined)
  }
  return { ...control, rows, origins }
}

const trimmed = (control: Control, shown: number): unknown => {
  switch (control.kind) {
    case 'text': case 'longtext': case 'choice': return control.value.trim()
    case 'lines': return control.value.split('\n').map((line) => line.trim()).filter((line) => line !== '')
    case 'choices': return [...control.values].sort()
    case 'minutes': case 'range': return [control.min, control.max]
    case 'rows': return filledRows(control, shown).map(({ cells, origin }) => ({ cells, origin }))
    case 'kept': return control.source
  }
}

/** Whether a posted control says what the shown one said. */
export function sameControl(shown: Control, sent: Control): boolean {
  const rows = shown.kind === 'rows' ? shown.rows.length : 0
  return JSON.stringify(trimmed(shown, rows)) === JSON.stringify(trimmed(sent, rows))
}

/** Input name of a field. */
export const inputName = (field: FieldDefinition): string => `champ.${field.key}`

/**
 * Applies a posted form to a text: only the keys of fields whose posted value differs from the shown one change.
 * What cannot be read (a duration in letters) comes back in `problems` and changes nothing.
 */
export function applyForm(fiche: Fiche, posted: Posted, profile?: Profile): { text: string; problems: readonly FormProblem[]; controls: readonly FormField[] } {
  const problems: FormProblem[] = []
  const controls: FormField[] = []
  let changes: Record<string, unknown> = {}
  for (const { field, control } of formFields(fiche, profile)) {
    const sent = postedControl(inputName(field), control, posted)
    controls.push({ field, control: sent })
    if (sameControl(control, sent)) continue
    const { path, raw } = placeOf(field, fiche, profile)
    const value = valueOf(field, control, sent, raw, wordsOf(profile))
    if ('problem' in value) problems.push({ field: field.key, key: value.problem })
    else if ('unread' in value) problems.push(...value.unread.map((one) => ({ field: field.key, ...one })))
    else changes = placed(changes, fiche.header, path, value.value)
  }
  return { text: editHeader(fiche.text, changes), problems, controls }
}

/** A value under its path, the neighbours of a community's own field kept. */
function placed(changes: Record<string, unknown>, header: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path
  if (rest.length === 0) return { ...changes, [key]: value }
  const inside = Object.hasOwn(changes, key) ? changes[key] : header[key]
  const record = isRecord(inside) ? inside : {}
  const next = placed({}, record, rest, value)
  const merged = Object.fromEntries(Object.entries({ ...record, ...next }).filter(([, v]) => v !== undefined))
  return { ...changes, [key]: Object.keys(merged).length === 0 ? undefined : merged }
}

function valueOf(field: FieldDefinition, before: Control, sent: Control, raw: unknown, words: Vocabularies): { value: unknown } | { problem: FormProblem['key'] } | ReturnType<typeof rowsValue> {
  switch (sent.kind) {
    case 'kept': return { value: raw }
    case 'text': case 'longtext': case 'choice': {
      const text = sent.value.trim()
      if (text === '') return { value: undefined }
      if (field.kind === 'boolean' && (text === 'true' || text === 'false')) return { value: text === 'true' }
      if (field.kind === 'date') return isDate(text) ? { value: text } : { problem: 'form.date_unreadable' }
      if (field.kind !== 'number') return { value: text }
      const number = numberTyped(text)
      return number === undefined ? { problem: 'form.number_unreadable' } : { value: number }
    }
    case 'choices': {
      if (sent.values.length === 0) return { value: undefined }
      const had = before.kind === 'choices' ? before.values : []
      const order = field.vocabulary === undefined ? [] : words.conceptsOf(field.vocabulary).map((c) => c.notation)
      const added = sent.values.filter((v) => !had.includes(v)).sort((a, b) => order.indexOf(a) - order.indexOf(b))
      return { value: [...had.filter((v) => sent.values.includes(v)), ...added] }
    }
    case 'lines': {
      const lines = sent.value.split('\n').map((line) => line.trim()).filter((line) => line !== '')
      if (lines.length === 0) return { value: undefined }
      const items = Array.isArray(raw) ? raw : []
      return { value: lines.map((line) => items.find((item) => readText(item) === line) ?? line) }
    }
    case 'minutes': {
      const typed = wholeRange(sent.min, sent.max)
      const [min, max] = [typed.min, typed.max].map((end) => (end === '' ? undefined : minutesOf(end)))
      if ((typed.min !== '' && min === undefined) || (typed.max !== '' && max === undefined)) return { problem: 'form.duration_unreadable' }
      const [from, to] = min !== undefined && max !== undefined && min > max ? [max, min] : [min, max]
      if (from === undefined && to === undefined) return { value: undefined }
      if (typeof raw === 'string' && from === to && from !== undefined) return { value: isoOfMinutes(from) }
      return { value: ends(raw, { min: from, max: to }, minutesOfEnd, isoOfMinutes) }
    }
    case 'range': {
      if (![sent.min, sent.max].every((end) => end === '' || /^\d{1,6}$/.test(end))) return { problem: 'form.number_unreadable' }
      if (sent.min === '' && sent.max === '') return { value: undefined }
      const [min, max] = [sent.min, sent.max].map((end) => (end === '' ? undefined : Number(end)))
      const [from, to] = min !== undefined && max !== undefined && min > max ? [max, min] : [min, max]
      return { value: ends(raw, { min: from, max: to }, (end) => (isEmpty(end) ? undefined : Number(end)), (number) => number) }
    }
    case 'rows': {
      const kind = rowKindOf(field)
      if (kind) return rowsValue(kind, sent, raw)
      const texts = filledRows(sent).map(({ cells }) => cells[0] ?? '')
      return { value: texts.length === 0 ? undefined : texts }
    }
  }
}

const minutesOfEnd = (end: unknown): number | undefined => (typeof end === 'number' ? end : typeof end === 'string' ? minutesOf(end) : undefined)

/** Both ends over the old value: an end that says the same keeps its writing, and other keys stay. */
function ends(raw: unknown, wanted: { readonly min: number | undefined; readonly max: number | undefined }, read: (end: unknown) => number | undefined, write: (end: number) => unknown): Record<string, unknown> {
  const value: Record<string, unknown> = isRecord(raw) ? { ...raw } : {}
  for (const [end, alias] of [['min', 'minimum'], ['max', 'maximum']] as const) {
    const key = Object.hasOwn(value, alias) && !Object.hasOwn(value, end) ? alias : end
    const number = wanted[end]
    if (number === undefined) delete value[key]
    else if (read(value[key]) !== number) value[key] = write(number)
  }
  return value
}
