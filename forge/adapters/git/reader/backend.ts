import type { ChainEvent, CommitInfo, Oid, PeopleOfHistory, SignedHistory, TreeEntry } from '../../../domain/git.js'

export interface WalkQuery { readonly from: readonly Oid[]; readonly not: readonly Oid[]; readonly limit: number | undefined; readonly skip: number }

/**
 * What reading needs from a Git library, by folder and object id: two implementations, one contract (tests run on both).
 * Absent objects refuse `not_found`.
 */
export interface ReaderBackend {
  readonly name: 'libgit2' | 'isomorphic'
  commits(dir: string, oids: readonly Oid[]): Promise<readonly CommitInfo[]>
  /** Newest first by commit date, never a parent before its child. */
  walk(dir: string, query: WalkQuery): Promise<readonly CommitInfo[]>
  /** Of the same versions: who took part, and who signed each. */
  people(dir: string, query: WalkQuery): Promise<PeopleOfHistory>
  signed(dir: string, query: WalkQuery): Promise<SignedHistory>
  tree(dir: string, commit: Oid, options: { under: string; recursive: boolean }): Promise<readonly TreeEntry[]>
  file(dir: string, commit: Oid, path: string, maxBytes: number): Promise<{ oid: Oid; bytes: Uint8Array } | undefined>
  /** The commit that an object is or, for a tag, leads to. */
  peel(dir: string, oid: Oid): Promise<Oid | undefined>
  isAncestor(dir: string, ancestor: Oid, descendant: Oid): Promise<boolean>
  /** Events along first parents, oldest first, those after `since` only; undefined when `since` is not behind `tip`. */
  chain(dir: string, tip: Oid, since: Oid | undefined): Promise<readonly ChainEvent[] | undefined>
  /** Process ids of the readers; none when reads happen in this process. */
  pids(): readonly number[]
  close(): Promise<void>
}

/** The names of what may be asked of a reader process. */
export const readerOperations = ['commits', 'walk', 'people', 'signed', 'tree', 'file', 'peel', 'isAncestor', 'chain'] as const
export type ReaderOperation = (typeof readerOperations)[number]
