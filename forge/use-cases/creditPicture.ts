import { editHeader } from '../../content-schema/edit.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { isRecord } from '../../content-schema/header.js'
import { creditMarkdown, plainCredit } from '../../content-schema/licences/picture-caption.js'
import type { Actor } from '../domain/person.js'
import type { PictureFacts } from '../domain/picture.js'
import type { TypedFacts } from '../domain/picture-facts.js'
import { withCredit } from '../domain/picture-place.js'
import type { Deps } from '../domain/ports.js'
import { addressOf } from '../domain/resource.js'
import { personActing } from './access.js'
import { judgePicture, knownLicence, ownNameOn, type PictureAdded } from './addPicture.js'
import { keepDraft, type Editing } from './improve.js'
import type { PictureOfFiche } from './readPictures.js'
import type { Writing } from './writing.js'

/**
 * Says, in a draft, whose a picture of the fiche is: its credit goes under it, and beside its file when the draft is sent. The same is asked,
 * and the same licences judged, as for a picture that is added.
 */
export async function creditPicture(deps: Writing & Pick<Deps, 'drafts' | 'draftPictures' | 'naming'>, actor: Actor, editing: Editing, input: { readonly picture: PictureOfFiche; readonly typed: TypedFacts; readonly understood: readonly string[] }): Promise<PictureAdded> {
  const person = personActing(actor)
  const { resource, text, draftPath } = editing
  const { picture } = input
  const typed = { ...input.typed, alt: picture.alt === '' ? picture.path : picture.alt }
  const judged = judgePicture({ typed, ficheLicence: knownLicence(resource), me: await ownNameOn(deps, person, resource), home: `${deps.settings.baseUrl}/${addressOf(resource)}`, understood: input.understood })
  if (judged.kind !== 'fine') return judged
  const { facts } = judged
  const credited = credit(text, editing.path, picture, facts)
  for (const one of await deps.draftPictures.of(person.id, resource.id)) if (one.placed?.path === picture.path && one.draftPath === draftPath) await deps.draftPictures.remove(person.id, one.id)
  await deps.draftPictures.keep({ id: deps.ids.next(), person: person.id, resource: resource.id, draftPath, width: 1, height: 1, wasMoving: false, placed: { path: picture.path, facts, isThere: true }, at: deps.clock.now() }, new Uint8Array())
  await keepDraft(deps, actor, editing, credited, editing.draft?.reason)
  return { kind: 'added' }
}

function credit(text: string, from: string, picture: PictureOfFiche, facts: PictureFacts): string {
  const { fields: { langue }, header } = parseFiche(text)
  const under = withCredit(text, { file: picture.path, from, alt: facts.alt }, creditMarkdown(facts, langue))
  if (!picture.isCover) return under
  const said = header['couverture']
  return editHeader(under, { couverture: { ...(isRecord(said) ? said : { fichier: said }), credit: plainCredit(facts, langue) } })
}
