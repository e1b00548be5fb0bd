/**
 * What the attribution engine asks of a history: commits with the Markdown files each one changes, and texts by object id.
 *
 * A commit carries its *changes* rather than its tree: a history of several thousand commits over hundreds of files then
 * weighs what was written in it, and `git log --raw --no-renames --diff-merges=first-parent --root` gives exactly that.
 */

export type Oid = string

/** A name and an address as a commit or a trailer writes them; either may be empty. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** A commit as far as people are concerned: what `contributions` needs. */
export interface HistoryCommitLike {
  readonly oid: Oid
  readonly parents: readonly Oid[]
  readonly author: Identity
  readonly committer?: Identity
  /** When it was written (author date), in milliseconds since the epoch. */
  readonly at: number
  /** When it entered its history (committer date), in milliseconds. With it, a version carried over comes after the one it carries. */
  readonly committedAt?: number
  /** The whole message, trailers included. */
  readonly message: string
}

export interface HistoryCommit extends HistoryCommitLike {
  /**
   * Markdown files that differ from the *first* parent's tree (from nothing, for a root): path → blob, `undefined` when the file
   * is gone. A rename is a path gone and a path added; the engine recognises it.
   */
  readonly changes: ReadonlyMap<string, Oid | undefined>
  /**
   * In the same form, files other than Markdown that may say under which licence the texts are (LICENSE, COPYING, LICENSES/…,
   * commun.yml: `isNotice`). Without it only what the Markdown files say is known.
   */
  readonly notices?: ReadonlyMap<string, Oid | undefined>
}

export interface History {
  /** Every commit known, parents before children. The engine itself orders them again, so that the same graph gives the same answer. */
  commits(): readonly HistoryCommit[]
  /** The text of a blob, decoded as UTF-8 (invalid sequences replaced). */
  blob(oid: Oid): Promise<string>
  /** The text of `.mailmap`, where there is one. */
  readonly mailmap?: string
}

/** The changes that lead from one full tree (path → blob) to another. */
export function changesBetween(before: ReadonlyMap<string, Oid>, after: ReadonlyMap<string, Oid>): Map<string, Oid | undefined> {
  const changes = new Map<string, Oid | undefined>()
  for (const [path, oid] of after) if (before.get(path) !== oid) changes.set(path, oid)
  for (const path of before.keys()) if (!after.has(path)) changes.set(path, undefined)
  return changes
}
