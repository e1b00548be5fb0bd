import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { Oid, Ref, RefName } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import { allToTheirEnd, replaceFile, syncFolder } from './durable-fs.js'
import type { GitEngine } from './engine.js'
import { isOid, listRefs, packedRefsFile, readRef } from './refs.js'

/** Packs what `wanted` reach in `from`, but not what `had` reach, straight into the packs of `to`: one process, no copy of a copy. */
export async function packInto(engine: GitEngine, from: string, to: string, wanted: readonly Oid[], had: readonly Oid[]): Promise<void> {
  const into = path.join(to, 'objects', 'pack')
  await fs.mkdir(into, { recursive: true })
  const { code, stderr } = await engine.run(
    ['pack-objects', '--revs', '--non-empty', '--delta-base-offset', '-q', path.join(path.resolve(into), 'pack')],
    {
      repoDir: from, timeoutMs: 10 * 60_000,
      input: [...wanted, '--not', ...had, ''].join('\n'),
      // What the target has is known as such even where the source has never seen it.
      env: had.length > 0 ? { GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(path.resolve(to, 'objects')) } : {},
      config: ['pack.writeReverseIndex=false'],
    },
  )
  if (code !== 0) {
    if (/bad (revision|object)|not a valid object/.test(stderr)) throw new ForgeError('not_found', 'git.object_missing')
    throw new Error(`git pack-objects: ${stderr.trim()}`)
  }
  await syncFolder(into)
}

/** A path in a colon-separated list: Git reads a quoted one whole. */
const quoted = (folder: string) => /[:"\n]/.test(folder) ? `"${folder.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : folder

/** Fills a repository nobody sees yet with exactly what some refs of another reach, and with those refs. Refs that do not exist refuse `not_found`. */
export async function fillFork(engine: GitEngine, from: string, to: string, names: readonly RefName[]): Promise<void> {
  const refs: Ref[] = []
  for (const name of new Set(names)) {
    const oid = await readRef(from, name)
    if (oid === undefined) throw new ForgeError('not_found', 'git.ref_missing', { ref: name })
    refs.push({ name, oid })
  }
  if (refs.length === 0) return
  await allToTheirEnd([packInto(engine, from, to, [...new Set(refs.map((ref) => ref.oid))], []), replaceFile(path.join(to, 'packed-refs'), packedRefsFile(refs))])
}

/** Brings what `oids` reach from one repository to another. */
export async function bringObjects(engine: GitEngine, from: string, to: string, oids: readonly Oid[]): Promise<void> {
  if (oids.length === 0) return
  if (!oids.every(isOid)) throw new ForgeError('invalid', 'git.oid_invalid')
  const check = await engine.run(['cat-file', '--batch-check'], { repoDir: from, input: `${oids.join('\n')}\n` })
  if (check.code !== 0 || / missing$/m.test(check.stdout.toString('latin1'))) throw new ForgeError('not_found', 'git.object_missing')
  await packInto(engine, from, to, oids, [...new Set((await listRefs(to)).map((ref) => ref.oid))])
}
