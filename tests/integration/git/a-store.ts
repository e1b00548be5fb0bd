import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Oid, RepoId, Signature } from '../../../forge/domain/git.js'
import { projectRoot } from '../../../forge/config.js'
import { openGitStore, type GitStoreHandle, type GitStoreOptions } from '../../../forge/adapters/git/store.js'

let counter = 0
/** A new repository id: a ULID's shape, counted. */
export function anId(): RepoId { return `01jd${String(counter++).padStart(22, '0')}` }

export function aFolder(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'communs-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export async function aStore(options: Omit<GitStoreOptions, 'dataDir'> & { dataDir?: string } = {}): Promise<GitStoreHandle> {
  const store = await openGitStore({ ...options, dataDir: options.dataDir ?? aFolder() })
  onTestFinished(() => store.close())
  return store
}

export const zoe: Signature = { name: 'Zoé Désirée', email: 'zoe@exemple.test', at: 1_700_000_000_000, offsetMinutes: 120 }

/** One commit on a branch (default main), from its tip, moved by compare-and-swap. */
export async function commitOn(store: GitStoreHandle, repo: RepoId, files: Record<string, string | Uint8Array | null>, options: { ref?: string; message?: string; author?: Signature } = {}): Promise<Oid> {
  const ref = options.ref ?? 'refs/heads/main'
  const from = await store.resolve(repo, ref)
  const author = options.author ?? zoe
  const to = await store.writeCommit(repo, {
    parents: from === undefined ? [] : [from], baseTree: from === undefined ? undefined : (await store.commit(repo, from)).tree,
    files: new Map(Object.entries(files)), author, committer: author, message: options.message ?? 'Une version',
  })
  if (await store.updateRefs(repo, [{ ref, from, to }]) !== 'done') throw new Error('moved')
  return to
}

/** System Git on a repository, for building what our own writer refuses and for checking what it wrote. */
export function git(dir: string, args: readonly string[], input?: string | Uint8Array): string {
  return execFileSync('git', args as string[], {
    cwd: dir, input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@exemple.test', GIT_COMMITTER_NAME: 'C', GIT_COMMITTER_EMAIL: 'c@exemple.test', GIT_AUTHOR_DATE: '1700000000 +0000', GIT_COMMITTER_DATE: '1700000000 +0000' },
  })
}

/** One of the real repositories the project is tried on. */
export function aBundle(name: string): string {
  const file = path.resolve(projectRoot, process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data', `${name}.bundle`)
  if (!existsSync(file)) throw new Error(`${file} is missing: set COMMUNS_DONNEES_REELLES to the folder that holds the real repositories`)
  return file
}
