import fs from 'node:fs'
import git from 'isomorphic-git'
import { isMedia, isRead, type RepositoryFile } from '../../content-schema/licences/repository.js'
import { mostBytes } from '../files.js'
import { Refused } from '../refusals.js'

/** Reads the last version of a bare repository, as a working copy of it would show; no Git needed. Refuses a repository without any version, or that cannot be read. */
export async function filesOfBare(gitdir: string, { isKept, most }: { isKept(name: string): boolean; readonly most: number }): Promise<RepositoryFile[]> {
  const repo = { fs, gitdir, cache: {} }
  let tip: string | undefined
  for (const ref of ['HEAD', 'refs/heads/main', 'refs/heads/master']) tip ??= await git.resolveRef({ ...repo, ref }).catch(() => undefined)
  if (tip === undefined) throw new Refused('repository.empty', 'Ce dépôt n’a encore aucune version\u00a0: il n’y a rien à lire.')
  const files: RepositoryFile[] = []
  const walk = async (oid: string, inside: string): Promise<void> => {
    const { tree } = await git.readTree({ ...repo, oid })
    for (const entry of [...tree].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      const name = inside === '' ? entry.path : `${inside}/${entry.path}`
      if (!isKept(name)) continue
      if (entry.type === 'tree') await walk(entry.oid, name)
      else if (entry.type === 'blob' && entry.mode !== '120000' && (isRead(name) || isMedia(name)) && files.length < most) files.push(await fileOf(name, entry.oid))
    }
  }
  const fileOf = async (path: string, oid: string): Promise<RepositoryFile> => {
    if (!isRead(path)) return { path }
    const { blob } = await git.readBlob({ ...repo, oid })
    return blob.length <= mostBytes ? { path, text: new TextDecoder('utf-8').decode(blob) } : { path }
  }
  try { await walk(tip, '') } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused('repository.unreadable', 'Ce dépôt ne se lit pas en entier\u00a0: il est abîmé, ou ce n’en est qu’une partie. Faites-en une nouvelle copie (git clone).')
  }
  return files
}
