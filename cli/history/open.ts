import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { Refused } from '../refusals.js'
import { isGitInstalled } from '../working-copy/open.js'
import type { LocalHistory } from './local-history.js'

/** Opens the history of `folder` up to `revision`. Refuses what is no repository, has no version, or has not that one. */
export async function openHistory(folder: string, revision: string | undefined): Promise<LocalHistory> {
  if (!existsSync(folder)) throw new Refused('repository.not_here', `Le dossier « ${folder} » n’existe pas.`)
  if (!statSync(folder).isDirectory()) throw new Refused('repository.not_here', `« ${folder} » n’est pas un dossier.`)
  const full = path.resolve(folder)
  return isGitInstalled() ? (await import('./by-git.js')).openByGit(full, revision) : (await import('./by-isomorphic.js')).openByIsomorphic(full, revision)
}
