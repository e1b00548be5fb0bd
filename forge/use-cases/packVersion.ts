import { archiveNames } from '../domain/archive-names.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { findVersion, type Version } from './findVersion.js'
import { shownBytes } from './readFiles.js'

/** A version ready to be put in an archive, file by file. */
export interface PackedVersion {
  readonly version: Version
  /** The only folder of the archive. */
  readonly folder: string
  readonly files: readonly { readonly name: string; read(): Promise<Uint8Array> }[]
}

/** Texts the archive adds; a file of the resource with the same name is kept under another. */
export const addedFiles = ['CREDITS.md', 'LICENCE.txt', 'CITATION.cff'] as const

/** The files of a version with safe names. Links to other places of the disk and other repositories are left out. Refuses `not_found`. */
export async function packVersion(deps: Pick<Deps, 'git' | 'settings' | 'naming'>, input: { readonly resource: Resource; readonly version?: string }): Promise<PackedVersion> {
  const { resource } = input
  const version = await findVersion(deps, resource, input.version)
  const blobs = (await deps.git.tree(resource.id, version.commit, { recursive: true })).filter((entry) => entry.kind === 'blob')
  const names = archiveNames(blobs.map((entry) => entry.path), addedFiles)
  return {
    version, folder: resource.slug,
    files: blobs.map((entry, index) => ({ name: names[index] ?? `fichier-${index}`, read: async () => shownBytes(deps, resource, entry.path, await deps.git.blob(resource.id, entry.oid, deps.settings.maxPushBytes)) })),
  }
}
