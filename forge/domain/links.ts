/**
 * Where the addresses written in a fiche lead on this site. Pure: what must be looked up (which files exist, which resources are
 * neighbours) is found before and given as data, so that a worker thread can resolve them too.
 */
import { siteRooted } from '../prose/site-rooted.js'

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
  /** Where the files it names really are, by the path it writes; empty for one that is nowhere: its words stay, without a link or a broken picture. Paths that are not here were not looked for. */
  readonly files?: Readonly<Record<string, string>>
  /** Addresses of pictures that are in no version yet, by their path: those of the draft of who reads. */
  readonly pictures?: Readonly<Record<string, string>>
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
  const waiting = kind === 'image' ? own(place.pictures ?? {}, path) : undefined
  if (waiting !== undefined) return waiting
  const file = own(place.files ?? {}, path) ?? path
  const fragment = /#([^?]*)$/.exec(url)?.[1]
  const anchor = fragment && kind === 'link' ? `#contenu-${fragment}` : ''
  const at = place.version === undefined ? '' : `?version=${encodeURIComponent(place.version)}`
  if (kind === 'link') {
    const neighbour = own(place.neighbours, path)
    if (neighbour !== undefined) return neighbour + anchor
    if (file === '') return undefined
    if (file === place.mainPath) return (place.version === undefined ? place.base : `${place.base}/versions/${encodeURIComponent(place.version)}`) + anchor
    return `${place.base}/fichiers/${encodePath(file)}${at}${anchor}`
  }
  return file === '' ? undefined : `${place.base}/fichiers/${encodePath(file)}?brut=1${place.version === undefined ? '' : `&version=${encodeURIComponent(place.version)}`}`
}

const own = (record: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

/** Addresses inside the resource that a text writes (links and pictures, Markdown and HTML), as paths from its root. Bounded. */
export function targetsIn(text: string, from: string): readonly string[] {
  const found = new Set<string>()
  const written = /\]\(\s{0,3}(?:<([^<>\n]{1,400})>|((?:\{\{[^}\n]{1,60}\}\})?[^\s()<>]{1,400}(?:\([^\s()]{0,100}\)[^\s()<>]{0,200})?))|\b(?:src|href)\s{0,3}=\s{0,3}(?:"([^"\n]{1,400})"|'([^'\n]{1,400})')|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,3}<?([^\s<>]{1,400})/gm
  for (const groups of siteRooted(text.slice(0, 500_000)).matchAll(written)) {
    const address = groups.slice(1).find((group) => group !== undefined) ?? ''
    if (address.startsWith('#') || absolute.test(address)) continue
    const path = pathInside(from, address)
    if (path !== undefined) found.add(path)
    if (found.size >= 400) break
  }
  return [...found]
}
