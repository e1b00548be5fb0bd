/** A fiche as linked data, and back. The mapping itself is data: `linked-data/field-terms.ts`, `linked-data/type-terms.ts`. */
export { ficheToJsonLd, type JsonLd } from './linked-data/fiche-to-jsonld.js'
export type { JsonLdFrame } from './linked-data/frame.js'
export { jsonLdToHeader } from './linked-data/jsonld-to-header.js'
export { canonicalHeader } from './linked-data/canonical.js'
export { coreContext, profileContext } from './linked-data/contexts.js'
