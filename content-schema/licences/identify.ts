import { ccLicence, isCcVersion, isPort, type CcElement } from './cc-licences.js'
import { OTHER_ADDRESSES, OTHER_LICENCES, OTHER_NAMES } from './data/licences.js'
import type { Licence } from './licence.js'

export { isFree, type Licence, type LicenceKind } from './licence.js'

const LABEL_LIMIT = 300
const byId = new Map(OTHER_LICENCES.map(licence => [licence.id.toLowerCase(), licence]))
/** Ids others use for what SPDX names differently. */
const ID_ALIASES: Readonly<Record<string, string>> = {
  'etalab-1.0': 'licenseref-etalab-1.0', 'licenseref-etalab-2.0': 'etalab-2.0', 'licenseref-cc-pdm-1.0': 'cc-pdm-1.0', 'pdm-1.0': 'cc-pdm-1.0',
  arr: 'licenseref-arr', 'licenseref-proprietary': 'licenseref-arr', 'licenseref-allrightsreserved': 'licenseref-arr', 'licenseref-all-rights-reserved': 'licenseref-arr',
  'gfdl-1.1': 'gfdl-1.1-only', 'gfdl-1.2': 'gfdl-1.2-only', 'gfdl-1.3': 'gfdl-1.3-only', 'gpl-3.0': 'gpl-3.0-only', 'gpl-2.0': 'gpl-2.0-only', 'agpl-3.0': 'agpl-3.0-only', 'lgpl-3.0': 'lgpl-3.0-only',
  'gpl-3.0+': 'gpl-3.0-or-later', 'gpl-2.0+': 'gpl-2.0-or-later', 'agpl-3.0+': 'agpl-3.0-or-later', 'fal-1.3': 'lal-1.3', 'fal-1.2': 'lal-1.2', 'lo-2.0': 'etalab-2.0', 'lo-1.0': 'licenseref-etalab-1.0',
}

/**
 * The licence a label names: SPDX id, `LicenseRef-`, address (http or https, deed, legal code, language, letter case), French
 * or English name. Undefined when the label says anything else besides: nothing is guessed, and « ou »/OR is left to
 * `expression.ts`.
 */
