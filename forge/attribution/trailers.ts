/** Reading and writing the trailers that end a commit message (`Key: value` lines, RFC 822 folding as `git interpret-trailers`). */

export interface Trailer {
  /** As written. Compare without case. */
  readonly key: string
  /** Unfolded to one line, trimmed. */
  readonly value: string
}

/** Keys read wherever they stand at the start of a line: squash messages leave them in the middle, and no credit may be lost for it. */
const ANYWHERE = new Set(['co-authored-by', 'original-author', 'source-commit', 'imported-from', 'reviewed-by', 'merge-request', 'original-licence', 'original-license'])
/** Messages are hostile: beyond this, the rest of a message is not searched. */
const MAX_MESSAGE = 200_000

const TRAILER = /^([A-Za-z0-9][A-Za-z0-9-]{0,63})[ \t]*:[ \t]*(.*)$/

/**
 * All trailers of a message, in order: those of its last paragraph when every line there is one, and the known keys
 * (Co-authored-by, Original-Author, Source-Commit, Imported-From, Reviewed-by, Merge-Request…) wherever they begin a line after the subject.
 */
export function parseTrailers(message: string): Trailer[] {
  const lines = message.slice(0, MAX_MESSAGE).replace(/\r\n?/g, '\n').replace(/\s+$/, '').split('\n')
  const block = lastBlock(lines)
  const found: { key: string; value: string }[] = []
  let open: { key: string; value: string } | undefined
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (open && /^[ \t]+\S/.test(line)) { open.value = `${open.value} ${line.trim()}`.trim(); continue }
    open = undefined
    const match = TRAILER.exec(line)
    if (!match) continue
    const key = match[1]!
    if (i >= block || (i > 0 && ANYWHERE.has(key.toLowerCase()))) {
      open = { key, value: match[2]!.trim() }
      found.push(open)
    }
  }
  return found.filter((trailer) => trailer.value !== '')
}

/** The values of one key, in order, whatever its case. */
export const trailerValues = (trailers: readonly Trailer[], key: string): string[] =>
  trailers.filter((trailer) => trailer.key.toLowerCase() === key.toLowerCase()).map((trailer) => trailer.value)

/** Index of the first line of the trailer block, or `lines.length` when the message ends on prose. The subject is never one. */
function lastBlock(lines: readonly string[]): number {
  let start = lines.length
  while (start > 0 && lines[start - 1]!.trim() !== '') start--
  if (start === 0) return lines.length
  const block = lines.slice(start)
  const plain = block.every((line, i) => TRAILER.test(line) || (i > 0 && /^[ \t]+\S/.test(line)) || /^\(cherry picked from commit [0-9a-f]+\)$/.test(line))
  return plain ? start : lines.length
}

/**
 * The message with the trailers at its end, after a blank line or in the trailer block it already has; one already there
 * (same key, same value) is not repeated. Values come from people: control characters and line breaks become spaces, so that a
 * name can add neither a trailer nor a header. Keys are the program's own; one that is not `[A-Za-z0-9-]+` is a bug and throws.
 */
export function withTrailers(message: string, trailers: readonly Trailer[]): string {
  const body = message.replace(/\r\n?/g, '\n').replace(/\0/g, '').replace(/\s+$/, '')
  const present = new Set(parseTrailers(body).map(identityOf))
  const added: string[] = []
  for (const { key, value } of trailers) {
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(key)) throw new TypeError(`not a trailer key: ${JSON.stringify(key)}`)
    const clean = oneLine(value)
    const identity = identityOf({ key, value: clean })
    if (clean === '' || present.has(identity)) continue
    present.add(identity)
    added.push(`${key}: ${clean}`)
  }
  if (added.length === 0) return body === '' ? '' : `${body}\n`
  const lines = body.split('\n')
  const joins = body !== '' && lastBlock(lines) < lines.length
  return `${body}${body === '' ? '\n\n' : joins ? '\n' : '\n\n'}${added.join('\n')}\n`
}

const identityOf = (trailer: Trailer): string => `${trailer.key.toLowerCase()}\0${trailer.value}`

// Controls (C0, C1), line and paragraph separators, and the bidirectional controls that could make a name read as something else.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g
const oneLine = (value: string): string => value.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim()

/** A trailer value naming a person: `Name <address>`, safe for hostile names (angle brackets removed). */
export function personTrailer(identity: { name: string; email: string }): string {
  const clean = (text: string): string => oneLine(text).replace(/[<>]/g, '').trim()
  return `${clean(identity.name)} <${clean(identity.email).replace(/\s/g, '')}>`.trim()
}
