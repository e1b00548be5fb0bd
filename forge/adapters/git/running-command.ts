import type { Socket } from 'node:net'
import { Readable, Writable } from 'node:stream'
import { ForgeError } from '../../domain/errors.js'
import { frame, frameReader, writeFrame, type ExitFrame, type StartFrame } from './engine/protocol.js'

export interface GitCommand {
  readonly stdin: Writable
  readonly stdout: Readable
  /** What the command said on its error output so far (last 64 KiB). */
  stderr(): string
  /** Settles when the command ended; `code` is -1 when it was ended. Refuses `unavailable` when the engine died, when it took too long, when Git is absent. */
  readonly done: Promise<{ readonly code: number; readonly codes: readonly number[] }>
  /** Ends the command and all it started. */
  kill(): void
}

const keptErrorBytes = 64 * 1024

/** One command of the engine process, seen from here: turns frames into streams both ways, each as fast as its slower end. */
export class RunningCommand implements GitCommand {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly done: Promise<{ code: number; codes: readonly number[] }>
  #errors: Buffer = Buffer.alloc(0)
  #socket: Socket | undefined
  #settle!: { resolve(value: { code: number; codes: readonly number[] }): void; reject(error: Error): void }
  #isOver = false
  readonly #kill: () => void

  constructor(parts: { start: StartFrame; connect(): Promise<Socket>; kill(): void }) {
    this.#kill = parts.kill
    this.done = new Promise((resolve, reject) => { this.#settle = { resolve, reject } })
    this.done.catch(() => { /* a caller that only streams learns it from stdout */ })
    this.stdout = new Readable({ read: () => { this.#socket?.resume() }, highWaterMark: 256 * 1024 })
    const connected = this.#open(parts)
    this.stdin = new Writable({
      write: (chunk: Buffer, _encoding, done) => void connected.then((socket) => {
        if (!socket || socket.destroyed || this.#isOver) { done(); return }
        writeFrame(socket, frame.stdin, chunk, () => done())
      }),
      final: (done) => void connected.then((socket) => { if (socket && !socket.destroyed && !this.#isOver) writeFrame(socket, frame.stdinEnd, Buffer.alloc(0)); done() }),
    })
    this.stdin.on('error', () => { /* the command ended before its input: `done` tells how */ })
    this.stdout.on('error', () => { /* `done` tells the same */ })
  }

  /** For a command that is given nothing and says nothing. */
  async ended(): Promise<{ code: number }> {
    this.stdin.end()
    this.stdout.resume()
    return this.done
  }

  stderr(): string { return this.#errors.toString('utf8') }

  kill(): void {
    if (this.#isOver) return
    this.#kill()
    this.#over(undefined, { code: -1, codes: [-1] })
    this.#socket?.destroy()
  }

  /** A connection on which the engine has begun the command. An engine that dies before it begins is asked again. */
  async #open(parts: { start: StartFrame; connect(): Promise<Socket> }): Promise<Socket | undefined> {
    for (let attempt = 0; attempt < 5 && !this.#isOver; attempt++) {
      let socket: Socket
      try { socket = await parts.connect() } catch (error) { this.#over(error as Error); return undefined }
      if (await this.#begin(socket, parts.start)) return socket
    }
    this.#over(new ForgeError('unavailable', 'git.interrupted'))
    return undefined
  }

  /** Whether the engine began the command on this connection. */
  async #begin(socket: Socket, start: StartFrame): Promise<boolean> {
    if (this.#isOver) { socket.destroy(); return false }
    this.#socket = socket
    return new Promise((resolve) => {
      let isBegun = false
      socket.on('error', () => { /* `close` follows */ })
      socket.on('close', () => {
        if (isBegun) this.#over(new ForgeError('unavailable', 'git.interrupted'))
        else resolve(false)
      })
      socket.on('data', frameReader((kind, payload) => {
        if (kind === frame.started) { isBegun = true; resolve(true) } else this.#receive(kind, payload)
      }))
      writeFrame(socket, frame.start, Buffer.from(JSON.stringify(start)))
    })
  }

  #receive(kind: number, payload: Buffer): void {
    if (this.#isOver) return
    if (kind === frame.stdout) {
      if (!this.stdout.push(payload)) this.#socket?.pause()
    } else if (kind === frame.stderr) {
      this.#errors = Buffer.concat([this.#errors, payload])
      if (this.#errors.length > keptErrorBytes) this.#errors = this.#errors.subarray(-keptErrorBytes)
    } else if (kind === frame.exit) {
      const exit = JSON.parse(payload.toString('utf8')) as ExitFrame
      if (exit.ended === 'not-started') this.#over(new ForgeError('unavailable', exit.reason === 'ENOENT' ? 'git.absent' : 'git.engine_down', { reason: exit.reason }))
      else if (exit.ended === 'too-long') this.#over(new ForgeError('unavailable', 'git.too_long'))
      else if (exit.ended === 'too-large') this.#over(new ForgeError('too_large', 'git.output_too_large'))
      else this.#over(undefined, { code: exit.codes.at(-1) ?? -1, codes: exit.codes })
    }
  }

  #over(error: Error | undefined, value?: { code: number; codes: readonly number[] }): void {
    if (this.#isOver) return
    this.#isOver = true
    if (value && !error) {
      this.stdout.push(null)
      // Data still waiting to be read comes before the end.
      if (this.stdout.readableLength === 0 || this.stdout.readableEnded) this.#settle.resolve(value)
      else {
        const finished = () => this.#settle.resolve(value)
        this.stdout.once('end', finished)
        this.stdout.once('close', finished)
      }
    } else {
      this.#settle.reject(error ?? new ForgeError('unavailable', 'git.interrupted'))
      this.stdout.destroy(error)
    }
  }
}
