import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import type { DraftPicture, PreparedPicture } from '../domain/picture.js'
import type { Deps } from '../domain/ports.js'
import type { ResourceId } from '../domain/resource.js'
import { personActing } from './access.js'

/** Pictures somebody may keep in drafts at once. */
const most = 60
const unplacedForMs = 14 * 24 * 3600 * 1000

/** Where a picture is kept: beside a draft of a fiche, or of one that is not there yet (both empty). */
export interface PictureHome { readonly resource: ResourceId; readonly draftPath: string }
export const nowhereYet: PictureHome = { resource: '', draftPath: '' }

/** Keeps, privately, a picture that was sent, in the place of the one sent before for the same use. Refuses `too_many` past sixty in drafts. */
export async function keepPicture(deps: Pick<Deps, 'draftPictures' | 'ids' | 'clock'>, actor: Actor, input: { readonly home: PictureHome; readonly prepared: PreparedPicture; readonly before: DraftPicture | undefined }): Promise<DraftPicture> {
  const person = personActing(actor)
  const { home, prepared: { bytes, width, height, wasMoving }, before } = input
  const at = deps.clock.now()
  await deps.draftPictures.forgetUnplaced(at - unplacedForMs)
  if (before) await deps.draftPictures.remove(person.id, before.id)
  if ((await deps.draftPictures.countOf(person.id)) >= most) throw new ForgeError('too_many', 'picture.too_many_kept', { most })
  const picture: DraftPicture = { id: deps.ids.next(), person: person.id, ...home, width, height, wasMoving, at }
  await deps.draftPictures.keep(picture, bytes)
  return picture
}

/** The picture that a form names, if it is this person's, of this draft, and no text has it yet. */
export async function pictureWaiting(deps: Pick<Deps, 'draftPictures'>, actor: Actor, home: PictureHome, id: string | undefined): Promise<DraftPicture | undefined> {
  const found = id === undefined || id === '' ? undefined : await deps.draftPictures.find(personActing(actor).id, id)
  return found && found.resource === home.resource && found.draftPath === home.draftPath && found.placed === undefined ? found : undefined
}
