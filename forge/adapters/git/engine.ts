import { fork, type ChildProcess } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { compiled } from '../../config.js'
import { ForgeError } from '../../domain/errors.js'
import type { StartFrame } from './engine/protocol.js'
import { clearRepository } from './leftovers.js'
import { endLeftProcesses, forgetProcess, recordProcess } from './processes.js'
import { runFolder, type RunFolder } from './run-folder.js'
import { RunningCommand, type GitCommand } from './running-command.js'

export type { GitCommand } from './running-command.js'

export interface GitOptions {
  /** The repository (or folder) the command works in. */
  readonly repoDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** After which the command and all it started are ended. Default: one minute for `run`, thirty for `stream`. */
  readonly timeoutMs?: number
  /** Bytes of output after which the command is ended. Default: 64 MiB for `run`, none for `stream`. */
  readonly maxBytes?: number
  /** `core.hooksPath`; without it no hook ever runs. */
  readonly hooksPath?: string
  /** More configuration, `section.key=value` each; the last word wins. */
  readonly config?: readonly string[]
  /** Transports Git itself may use (`https`, `http`, `file`); none by default. */
  readonly allowProtocols?: readonly string[]
  /** Limits of each process: seconds of processor, MiB of address space, MiB of one written file. Cost one shell start. */
  readonly limits?: StartFrame['limits']
}

export interface GitResult { readonly code: number; readonly stdout: Buffer; readonly stderr: string }

/** System Git, started by the engine process only. Arguments are arrays: nothing here is read by a shell. */
export interface GitEngine {
  /** Runs to the end and gives all its output. An exit code is a value, not an error. */
  run(args: readonly string[], options?: GitOptions & { readonly input?: Uint8Array | string }): Promise<GitResult>
  stream(args: readonly string[], options?: GitOptions): GitCommand
  /** Several commands, the output of each being the input of the next; bytes never pass through this process. */
  pipe(commands: readonly { readonly args: readonly string[]; readonly repoDir?: string }[], options?: Omit<GitOptions, 'repoDir'> & { readonly input?: Uint8Array | string }): Promise<{ codes: readonly number[]; stdout: Buffer; stderr: string }>
  /** Makes named pipes (readable by us only) for a talk with a hook. */
  makePipes(files: readonly string[]): Promise<void>
  /** Process id of the engine, undefined while it is being restarted. */
  pid(): number | undefined
  close(): Promise<void>
}

function withConfiguration(args: readonly string[], options: GitOptions): string[] {
  const settings = ['safe.directory=*', `core.hooksPath=${options.hooksPath ?? '/dev/null'}`, 'protocol.allow=never', 'gc.auto=0', 'maintenance.auto=false', ...options.config ?? []]
  return [...settings.flatMap((each) => ['-c', each]), ...args]
}

/** Starts the engine process of a data folder. It is restarted whenever it dies; commands under way are then refused as `unavailable`. */
export async function openGitEngine(options: { dataDir: string }): Promise<GitEngine> {
  const engine = new Engine(runFolder(options.dataDir))
  await engine.ready()
  return engine
}

class Engine implements GitEngine {
  #child: ChildProcess | undefined
  #address: Promise<string>
  #isClosed = false
  #nextId = 1
  #starts: number[] = []
  readonly #sockets = new Set<Socket>()
  readonly #turns = new Turns(16)

  constructor(readonly run_: RunFolder) {
    this.#address = this.#start()
    this.#address.catch(() => { /* told to whoever asks for a command */ })
  }

