import cliProgress from 'cli-progress'
import type { Terminal } from './terminal.js'

export interface Progress { at(done: number, total?: number): void; end(): void }

/** A bar on a terminal; silence elsewhere. */
export function progressBar(terminal: Terminal, what: string, total: number): Progress {
  if (!terminal.isInteractive) return { at: () => undefined, end: () => undefined }
  const bar = new cliProgress.SingleBar({ format: `{bar} {percentage} % · {value}/{total} ${what} · {eta} s`, hideCursor: true, clearOnComplete: true, stream: process.stderr }, cliProgress.Presets.shades_classic)
  bar.start(Math.max(total, 1), 0)
  return { at: (done, of) => { if (of !== undefined) bar.setTotal(of); bar.update(done) }, end: () => { bar.stop() } }
}
