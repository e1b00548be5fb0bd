import type { Oid } from '../../../domain/git.js'
import { ForgeError } from '../../../domain/errors.js'
import type { GitEngine } from '../engine.js'
import { runToEnd } from './fetch.js'

/** Reads many objects through one `git cat-file --batch`, each handed over as soon as it is whole. Refuses `invalid` when one is missing. */
export async function readObjects(engine: GitEngine, dir: string, oids: readonly Oid[], each: (oid: Oid, bytes: Buffer) => void, signal: AbortSignal | undefined): Promise<void> {
  if (oids.length === 0) return
  let pending: Buffer[] = []
  let have = 0
  let due = -1
  let oid = ''
  let isMissing = false
  const joined = () => {
    const all = pending.length === 1 ? pending[0] as Buffer : Buffer.concat(pending)
    pending = [all]
    return all
  }
  const cut = (length: number) => {
    const all = joined()
    pending = length === all.length ? [] : [all.subarray(length)]
    have -= length
    return all.subarray(0, length)
  }
  const { code } = await runToEnd(engine, ['cat-file', '--batch'], {
    repoDir: dir, signal,
    onData: (chunk) => {
      pending.push(chunk)
      have += chunk.length
      for (;;) {
        if (due < 0) {
          const end = have === 0 ? -1 : joined().indexOf(10)
          if (end === -1) return
          const line = cut(end + 1).toString('latin1', 0, end)
          const [id = '', kind, size] = line.split(' ')
          if (kind === 'missing' || size === undefined) { isMissing = true; continue }
          oid = id
          due = Number(size)
        }
        // One byte more: the line feed that ends it.
        if (have < due + 1) return
        const bytes = cut(due + 1).subarray(0, due)
        due = -1
        each(oid, Buffer.from(bytes))
      }
    },
    input: (function* () { for (let i = 0; i < oids.length; i += 1000) yield Buffer.from(`${oids.slice(i, i + 1000).join('\n')}\n`) })(),
  })
  if (code !== 0 || isMissing) throw new ForgeError('invalid', 'import.damaged')
}
