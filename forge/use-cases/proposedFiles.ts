import type { Oid } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { FileUnderReview, ProposedFile } from '../domain/proposed-file.js'
import type { ComparedPlaces, RenderedReview } from '../domain/rendering.js'
import type { Resource } from '../domain/resource.js'
import { changeName, type ChangeRef } from '../domain/review.js'
import { decodeExactly } from './fileText.js'
import { imageType } from './readFiles.js'

/** Larger files are decided whole, without being read. */
const maxRead = 2 * 1024 * 1024

/** The files that differ between two versions, the resource's main file first, then by path. */
export async function proposedFiles(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'mainPath'>, from: Oid, to: Oid): Promise<readonly ProposedFile[]> {
  const changes = await deps.git.changes(resource.id, from, to)
  const files = await Promise.all(changes.map(async (change): Promise<ProposedFile> => {
    if (imageType(change.path) !== undefined) return { change, kind: 'image', texts: undefined, isByChange: false }
    const [before, after] = await Promise.all([textAt(deps, resource, from, change.oldOid === undefined ? undefined : change.oldPath), textAt(deps, resource, to, change.newOid === undefined ? undefined : change.path)])
    if (before === undefined || after === undefined) return { change, kind: 'other', texts: undefined, isByChange: false }
    return { change, kind: 'text', texts: { before, after }, isByChange: change.status === 'modified' && /\.(?:md|markdown)$/i.test(change.path) }
  }))
  const isMain = (file: ProposedFile) => Number(file.change.path === resource.mainPath)
  return files.sort((a, b) => isMain(b) - isMain(a) || (a.change.path < b.change.path ? -1 : 1))
}

/** Empty for an absent side; undefined for what is no text, or too long to be compared. */
async function textAt(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>, commit: Oid, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return ''
  try {
    const file = await deps.git.file(resource.id, commit, path, maxRead)
    return file === undefined ? '' : decodeExactly(file.bytes)
  } catch { return undefined }
}

/** Renders each file for its reviewers. `placesOf`: where a text's links and images lead. */
export async function underReview(deps: Pick<Deps, 'renderer'>, files: readonly ProposedFile[], locale: Locale, placesOf: (file: ProposedFile) => Promise<ComparedPlaces | undefined>): Promise<readonly FileUnderReview[]> {
  return Promise.all(files.map(async (file) => {
    const review = file.texts && (await deps.renderer.review(file.texts.before, file.texts.after, locale, await placesOf(file)))
    return { ...file, review, changes: changesIn(file, review) }
  }))
}

function changesIn({ change: { path }, isByChange }: ProposedFile, review: RenderedReview | undefined): readonly ChangeRef[] {
  if (!isByChange || review?.parts === undefined) return [{ path }]
  return review.parts.flatMap((part) => (part.kind === 'change' ? [{ path, old: part.old, new: part.new }] : []))
}

/** Every change of a proposition, by name. The renderings are those of the page, kept. */
export const changesByName = (files: readonly FileUnderReview[]): ReadonlyMap<string, ChangeRef> => new Map(files.flatMap((file) => file.changes.map((change) => [changeName(change), change] as const)))
