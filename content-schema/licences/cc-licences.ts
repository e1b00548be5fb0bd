import type { Licence } from './licence.js'

/** The Creative Commons licences: six families × versions × ports, generated from what their texts say. */
export type CcElement = 'by' | 'sa' | 'nc' | 'nd'

const VERSIONS = new Set(['1.0', '2.0', '2.1', '2.5', '3.0', '4.0'])
/** Jurisdictions with ported licences (creativecommons.org/licenses, all versions together). */
const PORTS = new Set('AR AT AU AZ BE BG BR CA CH CL CN CO CR CZ DE DK EC EE EG ES FI FR GR GT HK HR HU IE IGO IL IN IT JP KR LU MK MT MX MY NL NO NZ PE PH PL PR PT RO RS SCOTLAND SE SG SI TH TW UG UK US VE VN ZA'.split(' '))
/** Ports that have an SPDX id of their own. */
const SPDX_PORTS = new Set([
  'CC-BY-2.5-AU', 'CC-BY-3.0-AT', 'CC-BY-3.0-AU', 'CC-BY-3.0-DE', 'CC-BY-3.0-IGO', 'CC-BY-3.0-NL', 'CC-BY-3.0-US', 'CC-BY-NC-3.0-DE',
  'CC-BY-NC-ND-3.0-DE', 'CC-BY-NC-ND-3.0-IGO', 'CC-BY-NC-SA-2.0-DE', 'CC-BY-NC-SA-2.0-FR', 'CC-BY-NC-SA-2.0-UK', 'CC-BY-NC-SA-3.0-DE',
  'CC-BY-NC-SA-3.0-IGO', 'CC-BY-ND-3.0-DE', 'CC-BY-SA-2.0-UK', 'CC-BY-SA-2.1-JP', 'CC-BY-SA-3.0-AT', 'CC-BY-SA-3.0-DE', 'CC-BY-SA-3.0-IGO',
])
const NAMES: Readonly<Record<CcElement, { fr: string; en: string }>> = {
  by: { fr: 'Attribution', en: 'Attribution' },
  nc: { fr: 'Pas d’utilisation commerciale', en: 'NonCommercial' },
  nd: { fr: 'Pas de modification', en: 'NoDerivatives' },
  sa: { fr: 'Partage dans les mêmes conditions', en: 'ShareAlike' },
}

export function isCcVersion(version: string): boolean {
  return VERSIONS.has(version)
}

export function isPort(code: string): boolean {
  return PORTS.has(code.toUpperCase())
}

/**
 * The licence with these elements, version and port; undefined for a combination that does not exist. Without version it is
 * the family alone (`LicenseRef-CC-BY-SA`). 4.0 has no ports: a language after it names a translation of the same licence.
 */
export function ccLicence(elements: ReadonlySet<CcElement>, version?: string, port?: string): Licence | undefined {
  if (!elements.has('by') || (elements.has('sa') && elements.has('nd'))) return undefined
  if (version !== undefined && !VERSIONS.has(version)) return undefined
  const jurisdiction = version === undefined || version === '4.0' || version === '1.0' ? undefined : port?.toUpperCase()
  if (jurisdiction !== undefined && !PORTS.has(jurisdiction)) return undefined
  if (version === '2.1' && jurisdiction === undefined) return undefined
  const parts = (['by', 'nc', 'nd', 'sa'] as const).filter(element => elements.has(element))
  const family = `CC-${parts.join('-').toUpperCase()}`
  const plain = [family, version, jurisdiction].filter(part => part !== undefined).join('-')
  const id = version === undefined || (jurisdiction !== undefined && !SPDX_PORTS.has(plain)) ? `LicenseRef-${plain}` : plain
  const path = version === '1.0' && elements.has('nd') && elements.has('nc') ? 'by-nd-nc' : parts.join('-')
  const suffix = [version ?? '', jurisdiction === undefined ? '' : ` ${jurisdiction}`].join('')
  const scope = version === undefined ? { fr: ' (version à préciser)', en: ' (version not stated)' }
    : version === '4.0' ? { fr: ' 4.0 International', en: ' 4.0 International' } : { fr: ` ${suffix}`, en: ` ${suffix}` }
  return {
    id,
    uri: version === undefined ? `https://creativecommons.org/licenses/${path}/` : `https://creativecommons.org/licenses/${path}/${version}/${jurisdiction === undefined ? '' : `${jurisdiction.toLowerCase()}/`}`,
    nameFr: `Creative Commons ${parts.map(part => NAMES[part].fr).join(' – ')}${scope.fr}`,
    nameEn: `Creative Commons ${parts.map(part => NAMES[part].en).join('-')}${scope.en}`,
    shortName: `CC ${parts.join('-').toUpperCase()}${suffix === '' ? '' : ` ${suffix}`}`,
    by: true, sa: elements.has('sa'), nc: elements.has('nc'), nd: elements.has('nd'),
    known: true, versionKnown: version !== undefined, kind: 'content', family,
    ...(version === undefined ? {} : { version }), ...(jurisdiction === undefined ? {} : { port: jurisdiction }),
    ...ccDuties(elements),
  }
}

function ccDuties(elements: ReadonlySet<CcElement>): Pick<Licence, 'mayFr' | 'mayEn' | 'mustFr' | 'mustEn'> {
  const nc = elements.has('nc')
  const nd = elements.has('nd')
  const mayFr = ['Copier et partager le texte']
  const mayEn = ['Copy and share the text']
  if (!nd) { mayFr.push('L’adapter, le traduire, le mélanger à d’autres'); mayEn.push('Adapt, translate and mix it') }
  if (!nc) { mayFr.push('Le faire aussi dans un cadre commercial'); mayEn.push('Do so commercially too') }
  const mustFr = ['Citer les personnes qui l’ont écrit, la source et la licence', ...(nd ? [] : ['Dire ce que vous avez changé'])]
  const mustEn = ['Credit its authors, the source and the licence', ...(nd ? [] : ['Say what you changed'])]
  if (elements.has('sa')) { mustFr.push('Partager votre version sous la même licence'); mustEn.push('Share your version under the same licence') }
  if (nc) { mustFr.push('Ne pas en faire un usage commercial'); mustEn.push('Make no commercial use of it') }
  if (nd) { mustFr.push('Ne pas diffuser de version modifiée'); mustEn.push('Share no modified version') }
  return { mayFr, mayEn, mustFr, mustEn }
}
