import { Transform } from 'node:stream'
import { ForgeError } from '../../../domain/errors.js'
import type { Oid } from '../../../domain/git.js'
import type { GitEngine } from '../engine.js'
import { identity, withSourceCommit } from './commit-bytes.js'
import { runToEnd } from './fetch.js'

/**
 * Leaves a copy as it is when Git's strictest check accepts it (then every commit keeps its name); else writes all its
 * branches and tags again, faults mended, each commit naming the one it comes from.
 */
export async function sanitiseWhole(engine: GitEngine, dir: string, signal: AbortSignal | undefined): Promise<'as-it-was' | 'mended'> {
  const { said, isSound } = await faultsOf(engine, dir)
  signal?.throwIfAborted()
  if (isSound) return 'as-it-was'
  if (/^(missing|broken link|error: .*(?:sha1 mismatch|corrupt|unable to unpack))/m.test(said)) throw new ForgeError('invalid', 'import.damaged')
  await mend(engine, dir, ['--branches', '--tags'], signal)
  return 'mended'
}

/** What Git's strictest check says of every object of a copy, and which ones it says it of. */
export async function faultsOf(engine: GitEngine, dir: string): Promise<{ readonly isSound: boolean; readonly said: string; readonly objects: ReadonlySet<Oid> }> {
  const check = await engine.run(['fsck', '--full', '--strict', '--no-dangling', '--no-progress'], { repoDir: dir, timeoutMs: 10 * 60_000 })
  const said = check.stderr + check.stdout.toString('latin1')
  return { said, isSound: check.code === 0 && !/^(error|warning) in /m.test(said), objects: new Set([...said.matchAll(/^(?:error|warning) in \w+ ([0-9a-f]{40})/gm)].map(([, oid]) => oid as Oid)) }
}

/** `fast-export` into `fast-import`, the faulty lines mended on the way. The same history is always written the same. */
export async function mend(engine: GitEngine, dir: string, refs: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const exported = engine.stream(['fast-export', '--no-data', '--show-original-ids', '--signed-tags=strip', '--tag-of-filtered-object=rewrite', '--reencode=no', '--use-done-feature', ...refs], { repoDir: dir })
  const imported = engine.stream(['fast-import', '--quiet', '--force', '--date-format=raw-permissive'], { repoDir: dir })
  imported.stdout.resume()
  exported.stdin.end()
  const end = () => { exported.kill(); imported.kill() }
  signal?.addEventListener('abort', end, { once: true })
  try {
    exported.stdout.pipe(new Mender()).pipe(imported.stdin)
    const [from, to] = await Promise.all([exported.done, imported.done])
    signal?.throwIfAborted()
    if (from.code !== 0 || to.code !== 0) throw new ForgeError('invalid', 'import.damaged', { reason: `${exported.stderr()}${imported.stderr()}`.trim() })
  } finally { signal?.removeEventListener('abort', end) }
  const after = await runToEnd(engine, ['fsck', '--full', '--strict', '--no-dangling', '--no-progress', '--connectivity-only'], { repoDir: dir, signal })
  if (after.code !== 0) throw new ForgeError('invalid', 'import.damaged', { reason: after.stderr.trim() })
}

/** Rewrites the lines of a fast-export stream that people's names and messages are on; `data` blocks are counted, never searched for lines. */
export class Mender extends Transform {
  #rest: Buffer = Buffer.alloc(0)
  #due = -1
  #original: string | undefined
  #isCommit = false

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      if (this.#due >= 0) {
        if (this.#rest.length < this.#due) break
        this.#data(this.#rest.toString('latin1', 0, this.#due))
        this.#rest = this.#rest.subarray(this.#due)
        this.#due = -1
        continue
      }
      const end = this.#rest.indexOf(10)
      if (end === -1) break
      this.#line(this.#rest.toString('latin1', 0, end))
      this.#rest = this.#rest.subarray(end + 1)
    }
    done()
  }

  override _flush(done: (error?: Error | null) => void): void {
    if (this.#rest.length > 0) this.push(this.#rest)
    done()
  }

  #data(message: string): void {
    const clean = message.replaceAll('\0', '')
    const said = this.#isCommit && this.#original !== undefined ? withSourceCommit(clean, this.#original) : clean
    this.push(Buffer.from(`data ${said.length}\n${said}`, 'latin1'))
    this.#isCommit = false
  }

  #line(line: string): void {
    if (line.startsWith('data ')) { this.#due = Number(line.slice(5)); return }
    if (line.startsWith('commit ')) { this.#isCommit = true; this.#original = undefined }
    if (line.startsWith('tag ')) this.#isCommit = false
    if (line.startsWith('original-oid ')) this.#original = line.slice(13)
    const [, key, who] = /^(author|committer|tagger) (.*)$/.exec(line) ?? []
    this.push(Buffer.from(`${key === undefined ? line : `${key} ${identity(who as string)}`}\n`, 'latin1'))
  }
}
