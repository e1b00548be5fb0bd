/** A real server on a data folder, started and killed as an operating system would. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Account { readonly handle: string; readonly token: string }

export class Instance {
  url = ''
  #child: ChildProcess | undefined
  #ended: Promise<void> = Promise.resolve()
  /** What the server said on its error output, since its last start. */
  said = ''
  constructor(private readonly program: string, readonly dataDir: string) {}

  get #environment() {
    const { COMMUNS_DONNEES: _data, COMMUNS_SERVEUR: _server, COMMUNS_JETON: _token, ...environment } = process.env
    return { ...environment, COMMUNS_JOURNAL: 'warn' }
  }

  /** A command of the CLI on the stopped instance, answering its JSON. An exit code of 3 (differences found) is an answer. */
  async command<T>(...args: string[]): Promise<T> {
    const { stdout } = await run(process.execPath, [this.program, ...args, '--donnees', this.dataDir, '--json'], { env: this.#environment, maxBuffer: 64 * 1024 * 1024 })
      .catch((error: { code?: number; stdout: string; stderr: string; message: string }) => { if (error.code === 3) return error; throw new Error(`communs ${args.join(' ')}: ${error.message}\n${error.stdout}${error.stderr}`) })
    return JSON.parse(stdout) as T
  }

  async account(handle: string, ...more: string[]): Promise<Account> {
    const { jeton } = await this.command<{ jeton: string }>('admin', 'utilisateur', 'creer', handle, '--courriel', `${handle}@exemple.invalid`, '--jeton', ...more)
    return { handle, token: jeton }
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.program, 'servir', '--donnees', this.dataDir, '--port', '0', '--vide', '--json'], { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => { this.said += text })
    this.#ended = new Promise((resolve) => { child.once('exit', () => { resolve() }) })
    this.url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => { resolve((JSON.parse(line) as { url: string }).url) })
      child.once('exit', (code) => { reject(new Error(`the server ended with ${code}: ${this.said}`)) })
    })
  }

  get pid(): number | undefined { return this.#child?.pid }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal)
    await this.#ended
    this.#child = undefined
  }

  /** Process ids of the helpers of the run, by kind, from the notes the server keeps. */
  helpers(kind: 'engine' | 'reader' | 'git'): number[] {
    const folder = path.join(this.dataDir, 'run/processes')
    return readdirSync(folder).flatMap((name) => {
      try {
        const record = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { pid: number; kind: string }
        return record.kind === kind ? [record.pid] : []
      } catch { return [] }
    })
  }

  /** Processes that still work in the data folder. */
  leftProcesses(): number[] {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      try { return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${this.dataDir}/`) } catch { return false }
    })
  }
}
