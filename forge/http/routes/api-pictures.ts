/** A picture sent to the API: the fields of its form, and each thing to correct by its name there. */
import type { Request } from 'express'
import type { z } from 'zod'
import type { addPicture as endpoint } from '../../contract/api.js'
import { ForgeError } from '../../domain/errors.js'
import type { PictureSent } from '../../use-cases/sendPicture.js'
import { sendPicture } from '../../use-cases/sendPicture.js'
import { headingsIn, type PicturePlace } from '../../domain/picture-place.js'
import type { FactField } from '../../domain/picture-facts.js'
import type { PictureRefusal } from '../../domain/picture.js'
import type { Resource } from '../../domain/resource.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { HttpParts } from '../context.js'

type Asked = z.output<NonNullable<typeof endpoint.body>>
/** What each fact is called in the form of the API. */
const fieldNames: Readonly<Record<FactField, string>> = { file: 'image', alt: 'alt', author: 'author', licence: 'licence', source: 'source', place: 'place' }
const inBoth = (key: string) => ({ fr: refusalSentence('fr', key), en: refusalSentence('en', key) })

/** Refuses `invalid` (`request.fields`) with every field to correct, `forbidden` what the licences do not allow, `conflict` what must be understood first, `too_many` past the hourly limit. */
export async function pictureSent({ deps }: HttpParts, req: Request, resource: Resource, body: Asked): Promise<Extract<PictureSent, { readonly kind: 'published' | 'proposed' }>> {
  const { picture: prepared } = req.forge
  const why: PictureRefusal | undefined = prepared?.kind === 'refused' ? prepared.why : undefined
  if (why === 'too_many') throw new ForgeError('too_many', 'picture.too_many')
  const { alt, maker = '', author, licence, source, modified, understood, mergeRequest, reason } = body
  const done = await sendPicture(deps, req.forge.actor, {
    resource, picture: prepared?.kind === 'ready' ? prepared.picture : undefined, place: (text) => placeAsked(text, body), understood: understood === undefined ? [] : [understood],
    typed: { alt, maker, author, licence, otherLicence: '', source, isModified: modified === 'true' }, how: body.propose === 'true' ? 'propose' : 'as_may', proposal: mergeRequest, reason,
  })
  switch (done.kind) {
    case 'asked': throw new ForgeError('invalid', 'request.fields', {
      problems: done.asked.map(({ field, key }) => ({ field: field === 'place' && body.under !== undefined ? 'under' : fieldNames[field], ...inBoth(field === 'file' && why !== undefined ? `picture.${why}` : key) })),
    })
    case 'refused': case 'to_understand': {
      const { verdict: { code, clause, fr, en, fixes } } = done
      throw new ForgeError(done.kind === 'refused' ? 'forbidden' : 'conflict', done.kind === 'refused' ? 'picture.licence_refuses' : 'picture.to_understand', {
        code, fr, en, problems: [{ field: done.kind === 'refused' ? 'licence' : 'understood', fr, en, code, clause, fixes }],
      })
    }
    default: return done
  }
}

function placeAsked(text: string, { place, under }: Asked): PicturePlace | undefined {
  if (under === undefined) return { kind: place }
  const found = headingsIn(text).find(({ words }) => words === under.trim())
  return found && { kind: 'under', heading: found.heading, words: found.words }
}
