import { authorsOf, distinctPeople, personKey } from '../attribution/identities.js'
import { applyChanges, changesOf } from '../prose/changes.js'
import { diffTexts } from '../prose/diff.js'
import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import type { ProposedFile } from '../domain/proposed-file.js'
import type { Resource } from '../domain/resource.js'
import { changeName, type ChangeDecision } from '../domain/review.js'
import { proposedFiles } from './proposedFiles.js'
import { coAuthorTrailers, versionMessage } from './versionMessage.js'

/**
 * What a proposition offers once the changes that were not kept are left out: its head where nothing is, otherwise a version of its own on
 * the text it started from, by the same authors at the same date. Always the same version for the same decisions: it can be written again.
 *
 * Undefined when nothing is left of it. What was not kept stays readable in the proposition's head.
 */
export async function keptVersion(deps: Pick<Deps, 'git'>, resource: Resource, request: MergeRequest, notKept: readonly ChangeDecision[]): Promise<Oid | undefined> {
  if (notKept.length === 0) return request.head
  const { base, head } = request
  const files = await proposedFiles(deps, resource, base, head)
  const reverted = new Map<string, string | Uint8Array | null>()
  for (const file of files) {
    const refs = notKept.filter(({ change }) => change.path === file.change.path)
    if (refs.length === 0) continue
    for (const [path, content] of await revertedFile(deps, resource, base, file, new Set(refs.map(({ change }) => changeName(change))))) reverted.set(path, content)
  }
  const [headCommit, baseCommit, proposed] = await Promise.all([deps.git.commit(resource.id, head), deps.git.commit(resource.id, base), deps.git.log(resource.id, { from: [head], not: [base] })])
  const { author } = headCommit
  const others = distinctPeople(proposed.flatMap((commit) => authorsOf(commit))).filter((who) => personKey(who) !== personKey(author))
  const kept = await deps.git.writeCommit(resource.id, {
    parents: [base], baseTree: headCommit.tree, files: reverted, author, committer: author, message: versionMessage(request.title, request.description, coAuthorTrailers(author.email, others)),
  })
  return (await deps.git.commit(resource.id, kept)).tree === baseCommit.tree ? undefined : kept
}

/** The file without what was not kept, as files to write over the proposed ones. */
async function revertedFile(deps: Pick<Deps, 'git'>, resource: Resource, base: Oid, { change, texts, isByChange }: ProposedFile, left: ReadonlySet<string>): Promise<readonly (readonly [string, string | Uint8Array | null])[]> {
  const { path, oldPath, oldOid } = change
  if (isByChange && texts && !left.has(changeName({ path }))) {
    const diff = diffTexts(texts.before, texts.after)
    return [[path, applyChanges(diff, changesOf(diff), ({ old, new: next }) => !left.has(changeName({ path, old, new: next })))]]
  }
  const before = oldOid === undefined ? null : (await deps.git.file(resource.id, base, oldPath))?.bytes ?? null
  return oldPath === path || oldOid === undefined ? [[path, before]] : [[path, null], [oldPath, before]]
}
