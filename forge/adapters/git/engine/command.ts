import { spawn, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { endProcessGroup, forgetProcess, recordProcess } from '../processes.js'
import { runMarkName, type RunFolder } from '../run-folder.js'
import { frame, frameReader, writeFrame, type ExitFrame, type StartFrame } from './protocol.js'

/** What a command that is ended has to remove its locks and quarantines. */
const graceMs = 2000

export interface RunningCommand {
  readonly pids: readonly number[]
  end(): void
}

/** Nothing of the server's own environment reaches Git, nothing of the machine's configuration either. */
function cleanEnvironment(run: RunFolder, extra: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {}),
    HOME: run.home, XDG_CONFIG_HOME: run.home, LC_ALL: 'C', LANG: 'C', TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null', GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_NO_REPLACE_OBJECTS: '1', GIT_OPTIONAL_LOCKS: '0',
    ...extra,
    [runMarkName]: run.mark,
  }
}

/** Git itself, or a shell that lowers the limits of its own process before it becomes Git. */
function invocation({ args, program }: StartFrame['commands'][number], limits: StartFrame['limits']): [string, string[]] {
  if (program !== undefined) return [program, [...args]]
  if (limits === undefined || process.platform === 'win32') return ['git', [...args]]
  const steps = [
    limits.cpuSeconds === undefined ? '' : `ulimit -t ${Math.ceil(limits.cpuSeconds)}; `,
    limits.memoryMb === undefined ? '' : `ulimit -v ${Math.ceil(limits.memoryMb) * 1024}; `,
    limits.fileMb === undefined ? '' : `ulimit -f ${Math.ceil(limits.fileMb) * 2048}; `,
  ]
  return ['/bin/sh', ['-c', `${steps.join('')}exec git "$@"`, 'git', ...args]]
}

/** Runs the command (or pipe of commands) that a connection asks for, and ends it when the connection does. */
export function serveCommand(run: RunFolder, socket: Socket, running: Map<number, RunningCommand>): void {
  let first: ChildProcess | undefined
  let finish: ((how: ExitFrame['ended']) => void) | undefined
  let dropInput = false

  const endInput = () => { first?.stdin?.end() }
  const feed = (payload: Buffer) => {
    const stdin = first?.stdin
    if (!stdin || dropInput || stdin.destroyed) return
    if (!stdin.write(payload)) {
      socket.pause()
      const goOn = () => { stdin.off('drain', goOn); stdin.off('close', goOn); socket.resume() }
      stdin.on('drain', goOn)
      stdin.on('close', goOn)
    }
  }

  const start = (asked: StartFrame) => {
    writeFrame(socket, frame.started, Buffer.alloc(0))
    const children: { process: ChildProcess; isGone: boolean }[] = []
    const codes: number[] = []
    let ended: ExitFrame['ended'] = 'by-itself'
    let reason: string | undefined
    let left = asked.commands.length
    const stop = (how: ExitFrame['ended']) => {
      if (ended === 'by-itself') ended = how
      for (const entry of children) {
        const { process: child } = entry
        const { pid } = child
        if (entry.isGone || pid === undefined) continue
        endProcessGroup(pid, 'SIGTERM')
        setTimeout(() => { if (!entry.isGone) endProcessGroup(pid, 'SIGKILL') }, graceMs)
        // Unread output would keep the child from ever closing.
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
      }
    }
    finish = stop
    const timer = setTimeout(() => stop('too-long'), asked.timeoutMs)

    const settle = () => {
      if (left > 0) return
      clearTimeout(timer)
      running.delete(asked.id)
      const exit: ExitFrame = { codes, ended, ...(reason === undefined ? {} : { reason }) }
      if (!socket.destroyed) { writeFrame(socket, frame.exit, Buffer.from(JSON.stringify(exit))); socket.end() }
    }

    for (const [place, command] of asked.commands.entries()) {
      const [file, args] = invocation(command, asked.limits)
      // Its own group: ending it ends what it started (index-pack, hooks) too.
      const child = spawn(file, args, { cwd: command.dir ?? run.home, env: cleanEnvironment(run, asked.env), stdio: 'pipe', detached: process.platform !== 'win32', windowsHide: true })
      const entry = { process: child, isGone: false }
      children.push(entry)
      codes.push(-1)
      if (child.pid !== undefined) recordProcess(run, { pid: child.pid, kind: 'git', ...(command.dir === undefined ? {} : { dir: command.dir }) })
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => { /* the other end went away; `close` tells the rest */ })
      child.stderr.on('data', (chunk: Buffer) => { if (!socket.destroyed) writeFrame(socket, frame.stderr, chunk) })
      const gone = (code: number) => {
        if (entry.isGone) return
        entry.isGone = true
        codes[place] = code
        if (child.pid !== undefined) forgetProcess(run, child.pid)
        left -= 1
        settle()
      }
      child.on('error', (error: NodeJS.ErrnoException) => { ended = 'not-started'; reason = error.code ?? error.message; gone(-1) })
      child.on('close', (code) => gone(code ?? -1))
    }
    first = children[0]?.process
    first?.stdin?.on('error', () => { dropInput = true })
    for (const [place, { process: child }] of children.entries()) {
      const next = children[place + 1]?.process.stdin
      if (!next) { sendOutput(child, asked.maxBytes, () => stop('too-large')); continue }
      child.stdout?.pipe(next)
      next.on('close', () => child.stdout?.destroy())
    }
    running.set(asked.id, { pids: children.flatMap(({ process: child }) => child.pid === undefined ? [] : [child.pid]), end: () => stop('by-itself') })
  }

  const sendOutput = (child: ChildProcess, maxBytes: number | undefined, onTooLarge: () => void) => {
    let sent = 0
    child.stdout?.on('data', (chunk: Buffer) => {
      sent += chunk.length
      if (maxBytes !== undefined && sent > maxBytes) { onTooLarge(); return }
      if (socket.destroyed) return
      if (!writeFrame(socket, frame.stdout, chunk)) child.stdout?.pause()
    })
    socket.on('drain', () => child.stdout?.resume())
  }

  const read = frameReader((kind, payload) => {
    if (kind === frame.start) start(JSON.parse(payload.toString('utf8')) as StartFrame)
    else if (kind === frame.stdin) feed(payload)
    else if (kind === frame.stdinEnd) endInput()
  })
  socket.on('data', (chunk) => { try { read(chunk) } catch { socket.destroy() } })
  socket.on('error', () => { /* `close` follows */ })
  socket.on('close', () => finish?.('by-itself'))
}
