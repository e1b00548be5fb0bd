import { parseFiche, type Fiche } from '../fiche.js'
import { detectLicence, isLicencePath, type DetectedLicence, type LicenceDeclaration } from './detect.js'
import { identify } from './identify.js'
import { joinedLabel, type JoinedLabel } from './joined-label.js'
import type { Licence } from './licence.js'
import { mediaStatementsIn, statementsIn } from './prose.js'
import { annotationsOf, isReusePath, type ReuseAnnotation } from './reuse.js'

/** A file of a repository; `text` only where it is read: Markdown, licence files, REUSE files. */
export interface RepositoryFile { readonly path: string; readonly text?: string }

/** `joined`: several licences that its header joins by OR or AND, nothing else denying them. */
export interface FileLicence { readonly path: string; readonly detected: DetectedLicence; readonly joined?: JoinedLabel }
export interface MediaLicence {
  readonly path: string
  readonly licence?: Licence
  readonly declared: readonly LicenceDeclaration[]
}

/**
 * What a repository declares. `one`: every fiche has the same licence · `per-part`: each has one, not all the same ·
 * `incomplete`: some have none, or none that is known · `several`: at least one
 * states several licences at once, without OR or AND · `contradictory`: at least one contradicts itself · `none`: nothing is declared.
 */
export interface RepositoryLicences {
  readonly state: 'one' | 'per-part' | 'incomplete' | 'several' | 'contradictory' | 'none'
  readonly fiches: readonly FileLicence[]
  readonly media: readonly MediaLicence[]
  /** What the files at its root say of the whole, whatever each fiche says. */
  readonly whole: DetectedLicence
  /** A software licence that lies beside texts under another one: each speaks of its own part. */
  readonly software?: Licence
}

/** Whether this file has to be read to answer. */
export const isRead = (path: string): boolean => /\.(?:md|markdown)$/i.test(path) || isLicencePath(path) || isReusePath(path)
export const isMedia = (path: string): boolean => /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|mp3|ogg|wav|mp4|webm|ogv|pdf)$/i.test(path)
const isReadme = (path: string): boolean => /(?:^|\/)readme(?:\.md|\.markdown|\.txt)?$/i.test(path)
const isFiche = (path: string): boolean => /\.(?:md|markdown)$/i.test(path) && !isLicencePath(path)

