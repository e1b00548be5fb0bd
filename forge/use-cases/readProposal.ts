import { writersOf } from '../domain/decision.js'
import type { ChainEvent, Oid } from '../domain/git.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import { isOwn, type MergeRequest } from '../domain/merge-request.js'
import type { Actor, Locale } from '../domain/person.js'
import { handlesIn, wordsOf } from '../domain/mentions.js'
import { may, type Action } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { MergePreview, ProposalReading, ProposalView } from '../domain/proposal-reading.js'
import type { ProposedFile } from '../domain/proposed-file.js'
import type { ComparedPlaces } from '../domain/rendering.js'
import { openObjections, verdictsOf } from '../domain/replay.js'
import { encodePath } from '../domain/links.js'
import { MAIN, addressOf, type Resource } from '../domain/resource.js'
import { decisionsInForce, reviewsOf, saidOfChanges } from '../domain/reviews.js'
import { standingOf } from '../domain/standing.js'
import { fateOf } from '../domain/undoing.js'
import { carriedReview } from './carriedReview.js'
import { hidingNames } from './hideNames.js'
import { judgeProposal, judgeProposedLabel } from './judgeProposal.js'
import { proposedFiles, underReview } from './proposedFiles.js'
import { circumstancesOn, voicesOf } from './proposalVoices.js'
import type { Judging } from './judgeIncoming.js'
import { freshProposal } from './recordOnProposal.js'
import { readUndoings } from './readUndoings.js'
import { placeOf } from './renderFiche.js'
import { mayBeTakenOverFrom } from './takeOver.js'

type Needs = Pick<Deps, 'git' | 'renderer' | 'people' | 'emails' | 'settings' | 'communities' | 'clock' | 'resources' | 'reviewDrafts' | 'mergeRequests' | 'naming'> & Judging

/** Whether a commit would merge into the published text as it is now. */
export async function previewMerge(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>, head: Oid): Promise<MergePreview> {
  const main = await deps.git.resolve(resource.id, MAIN)
  if (main === undefined || (await deps.git.isAncestor(resource.id, head, main))) return { kind: 'contained' }
  const merge = await deps.git.mergeTrees(resource.id, main, head)
  return merge.kind === 'clean' ? { kind: 'clean' } : { kind: 'conflicts', files: merge.files.length }
}

/** Everything a proposition's page shows to one reader: the changes rendered, what is said of each, what is missing, what they may do. Refuses `not_found`. */
export async function readProposal(deps: Needs, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  /** The last iteration by default. */
  readonly iteration?: number
  readonly against?: 'base' | 'previous'
  readonly view?: ProposalView
  readonly locale: Locale
}): Promise<ProposalReading> {
  const { resource, locale } = input
  const { request: replayed, chain } = await freshProposal(deps, resource, input.number)
  const effort = (await deps.mergeRequests.find(resource.id, input.number))?.effort
  const request = { ...replayed, ...(effort && { effort }) }
  const [verdicts, reviews] = [verdictsOf(chain), reviewsOf(chain)]
  const asked = request.iterations.find((it) => it.number === input.iteration)
  const shown = asked ?? request.iterations.at(-1) ?? { number: 1, head: request.head, base: request.base, at: request.openedAt }
  const previous = input.against === 'previous' ? request.iterations.find((it) => it.number === shown.number - 1) : undefined
  const files = await proposedFiles(deps, resource, previous?.head ?? shown.base, shown.head)
  const isByChange = (input.view ?? 'changements') === 'changements'
  const hide = await hidingNames(deps, resource)
  const places = (file: ProposedFile) => placesOf(deps, resource, request, shown, file, proposedPictures(resource, request, shown.number, files))
  const [reviewed, comparisons, main, draft] = await Promise.all([
    isByChange ? underReview(deps, files, locale, places) : files.map((file) => ({ ...file, review: undefined, changes: [] })),
    isByChange ? [] : Promise.all(files.flatMap((file) => (file.texts === undefined ? [] : [compared(deps, file, { before: hide(file.texts.before), after: hide(file.texts.after) }, locale, places)]))),
    deps.git.resolve(resource.id, MAIN), actor.kind === 'person' ? deps.reviewDrafts.find(actor.person.id, resource.id, request.number) : undefined,
  ])
  const isPresent = request.state === 'open' && shown.number === request.iterations.length && previous === undefined
  const [incoming, relicensing] = isPresent ? await Promise.all([judgeProposal(deps, resource, request, chain), judgeProposedLabel(deps, resource, request, chain)]) : []
  const voices = await voicesOf(deps, resource, request)
  const standing = request.state === 'open' ? standingOf({ resource, request, verdicts, chain, voices, now: deps.clock.now() }) : undefined
  const circumstances = await circumstancesOn(deps, actor, { resource, request, verdicts, voices })
  const can = (action: Action) => may(action, circumstances)
  const isProposer = actor.kind === 'person' && isOwn(request, actor.person.id)
  const isAuthor = actor.kind === 'person' && voices.authors.has(actor.person.id)
  const lift = new Set(actor.kind !== 'person' || !can('lift_objection') ? [] : openObjections(verdicts).filter((o) => o.by.id === actor.person.id || (!isAuthor && can('manage'))).map((o) => o.event))
  const hasTakenOver = actor.kind === 'person' && request.takenOverBy?.some(({ id }) => id === actor.person.id) === true
  return {
    request, chain, verdicts, reviews, iteration: shown.number, against: previous ? 'previous' : 'base', files: reviewed, comparisons,
    said: previous ? new Map() : saidOfChanges(reviews, shown.number), inForce: decisionsInForce(reviews, request.iterations.length),
    draft: draft && (await carriedReview(deps, resource, request, draft)),
    obstacles: standing?.obstacles ?? [], standing,
    merge: request.state === 'open' ? await previewMerge(deps, resource, request.head) : undefined,
    baseMoved: main !== request.base, incoming, relicensing,
    undoing: request.mergedAs === undefined ? undefined : { fate: fateOf(await readUndoings(deps, resource), request.mergedAs), may: can('publish') ? 'publish' : can('propose') ? 'propose' : 'nothing' },
    may: { takeOver: can('take_over') && !hasTakenOver && deps.clock.now() >= mayBeTakenOverFrom(request, chain), integrate: can('integrate'), decline: can('decline') && !isProposer, withdraw: can('withdraw'), update: can('update_proposal'), review: can('review') && !isProposer && !(actor.kind === 'person' && writersOf(request).has(actor.person.id)), comment: can('comment'), lift },
    named: await namedHere(deps, chain), names: namesIn(chain),
  }
}

