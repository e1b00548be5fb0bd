import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { HistoryCommit, HistoryCommitLike } from '../../forge/attribution/history.js'
import { isNotice } from '../../forge/attribution/licences.js'
import { gitRefusal } from '../working-copy/git.js'
import { parseCommit } from './commit-object.js'
import { eventOf, isMarkdown, journalRef, mostEvents, notTexts, split, noRepository, noVersion, unknownVersion, type LocalHistory } from './local-history.js'
import { declaredNames } from './mailmap-places.js'
import { decodeName } from './tree-object.js'

/** Reading anybody's repository must run nothing of it: no hook, no monitor, no signature program, no network. */
const quiet = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '-c', 'core.hooksPath=/dev/null']
const environment = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', LC_ALL: 'C' }

export async function openByGit(folder: string, revision: string | undefined): Promise<LocalHistory> {
  const git = (...args: string[]) => spawnSync('git', [...quiet, ...args], { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 1 << 30 })
  const inside = git('rev-parse', '--is-inside-work-tree', '--show-prefix')
  if (inside.status !== 0) throw /dubious ownership/.test(inside.stderr) ? gitRefusal(new Error(inside.stderr)) : noRepository(folder)
  const prefix = inside.stdout.replace(/^.*\n/, '').replace(/\n$/, '')
  const resolve = (name: string) => { const { status, stdout } = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`); return status === 0 ? stdout.trim() : undefined }
  const at = revision === undefined ? resolve('HEAD') : resolve(revision) ?? resolve(`v${revision}`)
  if (at === undefined) throw revision === undefined ? noVersion() : unknownVersion(revision)
  const objects = new ObjectReader(folder)
  try {
    const read = await commitsOf(folder, [at], objects)
    const files = (): Map<string, string> => (listed ??= filesOf(spawnSync('git', [...quiet, 'ls-tree', '-r', '-z', '--full-tree', at], { cwd: folder, env: environment, maxBuffer: 1 << 30 }).stdout))
    let listed: Map<string, string> | undefined
    const ahead = new ReadingAhead(objects, read)
    const workTree = inside.stdout.startsWith('true\n') ? path.resolve(realpathSync(folder), ...prefix.split('/').slice(1).map(() => '..')) : undefined
    const settings = new Map(git('config', '-z', '--type=path', '--get-regexp', '^mailmap\\.(blob|file)$').stdout.split('\0').map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)] as const))
    const mailmap = await declaredNames({
      workTree, blob: settings.get('mailmap.blob'), file: settings.get('mailmap.file'), base: workTree ?? folder,
      async read(name) { const found = await objects.read(name); return found?.type === 'blob' ? found.content.toString('utf8') : undefined },
    }, at)
    return {
      at, isLatest: revision === undefined || at === resolve('HEAD'), prefix, commits: () => read, ...(mailmap !== undefined && { mailmap }),
      async blob(oid) {
        const found = await ahead.read(oid)
        if (found?.type !== 'blob') throw new Error(`no blob ${oid}`)
        return found.content.toString('utf8')
      },
      async file(path) {
        const oid = files().get(path)
        const found = oid === undefined ? undefined : await objects.read(oid)
        return found?.type === 'blob' ? found.content.toString('utf8') : undefined
      },
      async fileAt(version, path) {
        // What asks for objects does so a line each.
        const found = /[\n\0]/.test(path) ? undefined : await objects.read(`${version}:${path}`)
        return found?.type === 'blob' ? found.content.toString('utf8') : undefined
      },
      versionNames: () => Promise.resolve(new Map(git('for-each-ref', 'refs/tags/v*', '--format=%(objectname) %(*objectname) %(refname:strip=2)').stdout.split('\n').flatMap((line) => {
        const [oid, peeled, name] = /^(\S+) (\S*) v(.+)$/.exec(line)?.slice(1) ?? []
        return name === undefined ? [] : [[peeled || oid!, name] as const]
      }))),
      elsewhere: () => commitsOf(folder, [...notTexts.map((refs) => `--exclude=${refs}`), '--all', '--not', at], objects).catch(() => []),
      async journal() {
        const { status, stdout } = git('log', '--reverse', `--max-count=${mostEvents}`, '--first-parent', '--format=%H %at', journalRef, '--')
        const events = []
        for (const line of status === 0 ? stdout.split('\n') : []) {
          const [oid = '', at = '0'] = line.split(' ')
          const found = oid === '' ? undefined : await objects.read(`${oid}:event.json`)
          const event = found?.type === 'blob' ? eventOf(oid, Number(at) * 1000, found.content.toString('utf8')) : undefined
          if (event) events.push(event)
        }
        return events
      },
      close: () => { objects.close() },
    }
  } catch (error) {
    objects.close()
    throw error
  }
}

/** Names and blobs of `ls-tree -r -z`. */
function filesOf(listing: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  for (let at = 0, end = listing.indexOf(0); end !== -1; at = end + 1, end = listing.indexOf(0, at)) {
    const tab = listing.indexOf(9, at)
    const [mode, , oid] = listing.toString('latin1', at, tab).split(' ')
    if (mode!.startsWith('100')) files.set(decodeName(listing.subarray(tab + 1, end)), oid!)
  }
  return files
}

/** The commits that a choice of revisions reaches, parents before children, with the Markdown files each changes. */
async function commitsOf(folder: string, revisions: readonly string[], objects: ObjectReader): Promise<HistoryCommit[]> {
  const log = spawn('git', [...quiet, 'log', '--reverse', '--topo-order', '--raw', '-z', '--no-abbrev', '--no-renames', '--diff-merges=first-parent', '--root', '--no-color', '--format=tformat:%H %P', ...revisions], { cwd: folder, env: environment })
  log.stdin.end()
  let complaint = ''
  log.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString('utf8') })
  const ended = new Promise<number | null>((resolve) => { log.once('close', resolve) })
  const changes = new Map<string, Map<string, string | undefined>>()
  const parents = new Map<string, string[]>()
  let current = new Map<string, string | undefined>()
  let change: { gone: boolean; oid: string } | undefined
  // `<commit> <parents>\0`, then for each change `:<modes and oids>\0<path>\0`: a path is whatever follows a change, so no path is taken for a commit.
  for await (const token of tokensOf(log)) {
    if (change) {
      if (isMarkdown(token) || isNotice(token)) current.set(token, change.gone ? undefined : change.oid)
      change = undefined
      continue
    }
    const raw = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(token)
    if (raw) change = { gone: raw[3] === 'D' || !raw[1]!.startsWith('100'), oid: raw[2]! }
    else if (/^\n?[0-9a-f]{40,64}( [0-9a-f ]*)?$/.test(token)) {
      const [oid = '', ...before] = token.trim().split(' ')
      changes.set(oid, (current = new Map()))
      if (before.length > 0) parents.set(oid, before)
    }
  }
  if ((await ended) !== 0) throw gitRefusal(new Error(complaint))
  const commits: HistoryCommit[] = []
  const all = [...changes]
  const raw: (ReadObject | undefined)[] = []
  for (let at = 0; at < all.length; at += together) raw.push(...await Promise.all(all.slice(at, at + together).map(([oid]) => objects.read(oid))))
  for (const [i, [oid, changed]] of all.entries()) {
    const found = raw[i]
    const commit: HistoryCommitLike = found ? parseCommit(oid, found.content) : { oid, parents: [], author: { name: '', email: '' }, at: 0, message: '' }
    // Grafts are in no object. Where a copy is cut, Git says no parent: the object tells what is missing.
    commits.push({ ...commit, parents: parents.get(oid) ?? commit.parents, ...split(changed) })
  }
  return commits
}

async function* tokensOf(child: ChildProcessWithoutNullStreams): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    let bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0)) {
      yield decodeName(bytes.subarray(0, end))
      bytes = bytes.subarray(end + 1)
    }
    rest = bytes
  }
}

interface ReadObject { readonly type: string; readonly content: Buffer }

/** Objects asked of Git in one go. */
const together = 256
/** Texts read before the engine asks for them: few enough to be held, whatever their size. */
const textsAhead = 24

/** Texts in the order in which a history has them: those that come next are read with the one asked for. */
class ReadingAhead {
  readonly #order: readonly string[]
  readonly #places = new Map<string, number>()
  readonly #coming = new Map<string, Promise<ReadObject | undefined>>()
  readonly #asked = new Set<string>()

  constructor(private readonly objects: ObjectReader, commits: readonly HistoryCommit[]) {
    this.#order = commits.flatMap(({ changes }) => [...changes.values()].filter((oid) => oid !== undefined))
    this.#order.forEach((oid, place) => { if (!this.#places.has(oid)) this.#places.set(oid, place) })
  }

  read(oid: string): Promise<ReadObject | undefined> {
    const known = this.#coming.get(oid)
    this.#coming.delete(oid)
    if (known) return known
    const found = this.objects.read(oid)
    const place = this.#places.get(oid) ?? this.#order.length
    for (const next of this.#order.slice(place + 1, place + 1 + textsAhead)) {
      // Never twice: an engine that goes another way costs at most one reading too many.
      if (next === oid || this.#asked.has(next)) continue
      this.#asked.add(next)
      this.#coming.set(next, this.objects.read(next))
    }
    while (this.#coming.size > 4 * textsAhead) this.#coming.delete(this.#coming.keys().next().value!)
    return found
  }
}

/** Objects one by one, as asked, through one `git cat-file --batch`. */
class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: ((found: ReadObject | undefined) => void)[] = []
  readonly #asked: string[] = []
  #pieces: Buffer[] = []
  #length = 0
  /** What the header of the object being received says. */
  #awaited: { readonly type: string; readonly size: number } | undefined

  constructor(folder: string) {
    this.#child = spawn('git', [...quiet, 'cat-file', '--batch'], { cwd: folder, env: environment })
    this.#child.stdout.on('data', (chunk: Buffer) => { this.#receive(chunk) })
    this.#child.stdin.on('error', () => undefined)
    this.#child.once('close', () => { for (const answer of this.#waiting.splice(0)) answer(undefined) })
  }

  read(name: string): Promise<ReadObject | undefined> {
    if (this.#child.exitCode !== null) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      // What is asked for in one go goes out in one go: each write wakes Git up.
      if (this.#asked.push(name) === 1) queueMicrotask(() => { this.#child.stdin.write(`${this.#asked.splice(0).join('\n')}\n`) })
    })
  }

  close(): void { this.#child.stdin.end() }

  #receive(chunk: Buffer): void {
    this.#pieces.push(chunk)
    this.#length += chunk.length
    for (;;) {
      if (this.#awaited) {
        // A big object comes in many pieces: they are put together once, when all of it is there.
        if (this.#length < this.#awaited.size + 1) return
        const bytes = this.#joined()
        const { type, size } = this.#awaited
        this.#keep(bytes.subarray(size + 1))
        this.#awaited = undefined
        this.#waiting.shift()?.({ type, content: bytes.subarray(0, size) })
        continue
      }
      const bytes = this.#joined()
      const end = bytes.indexOf(10)
      if (end === -1) return
      const found = /^[0-9a-f]+ (commit|tree|blob|tag) (\d+)$/.exec(bytes.toString('utf8', 0, end))
      this.#keep(bytes.subarray(end + 1))
      if (found) this.#awaited = { type: found[1]!, size: Number(found[2]) }
      else this.#waiting.shift()?.(undefined)
    }
  }

  #joined(): Buffer {
    if (this.#pieces.length !== 1) this.#pieces = [Buffer.concat(this.#pieces)]
    return this.#pieces[0]!
  }

  #keep(rest: Buffer): void { this.#pieces = [rest]; this.#length = rest.length }
}
