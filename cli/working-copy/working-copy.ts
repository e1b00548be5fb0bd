/**
 * A person's own copy of a resource. Two ways, one port: their Git where there is one (so that their hooks, signatures and settings
 * apply), isomorphic-git where there is none.
 */
export interface Identity { readonly name: string; readonly email: string }
export interface Credentials { readonly handle: string; readonly token: string }
export type CloneProgress = (done: number, total: number | undefined) => void

export interface WorkingCopy {
  /** Which Git serves it, for messages. */
  readonly by: 'git' | 'isomorphic-git'
  readonly dir: string
  /** The address it was cloned from. */
  origin(): Promise<string | undefined>
  /** Its current version; undefined before the first. */
  head(): Promise<string | undefined>
  /** The published version it knows; undefined while the resource is empty. */
  publishedVersion(): Promise<string | undefined>
  /** Paths that differ from its last version, new ones included. */
  changed(): Promise<readonly string[]>
  /** Paths that differ from the published text, as it knows it, recorded or not. */
  differing(): Promise<readonly string[]>
  /** Whether passages were left to a person to settle, and no version was recorded since: then even an unchanged text says something. */
  isSettling(): Promise<boolean>
  /** Records every change as a version. */
  record(message: string, identity: Identity): Promise<string>
  /** The text of a file at the published version it knows, or undefined. */
  published(path: string): Promise<string | undefined>
  /** How many versions it has that the published text, as it knows it, has not. */
  ahead(): Promise<number>
  /** Asks the server for its published text and puts it together with this copy's; the paths where both changed the same passage. */
  takePublished(identity: Identity): Promise<{ readonly conflicts: readonly string[] }>
  /** Sends this copy's versions to `refs/for/main`; answers what the server said. Refuses with its sentences. */
  propose(credentials: Credentials, options: { readonly title?: string; readonly description?: string; readonly proposition?: number }): Promise<string>
}
