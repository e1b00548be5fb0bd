import type { MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import type { ProposedFile } from '../domain/proposed-file.js'
import type { Resource } from '../domain/resource.js'
import type { CarriedReview, ChangeDecision, ChangeRef, ReviewDraft } from '../domain/review.js'
import { changesOf } from '../prose/changes.js'
import { diffTexts } from '../prose/diff.js'
import { proposedFiles } from './proposedFiles.js'

/**
 * Brings a review that was begun on an earlier iteration to the present one: what was answered about a change that the proposer left as it was
 * stays answered; the others are to be read again.
 */
export async function carriedReview(deps: Pick<Deps, 'git'>, resource: Resource, request: MergeRequest, draft: ReviewDraft): Promise<CarriedReview> {
  const now = request.iterations.at(-1)
  const then = request.iterations.find(({ number }) => number === draft.iteration)
  if (now === undefined || then === undefined || then.number === now.number) return { draft, lost: 0 }
  const [old, next] = await Promise.all([then, now].map((iteration) => proposedFiles(deps, resource, iteration.base, iteration.head)))
  const decisions = draft.decisions.flatMap((decision): ChangeDecision[] => {
    const [from, to] = [old, next].map((files) => files?.find((file) => file.change.path === decision.change.path))
    const change = from && to && sameChange(from, to, decision.change)
    return change === undefined ? [] : [{ ...decision, change }]
  })
  return { draft: { ...draft, iteration: now.number, decisions }, lost: draft.decisions.length - decisions.length }
}

/** The change of the second file that takes the same words away and brings the same ones. */
function sameChange(from: ProposedFile, to: ProposedFile, { path, old, new: next }: ChangeRef): ChangeRef | undefined {
  if (!from.texts || !to.texts || old === undefined || next === undefined) return old === undefined && from.change.oldOid === to.change.oldOid && from.change.newOid === to.change.newOid ? { path } : undefined
  const [gone, come] = [from.texts.before.slice(...old), from.texts.after.slice(...next)]
  const { before, after } = to.texts
  const found = changesOf(diffTexts(before, after)).changes.find((change) => before.slice(...change.old) === gone && after.slice(...change.new) === come)
  return found && { path, old: found.old, new: found.new }
}
