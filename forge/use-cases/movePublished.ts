import type { Oid } from '../domain/git.js'
import type { Incoming } from '../domain/incoming.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource, type ResourceId } from '../domain/resource.js'
import { judgeVersion, refuseStopped, type JudgeIncoming, type Judging } from './judgeIncoming.js'

declare const asked: unique symbol

/** A version the published text may move to, from exactly the one it was judged against. Only this file makes one. */
export interface LetIn { readonly [asked]: true; readonly resource: ResourceId; readonly from: Oid | undefined; readonly to: Oid; readonly incoming?: Incoming }

const letIn = (one: Omit<LetIn, typeof asked>): LetIn => one as LetIn

/**
 * Asks whether a version may become the published text: no licence of what it brings in says no. Refuses `forbidden` (`licences.stopped`)
 * otherwise, with every ingredient.
 */
export async function mayBePublished(deps: Judging, input: { readonly resource: JudgeIncoming['resource']; readonly from: Oid | undefined; readonly to: Oid; readonly proposer: PersonId | undefined; readonly offeredBefore?: JudgeIncoming['offeredBefore'] }): Promise<LetIn> {
  const { resource, from, to } = input
  // The label is that of the version it lands on, whatever the caller read before.
  const fresh = await deps.resources.find(resource.id)
  const incoming = await judgeVersion(deps, { ...input, resource: fresh ? { ...fresh, tip: from } : resource })
  refuseStopped(incoming)
  return letIn({ resource: resource.id, from, to, incoming })
}

/** A version judged before: an intent that the journal keeps, or the unmodified copy of what is published elsewhere (`adaptationVerdict`). */
export const judgedBefore = (resource: Pick<Resource, 'id'>, from: Oid | undefined, to: Oid): LetIn => letIn({ resource: resource.id, from, to })

/** The one door by which the published text moves, besides a push, which `judgePush` judges: `moved` when it is no longer where it was judged from. */
export const movePublished = (deps: Pick<Deps, 'git'>, { resource, from, to }: LetIn): Promise<'done' | 'moved'> => deps.git.updateRefs(resource, [{ ref: MAIN, from, to }])
