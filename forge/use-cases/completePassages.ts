import type { Deps } from '../domain/ports.js'
import { indexPassages } from './indexPassages.js'

/**
 * Reads into the index the passages that it lacks: of resources published before it kept them, or read in a way that is no longer ours.
 * Answers how many were read. `goesOn`: asked between two of them, for a forge may be asked to stop meanwhile.
 */
export async function completePassages(deps: Pick<Deps, 'git' | 'resources' | 'passages' | 'log'>, goesOn: () => boolean = () => true): Promise<number> {
  let read = 0
  for (const id of await deps.resources.allIds()) {
    if (!goesOn()) break
    try {
      const resource = await deps.resources.find(id)
      if (resource?.state !== 'published' || (await deps.passages.keptAt(id)) === resource.tip) continue
      await indexPassages(deps, resource)
      read += 1
    } catch (error) { deps.log.error({ err: error, resource: id }, 'passages of a resource could not be read into the index') }
  }
  return read
}
