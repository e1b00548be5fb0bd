import { identify } from '../../content-schema/licences/identify.js'
import type { Licence } from '../../content-schema/licences/licence.js'
import type { PictureFacts } from './picture.js'

/** What somebody typed about a picture, as it comes back in the form. */
export interface TypedFacts {
  readonly alt: string
  /** Who made it; nobody has said yet when empty. */
  readonly maker: 'me' | 'other' | ''
  /** The name of another person. */
  readonly author: string
  /** `SAME_AS_FICHE`, `UNKNOWN_TO_THEM`, or the id of a licence; `otherLicence`, when it is filled, wins. */
  readonly licence: string
  readonly otherLicence: string
  readonly source: string
  readonly isModified: boolean
}

export const SAME_AS_FICHE = 'fiche'
export const UNKNOWN_TO_THEM = 'inconnue'
/** What the verdict engine is asked for a licence nobody can name: it stops, and says why. */
const TO_CLARIFY = 'licence à préciser'

export type FactField = 'file' | 'alt' | 'author' | 'licence' | 'source' | 'place'
/** What is asked for, beside its field; `key` names the sentence. */
export interface AskedFact { readonly field: FactField; readonly key: string }

const longest = { alt: 500, author: 200, source: 500 } as const
const clean = (text: string, most: number): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029\s]+/g, ' ').trim().slice(0, most)

/**
 * What is said of a picture, once nothing is missing: what it shows (WCAG 1.1.1), who made it and under which licence, and where it comes
 * from when somebody else made it and the licence asks to say so (CC 4.0 s3(a)(1)(A)(v)). Everything missing is asked for at once.
 */
export function factsSaid(typed: TypedFacts, known: { readonly me: string; readonly ficheLicence: Licence | undefined }): { readonly facts: PictureFacts; readonly asked?: undefined } | { readonly asked: readonly AskedFact[]; readonly facts?: undefined } {
  const alt = clean(typed.alt, longest.alt)
  const author = typed.maker === 'me' ? known.me : clean(typed.author, longest.author)
  const source = clean(typed.source, longest.source)
  const licence = licenceSaid(typed, known.ficheLicence)
  const asked: AskedFact[] = []
  if (alt === '') asked.push({ field: 'alt', key: 'picture.alt_missing' })
  if (typed.maker === '' || author === '') asked.push({ field: 'author', key: 'picture.author_missing' })
  if ('key' in licence) asked.push({ field: 'licence', key: licence.key })
  else if (typed.maker === 'other' && source === '' && licence.licence?.by === true) asked.push({ field: 'source', key: 'picture.source_missing' })
  if (asked.length > 0 || 'key' in licence) return { asked }
  // Whoever made it may change it.
  return { facts: { alt, author, licence: licence.licence?.id ?? TO_CLARIFY, source, isModified: typed.isModified && typed.maker === 'other' } }
}

function licenceSaid(typed: TypedFacts, ficheLicence: Licence | undefined): { readonly licence: Licence | undefined } | { readonly key: string } {
  const other = clean(typed.otherLicence, 300)
  if (other === '' && typed.licence === '') return { key: 'picture.licence_missing' }
  if (other === '' && typed.licence === UNKNOWN_TO_THEM) return { licence: undefined }
  if (other === '' && typed.licence === SAME_AS_FICHE) {
    // The fiche's licence is its authors' to give, not that of somebody else's picture.
    if (typed.maker === 'other') return { key: 'picture.licence_not_yours' }
    return ficheLicence ? { licence: ficheLicence } : { key: 'picture.licence_missing' }
  }
  const licence = identify(other === '' ? typed.licence : other)
  if (licence === undefined) return { key: 'picture.licence_unknown' }
  return licence.versionKnown ? { licence } : { key: 'picture.licence_version' }
}
