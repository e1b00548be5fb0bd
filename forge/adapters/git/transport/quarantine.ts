import { ForgeError } from '../../../domain/errors.js'
import type { PushedObjects } from '../../../domain/push.js'
import type { GitEngine } from '../engine.js'

/** Reads a push's objects where receive-pack quarantines them, with the repository's own behind them. */
export function quarantinedObjects(engine: GitEngine, repoDir: string, quarantine: string): PushedObjects {
  const env = { GIT_OBJECT_DIRECTORY: quarantine, GIT_ALTERNATE_OBJECT_DIRECTORIES: `${repoDir}/objects`, GIT_QUARANTINE_PATH: quarantine }
  const git = (args: readonly string[], input?: string) => engine.run(args, { repoDir, env, timeoutMs: 60_000, ...(input !== undefined && { input }) })
  const text = async (args: readonly string[], input?: string): Promise<string | undefined> => {
    const { code, stdout } = await git(args, input)
    return code === 0 ? stdout.toString('utf8').trim() : undefined
  }
  return {
    async isAncestor(ancestor, descendant) { return (await git(['merge-base', '--is-ancestor', ancestor, descendant])).code === 0 },
    async commitOf(oid) { return text(['rev-parse', '--verify', '--quiet', '--end-of-options', `${oid}^{commit}`]) },
    async mergeBase(a, b) { return text(['merge-base', a, b]) },
    async file(commit, path) {
      const { code, stdout } = await git(['cat-file', 'blob', `${commit}:${path}`])
      return code === 0 ? stdout : undefined
    },
    async filesAbove(tips, bytes) {
      const input = `${tips.join('\n')}\n`
      const { codes, stdout } = await engine.pipe([
        { args: ['rev-list', '--objects', '--no-object-names', '--stdin', '--not', '--all'], repoDir },
        { args: ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], repoDir },
      ], { env, timeoutMs: 120_000, maxBytes: 512 * 1024 * 1024, input })
      // Git checked that nothing is missing, but an erasure may have come between.
      if (codes.some((code) => code !== 0)) throw new ForgeError('conflict', 'push.incomplete')
      const large = [...stdout.toString('latin1').matchAll(/^([0-9a-f]{40}) (\w+) (\d{6,})$/gm)].filter(([, , , size]) => Number(size) > bytes).slice(0, 5)
      if (large.length === 0) return []
      const names = new Map([...(await text(['rev-list', '--objects', '--stdin', '--not', '--all'], input) ?? '').matchAll(/^([0-9a-f]{40}) (.+)$/gm)].map(([, oid, name]) => [oid, name]))
      return large.map(([, oid, type, size]) => ({ path: names.get(oid) ?? type ?? '?', bytes: Number(size) }))
    },
  }
}
