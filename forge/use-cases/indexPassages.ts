import { ForgeError } from '../domain/errors.js'
import type { Deps } from '../domain/ports.js'
import type { Oid } from '../domain/git.js'
import type { Resource, ResourceId } from '../domain/resource.js'
import { isCompared, longestText, type PassageText } from '../domain/shared-passages.js'

const decoder = new TextDecoder('utf-8')

/** More files than any resource of prose has. */
const textsRead = 1_000

/**
 * Keeps in the index the passages of what a resource publishes: nothing while it is empty or once it is retired, for that is no evidence. A
 * look-up when its published version is the one kept already.
 */
export async function indexPassages(deps: Pick<Deps, 'git' | 'passages'>, resource: Pick<Resource, 'id' | 'state' | 'tip'>): Promise<void> {
  const { id, state, tip } = resource
  const kept = await deps.passages.keptAt(id)
  if (state !== 'published' || tip === undefined) {
    await deps.passages.forget(id)
    return
  }
  if (kept === tip) return
  await deps.passages.keep(id, tip, await comparedTexts(deps, id, tip))
}

/** The texts of a version that are compared with those of others, or the one at `path`; too large ones are left out. */
export async function comparedTexts(deps: Pick<Deps, 'git'>, id: ResourceId, commit: Oid, path?: string): Promise<readonly PassageText[]> {
  const entries = (await deps.git.tree(id, commit, { recursive: true })).filter((entry) => entry.kind === 'blob' && isCompared(entry.path) && (path === undefined || entry.path === path)).slice(0, textsRead)
  const texts: PassageText[] = []
  for (const entry of entries) {
    const bytes = await deps.git.blob(id, entry.oid, 3 * longestText).catch(unlessTooLarge)
    if (bytes) texts.push({ path: entry.path, text: decoder.decode(bytes) })
  }
  return texts
}

function unlessTooLarge(error: unknown): undefined {
  if (error instanceof ForgeError && error.refusal === 'too_large') return undefined
  throw error
}
