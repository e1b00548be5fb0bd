/** What arrives by `git push`, before anything of it is accepted. */
import type { Oid, RefName, RepoId, TreeEntry } from './git.js'
import type { Actor } from './person.js'

export interface PushCommand { readonly ref: RefName; readonly from: Oid | undefined; readonly to: Oid | undefined }

/** Reading a push's objects while they are still in quarantine, together with those the repository has. */
export interface PushedObjects {
  isAncestor(ancestor: Oid, descendant: Oid): Promise<boolean>
  /** The commit an object leads to (tags peeled); undefined for anything else. */
  commitOf(oid: Oid): Promise<Oid | undefined>
  mergeBase(a: Oid, b: Oid): Promise<Oid | undefined>
  file(commit: Oid, path: string): Promise<Uint8Array | undefined>
  /** Paths of the files that a version has and another (undefined: an empty one) does not have so, at the same place. */
  changed(from: Oid | undefined, to: Oid): Promise<readonly string[]>
  /** Every file of a version, whatever its folder. */
  entries(commit: Oid): Promise<readonly TreeEntry[]>
  /** The versions that lead from one to another, latest first, with their authors and whole messages; at most `limit` of them. */
  versions(from: Oid | undefined, to: Oid, limit?: number): Promise<readonly { readonly oid: Oid; readonly author: { readonly name: string; readonly email: string }; readonly message: string }[]>
  /** What the push brings above these sizes in bytes, at most a few: files, and the rest (messages of versions and tags, folders). Refuses `conflict` when something it relies on is gone. */
  tooLarge(limits: { readonly file: number; readonly other: number }): Promise<readonly ({ readonly kind: 'file'; readonly path: string; readonly bytes: number } | { readonly kind: 'other'; readonly bytes: number })[]>
}

export interface Push {
  readonly repo: RepoId
  readonly actor: Actor
  readonly commands: readonly PushCommand[]
  /** `-o key=value` options, as sent. */
  readonly options: readonly string[]
}

/** Sentences in the pusher's language. One refusal refuses the whole push; warnings are told on the terminal and stop nothing. */
export interface PushJudgement { readonly refusals: readonly string[]; readonly warnings: readonly string[] }

export interface PushGate {
  /** Before anything moves: every refusal is said here. */
  judge(push: Push, objects: PushedObjects): Promise<PushJudgement>
  /** For `refs/for/main`, once objects are kept: records the proposition. Answers the ref made and sentences for the terminal. */
  propose(push: Push, command: PushCommand): Promise<{ readonly ref: RefName; readonly oid: Oid; readonly say: readonly string[] } | { readonly refused: string }>
  /** After refs moved (or the push failed): brings the index up to date. */
  settled(push: Push): Promise<void>
}
