/**
 * The Git port: what the domain asks of a store of bare repositories. Implemented by forge/adapters/git.
 *
 * Every method takes the repository's id, never a path. Object ids are 40 lower-case hexadecimal characters (SHA-1).
 * Paths inside a repository are exact byte sequences decoded as UTF-8, without normalisation: `é` NFC and NFD are two files.
 */
import type { Contributor } from '../attribution/contributions.js'

export type RepoId = string
export type Oid = string
export type RefName = string

export interface Signature {
  readonly name: string
  readonly email: string
  /** When, as milliseconds since the epoch (Git keeps whole seconds). */
  readonly at: number
  /** Minutes east of UTC, as Git writes it (`+0200` is 120). */
  readonly offsetMinutes: number
}

export interface CommitInfo {
  readonly oid: Oid
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly author: Signature
  readonly committer: Signature
  /** The whole message, trailers included. */
  readonly message: string
}

export interface TreeEntry {
  readonly path: string
  readonly oid: Oid
  readonly kind: 'blob' | 'tree' | 'symlink' | 'submodule'
  readonly executable: boolean
}

export interface Ref { readonly name: RefName; readonly oid: Oid }

export interface PathChange {
  readonly path: string
  /** Where the file was, when it was renamed. */
  readonly oldPath: string
  readonly status: 'added' | 'deleted' | 'modified' | 'renamed'
  readonly oldOid: Oid | undefined
  readonly newOid: Oid | undefined
}

export interface RefUpdate {
  readonly ref: RefName
  /** The value the ref must have now; undefined: the ref must not exist. */
  readonly from: Oid | undefined
  /** The value it takes; undefined deletes it. */
  readonly to: Oid | undefined
}

