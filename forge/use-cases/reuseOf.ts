import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { countDisputes } from './readDisputes.js'
import { countShared } from './readSharedPassages.js'

/** What the page of a fiche says of its passages in one line: undefined when there is nothing to say. */
export async function reuseOf(deps: Pick<Deps, 'resources' | 'passages' | 'journals'>, resource: Resource): Promise<{ readonly elsewhere: number; readonly disputes: number } | undefined> {
  const [elsewhere, disputes] = await Promise.all([countShared(deps, resource), countDisputes(deps, resource)])
  return elsewhere + disputes > 0 ? { elsewhere, disputes } : undefined
}
