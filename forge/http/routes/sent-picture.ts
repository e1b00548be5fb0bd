/** What the forms that carry a picture have in common. */
import type { Request, Response } from 'express'
import { ForgeError } from '../../domain/errors.js'
import { PICTURE_TYPE, type DraftPicture } from '../../domain/picture.js'
import type { AskedFact, TypedFacts } from '../../domain/picture-facts.js'
import { personActing } from '../../use-cases/access.js'
import { keepPicture, pictureWaiting, type PictureHome } from '../../use-cases/keepPicture.js'
import type { PictureOfFiche } from '../../use-cases/readPictures.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { PictureTyped } from '../../../web/pages/parts/picture-fields.js'
import type { HttpParts } from '../context.js'
import { postedOf } from '../form.js'

/** Whoever adds a picture mostly made it; of one that is there, nothing is supposed. */
const nothingSaid: TypedFacts = { alt: '', maker: 'me', author: '', licence: '', otherLicence: '', source: '', isModified: false }
export const nothingTyped: PictureTyped = { kept: undefined, facts: nothingSaid, place: '', understood: [] }

/** What is known of a picture that is there, to be completed. */
export const typedOf = ({ author = '', licence, licenceLabel = '', source = '', isModified = false }: PictureOfFiche): PictureTyped => ({
  ...nothingTyped, facts: { ...nothingSaid, maker: author === '' ? '' : 'other', author, licence: licence?.id ?? '', otherLicence: licenceLabel, source, isModified },
})

/** What was typed about a picture. */
export function pictureTyped(req: Request): PictureTyped {
  const posted = postedOf(req)
  const one = (name: string): string => posted(`image-${name}`)?.[0] ?? ''
  const maker = one('auteur')
  return {
    kept: posted('image-gardee')?.[0], place: one('place'), understood: posted('image-compris') ?? [],
    facts: { alt: one('description'), maker: maker === 'moi' ? 'me' : maker === 'autre' ? 'other' : '', author: one('nom'), licence: one('licence'), otherLicence: one('autre-licence'), source: one('source'), isModified: one('modifiee') === 'oui' },
  }
}

/** The picture a form carries, or carried before; `error` says why the file sent with it now is not kept. */
export async function pictureOfForm({ deps }: HttpParts, req: Request, home: PictureHome, kept: string | undefined): Promise<{ readonly picture: DraftPicture | undefined; readonly error: string | undefined }> {
  const { locale, actor, picture: sent } = req.forge
  const before = await pictureWaiting(deps, actor, home, kept)
  if (sent === undefined) return { picture: before, error: undefined }
  if (sent.kind === 'refused') return { picture: before, error: refusalSentence(locale, `picture.${sent.why}`) }
  try {
    return { picture: await keepPicture(deps, actor, { home, prepared: sent.picture, before }), error: undefined }
  } catch (error) {
    if (!(error instanceof ForgeError) || error.refusal !== 'too_many') throw error
    return { picture: undefined, error: refusalSentence(locale, error.key, error.details) }
  }
}

/** The sentence beside each field where something is missing; why a file is not kept says more than that there is none. */
export function sentencesOf(req: Request, asked: readonly AskedFact[], fileError: string | undefined): ReadonlyMap<string, string> {
  return new Map([...asked.map(({ field, key }): [string, string] => [field, refusalSentence(req.forge.locale, key)]), ...(fileError === undefined ? [] : [['file', fileError] as [string, string]])])
}

/** A picture of somebody's own drafts, to them alone. Refuses `not_found`. */
export async function sendDraftPicture({ deps }: HttpParts, req: Request, res: Response): Promise<void> {
  const { id = '' } = req.params as Record<string, string>
  const bytes = await deps.draftPictures.bytes(personActing(req.forge.actor).id, id)
  if (bytes === undefined) throw new ForgeError('not_found', 'not_found.file')
  res.set({
    'Content-Type': PICTURE_TYPE, 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cross-Origin-Resource-Policy': 'same-origin', 'Cache-Control': 'private, max-age=3600',
  }).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
