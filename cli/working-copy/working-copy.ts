/**
 * A person's own copy of a resource. Two ways, one port: their Git where there is one (so that their hooks, signatures and settings
 * apply), isomorphic-git where there is none.
 */
import { spawnSync } from 'node:child_process'

export interface Identity { readonly name: string; readonly email: string }
export interface Credentials { readonly handle: string; readonly token: string }

export interface WorkingCopy {
  /** Which Git serves it, for messages. */
  readonly by: 'git' | 'isomorphic-git'
  readonly dir: string
  /** The address it was cloned from. */
  origin(): Promise<string | undefined>
  /** Paths that differ from the last version, new ones included. */
  changed(): Promise<readonly string[]>
  /** Records every change as a version. */
  record(message: string, identity: Identity): Promise<string>
  /** The text of a file at the published version it knows, or undefined. */
  published(path: string): Promise<string | undefined>
  /** How many versions it has that the published text, as it knows it, has not. */
  ahead(): Promise<number>
  lastMessage(): Promise<string>
  /** Asks the server for its published text and puts it together with this copy's. */
  takePublished(credentials: Credentials | undefined, identity: Identity): Promise<{ readonly conflicts: readonly string[] }>
  /** Sends this copy's versions to `refs/for/main`; answers what the server said. */
  propose(credentials: Credentials, options: { readonly title?: string; readonly description?: string; readonly proposition?: number }): Promise<string>
}

export const isGitInstalled = (): boolean => spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0

/** Copies a resource into a new folder. */
export async function cloneInto(url: string, dir: string, progress: (phase: string, done: number, total: number | undefined) => void): Promise<WorkingCopy> {
  if (isGitInstalled()) return (await import('./git.js')).cloneWithGit(url, dir, progress)
  return (await import('./isomorphic.js')).cloneWithoutGit(url, dir, progress)
}

/** The working copy a folder belongs to; refuses when it is none. */
export async function openWorkingCopy(dir: string): Promise<WorkingCopy> {
  const found = isGitInstalled() ? await (await import('./git.js')).openWithGit(dir) : await (await import('./isomorphic.js')).openWithoutGit(dir)
  if (!found) throw new Error('Ce dossier n’est pas la copie d’une fiche. Faites-en une : communs cloner COMMUNAUTE/FICHE')
  return found
}
