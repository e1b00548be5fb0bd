import { ForgeError } from '../../domain/errors.js'
import type { GitStoreHandle } from '../git/store.js'

/** What a thread reads of a repository, as bytes that this process only hands over: it parses nothing. */
export interface HistoryBytes {
  log(repo: string, at: string, known: readonly string[]): Promise<Uint8Array>
  blobs(repo: string, oids: readonly string[]): Promise<Uint8Array>
}

const megabyte = 1024 * 1024

/**
 * One `git log` and a few `git cat-file --batch`, by the engine process. A version is `<oid>\n<parents>\n<author name>\n<its address>\n<its date>\n
 * <committer name>\n<its address>\n<its date>\n<message>`, then what it changes from its first parent, all ended by NUL.
 */
export function historyBytes(git: Pick<GitStoreHandle, 'engine' | 'repoDir'>): HistoryBytes {
  async function blobs(repo: string, oids: readonly string[]): Promise<Uint8Array> {
    try {
      const { stdout } = await git.engine.run(['cat-file', '--batch'], { repoDir: git.repoDir(repo), input: `${oids.join('\n')}\n`, maxBytes: 32 * megabyte })
      return stdout
    } catch (error) {
      if (!(error instanceof ForgeError && error.refusal === 'too_large') || oids.length < 2) throw error
      // Too much at once: half, then the other half. What one file alone exceeds is said to be missing.
      const half = oids.length >> 1
      const [first, second] = [await each(repo, oids.slice(0, half)), await each(repo, oids.slice(half))]
      return Buffer.concat([first, second])
    }
  }
  const each = async (repo: string, oids: readonly string[]): Promise<Uint8Array> => {
    try { return await blobs(repo, oids) } catch (error) {
      if (oids.length === 1 && error instanceof ForgeError && error.refusal === 'too_large') return Buffer.from(`${oids[0]} missing\n`)
      throw error
    }
  }
  return {
    async log(repo, at, known) {
      const { code, stdout, stderr } = await git.engine.run([
        'log', '--reverse', '--topo-order', '--raw', '-z', '--no-abbrev', '--no-renames', '--diff-merges=first-parent', '--root', '--no-color', '--encoding=UTF-8',
        '--format=tformat:%H%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B', at, ...known.map((oid) => `^${oid}`), '--',
      ], { repoDir: git.repoDir(repo), maxBytes: 512 * megabyte, timeoutMs: 5 * 60_000 })
      if (code !== 0) throw new Error(`git log: ${stderr.trim().slice(0, 500)}`)
      return stdout
    },
    blobs: each,
  }
}
