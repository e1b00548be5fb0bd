import { isRecord } from '../header.js'
import { identify } from '../licences/identify.js'
import { BUILT_IN_LEXICON, type Lexicon } from '../lexicon.js'
import { minutesOf } from '../durations.js'
import { canonicalHeader, webAddress, type Readable } from './canonical.js'
import { fieldTermsFor } from './field-terms.js'
import { fileAddress, languageTag, type JsonLdFrame } from './frame.js'
import { conceptIri, contextUrl, LRMI_TYPES, SCHEMA } from './namespaces.js'
import { extensionOf, extensionTerms } from './extension.js'
import { FICHE_CLASS, GROUP_NAME, TYPE_TERMS, UNKNOWN_TYPE } from './type-terms.js'
import type { FieldTerm, NodeValue, Part, Value } from './values.js'

export type JsonLd = Record<string, unknown>

/**
 * A fiche as JSON-LD: schema.org, LRMI, PAIR and our own terms. Only what is filled is written; no e-mail address ever is, nor an
 * address that is not http(s). `lexicon` has the names of terms, and the profiles whose `ext` blocks are understood.
 */
export function ficheToJsonLd(fiche: Readable, frame: JsonLdFrame, lexicon: Lexicon = BUILT_IN_LEXICON): JsonLd {
  const canonical = canonicalHeader(fiche, lexicon)
  const language = languageTag(fiche.fields)
  const known = TYPE_TERMS[fiche.fields.type ?? ''] ?? UNKNOWN_TYPE
  const shelves = lexicon.profiles.filter(profile => Object.keys(extensionOf(fiche.header, profile)).length > 0)
  const types = canonical['genre'] === 'personne' && fiche.fields.type === 'acteur' ? ['Person'] : known.types
  const said: JsonLd = {
    '@context': [{ '@vocab': SCHEMA, ...(language !== undefined && { '@language': language }) }, contextUrl(frame.site), ...shelves.map(profile => contextUrl(frame.site, profile.prefix))],
    '@id': frame.url,
    '@type': [...types, FICHE_CLASS],
    url: frame.url,
  }
  for (const line of fieldTermsFor(fiche.fields.type)) {
    const value = canonical[line.key]
    if (value === undefined) continue
    if (line.value.kind === 'flat') for (const part of line.value.parts) add(said, part.term, written(part, (value as JsonLd)[part.key], frame))
    else add(said, line.term, written(line, value, frame))
    if (line.also) addAlso(said, line, value, fiche, frame, lexicon)
  }
  if (known.lrmi !== undefined) said['learningResourceType'] = [LRMI_TYPES + known.lrmi, ...listOf(said['learningResourceType'])]
  addLicence(said, canonical['licence'], frame)
  const longest = isRecord(canonical['duree']) ? canonical['duree']['max'] ?? canonical['duree']['min'] : undefined
  if (typeof longest === 'string' && minutesOf(longest) !== undefined) said['timeRequired'] = longest
  for (const profile of shelves) {
    const own = extensionOf(fiche.header, profile)
    for (const line of extensionTerms(profile)) if (own[line.key] !== undefined) add(said, line.term, written(line, own[line.key], frame))
  }
  addHistory(said, frame)
  return said
}

/** What the history knows wins over what was once written by hand. */
function addHistory(said: JsonLd, frame: JsonLdFrame): void {
  const { community, dates, version, basedOn = [], creators = [] } = frame
  for (const origin of basedOn) add(said, 'isBasedOn', { '@id': origin.url, '@type': 'CreativeWork', name: origin.title })
  if (community && !listOf(said['maintainer']).some(one => isRecord(one) && one['identifier'] === community.handle)) {
    add(said, 'maintainer', { '@type': 'Organization', name: community.name, url: `${frame.site}/c/${community.handle}` })
  }
  if (dates?.created !== undefined) said['dateCreated'] = dates.created
  if (dates?.published !== undefined) said['datePublished'] = dates.published
  if (dates?.modified !== undefined) said['dateModified'] = dates.modified
  if (version !== undefined) said['version'] = version
  for (const { name, url } of creators) add(said, 'creator', { '@type': 'Person', name, ...(url !== undefined && { url }) })
}

