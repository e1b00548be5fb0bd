import { ForgeError } from '../domain/errors.js'
import type { Oid, TreeEntry } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { RenderedMarkdown } from '../prose/markdown.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { findVersion, versionSlug, type Version } from './findVersion.js'
import { hidingBeside, hidingNames } from './hideNames.js'
import { decodeText } from './indexResource.js'
import { placeOf } from './renderFiche.js'

export interface FileList { readonly version: Version; readonly files: readonly TreeEntry[]; readonly isCut: boolean }

export const filesShown = 2_000

/** The files of a version, main file first. Refuses `not_found`. */
export async function listFiles(deps: Pick<Deps, 'git'>, input: { readonly resource: Resource; readonly version?: string }): Promise<FileList> {
  const version = await findVersion(deps, input.resource, input.version)
  const entries = (await deps.git.tree(input.resource.id, version.commit, { recursive: true })).filter((entry) => entry.kind !== 'tree')
  const main = entries.filter((entry) => entry.path === input.resource.mainPath)
  const others = entries.filter((entry) => entry.path !== input.resource.mainPath)
  return { version, files: [...main, ...others].slice(0, filesShown), isCut: entries.length > filesShown }
}

export type FileContent =
  | { readonly kind: 'markdown'; readonly rendered: RenderedMarkdown; readonly title: string | undefined }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-big' }

export interface FileReading { readonly version: Version; readonly path: string; readonly oid: Oid; readonly bytes: Uint8Array; readonly content: FileContent }

const shownAsText = 300_000

/** One file of a version. Paths are exact: nothing is decoded twice nor normalised. Refuses `not_found` and `too_large` (above what a push may hold). */
export async function readFile(
  deps: Pick<Deps, 'git' | 'renderer' | 'resources' | 'settings' | 'naming'>, input: { readonly resource: Resource; readonly version?: string; readonly path: string; readonly locale: Locale; readonly as: 'page' | 'bytes' },
): Promise<FileReading> {
  const { resource, path } = input
  const version = await findVersion(deps, resource, input.version)
  if (!isPath(path)) throw new ForgeError('not_found', 'not_found.file')
  const file = await deps.git.file(resource.id, version.commit, path, Math.max(deps.settings.maxFileBytes, 20 * 1024 * 1024))
  if (file === undefined) throw new ForgeError('not_found', 'not_found.file')
  const bytes = await shownBytes(deps, resource, path, file.bytes)
  const content = input.as === 'bytes' ? { kind: 'binary' } as const : await contentOf(deps, resource, version, path, bytes, input.locale)
  return { version, path, oid: file.oid, bytes, content }
}

async function contentOf(deps: Pick<Deps, 'renderer' | 'resources' | 'git'>, resource: Resource, version: Version, path: string, bytes: Uint8Array, locale: Locale): Promise<FileContent> {
  if (imageType(path) !== undefined || /\.svg$/i.test(path)) return { kind: 'image' }
  if (bytes.subarray(0, 8_000).includes(0)) return { kind: 'binary' }
  if (bytes.length > shownAsText) return { kind: 'too-big' }
  const text = decodeText(bytes)
  if (!isMarkdown(path)) return { kind: 'text', text }
  const fiche = parseFiche(text)
  const place = await placeOf(deps, resource, { version: version.isCurrent ? undefined : versionSlug(version), commit: version.commit, path, text })
  const [rendered] = await deps.renderer.markdown({ texts: [fiche.body], place, locale })
  return { kind: 'markdown', rendered: rendered ?? { html: '', headings: [] }, title: fiche.fields.titre }
}

/** The bytes of a file as pages and archives give them: names that must not be shown are not in its header, nor in the credits of its pictures, nor in lists of people beside it. */
export async function shownBytes(deps: Pick<Deps, 'naming'>, resource: Resource, path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const hiding = isMarkdown(path) ? hidingNames : hidingBeside(path)
  if (hiding === undefined) return bytes
  const text = decodeText(bytes)
  const shown = (await hiding(deps, resource))(text)
  return shown === text ? bytes : new TextEncoder().encode(shown)
}

const isMarkdown = (path: string): boolean => /\.(md|markdown)$/i.test(path)

/** A path as Git keeps it; anything that could mean elsewhere names no file. */
function isPath(path: string): boolean {
  return path !== '' && path.length <= 1_000 && !/[\u0000\\]/.test(path) && path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** Pictures a browser shows without running anything; SVG, which can hold scripts, is not among them. */
export function imageType(path: string): string | undefined {
  const types: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' }
  return types[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '']
}
