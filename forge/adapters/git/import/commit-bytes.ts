import { authorsOf } from '../../../attribution/identities.js'
import type { SourceAuthor } from '../../../domain/importing.js'
import { bytesOf, readable, type Bytes } from './bytes.js'

/** What is kept of a source commit, byte for byte. Signatures are not: they sign another commit. */
export interface SourceCommit { readonly author: Bytes; readonly committer: Bytes; readonly encoding: Bytes | undefined; readonly message: Bytes }

export function parseCommit(raw: Bytes): SourceCommit {
  const end = raw.indexOf('\n\n')
  const header = end === -1 ? raw : raw.slice(0, end)
  const line = (key: string) => header.split('\n').find((each) => each.startsWith(`${key} `))?.slice(key.length + 1)
  const author = identity(line('author') ?? line('committer') ?? '')
  return { author, committer: identity(line('committer') ?? author), encoding: line('encoding')?.replace(/[^\x21-\x7e]/g, '') || undefined, message: end === -1 ? '' : raw.slice(end + 2).replaceAll('\0', '') }
}

/** What `git fsck --strict` accepts of an author or committer line (fsck.c, fsck_ident). */
const soundIdentity = /^[^<>\n\0]* <[^<>\n\0]*> (?:0|[1-9]\d{0,17}) [+-]\d{4}$/

/** The line as it is when it is sound; else the nearest that is, name and address kept. */
export function identity(line: Bytes): Bytes {
  if (soundIdentity.test(line)) return line
  const clean = (text: string) => text.replace(/[<>\n\0]+/g, ' ').replace(/ {2,}/g, ' ').trim()
  const open = line.indexOf('<')
  const close = line.lastIndexOf('>')
  const [name, email, rest] = open === -1 || close < open ? [line.replace(/ \d+ [+-]\d+$/, ''), '', line] : [line.slice(0, open), line.slice(open + 1, close), line.slice(close + 1)]
  const [, digits = '0', zone = '+0000'] = /(\d+)(?: +([+-]\d+))?\s*$/.exec(rest) ?? []
  const seconds = digits.replace(/^0+(?=\d)/, '')
  // Some tools wrote seconds or a doubled zone: the first four digits are what Git itself reads.
  const offset = `${zone.slice(0, 5)}0000`.slice(0, 5)
  return `${clean(name)} <${clean(email)}> ${seconds.length > 18 ? '0' : seconds} ${offset}`
}

const trailerLine = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}[ \t]*:[ \t]*\S/

/** The message with the commit it comes from said at its end: in the trailers it ends with, or after a blank line. Nothing else changes. */
export function withSourceCommit(message: Bytes, source: string): Bytes {
  const ended = message === '' || message.endsWith('\n') ? message : `${message}\n`
  const lines = ended.replace(/\s+$/, '').split('\n')
  let start = lines.length
  while (start > 0 && (lines[start - 1] as string).trim() !== '') start -= 1
  const block = lines.slice(start)
  const isTrailers = start > 0 && block.length > 0 && block.every((line, i) => trailerLine.test(line) || (i > 0 && /^[ \t]+\S/.test(line)) || line.startsWith('(cherry picked from commit '))
  const gap = isTrailers && /\S\n$/.test(ended.replace(/\r/g, '')) ? '' : '\n'
  return `${ended === '' ? '\n' : ended}${gap}Source-Commit: ${source}\n`
}

/** Authors and co-authors of the words, one per address, named as they were last. */
export function authorsAmong(commits: Iterable<SourceCommit>): readonly SourceAuthor[] {
  const found = new Map<string, SourceAuthor>()
  for (const commit of commits) {
    for (const author of authorsOf({ author: identityIn(commit.author), committer: identityIn(commit.committer), message: readable(commit.message) })) {
      const key = author.email.trim().toLowerCase() || `\0${author.name}`
      found.set(key, author.name === '' && found.has(key) ? (found.get(key) as SourceAuthor) : { name: author.name, email: author.email })
    }
  }
  return [...found.values()]
}

function identityIn(signature: string): { name: string; email: string } {
  const [, name = '', email = ''] = /^(.*) <(.*)> /.exec(signature) ?? []
  return { name: readable(name), email: readable(email) }
}

/** One commit in the language of `git fast-import`. */
export function commitCommand(ref: string, mark: number, commit: SourceCommit, source: string, parents: readonly string[], files: readonly { mode: string; oid: string; path: Bytes }[]): Bytes {
  const message = withSourceCommit(commit.message, source)
  return [
    parents.length === 0 ? `reset ${ref}\n` : '',
    `commit ${ref}\nmark :${mark}\nauthor ${commit.author}\ncommitter ${commit.committer}\n`,
    commit.encoding === undefined ? '' : `encoding ${commit.encoding}\n`,
    `data ${message.length}\n${message}\n`,
    parents.map((parent, i) => `${i === 0 ? 'from' : 'merge'} ${parent}\n`).join(''),
    'deleteall\n',
    files.map((file) => `M ${file.mode} ${file.oid} ${quotedPath(file.path)}\n`).join(''),
    '\n',
  ].join('')
}

/** One event of a journal, as the journal itself would write it. */
export function eventCommand(ref: string, isFirst: boolean, signature: Bytes, kind: string, json: string): Bytes {
  const body = bytesOf(json)
  const message = bytesOf(`${kind}\n`)
  return `${isFirst ? `reset ${ref}\n` : ''}commit ${ref}\nauthor ${signature}\ncommitter ${signature}\ndata ${message.length}\n${message}\ndeleteall\nM 100644 inline event.json\ndata ${body.length}\n${body}\n\n`
}

function quotedPath(path: Bytes): Bytes {
  return `"${path.replace(/[\\"\n\r\0-\x1f]/g, (char) => (char === '"' || char === '\\' ? `\\${char}` : `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`))}"`
}
