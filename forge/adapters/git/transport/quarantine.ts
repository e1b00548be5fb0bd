import type { CommitInfo, Oid } from '../../../domain/git.js'
import type { PushedObjects } from '../../../domain/push.js'
import type { GitEngine } from '../engine.js'
import { parseCommit } from '../raw-objects.js'

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
    async newCommits(tips, limit) {
      const listed = await text(['rev-list', `--max-count=${limit}`, '--stdin'], [...tips, '--not', '--all', ''].join('\n'))
      if (!listed) return []
      const oids = listed.split('\n')
      const { stdout } = await git(['cat-file', '--batch'], `${oids.join('\n')}\n`)
      return parseBatch(stdout)
    },
    async mergeBase(a, b) { return text(['merge-base', a, b]) },
    async file(commit, path) {
      const { code, stdout } = await git(['cat-file', 'blob', `${commit}:${path}`])
      return code === 0 ? stdout : undefined
    },
    async filesAbove(tips, bytes) {
      const listed = await git(['rev-list', '--objects', '--stdin', `--filter=object:type=blob`, '--filter-provided-objects', '--no-object-names'], [...tips, '--not', '--all', ''].join('\n'))
      if (listed.code !== 0 || listed.stdout.length === 0) return []
      const sizes = await text(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], listed.stdout.toString('latin1'))
      const large = (sizes ?? '').split('\n').map((line) => line.split(' ')).filter(([, type, size]) => type === 'blob' && Number(size) > bytes).slice(0, 5)
      if (large.length === 0) return []
      const names = await text(['rev-list', '--objects', '--stdin'], [...tips, '--not', '--all', ''].join('\n'))
      return large.map(([oid, , size]) => ({ path: names?.split('\n').find((line) => line.startsWith(`${oid} `))?.slice(41) ?? '?', bytes: Number(size) }))
    },
  }
}

/** The commits of a `git cat-file --batch` output. */
function parseBatch(output: Buffer): CommitInfo[] {
  const commits: CommitInfo[] = []
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(10, at)
    if (end < 0) break
    const [oid, type, size] = output.toString('latin1', at, end).split(' ')
    const length = Number(size)
    if (type === 'commit') commits.push(parseCommit(oid as Oid, output.subarray(end + 1, end + 1 + length)))
    at = end + 1 + (Number.isFinite(length) ? length + 1 : 0)
  }
  return commits
}
