import type { RefUpdate } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import type { GitEngine } from './engine.js'
import { moveRef } from './ref-file.js'
import { isOid, isRefName, readRef } from './refs.js'

const nothing = '0'.repeat(40)

/** How long a ref locked by another writer (a push) is waited for. */
const lockWaitsMs = [5, 10, 20, 50, 100, 200, 400, 800, 1000, 1000, 1000]

/** Moves refs together by compare-and-swap: several, or a ref that comes or goes, in one transaction of `git update-ref`. Refuses `invalid` for a name or id that is none. */
export async function updateRefs(engine: GitEngine, dir: string, updates: readonly RefUpdate[]): Promise<'done' | 'moved'> {
  if (updates.length === 0) return 'done'
  for (const { ref, from, to } of updates) {
    if (!isRefName(ref)) throw new ForgeError('invalid', 'git.ref_invalid', { ref })
    if ((from !== undefined && !isOid(from)) || (to !== undefined && !isOid(to))) throw new ForgeError('invalid', 'git.oid_invalid')
  }
  const [only] = updates
  if (updates.length === 1 && only?.from !== undefined && only.to !== undefined) {
    const outcome = await moveRef(dir, only.ref, only.from, only.to)
    if (outcome !== 'unsure') return outcome
  }
  const lines = updates.map(({ ref, from, to }) =>
    to === undefined ? (from === undefined ? `verify ${ref} ${nothing}` : `delete ${ref} ${from}`) : from === undefined ? `create ${ref} ${to}` : `update ${ref} ${to} ${from}`)
  const input = ['start', ...lines, 'prepare', 'commit', ''].join('\n')
  for (const waitMs of [...lockWaitsMs, undefined]) {
    const { code, stderr } = await engine.run(['update-ref', '--no-deref', '--stdin'], { repoDir: dir, input })
    if (code === 0) return 'done'
    for (const { ref, from } of updates) if (await readRef(dir, ref) !== from) return 'moved'
    // Every ref has its expected value: another writer held a lock for an instant, or there is something else to say.
    if (!/\.lock': File exists|Unable to create/i.test(stderr) || waitMs === undefined) throw refusal(stderr, updates)
    await new Promise((go) => setTimeout(go, waitMs))
  }
  return 'moved'
}

function refusal(stderr: string, updates: readonly RefUpdate[]): Error {
  if (/\.lock': File exists|Unable to create/i.test(stderr)) return new ForgeError('unavailable', 'git.locked', { refs: updates.map(({ ref }) => ref) })
  // `refs/a` and `refs/a/b` cannot both exist.
  if (/there are still refs under|cannot lock ref .*: '.*' exists; cannot create/.test(stderr)) return new ForgeError('conflict', 'git.ref_taken', { refs: updates.map(({ ref }) => ref) })
  if (/nonexistent object|not a valid (object|SHA1)|missing object/.test(stderr)) return new ForgeError('not_found', 'git.object_missing')
  return new Error(`git update-ref: ${stderr.trim()}`)
}
