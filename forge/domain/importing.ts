/**
 * The port of imports: a history kept elsewhere, brought near, read, and rewritten into repositories of its own.
 *
 * Nothing here knows of fiches: which files are wanted, what they are called and where they go is the use case's.
 */
import type { ChainEvent, Oid, RefName, RepoId, Signature } from './git.js'

/** Where a history is. A `bundle` is named by the file the person knows, which may not be the one on disk (an upload). */
export type ImportLocation =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'bundle'; readonly file: string; readonly name?: string }
  | { readonly kind: 'folder'; readonly dir: string }

/** A file of the source's default branch, as its last commit has it. */
export interface SourceFile { readonly path: string; readonly oid: Oid; readonly bytes: number }

/** One address of a history, with the name it used last. */
export interface SourceAuthor { readonly name: string; readonly email: string }

/** Why a path is taken for an earlier place of a file. `similarity` in percent, for renames. */
export interface Ancestor { readonly path: string; readonly how: 'renamed' | 'older_folder'; readonly similarity?: number }

export interface TraceRequest {
  readonly path: string
  /** Files that go with it, each with its own history. */
  readonly companions: readonly string[]
}

/** One file's history, found but not yet written. Its commits are the source's, in an order where parents come first. */
export interface TracedFile {
  readonly path: string
  /** Source commits that become versions of the file. */
  readonly commits: readonly Oid[]
  readonly authors: readonly SourceAuthor[]
  readonly ancestors: readonly Ancestor[]
}

/** A chain of events to begin a repository's journal with. */
export type FirstEvents = readonly { readonly author: Signature; readonly payload: ChainEvent['payload'] }[]

/** What to write for one traced file. */
export type Rewriting =
  | { readonly traced: TracedFile; readonly journal: FirstEvents }
  /** Versions an earlier import already wrote, by the source commit each one names: they are built upon, not written again. */
  | { readonly traced: TracedFile; readonly into: RepoId; readonly known: ReadonlyMap<Oid, Oid> }

/**
 * Commits offered to a source, which it keeps under a ref of their own (`refs/pull/12/head`). `in`: already in the history of its default
 * branch; `unrelated`: no version in common with it; `damaged`: Git's strictest check refuses what they hold.
 */
export interface OfferedCommits { readonly ref: RefName; readonly head: Oid; readonly standing: 'apart' | 'in' | 'unrelated' | 'damaged' }

/** What was written, in a place nobody sees yet. */
export interface Rewritten { readonly main: Oid; readonly journal: Oid | undefined }

export interface SourceHistory {
  /** What the journal calls the source: an address without credentials, or a file's or folder's last name. */
  readonly name: string
  /** The default branch and its last commit. */
  readonly branch: string
  readonly head: Oid
  /** Files of the last tree that a Git pathspec matches (`*` crosses `/`), in the order of their bytes; all of them without one. Refuses `invalid` a pathspec Git does not understand. */
  files(pathspecs?: readonly string[]): Promise<readonly SourceFile[]>
  contents(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>>
  /** Follows files through renames and, by base name, into older folders. */
  trace(requests: readonly TraceRequest[], options: { readonly olderFolders: readonly string[] }): Promise<readonly TracedFile[]>
  /** Every commit and author of the default branch, unchanged. */
  traceWhole(): Promise<{ readonly commits: readonly Oid[]; readonly authors: readonly SourceAuthor[] }>
  /** Writes all the histories at once, beside the source. */
  rewrite(files: readonly Rewriting[]): Promise<readonly Rewritten[]>
  /** Makes a repository that holds exactly what was rewritten: `main` and its journal. It appears whole, on disk, or not at all. */
  install(repo: RepoId, rewritten: Rewritten): Promise<void>
  /** Makes a repository of the whole source: the default branch as `main`, its other branches and tags; answers the published commit. */
  installWhole(repo: RepoId, journal: FirstEvents): Promise<Oid>
  /** Brings newer branches and tags of the whole source into a repository made by `installWhole`; answers what its default branch is now there. */
  refreshWhole(repo: RepoId): Promise<Oid>
  /** Brings versions, and what leads to them, into a repository of this source; no ref moves. */
  bring(repo: RepoId, versions: readonly Oid[]): Promise<void>
  /** What is offered under the refs asked when opening, by name (numbers in their order); to be asked once the whole is installed or refreshed. */
  offered(): Promise<readonly OfferedCommits[]>
  /** Forgets the local copy. */
  close(): Promise<void>
}

/** Steps told while working, for a progress bar; `total` when it is known. */
export interface ImportProgress { readonly step: 'fetch' | 'read' | 'trace' | 'write' | 'place' | 'propose'; readonly done: number; readonly total?: number }

/** A bundle sent over the network, kept until `discard`. */
export interface ReceivedBundle { readonly file: string; discard(): Promise<void> }

export interface Histories {
  /** Keeps an upload as it comes, in a place every start empties. Refuses `too_large` above `maxBytes`. */
  receive(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedBundle>
  /**
   * Brings a source near. Refuses `invalid` what is not a repository, holds no version, is shallow, or has an address that may not be
   * read (private network, credentials inside, another protocol); `too_large`; `unavailable` when it does not answer in time.
   * `offered`: patterns of refs, each with at most one `*`; refuses `invalid` another, and `not_found` when the source has none like it.
   */
  open(location: ImportLocation, options?: { readonly offered?: readonly string[]; readonly signal?: AbortSignal; readonly onProgress?: (progress: ImportProgress) => void }): Promise<SourceHistory>
}
