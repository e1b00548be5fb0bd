import type { HistoryCommit } from '../../attribution/history.js'
import { isNotice } from '../../attribution/provenance.js'

/** Reads what `historyBytes` writes: versions parents first, with the Markdown files each changes, and those that say a licence. What Git could not say (a NUL in a message ends it) is left out, never refused. */
export function parseLog(bytes: Uint8Array): HistoryCommit[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const commits: HistoryCommit[] = []
  let changes = new Map<string, string | undefined>()
  let notices = new Map<string, string | undefined>()
  let change: { readonly isGone: boolean; readonly oid: string } | undefined
  let start = 0
  for (let end = buffer.indexOf(0); end !== -1; start = end + 1, end = buffer.indexOf(0, start)) {
    const token = buffer.toString('utf8', start, end)
    // A path is whatever follows a change, so that no path is taken for a version.
    if (change !== undefined) {
      const files = /\.(md|markdown)$/i.test(token) ? changes : isNotice(token) ? notices : undefined
      files?.set(token, change.isGone ? undefined : change.oid)
      change = undefined
      continue
    }
    const raw = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(token)
    if (raw) { change = { isGone: raw[3] === 'D' || !raw[1]!.startsWith('100'), oid: raw[2]! }; continue }
    const [oid = '', parents = '', name = '', email = '', at = '', committerName = '', committerEmail = '', committedAt = '', ...message] = token.replace(/^\n/, '').split('\n')
    if (!/^[0-9a-f]{40}$/.test(oid)) continue
    changes = new Map()
    notices = new Map()
    commits.push({
      oid, parents: parents.split(' ').filter((parent) => parent !== ''), author: { name, email }, committer: { name: committerName, email: committerEmail },
      at: milliseconds(at), committedAt: milliseconds(committedAt), message: message.join('\n'), changes, notices,
    })
  }
  return commits
}

const milliseconds = (seconds: string): number => (Number.isFinite(Number(seconds)) ? Number(seconds) * 1000 : 0)

/** Reads what `git cat-file --batch` writes: texts by object id; those that are missing are left out. */
export function parseBlobs(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts = new Map<string, string>()
  for (let at = 0; at < buffer.length;) {
    const end = buffer.indexOf(10, at)
    if (end === -1) break
    const found = /^([0-9a-f]+) blob (\d+)$/.exec(buffer.toString('latin1', at, end))
    at = end + 1
    if (!found) continue
    const size = Number(found[2])
    texts.set(found[1]!, buffer.toString('utf8', at, at + size))
    at += size + 1
  }
  return texts
}
