import { promises as fs } from 'node:fs'
import path from 'node:path'
import { syncFolder } from './durable-fs.js'
import type { GitEngine } from './engine.js'

/**
 * Forgets every object that no ref reaches. The caller holds the repository's write lock.
 *
 * `git prune` also deletes the quarantine of pushes that are still arriving; so it only names what is unreachable, and
 * those files alone are removed.
 */
export async function forgetUnreachable(engine: GitEngine, dir: string): Promise<void> {
  const must = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await engine.run(args, { repoDir: dir, timeoutMs: 10 * 60_000 })
    if (code !== 0) throw new Error(`git ${args[0]}: ${stderr.trim()}`)
    return stdout.toString('latin1')
  }
  await must(['repack', '-a', '-d', '-q'])
  const folders = new Set<string>()
  for (const line of (await must(['prune', '-n', '--expire=now'])).split('\n')) {
    const oid = /^([0-9a-f]{40}) /.exec(line)?.[1]
    if (oid === undefined) continue
    const folder = path.join(dir, 'objects', oid.slice(0, 2))
    await fs.rm(path.join(folder, oid.slice(2)), { force: true })
    folders.add(folder)
  }
  await Promise.all([...folders].map(syncFolder))
  await fs.rm(path.join(dir, 'objects', 'info', 'commit-graph'), { force: true })
  await fs.rm(path.join(dir, 'objects', 'info', 'commit-graphs'), { recursive: true, force: true })
  await must(['commit-graph', 'write', '--reachable'])
}
