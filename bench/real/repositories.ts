/**
 * Real histories through the forge: each bundle's default branch pushed as `main` with its other branches and tags, by stock Git over
 * HTTP, into an empty resource; cloned back whole, compared, checked. `refs/pull/*` must be refused in words.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Instance, type Account } from '../kills/instance.js'

const run = promisify(execFile)
const env = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
const git = (cwd: string, ...args: string[]) => run('git', args, { cwd, env, maxBuffer: 256 * 1024 * 1024 })

export interface Roundtrip {
  readonly name: string
  readonly refs: number
  readonly commits: number
  readonly pushMs: number
  readonly cloneMs: number
  readonly problems: readonly string[]
}

/** The bundles of a folder; says what to do when there are none. */
export function bundlesIn(data: string): readonly string[] {
  const found = existsSync(data) ? readdirSync(data).filter((name) => name.endsWith('.bundle')).sort() : []
  if (found.length === 0) throw new Error(`${data} holds no bundle: set COMMUNS_DONNEES_REELLES to the folder of the real repositories`)
  return found.map((name) => path.join(data, name))
}

const refsOf = async (dir: string): Promise<Map<string, string>> =>
  new Map((await git(dir, 'for-each-ref', '--format=%(refname) %(objectname)')).stdout.trim().split('\n').filter((line) => line !== '').map((line) => line.split(' ') as [string, string]))

/** Sends one bundle into the empty resource at `url` (credentials in it) and takes it back. */
export async function roundtrip(bundle: string, url: string, folder: string): Promise<Roundtrip> {
  const name = path.basename(bundle, '.bundle')
  const source = path.join(folder, `${name}.git`)
  const problems: string[] = []
  await git(folder, 'clone', '-q', '--bare', bundle, source)
  await git(source, 'fetch', '-q', bundle, '+refs/*:refs/*')
  const branch = (await git(source, 'symbolic-ref', 'HEAD')).stdout.trim()
  const all = await refsOf(source)
  const expected = new Map([...all].filter(([ref]) => /^refs\/(heads|tags)\//.test(ref)).map(([ref, oid]) => [ref === branch ? 'refs/heads/main' : ref, oid]))

  const pushing = performance.now()
  await git(source, 'push', url, `${branch}:refs/heads/main`)
  const others = [...expected.keys()].filter((ref) => ref !== 'refs/heads/main')
  for (let at = 0; at < others.length; at += 500) await git(source, 'push', url, ...others.slice(at, at + 500).map((ref) => `${ref}:${ref}`))
  const pushMs = performance.now() - pushing

  const pulls = [...all.keys()].filter((ref) => ref.startsWith('refs/pull/'))
  if (pulls.length > 0) {
    const said = await git(source, 'push', url, 'refs/pull/*:refs/pull/*').then(() => 'accepted', (error: { stderr: string }) => error.stderr)
    if (!said.includes('les propositions d’une autre forge ne s’envoient pas')) problems.push(`refs/pull/*: ${said.slice(0, 300)}`)
  }

  const copy = path.join(folder, `${name}-back.git`)
  const cloning = performance.now()
  await git(folder, 'clone', '-q', '--mirror', url.replace(/\/\/[^@/]*@/, '//'), copy)
  const cloneMs = performance.now() - cloning
  const back = new Map([...await refsOf(copy)].filter(([ref]) => !ref.startsWith('refs/journal/')))
  for (const [ref, oid] of expected) if (back.get(ref) !== oid) problems.push(`${ref} is ${back.get(ref) ?? 'absent'} instead of ${oid}`)
  for (const ref of back.keys()) if (!expected.has(ref)) problems.push(`${ref} came from nowhere`)
  const fsck = await git(copy, 'fsck', '--full', '--strict').then(({ stdout, stderr }) => stdout + stderr, (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`)
  const said = fsck.split('\n').filter((line) => line !== '' && !/^(notice|Checking|dangling)/.test(line))
  if (said.length > 0) problems.push(`fsck: ${said.slice(0, 5).join(' · ')}`)
  const commits = Number((await git(copy, 'rev-list', '--count', 'refs/heads/main')).stdout)
  if (commits !== Number((await git(source, 'rev-list', '--count', branch)).stdout)) problems.push('another number of versions')
  return { name, refs: expected.size, commits, pushMs, cloneMs, problems }
}

/** Makes an empty resource of an account's own and gives the address to push to. */
export async function emptyResource(server: string, account: Account, slug: string): Promise<string> {
  const response = await fetch(`${server}/api/v1/resources`, { method: 'POST', headers: { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ owner: account.handle, slug }) })
  if (response.status !== 201) throw new Error(`${slug}: ${response.status} ${await response.text()}`)
  return `${server.replace('://', `://${account.handle}:${account.token}@`)}/${account.handle}/${slug}.git`
}

/** Peak resident memory of a process, in MiB (Linux). */
const peakOf = (pid: number | undefined): string => { try { return (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024).toFixed(0) } catch { return '?' } }

export async function realRepositories(options: { readonly program: string; readonly folder: string; readonly data: string; note(sentence: string): void }): Promise<{ table: string; problems: readonly string[] }> {
  const bundles = bundlesIn(options.data)
  const instance = new Instance(options.program, path.join(options.folder, 'data'))
  const account = await instance.account('garance')
  await instance.start()
  const rows: Roundtrip[] = []
  let peak = '?'
  try {
    for (const bundle of bundles) {
      const slug = path.basename(bundle, '.bundle').toLowerCase()
      rows.push(await roundtrip(bundle, await emptyResource(instance.url, account, slug), options.folder))
      const last = rows.at(-1)
      options.note(`${slug}: ${last?.problems.length ?? 0} problème(s)`)
    }
    peak = peakOf(instance.pid)
  } finally { await instance.kill('SIGTERM') }
  const { findings } = await instance.command<{ findings: unknown[] }>('admin', 'doctor')
  const problems = [...rows.flatMap((row) => row.problems.map((problem) => `${row.name}: ${problem}`)), ...findings.map((finding) => `doctor: ${JSON.stringify(finding)}`)]
  const table = ['| repository | branches and tags | versions | push (s) | mirror clone (s) | same, sound |', '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.name} | ${row.refs} | ${row.commits} | ${(row.pushMs / 1000).toFixed(2)} | ${(row.cloneMs / 1000).toFixed(2)} | ${row.problems.length === 0 ? 'yes' : 'NO'} |`), '', `Peak memory of the web process: ${peak} MiB.`].join('\n')
  return { table, problems }
}
