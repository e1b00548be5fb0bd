import type { Oid } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { RenderedComparison } from '../domain/rendering.js'
import type { Resource } from '../domain/resource.js'
import { textOf } from './indexResource.js'
import { placeOf } from './renderFiche.js'

/** The main text of a resource at one of its published commits. */
export interface TextAt { readonly resource: Resource; readonly commit: Oid }

/** What changed from one resource's text to another's (an adaptation and its origin), links and images leading each to its own resource. */
export async function compareTexts(deps: Pick<Deps, 'git' | 'renderer' | 'resources'>, before: TextAt, after: TextAt, locale: Locale): Promise<RenderedComparison> {
  const read = async ({ resource, commit }: TextAt) => {
    const text = await textOf(deps, resource.id, commit, resource.mainPath)
    const version = commit === resource.tip ? undefined : commit
    return { text, place: await placeOf(deps, resource, { version, commit, path: resource.mainPath, text }) }
  }
  const [from, to] = await Promise.all([read(before), read(after)])
  return deps.renderer.compare(from.text, to.text, locale, { before: from.place, after: to.place })
}
