/** Where a text says that it comes from: its header, or the address it was imported from. */
import type { FicheFields } from '../../content-schema/fiche.js'
import type { CreditedWork } from './cite-input.js'

/** What the header says it derives from, or draws on. */
export const saidOrigins = ({ derive_de, sources }: Pick<FicheFields, 'derive_de' | 'sources'>): readonly CreditedWork[] => [
  ...derive_de.map(({ titre, url }): CreditedWork => ({ title: titre, authors: [], ...(url !== undefined && { url }) })),
  ...sources.map(({ titre, url }): CreditedWork => ({ title: titre, authors: [], relation: 'source', ...(url !== undefined && { url }) })),
]

/** Where an import comes from, when that is an address on the web: without the name and password it may hold. */
export function importedOrigin(source: string | undefined): readonly CreditedWork[] {
  if (source === undefined || !/^https?:\/\//i.test(source)) return []
  try {
    const url = new URL(source)
    url.username = ''
    url.password = ''
    return [{ title: url.host + url.pathname.replace(/\.git$/, ''), url: url.href, authors: [], relation: 'source' }]
  } catch { return [] }
}
