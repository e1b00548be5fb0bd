/** Small repositories to import, made by stock Git: authors and dates are said, so that their object ids are always the same. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const env = (who: string, at: number) => ({
  ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: `${who}@exemple.test`,
  GIT_COMMITTER_NAME: who, GIT_COMMITTER_EMAIL: `${who}@exemple.test`, GIT_AUTHOR_DATE: `${at} +0200`, GIT_COMMITTER_DATE: `${at} +0200`,
})

export interface Source {
  readonly dir: string
  git(...args: string[]): string
  /** Writes (or, with null, removes) files and commits them as somebody. */
  commit(who: string, message: string, files: Record<string, string | Uint8Array | null>): string
  rename(who: string, message: string, from: string, to: string): string
  merge(who: string, branch: string): string
  /** Feeds `git fast-import`: for histories that porcelain refuses to write. */
  fastImport(stream: string | Buffer): void
}

let clock = 1_600_000_000

export function aSource(branch = 'main'): Source {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'source-'))
  onTestFinished(() => { rmSync(dir, { recursive: true, force: true }) })
  const run = (who: string, args: readonly string[], input?: string | Buffer) => execFileSync('git', args, { cwd: dir, env: env(who, clock += 60), stdio: ['pipe', 'pipe', 'pipe'], ...(input !== undefined && { input }) }).toString('utf8').trim()
  run('personne', ['init', '--quiet', `--initial-branch=${branch}`])
  const save = (who: string, message: string) => {
    run(who, ['add', '--all'])
    run(who, ['commit', '--quiet', '--allow-empty', '--cleanup=verbatim', '-m', message])
    return run(who, ['rev-parse', 'HEAD'])
  }
  return {
    dir,
    git: (...args) => run('personne', args),
    commit(who, message, files) {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(dir, name)
        if (content === null) rmSync(file)
        else { mkdirSync(path.dirname(file), { recursive: true }); writeFileSync(file, content) }
      }
      return save(who, message)
    },
    rename(who, message, from, to) {
      mkdirSync(path.dirname(path.join(dir, to)), { recursive: true })
      run(who, ['mv', from, to])
      return save(who, message)
    },
    merge(who, other) {
      run(who, ['merge', '--quiet', '--no-ff', '--no-edit', other])
      return run(who, ['rev-parse', 'HEAD'])
    },
    fastImport(stream) { run('personne', ['fast-import', '--quiet', '--force', '--date-format=raw-permissive'], stream) },
  }
}

export const fiche = (title: string, body = 'Chaque personne dit son humeur.\n\nLe groupe écoute sans répondre.\n') => `# ${title}\n\n${body}`
