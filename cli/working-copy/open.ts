/** Chooses who serves a copy: the person's Git where there is one, isomorphic-git elsewhere. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { Refused } from '../refusals.js'
import type { CloneProgress, WorkingCopy } from './working-copy.js'

export const isGitInstalled = (): boolean => spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0

/** Copies a resource into a new folder. Refuses one that holds something. */
export async function cloneInto(url: string, dir: string, progress: CloneProgress): Promise<WorkingCopy> {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new Refused('copy.folder_in_use', `Le dossier ${dir} existe déjà et n’est pas vide : donnez-en un autre, par exemple communs cloner COMMUNAUTE/FICHE autre-dossier.`)
  if (isGitInstalled()) return (await import('./git.js')).cloneWithGit(url, dir, progress)
  return (await import('./isomorphic.js')).cloneWithoutGit(url, dir, progress)
}

/** The working copy a folder belongs to; refuses when it is none. */
export async function openWorkingCopy(dir: string): Promise<WorkingCopy> {
  const found = isGitInstalled() ? await (await import('./git.js')).openWithGit(dir) : await (await import('./isomorphic.js')).openWithoutGit(dir)
  if (!found) throw new Refused('copy.not_here', 'Ce dossier n’est pas la copie d’une fiche. Faites-en une : communs cloner COMMUNAUTE/FICHE')
  return found
}
