import { Repository, type Commit, type Tree } from '@napi-rs/simple-git'
import type { ChainEvent, CommitInfo, Oid, TreeEntry } from '../../../domain/git.js'
import { ForgeError } from '../../../domain/errors.js'
import { parseCommit, parseEvent, treeEntry } from '../raw-objects.js'
import type { ReaderBackend } from './backend.js'
import { peopleIn, signedIn } from './people.js'

// The binding declares these as `const enum`, which only exist for its own compiler.
const openExactly = 1 | 4 | 8 // no search upward, bare, no `.git` appended
const newestFirst = 1 | 2 // topological and by time
const modes: Readonly<Record<number, string>> = { 1: '40000', 2: '100644', 3: '100664', 4: '100755', 5: '120000', 6: '160000' }
const isBlob = 3
const isCommit = 1

const open = (dir: string) => Repository.openExt(dir, openExactly, [])

function commitOf(repository: Repository, oid: Oid): Commit {
  const found = repository.findCommit(oid)
  if (!found) throw new ForgeError('not_found', 'git.commit_missing', { oid })
  return found
}

const information = (commit: Commit): CommitInfo => parseCommit(commit.id(), Buffer.concat([commit.rawHeaderBytes(), Buffer.from('\n'), commit.messageRawBytes()]))

function subtree(repository: Repository, root: Tree, under: string): Tree | undefined {
  if (under === '') return root
  const entry = root.getPath(under)
  if (!entry) return undefined
  return repository.findTree(entry.id()) ?? undefined
}

/** The binding's iterators, which its types declare without `Symbol.iterator` before ES2025. */
function* each<T>(iterator: { next(): IteratorResult<T, void> }): Iterable<T> {
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value
}

/**
 * Every file below a tree with its mode. The binding's tree entries do not say modes; its differences do: against an
 * empty work tree, everything is a deletion.
 */
function* files(repository: Repository, tree: Tree): Iterable<{ path: string; mode: string; oid: Oid }> {
  for (const delta of each(repository.diffTreeToWorkdir(tree).deltas())) {
    const file = delta.oldFile()
    yield { path: file.path() ?? '', mode: modes[file.mode()] ?? '100644', oid: file.id() }
  }
}

/** Reads through libgit2. Every call opens the repository anew: as cheap as a cache (0.1 ms), and never stale after a repack or a removal. `nowhere` is an empty folder. */
export function openLibgit2(nowhere: string): ReaderBackend {
  return {
    name: 'libgit2',

    async commits(dir, oids) {
      const repository = open(dir)
      return oids.map((oid) => information(commitOf(repository, oid)))
    },

    async walk(dir, { from, not, limit, skip }) {
      const repository = open(dir)
      if (from.length === 0) return []
      const walk = repository.revWalk().setSorting(newestFirst)
      for (const oid of from) { commitOf(repository, oid); walk.push(oid) }
      for (const oid of not) if (repository.findCommit(oid)) walk.hide(oid)
      const found: CommitInfo[] = []
      let passed = 0
      for (;;) {
        if (limit !== undefined && found.length >= limit) break
        const next = walk.next()
        if (next.done === true || next.value === undefined) break
        if (passed++ < skip) continue
        found.push(information(commitOf(repository, next.value)))
      }
      return found
    },

    async people(dir, query) { return peopleIn(await this.walk(dir, query)) },
    async signed(dir, query) { return signedIn(await this.walk(dir, query)) },

    async tree(dir, oid, { under, recursive }) {
      const repository = open(dir)
      const tree = subtree(repository, commitOf(repository, oid).tree(), under)
      if (!tree) return []
      repository.setWorkdir(nowhere, false)
      const prefix = under === '' ? '' : `${under}/`
      if (recursive) return [...files(repository, tree)].map((file) => treeEntry(prefix + file.path, file.mode, file.oid))
      const modeByName = new Map<string, string>()
      for (const file of files(repository, tree)) {
        const slash = file.path.indexOf('/')
        modeByName.set(slash < 0 ? file.path : file.path.slice(0, slash), slash < 0 ? file.mode : '40000')
      }
      const entries: TreeEntry[] = []
      for (const entry of each(tree.entries())) {
        const name = entry.nameBytes().toString('utf8')
        // What no file is below or under is an empty folder.
        entries.push(treeEntry(prefix + name, modeByName.get(name) ?? '40000', entry.id()))
      }
      return entries
    },

    async file(dir, oid, filePath, maxBytes) {
      const repository = open(dir)
      const entry = commitOf(repository, oid).tree().getPath(filePath)
      if (!entry) return undefined
      let object
      try { object = entry.toObject(repository) } catch (error) {
        if ((error as { code?: string }).code === 'NotFound') return undefined // a submodule: another repository's commit
        throw error
      }
      if (object.kind() !== isBlob as unknown) return undefined
      const blob = object.peelToBlob()
      if (blob.size() > maxBytes) throw new ForgeError('too_large', 'git.file_too_large', { path: filePath, bytes: blob.size(), maxBytes })
      return { oid: blob.id(), bytes: blob.content() }
    },

    async peel(dir, oid) {
      const repository = open(dir)
      if (repository.findCommit(oid)) return oid
      const tag = repository.findTag(oid)
      if (!tag) return undefined
      try { return tag.peel().peel(isCommit).id() } catch { return undefined }
    },

    async isAncestor(dir, ancestor, descendant) {
      if (ancestor === descendant) return true
      const repository = open(dir)
      commitOf(repository, ancestor)
      commitOf(repository, descendant)
      const walk = repository.revWalk()
      walk.push(ancestor)
      walk.hide(descendant)
      return walk.next().done === true
    },

    async chain(dir, tip, since) {
      const repository = open(dir)
      const events: ChainEvent[] = []
      let oid: Oid | undefined = tip
      while (oid !== since) {
        if (oid === undefined) return undefined
        const commit: Commit = commitOf(repository, oid)
        const entry = commit.tree().getName('event.json')
        if (entry) events.push(parseEvent(information(commit), entry.toObject(repository).peelToBlob().content()))
        oid = commit.parentCount() > 0 ? commit.parentId(0) : undefined
      }
      return events.reverse()
    },

    pids: () => [],
    async close() { /* nothing is held */ },
  }
}
