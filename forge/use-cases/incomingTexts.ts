import { parseFiche } from '../../content-schema/fiche.js'
import { detectLicence, type DetectedLicence } from '../../content-schema/licences/detect.js'
import { parseExpression } from '../../content-schema/licences/expression.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { PushedObjects } from '../domain/push.js'
import type { Resource, ResourceId } from '../domain/resource.js'
import type { PassageText } from '../domain/shared-passages.js'
import { decodeText } from './indexResource.js'
import type { Change } from './writeChange.js'

/** A version that comes along with a change. */
export interface IncomingVersion { readonly oid: Oid; readonly message: string }

/** What a change would make of a resource's texts, wherever it is: written in a version, pushed and still in quarantine, or only typed. */
export interface IncomingTexts {
  /** The published version it would take the place of; undefined for a first one. */
  readonly onto: Oid | undefined
  /** Its Markdown texts that are not those of the published version. */
  readonly texts: readonly PassageText[]
  /** One of them as it is published. */
  before(path: string): Promise<string | undefined>
  /** Every Markdown text of the published version. */
  held(): Promise<readonly string[]>
  /** The versions it brings. */
  versions(): Promise<readonly IncomingVersion[]>
}

export const isText = (path: string): boolean => /\.(md|markdown)$/i.test(path)

/** Of two versions of a resource's repository; `from` undefined: of a first version. */
export async function textsBetween(deps: Pick<Deps, 'git'>, id: ResourceId, from: Oid | undefined, to: Oid): Promise<IncomingTexts> {
  const changed = (await deps.git.changes(id, from, to)).filter(({ path, oldPath, oldOid, newOid }) => isText(path) && newOid !== undefined && (newOid !== oldOid || !isText(oldPath)))
  const texts = await Promise.all(changed.map(async ({ path, newOid = '' }) => ({ path, text: decodeText(await deps.git.blob(id, newOid)) })))
  return { ...published(deps, id, from), texts, versions: () => deps.git.log(id, { from: [to], ...(from !== undefined && { not: [from] }) }) }
}

/** Of a push, read among its objects in quarantine. */
export async function textsPushed(deps: Pick<Deps, 'git'>, id: ResourceId, objects: PushedObjects, from: Oid | undefined, to: Oid): Promise<IncomingTexts> {
  const paths = (await objects.changed(from, to)).filter(isText)
  const texts = await Promise.all(paths.map(async (path) => ({ path, bytes: await objects.file(to, path) })))
  return {
    ...published(deps, id, from), texts: texts.flatMap(({ path, bytes }) => (bytes === undefined ? [] : [{ path, text: decodeText(bytes) }])),
    versions: () => objects.versions(from, to),
  }
}

/** Of what somebody typed over the published version. */
export function textsTyped(deps: Pick<Deps, 'git'>, id: ResourceId, from: Oid | undefined, files: Change): IncomingTexts {
  const texts = [...files].flatMap(([path, text]) => (isText(path) && text !== null ? [{ path, text: typeof text === 'string' ? text : decodeText(text) }] : []))
  return { ...published(deps, id, from), texts, versions: () => Promise.resolve([]) }
}

function published(deps: Pick<Deps, 'git'>, id: ResourceId, onto: Oid | undefined): Pick<IncomingTexts, 'onto' | 'before' | 'held'> {
  let held: Promise<readonly string[]> | undefined
  const textAt = async (path: string): Promise<string | undefined> => {
    const file = onto === undefined ? undefined : await deps.git.file(id, onto, path)
    return file && decodeText(file.bytes)
  }
  return { onto, before: textAt, held: () => (held ??= onto === undefined ? Promise.resolve([]) : textsOf(deps, id, onto)) }
}

/** Every Markdown text of a version. */
export async function textsOf(deps: Pick<Deps, 'git'>, id: ResourceId, version: Oid): Promise<readonly string[]> {
  const files = (await deps.git.tree(id, version, { recursive: true })).filter(({ kind, path }) => kind === 'blob' && isText(path))
  return Promise.all(files.map(async ({ oid }) => decodeText(await deps.git.blob(id, oid))))
}

/**
 * The label a change leaves the resource under: what its main file says, else what the resource says. `target` is undefined when nobody
 * can tell; `isNew`: the words that were there come under another one too.
 */
export async function labelAfter(resource: Pick<Resource, 'mainPath' | 'licence'>, incoming: Pick<IncomingTexts, 'texts' | 'before'>): Promise<{ readonly target: string | undefined; readonly isNew: boolean }> {
  const known = resource.licence.state === 'declared' ? resource.licence.licence?.id : undefined
  const after = incoming.texts.find(({ path }) => path === resource.mainPath)
  const before = after && (await incoming.before(after.path))
  const [was, now] = [before, after?.text].map((text) => (text === undefined ? undefined : labelIn(resource.mainPath, text)))
  if (now === undefined || now.state === 'absent' || now.label === was?.label && now.state === was?.state) return { target: known ?? now?.label, isNew: false }
  return { target: now.label, isNew: now.label !== undefined && now.label !== known }
}

function labelIn(path: string, text: string): { readonly state: DetectedLicence['state']; readonly label: string | undefined } {
  const fiche = parseFiche(text)
  const { state, licence, several } = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: [], path })
  // « A ou B » in the header: the label offers both, so both must let the words in.
  const said = several === true && fiche.fields.licence !== undefined && parseExpression(fiche.fields.licence).kind !== 'unknown' ? fiche.fields.licence : undefined
  return { state, label: state === 'declared' ? licence?.id : said }
}
