import { exactTexts, textWords } from './exact-text.js'
import { identify, type Licence } from './identify.js'
import { mentionsIn } from './mentions.js'
import { statementsIn } from './prose.js'

interface Named { readonly label: string; readonly licence?: Licence }

/** Titles only one licence has, at the very start of its file; what differs from the text known word for word is not decided by more than that. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/^(?:creative commons legal code )?cc0 1\.0 (?:universal|universel)/i, 'CC0-1.0'],
  [/^apache license,? version 2\.0/i, 'Apache-2.0'],
  [/^gnu affero general public license version 3/i, 'AGPL-3.0-only'],
  [/^gnu lesser general public license version 3/i, 'LGPL-3.0-only'],
  [/^gnu general public license version 3/i, 'GPL-3.0-only'],
  [/^gnu general public license version 2/i, 'GPL-2.0-only'],
  [/^gnu free documentation license version 1\.3/i, 'GFDL-1.3-only'],
  [/^gnu free documentation license version 1\.2/i, 'GFDL-1.2-only'],
  [/^(?:licence art libre|free art license)\s*(?:\[?\s*copyleft attitude\s*\]?)?\s*(?:\(?(?:lal|fal)\)?|version)?\s*1\.3/i, 'LAL-1.3'],
  [/^(?:licence art libre|free art license)\s*(?:\[?\s*copyleft attitude\s*\]?)?\s*(?:\(?(?:lal|fal)\)?|version)?\s*1\.2/i, 'LAL-1.2'],
  [/^licence ouverte ?\/ ?open licen[cs]e version 2\.0/i, 'etalab-2.0'],
  [/^licence ouverte ?\/ ?open licen[cs]e version 1\.0/i, 'LicenseRef-etalab-1.0'],
  [/^(?:## )?odc open database license|^open database license \(odbl\)/i, 'ODbL-1.0'],
]
/** A text under a known title that gives more, or takes back, than the licence does. */
const EXCEPTION = /special exception|in addition to the permissions|linking exception|commons clause/i
/** Under this many words a file is a notice, which names a licence; above, it is the text of one, or explanations. */
const NOTICE_WORDS = 150
/** From here on a text is no deed: it is a legal code, and the official ones are known word for word. */
const DEED_WORDS = 800
/** A Creative Commons title at the start, its elements spelled out, with what follows the version (a jurisdiction, « International »). */
const CC_TITLE = /^(?:creative commons (?:legal code|licen[cs]e deed|deed)?\s*)?(?:creative commons )?((?:attribution|paternit[ée])[a-zéèà’' –-]{0,110}?\s+\d\.\d)((?:\s+[a-z]{2,14}){0,3})/i
/** Words of a text that grants rights by itself: what licences it names besides are not its own. */
const GRANTS = /permission (?:is|to use)|hereby grants?|redistributions? (?:and use|of source|in)|conditions (?:are|is) met|vous (?:êtes autoris|avez la libert|pouvez (?:copier|diffuser))|may (?:copy|be (?:used|copied|distributed))|freely|provided that|l['’]autorisation est donn/i
const RESERVED = 'LicenseRef-ARR'
/** « All rights reserved » reserves when it is about all that is said. */
const RESERVED_WORDS = 40

/** What a LICENSE or LICENSES/* file says: the licences it names, none when nothing is recognised. Addresses and exact texts first; likeness never decides. */
export function licencesOfFile(path: string, text: string): readonly Named[] {
  const name = path.split('/').at(-1) ?? path
  // REUSE: the file name is the SPDX id.
  if (/(?:^|\/)LICENSES\//.test(path)) return [entry(name.replace(/\.(?:txt|md|html)$/i, ''))]
  const spdx = /SPDX-License-Identifier:\s*([A-Za-z0-9.+-]+)/.exec(text.slice(0, 2000))
  if (spdx?.[1]) return [entry(spdx[1])]
  const own = ownAddress(text)
  if (own) return [own]
  const { ids, isChanged } = exactTexts(text)
  if (isChanged) return ids.map(id => ({ label: `${id}, avec un ajout qui la change` }))
  if (ids.length > 0) return ids.map(entry)
  const flat = startOf(text)
  const length = textWords(text).length
  const isNotice = length < NOTICE_WORDS
  const titled = ccTitled(flat, text, length)
  if (titled) return [titled]
  for (const [pattern, id] of TITLES) if (pattern.test(flat)) return [EXCEPTION.test(text) ? { label: `${id}, avec une exception` } : entry(id)]
  if (/^mit license(?!\w)/i.test(flat) && isNotice && !GRANTS.test(text.slice(0, 4000))) return [entry('MIT')]
  return isNotice ? noticed(text) : explained(text)
}

/** A saved page of a licence says its own address: `rel="canonical"`, or the subject of its RDFa. */
function ownAddress(text: string): Named | undefined {
  const head = text.slice(0, 20_000)
  const link = /<link\b[^>]{0,500}>/gi
  for (const [tag] of head.matchAll(link)) if (/rel=["']canonical["']/i.test(tag)) return addressed(/href=["']([^"']{1,300})["']/i.exec(tag)?.[1])
  return addressed(/<(?:head|body)\b[^>]{0,500}\babout=["']([^"']{1,300})["']/i.exec(head)?.[1])
}

function addressed(address: string | undefined): Named | undefined {
  const licence = address === undefined || !/^https?:/i.test(address) ? undefined : identify(address)
  return address !== undefined && licence ? { label: address, licence } : undefined
}

/** The text without front matter, markup and line ends. */
function startOf(text: string): string {
  return text.slice(0, 3000).replace(/^\uFEFF/, '').replace(/^(?:---\r?\n[\s\S]{0,800}?\r?\n---\r?\n)/, '').replace(/<[^>]{0,500}>/g, ' ').replace(/«\s|\s»|[*_#"]/g, ' ').replace(/[\s=-]*\n[\s=-]*/g, ' ').replace(/\s+/g, ' ').trim()
}

/** A title names the elements; the text under it must name no other one, and no country the title does not. */
function ccTitled(flat: string, text: string, length: number): Named | undefined {
  const [, title, tail = ''] = CC_TITLE.exec(flat) ?? []
  if (title === undefined) return undefined
  const place = PLACES.find(([words]) => words.test(tail.trim()))
  const licence = identify(`Creative Commons ${title.trim()}${place ? ` ${place[1]}` : ''}`)
  if (licence === undefined) return { label: title.trim() }
  const isElsewhere = place === undefined && /^\s*(?:[a-z]{2,14}\s+)?(?:states|kingdom|wales|australia|austria|netherlands|germany|canada|spain|italy|japan|scotland)\b/i.test(tail)
  const denied = ELEMENTS.some(([words, has]) => has(licence) !== words.test(text.slice(0, 100_000)) && (words.test(text.slice(0, 100_000)) || length >= NOTICE_WORDS))
  return isElsewhere || denied || length >= DEED_WORDS ? { label: title.trim() } : { label: title.trim(), licence }
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:international|unported|generic|g[ée]n[ée]rique|non transpos)/i, ''], [/^france|^fr\b/i, 'FR'], [/^igo|^intergovernmental/i, 'IGO'], [/^united states|^us\b/i, 'US'], [/^uk\b|^england/i, 'UK'], [/^australia/i, 'AU'],
  [/^canada/i, 'CA'], [/^(?:belgium|belgique|belgi[eë])/i, 'BE'], [/^(?:switzerland|suisse|schweiz)/i, 'CH'], [/^(?:germany|deutschland)/i, 'DE'], [/^luxembourg/i, 'LU'],
]
/** Each element by the words only its licences use, in English and French legal codes and deeds. */
const ELEMENTS: readonly (readonly [RegExp, (licence: Licence) => boolean])[] = [
  [/non-?\s?commercial(?!\s+(?:entit|use of the trademark))|pas d[’']\s?utilisation commerciale|commercial advantage|avantage commercial|may not use the (?:material|work) for commercial/i, licence => licence.nc],
  [/share ?-?alike|partage (?:dans les m[êe]mes conditions|(?:des conditions initiales )?[àa] l[’']identique)|same license elements|under the same license as the original/i, licence => licence.sa],
  [/no ?-?deriv(?:ative)?s?\b|pas de modifications?|pas d[’']œuvres? d[ée]riv[ée]es?|may not distribute the modified material|but not share,? adapted material/i, licence => licence.nd],
]

/** A short file names its licences; « tous droits réservés » beside a grant or a licence is no reservation. */
function noticed(text: string): readonly Named[] {
  const mentions = mentionsIn(text.slice(0, 4000).replace(/\r?\n/g, ' ').replace(/<[^>]{0,500}?href=["']([^"']+)["'][^>]{0,500}>/g, ' $1 '))
  const others = mentions.filter(({ licence }) => licence?.id !== RESERVED)
  // Terms of its own that nobody here has read: whatever it names besides, it is another licence.
  if (EXCEPTION.test(text) || (GRANTS.test(text) && /disclaim|warrant|liab|garantie|redistribut/i.test(text))) return others.map(({ label }) => ({ label }))
  if (others.length === 0 && (textWords(text).length > RESERVED_WORDS || GRANTS.test(text) || /permi|free|libre|licen[cs]e\s+(?:to|of)/i.test(text))) return []
  return (others.length > 0 ? others : mentions).map(named)
}

/** A long file that is no known text: only a sentence that declares a licence counts, and none where it grants by itself. */
function explained(text: string): readonly Named[] {
  if (GRANTS.test(text) && /disclaim|warrant|liab|garantie|redistribut/i.test(text)) return []
  return statementsIn(text).filter(({ about, mention }) => about !== 'source' && mention.licence?.id !== RESERVED).map(({ mention }) => named(mention))
}

const named = ({ label, licence }: Named): Named => licence === undefined ? { label } : { label, licence }

/** Whether a path is that of a licence file: LICENSE, LICENCE.md, COPYING, LICENSES/…. */
export function isLicencePath(path: string): boolean {
  const name = path.split('/').at(-1) ?? path
  return /(?:^|\/)LICENSES\/[^/]+$/.test(path) || /^(?:licen[cs]es?|copying|unlicense)(?:[.-][\w.-]+)?$/i.test(name) && !/\.(?:tsx?|jsx?|mjs|cjs|css|json|pdf|png|svg)$/i.test(name)
}

function entry(label: string): Named {
  const licence = identify(label)
  return licence === undefined ? { label } : { label, licence }
}