/** An identified licence is an address; a name nobody knows is kept as it was written, and is no licence. */
function addLicence(said: JsonLd, written: unknown, frame: JsonLdFrame): void {
  delete said['license']
  const licence = typeof written === 'string' ? identify(written) : undefined
  if (licence !== undefined) said['cc:licenceSpdx'] = licence.id
  else if (typeof written === 'string') said['cc:licenceDeclaree'] = written
  const address = frame.licence ?? licence?.uri
  if (address !== undefined) said['license'] = address
}

/** The value as JSON-LD; undefined when there is nothing to say. */
function written({ value, many }: Pick<Part, 'value' | 'many'>, canonical: unknown, frame: JsonLdFrame): unknown {
  if (canonical === undefined) return undefined
  if (!many || !Array.isArray(canonical)) return one(value, canonical, frame, 0)
  const items = canonical.map((item, index) => one(value, item, frame, index)).filter(item => item !== undefined)
  return items.length === 0 ? undefined : items
}

function one(value: Value, canonical: unknown, frame: JsonLdFrame, index: number): unknown {
  switch (value.kind) {
    case 'concept': return conceptIri(frame.site, value.vocabulary, String(canonical))
    case 'licence': return identify(String(canonical))?.uri
    case 'file': return webAddress(String(canonical)) ?? fileAddress(frame, String(canonical))
    case 'ref': return reference(canonical, frame)
    case 'community': return { '@type': 'Organization', identifier: canonical, ...(/^[a-z0-9-]+$/.test(String(canonical)) && { url: `${frame.site}/c/${String(canonical)}` }) }
    case 'node': return nodeOf(value, canonical, frame, index)
    default: return canonical
  }
}

function nodeOf(value: NodeValue, canonical: unknown, frame: JsonLdFrame, index: number): JsonLd {
  const record = isRecord(canonical) ? canonical : { [value.main]: canonical }
  const type = value.type === 'Person' && GROUP_NAME.test(String(record['nom'] ?? '')) ? 'Organization' : value.type
  const said: JsonLd = { '@type': type, ...(value.ordered && { position: index + 1 }) }
  for (const part of value.parts) add(said, part.term, written(part, record[part.key], frame))
  return said
}

/** Another resource: by its address, or by `owner/slug`, which is an address here; with its title when it is known. */
function reference(said: unknown, frame: JsonLdFrame): JsonLd {
  const { titre, url } = isRecord(said) ? said : { titre: undefined, url: said }
  const name = titre === undefined ? {} : { name: titre }
  if (url === undefined) return { '@type': 'CreativeWork', ...name }
  const address = webAddress(String(url))
  if (address !== undefined) return { '@id': address, ...name }
  return { '@type': 'CreativeWork', ...name, identifier: url, ...(/^[a-z0-9-]+\/[a-z0-9-]+$/i.test(String(url)) && { url: `${frame.site}/${String(url)}` }) }
}

function addAlso(said: JsonLd, line: FieldTerm, canonical: unknown, { fields }: Readable, frame: JsonLdFrame, { labelOf }: Lexicon): void {
  const { also, value } = line
  if (also === undefined) return
  const language = fields.langue === 'en' ? 'en' : 'fr'
  for (const item of listOf(canonical)) {
    const label = (): unknown => ({ '@value': value.kind === 'concept' ? labelOf(value.vocabulary, String(item), language) : String(item), '@language': language })
    switch (also.as) {
      case 'same': add(said, also.term, one(value, item, frame, 0)); break
      case 'label': add(said, also.term, label()); break
      case 'audienceType': add(said, also.term, { '@type': 'Audience', audienceType: label() }); break
      case 'educationalRole': add(said, also.term, { '@type': 'EducationalAudience', educationalRole: label() }); break
      case 'work': add(said, also.term, { '@type': 'CreativeWork', text: item }); break
      case 'address': add(said, also.term, webAddress(String(item))); break
      case 'doi': add(said, also.term, webAddress(`https://doi.org/${String(item).replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, '')}`)); break
    }
  }
}

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value as unknown[] : [value])

/** Adds to what a term already says. */
function add(said: JsonLd, term: string, value: unknown): void {
  if (value === undefined) return
  said[term] = said[term] === undefined ? value : [...listOf(said[term]), ...listOf(value)]
}
