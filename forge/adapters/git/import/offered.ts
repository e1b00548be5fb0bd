import { ForgeError } from '../../../domain/errors.js'
import type { Oid, RefName } from '../../../domain/git.js'
import type { OfferedCommits } from '../../../domain/importing.js'
import type { GitEngine, GitOptions } from '../engine.js'
import { isRefName, listRefs } from '../refs.js'
import { refusalOf, runToEnd, sourceOptions, type Limits } from './fetch.js'
import type { FetchFrom } from './location.js'
import { faultsOf, mend } from './whole.js'

/** Where the copy keeps them: nothing else of an import looks there. */
const kept = 'refs/offered/'
const keptAs = (ref: string): string => kept + ref.slice('refs/'.length)

/** More than this is a hosting site's whole life: it is brought in several times. */
const most = 5000

/** Refuses `invalid` what is not a ref, or a family of refs with one `*`, and what would name the published text's own branches. */
export function checkPattern(pattern: string): void {
  const isOne = pattern.split('*').length <= 2 && isRefName(pattern.replace('*', 'x'))
  if (!isOne) throw new ForgeError('invalid', 'import.proposals_pattern', { pattern })
}

const matcher = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.+')}$`)

/** Whether the source keeps anything under these names: asked before anything is made of it. */
export async function checkOffered(engine: GitEngine, dir: string, source: FetchFrom, patterns: readonly string[], limits: Limits, signal: AbortSignal | undefined): Promise<void> {
  const listed: Buffer[] = []
  const { code, stderr } = await runToEnd(engine, ['ls-remote', '--', source.from, ...patterns], { ...sourceOptions(dir, source, limits), signal, maxBytes: 32 * 1024 * 1024, onData: (chunk) => listed.push(chunk) })
  if (code !== 0) throw refusalOf(stderr)
  const names = Buffer.concat(listed).toString('latin1').split('\n').map((line) => line.slice(41))
  for (const pattern of patterns) if (!names.some((name) => matcher(pattern).test(name))) throw new ForgeError('not_found', 'import.no_proposal', { pattern })
  if (new Set(names).size > most) throw new ForgeError('too_large', 'import.too_many_proposals', { most })
}

/**
 * Brings near what is offered, and says how each stands to `main`, the published commit of this copy. `isMended`: the copy's branches were
 * written again, so these are too, by the same rules: what they have in common keeps its name.
 */
export async function fetchOffered(parts: {
  readonly engine: GitEngine; readonly dir: string; readonly source: FetchFrom; readonly limits: Limits; readonly signal: AbortSignal | undefined
}, patterns: readonly string[], main: Oid, isMended: boolean): Promise<readonly OfferedCommits[]> {
  const { engine, dir, source, limits, signal } = parts
  const options: GitOptions = { repoDir: dir }
  const fetched = await runToEnd(engine, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--force', '--', source.from, ...patterns.map((pattern) => `+${pattern}:${keptAs(pattern)}`)],
    { ...sourceOptions(dir, source, limits), signal, limits: { fileMb: Math.ceil(limits.maxBytes / 1024 / 1024) } })
  if (fetched.code !== 0) throw refusalOf(fetched.stderr, limits)
  if (isMended) await mend(engine, dir, [`--glob=${kept}*`], signal)
  const refs = (await listRefs(dir, kept)).map(({ name, oid }) => ({ ref: `refs/${name.slice(kept.length)}`, head: oid }))
  refs.sort((a, b) => a.ref.localeCompare(b.ref, 'en', { numeric: true }))
  const listed = async (...which: readonly string[]) => new Set((await engine.run(['for-each-ref', ...which, '--format=%(refname)', kept], options)).stdout.toString('latin1').split('\n'))
  const roots = (await engine.run(['rev-list', '--max-parents=0', main], options)).stdout.toString('latin1').trim().split('\n')
  // Two histories with a version in common have a first one in common.
  const [inside, related] = await Promise.all([listed(`--merged=${main}`), listed(...roots.map((root) => `--contains=${root}`))])
  const faults = isMended ? new Set<Oid>() : (await faultsOf(engine, dir)).objects
  const found: OfferedCommits[] = []
  for (const { ref, head } of refs) {
    signal?.throwIfAborted()
    const name = keptAs(ref)
    const isDamaged = async () => faults.size > 0 && (await ownObjects(engine, options, name, main)).some((oid) => faults.has(oid))
    found.push({ ref, head, standing: inside.has(name) ? 'in' : !related.has(name) ? 'unrelated' : await isDamaged() ? 'damaged' : 'apart' })
  }
  return found
}

async function ownObjects(engine: GitEngine, options: GitOptions, ref: RefName, main: Oid): Promise<readonly Oid[]> {
  const { code, stdout } = await engine.run(['rev-list', '--objects', '--no-object-names', ref, '--not', main], { ...options, maxBytes: 64 * 1024 * 1024 })
  if (code !== 0) throw new ForgeError('invalid', 'import.damaged')
  return stdout.toString('latin1').split('\n')
}
