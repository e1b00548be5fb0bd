import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { imageType } from './readFiles.js'
import { freshProposal } from './recordOnProposal.js'

/**
 * A picture of a proposition, as it was (`before`) or as it is proposed (`after`). Only files that the iteration changes, and only types that a
 * browser shows without running anything: nothing else of what is proposed is served. Refuses `not_found`.
 */
export async function proposedImage(deps: Pick<Deps, 'git' | 'settings'>, input: { readonly resource: Resource; readonly number: number; readonly path: string; readonly iteration: number | undefined; readonly side: 'before' | 'after' }): Promise<{ readonly type: string; readonly oid: Oid; readonly bytes: Uint8Array }> {
  const { resource, number, path, side } = input
  const { request } = await freshProposal(deps, resource, number)
  const shown = request.iterations.find((it) => it.number === input.iteration) ?? request.iterations.at(-1)
  const type = imageType(path)
  const change = shown && type !== undefined ? (await deps.git.changes(resource.id, shown.base, shown.head)).find((one) => one.path === path) : undefined
  const [commit, at] = side === 'before' ? [shown?.base, change?.oldPath] : [shown?.head, change?.path]
  const file = commit === undefined || at === undefined || imageType(at) === undefined ? undefined : await deps.git.file(resource.id, commit, at, Math.max(deps.settings.maxFileBytes, 20 * 1024 * 1024))
  if (file === undefined || type === undefined) throw new ForgeError('not_found', 'not_found.file')
  return { type: imageType(at ?? path) ?? type, oid: file.oid, bytes: file.bytes }
}
