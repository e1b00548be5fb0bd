import { fork, type ChildProcess } from 'node:child_process'
import { compiled } from '../../../config.js'
import { ForgeError } from '../../../domain/errors.js'
import { forgetProcess, recordProcess } from '../processes.js'
import { runMarkName, type RunFolder } from '../run-folder.js'
import { readerOperations, type ReaderBackend } from './backend.js'
import type { ReaderReply } from './main.js'

interface Waiting { resolve(value: unknown): void; reject(error: Error): void; readonly timer: NodeJS.Timeout; readonly retry: (() => void) | undefined }

/** After which an answer is given up and the process with it. */
const answerWithinMs = 30_000
const mostWaiting = 2000

/** One reader process, restarted when it dies. A request it died on is tried once more (reading is repeatable), then refused as `unavailable`. */
class ReaderProcess {
  #child: ChildProcess | undefined
  #started: Promise<void> | undefined
  #isClosed = false
  #nextId = 1
  readonly #waiting = new Map<number, Waiting>()

  constructor(private readonly run: RunFolder) {}

  pid(): number | undefined { return this.#child?.pid }

  /** Resolves when libgit2 is loaded; rejects with the reason when it does not load here. */
  start(): Promise<void> {
    this.#started ??= new Promise<void>((resolve, reject) => {
      const child = fork(compiled('forge/adapters/git/reader/main.ts'), [], {
        execArgv: ['--max-old-space-size=512', '--max-semi-space-size=4'], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: { PATH: process.env['PATH'], HOME: this.run.home, TMPDIR: process.env['TMPDIR'], SystemRoot: process.env['SystemRoot'], [`${runMarkName}_READER`]: this.run.mark },
      })
      this.#child = child
      if (child.pid !== undefined) recordProcess(this.run, { pid: child.pid, kind: 'reader' })
      child.on('message', (message: ReaderReply | { ready: true } | { unusable: string }) => {
        if ('ready' in message) { child.unref(); child.channel?.unref(); this.#reference(); resolve() }
        else if ('unusable' in message) { this.#isClosed = true; child.disconnect(); reject(new Error(message.unusable)) }
        else this.#answer(message)
      })
      child.on('error', (error) => reject(error))
      child.on('exit', () => {
        if (child.pid !== undefined) forgetProcess(this.run, child.pid)
        reject(new Error('the reader process ended'))
        this.#child = undefined
        this.#started = undefined
        const interrupted = [...this.#waiting.values()]
        this.#waiting.clear()
        for (const each of interrupted) {
          clearTimeout(each.timer)
          if (each.retry && !this.#isClosed) each.retry()
          else each.reject(new ForgeError('unavailable', 'git.interrupted'))
        }
      })
    })
    this.#started.catch(() => { /* told to whoever waits for it */ })
    return this.#started
  }

  async ask(operation: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#waiting.size >= mostWaiting) throw new ForgeError('unavailable', 'git.busy')
    return new Promise((resolve, reject) => this.#send(operation, args, resolve, reject, 1))
  }

  #send(operation: string, args: readonly unknown[], resolve: (value: unknown) => void, reject: (error: Error) => void, triesLeft: number): void {
    if (this.#isClosed) { reject(new ForgeError('unavailable', 'git.engine_closed')); return }
    this.start().then(() => {
      const child = this.#child
      const again = triesLeft > 0 ? () => this.#send(operation, args, resolve, reject, triesLeft - 1) : undefined
      if (!child?.connected) { if (again) again(); else reject(new ForgeError('unavailable', 'git.interrupted')); return }
      const id = this.#nextId++
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new ForgeError('unavailable', 'git.too_long'))
        child.kill('SIGKILL')
      }, answerWithinMs)
      this.#waiting.set(id, { resolve, reject, timer, retry: again })
      this.#reference()
      child.send({ id, operation, args }, () => { /* its end is told by `exit` */ })
    }, () => reject(new ForgeError('unavailable', 'git.reader_down')))
  }

  #answer(reply: ReaderReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(reply.id)
    this.#reference()
    if (reply.kind === 'value') waiting.resolve(reply.value)
    else if (reply.kind === 'refused') waiting.reject(new ForgeError(reply.refusal, reply.key, reply.details))
    else waiting.reject(new Error(`reader: ${reply.message}`))
  }

  /** Keeps this process alive while an answer is due, not longer. */
  #reference(): void {
    if (this.#waiting.size > 0) this.#child?.channel?.ref()
    else this.#child?.channel?.unref()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    const ended = new Promise((done) => child.once('exit', done))
    if (child.connected) child.disconnect()
    const late = setTimeout(() => child.kill('SIGKILL'), 3000)
    await ended
    clearTimeout(late)
  }
}

export interface ReaderPool extends ReaderBackend { pids(): readonly number[] }

/** Reads in processes apart: a repository is always asked of the same one. Rejects when libgit2 does not load on this machine. */
export async function openReaderPool(run: RunFolder, size: number): Promise<ReaderPool> {
  const readers = Array.from({ length: Math.max(1, size) }, () => new ReaderProcess(run))
  const first = readers[0] as ReaderProcess
  await first.start()
  const readerFor = (dir: string) => {
    let sum = 0
    for (let at = 0; at < dir.length; at++) sum = (sum * 31 + dir.charCodeAt(at)) >>> 0
    return readers[sum % readers.length] ?? first
  }
  const operations = Object.fromEntries(readerOperations.map((operation) => [operation, (dir: string, ...args: unknown[]) => readerFor(dir).ask(operation, [dir, ...args])]))
  return {
    ...(operations as unknown as Omit<ReaderBackend, 'name' | 'close'>),
    name: 'libgit2',
    pids: () => readers.flatMap((reader) => reader.pid() ?? []),
    close: async () => { await Promise.all(readers.map((reader) => reader.close())) },
  }
}
