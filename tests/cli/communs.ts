/** The real command line, as people run it: its own process, its own settings folder, with Git or with no `git` in PATH. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { compiled } from '../../forge/config.js'

export interface CommandRun { readonly code: number | null; readonly stdout: string; readonly stderr: string }
export type GitThere = 'git' | 'no git'

export interface Desk {
  /** A folder of this test's own. */
  readonly dir: string
  run(args: readonly string[], options?: RunOptions): Promise<CommandRun>
  /** Runs, expects code 0, answers what was said. */
  done(args: readonly string[], options?: RunOptions): Promise<string>
  /** Runs with `--json`, expects code 0 and one JSON value alone on standard output. */
  json<T = Record<string, never>>(args: readonly string[], options?: RunOptions): Promise<T>
  /** Runs with `--json`, expects a refusal; answers the error of standard error. */
  refused(args: readonly string[], options?: RunOptions): Promise<{ type: string; phrase: string; problemes: { champ?: string; ligne?: number; phrase: string }[]; code: number | null }>
  start(args: readonly string[], options?: RunOptions): ChildProcess
  clear(): void
}
export interface RunOptions { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>>; readonly git?: GitThere; readonly input?: string; readonly uid?: number }

const program = compiled('cli/main.ts')

export function aDesk(): Desk {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'communs-'))
  const empty = path.join(dir, 'no-programs')
  mkdirSync(empty)
  const environment = ({ env = {}, git = 'git' }: RunOptions): NodeJS.ProcessEnv => {
    const merged: NodeJS.ProcessEnv = {
      PATH: git === 'git' ? process.env.PATH : empty, HOME: dir, XDG_CONFIG_HOME: path.join(dir, 'settings'), LANG: 'C.UTF-8',
      GIT_CONFIG_GLOBAL: path.join(dir, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1', ...env,
    }
    for (const [name, value] of Object.entries(merged)) if (value === undefined) delete merged[name]
    return merged
  }
  const start = (args: readonly string[], options: RunOptions = {}) => spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? dir, env: environment(options), stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  })
  const run = (args: readonly string[], options: RunOptions = {}) => new Promise<CommandRun>((resolve, reject) => {
    const child = start(args, options)
    const said = { stdout: '', stderr: '' }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => { said.stdout += text })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { said.stderr += text })
    child.once('error', reject).once('close', (code) => { resolve({ code, ...said }) })
    child.stdin?.end(options.input)
  })
  const done = async (args: readonly string[], options?: RunOptions) => {
    const { code, stdout, stderr } = await run(args, options)
    if (code !== 0) throw new Error(`communs ${args.join(' ')} ended with ${code}: ${stderr}`)
    return stdout
  }
  return {
    dir, run, start, done,
    json: async <T>(args: readonly string[], options?: RunOptions) => JSON.parse(await done([...args, '--json'], options)) as T,
    async refused(args, options) {
      const { code, stdout, stderr } = await run([...args, '--json'], options)
      if (stdout !== '') throw new Error(`communs ${args.join(' ')} was expected to say nothing, said ${stdout}`)
      return { code, ...(JSON.parse(stderr) as { erreur: { type: string; phrase: string; problemes: { phrase: string }[] } }).erreur }
    },
    clear: () => { rmSync(dir, { recursive: true, force: true }) },
  }
}
