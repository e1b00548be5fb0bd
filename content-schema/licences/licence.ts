/** What a licence is made for; a software licence over a text is a question, not an answer. */
export type LicenceKind = 'content' | 'data' | 'software' | 'public-domain' | 'reserved'

/** A known licence, in the words a person needs. `id` is the SPDX id, or `LicenseRef-…` where SPDX has none. */
export interface Licence {
  readonly id: string
  readonly uri: string
  readonly nameFr: string
  readonly nameEn: string
  readonly shortName: string
  /** Attribution, share-alike, non-commercial, no-derivatives. */
  readonly by: boolean
  readonly sa: boolean
  readonly nc: boolean
  readonly nd: boolean
  readonly known: true
  /** False for « CC BY-SA » alone: readable, but « version à préciser ». */
  readonly versionKnown: boolean
  readonly kind: LicenceKind
  /** What versions and ports of one licence share: `CC-BY-SA`, `LAL`, `GFDL`… */
  readonly family: string
  readonly version?: string
  /** Jurisdiction of a port, upper case. */
  readonly port?: string
  /** Whether later versions may be chosen (`-or-later`). */
  readonly orLater?: boolean
  /** GFDL: whether the licensor states invariant sections or cover texts; absent when nothing is stated. */
  readonly invariants?: boolean
  readonly mayFr: readonly string[]
  readonly mayEn: readonly string[]
  readonly mustFr: readonly string[]
  readonly mustEn: readonly string[]
}

/** Free in the sense of free culture: shared, changed and sold by anyone. */
export function isFree(licence: Licence): boolean {
  return !licence.nc && !licence.nd && licence.kind !== 'reserved'
}