  async ready(): Promise<void> { (await this.#connect()).destroy() }
  pid(): number | undefined { return this.#child?.pid }

  async #start(): Promise<string> {
    const now = Date.now()
    this.#starts = [...this.#starts.filter((at) => now - at < 10_000), now]
    if (this.#starts.length > 5) await new Promise((go) => setTimeout(go, 1000))
    if (this.#isClosed) throw new ForgeError('unavailable', 'git.engine_closed')
    const child = fork(compiled('forge/adapters/git/engine/main.ts'), [this.run_.dataDir], {
      execArgv: ['--max-old-space-size=256', '--max-semi-space-size=2'], env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    if (child.pid !== undefined) recordProcess(this.run_, { pid: child.pid, kind: 'engine' })
    const address = new Promise<string>((resolve, reject) => {
      child.on('message', (message) => resolve((message as { ready: string }).ready))
      child.on('error', (error) => reject(new ForgeError('unavailable', 'git.engine_down', { reason: error.message })))
      child.on('exit', () => {
        reject(new ForgeError('unavailable', 'git.engine_down'))
        this.#onExit(child)
      })
    })
    const found = await address
    child.unref()
    child.channel?.unref()
    return found
  }

  #onExit(child: ChildProcess): void {
    for (const socket of this.#sockets) socket.destroy()
    if (child.pid !== undefined) forgetProcess(this.run_, child.pid)
    if (this.#child === child) this.#child = undefined
    if (this.#isClosed) return
    // Its children lost their parent: they must not go on writing while the next ones start, nor leave a repository locked.
    this.#address = endLeftProcesses(this.run_, ['git']).then(async ({ dirs }) => {
      for (const dir of dirs) await clearRepository(dir, 'quickly', [])
      return this.#start()
    })
    this.#address.catch(() => { /* told to whoever asks for a command */ })
  }

  stream(args: readonly string[], options: GitOptions = {}): GitCommand {
    return this.#command([{ args: withConfiguration(args, options), ...(options.repoDir === undefined ? {} : { dir: options.repoDir }) }], options, 30 * 60_000)
  }

  async run(args: readonly string[], options: GitOptions & { readonly input?: Uint8Array | string } = {}): Promise<GitResult> {
    const { codes, stdout, stderr } = await this.pipe([{ args, ...(options.repoDir === undefined ? {} : { repoDir: options.repoDir }) }], options)
    return { code: codes[0] ?? -1, stdout, stderr }
  }

  async pipe(commands: readonly { readonly args: readonly string[]; readonly repoDir?: string }[], options: Omit<GitOptions, 'repoDir'> & { readonly input?: Uint8Array | string } = {}): Promise<{ codes: readonly number[]; stdout: Buffer; stderr: string }> {
    return this.#turns.take(async () => {
      const prepared = commands.map((each) => ({ args: withConfiguration(each.args, options), ...(each.repoDir === undefined ? {} : { dir: each.repoDir }) }))
      const command = this.#command(prepared, { maxBytes: 64 * 1024 * 1024, ...options }, 60_000)
      const chunks: Buffer[] = []
      command.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      command.stdin.end(options.input === undefined ? undefined : Buffer.from(options.input as Uint8Array))
      const { codes } = await command.done
      return { codes, stdout: Buffer.concat(chunks), stderr: command.stderr() }
    })
  }

  async makePipes(files: readonly string[]): Promise<void> {
    const { code } = await this.#command([{ program: 'mkfifo', args: ['-m', '600', '--', ...files] }], {}, 10_000).ended()
    if (code !== 0) throw new ForgeError('unavailable', 'git.engine_down')
  }

  #command(commands: StartFrame['commands'], options: GitOptions, defaultTimeoutMs: number): RunningCommand {
    const id = this.#nextId++
    const started: StartFrame = {
      id, commands, env: { GIT_ALLOW_PROTOCOL: options.allowProtocols?.join(':') ?? '', ...options.env },
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs, maxBytes: options.maxBytes, limits: options.limits,
    }
    return new RunningCommand({
      start: started,
      connect: async () => {
        if (this.#isClosed) throw new ForgeError('unavailable', 'git.engine_closed')
        return await this.#connect()
      },
      kill: () => { const child = this.#child; if (child?.connected) child.send({ kill: id }, () => { /* gone: nothing left to end */ }) },
    })
  }

  /** A connection to the engine. One that died a moment ago is waited for: nothing was asked of it yet. */
  async #connect(): Promise<Socket> {
    for (let attempt = 0; ; attempt++) {
      if (this.#isClosed) throw new ForgeError('unavailable', 'git.engine_closed')
      try {
        const socket = connect(await this.#address)
        this.#sockets.add(socket)
        socket.on('close', () => this.#sockets.delete(socket))
        await new Promise<void>((resolve, reject) => {
          socket.once('connect', resolve)
          socket.once('error', reject)
          socket.once('close', () => reject(new Error('closed')))
        })
        return socket
      } catch {
        if (attempt >= 20) throw new ForgeError('unavailable', 'git.engine_down')
        await new Promise((go) => setTimeout(go, 10 * (attempt + 1)))
      }
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#address.catch(() => undefined)
    const child = this.#child
    if (!child || child.exitCode !== null) return
    child.ref()
    const ended = new Promise((done) => child.once('exit', done))
    if (child.connected) child.disconnect()
    const late = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
    for (const socket of this.#sockets) socket.destroy()
  }
}

/** Lets a bounded number of commands run at once, in the order they came. Streams are not counted: they may wait for commands. */
class Turns {
  readonly #waiting: (() => void)[] = []
  constructor(private free: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((go) => this.#waiting.push(go))
    try { return await work() } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }
}
