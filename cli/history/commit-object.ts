import type { HistoryCommitLike, Identity } from '../../forge/attribution/history.js'

/**
 * Reads a raw commit. Never refuses: histories met in the wild hold commits without author, dates that are no dates, names in other
 * encodings.
 */
export function parseCommit(oid: string, raw: Uint8Array): HistoryCommitLike {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const end = bytes.indexOf('\n\n')
  const head = end === -1 ? bytes : bytes.subarray(0, end)
  const encoding = /^encoding (.+)$/m.exec(head.toString('latin1'))?.[1]
  const decode = decoder(encoding)
  const parents: string[] = []
  let author: Identity = { name: '', email: '' }
  let committer: Identity | undefined
  let at = 0, committedAt = 0
  for (const line of decode(head).split('\n')) {
    const [key, value] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]
    if (key === 'parent') parents.push(value)
    else if (key === 'author') { author = identityOf(value); at = dateOf(value) }
    else if (key === 'committer') { committer = identityOf(value); committedAt = dateOf(value) }
  }
  return { oid, parents, author, ...(committer && { committer, committedAt }), at, message: end === -1 ? '' : decode(bytes.subarray(end + 2)) }
}

function decoder(encoding: string | undefined): (bytes: Uint8Array) => string {
  let named: TextDecoder | undefined
  try { named = encoding === undefined ? undefined : new TextDecoder(encoding) } catch { named = undefined }
  const decoding = named ?? new TextDecoder('utf-8')
  return (bytes) => decoding.decode(bytes)
}

function identityOf(value: string): Identity {
  const open = value.indexOf('<')
  const close = value.lastIndexOf('>')
  if (open === -1 || close < open) return { name: value.replace(/ -?\d+ [+-]\d+$/, '').trim(), email: '' }
  return { name: value.slice(0, open).trim(), email: value.slice(open + 1, close).replace(/[<>]/g, '').trim() }
}

function dateOf(value: string): number {
  const seconds = Number(/ (-?\d+) [+-]\d+$/.exec(value)?.[1] ?? 0)
  return Number.isSafeInteger(seconds * 1000) ? seconds * 1000 : 0
}
