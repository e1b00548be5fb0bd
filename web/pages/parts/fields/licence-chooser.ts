import { identify } from '../../../../content-schema/licences/identify.js'
import { isFree, type Licence } from '../../../../content-schema/licences/licence.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import type { FieldShown } from './field-shown.js'

/** Licences offered where one is chosen; the present one is added when it is another. */
export const offeredLicences = ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0', 'CC-BY-NC-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-ND-4.0', 'LAL-1.3', 'etalab-2.0']

export const licenceLabel = (id: string): string => identify(id)?.shortName ?? id

/** « Les autres peuvent … à condition de … », from what the licence's text says (its elements). */
export function licenceSentence(ui: Ui, licence: Licence, of: 'text' | 'picture' = 'text'): string {
  const { forms: m } = ui.m
  const { may, must } = of === 'text' ? { may: m.licenceMayDo, must: m.licenceMust } : { may: ui.m.pictures.mayDo, must: ui.m.pictures.must }
  const joined = (parts: readonly string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${m.and} ${parts.at(-1) ?? ''}`)
  const rights = [may.share, ...(licence.nd ? [] : [may.adapt]), ...(licence.nc ? [] : [may.sell])]
  const duties = [...(licence.by ? [must.credit] : []), ...(licence.by && !licence.nd ? [must.changes] : []), ...(licence.sa ? [must.alike] : []), ...(licence.nc ? [must.noSale] : []), ...(licence.nd ? [must.noChange] : [])]
  return `${m.licenceMay(joined(rights))}, ${duties.length === 0 ? m.licenceFree : m.licenceIf(joined(duties))}`
}

/**
 * The licence in plain words, its code in small print: the recommended one first, two other free ones, the rest folded below.
 * `allowed` is what the community accepts (all when empty); a licence the fiche already says stays choosable, as it is written.
 */
export function licenceChooser(ui: Ui, value: string, s: FieldShown, offer: { readonly recommended: string; readonly allowed: readonly string[] }): Html {
  const { forms: m } = ui.m
  const present = value === '' ? undefined : identify(value)
  const ids = [...new Set([offer.recommended, ...(offer.allowed.length > 0 ? offer.allowed : offeredLicences)])]
  const choices = ids.flatMap((id) => { const licence = identify(id); return licence ? [{ licence, value: present?.id === licence.id ? value : id }] : [] })
  const isOther = value !== '' && !choices.some((c) => c.value === value)
  const one = (licence: Licence, written: string, i: number): Html => html`<label class="check choice"><input type="radio" name="${s.name}" value="${written}"${written === value && html` checked`}${s.isWrong && html` aria-describedby="${s.described}"`}${s.isAsked && i === 0 && html` autofocus`}> <span class="term"><span>${licenceSentence(ui, licence)}</span><span class="hint">${licence.shortName}${licence.id === offer.recommended ? html` <span class="recommended">${m.licenceRecommended}</span>` : ''}</span></span></label>`
  const first = choices.filter((c) => isFree(c.licence)).slice(0, 3)
  const others = choices.filter((c) => !first.includes(c))
  const foreign = present ? one(present, value, -1) : html`<label class="check choice"><input type="radio" name="${s.name}" value="${value}" checked> <span class="term"><span>${value}</span><span class="hint">${m.licencePresent}</span></span></label>`
  return html`<div class="choices">${isOther ? foreign : ''}${first.map((c, i) => one(c.licence, c.value, i))}</div>${others.length === 0 ? '' : html`<details class="more-licences"${others.some((c) => c.value === value) && html` open`}><summary>${m.licenceOthers}</summary><div class="choices">${others.map((c) => one(c.licence, c.value, -1))}</div></details>`}`
}
