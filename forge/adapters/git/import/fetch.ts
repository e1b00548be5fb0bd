import { promises as fs } from 'node:fs'
import path from 'node:path'
import { ForgeError } from '../../../domain/errors.js'
import { listRefs } from '../refs.js'
import type { GitCommand, GitEngine, GitOptions } from '../engine.js'
import type { FetchFrom } from './location.js'

export interface Limits { readonly maxBytes: number; readonly timeoutMs: number }

/** A copy of the source nobody else sees, in `<data>/run/incoming`, which every start empties. */
export interface LocalCopy { readonly dir: string; readonly branch: string; readonly head: string }

const configuration = `[core]
\trepositoryformatversion = 0
\tbare = true
\tprecomposeUnicode = false
\tquotePath = false
\tfsync = committed
[fetch]
\tfsckObjects = false
\tunpackLimit = 1
[transfer]
\tfsckObjects = false
[fastimport]
\tunpackLimit = 0
[pack]
\tthreads = 1
\twindowMemory = 128m
[gc]
\tauto = 0
`

/** An empty repository to fetch into. Real histories have old faults (modes, time zones): they are let in here, and only here. */
export async function emptyCopy(dir: string): Promise<void> {
  await fs.mkdir(path.join(dir, 'objects', 'pack'), { recursive: true })
  await fs.mkdir(path.join(dir, 'objects', 'info'))
  await fs.mkdir(path.join(dir, 'refs', 'heads'), { recursive: true })
  await fs.writeFile(path.join(dir, 'HEAD'), 'ref: refs/heads/nothing-yet\n')
  await fs.writeFile(path.join(dir, 'config'), configuration)
  // Reading somebody else's folder is what was asked; the setting is only heard from a file when Git starts its own other half.
  await fs.writeFile(path.join(dir, 'reading.config'), '[safe]\n\tdirectory = *\n')
}

/** Ends a command when the person gives up. */
function endOnAbort(command: GitCommand, signal: AbortSignal | undefined): () => void {
  const end = () => { command.kill() }
  signal?.addEventListener('abort', end, { once: true })
  return () => { signal?.removeEventListener('abort', end) }
}

export async function runToEnd(engine: GitEngine, args: readonly string[], options: GitOptions & { readonly signal?: AbortSignal | undefined; readonly onData?: (chunk: Buffer) => void; readonly input?: Iterable<Buffer> }): Promise<{ code: number; stderr: string }> {
  options.signal?.throwIfAborted()
  const command = engine.stream(args, options)
  const release = endOnAbort(command, options.signal)
  command.stdout.on('data', (chunk: Buffer) => { options.onData?.(chunk) })
  try {
    for (const chunk of options.input ?? []) {
      if (options.signal?.aborted) break
      if (!command.stdin.write(chunk)) await Promise.race([new Promise((go) => command.stdin.once('drain', go)), command.done.catch(() => undefined)])
    }
    command.stdin.end()
    const { code } = await command.done
    options.signal?.throwIfAborted()
    return { code, stderr: command.stderr() }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error
  } finally { release() }
}

/** How Git is run to read a source: only as its address allows. */
export const sourceOptions = (dir: string, source: FetchFrom, limits: Limits): GitOptions => ({
  repoDir: dir, timeoutMs: limits.timeoutMs, allowProtocols: source.protocols, config: source.config, env: { GIT_CONFIG_GLOBAL: path.join(dir, 'reading.config') },
})

