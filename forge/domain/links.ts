/**
 * Where the addresses written in a fiche lead on this site. Pure: what must be looked up (which files exist, which resources are
 * neighbours) is found before and given as data, so that a worker thread can resolve them too.
 */

/** The place a text is shown at. Plain data: it crosses to worker threads and is part of cache keys. */
export interface LinkPlace {
  /** Address of the resource's page, without a final slash: `/cooperation/bilan`. */
  readonly base: string
  /** The version shown when it is not the published one: its files are linked at that version. */
  readonly version: string | undefined
  /** Path of the file the text comes from, inside the resource. */
  readonly path: string
  /** The resource's main file: links to it lead to its page. */
  readonly mainPath: string
  /** Other resources this text points to, by the path it writes (decoded, as if from the resource's root). */
  readonly neighbours: Readonly<Record<string, string>>
}

/** Each segment encoded, slashes kept. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** A relative address as a path inside the resource; undefined when it leaves it, or is not a path. */
export function pathInside(from: string, address: string): string | undefined {
  const [bare = ''] = address.split(/[?#]/, 1)
  let decoded: string
  try { decoded = decodeURIComponent(bare) } catch { decoded = bare }
  if (decoded === '' || /[\u0000-\u001f\\]/.test(decoded)) return undefined
  const segments = decoded.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const segment of decoded.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..') { if (segments.pop() === undefined) return undefined } else segments.push(segment)
  }
  return segments.length === 0 ? undefined : segments.join('/')
}

const absolute = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * The page of another resource, written as if resources were folders side by side: `../slug` (same owner) or `../../owner/slug`,
 * from a file at the resource's root. Undefined for anything else that leaves the resource.
 */
function siblingPage(place: LinkPlace, url: string): string | undefined {
  const [, owner, slug, fragment] = /^\.\.\/(?:\.\.\/([a-z0-9-]+)\/)?([a-z0-9-]+)\/?(#[^?]*)?$/.exec(url) ?? []
  if (slug === undefined || place.path.includes('/')) return undefined
  const home = owner === undefined ? place.base.slice(0, place.base.lastIndexOf('/')) : `/${owner}`
  return `${home}/${slug}${fragment ? `#contenu-${fragment.slice(1)}` : ''}`
}

/** The address shown for one that is written: absolute ones stay, relative ones become pages or files of the resource; undefined removes it. */
export function resolveIn(place: LinkPlace, written: string, kind: 'link' | 'image'): string | undefined {
  const url = written.trim()
  if (url === '') return undefined
  if (absolute.test(url)) return kind === 'image' ? undefined : url
  const path = pathInside(place.path, url)
  if (path === undefined) return kind === 'link' ? siblingPage(place, url) : undefined
  const fragment = /#([^?]*)$/.exec(url)?.[1]
  const anchor = fragment && kind === 'link' ? `#contenu-${fragment}` : ''
  const at = place.version === undefined ? '' : `?version=${encodeURIComponent(place.version)}`
  if (kind === 'link') {
    const neighbour = place.neighbours[path]
    if (neighbour !== undefined) return neighbour + anchor
    if (path === place.mainPath) return (place.version === undefined ? place.base : `${place.base}/versions/${encodeURIComponent(place.version)}`) + anchor
    return `${place.base}/fichiers/${encodePath(path)}${at}${anchor}`
  }
  return `${place.base}/fichiers/${encodePath(path)}?brut=1${place.version === undefined ? '' : `&version=${encodeURIComponent(place.version)}`}`
}

/** Relative Markdown files a text links to (decoded, from the resource's root): candidates for neighbours. Bounded. */
export function linkedMarkdown(text: string, from: string): readonly string[] {
  const found = new Set<string>()
  for (const [, inAngles, bare] of text.slice(0, 500_000).matchAll(/\]\(\s{0,3}(?:<([^<>\n]{1,400})>|([^\s()<>]{1,400}))/g)) {
    const address = inAngles ?? bare ?? ''
    if (absolute.test(address) || !/\.(md|markdown)(?:[?#]|$)/i.test(address)) continue
    const path = pathInside(from, address)
    if (path !== undefined) found.add(path)
    if (found.size >= 200) break
  }
  return [...found]
}
