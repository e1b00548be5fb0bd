import { ForgeError } from '../../../domain/errors.js'
import type { Oid } from '../../../domain/git.js'
import type { PushedObjects } from '../../../domain/push.js'
import type { GitEngine } from '../engine.js'
import { parseCommit, parseTree } from '../raw-objects.js'
import { looseObjects, type LooseObjects } from './loose-objects.js'

/** What a push brings: every new object, and the commits it builds upon. */
interface News {
  readonly objects: ReadonlyMap<Oid, { readonly type: string; readonly bytes: number }>
  readonly builtOn: ReadonlySet<Oid>
}

/** A tree without files, which every Git knows. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/**
 * Reads a push's objects where receive-pack quarantines them, with the repository's own behind them. One walk answers most questions: over
 * the files themselves for the few objects of an ordinary push, by Git for the others. Git is only asked again for the unusual ones (a tag,
 * a version that was here already, several tips).
 */
export function quarantinedObjects(engine: GitEngine, repoDir: string, quarantine: string, tips: readonly Oid[]): PushedObjects {
  const env = { GIT_OBJECT_DIRECTORY: quarantine, GIT_ALTERNATE_OBJECT_DIRECTORIES: `${repoDir}/objects`, GIT_QUARANTINE_PATH: quarantine }
  const git = (args: readonly string[], input?: string) => engine.run(args, { repoDir, env, timeoutMs: 60_000, ...(input !== undefined && { input }) })
  const text = async (args: readonly string[], input?: string): Promise<string | undefined> => {
    const { code, stdout } = await git(args, input)
    return code === 0 ? stdout.toString('utf8').trim() : undefined
  }
  let walked: Promise<News> | undefined
  const small = looseObjects(quarantine).catch(() => undefined)
  const news = () => (walked ??= (async () => await newsAmong(await small, tips) ?? walk())())

  async function walk(): Promise<News> {
    const { codes, stdout } = await engine.pipe([
      { args: ['rev-list', '--objects', '--no-object-names', '--boundary', '--stdin', '--not', '--all'], repoDir },
      { args: ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], repoDir },
    ], { env, timeoutMs: 120_000, maxBytes: 512 * 1024 * 1024, input: `${tips.join('\n')}\n` })
    // Git checked that nothing is missing, but an erasure may have come between.
    if (codes.some((code) => code !== 0)) throw new ForgeError('conflict', 'push.incomplete')
    const objects = new Map<Oid, { type: string; bytes: number }>()
    const builtOn = new Set<Oid>()
    for (const [, minus, oid = '', type = '', size] of stdout.toString('latin1').matchAll(/^(-?)([0-9a-f]{40}) (\w+)(?: (\d+))?$/gm)) {
      if (minus === '-') builtOn.add(oid)
      else objects.set(oid, { type, bytes: Number(size) })
    }
    return { objects, builtOn }
  }

  return {
    async isAncestor(ancestor, descendant) {
      if (ancestor === descendant) return true
      const { objects, builtOn } = await news()
      // What is new is behind nothing that was here; with one tip, all it builds on is behind it.
      if (objects.has(descendant) && tips.length === 1 && tips[0] === descendant && builtOn.has(ancestor)) return true
      if (objects.has(ancestor) && !objects.has(descendant)) return false
      return (await git(['merge-base', '--is-ancestor', ancestor, descendant])).code === 0
    },
    async commitOf(oid) {
      if ((await news()).objects.get(oid)?.type === 'commit') return oid
      return text(['rev-parse', '--verify', '--quiet', '--end-of-options', `${oid}^{commit}`])
    },
    async mergeBase(a, b) {
      if (tips.length === 1 && tips[0] === b && (await news()).builtOn.has(a)) return a
      return text(['merge-base', a, b])
    },
    async file(commit, path) {
      const known = await fileAmong(await small, commit, path)
      if (known) return known
      const { code, stdout } = await git(['cat-file', 'blob', `${commit}:${path}`])
      return code === 0 ? stdout : undefined
    },
    async changed(from, to) {
      const { code, stdout } = await git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', '--diff-filter=d', from ?? emptyTree, to])
      if (code !== 0) throw new ForgeError('conflict', 'push.incomplete')
      return stdout.toString('utf8').split('\0').filter((path) => path !== '')
    },
    async entries(commit) {
      const { code, stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit])
      if (code !== 0) return []
      return [...stdout.toString('utf8').matchAll(/(\d{6}) (\w+) ([0-9a-f]{40})\t([^\0]*)\0/g)].map(([, mode = '', , oid = '', path = '']) => ({
        path, oid, kind: mode === '120000' ? 'symlink' as const : mode === '160000' ? 'submodule' as const : 'blob' as const, executable: mode === '100755',
      }))
    },
    async versions(from, to, limit) {
      const { code, stdout } = await git(['log', '-z', ...(limit === undefined ? [] : [`--max-count=${limit}`]), '--no-color', '--encoding=UTF-8', '--format=tformat:%H%n%an%n%ae%n%B', to, ...(from === undefined ? [] : [`^${from}`]), '--'])
      if (code !== 0) throw new ForgeError('conflict', 'push.incomplete')
      return stdout.toString('utf8').split('\0').filter((one) => one !== '').map((one) => {
        const [oid = '', name = '', email = '', ...message] = one.split('\n')
        return { oid, author: { name, email }, message: message.join('\n') }
      })
    },
    async tooLarge({ file, other }) {
      const large = [...(await news()).objects].filter(([, { type, bytes }]) => bytes > (type === 'blob' ? file : other)).slice(0, 5)
      if (large.length === 0) return []
      const listed = await text(['rev-list', '--objects', '--stdin', '--not', '--all'], `${tips.join('\n')}\n`)
      const names = new Map([...(listed ?? '').matchAll(/^([0-9a-f]{40}) (.+)$/gm)].map(([, oid, name]) => [oid, name]))
      return large.map(([oid, { type, bytes }]) => (type === 'blob' ? { kind: 'file' as const, path: names.get(oid) ?? oid, bytes } : { kind: 'other' as const, bytes }))
    },
  }
}

/** What the tips bring, when all of it is among a few loose objects; undefined when Git has to tell. */
async function newsAmong(small: LooseObjects | undefined, tips: readonly Oid[]): Promise<News | undefined> {
  if (!small) return undefined
  const builtOn = new Set<Oid>()
  const seen = new Set<Oid>()
  const waiting = tips.filter((tip) => small.all.has(tip))
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (seen.has(oid)) continue
    seen.add(oid)
    const bytes = small.all.get(oid)?.type === 'commit' ? await small.read(oid) : undefined
    if (!bytes) return undefined
    for (const parent of parseCommit(oid, bytes).parents) {
      if (small.all.has(parent)) waiting.push(parent)
      else builtOn.add(parent)
    }
  }
  return { objects: small.all, builtOn }
}

/** A file of a version, when all that leads to it is among a few loose objects. */
async function fileAmong(small: LooseObjects | undefined, commit: Oid, path: string): Promise<Uint8Array | undefined> {
  const bytes = small?.all.get(commit)?.type === 'commit' ? await small.read(commit) : undefined
  let oid = bytes && parseCommit(commit, bytes).tree
  for (const name of path.split('/')) {
    const folder = oid !== undefined && small?.all.get(oid)?.type === 'tree' ? await small.read(oid) : undefined
    oid = folder && parseTree(folder).find((entry) => entry.name.equals(Buffer.from(name)))?.oid
  }
  return oid !== undefined && small?.all.get(oid)?.type === 'blob' ? small.read(oid) : undefined
}