/** Brings branches and tags of a source near, and finds its default branch. */
export async function fetchCopy(engine: GitEngine, dir: string, source: FetchFrom, limits: Limits, signal: AbortSignal | undefined): Promise<LocalCopy> {
  await emptyCopy(dir)
  const options = sourceOptions(dir, source, limits)
  const listed: Buffer[] = []
  const heads = await runToEnd(engine, ['ls-remote', '--symref', '--', source.from, 'HEAD', 'refs/heads/*'], { ...options, signal, maxBytes: 32 * 1024 * 1024, onData: (chunk) => listed.push(chunk) })
  if (heads.code !== 0) throw refusalOf(heads.stderr)
  const fetched = await runToEnd(engine, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--force', '--', source.from, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*', ...(isDetached(Buffer.concat(listed).toString('latin1')) ? ['+HEAD:refs/heads/main'] : [])],
    { ...options, signal, limits: { fileMb: Math.ceil(limits.maxBytes / 1024 / 1024) } })
  if (fetched.code !== 0) throw refusalOf(fetched.stderr, limits)
  if (await fs.stat(path.join(dir, 'shallow')).catch(() => undefined)) throw new ForgeError('invalid', 'import.shallow')
  const branch = await defaultBranch(dir, Buffer.concat(listed).toString('latin1'))
  if (!branch) throw new ForgeError('invalid', 'import.empty')
  await fs.writeFile(path.join(dir, 'HEAD'), `ref: refs/heads/${branch.name}\n`, 'latin1')
  return { dir, branch: branch.name, head: branch.oid }
}

const headOid = (listed: string) => /^([0-9a-f]{40})\tHEAD$/m.exec(listed)?.[1]
const branchesIn = (listed: string) => [...listed.matchAll(/^([0-9a-f]{40})\trefs\/heads\/(.+)$/gm)].map(([, oid, name]) => ({ oid: oid as string, name: name as string }))

/** A HEAD that no branch holds: the commit itself is what the source shows. */
function isDetached(listed: string): boolean {
  const head = headOid(listed)
  const branches = branchesIn(listed)
  return head !== undefined && !/^ref: refs\/heads\/.+\tHEAD$/m.test(listed) && !branches.some((branch) => branch.oid === head) && !branches.some((branch) => branch.name === 'main')
}

/** What HEAD names; else (a bundle says no name) a branch that HEAD equals, usual names first; else the usual names, else the only one. */
async function defaultBranch(dir: string, listed: string): Promise<{ name: string; oid: string } | undefined> {
  const here = (await listRefs(dir, 'refs/heads/')).map(({ name, oid }) => ({ name: name.slice('refs/heads/'.length), oid }))
  const usual = ['main', 'master', 'gh-pages', 'trunk', 'develop']
  const rank = ({ name }: { name: string }) => (usual.includes(name) ? usual.indexOf(name) : usual.length)
  const sorted = [...here].sort((a, b) => rank(a) - rank(b))
  const named = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(listed)?.[1]
  const head = headOid(listed)
  return sorted.find((branch) => branch.name === named) ?? sorted.find((branch) => branch.oid === head) ?? sorted.find((branch) => rank(branch) < usual.length) ?? sorted[0]
}

/** What Git says, in a person's terms. */
export function refusalOf(stderr: string, limits?: Limits): ForgeError {
  if (/File size limit exceeded|File too large|signal 25/i.test(stderr)) return new ForgeError('too_large', 'import.too_large', { megabytes: Math.round((limits?.maxBytes ?? 0) / 1024 / 1024) })
  if (/unable to update url base from redirection|requested URL returned error: 30\d|redirect/i.test(stderr)) return new ForgeError('invalid', 'import.redirected')
  if (/Authentication failed|could not read Username|requested URL returned error: 40[13]|terminal prompts disabled/i.test(stderr)) return new ForgeError('forbidden', 'import.private_source')
  if (/not found|requested URL returned error: 404|does not appear to be a git repository|not a git repository/i.test(stderr)) return new ForgeError('invalid', 'import.not_a_repository')
  if (/does not look like a v2 or v3 bundle|Repository lacks these prerequisite commits|index-pack (?:died|failed)|bad pack|pack is corrupted|early EOF|inflate|invalid index-pack/i.test(stderr)) return new ForgeError('invalid', 'import.damaged')
  if (/Could not resolve|Failed to connect|Connection|timed out|Operation too slow|SSL|TLS|unable to access/i.test(stderr)) return new ForgeError('unavailable', 'import.unreachable')
  return new ForgeError('invalid', 'import.not_a_repository', { reason: stderr.trim().split('\n').at(-1) ?? '' })
}
