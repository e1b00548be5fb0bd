import type { Deps } from '../domain/ports.js'
import type { DeclaredLink } from '../domain/reuse-reading.js'
import { addressOf, type Resource, type ResourceId } from '../domain/resource.js'

/** Adaptations of adaptations, as far up as anybody goes. */
const generations = 20

/** What a resource was adapted from, and what that was adapted from, and so on. */
export async function ancestorsOf(deps: Pick<Deps, 'resources'>, resource: Resource): Promise<readonly ResourceId[]> {
  const found: ResourceId[] = []
  for (let child: Resource | undefined = resource; child?.origin !== undefined && found.length < generations; child = await deps.resources.find(child.origin.resource)) {
    if (found.includes(child.origin.resource)) break
    found.push(child.origin.resource)
  }
  return found
}

/** What is declared between a resource and another: that is said before anything else, so that nobody is accused of what they told. */
export async function declaredLinks(deps: Pick<Deps, 'resources' | 'settings'>, resource: Resource, other: Resource): Promise<readonly DeclaredLink[]> {
  const [mine, theirs] = await Promise.all([ancestorsOf(deps, resource), ancestorsOf(deps, other)])
  const links: DeclaredLink[] = []
  if (mine.includes(other.id)) links.push('origin')
  else if (theirs.includes(resource.id)) links.push('adaptation')
  else if (mine.some((id) => theirs.includes(id))) links.push('family')
  if (resource.importedFrom && resource.importedFrom.source === other.importedFrom?.source) links.push('same_import')
  if (names(deps, resource, other)) links.push('source')
  if (names(deps, other, resource)) links.push('named')
  return links
}

/** Whether the header of one gives the other as a source, by its address or under its title. */
function names({ settings }: Pick<Deps, 'settings'>, one: Resource, other: Resource): boolean {
  const address = `${settings.baseUrl}/${addressOf(other)}`.toLowerCase()
  const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const isOther = (url: string): boolean => { const at = url.trim().toLowerCase(); return at === address || /^[/?#]/.test(at.slice(address.length)) && at.startsWith(address) || at === `/${addressOf(other)}` }
  const title = folded(other.title)
  // A title of one word is said of many things.
  return [...one.fields.sources, ...one.fields.derive_de].some(({ titre, url }) => (url !== undefined && isOther(url)) || (title.includes(' ') && folded(titre) === title))
}
