import { fork, type ChildProcess } from 'node:child_process'
import { compiled } from '../../../config.js'
import { ForgeError } from '../../../domain/errors.js'
import { forgetProcess, recordProcess } from '../processes.js'
import { runMarkName, type RunFolder } from '../run-folder.js'
import { readerOperations, type ReaderBackend } from './backend.js'
import type { ReaderReply } from './main.js'

interface Asked {
  readonly operation: string
  readonly args: readonly unknown[]
  resolve(value: unknown): void
  reject(error: Error): void
  /** How often a process died while it was the one being answered. */
  deaths: number
}
interface Waiting { readonly asked: Asked; readonly timer: NodeJS.Timeout }

/** After which an answer is given up and the process with it. */
const answerWithinMs = 30_000
const mostWaiting = 2000

/**
 * One reader process, restarted when it dies. Requests are answered in order, so the oldest is the one it died on: it is
 * asked once more, after all the others, then refused as `unavailable`.
 */
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
      const child = fork(compiled('forge/adapters/git/reader/main.ts'), [this.run.empty], {
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
        for (const { timer } of interrupted) clearTimeout(timer)
        const [suspect, ...others] = interrupted.map(({ asked }) => asked)
        for (const asked of others) this.#send(asked)
        if (!suspect) return
        suspect.deaths += 1
        if (suspect.deaths > 1) suspect.reject(new ForgeError('unavailable', 'git.interrupted'))
        else this.#send(suspect)
      })
    })
    this.#started.catch(() => { /* told to whoever waits for it */ })
    return this.#started
  }

  async ask(operation: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#waiting.size >= mostWaiting) throw new ForgeError('unavailable', 'git.busy')
    return new Promise((resolve, reject) => this.#send({ operation, args, resolve, reject, deaths: 0 }))
  }

  #send(asked: Asked, startsLeft = 4): void {
    if (this.#isClosed) { asked.reject(new ForgeError('unavailable', 'git.engine_closed')); return }
    const later = () => {
      if (startsLeft > 0) setTimeout(() => this.#send(asked, startsLeft - 1), 50)
      else asked.reject(new ForgeError('unavailable', 'git.reader_down'))
    }
    this.start().then(() => {
      const child = this.#child
      if (!child?.connected) { later(); return }
      const id = this.#nextId++
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        asked.reject(new ForgeError('unavailable', 'git.too_long'))
        child.kill('SIGKILL')
      }, answerWithinMs)
      this.#waiting.set(id, { asked, timer })
      this.#reference()
      child.send({ id, operation: asked.operation, args: asked.args }, () => { /* its end is told by `exit` */ })
    }, later)
  }

  #answer(reply: ReaderReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(reply.id)
    this.#reference()
    if (reply.kind === 'value') waiting.asked.resolve(reply.value)
    else if (reply.kind === 'refused') waiting.asked.reject(new ForgeError(reply.refusal, reply.key, reply.details))
    else waiting.asked.reject(new Error(`reader: ${reply.message}`))
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

/** Reads in processes apart: a repository is always asked of the same one. Rejects when libgit2 does not load on this machine. */
export async function openReaderPool(run: RunFolder, size: number): Promise<ReaderBackend> {
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
    ...(operations as unknown as Omit<ReaderBackend, 'name' | 'close' | 'pids'>),
    name: 'libgit2',
    pids: () => readers.flatMap((reader) => reader.pid() ?? []),
    close: async () => { await Promise.all(readers.map((reader) => reader.close())) },
  }
}