export interface NewCommit {
  readonly parents: readonly Oid[]
  /** The tree the changes apply to: usually the first parent's. Undefined starts from nothing. */
  readonly baseTree: Oid | undefined
  /** New contents by path; `null` removes the file. Paths are refused when they could leave or confuse a work tree (`..`, `.git`, control characters). */
  readonly files: ReadonlyMap<string, Uint8Array | string | null>
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

/** One file that a three-way merge could not settle by itself. An absent side is a deletion (or an addition, for `base`). */
export interface UnsettledFile { readonly path: string; readonly base: Oid | undefined; readonly ours: Oid | undefined; readonly theirs: Oid | undefined }

export type TreeMerge =
  | { readonly kind: 'clean'; readonly tree: Oid }
  | { readonly kind: 'conflicts'; readonly tree: Oid; readonly files: readonly UnsettledFile[] }

export interface LogQuery {
  readonly from: readonly Oid[]
  /** Commits reachable from these are left out. */
  readonly not?: readonly Oid[]
  /** Only commits that change this path, renames followed as `git log --follow` does. */
  readonly path?: string
  readonly limit?: number
  readonly skip?: number
}

/** Who took part in some versions, without their texts; names as the history writes them. */
export interface PeopleOfHistory { readonly contributors: readonly Contributor[]; readonly versions: number; readonly oldest: Oid | undefined }

/** Some versions, newest first, each with who signed it (places in `people`) and the proposition its message names last. */
export interface SignedHistory {
  readonly people: readonly { readonly name: string; readonly email: string }[]
  readonly versions: readonly { readonly oid: Oid; readonly parent: Oid | undefined; readonly at: number; readonly people: readonly number[]; readonly proposal?: string }[]
}

/** Reading. Nothing here changes a repository. */
export interface GitReads {
  exists(repo: RepoId): Promise<boolean>
  /** All refs whose name starts with `prefix` (default: all), sorted by name. */
  refs(repo: RepoId, prefix?: string): Promise<readonly Ref[]>
  /** The commit a ref, an oid (40 hex) or `ref^{commit}` tag leads to; undefined when there is none. User text is never passed unchecked to a revision parser. */
  resolve(repo: RepoId, rev: string): Promise<Oid | undefined>
  commit(repo: RepoId, oid: Oid): Promise<CommitInfo>
  /** Newest first (commit date, then topology). */
  log(repo: RepoId, query: LogQuery): Promise<readonly CommitInfo[]>
  /** Who took part in the same versions: worked out where they are read, and kept. For histories too long to be gone through at each page. */
  people(repo: RepoId, query: Omit<LogQuery, 'path'>): Promise<PeopleOfHistory>
  /** The same versions with who signed each, kept too. */
  signed(repo: RepoId, query: Omit<LogQuery, 'path'>): Promise<SignedHistory>
  /** Entries of a commit's tree (all files below `under` when `recursive`, trees left out then). */
  tree(repo: RepoId, commit: Oid, options?: { under?: string; recursive?: boolean }): Promise<readonly TreeEntry[]>
  /** A file of a commit: its object id and bytes; undefined when absent. Refuses `too_large` above `maxBytes` (default 20 MB). */
  file(repo: RepoId, commit: Oid, path: string, maxBytes?: number): Promise<{ oid: Oid; bytes: Uint8Array } | undefined>
  blob(repo: RepoId, oid: Oid, maxBytes?: number): Promise<Uint8Array>
  mergeBase(repo: RepoId, a: Oid, b: Oid): Promise<Oid | undefined>
  isAncestor(repo: RepoId, ancestor: Oid, descendant: Oid): Promise<boolean>
  /** What changes from one commit (undefined: the empty tree) to another; renames detected at 50 %. */
  changes(repo: RepoId, from: Oid | undefined, to: Oid): Promise<readonly PathChange[]>
}

/** Writing. Objects are on disk (fsync) before any ref names them; refs move only by compare-and-swap. */
export interface GitWrites {
  /** Creates an empty bare repository whose HEAD is refs/heads/main. */
  create(repo: RepoId): Promise<void>
  /** Writes blobs, trees and one commit; no ref moves. */
  writeCommit(repo: RepoId, commit: NewCommit): Promise<Oid>
  /** Moves refs together if each still has its `from`; says `moved` and changes nothing otherwise. */
  updateRefs(repo: RepoId, updates: readonly RefUpdate[]): Promise<'done' | 'moved'>
  /** Three-way merge of two commits' trees, by Git (merge-ort). Writes the merged tree. */
  mergeTrees(repo: RepoId, ours: Oid, theirs: Oid): Promise<TreeMerge>
  /** A new repository holding exactly what `refs` of `from` reach (own pack: no alternates, no links), with those refs under their names. */
  fork(from: RepoId, to: RepoId, refs: readonly RefName[]): Promise<void>
  /** Brings the objects that `oids` reach from another repository of this store; no ref moves. */
  bring(from: RepoId, to: RepoId, oids: readonly Oid[]): Promise<void>
  /** Runs a flow that writes objects before a ref names them: until it ends, none of them is forgotten. Flows run side by side, nesting is free. */
  keeping<T>(repo: RepoId, work: () => Promise<T>): Promise<T>
  /** Replaces one ref (not a branch) and forgets what it alone kept: repack and prune, once nobody is `keeping`. From inside `keeping` it is a bug. */
  erase(repo: RepoId, update: RefUpdate): Promise<void>
  /** Removes the whole repository. */
  remove(repo: RepoId): Promise<void>
  /** Runs `work` while no other writer of this process touches the repository. Re-entrant calls are a bug. */
  exclusively<T>(repo: RepoId, work: () => Promise<T>): Promise<T>
}

/** A fact written in an append-only chain of commits: one commit per event, its JSON in the tree, author and date the commit's. */
export interface ChainEvent {
  readonly oid: Oid
  readonly author: Signature
  readonly payload: Readonly<Record<string, unknown>> & { readonly kind: string }
}

/** Append-only event chains on `refs/journal/{resource,discussion}` and `refs/merge-requests/<n>/journal`. */
export interface GitJournal {
  /** Oldest first; empty when the ref does not exist. `since` leaves out that event and all before it. */
  events(repo: RepoId, ref: RefName, since?: Oid): Promise<readonly ChainEvent[]>
  /** Appends events in order; retries when somebody else appended meanwhile. Returns the new tip. */
  append(repo: RepoId, ref: RefName, events: readonly { author: Signature; payload: ChainEvent['payload'] }[]): Promise<Oid>
}

export type GitStore = GitReads & GitWrites & GitJournal
