import type { Licence } from '../../content-schema/licences/licence.js'

/** A licence as programs read it. */
export const licenceView = (site: string, licence: Licence): object => ({
  id: licence.id, uri: licence.uri, page: `${site}/licences/${licence.id}`, name: { fr: licence.nameFr, en: licence.nameEn }, shortName: licence.shortName, kind: licence.kind, family: licence.family,
  version: licence.version ?? null, port: licence.port ?? null, elements: { by: licence.by, sa: licence.sa, nc: licence.nc, nd: licence.nd },
  may: { fr: licence.mayFr, en: licence.mayEn }, must: { fr: licence.mustFr, en: licence.mustEn },
})

const CC = 'http://creativecommons.org/ns#'

/** The same in the terms of Creative Commons' own vocabulary (ccREL): what it permits, requires and prohibits. */
export function licenceJsonLd(licences: readonly Licence[]): object {
  return {
    '@context': { cc: CC, dct: 'http://purl.org/dc/terms/', permits: { '@id': 'cc:permits', '@type': '@id' }, requires: { '@id': 'cc:requires', '@type': '@id' }, prohibits: { '@id': 'cc:prohibits', '@type': '@id' }, title: { '@id': 'dct:title', '@container': '@language' }, identifier: 'dct:identifier' },
    '@graph': licences.map((licence) => {
      const isReserved = licence.kind === 'reserved'
      return {
        '@id': licence.uri, '@type': 'cc:License', identifier: licence.id, title: { fr: licence.nameFr, en: licence.nameEn },
        permits: isReserved ? [] : ['cc:Reproduction', 'cc:Distribution', ...(licence.nd ? [] : ['cc:DerivativeWorks'])],
        requires: isReserved ? [] : [...(licence.by ? ['cc:Attribution', 'cc:Notice'] : []), ...(licence.sa ? ['cc:ShareAlike'] : [])],
        prohibits: licence.nc && !isReserved ? ['cc:CommercialUse'] : [],
      }
    }),
  }
}
