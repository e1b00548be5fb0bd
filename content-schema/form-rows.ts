/**
 * Fields made of rows (people, steps, materials…): which columns a form shows of each item, and what a changed row becomes.
 * An item that no row can show stays where it is; what a row does not show of an item stays in it.
 */
import { durationLabel, isoOfMinutes, minutesOf } from './durations.js'
import type { FieldColumn, FieldDefinition } from './field-definition.js'
import { isRecord } from './header.js'
import { readAgents, readCover, readMaterials, readSources, readSteps, readText, readVariants } from './read-values.js'
import { asTyped } from './typed-text.js'

/** Rows as shown or posted. `origins[i]` is the shown row that row `i` was, undefined for a new one; absent: each its own. */
export interface Rows { readonly columns: readonly FieldColumn[]; readonly rows: readonly (readonly string[])[]; readonly origins?: readonly (number | undefined)[] }

/** Columns of each kind; `main` is what an item written as plain text holds; `read` understands one item. */
interface RowKind { readonly columns: readonly FieldColumn[]; readonly main: string; readonly isSingle?: true; read(item: unknown): object | undefined }

const column = (key: string, labelFr: string, labelEn: string, more: Omit<FieldColumn, 'key' | 'labelFr' | 'labelEn'> = {}): FieldColumn => ({ key, labelFr, labelEn, ...more })
const long = { long: true } as const

const PEOPLE: RowKind = { main: 'nom', columns: [column('nom', 'Nom', 'Name'), column('role', 'Rôle', 'Role', { kind: 'concept', vocabulary: 'role-contribution' })], read: (item) => readAgents([item])?.[0] }
const KINDS: Partial<Record<FieldDefinition['kind'], RowKind>> = {
  people: PEOPLE,
  materials: { main: 'nom', columns: [column('nom', 'Objet', 'Item'), column('quantite', 'Quantité', 'Quantity')], read: (item) => readMaterials([item])?.[0] },
  steps: { main: 'texte', columns: [column('titre', 'Intitulé', 'Name'), column('duree', 'Durée', 'Duration', { kind: 'duration' }), column('texte', 'Ce qui s’y passe', 'What happens', long)], read: (item) => readSteps([item])?.[0] },
  sources: { main: 'titre', columns: [column('titre', 'Titre', 'Title'), column('url', 'Adresse', 'Address')], read: (item) => readSources([item])?.[0] },
  variants: { main: 'texte', columns: [column('titre', 'Intitulé', 'Name'), column('texte', 'En quoi elle diffère', 'How it differs', long)], read: (item) => readVariants([item])?.[0] },
  image: {
    main: 'fichier', isSingle: true, read: readCover,
    columns: [column('fichier', 'Fichier', 'File'), column('alt', 'Ce qu’elle montre', 'What it shows'), column('credit', 'Crédit', 'Credit')],
  },
}
/** Who tried it, and when. */
const TRIED: RowKind = { ...PEOPLE, columns: [column('nom', 'Nom', 'Name'), column('date', 'Quand', 'When', { kind: 'date' })] }

/** Other names of a column in headers of elsewhere: a row is changed under the name it has. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  nom: ['nom', 'name', 'titre', 'title'], role: ['role', 'rôle'], quantite: ['quantite', 'quantity'], titre: ['titre', 'title', 'nom', 'name'],
  texte: ['texte', 'text', 'description', 'contenu'], duree: ['duree', 'duration', 'time'], url: ['url', 'uri', 'link', 'lien'], fichier: ['fichier', 'file', 'src', 'url', 'path'], alt: ['alt'], credit: ['credit', 'crédit'],
}

/** As many items as a form shows; the rest stays as it is. */
export const LISTED = 500

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''
const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

export function rowKindOf(field: FieldDefinition): RowKind | undefined {
  if (field.key === 'experimente_par') return TRIED
  const [first] = field.columns ?? []
  if ((field.kind !== 'record' && field.kind !== 'records') || !first) return KINDS[field.kind]
  return {
    columns: field.columns ?? [], main: first.key, ...(field.kind === 'record' && { isSingle: true }),
    read: (item) => (isRecord(item) ? item : isPlain(item) ? { [first.key]: item } : undefined),
  }
}

interface Item { readonly raw: unknown; readonly cells: readonly string[] | undefined }

/** Items one by one, each with what is shown of it; no cells for an item no row can show. */
function itemsOf(kind: RowKind, raw: unknown): readonly Item[] {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : isEmpty(raw) ? [] : [raw]
  return items.map((item, at) => {
    const read = at < LISTED ? (kind.read(item) as Record<string, unknown> | undefined) : undefined
    return { raw: item, cells: read && kind.columns.map((c) => cellOf(c, read, item)) }
  })
}

function cellOf({ key, kind }: FieldColumn, read: Readonly<Record<string, unknown>>, item: unknown): string {
  const value = read[key] ?? (isRecord(item) && Object.hasOwn(item, key) ? item[key] : undefined)
  if (kind === 'list' && Array.isArray(value)) return value.every(isPlain) ? value.map(String).join(' ; ') : ''
  const text = readText(value) ?? ''
  const minutes = kind === 'duration' && /^p/i.test(text) ? minutesOf(text) : undefined
  return asTyped(minutes === undefined ? text : durationLabel(minutes, 'fr').replaceAll('\u00a0', ' '))
}

