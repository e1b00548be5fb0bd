import { readDuration, readRange, readText, readTexts, readWords } from '../../../content-schema/read-values.js'
import { isRecord } from '../../../content-schema/header.js'
import type { Fiche } from '../../../content-schema/fiche.js'
import type { ProfileField } from '../../../content-schema/profile.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { durationText } from './quantities.js'

/** Values of a field, fields of a community, and letters of a text that a card shows. */
const [VALUES, FIELDS, LETTERS] = [8, 12, 240]

/**
 * What a fiche says in the fields of communities (`ext.<prefix>.*`), by the names their profiles give them, whichever community the
 * fiche is in: it may come from another. What no profile names, and what is not read, is not shown.
 */
export function communityValues(ui: Ui, { header }: Pick<Fiche, 'header'>): readonly (readonly [name: string, value: Html])[] {
  const { ext } = header
  if (!isRecord(ext)) return []
  return ui.lexicon.profiles.flatMap((profile) => {
    const own = profile.prefix !== '' && Object.hasOwn(ext, profile.prefix) ? ext[profile.prefix] : undefined
    if (!isRecord(own)) return []
    return profile.fields.flatMap((field) => {
      const value = Object.hasOwn(own, field.key) ? shown(ui, field, own[field.key]) : undefined
      return value === undefined ? [] : [[ui.locale === 'fr' ? field.labelFr : field.labelEn, value] as const]
    })
  }).slice(0, FIELDS)
}

const joined = (values: readonly (Html | string)[]): Html | undefined => (values.length === 0 ? undefined : html`${values.slice(0, VALUES).map((value, i) => html`${i > 0 ? ', ' : ''}${value}`)}${values.length > VALUES && '…'}`)
const short = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS).trimEnd()}…` : text)

function shown(ui: Ui, field: ProfileField, raw: unknown): Html | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  switch (field.kind) {
    case 'concept': case 'concepts': return joined((readWords(raw) ?? []).map((notation) => termShown(ui, field.vocabulary ?? '', notation)))
    case 'list': return joined((readTexts(raw) ?? []).map(short))
    case 'number': return withUnit(field, numberOf(ui, raw)) ?? textShown(raw)
    case 'range': return withUnit(field, ends(ui, readRange(raw)))
    case 'duration': { const text = durationText(ui, readDuration(raw)); return text === undefined ? undefined : html`${text}` }
    case 'boolean': { const said = readText(raw)?.toLowerCase(); return said === undefined ? undefined : html`${/^(?:oui|vrai|yes|true)$/.test(said) ? ui.m.forms.yes : ui.m.forms.no}` }
    case 'url': { const address = readText(raw); return address === undefined ? undefined : linkTo(address) }
    default: return textShown(raw)
  }
}

const textShown = (raw: unknown): Html | undefined => { const text = readText(raw); return text === undefined ? undefined : html`${short(text)}` }

const termShown = (ui: Ui, list: string, notation: string): Html | string =>
  ui.lexicon.conceptOf(list, notation) ? html`<a href="/vocabulaires/${list}#${notation}">${ui.lexicon.labelOf(list, notation, ui.locale)}</a>` : short(notation)

function numberOf(ui: Ui, raw: unknown): string | undefined {
  const text = readText(raw)
  const number = text === undefined ? NaN : Number(text.replace(',', '.'))
  return Number.isFinite(number) ? number.toLocaleString(ui.locale === 'fr' ? 'fr-FR' : 'en-GB') : undefined
}

function ends(ui: Ui, range: ReturnType<typeof readRange>): string | undefined {
  const { common } = ui.m
  const [min, max] = [range?.min, range?.max].map((end) => (end === undefined ? undefined : numberOf(ui, end)))
  if (min !== undefined && max !== undefined) return min === max ? min : common.range(min, max)
  return max !== undefined ? common.upTo(max) : min === undefined ? undefined : common.from(min)
}

/** « 1 200 m² ». */
const withUnit = ({ unit }: ProfileField, text: string | undefined): Html | undefined => (text === undefined ? undefined : html`${text}${unit !== undefined && `\u00a0${unit}`}`)

function linkTo(address: string): Html {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return html`${short(address)}`
  const url = new URL(address)
  return html`<a href="${url.href}" rel="nofollow noopener">${short(`${url.host}${url.pathname === '/' ? '' : url.pathname}`)}</a>`
}
