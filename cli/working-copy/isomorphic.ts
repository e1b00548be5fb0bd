import fs from 'node:fs'
import path from 'node:path'
import git from 'isomorphic-git'
import http from 'isomorphic-git/http/node'
import type { Credentials, WorkingCopy } from './working-copy.js'

const onAuth = (credentials: Credentials | undefined) => (credentials ? { onAuth: () => ({ username: credentials.handle, password: credentials.token }), onAuthFailure: () => ({ cancel: true }) } : {})

/** The same gestures with no Git installed. */
export async function cloneWithoutGit(url: string, dir: string, progress: (phase: string, done: number, total: number | undefined) => void): Promise<WorkingCopy> {
  if (fs.existsSync(dir) && fs.readdirSync(dir).length > 0) throw new Error(`Le dossier ${dir} existe déjà et n’est pas vide : donnez-en un autre.`)
  await git.clone({ fs, http, dir, url, ref: 'main', noTags: false, onProgress: ({ phase, loaded, total }) => { progress(phase, loaded, total || undefined) } })
  return copyAt(dir)
}

export async function openWithoutGit(dir: string): Promise<WorkingCopy | undefined> {
  const root = await git.findRoot({ fs, filepath: path.resolve(dir) }).catch(() => undefined)
  return root === undefined ? undefined : copyAt(root)
}

function copyAt(dir: string): WorkingCopy {
  const repo = { fs, dir }
  const config = (name: string) => git.getConfig({ ...repo, path: name }).catch(() => undefined) as Promise<string | undefined>
  const publishedOid = () => git.resolveRef({ ...repo, ref: 'refs/remotes/origin/main' })
  const changes = async () => (await git.statusMatrix(repo)).filter(([, head, workdir, stage]) => !(head === 1 && workdir === 1 && stage === 1))
  return {
    by: 'isomorphic-git', dir: path.resolve(dir),
    origin: () => config('remote.origin.url'),
    async changed() { return (await changes()).map(([file]) => file) },
    async record(message, identity) {
      for (const [filepath, , workdir] of await changes()) await (workdir === 0 ? git.remove({ ...repo, filepath }) : git.add({ ...repo, filepath }))
      const author = { name: (await config('user.name')) ?? identity.name, email: (await config('user.email')) ?? identity.email }
      return git.commit({ ...repo, message, author })
    },
    async published(filepath) {
      try { return new TextDecoder().decode((await git.readBlob({ ...repo, oid: await publishedOid(), filepath })).blob) } catch { return undefined }
    },
    async ahead() {
      const published = await publishedOid().catch(() => undefined)
      const known = new Set(published === undefined ? [] : (await git.log({ ...repo, ref: published })).map((commit) => commit.oid))
      return (await git.log({ ...repo, ref: 'HEAD' })).filter((commit) => !known.has(commit.oid)).length
    },
    async lastMessage() { return (await git.log({ ...repo, ref: 'HEAD', depth: 1 }))[0]?.commit.message.trim() ?? '' },
    async takePublished(credentials, identity) {
      await git.fetch({ ...repo, http, remote: 'origin', ref: 'main', ...onAuth(credentials) })
      try {
        await git.merge({ ...repo, ours: (await git.currentBranch(repo)) ?? 'main', theirs: 'remotes/origin/main', author: identity, abortOnConflict: false })
        await git.checkout({ ...repo, ref: (await git.currentBranch(repo)) ?? 'main' })
        return { conflicts: [] }
      } catch (error) {
        if (!(error instanceof git.Errors.MergeConflictError)) throw error
        return { conflicts: error.data.filepaths }
      }
    },
    async propose(credentials) {
      const said: string[] = []
      const { ok, error, refs } = await git.push({ ...repo, http, remote: 'origin', ref: (await git.currentBranch(repo)) ?? 'main', remoteRef: 'refs/for/main', onMessage: (line) => { said.push(line.trim()) }, ...onAuth(credentials) })
        .catch((failure: unknown) => { throw new Error(said.filter((line) => line !== '').join('\n') || pushFailure(failure)) })
      const refused = Object.values(refs).find((ref) => !ref.ok)
      if (!ok || refused) throw new Error(said.filter((line) => line !== '').join('\n') || refused?.error || error || 'La proposition a été refusée.')
      return said.filter((line) => line !== '').join('\n')
    },
  }
}

function pushFailure(failure: unknown): string {
  if (failure instanceof git.Errors.HttpError) return failure.data.statusCode === 401 ? 'Le jeton est refusé : reconnectez-vous (communs connexion).' : `La forge a répondu ${failure.data.statusCode}.`
  return failure instanceof Error ? failure.message : String(failure)
}