/** What a form shows of a value; undefined when nothing of it can be shown. */
export function rowsShown(kind: RowKind, raw: unknown): Rows | undefined {
  const items = itemsOf(kind, raw)
  const rows = items.flatMap((item) => (item.cells ? [item.cells] : []))
  return items.length > 0 && rows.length === 0 ? undefined : { columns: kind.columns, rows }
}

const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== '')

/** Filled rows with the row each one was, in order; `at` is its place among all those sent. */
export function filledRows({ rows, origins }: Rows, shown = Infinity): readonly { readonly cells: readonly string[]; readonly origin: number | undefined; readonly at: number }[] {
  const taken = new Set<number>()
  return rows.flatMap((row, at) => {
    const cells = row.map((cell) => cell.trim())
    const asked = origins ? origins[at] : at
    const origin = asked === undefined || asked >= shown || taken.has(asked) ? undefined : asked
    if (origin !== undefined) taken.add(origin)
    return isFilled(cells) ? [{ cells, origin, at }] : []
  })
}

/** What a cell holds that cannot be read; `cell` is where, as its input is named after the field (`2.duree`). */
export interface UnreadCell { readonly cell: string; readonly key: CellProblem }

export type CellProblem = 'form.duration_unreadable' | 'form.date_unreadable' | 'form.number_unreadable'

/** The value of changed rows over the old one: rows that stay give their item back untouched. Says every cell that cannot be read. */
export function rowsValue(kind: RowKind, sent: Rows, raw: unknown): { readonly value: unknown } | { readonly unread: readonly UnreadCell[] } {
  const items = itemsOf(kind, raw)
  const unread: UnreadCell[] = []
  const shown = items.filter((item) => item.cells !== undefined)
  /** Items no row shows, by the shown one they follow (-1: before all). */
  const followers = new Map<number, unknown[]>()
  let last = -1
  for (const item of items) {
    if (item.cells) last += 1
    else followers.set(last, [...(followers.get(last) ?? []), item.raw])
  }
  const take = (after: number): unknown[] => { const found = followers.get(after) ?? []; followers.delete(after); return found }
  const out: unknown[] = take(-1)
  for (const { cells, origin, at } of filledRows(sent, shown.length)) {
    const was = origin === undefined ? undefined : shown[origin]
    if (was?.cells && cells.every((cell, i) => cell === was.cells?.[i]?.trim())) out.push(was.raw)
    else {
      const made = rowItem(kind, cells, was, items)
      if ('unread' in made) unread.push(...made.unread.map(({ cell, key }) => ({ cell: `${at}.${cell}`, key })))
      else out.push(made.item)
    }
    if (origin !== undefined) out.push(...take(origin))
  }
  if (unread.length > 0) return { unread }
  for (const left of followers.values()) out.push(...left)
  return { value: out.length === 0 ? undefined : kind.isSingle ? out[0] : out }
}

/** A year, a month or a day, as ISO 8601 writes them. */
export const isDate = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)

/** One changed or new row, in the style of its neighbours: the keys not shown are kept. */
function rowItem(kind: RowKind, cells: readonly string[], was: Item | undefined, items: readonly Item[]): { readonly item: unknown } | { readonly unread: readonly UnreadCell[] } {
  const changed = kind.columns.flatMap((column, i) => {
    const text = cells[i] ?? ''
    return isRecord(was?.raw) && text === (was.cells?.[i] ?? '').trim() ? [] : [{ column, text }]
  })
  const isOnlyMain = kind.columns.every(({ key }, i) => key === kind.main || (cells[i] ?? '') === '')
  const arePlain = was === undefined ? items.length > 0 && items.every((item) => isPlain(item.raw)) : isPlain(was.raw)
  const item: Record<string, unknown> = isRecord(was?.raw) ? { ...was.raw } : {}
  const unread: UnreadCell[] = []
  for (const { column, text } of changed) {
    const name = (ALIASES[column.key] ?? [column.key]).find((alias) => Object.hasOwn(item, alias)) ?? column.key
    if (text === '') { delete item[name]; continue }
    const value = cellValue(column, text, item[name])
    if ('problem' in value) unread.push({ cell: column.key, key: value.problem })
    else item[name] = value.value
  }
  if (unread.length > 0) return { unread }
  return { item: arePlain && isOnlyMain ? item[kind.main] : item }
}

function cellValue({ kind }: FieldColumn, text: string, before: unknown): { readonly value: unknown } | { readonly problem: CellProblem } {
  switch (kind) {
    case 'duration': {
      const minutes = minutesOf(text)
      if (minutes === undefined) return { problem: 'form.duration_unreadable' }
      // A header that says durations in words goes on doing so.
      return { value: typeof before === 'string' && before !== '' && !/^p/i.test(before) ? text : isoOfMinutes(minutes) }
    }
    case 'date': return isDate(text) ? { value: text } : { problem: 'form.date_unreadable' }
    case 'number': { const number = numberTyped(text); return number === undefined ? { problem: 'form.number_unreadable' } : { value: number } }
    case 'boolean': return { value: text === 'true' }
    case 'list': return { value: text.split(text.includes(';') ? ';' : ',').map((one) => one.trim()).filter((one) => one !== '') }
    default: return { value: text }
  }
}

/** A number as people write it: « 1 200 », « 3,5 ». */
export function numberTyped(text: string): number | undefined {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(digits) ? Number(digits) : undefined
}
