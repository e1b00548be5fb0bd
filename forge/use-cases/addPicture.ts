import { editHeader } from '../../content-schema/edit.js'
import { parseFiche } from '../../content-schema/fiche.js'
import type { Licence } from '../../content-schema/licences/licence.js'
import { pictureMarkdown, plainCredit } from '../../content-schema/licences/picture-caption.js'
import type { Verdict } from '../../content-schema/licences/verdict.js'
import { MAIN, addressOf, type Resource } from '../domain/resource.js'
import type { Actor, Person } from '../domain/person.js'
import type { DraftPicture, PictureFacts } from '../domain/picture.js'
import { factsSaid, type AskedFact, type TypedFacts } from '../domain/picture-facts.js'
import { freePicturePath, relativeTo } from '../domain/picture-paths.js'
import { withBlock, type PicturePlace } from '../domain/picture-place.js'
import type { Deps } from '../domain/ports.js'
import { shownAs } from '../domain/naming.js'
import { personActing } from './access.js'
import { inclusionVerdict } from './inclusionVerdict.js'
import { keepDraft, type Editing } from './improve.js'
import { namesInForce } from './namesInForce.js'
import type { Writing } from './writing.js'

export type Judged =
  | { readonly kind: 'asked'; readonly asked: readonly AskedFact[] }
  /** What the licences forbid; or what a person must understand first, when its code is not among those understood. */
  | { readonly kind: 'refused' | 'to_understand'; readonly verdict: Verdict }
  | { readonly kind: 'fine'; readonly facts: PictureFacts }

export interface SaidOfPicture { readonly typed: TypedFacts; readonly ficheLicence: Licence | undefined; readonly me: string; readonly home: string; readonly understood: readonly string[] }

/** What is said of a picture, asked for when it is missing, then judged by the licences. */
export function judgePicture({ typed, ficheLicence, me, home, understood }: SaidOfPicture): Judged {
  const { facts, asked } = factsSaid(typed, { me, ficheLicence })
  if (facts === undefined) return { kind: 'asked', asked }
  const verdict = inclusionVerdict(facts, ficheLicence, home)
  if (verdict.verdict === 'block') return { kind: 'refused', verdict }
  return verdict.verdict === 'warn' && !understood.includes(verdict.code) ? { kind: 'to_understand', verdict } : { kind: 'fine', facts }
}

/** The name somebody goes by on a resource: what a credit of theirs says. */
export async function ownNameOn(deps: Pick<Deps, 'naming'>, person: Person, resource: Pick<Resource, 'id'> | undefined): Promise<string> {
  const inForce = await namesInForce(deps, [person.id], resource ? [resource.id] : [])
  return shownAs(person, inForce.choiceOf(person.id, resource?.id)).name
}

/** The licence of a text, when it is said and known. */
export const knownLicence = (resource: Pick<Resource, 'licence'>): Licence | undefined => (resource.licence.state === 'declared' ? resource.licence.licence : undefined)

export type PictureAdded = Exclude<Judged, { readonly kind: 'fine' }> | { readonly kind: 'added' }

export const noPlace: AskedFact = { field: 'place', key: 'picture.place_missing' }

/**
 * Puts a picture that was sent into a draft, at a place of its text or as the fiche's own picture, with its credit under it. It becomes a file
 * when the draft is sent. Nothing is written as long as something is missing (all of it is asked for at once), or forbidden.
 */
export async function addPicture(deps: Writing & Pick<Deps, 'drafts' | 'draftPictures' | 'naming'>, actor: Actor, editing: Editing, input: {
  readonly picture: DraftPicture | undefined; readonly typed: TypedFacts; readonly place: PicturePlace | undefined; readonly understood: readonly string[]
}): Promise<PictureAdded> {
  const person = personActing(actor)
  const { resource, path } = editing
  const judged = judgePicture({ typed: input.typed, ficheLicence: knownLicence(resource), me: await ownNameOn(deps, person, resource), home: `${deps.settings.baseUrl}/${addressOf(resource)}`, understood: input.understood })
  const { picture, place } = input
  const asked = [...(picture ? [] : [{ field: 'file', key: 'picture.file_missing' } as const]), ...(judged.kind === 'asked' ? judged.asked : []), ...(place ? [] : [noPlace])]
  if (picture === undefined || place === undefined || asked.length > 0) return { kind: 'asked', asked }
  if (judged.kind !== 'fine') return judged
  const { facts } = judged
  const file = freePicturePath(facts.alt, await pathsTaken(deps, person, editing))
  const text = withPicture(editing.text, place, { file, from: path, facts })
  if (text === undefined) return { kind: 'asked', asked: [noPlace] }
  await deps.draftPictures.place(person.id, picture.id, { path: file, facts })
  await keepDraft(deps, actor, editing, text, editing.draft?.reason)
  return { kind: 'added' }
}

/** A text with a picture and its credit: in its header as the fiche's own, or at a place of its body. Undefined when that place is not there any more. */
export function withPicture(text: string, place: PicturePlace, { file, from, facts }: { readonly file: string; readonly from: string; readonly facts: PictureFacts }): string | undefined {
  const { langue } = parseFiche(text).fields
  const address = relativeTo(from, file)
  if (place.kind === 'cover') return editHeader(text, { couverture: { fichier: address, alt: facts.alt, credit: plainCredit(facts, langue) } })
  return withBlock(text, place, pictureMarkdown(address, facts, langue))
}

/** Files of the version started from, of the published one, and of pictures that wait in this person's drafts. */
async function pathsTaken(deps: Pick<Deps, 'git' | 'draftPictures'>, person: Person, { resource, base }: Editing): Promise<ReadonlySet<string>> {
  const main = await deps.git.resolve(resource.id, MAIN)
  const trees = await Promise.all([...new Set([base, main])].flatMap((commit) => (commit === undefined ? [] : deps.git.tree(resource.id, commit, { recursive: true }))))
  const waiting = (await deps.draftPictures.of(person.id, resource.id)).flatMap(({ placed }) => placed?.path ?? [])
  return new Set([...trees.flat().map((entry) => entry.path), ...waiting])
}
