import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { hidingNames } from './hideNames.js'
import { decodeText } from './indexResource.js'

/** Above (bytes), a text is not compared for one sentence. */
const comparedBytes = 100_000

/** What a version did to the text of its fiche: one sentence, or nothing at all. */
export type VersionSummary = { readonly kind: 'changed'; readonly sentence: string } | { readonly kind: 'same' }

export interface VersionSummaries {
  /** By version. Absent: its text is too long, stood elsewhere, or took too long to compare. */
  readonly of: ReadonlyMap<Oid, VersionSummary>
  /** Some came too late: another time they may be there. */
  readonly isLate: boolean
}

/** What each of these versions changed of its fiche’s text since the one before, in one sentence. Names hidden in the fiche are hidden here. */
export async function summariseVersions(
  deps: Pick<Deps, 'git' | 'renderer' | 'naming'>, input: { readonly resource: Resource; readonly versions: readonly { readonly commit: Oid; readonly parent: Oid | undefined }[]; readonly locale: Locale },
): Promise<VersionSummaries> {
  const { resource, locale } = input
  const hide = await hidingNames(deps, resource)
  let isLate = false
  const found = await Promise.all(input.versions.map(async ({ commit, parent }): Promise<readonly (readonly [Oid, VersionSummary])[]> => {
    const texts = await textsAround(deps, resource, commit, parent)
    if (texts === undefined) return []
    if (texts === 'same') return [[commit, { kind: 'same' }]]
    const summary = await deps.renderer.summary(hide(texts.before), hide(texts.after))
    if (summary === undefined) { isLate = true; return [] }
    return [[commit, { kind: 'changed', sentence: summary[locale] }]]
  }))
  return { of: new Map(found.flat()), isLate }
}

async function textsAround(deps: Pick<Deps, 'git'>, { id, mainPath }: Resource, commit: Oid, parent: Oid | undefined): Promise<{ readonly before: string; readonly after: string } | 'same' | undefined> {
  try {
    const after = await deps.git.file(id, commit, mainPath, comparedBytes)
    if (after === undefined) return undefined
    if (parent === undefined) return { before: '', after: decodeText(after.bytes) }
    const before = await deps.git.file(id, parent, mainPath, comparedBytes) ?? await formerly(deps, id, parent, commit, mainPath)
    if (before?.oid === after.oid) return 'same'
    return { before: before === undefined ? '' : decodeText(before.bytes), after: decodeText(after.bytes) }
  } catch (error) {
    // Too long, or a version before a shallow copy begins: the version is listed all the same.
    if (error instanceof ForgeError) return undefined
    throw error
  }
}

/** The file under the name it had before this version renamed it. */
async function formerly(deps: Pick<Deps, 'git'>, id: Resource['id'], parent: Oid, commit: Oid, path: string) {
  const renamed = (await deps.git.changes(id, parent, commit)).find((change) => change.path === path && change.status === 'renamed')
  return renamed && deps.git.file(id, parent, renamed.oldPath, comparedBytes)
}
