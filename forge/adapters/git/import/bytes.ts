/**
 * Bytes of Git held as strings of one character a byte (latin1): paths and commits of real histories are not always UTF-8,
 * and must come out as they came in.
 */
export type Bytes = string

const strict = new TextDecoder('utf-8', { fatal: true })

/** The text these bytes are; undefined when they are no UTF-8. */
export function textOf(bytes: Bytes): string | undefined {
  try { return strict.decode(Buffer.from(bytes, 'latin1')) } catch { return undefined }
}

/** The text, every undecodable byte replaced: for reading, never for writing back. */
export const readable = (bytes: Bytes): string => Buffer.from(bytes, 'latin1').toString('utf8')

export const bytesOf = (text: string): Bytes => Buffer.from(text, 'utf8').toString('latin1')

export const baseName = (path: Bytes): Bytes => path.slice(path.lastIndexOf('/') + 1)

/** A base name without what people change in passing: case, composition, extension, separators. */
export function nameStem(path: Bytes): string {
  return readable(baseName(path)).normalize('NFKD').toLowerCase().replace(/\.(md|markdown|txt|adoc)$/, '').replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The words of a base name, for comparing names. */
export function nameWords(path: Bytes): readonly string[] {
  return readable(baseName(path)).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.[a-z0-9]{1,8}$/, '').match(/[\p{L}\p{N}]+/gu) ?? []
}
