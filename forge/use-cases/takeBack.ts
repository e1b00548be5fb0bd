/** What taking a version back makes of the published text: a three-way merge from that version, of what is published and what stood before it. */
import { ForgeError } from '../domain/errors.js'
import type { CommitInfo, Oid, Signature, UnsettledFile } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { Settlement } from './integrateProposal.js'
import { decodeText } from './indexResource.js'
import { blockingProblems } from './writeChange.js'

/** Passages a person settled, and the published version they settled them on. */
export type SettledUndo = Pick<Settlement, 'published' | 'files' | 'wroteWords'>

export type TakenBack =
  | { readonly kind: 'clean'; readonly tree: Oid }
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly files: readonly UnsettledFile[] }

/** A version of the published history that something stood before. Refuses `not_found`, `invalid` for the first one. */
export async function versionToTakeBack(deps: Pick<Deps, 'git'>, resource: Resource, version: Oid, main: Oid): Promise<{ readonly commit: CommitInfo; readonly before: Oid }> {
  if ((await deps.git.resolve(resource.id, version)) === undefined || !(await deps.git.isAncestor(resource.id, version, main))) throw new ForgeError('not_found', 'not_found.version')
  const commit = await deps.git.commit(resource.id, version)
  const [before] = commit.parents
  if (before === undefined) throw new ForgeError('invalid', 'undo.first_version')
  return { commit, before }
}

/**
 * Writes no ref. A commit on top of that very version, holding what stood before it, makes Git merge from it: what came after stays.
 * Refuses `invalid` when nothing is left to take back. The caller keeps what is written (`git.keeping`).
 */
export async function takeBack(deps: Pick<Deps, 'git'>, input: { readonly resource: Resource; readonly version: Oid; readonly before: Oid; readonly main: Oid; readonly settled?: SettledUndo; readonly by: Signature }): Promise<TakenBack> {
  const { resource: { id }, version, before, main, settled, by } = input
  const write = async (parents: readonly Oid[], baseTree: Oid, files: ReadonlyMap<string, string | Uint8Array | null>) => deps.git.writeCommit(id, { parents, baseTree, files, author: by, committer: by, message: 'taken back' })
  const present = await deps.git.commit(id, main)
  const back = await write([version], (await deps.git.commit(id, before)).tree, new Map())
  const merge = await deps.git.mergeTrees(id, settled?.published ?? main, back)
  let tree = merge.tree
  if (merge.kind === 'conflicts') {
    const unsettled = merge.files.filter((file) => settled?.files.has(file.path) !== true)
    if (settled === undefined || unsettled.length > 0) return { kind: 'conflicts', published: settled?.published ?? main, files: unsettled }
  }
  if (settled) {
    const agreed = await write([settled.published, back], merge.tree, settled.files)
    const again = settled.published === main ? { kind: 'clean' as const, tree: (await deps.git.commit(id, agreed)).tree } : await deps.git.mergeTrees(id, main, agreed)
    if (again.kind === 'conflicts') return { kind: 'conflicts', published: main, files: again.files }
    tree = again.tree
  }
  if (tree === present.tree) throw new ForgeError('invalid', 'undo.nothing_left')
  return { kind: 'clean', tree }
}

/** Refuses `invalid` when the text that comes back would bring a blocking problem, or no text at all. */
export async function refuseBroken(deps: Pick<Deps, 'git' | 'words'>, resource: Resource, main: Oid, target: Oid): Promise<void> {
  const [before, after] = await Promise.all([main, target].map((commit) => deps.git.file(resource.id, commit, resource.mainPath)))
  if (before === undefined) return
  if (after === undefined) throw new ForgeError('invalid', 'undo.main_file_removed')
  const [problem] = blockingProblems(deps, resource, decodeText(before.bytes), decodeText(after.bytes))
  if (problem) throw new ForgeError('invalid', 'undo.would_break', { fr: problem.fr, en: problem.en })
}