export function identify(label: string): Licence | undefined {
  const text = label.trim().replace(/^<([^<>]+)>$/, '$1').replace(/^\/\//, 'https://')
  if (text === '' || text.length > LABEL_LIMIT) return undefined
  const id = text.toLowerCase()
  const exact = byId.get(ID_ALIASES[id] ?? id)
  if (exact) return exact
  if (/^[a-z][a-z0-9+.-]*:\/\/|^www\.|^(?:creativecommons|artlibre|gnu|opendatacommons|opensource)\.org\//i.test(text)) return ofAddress(text)
  const words = folded(text)
  return ofCcName(words) ?? byName.get(words) ?? OTHER_NAMES.filter(([name]) => name.test(words)).map(([, known]) => byId.get(known.toLowerCase()))[0] ?? saidTwice(text)
}

/** « Licence Art Libre (LAL 1.3) »: a name and its code, when both say the same; the more precise of the two. */
function saidTwice(text: string): Licence | undefined {
  const [, name, code] = /^([^()]+)\(([^()]+)\)$/.exec(text) ?? []
  const a = name === undefined ? undefined : identify(name)
  const b = code === undefined ? undefined : identify(code)
  if (!a || !b || a.family !== b.family || (a.id !== b.id && a.versionKnown && b.versionKnown)) return undefined
  return a.versionKnown ? a : b
}

/** Lower case without accents, typographic variants or « licence » around the name. */
export function folded(label: string): string {
  return label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[’‘´`]/g, "'").replace(/[‐‑‒–—−_]/g, '-').replace(/["“”«»*]/g, ' ').replace(/\s+/g, ' ')
    .replace(/^(?:sous |under )?(?:la |une |the |a )?(?:licen[cs]es? )(?!ouverte|art libre|de documentation|mit|apache|etalab|proprietaire|publique)(?::|=)?\s*/, '')
    .replace(/^licen[cs]e ?[:=] ?/, '')
    .replace(/[\s.;,]+$/, '').replace(/ \((?:version a preciser|version not stated)\)$/, '').trim()
}

/** Every name the list itself gives a licence. */
const byName = new Map([...OTHER_LICENCES].reverse().flatMap(licence => [licence.nameEn, licence.nameFr, licence.shortName].map(name => [folded(name), licence] as const)))

function ofAddress(address: string): Licence | undefined {
  const bare = address.toLowerCase().replace(/^[a-z]+:\/\//, '').replace(/^www\./, '').replace(/[?#].*$/, '').replace(/\/{2,}/g, '/')
  const cc = /^creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)(?:\/([\d.]+))?(?:\/([a-z]{2,8}(?:[-_][a-z]{2,4})?))?(?:\/(?:deed|legalcode)(?:[.-][a-z]{2,3}(?:[-_][a-z]{2,4})?)?(?:\.html|\.txt)?)?\/?$/.exec(bare)
    ?? /^creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)(?:\/([\d.]+))?()(?:\/(?:deed|legalcode)(?:[.-][a-z]{2,3}(?:[-_][a-z]{2,4})?)?(?:\.html|\.txt)?)?\/?$/.exec(bare)
  const button = /^(?:i\.creativecommons\.org|licensebuttons\.net)\/(l|p)\/([a-z-]+)\/(\d\.\d)\/(?:([a-z]{2,8})\/)?[\w.-]+\.(?:png|svg)$/.exec(bare)
  if (button) return ofAddress(`creativecommons.org/${button[1] === 'p' ? 'publicdomain' : 'licenses'}/${button[2]}/${button[3]}/${button[4] === undefined ? '' : `${button[4]}/`}`)
  if (cc) {
    const [, part, code = '', version, place] = cc
    if (part === 'publicdomain') return version === undefined || version === '1.0' ? byId.get(code === 'zero' ? 'cc0-1.0' : code === 'mark' ? 'cc-pdm-1.0' : '') : undefined
    const elements = elementsOf(code.split('-'))
    if (place !== undefined && place !== '' && !/^(?:deed|legalcode)/.test(place) && !isPort(place)) return undefined
    return elements ? ccLicence(elements, version, place === '' || /^(?:deed|legalcode)/.test(place ?? '') ? undefined : place) : undefined
  }
  const spdx = /^spdx\.org\/licenses\/([a-z0-9.+-]+?)(?:\.html|\.json|\.txt)?$/.exec(bare)
  if (spdx?.[1]) return identify(spdx[1])
  return OTHER_ADDRESSES.filter(([pattern]) => pattern.test(bare)).map(([, known]) => byId.get(known.toLowerCase()))[0]
}

function elementsOf(codes: readonly string[]): ReadonlySet<CcElement> | undefined {
  const elements = new Set<CcElement>()
  for (const code of codes) {
    if ((code !== 'by' && code !== 'sa' && code !== 'nc' && code !== 'nd') || elements.has(code)) return undefined
    elements.add(code)
  }
  return elements
}

/** French and English wordings of each element, in the order they must be looked for. */
const WORDINGS: readonly (readonly [RegExp, CcElement])[] = [
  [/partage (?:dans les memes conditions|des conditions initiales a l'identique|a l'identique(?: des conditions initiales)?|selon les memes conditions|aux conditions identiques)/g, 'sa'],
  [/share ?-?alike|sharealike/g, 'sa'],
  [/pas d'(?:utilisation|usage) commerciale?|(?:utilisation|usage) non[ -]commerciale?|pas d'(?:utilisation|usage) commerciale? interdite|non[ -]?commerc[a-z]+/g, 'nc'],
  [/pas de modifications?|pas d'(?:oeuvre|oe?uvre)s? derivees?|sans modifications?|no[ -]?deriv(?:ative)?s?(?: works)?/g, 'nd'],
  [/attribution|paternite|citation de l'auteur/g, 'by'],
]

function ofCcName(words: string): Licence | undefined {
  let rest = ` ${words} `
  const spdx = /^(?: licenseref-)? ?cc-/.test(rest)
  let named = spdx
  rest = rest.replace(/licenseref-/g, ' ').replace(/\(c\)/g, ' ')
  // « Attribution – … 4.0 (CC BY-SA 4.0) »: the code in brackets must say the same as the words.
  const bracketed = /^(.+)\(((?:cc[ -]?)?by[a-z -]*[\d. ]*)\)(.*)$/.exec(rest)
  if (bracketed?.[2]) {
    const spelledOut = ofCcName(`${bracketed[1]} ${bracketed[3]}`.trim())
    const code = ofCcName(bracketed[2].startsWith('cc') ? bracketed[2].trim() : `cc ${bracketed[2].trim()}`)
    return spelledOut && code && spelledOut.family === code.family && (code.version === undefined || code.version === spelledOut.version) ? spelledOut : undefined
  }
  const elements = new Set<CcElement>()
  rest = rest.replace(/creative[ -]?commons?|(?<![a-z])cc(?![a-z0])/g, () => { named = true; return ' ' })
  let spelled = false
  for (const [wording, element] of WORDINGS) rest = rest.replace(wording, () => { elements.add(element); spelled = true; return ' ' })
  const repeated: string[] = []
  rest = rest.replace(/(?<![a-z])(by|sa|nc|nd)(?![a-z])/g, (_, code: CcElement) => {
    if (elements.has(code) && !spelled) repeated.push(code)
    elements.add(code)
    return ' '
  })
  const versions = [...rest.matchAll(/(?<![\d.])v? ?(\d)(?:\.(\d))?(?![\d.])/g)]
  if (repeated.length > 0 || versions.length > 1 || elements.size === 0) return undefined
  const version = versions[0] ? `${versions[0][1]}.${versions[0][2] ?? '0'}` : undefined
  if (version !== undefined && !isCcVersion(version)) return undefined
  rest = rest.replace(/(?<![\d.])v? ?\d(?:\.\d)?(?![\d.])/g, ' ').replace(/(?<![a-z])(?:licen[cs]es?|version|internationale?|unported|generic|generique|non transpose|the|la|license|public|contrat)(?![a-z])/g, ' ')
  const places = [...rest.matchAll(/(?<![a-z])(france|fr|igo|us|uk|de|be|ch|ca|at|nl|au|es|it|pt|lu|jp|germany|allemagne|suisse|belgique|belgium|united states)(?![a-z])/g)].map(match => match[1] ?? '')
  if (places.length > 1) return undefined
  rest = rest.replace(/(?<![a-z])(?:france|fr|igo|us|uk|de|be|ch|ca|at|nl|au|es|it|pt|lu|jp|germany|allemagne|suisse|belgique|belgium|united states)(?![a-z])/g, ' ')
  if (/[^\s\-/,:()+.]/.test(rest)) return undefined
  // « Attribution » or « BY » alone is a word, not yet a licence.
  if (!named && elements.size < 2 && !(spelled && version !== undefined)) return undefined
  if (named && !elements.has('by') && elements.size > 0) return undefined
  const port = places[0] === undefined ? undefined : PLACE_CODES[places[0]] ?? places[0]
  return ccLicence(elements, version, port)
}

const PLACE_CODES: Readonly<Record<string, string>> = { france: 'fr', germany: 'de', allemagne: 'de', suisse: 'ch', belgique: 'be', belgium: 'be', 'united states': 'us' }
