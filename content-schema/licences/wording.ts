import { CLAUSES, SENTENCES } from './data/sentences.js'
import { identify, type Licence } from './identify.js'

/** The sentences of a code, French and English, with the short names of the source and of the label. */
export function wordsOf(code: string, source: string | undefined, target: string | undefined): { readonly fr: string; readonly en: string } {
  const sentence = SENTENCES[code]
  if (!sentence) throw new Error(`no sentence for ${code}`)
  const label = target === undefined ? undefined : identify(target)?.shortName ?? target.replace(/\s+/g, ' ').trim().slice(0, 80)
  const fill = (text: string, missing: string): string => text.replaceAll('{s}', source || missing).replaceAll('{t}', label || missing)
  return { fr: fill(sentence.fr, 'cette licence'), en: fill(sentence.en, 'this licence') }
}

/** The clause a code rests on: that of the source licence itself where a sentence serves several licences. */
export function clauseOf(code: string, licence: Licence | undefined): { readonly label: string; readonly uri: string } {
  const named = SENTENCES[code]?.clause ?? 'cc-compat'
  if (licence && SHARED.has(named)) {
    if (licence.family.startsWith('CC-BY') && licence.version !== undefined) return ccClause(licence, named)
    if (licence.family === 'LAL' && (code === 'OK_LATER' || code === 'SA_EARLIER_VERSION')) return { label: `${licence.nameFr}, article ${licence.version === '1.2' ? 6 : 9}`, uri: licence.uri }
    const own = FAMILY_CLAUSES[licence.family]
    if (own) return CLAUSES[own]
    if (!licence.family.startsWith('CC-')) return { label: `${licence.shortName}, texte de la licence`, uri: licence.uri }
  }
  return CLAUSES[code === 'VERSION_ONLY' && licence?.family !== 'GFDL' ? 'gpl' : named]
}

function ccClause(licence: Licence, named: string): { label: string; uri: string } {
  const is4 = licence.version === '4.0'
  const section = named === 'cc-nd' ? (is4 ? '2(a)(1)' : '1, 3') : named === 'cc-sa' ? (is4 ? '3(b)' : '4(b)') : named === 'cc-nc' ? (is4 ? '1, 2(a)(1)' : '4') : is4 ? '3(a)' : '4'
  return { label: `${licence.shortName}, section ${section}`, uri: `${licence.uri}legalcode` }
}

const SHARED = new Set(['cc-by', 'cc-sa', 'lal', 'cc-nd', 'cc-nc', 'code', 'lo'])
const FAMILY_CLAUSES: Readonly<Record<string, keyof typeof CLAUSES>> = { CC0: 'cc0', 'CC-PDM': 'cpi-moral', LAL: 'lal', etalab: 'lo', GFDL: 'gfdl', GPL: 'gpl', AGPL: 'gpl', LGPL: 'gpl', ODbL: 'odbl', ARR: 'cpi' }
