import type { FicheFields } from '../fiche-fields.js'
import { wellFormed } from './namespaces.js'

/** What the fiche itself does not know: its page, who hosts it, its dates (ISO 8601) and version, where it comes from. */
export interface JsonLdFrame {
  /** The instance's address, without a last slash: our terms, vocabularies and contexts are served there. */
  readonly site: string
  /** The fiche's page, and its lasting name. */
  readonly url: string
  readonly community?: { readonly handle: string; readonly name: string }
  readonly dates?: { readonly created?: string; readonly published?: string; readonly modified?: string }
  readonly version?: string
  /** Address of the licence, when the repository declares one. */
  readonly licence?: string
  readonly basedOn?: readonly { readonly url: string; readonly title: string }[]
  /** Who wrote it according to its history. */
  readonly creators?: readonly { readonly name: string; readonly url?: string }[]
}

/** The language of the fiche, when it is written as BCP 47 wants it. */
export function languageTag(fields: FicheFields): string | undefined {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(fields.langue) ? fields.langue : undefined
}

/** Where a file of the resource can be fetched. */
export function fileAddress(frame: Pick<JsonLdFrame, 'url'>, path: string): string {
  return `${frame.url}/fichiers/${path.split('/').map(segment => encodeURIComponent(wellFormed(segment))).join('/')}?brut=1`
}

/** The path of a file from its address; the address itself when it is elsewhere. */
export function filePath(frame: Pick<JsonLdFrame, 'url'>, address: string): string {
  const base = `${frame.url}/fichiers/`
  return address.startsWith(base) && address.endsWith('?brut=1') ? decodeURIComponent(address.slice(base.length, -'?brut=1'.length)) : address
}