export function licencesOfRepository(files: readonly RepositoryFile[]): RepositoryLicences {
  const read = files.filter((file): file is RepositoryFile & { text: string } => file.text !== undefined)
  const annotations = read.filter(({ path }) => isReusePath(path)).flatMap(({ path, text }) => annotationsOf(path, text))
  // With REUSE, LICENSES/ only holds texts: what each covers is said elsewhere. What lies beside a picture speaks of that picture alone.
  const speaksOfTexts = annotations.some(({ where }) => !(where.endsWith('.license') && isMedia(where.slice(0, -'.license'.length))))
  const notices = read.filter(({ path }) => isLicencePath(path) && !isReusePath(path) && !(speaksOfTexts && /(?:^|\/)LICENSES\//.test(path)))
  const readmes = read.filter(({ path, text }) => isReadme(path) && statementsIn(bodyOf(path, text)).some(({ about }) => about !== 'source'))
  const fiches = read.filter(({ path }) => isFiche(path)).map(({ path, text }) => fileLicence(path, text, { notices, readmes, annotations }))
  const root = (path: string): boolean => !path.includes('/')
  const rootReadme = readmes.find(({ path }) => root(path))
  const whole = detectLicence({ body: '', licenceFiles: notices.filter(({ path }) => root(path) || /^LICENSES\//.test(path)), ...(rootReadme && { readme: bodyOf(rootReadme.path, rootReadme.text) }) })
  const software = [whole.licence, ...whole.declared.map(({ licence }) => licence)].find(licence => licence?.kind === 'software')
  const known = fiches.flatMap(({ detected }) => detected.licence ? [detected.licence] : [])
  return {
    state: stateOf(fiches), fiches, whole, media: mediaOf(files, read, annotations),
    ...(software && known.some(licence => licence.id !== software.id) && { software }),
  }
}

function stateOf(fiches: readonly FileLicence[]): RepositoryLicences['state'] {
  const labels = fiches.flatMap(({ detected, joined }) => joined?.label ?? detected.licence?.id ?? [])
  const disagreeing = fiches.filter(({ detected, joined }) => detected.state === 'contradictory' && joined === undefined)
  if (disagreeing.length > 0) return disagreeing.every(({ detected }) => detected.several === true) ? 'several' : 'contradictory'
  if (labels.length === 0) return fiches.some(({ detected }) => detected.declared.length > 0) ? 'incomplete' : 'none'
  if (labels.length < fiches.length) return 'incomplete'
  return new Set(labels).size === 1 ? 'one' : 'per-part'
}

interface Around { readonly notices: readonly { readonly path: string; readonly text: string }[]; readonly readmes: readonly { readonly path: string; readonly text: string }[]; readonly annotations: readonly ReuseAnnotation[] }

/** As `saidOf`, with the lines of the file rather than of its body. */
function fileLicence(path: string, text: string, around: Around): FileLicence {
  const fiche = parseFiche(text)
  const detected = saidOf(path, fiche, around)
  const joined = detected.several === true && detected.declared.every(({ kind }) => kind === 'header') ? joinedLabel(fiche.header) : undefined
  return { path, detected: { ...detected, declared: detected.declared.map(one => one.line === undefined ? one : { ...one, line: one.line + fiche.bodyLine - 1 }) }, ...(joined && { joined }) }
}

/** Header and text first, then REUSE, then the nearest folder that speaks. */
function saidOf(path: string, { header, body }: Fiche, { notices, readmes, annotations }: Around): DetectedLicence {
  const annotation = annotations.filter(one => one.covers(path)).at(-1)
  const own = detectLicence({ header, body, licenceFiles: [], path })
  const speaks = own.declared.some(({ kind }) => kind === 'header' || kind === 'text')
  if (annotation && (annotation.precedence !== 'closest' || !speaks)) {
    return detectLicence({ header: { ...(annotation.precedence === 'override' ? {} : header), 'SPDX-License-Identifier': annotation.licence }, body: annotation.precedence === 'override' ? '' : body, licenceFiles: [], path })
  }
  if (speaks) return own
  const { licenceFiles, readme } = speakingFor(path, notices, readmes)
  return detectLicence({ header, body, path, licenceFiles, ...(readme && { readme: bodyOf(readme.path, readme.text) }) })
}

/**
 * The licence files and the README that speak for a path: those of the closest folder that has either. `readmes` are those that
 * say something of a licence.
 */
export function speakingFor<File extends { readonly path: string }>(path: string, notices: readonly File[], readmes: readonly File[]): { licenceFiles: readonly File[]; readme?: File } {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = notices.filter(notice => folderOf(notice.path.replace(/(^|\/)LICENSES\/[^/]+$/, '$1LICENSE')) === folder)
    const readme = readmes.find(one => folderOf(one.path) === folder && one.path !== path)
    if (here.length > 0 || readme) return { licenceFiles: here, ...(readme && { readme }) }
    if (folder === '') return { licenceFiles: [] }
  }
}

function mediaOf(files: readonly RepositoryFile[], read: readonly { readonly path: string; readonly text: string }[], annotations: readonly ReuseAnnotation[]): MediaLicence[] {
  const said = new Map<string, LicenceDeclaration[]>()
  const add = (path: string, one: LicenceDeclaration): void => { said.set(path, [...said.get(path) ?? [], one]) }
  const known = new Set(files.map(({ path }) => path))
  for (const { path, text } of read) {
    if (!isFiche(path)) continue
    const { header, body, bodyLine } = parseFiche(text)
    for (const { source, label, licence } of headerMedia(header)) add(pathFrom(path, source, known), { kind: 'header', where: `${path}, en-tête (medias)`, label, ...(licence && { licence }) })
    for (const { image, mention, line } of mediaStatementsIn(body)) if (image !== undefined) add(pathFrom(path, image, known), { kind: 'text', where: path, line: line + bodyLine - 1, label: mention.label, ...(mention.licence && { licence: mention.licence }) })
  }
  for (const { path } of files) {
    if (!isMedia(path)) continue
    const annotation = annotations.filter(one => one.covers(path)).at(-1)
    const licence = annotation && identify(annotation.licence)
    if (annotation) add(path, { kind: 'file', where: annotation.where, label: annotation.licence, ...(licence && { licence }) })
    else if (!said.has(path)) said.set(path, [])
  }
  return [...said].map(([path, declared]) => {
    const ids = new Set(declared.map(({ licence }) => licence?.id))
    const [first] = declared
    return { path, declared, ...(ids.size === 1 && first?.licence && { licence: first.licence }) }
  }).sort((a, b) => a.path < b.path ? -1 : 1)
}

function headerMedia(header: Record<string, unknown>): { source: string; label: string; licence?: Licence }[] {
  const items: unknown[] = [header['image'], header['vignette'], header['couverture'], ...(Array.isArray(header['medias']) ? header['medias'] as unknown[] : [])]
  return items.flatMap(item => {
    if (typeof item !== 'object' || item === null) return []
    const { fichier, url, src, licence } = item as Record<string, unknown>
    const source = [fichier, url, src].find(one => typeof one === 'string' && one !== '') as string | undefined
    if (source === undefined || typeof licence !== 'string' || licence === '') return []
    const known = identify(licence)
    return [{ source, label: licence, ...(known && { licence: known }) }]
  })
}

/** A picture named from a fiche: its path in the repository when it is there, the address itself otherwise. */
function pathFrom(fiche: string, source: string, known: ReadonlySet<string>): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(source)) return source
  let name = source.replace(/[?#].*$/, '')
  try { name = decodeURIComponent(name) } catch { /* A stray % names the file as it is. */ }
  const parts: string[] = []
  for (const part of (name.startsWith('/') ? name : `${folderOf(fiche)}/${name}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const path = parts.join('/')
  return known.has(path) ? path : source
}

const bodyOf = (path: string, text: string): string => /\.(?:md|markdown)$/i.test(path) ? parseFiche(text).body : text

function folderOf(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut === -1 ? '' : path.slice(0, cut)
}
