/**
 * What a form shows of a header and what it sends back, field by field: a control is what a page draws, named inputs are what the
 * browser posts. Only what differs from what was shown changes the header, so that an untouched form changes nothing.
 */
import { FIELD_ALIASES } from './data/mappings.js'
import { durationLabel, isoOfMinutes, minutesOf } from './durations.js'
import { editHeader } from './edit.js'
import type { Fiche } from './fiche.js'
import { fieldsFor, pathOf } from './fields.js'
import type { FieldDefinition } from './field-definition.js'
import { isRecord } from './header.js'
import type { Profile } from './profile.js'
import { readAgents, readCover, readDuration, readMaterials, readRange, readSources, readSteps, readText, readTexts, readVariants, readWords } from './read-values.js'
import { conceptsOf } from './vocabularies.js'
import { asTyped } from './typed-text.js'

export interface Column { readonly key: string; readonly labelFr: string; readonly labelEn: string; readonly long?: true }

export type Control =
  | { readonly kind: 'text' | 'longtext'; readonly value: string }
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'choices'; readonly values: readonly string[] }
  /** Two ends, as a person writes them: « 45 min », « 1 h 30 »; or numbers. */
  | { readonly kind: 'minutes' | 'range'; readonly min: string; readonly max: string }
  /** One sentence or word a line. */
  | { readonly kind: 'lines'; readonly value: string }
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** A value of a shape no control can hold without loss: shown, kept as it is. */
  | { readonly kind: 'kept'; readonly source: string }

export interface FormField { readonly field: FieldDefinition; readonly control: Control }

/** What was posted under a name: none, one or several values. */
export type Posted = (name: string) => readonly string[] | undefined

export interface FormProblem { readonly field: string; readonly key: 'form.duration_unreadable' | 'form.number_unreadable' }

const column = (key: string, labelFr: string, labelEn: string, long?: true): Column => ({ key, labelFr, labelEn, ...(long && { long }) })

