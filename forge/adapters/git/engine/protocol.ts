/**
 * What the server and its Git engine process say to each other, one connection a command.
 *
 * Every frame is one byte of kind, four bytes of length (big-endian), then the payload. The server sends `start`, then
 * any number of `stdin`, then `stdinEnd`; the engine answers `started` before it starts anything (so a connection lost without
 * it can be tried again), `stdout` and `stderr` frames, then one `exit`.
 */
import type { Socket } from 'node:net'

export const frame = { start: 1, stdin: 2, stdinEnd: 3, stdout: 4, stderr: 5, exit: 6, started: 7 } as const
export type FrameKind = (typeof frame)[keyof typeof frame]

export interface StartFrame {
  readonly id: number
  /** Several commands are a pipe: the output of each is the input of the next. */
  readonly commands: readonly { readonly args: readonly string[]; readonly dir?: string; readonly program?: 'git' | 'mkfifo' }[]
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Bytes of standard output after which the command is ended. */
  readonly maxBytes: number | undefined
  readonly limits: { readonly cpuSeconds?: number; readonly memoryMb?: number; readonly fileMb?: number } | undefined
}

export interface ExitFrame {
  /** Exit codes in the order of the commands; -1 for one ended by a signal. */
  readonly codes: readonly number[]
  readonly ended: 'by-itself' | 'too-long' | 'too-large' | 'not-started'
  /** The system's word for why a command could not start: `ENOENT` when Git is not installed. */
  readonly reason?: string
}

/** Writes one frame; says false when the peer is slow, as a stream does. */
export function writeFrame(socket: Socket, kind: FrameKind, payload: Uint8Array, done?: (error?: Error | null) => void): boolean {
  const head = Buffer.allocUnsafe(5)
  head.writeUInt8(kind, 0)
  head.writeUInt32BE(payload.length, 1)
  socket.cork()
  if (payload.length > 0) socket.write(head)
  const ready = socket.write(payload.length > 0 ? payload : head, done)
  socket.uncork()
  return ready
}

const largestMessage = 16 * 1024 * 1024
const isData = (kind: number) => kind === frame.stdin || kind === frame.stdout || kind === frame.stderr

/** Cuts a stream of bytes into frames. Data is handed on as it comes, in pieces; messages are handed on whole. */
export function frameReader(onFrame: (kind: FrameKind, payload: Buffer) => void): (chunk: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0)
  let kind = 0
  /** Bytes of the current data frame still to come. */
  let due = 0
  return (chunk) => {
    let rest = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    kept = Buffer.alloc(0)
    for (;;) {
      if (due > 0) {
        if (rest.length === 0) return
        const piece = rest.subarray(0, due)
        due -= piece.length
        rest = rest.subarray(piece.length)
        onFrame(kind as FrameKind, piece)
        continue
      }
      if (rest.length < 5) break
      const length = rest.readUInt32BE(1)
      kind = rest.readUInt8(0)
      if (isData(kind)) { due = length; rest = rest.subarray(5); continue }
      if (length > largestMessage) throw new Error(`message of ${length} bytes`)
      if (rest.length - 5 < length) break
      onFrame(kind as FrameKind, rest.subarray(5, 5 + length))
      rest = rest.subarray(5 + length)
    }
    kept = rest
  }
}