async function compared(deps: Needs, { change: { path } }: ProposedFile, texts: { readonly before: string; readonly after: string }, locale: Locale, places: (file: ProposedFile) => Promise<ComparedPlaces | undefined>) {
  const file: ProposedFile = { change: { path, oldPath: path, status: 'modified', oldOid: undefined, newOid: undefined }, kind: 'text', texts, isByChange: false }
  return { path, comparison: await deps.renderer.compare(texts.before, texts.after, locale, await places(file)) }
}

/** Only what is published is served: until it is integrated, a proposition's links lead to the files it started from. */
async function placesOf(
  deps: Pick<Deps, 'git' | 'resources'>, resource: Resource, request: MergeRequest, shown: { readonly head: Oid; readonly base: Oid }, { change: { path }, texts }: ProposedFile, pictures: Readonly<Record<string, string>>,
): Promise<ComparedPlaces | undefined> {
  if (texts === undefined) return undefined
  const at = (commit: Oid, text: string) => placeOf(deps, resource, { version: commit, commit, path, text })
  const isServed = request.state === 'merged' && shown.head === request.head
  return { before: await at(shown.base, texts.before), after: isServed ? await at(shown.head, texts.after) : { ...(await at(shown.base, texts.after)), pictures } }
}

/** Where the pictures that an iteration brings are shown to its readers (`proposedImage.ts`), by path. */
const proposedPictures = (resource: Resource, { number }: MergeRequest, iteration: number, files: readonly ProposedFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.flatMap(({ kind, change: { path, newOid } }) => (kind === 'image' && newOid !== undefined ? [[path, `/${addressOf(resource)}/propositions/${number}/fichiers/${encodePath(path)}?version=${iteration}&cote=apres`]] : [])))

async function namedHere(deps: Pick<Deps, 'people'>, chain: readonly ChainEvent[]): Promise<ReadonlySet<string>> {
  const handles = [...new Set(chain.flatMap(({ payload }) => handlesIn(wordsOf(payload as unknown as MergeRequestEvent))))].slice(0, mostNamed)
  const people = await Promise.all(handles.map((handle) => deps.people.findByHandle(handle)))
  return new Set(people.flatMap((person) => person?.handle ?? []))
}

/** Of the people named in one discussion, how many are looked up. */
const mostNamed = 100

const namesIn = (chain: readonly ChainEvent[]): ReadonlyMap<string, { name: string; handle: string }> =>
  new Map(chain.map(({ payload }) => { const { actor: { id, name, handle } } = payload as unknown as MergeRequestEvent; return [id, { name, handle }] }))