/** Columns of each kind made of rows; `main` is what an item written as plain text holds. */
const ROWS: Partial<Record<FieldDefinition['kind'], { columns: readonly Column[]; main: string; read(value: unknown): readonly object[] | undefined }>> = {
  people: { main: 'nom', columns: [column('nom', 'Nom', 'Name'), column('role', 'Rôle', 'Role')], read: readAgents },
  materials: { main: 'nom', columns: [column('nom', 'Objet', 'Item'), column('quantite', 'Quantité', 'Quantity')], read: readMaterials },
  steps: { main: 'texte', columns: [column('titre', 'Étape', 'Step'), column('duree', 'Durée', 'Duration'), column('texte', 'Ce qui s’y passe', 'What happens', true)], read: readSteps },
  sources: { main: 'titre', columns: [column('titre', 'Titre', 'Title'), column('url', 'Adresse', 'Address')], read: readSources },
  variants: { main: 'texte', columns: [column('titre', 'Variante', 'Variant'), column('texte', 'En quoi elle diffère', 'How it differs', true)], read: readVariants },
  image: { main: 'fichier', columns: [column('fichier', 'Fichier', 'File'), column('alt', 'Description de l’image', 'Description of the picture'), column('credit', 'Crédit', 'Credit')], read: (value) => { const cover = readCover(value); return cover && [cover] } },
}
/** Other names of a column in headers of elsewhere: a row is changed under the name it has. */
const COLUMN_ALIASES: Readonly<Record<string, readonly string[]>> = {
  nom: ['nom', 'name', 'titre', 'title'], role: ['role', 'rôle'], quantite: ['quantite', 'quantity'], titre: ['titre', 'title', 'nom', 'name'],
  texte: ['texte', 'text', 'description', 'contenu'], duree: ['duree', 'duration', 'time'], url: ['url', 'uri', 'link', 'lien'], fichier: ['fichier', 'file', 'src', 'url', 'path'], alt: ['alt'], credit: ['credit', 'crédit'],
}
const TWINS: Readonly<Record<string, readonly string[]>> = { deroule: ['deroule', 'etapes'], etapes: ['etapes', 'deroule'] }
const LISTED = 500

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** The fields a form asks for, each with its control; those of the type first, then any other of ours that the header already holds. */
export function formFields(fiche: Fiche, profile?: Profile): readonly FormField[] {
  const wanted = fieldsFor(fiche.fields.type, profile)
  const others = fieldsFor(undefined, profile).filter((field) => !wanted.some((w) => w.key === field.key) && Object.hasOwn(fiche.header, field.key))
  return [...wanted, ...others].map((field) => ({ field, control: shown(field, fiche, profile) }))
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

/** The control of a field as the header is now. */
export function shown(field: FieldDefinition, fiche: Fiche, profile?: Profile): Control {
  const { path, raw } = placeOf(field, fiche, profile)
  const kept = (): Control => ({ kind: 'kept', source: typeof raw === 'string' ? raw : JSON.stringify(raw, null, 2) ?? '' })
  const rows = ROWS[field.kind]
  if (rows) return rowsShown(rows, raw) ?? kept()
  switch (field.kind) {
    case 'concepts': {
      const words = isEmpty(raw) ? [] : readWords(raw)
      return words ? { kind: 'choices', values: [...new Set(words)] } : kept()
    }
    case 'list': {
      if (isEmpty(raw)) return { kind: 'lines', value: '' }
      const texts = typeof raw === 'string' && field.key === 'mots_cles' ? readWords(raw) : readTexts(raw)
      if (!texts || (Array.isArray(raw) && raw.some((item) => !isPlain(item)))) return kept()
      return texts.some((text) => /[\r\n]/.test(text)) ? { kind: 'rows', columns: [column('texte', field.labelFr, field.labelEn, true)], rows: texts.map((text) => [asTyped(text)]) } : { kind: 'lines', value: texts.join('\n') }
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
      if (field.kind === 'concept' || field.kind === 'language') return { kind: 'choice', value: field.kind === 'language' && value === '' ? fiche.fields.langue : value }
      return { kind: field.kind === 'longtext' || value.includes('\n') ? 'longtext' : 'text', value }
    }
  }
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

type RowKind = NonNullable<(typeof ROWS)[FieldDefinition['kind']]>

/** Items one by one, each with what is shown of it; undefined for an item no row can show. */
function itemsOf(kind: RowKind, raw: unknown): { raw: unknown; cells: readonly string[] | undefined }[] {
  const items = Array.isArray(raw) ? raw.slice(0, LISTED) : isEmpty(raw) ? [] : [raw]
  return items.map((item: unknown) => {
    const [read] = kind.read(kind === ROWS.image ? item : [item]) ?? []
    const record = read as Record<string, unknown> | undefined
    return { raw: item, cells: record && kind.columns.map((c) => asTyped(String(record[c.key] ?? ''))) }
  })
}

function rowsShown(kind: RowKind, raw: unknown): Control | undefined {
  const items = itemsOf(kind, raw)
  const rows = items.flatMap((item) => (item.cells ? [item.cells] : []))
  if (items.length > 0 && rows.length === 0) return undefined
  return { kind: 'rows', columns: kind.columns, rows }
}

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
    case 'rows': {
      const rows: string[][] = []
      let found = false
      for (let i = 0; i < LISTED; i += 1) {
        const cells = control.columns.map((c) => one(`.${i}.${c.key}`))
        if (cells.every((cell) => cell === undefined)) { if (i >= control.rows.length) break; continue }
        found = true
        rows[i] = cells.map((cell, at) => asTyped(cell ?? control.rows[i]?.[at] ?? ''))
      }
      return found ? { ...control, rows: Array.from(rows, (row, i) => row ?? control.rows[i] ?? control.columns.map(() => '')) } : control
    }
    default: {
      const value = one('')
      return value === undefined ? control : { ...control, value: asTyped(value) }
    }
  }
}

const trimmed = (control: Control): unknown => {
  switch (control.kind) {
    case 'text': case 'longtext': case 'choice': return control.value.trim()
    case 'lines': return control.value.split('\n').map((line) => line.trim()).filter((line) => line !== '')
    case 'choices': return [...control.values].sort()
    case 'minutes': case 'range': return [control.min, control.max]
    case 'rows': return control.rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''))
    case 'kept': return control.source
  }
}

