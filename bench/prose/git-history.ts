/** Real histories read by stock Git: few processes, whatever their length. */
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'

const env = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
const most = 2 ** 30

/** One changed file between two trees; `from`, `to`: object ids. */
export interface Changed { readonly path: string; readonly from: string; readonly to: string }

export class History {
  private constructor(private readonly dir: string) {}

  /** Every ref of a bundle, in a bare repository below `folder`. */
  static of(bundle: string, folder: string): History {
    const dir = path.join(folder, `${path.basename(bundle, '.bundle')}.git`)
    execFileSync('git', ['clone', '-q', '--bare', bundle, dir], { env })
    const history = new History(dir)
    history.git(['fetch', '-q', bundle, '+refs/*:refs/*'])
    return history
  }

  private git(args: readonly string[], input?: string): Buffer {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.dir, env, input, maxBuffer: most })
    if (status !== 0) throw new Error(`git ${args[0] ?? ''}: ${stderr.toString()}`)
    return stdout
  }

  private lines(args: readonly string[], input?: string): string[] {
    return this.git(args, input).toString('utf8').split('\n').filter((line) => line !== '')
  }

  /** Merges of two versions that have one common origin. */
  merges(): { merge: string; ours: string; theirs: string; base: string }[] {
    return this.lines(['rev-list', '--merges', '--max-parents=2', '--parents', '--all']).flatMap((line) => {
      const [merge, ours, theirs] = line.split(' ') as [string, string, string]
      const { status, stdout } = spawnSync('git', ['merge-base', '--all', ours, theirs], { cwd: this.dir, env, encoding: 'utf8' })
      const bases = stdout.trim().split('\n')
      return status === 0 && bases.length === 1 ? [{ merge, ours, theirs, base: bases[0]! }] : []
    })
  }

  /** Markdown files changed between each pair of versions, in the order of the pairs. */
  changes(pairs: readonly (readonly [string, string])[]): Changed[][] {
    if (pairs.length === 0) return []
    const names = new Map<string, string>()
    // Trees, not commits: diff-tree compares a pair of those only.
    const commits = [...new Set(pairs.flat())]
    this.lines(['cat-file', '--batch-check=%(objectname)'], commits.map((commit) => `${commit}^{tree}\n`).join('')).forEach((tree, at) => { names.set(commits[at]!, tree) })
    const out: Changed[][] = []
    const input = pairs.map(([from, to]) => `${names.get(from)!} ${names.get(to)!}\n`).join('')
    for (const record of this.git(['diff-tree', '-r', '--stdin', '--raw', '--no-renames', '--abbrev=40'], input).toString('utf8').split('\n')) {
      const [, from, to, status, file] = /^:\d+ \d+ ([0-9a-f]{40}) ([0-9a-f]{40}) (\w)\t(.*)$/.exec(record) ?? []
      if (file === undefined) { if (/^[0-9a-f]{40} [0-9a-f]{40}$/.test(record)) out.push([]); continue }
      if (status === 'M' && /\.(?:md|markdown)$/i.test(file)) out.at(-1)!.push({ path: file, from: from!, to: to! })
    }
    if (out.length !== pairs.length) throw new Error(`git diff-tree answered ${out.length} of ${pairs.length} pairs`)
    return out
  }

  /** Every change of a Markdown file in versions that merge nothing, newest first; a renamed file is the same file. */
  edits(): Changed[] {
    return this.lines(['log', '--all', '--no-merges', '--format=', '--raw', '--abbrev=40', '-M', '--diff-filter=MR', '--', '*.md', '*.markdown'])
      .flatMap((record) => { const [, from, to, file] = /^:\d+ \d+ ([0-9a-f]{40}) ([0-9a-f]{40}) \w+\t(?:.*\t)?(.*)$/.exec(record) ?? []; return file === undefined || from === to ? [] : [{ path: file, from: from!, to: to! }] })
  }

  /** The texts of these objects; what is no UTF-8 text is left out. */
  texts(oids: readonly string[]): Map<string, string> {
    const found = new Map<string, string>()
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    for (let at = 0; at < oids.length; at += 2000) {
      const bytes = this.git(['cat-file', '--batch'], oids.slice(at, at + 2000).map((oid) => `${oid}\n`).join(''))
      for (let from = 0; from < bytes.length;) {
        const end = bytes.indexOf(10, from)
        const [oid, type, size] = bytes.toString('latin1', from, end).split(' ')
        from = end + 1
        if (type !== 'blob') continue
        const content = bytes.subarray(from, from + Number(size))
        from += Number(size) + 1
        if (content.includes(0)) continue
        try { found.set(oid!, decoder.decode(content)) } catch { /* Latin-1 and the like: not for these measures. */ }
      }
    }
    return found
  }
}
