import { recordPath, writeMediaRecord } from '../../content-schema/licences/media-record.js'
import type { Actor, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import type { PictureHome } from './keepPicture.js'
import { indexOfNames, shownImages } from './shownImages.js'

/**
 * The files that go with a draft when it is sent: each picture its text shows, and beside it what is said of it (REUSE 3.3); of a picture the
 * fiche has already, only that. A picture whose line was taken out of the text is left behind.
 */
export async function filesOfDraft(deps: Pick<Deps, 'draftPictures'>, person: Person, draft: PictureHome & { readonly path: string; readonly text: string }): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const placed = (await deps.draftPictures.of(person.id, draft.resource)).filter(({ draftPath, placed }) => draftPath === draft.draftPath && placed !== undefined)
  const shown = new Set(placed.length === 0 ? [] : shownImages(draft.text, draft.path, indexOfNames(placed.flatMap((one) => one.placed?.path ?? []))))
  const files = new Map<string, Uint8Array | string>()
  for (const { id, placed: at } of placed) {
    const bytes = at && shown.has(at.path) ? await deps.draftPictures.bytes(person.id, id) : undefined
    if (at === undefined || bytes === undefined) continue
    const { author, licence, source, isModified } = at.facts
    if (!at.isThere) files.set(at.path, bytes)
    files.set(recordPath(at.path), writeMediaRecord({ author, licence, source, isModified }))
  }
  return files
}

/** Where the browser of who writes finds the pictures that are only in their drafts, by path in the resource. */
export async function draftPictureAddresses(deps: Pick<Deps, 'draftPictures'>, actor: Actor, resource: Resource): Promise<Readonly<Record<string, string>>> {
  const pictures = await deps.draftPictures.of(personActing(actor).id, resource.id)
  return Object.fromEntries(pictures.flatMap(({ id, placed }) => (placed && !placed.isThere ? [[placed.path, `/${addressOf(resource)}/brouillon/images/${id}`]] : [])))
}
