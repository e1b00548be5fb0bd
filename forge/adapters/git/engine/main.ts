/**
 * The Git engine process: the only place where system Git is started.
 *
 * Starting a child from a large server process stops its event loop for as long as the page tables take to copy; this
 * process stays small. It lives exactly as long as the server that forked it: signals sent to the terminal's whole group
 * are the server's business, the end of the channel is ours.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { endProcessGroup } from '../processes.js'
import { runFolder } from '../run-folder.js'
import { serveCommand, type RunningCommand } from './command.js'

const run = runFolder(process.argv[2] ?? '')
const running = new Map<number, RunningCommand>()

const server = createServer((socket) => serveCommand(run, socket, running))

function endEverything(): void {
  // Their records stay: whoever starts next learns which repositories were being worked on.
  for (const command of running.values()) for (const pid of command.pids) endProcessGroup(pid, 'SIGTERM')
}

process.on('message', (message: { kill?: number }) => { if (message.kill !== undefined) running.get(message.kill)?.end() })
process.on('disconnect', () => { endEverything(); rmSync(address, { force: true }); process.exit(0) })
process.on('uncaughtException', (error) => { console.error('git engine:', error); endEverything(); process.exit(1) })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { /* the server decides */ })

/** A socket path holds about 100 bytes: a deep data folder makes it live among temporary files, in a folder of ours alone. */
function socketPath(): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\communs-git-${process.pid}`
  const beside = path.join(run.root, `git-${process.pid}.sock`)
  return Buffer.byteLength(beside) <= 100 ? beside : path.join(mkdtempSync(path.join(os.tmpdir(), 'communs-')), 'git.sock')
}

const address = socketPath()
server.listen(address, () => {
  if (process.platform !== 'win32') chmodSync(address, 0o600)
  process.send?.({ ready: address })
})