export const sameControl = (a: Control, b: Control): boolean => JSON.stringify(trimmed(a)) === JSON.stringify(trimmed(b))

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
    const value = valueOf(field, control, sent, raw)
    if ('problem' in value) problems.push({ field: field.key, key: value.problem })
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

function valueOf(field: FieldDefinition, before: Control, sent: Control, raw: unknown): { value: unknown } | { problem: FormProblem['key'] } {
  switch (sent.kind) {
    case 'kept': return { value: raw }
    case 'text': case 'longtext': case 'choice': {
      const text = sent.value.trim()
      if (text === '') return { value: undefined }
      return { value: field.kind === 'number' && /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text }
    }
    case 'choices': {
      if (sent.values.length === 0) return { value: undefined }
      const had = before.kind === 'choices' ? before.values : []
      const order = field.vocabulary === undefined ? [] : conceptsOf(field.vocabulary).map((c) => c.notation)
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
      const [min, max] = [sent.min, sent.max].map((end) => (end === '' ? undefined : minutesOf(end)))
      if ((sent.min !== '' && min === undefined) || (sent.max !== '' && max === undefined)) return { problem: 'form.duration_unreadable' }
      if (min === undefined && max === undefined) return { value: undefined }
      if (typeof raw === 'string' && min === max && min !== undefined) return { value: isoOfMinutes(min) }
      return { value: ends(min === undefined ? undefined : isoOfMinutes(min), max === undefined ? undefined : isoOfMinutes(max)) }
    }
    case 'range': {
      if (![sent.min, sent.max].every((end) => end === '' || /^\d{1,6}$/.test(end))) return { problem: 'form.number_unreadable' }
      if (sent.min === '' && sent.max === '') return { value: undefined }
      return { value: ends(sent.min === '' ? undefined : Number(sent.min), sent.max === '' ? undefined : Number(sent.max)) }
    }
    case 'rows': return { value: rowsValue(field, sent, raw) }
  }
}

function ends<T>(min: T | undefined, max: T | undefined): { min?: T; max?: T } {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

function rowsValue(field: FieldDefinition, sent: Control & { kind: 'rows' }, raw: unknown): unknown {
  const filled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')
  const kind = ROWS[field.kind]
  if (!kind) {
    const texts = sent.rows.filter(filled).map((row) => (row[0] ?? '').trim())
    return texts.length === 0 ? undefined : texts
  }
  const items = itemsOf(kind, raw)
  const out: unknown[] = []
  let row = 0
  for (const item of items) {
    if (!item.cells) { out.push(item.raw); continue }
    const cells = sent.rows[row]
    row += 1
    if (cells === undefined || !filled(cells)) continue
    out.push(cells.every((cell, i) => cell.trim() === (item.cells?.[i] ?? '').trim()) ? item.raw : rowItem(kind, cells, item.raw, item.cells, items))
  }
  for (const cells of sent.rows.slice(row)) if (filled(cells)) out.push(rowItem(kind, cells, undefined, undefined, items))
  if (out.length === 0) return undefined
  return kind === ROWS.image ? out[0] : out
}

/** One changed or new row, in the style of its neighbours: the keys not shown are kept. */
function rowItem(kind: RowKind, cells: readonly string[], raw: unknown, before: readonly string[] | undefined, items: readonly { raw: unknown }[]): unknown {
  const values = kind.columns.map((c, i) => ({ key: c.key, text: (cells[i] ?? '').trim(), was: (before?.[i] ?? '').trim() }))
  const isOnlyMain = values.every((v) => v.key === kind.main || v.text === '')
  const arePlain = raw === undefined ? items.length > 0 && items.every((item) => isPlain(item.raw)) : isPlain(raw)
  if (arePlain && isOnlyMain) return values.find((v) => v.key === kind.main)?.text
  const item: Record<string, unknown> = isRecord(raw) ? { ...raw } : {}
  for (const { key, text, was } of values) {
    if (isRecord(raw) && text === was) continue
    const name = (COLUMN_ALIASES[key] ?? [key]).find((alias) => Object.hasOwn(item, alias)) ?? key
    if (text === '') delete item[name]
    else item[name] = text
  }
  return item
}
