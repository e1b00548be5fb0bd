import type { Oid, Signature } from '../domain/git.js'
import type { Incoming } from '../domain/incoming.js'
import type { PersonId, PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource, type ResourceId } from '../domain/resource.js'
import { judgeVersion, refuseStopped, type JudgeIncoming, type Judging } from './judgeIncoming.js'
import { refuseRelabelling, tellRelabelled, type Relabelling } from './judgeRelicensing.js'
import type { ReadingWords } from './survivingWords.js'

declare const asked: unique symbol

/** A version the published text may move to, from exactly the one it was judged against. Only this file makes one. */
export interface LetIn { readonly [asked]: true; readonly resource: ResourceId; readonly from: Oid | undefined; readonly to: Oid; readonly incoming?: Incoming; readonly relabelling?: Relabelling | undefined }

const letIn = (one: Omit<LetIn, typeof asked>): LetIn => one as LetIn

/**
 * Asks whether a version may become the published text: no licence of what it brings in says no, and its words may bear its label. `whoChanges`: those whose own
 * words a new label speaks for (absent for a first text, and for versions of a source, which says its label itself); `bringsBack`: a version whose words return. Refuses `forbidden` (`licences.stopped`) with every ingredient, or `conflict`
 * (`licence.consents_missing`) with whose consent is missing.
 */
export async function mayBePublished(deps: Judging & ReadingWords, input: {
  readonly resource: JudgeIncoming['resource']
  readonly from: Oid | undefined
  readonly to: Oid
  readonly proposer: PersonId | undefined
  readonly offeredBefore?: JudgeIncoming['offeredBefore']
  readonly whoChanges?: readonly PersonRef[]
  readonly bringsBack?: Oid
}): Promise<LetIn> {
  const { resource, from, to } = input
  // The label is that of the version it lands on, whatever the caller read before.
  const fresh = await deps.resources.find(resource.id)
  const incoming = await judgeVersion(deps, { ...input, resource: fresh ? { ...fresh, tip: from } : resource })
  refuseStopped(incoming)
  const { whoChanges, bringsBack } = input
  const relabelling = fresh && from !== undefined && whoChanges ? await refuseRelabelling(deps, fresh, { main: from, target: to, whoChanges, bringsBack }) : undefined
  return letIn({ resource: resource.id, from, to, incoming, relabelling })
}

/** A version judged before: an intent that the journal keeps, or the unmodified copy of what is published elsewhere (`adaptationVerdict`). */
export const judgedBefore = (resource: Pick<Resource, 'id'>, from: Oid | undefined, to: Oid): LetIn => letIn({ resource: resource.id, from, to })

/**
 * The one door by which the published text moves, besides a push, which `judgePush` judges: `moved` when it is no longer where it was judged from.
 * `author`: who the journal says granted their words to a new label.
 */
export async function movePublished(deps: Pick<Deps, 'git'>, { resource, from, to, relabelling }: LetIn, author?: Signature): Promise<'done' | 'moved'> {
  const outcome = await deps.git.updateRefs(resource, [{ ref: MAIN, from, to }])
  if (outcome === 'done' && author) await tellRelabelled(deps, { id: resource }, relabelling, to, author)
  return outcome
}
