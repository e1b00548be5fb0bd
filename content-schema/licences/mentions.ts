import { identify, type Licence } from './identify.js'

/** A licence named inside a sentence: what was written, and the licence when it is known. */
export interface Mention { readonly label: string; readonly licence?: Licence; readonly at: number }

const ADDRESS = /https?:\/\/(?:www\.)?(?:creativecommons\.org\/(?:licenses|publicdomain)\/|artlibre\.org\/|gnu\.org\/(?:licenses|copyleft)\/|opendatacommons\.org\/licenses\/|etalab\.gouv\.fr\/|opensource\.org\/licen[cs]es?\/|apache\.org\/licenses\/|spdx\.org\/licenses\/)[^\s)\]>"'»]{0,200}/gi

/** Wordings of a Creative Commons licence inside running text, codes and full names, French and English. */
const CC_WORD = String.raw`(?:by|sa|nc|nd|zero|attribution|paternit[ée]|pas d[’']utilisation commerciale|utilisation non[ -]commerciale|non[ -]?commerc\w+|pas de modifications?|no ?deriv\w*(?: works)?|share ?-?alike|partage (?:dans les m[êe]mes conditions|(?:des conditions initiales )?[àa] l[’']identique)|0)`
const CC_JOIN = String.raw`[\s,+–—/_-]{0,3}`
const CC_TAIL = String.raw`(?:${CC_JOIN}(?:version |v)?\d(?:\.\d)?)?(?:[\s-]{1,2}(?:international|unported|generic|universel|universal|non transpos[ée]|france|FR|DE|US|UK|IGO)\b)?`
const CC = new RegExp(String.raw`(?<![\p{L}\d])(?:creative[ -]?commons?|CC)(?:[\s,–—:/_*-]{0,4}(?:licen[cs]e )?${CC_WORD}(?![\p{L}]))(?:${CC_JOIN}${CC_WORD}(?![\p{L}])){0,8}${CC_TAIL}`, 'giu')
const CC_NAME = new RegExp(String.raw`(?<![\p{L}\d])(?:attribution|paternit[ée])(?:${CC_JOIN}${CC_WORD}(?![\p{L}])){0,6}[\s-]{1,2}\d(?:\.\d)(?:[\s-]{1,2}(?:international|unported|france)\b)?`, 'giu')
const OTHERS: readonly RegExp[] = [
  // In lower case « licence ouverte » is any open licence; with capitals it is Etalab's.
  /(?<![\p{L}])(?:Licence Ouverte|LICENCE OUVERTE)(?: ?\/ ?Open Licen[cs]e)?(?: (?:v|version )?\d(?:\.\d)?)?(?! ?(?:v|version )?\d)/gu,
  /(?<![\p{L}])(?:Open Licen[cs]e)(?: (?:v|version )?\d(?:\.\d)?)(?![\d.]\d)/gu,
  /(?<![\p{L}\d])(?:CC0|LAL|FAL|GFDL|ODbL|etalab(?=[ -]\d))(?:[ -]\d\.\d(?:-or-later|-only)?)?(?![\p{L}\d])/giu,
  /(?<![\p{L}])(?:licence art libre|free art license|licence ouverte(?: ?\/ ?open licence)?(?= ?(?:v|version )?\d| ?\(?etalab)|licence de documentation libre gnu|gnu free documentation license|open database license)(?:[ ,]{1,2}(?:v|version )?\d(?:\.\d)?)?/giu,
  /(?<![\p{L}\d])(?:GNU )?(?:AGPL|GPL)[ -]?(?:v|version )?\d(?:\.\d)?(?:-or-later|-only|\+)?(?![\p{L}\d])/giu,
  /(?<![\p{L}])(?:MIT license|licence MIT|Apache (?:license )?2\.0)(?![\p{L}])/giu,
  /(?<![\p{L}])(?:tous droits r[ée]serv[ée]s|all rights reserved)(?![\p{L}])/giu,
]

/** An upper-case element right after a name, glued to a word or behind punctuation. */
const HIDDEN_ELEMENT = /^[^\p{L}\d]{0,6}(?:et |and |& )?(SA|NC|ND)(?:(?![\p{L}])|[A-Z][a-z])/u

/** The licences a line names, in the order of the line; a name and its own address count once. */
export function mentionsIn(line: string): Mention[] {
  const text = line.slice(0, 4000)
  const found: Mention[] = []
  const add = (label: string, at: number): void => {
    const licence = identify(label.replace(/[.,;:!?*_]+$/, ''))
    found.push(licence === undefined ? { label, at } : { label, licence, at })
  }
  for (const match of text.matchAll(ADDRESS)) {
    const label = match[0].replace(/[.,;:!?*_]+$/, '')
    if (identify(label)) add(label, match.index)
  }
  const bare = text.replace(/https?:\/\/\S{1,500}/g, address => ' '.repeat(address.length)).replace(/\p{Cf}/gu, ' ')
  for (const match of bare.matchAll(CC)) {
    // « BY SAContact », « BY (SA) »: an element the wording hides must never be dropped, it would read as more permissive.
    const hidden = HIDDEN_ELEMENT.exec(bare.slice(match.index + match[0].length, match.index + match[0].length + 12))
    // « CC BY-SA by Lou »: the last « by » opens the author's name.
    if (hidden === null) add(match[0].trim().replace(/(?<=\bby\b.*)\s+by$/i, ''), match.index)
    else if (/^\s?(?:SA|NC|ND)[A-Z][a-z]/.test(hidden[0])) add(`${match[0].trim()}-${hidden[1]}`, match.index)
    else found.push({ label: `${match[0].trim()}${hidden[0]}`, at: match.index })
  }
  const taken = (at: number): boolean => found.some(mention => at >= mention.at && at < mention.at + mention.label.length)
  for (const match of bare.matchAll(CC_NAME)) if (!taken(match.index)) add(match[0].trim(), match.index)
  for (const pattern of OTHERS) for (const match of bare.matchAll(pattern)) if (!taken(match.index)) add(match[0].trim(), match.index)
  return merged(found.sort((a, b) => a.at - b.at))
}

/** « CC BY-SA » beside an address of CC BY-SA 4.0 is one licence: the address says the version. */
function merged(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = []
  for (const mention of mentions) {
    const twin = kept.findIndex(other => other.licence !== undefined && mention.licence !== undefined && other.licence.family === mention.licence.family
      && (other.licence.id === mention.licence.id || !other.licence.versionKnown || !mention.licence.versionKnown))
    const other = kept[twin]
    if (other === undefined) kept.push(mention)
    else if (mention.licence?.versionKnown === true && other.licence?.versionKnown !== true) kept[twin] = { ...mention, at: other.at }
  }
  return kept
}
