/** The programs the engine is measured beside. Their times are of whole processes, as people start them. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { diffWordsWithSpace } from 'diff'

export interface Ran { readonly code: number; readonly text: string; readonly ms: number }
type Sides = { readonly base: string; readonly ours: string; readonly theirs: string }

const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

export class Peers {
  readonly hasWiggle = spawnSync('wiggle', ['--version'], { env }).error === undefined
  constructor(private readonly folder: string) { mkdirSync(folder, { recursive: true }) }

  private run(program: string, args: readonly string[], texts: Readonly<Record<string, string>>): Ran {
    for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(this.folder, name), text)
    const start = performance.now()
    const { status, stdout } = spawnSync(program, args, { cwd: this.folder, env, maxBuffer: 2 ** 28, timeout: 60_000 })
    return { code: status ?? 255, text: stdout.toString('utf8'), ms: performance.now() - start }
  }

  gitMerge({ base, ours, theirs }: Sides, ...options: string[]): Ran { return this.run('git', ['merge-file', '-p', '-q', ...options, 'ours', 'base', 'theirs'], { base, ours, theirs }) }
  wiggle({ base, ours, theirs }: Sides): Ran { return this.run('wiggle', ['--merge', 'ours', 'base', 'theirs'], { base, ours, theirs }) }

  /** Characters `git diff --word-diff` marks. */
  gitWords(old: string, next: string): { shown: number; ms: number } {
    const { text, ms } = this.run('git', ['diff', '--no-index', '--no-color', '--word-diff=porcelain', '-U0', 'old', 'new'], { old, new: next })
    return { shown: marked(text), ms }
  }

  /** Characters on the lines a line diff marks. */
  gitLines(old: string, next: string): number {
    return marked(this.run('git', ['diff', '--no-index', '--no-color', '-U0', 'old', 'new'], { old, new: next }).text)
  }
}

const marked = (diff: string): number => diff.split('\n').slice(4).reduce((sum, line) => (/^[-+]/.test(line) ? sum + line.length - 1 : sum), 0)

/** Characters jsdiff marks, words and white space apart; undefined past ten seconds. */
export function jsdiffWords(old: string, next: string): number | undefined {
  return diffWordsWithSpace(old, next, { timeout: 10_000 })?.reduce((sum, part) => sum + (part.added || part.removed ? part.value.length : 0), 0)
}
