import type { Fiche } from '../../content-schema/fiche.js'
import { identify } from '../../content-schema/licences/identify.js'
import { recordPath, writeMediaRecord } from '../../content-schema/licences/media-record.js'
import { bodyToType } from '../../content-schema/typed-text.js'
import { parseFiche } from '../../content-schema/fiche.js'
import type { Actor } from '../domain/person.js'
import type { DraftPicture, PictureFacts } from '../domain/picture.js'
import type { AskedFact, TypedFacts } from '../domain/picture-facts.js'
import { freePicturePath } from '../domain/picture-paths.js'
import type { PicturePlace } from '../domain/picture-place.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { judgePicture, ownNameOn, withPicture, type Judged } from './addPicture.js'
import { newFicheText } from './newFiche.js'

export type NewPicture =
  | Exclude<Judged, { readonly kind: 'fine' }>
  /** What the fiche becomes with it, and the files that go with its first version. */
  | { readonly kind: 'placed'; readonly fields: Readonly<Record<string, unknown>>; readonly body: string; readonly files: ReadonlyMap<string, Uint8Array | string> }

/** Whether somebody began to say something of a picture. */
export const isBegun = ({ alt, author, otherLicence, source }: TypedFacts): boolean => [alt, author, otherLicence, source].some((typed) => typed.trim() !== '')

/** Puts the picture of a form in the fiche it makes, once all that must be said is said and its licence allows it; nothing is written. */
export async function pictureOfNewFiche(deps: Pick<Deps, 'draftPictures' | 'naming' | 'settings'>, actor: Actor, input: {
  readonly fiche: Fiche; readonly body: string; readonly into: Resource | undefined
  readonly picture: DraftPicture | undefined; readonly typed: TypedFacts; readonly place: PicturePlace | undefined; readonly understood: readonly string[]
}): Promise<NewPicture> {
  const person = personActing(actor)
  const { fiche, picture, place } = input
  const judged = judgePicture({ typed: input.typed, ficheLicence: identify(fiche.fields.licence ?? ''), me: await ownNameOn(deps, person, input.into), home: deps.settings.baseUrl, understood: input.understood })
  const asked: readonly AskedFact[] = [...(picture ? [] : [{ field: 'file', key: 'picture.file_missing' } as const]), ...(judged.kind === 'asked' ? judged.asked : []), ...(place ? [] : [{ field: 'place', key: 'picture.place_missing' } as const])]
  if (picture === undefined || place === undefined || asked.length > 0) return { kind: 'asked', asked }
  if (judged.kind !== 'fine') return judged
  const { facts } = judged
  const bytes = await deps.draftPictures.bytes(person.id, picture.id)
  const file = freePicturePath(facts.alt, new Set())
  const text = withPicture(newFicheText(fiche.header, input.body), place, { file, from: 'README.md', facts })
  if (bytes === undefined || text === undefined) return { kind: 'asked', asked: [bytes === undefined ? { field: 'file', key: 'picture.file_missing' } : { field: 'place', key: 'picture.place_missing' }] }
  return { kind: 'placed', fields: parseFiche(text).header, body: bodyToType(text), files: filesOf(file, bytes, facts) }
}

const filesOf = (file: string, bytes: Uint8Array, { author, licence, source, isModified }: PictureFacts): ReadonlyMap<string, Uint8Array | string> =>
  new Map<string, Uint8Array | string>([[file, bytes], [recordPath(file), writeMediaRecord({ author, licence, source, isModified })]])
