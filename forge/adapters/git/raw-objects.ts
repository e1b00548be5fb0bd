import type { ChainEvent, CommitInfo, Oid, Signature, TreeEntry } from '../../domain/git.js'

/** Trees and commits as bytes: names that are not UTF-8 and headers we do not know go through untouched. */

export interface RawEntry { readonly mode: string; readonly name: Buffer; readonly oid: Oid }

/** Cuts a tree object into its entries. */
export function parseTree(bytes: Uint8Array): RawEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: RawEntry[] = []
  for (let at = 0; at < buffer.length;) {
    const space = buffer.indexOf(0x20, at)
    const nul = buffer.indexOf(0, space)
    if (space < 0 || nul < 0 || nul + 21 > buffer.length) throw new Error('malformed tree')
    entries.push({ mode: buffer.toString('latin1', at, space), name: buffer.subarray(space + 1, nul), oid: buffer.toString('hex', nul + 1, nul + 21) })
    at = nul + 21
  }
  return entries
}

export const isTreeMode = (mode: string) => mode === '40000' || mode === '040000'

/** Bytes of a tree object, entries in Git's order: by name, a folder's as if it ended with a slash. */
export function serializeTree(entries: readonly RawEntry[]): Buffer {
  const key = (entry: RawEntry) => isTreeMode(entry.mode) ? Buffer.concat([entry.name, Buffer.from('/')]) : entry.name
  const sorted = entries.map((entry) => ({ entry, key: key(entry) })).sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(sorted.flatMap(({ entry }) => [Buffer.from(`${entry.mode} `), entry.name, Buffer.from([0]), Buffer.from(entry.oid, 'hex')]))
}

/** What an entry's mode says it is. */
export function treeEntry(path: string, mode: string, oid: Oid): TreeEntry {
  const kind = isTreeMode(mode) ? 'tree' : mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'blob'
  return { path, oid, kind, executable: kind === 'blob' && (Number.parseInt(mode, 8) & 0o111) !== 0 }
}

/** A decoder for the encoding a commit declares, or for UTF-8 when there is none we know. Old histories declare none and are Latin-1. */
function decode(bytes: Buffer, encoding: string | undefined): string {
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    try { return new TextDecoder(encoding).decode(bytes) } catch { /* not an encoding: as if undeclared */ }
  }
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } catch { return new TextDecoder('windows-1252').decode(bytes) }
}

/** `Name <address> 1700000000 +0200`; what does not parse becomes an empty part, never an exception. */
export function parseSignature(text: string): Signature {
  const open = text.indexOf('<')
  const close = text.lastIndexOf('>')
  if (open < 0 || close < open) return { name: text.trim(), email: '', at: 0, offsetMinutes: 0 }
  const [, seconds = '0', sign = '+', hours = '0', minutes = '0'] = /^\s*(-?\d{1,15})(?:\s+([+-])(\d{1,2})(\d{2}))?/.exec(text.slice(close + 1)) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return { name: text.slice(0, open).trim(), email: text.slice(open + 1, close).trim(), at: Number(seconds) * 1000, offsetMinutes: offset === 0 ? 0 : offset }
}

/** Reads a commit object from its bytes. Continued headers (signatures) are passed over. */
export function parseCommit(oid: Oid, bytes: Uint8Array): CommitInfo {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headers = new Map<string, Buffer[]>()
  let at = 0
  while (at < buffer.length && buffer[at] !== 0x0a) {
    const end = buffer.indexOf(0x0a, at)
    const line = buffer.subarray(at, end < 0 ? buffer.length : end)
    at = end < 0 ? buffer.length : end + 1
    const space = line.indexOf(0x20)
    if (space <= 0) continue
    const name = line.toString('latin1', 0, space)
    headers.set(name, [...headers.get(name) ?? [], line.subarray(space + 1)])
  }
  const encoding = headers.get('encoding')?.[0]?.toString('latin1')
  const text = (name: string) => decode(headers.get(name)?.[0] ?? Buffer.alloc(0), encoding)
  return {
    oid, tree: text('tree'), parents: (headers.get('parent') ?? []).map((each) => each.toString('latin1')),
    author: parseSignature(text('author')), committer: parseSignature(text('committer')),
    message: decode(buffer.subarray(at + 1), encoding),
  }
}

 
const cleanName = (text: string) => text.replace(/[\x00-\x1f\x7f<>]/g, ' ').replace(/\s+/g, ' ').trim()
 
const cleanEmail = (text: string) => text.replace(/[\x00-\x20\x7f<>]/g, '')

/** Writes a signature as Git does; characters that would end it early are left out. */
export function serializeSignature(signature: Signature): string {
  const offset = Math.abs(Math.trunc(signature.offsetMinutes))
  const zone = `${signature.offsetMinutes < 0 ? '-' : '+'}${String(Math.floor(offset / 60)).padStart(2, '0')}${String(offset % 60).padStart(2, '0')}`
  return `${cleanName(signature.name)} <${cleanEmail(signature.email)}> ${Math.max(0, Math.floor(signature.at / 1000))} ${zone}`
}

/** Bytes of a commit object. The message ends with a newline and holds no NUL, as Git asks. */
export function serializeCommit(commit: { tree: Oid; parents: readonly Oid[]; author: Signature; committer: Signature; message: string }): Buffer {
  const message = commit.message.replaceAll('\0', '')
  return Buffer.from([
    `tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${serializeSignature(commit.author)}`, `committer ${serializeSignature(commit.committer)}`, '',
    message.endsWith('\n') ? message : `${message}\n`,
  ].join('\n'))
}

/** Reads one event of a chain from its commit and the bytes of its `event.json`. */
export function parseEvent(commit: CommitInfo, json: Uint8Array): ChainEvent {
  const payload = JSON.parse(Buffer.from(json).toString('utf8')) as ChainEvent['payload']
  return { oid: commit.oid, author: commit.author, payload }
}
