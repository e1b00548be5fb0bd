/** What the label of a resource is at a version, and of each of its texts. */
import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { detectLicence, type DetectedLicence } from '../../content-schema/licences/detect.js'
import { joinedLabel } from '../../content-schema/licences/joined-label.js'
import { canonicalLabel } from '../../content-schema/licences/relicensing.js'
import type { Oid, TreeEntry } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { replayResource, type ResourceFacts } from '../domain/replay.js'
import { RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import { decodeText, licenceOf } from './indexResource.js'

/** A label as one compares it: an id, an expression; undefined when nothing clear is stated. */
export type Label = string | undefined

/** What a text says of its own licence, in its header or at its foot; `undefined` label when it says nothing, or nothing clear. */
export function ownLabel(path: string, text: string): { readonly isStated: boolean; readonly label: Label; readonly fiche: Fiche } {
  const fiche = parseFiche(text)
  const detected = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: [], path })
  return { isStated: detected.declared.some(({ kind }) => kind === 'header' || kind === 'text'), label: labelOf(detected, fiche), fiche }
}

/** Several licences that the header joins by OR or AND are one label; anything else that is not one licence is none. */
function labelOf(detected: DetectedLicence, fiche: Fiche): Label {
  if (detected.state === 'declared') return detected.licence?.id
  return detected.several === true && detected.declared.every(({ kind }) => kind === 'header') ? joinedLabel(fiche.header)?.label : undefined
}

/** What one version holds, wherever it is read from: published, or pushed and not accepted yet. */
export interface VersionRead {
  entries(): Promise<readonly TreeEntry[]>
  file(path: string): Promise<Uint8Array | undefined>
}

export const versionIn = ({ git }: Pick<Deps, 'git'>, id: ResourceId, version: Oid): VersionRead => {
  let entries: Promise<readonly TreeEntry[]> | undefined
  return { entries: () => (entries ??= git.tree(id, version, { recursive: true })), file: async (path) => (await git.file(id, version, path))?.bytes }
}

/** The label of a resource at a version: its main text, else its repository, else what its stewards clarified. */
export async function labelIn(resource: Pick<Resource, 'id' | 'mainPath'>, version: VersionRead, factsNow: () => Promise<ResourceFacts | undefined>): Promise<Label> {
  const bytes = await version.file(resource.mainPath)
  const { isStated, label, fiche } = ownLabel(resource.mainPath, bytes ? decodeText(bytes) : '')
  if (isStated && label !== undefined) return label
  const facts = await factsNow()
  if (!facts) return undefined
  const entries = await version.entries()
  const pathOf = new Map(entries.map(({ path, oid }) => [oid, path]))
  const blob = async (_: ResourceId, oid: Oid): Promise<Uint8Array> => (await version.file(pathOf.get(oid) ?? '')) ?? new Uint8Array()
  const detected = await licenceOf({ git: { blob } }, resource.id, { ...facts, mainPath: resource.mainPath }, fiche, entries)
  return detected.state === 'declared' ? detected.licence?.id : undefined
}

export const labelAt = (deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'mainPath'>, version: Oid): Promise<Label> => labelIn(resource, versionIn(deps, resource.id, version), () => factsOf(deps, resource))

/** The label of a resource as it is published, without reading it again unless its header joins several licences. */
export async function labelNow(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'mainPath' | 'licence' | 'tip'>): Promise<Label> {
  const { licence, tip } = resource
  if (licence.state === 'declared') return licence.licence?.id
  return licence.several === true && tip !== undefined ? labelAt(deps, resource, tip) : undefined
}

export const factsOf = async (deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<ResourceFacts | undefined> => replayResource(await deps.git.events(resource.id, RESOURCE_JOURNAL))

/** A text that bears another label than in the version before; `from`: the one it had. */
export interface RelabelledText { readonly path: string; readonly from: Label; readonly to: string }

/** The texts that were there before and bear another label since: what a change of label is about. A text that states its own licence has that label, others their resource's. */
export async function relabelled(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'mainPath'>, before: VersionRead, after: VersionRead): Promise<readonly RelabelledText[]> {
  const { mainPath } = resource
  const own = async (version: VersionRead, path: string) => { const bytes = await version.file(path); return bytes && ownLabel(path, decodeText(bytes)) }
  const [was, is] = await Promise.all([own(before, mainPath), own(after, mainPath)])
  const entries = await before.entries()
  const others = entries.filter(({ path, kind }) => kind === 'blob' && path !== mainPath && isText(path))
  const isSameMain = was?.isStated === true && is?.isStated === true && was.label !== undefined && was.label === is.label
  // The common case: one text, which says the same.
  if (isSameMain && others.length === 0) return []
  const facts = () => factsOf(deps, resource)
  const [from, to] = isSameMain ? [was.label, is.label] : await Promise.all([labelIn(resource, before, facts), labelIn(resource, after, facts)])
  const found: RelabelledText[] = isOther(from, to) && was && is ? [{ path: mainPath, from, to }] : []
  if (others.length === 0) return found
  const now = new Map((await after.entries()).map(({ path, oid }) => [path, oid]))
  for (const { path, oid } of others) {
    if (!now.has(path) || (now.get(path) === oid && !isOther(from, to))) continue
    const [before1, after1] = await Promise.all([own(before, path), own(after, path)])
    const [first, then] = [before1?.isStated ? before1.label : from, after1?.isStated ? after1.label : to]
    if (isOther(first, then)) found.push({ path, from: first, to: then })
  }
  return found
}

const isText = (path: string): boolean => /\.(?:md|markdown)$/i.test(path)
const isOther = (from: Label, to: Label): to is string => to !== undefined && (from === undefined || canonicalLabel(from) !== canonicalLabel(to))
