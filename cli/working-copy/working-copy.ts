/**
 * A person's own copy of a resource. Two ways, one port: their Git where there is one (so that their hooks, signatures and settings
 * apply), isomorphic-git where there is none.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { Refused } from '../refusals.js'

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

export const isGitInstalled = (): boolean => spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0

/** Copies a resource into a new folder. Refuses one that holds something. */
export async function cloneInto(url: string, dir: string, progress: CloneProgress): Promise<WorkingCopy> {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new Refused('copy.folder_in_use', `Le dossier ${dir} existe déjà et n’est pas vide : donnez-en un autre, par exemple communs cloner COMMUNAUTE/FICHE autre-dossier.`)
  if (isGitInstalled()) return (await import('./git.js')).cloneWithGit(url, dir, progress)
  return (await import('./isomorphic.js')).cloneWithoutGit(url, dir, progress)
}

/** The working copy a folder belongs to; refuses when it is none. */
export async function openWorkingCopy(dir: string): Promise<WorkingCopy> {
  const found = isGitInstalled() ? await (await import('./git.js')).openWithGit(dir) : await (await import('./isomorphic.js')).openWithoutGit(dir)
  if (!found) throw new Refused('copy.not_here', 'Ce dossier n’est pas la copie d’une fiche. Faites-en une : communs cloner COMMUNAUTE/FICHE')
  return found
}
