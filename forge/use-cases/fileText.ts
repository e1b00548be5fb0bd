import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { ResourceId } from '../domain/resource.js'

/** The bytes of a text file as a string that encodes back to the same bytes (BOM kept); undefined when they are not UTF-8 text. */
export function decodeExactly(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try { return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes) } catch { return undefined }
}

/** The exact text of a file at a version. Refuses `not_found` when it is absent there, `invalid` (`file.not_text`) when it is not UTF-8 text. */
export async function readText(deps: Pick<Deps, 'git'>, id: ResourceId, commit: Oid, path: string): Promise<string> {
  const file = await deps.git.file(id, commit, path)
  if (!file) throw new ForgeError('not_found', 'not_found.file', { path })
  const text = decodeExactly(file.bytes)
  if (text === undefined) throw new ForgeError('invalid', 'file.not_text', { path })
  return text
}
