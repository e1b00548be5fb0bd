const strict = new TextDecoder('utf-8', { fatal: true })

/** A file name as people wrote it: UTF-8, or else the Latin-1 of older systems, so that two names never become one. */
export function decodeName(bytes: Uint8Array): string {
  try { return strict.decode(bytes) } catch { return Buffer.from(bytes).toString('latin1') }
}

export interface TreeEntry { readonly name: string; readonly oid: string; readonly isFile: boolean; readonly isFolder: boolean; readonly mode: string }

/** Reads a raw tree. */
export function parseTree(raw: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at), end = bytes.indexOf(0, space)
    if (space === -1 || end === -1) break
    const mode = bytes.toString('latin1', at, space)
    entries.push({ name: decodeName(bytes.subarray(space + 1, end)), mode, oid: bytes.toString('hex', end + 1, end + 21), isFile: mode.startsWith('100'), isFolder: mode === '40000' })
    at = end + 21
  }
  return entries
}
