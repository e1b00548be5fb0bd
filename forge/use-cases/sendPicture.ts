import { recordPath, writeMediaRecord } from '../../content-schema/licences/media-record.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Actor } from '../domain/person.js'
import type { PreparedPicture } from '../domain/picture.js'
import type { AskedFact, TypedFacts } from '../domain/picture-facts.js'
import { freePicturePath } from '../domain/picture-paths.js'
import type { PicturePlace } from '../domain/picture-place.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, MAIN, type Resource } from '../domain/resource.js'
import { getMergeRequest, isAllowed, personActing, requireAllowed } from './access.js'
import { judgePicture, knownLicence, noPlace, ownNameOn, withPicture, type Judged } from './addPicture.js'
import { readText } from './fileText.js'
import { proposeChange, updateProposal } from './proposeChange.js'
import { publishChange } from './publishChange.js'
import { oneLine } from './versionMessage.js'
import type { Writing } from './writing.js'

export type PictureSent = Exclude<Judged, { readonly kind: 'fine' }>
  | { readonly kind: 'published'; readonly path: string; readonly commit: Oid }
  | { readonly kind: 'proposed'; readonly path: string; readonly number: number }

/**
 * A picture put in the main text in one gesture, with its credit and its record, as `addPicture` does over a draft: asked for what is missing, then judged, by the same rules.
 * Published where the decision rule allows it and nothing else is asked, proposed otherwise; `proposal`: in a new version of that one. Somebody's own draft of the text stays.
 * Refuses `conflict` when the text changed meanwhile.
 */
export async function sendPicture(deps: Writing & Pick<Deps, 'drafts' | 'naming'>, actor: Actor, input: {
  readonly resource: Resource
  readonly picture: PreparedPicture | undefined
  readonly typed: TypedFacts
  /** Where, in the text it is put in. */
  readonly place: (text: string) => PicturePlace | undefined
  readonly understood: readonly string[]
  readonly how: 'as_may' | 'propose'
  readonly proposal?: number | undefined
  readonly reason: string
}): Promise<PictureSent> {
  const person = personActing(actor)
  const { resource, picture, typed, understood, reason } = input
  const request = input.proposal === undefined ? undefined : await getMergeRequest(deps, resource, input.proposal)
  await requireAllowed(deps, request ? 'update_proposal' : 'propose', actor, resource, request)
  const base = request?.head ?? (await deps.git.resolve(resource.id, MAIN))
  if (base === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  const before = await readText(deps, resource.id, base, resource.mainPath)
  const judged = judgePicture({ typed, ficheLicence: knownLicence(resource), me: await ownNameOn(deps, person, resource), home: `${deps.settings.baseUrl}/${addressOf(resource)}`, understood })
  const place = input.place(before)
  const asked: readonly AskedFact[] = [...(picture ? [] : [{ field: 'file', key: 'picture.file_missing' } as const]), ...(judged.kind === 'asked' ? judged.asked : []), ...(place ? [] : [noPlace])]
  if (picture === undefined || place === undefined || judged.kind === 'asked') return { kind: 'asked', asked }
  if (judged.kind !== 'fine') return judged
  const { facts } = judged
  const path = freePicturePath(facts.alt, new Set((await deps.git.tree(resource.id, base, { recursive: true })).map((entry) => entry.path)))
  const text = withPicture(before, place, { file: path, from: resource.mainPath, facts })
  if (text === undefined) return { kind: 'asked', asked: [noPlace] }
  const files = new Map<string, string | Uint8Array>([[path, picture.bytes], [recordPath(path), writeMediaRecord(facts)], [resource.mainPath, text]])
  const title = oneLine(`Une image\u00a0: ${facts.alt}`)
  // What the person is writing of the same text on the pages stays theirs to send.
  const beside = { ...deps, drafts: { ...deps.drafts, remove: async () => { /* kept */ } } }
  if (request) return { kind: 'proposed', path, number: (await updateProposal(beside, actor, { resource, number: request.number, base, files, message: reason === '' ? title : `${title}\n\n${reason}` })).number }
  const change = { resource, base, files, title, reason }
  if (input.how === 'propose' || !(await isAllowed(deps, 'publish', actor, resource))) return { kind: 'proposed', path, number: (await proposeChange(beside, actor, change)).number }
  const outcome = await publishChange(beside, actor, change)
  if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'conflict.moved', { published: outcome.published })
  return { kind: 'published', path, commit: outcome.commit }
}
