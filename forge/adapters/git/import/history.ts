import { baseName, nameStem, nameWords, type Bytes } from './bytes.js'

/** A detected rename whose names say nothing: only what the two files hold can tell. */
export interface DoubtfulRename { readonly at: number; readonly from: Bytes; readonly to: Bytes; readonly similarity: number; readonly fromOid: string; readonly toOid: string }

/** Names that differ by what people change in passing, or share most of their words. */
function areNamesAlike(from: Bytes, to: Bytes): boolean {
  if (nameStem(from) === nameStem(to)) return true
  const [a, b] = [new Set(nameWords(from)), new Set(nameWords(to))]
  const shared = [...a].filter((word) => b.has(word)).length
  return shared > 0 && shared * 2 >= Math.max(a.size, b.size)
}

const longEnough = 6
/** The words people wrote: of lines that are more than a heading, a key or a label, without which two fiches of one template look alike. */
function proseWords(text: string): readonly string[] {
  return text.slice(0, 200_000).normalize('NFC').toLowerCase().split('\n').flatMap((line) => {
    const words = line.match(/[\p{L}\p{N}]+/gu) ?? []
    return words.length >= longEnough && !line.startsWith('#') ? words : []
  })
}

/** Whether two texts say much the same, three words in a row. */
export function sayTheSame(before: string, after: string): boolean {
  const triples = (words: readonly string[]) => new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`))
  const [a, b] = [triples(proseWords(before)), triples(proseWords(after))]
  if (a.size === 0 || b.size === 0) return false
  const shared = [...a].filter((triple) => b.has(triple)).length
  return shared * 5 >= Math.max(a.size, b.size) * 2
}

export interface Rename { readonly from: Bytes; readonly similarity: number }

/** A file as a tree holds it. Numbers name them: 0 is « no such file ». */
export interface Content { readonly mode: string; readonly oid: string }

/**
 * A branch's whole history in memory, oldest first: what each commit changes from its first parent. From that, the state of
 * any path at any commit is one pass. Read from one `git log --raw -z -M --diff-merges=first-parent`.
 */
export class History {
  readonly oids: string[] = []
  readonly parents: number[][] = []
  readonly contents: Content[] = [{ mode: '', oid: '' }]
  readonly #index = new Map<string, number>()
  readonly #contentIndex = new Map<string, number>()
  readonly #changes = new Map<Bytes, { at: number[]; content: number[] }>()
  readonly #renamesTo = new Map<Bytes, Map<number, Rename>>()
  readonly #renamesFrom = new Map<Bytes, Map<number, Bytes>>()
  readonly #states = new Map<Bytes, Int32Array>()

  addCommit(oid: string, parents: readonly string[]): number {
    const at = this.oids.push(oid) - 1
    this.#index.set(oid, at)
    // A parent that is not there lies behind a graft: history begins here.
    this.parents.push(parents.flatMap((parent) => this.#index.get(parent) ?? []))
    return at
  }

  change(at: number, path: Bytes, mode: string, oid: string): void {
    const isFile = mode === '100644' || mode === '100755' || mode === '100664' || mode === '120000'
    const content = isFile ? this.#content(mode === '100664' ? '100644' : mode, oid) : 0
    let known = this.#changes.get(path)
    if (!known) this.#changes.set(path, known = { at: [], content: [] })
    known.at.push(at)
    known.content.push(content)
  }

  /** Renames that must be confirmed by what the files say, before anything is traced. */
  readonly doubtful: DoubtfulRename[] = []

  /** Takes note of a detected rename: at once when nothing changed but the name or the names are alike, else as doubtful. */
  detected(rename: DoubtfulRename): void {
    if (rename.similarity === 100 || areNamesAlike(rename.from, rename.to)) this.confirm(rename)
    else this.doubtful.push(rename)
  }

  confirm({ at, from, to, similarity }: DoubtfulRename): void {
    let into = this.#renamesTo.get(to)
    if (!into) this.#renamesTo.set(to, into = new Map())
    into.set(at, { from, similarity })
    let away = this.#renamesFrom.get(from)
    if (!away) this.#renamesFrom.set(from, away = new Map())
    away.set(at, to)
  }

  #content(mode: string, oid: string): number {
    const key = `${mode} ${oid}`
    let known = this.#contentIndex.get(key)
    if (known === undefined) this.#contentIndex.set(key, known = this.contents.push({ mode, oid }) - 1)
    return known
  }

  has(path: Bytes): boolean { return this.#changes.has(path) }
  /** The commits that change a path, by themselves or (a merge) from their first parent. */
  changesOf(path: Bytes): readonly number[] { return this.#changes.get(path)?.at ?? [] }
  renameInto(path: Bytes, at: number): Rename | undefined { return this.#renamesTo.get(path)?.get(at) }
  renamesInto(path: Bytes): Iterable<Rename> { return this.#renamesTo.get(path)?.values() ?? [] }
  renamedAway(path: Bytes, at: number): Bytes | undefined { return this.#renamesFrom.get(path)?.get(at) }

  /** The content number of a path at every commit. */
  stateOf(path: Bytes): Int32Array {
    const known = this.#states.get(path)
    if (known) return known
    // A few states serve many files (renames, shared images); the memory of all of them would not be bounded.
    if (this.#states.size * this.oids.length > 16_000_000) this.#states.clear()
    const states = new Int32Array(this.oids.length)
    const changes = this.#changes.get(path)
    if (changes) {
      let next = 0
      for (let at = changes.at[0] ?? states.length; at < states.length; at++) {
        if (changes.at[next] === at) states[at] = changes.content[next++] as number
        else {
          const first = this.parents[at]?.[0]
          if (first !== undefined) states[at] = states[first] as number
        }
      }
    }
    this.#states.set(path, states)
    return states
  }
}

interface Expected { readonly status: string; readonly mode: string; readonly oldOid: string; readonly oid: string; readonly from: Bytes | undefined }

/** Cuts the output of `git log --raw -z --format=%x01%H%x20%P` into commits and changes, as it comes. */
export class LogReader {
  #rest: Buffer = Buffer.alloc(0)
  #expects: Expected | undefined
  #at = -1

  constructor(private readonly history: History) {}

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(0, start); end !== -1; end = bytes.indexOf(0, start)) {
      this.#token(bytes.toString('latin1', start, end))
      start = end + 1
    }
    this.#rest = bytes.subarray(start)
  }

  end(): void {
    if (this.#rest.length > 0) this.#token(this.#rest.toString('latin1'))
  }

  #token(token: Bytes): void {
    if (this.#expects) { this.#path(token); return }
    const text = token.startsWith('\n') ? token.slice(1) : token
    if (text.startsWith(':')) {
      const [, mode = '', oldOid = '', oid = '', status = ''] = text.slice(1).split(' ')
      this.#expects = { status, mode, oldOid, oid, from: undefined }
    } else if (text.startsWith('\x01')) {
      const [oid = '', ...parents] = text.slice(1).trim().split(' ')
      this.#at = this.history.addCommit(oid, parents.filter((parent) => parent !== ''))
    }
  }

  #path(path: Bytes): void {
    const { status, mode, oldOid, oid, from } = this.#expects as Expected
    if (status.startsWith('R') && from === undefined) { this.#expects = { status, mode, oldOid, oid, from: path }; return }
    this.#expects = undefined
    if (from !== undefined) {
      this.history.change(this.#at, from, '000000', '')
      this.history.detected({ at: this.#at, from, to: path, similarity: Number(status.slice(1)), fromOid: oldOid, toOid: oid })
    }
    this.history.change(this.#at, path, mode, oid)
  }
}

/** A file of the same base name in an older folder. */
export const inFolder = (folder: Bytes, path: Bytes): Bytes => `${folder}/${baseName(path)}`
