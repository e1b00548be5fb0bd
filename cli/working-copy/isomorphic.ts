import fs from 'node:fs'
import path from 'node:path'
import git from 'isomorphic-git'
import { ServerRefusal, Refused } from '../refusals.js'
import { gitHttp } from './git-http.js'
import type { CloneProgress, Credentials, WorkingCopy } from './working-copy.js'

/** The same gestures with no Git installed. */
export async function cloneWithoutGit(url: string, dir: string, progress: CloneProgress): Promise<WorkingCopy> {
  const isNew = !fs.existsSync(dir)
  const clean = () => { fs.rmSync(isNew ? dir : path.join(dir, '.git'), { recursive: true, force: true }) }
  const interrupted = () => { clean(); process.exit(130) }
  process.once('SIGINT', interrupted)
  try {
    await git.clone({ fs, http: gitHttp(), dir, url, ref: 'main', noTags: false, onProgress: ({ loaded, total }) => { progress(loaded, total || undefined) } })
      .catch(async (error: unknown) => {
        // An empty resource has no main yet; its copy is an empty folder that knows where it comes from.
        if (!(error instanceof git.Errors.NotFoundError) || (await git.listServerRefs({ http: gitHttp(), url })).some(({ ref }) => ref.startsWith('refs/heads/'))) throw error
        await git.init({ fs, dir, defaultBranch: 'main' })
        await git.addRemote({ fs, dir, remote: 'origin', url, force: true })
      })
    return copyAt(dir)
  } catch (error) {
    clean()
    throw webRefusal(error)
  } finally {
    process.off('SIGINT', interrupted)
  }
}

export async function openWithoutGit(dir: string): Promise<WorkingCopy | undefined> {
  const root = await git.findRoot({ fs, filepath: path.resolve(dir) }).catch(() => undefined)
  return root === undefined ? undefined : copyAt(root)
}

function copyAt(dir: string): WorkingCopy {
  const repo = { fs, dir }
  const config = (name: string) => git.getConfig({ ...repo, path: name }).catch(() => undefined) as Promise<string | undefined>
  const version = (ref: string) => git.resolveRef({ ...repo, ref }).catch(() => undefined)
  const head = () => version('HEAD')
  const publishedVersion = () => version('refs/remotes/origin/main')
  const changes = async () => (await git.statusMatrix(repo)).filter(([, inHead, inFolder, inStage]) => !(inHead === 1 && inFolder === 1 && inStage === 1))
  // Where Git keeps it too: a merge left for a person to settle has a second parent.
  const mergeHead = path.join(dir, '.git', 'MERGE_HEAD')
  const trackedAt = (ref: string) => git.listFiles({ ...repo, ref })
  /** The merge writes the index: files it takes away would stay in the folder. */
  const leave = async (before: readonly string[], after: readonly string[]) => {
    const kept = new Set(after)
    for (const file of before) if (!kept.has(file)) await fs.promises.rm(path.join(dir, file), { force: true })
  }
  return {
    by: 'isomorphic-git', dir: path.resolve(dir), head, publishedVersion,
    origin: () => config('remote.origin.url'),
    async changed() { return (await changes()).map(([file]) => file) },
    async differing() {
      if ((await publishedVersion()) === undefined) return []
      return (await git.statusMatrix({ ...repo, ref: 'refs/remotes/origin/main' })).filter(([, published, inFolder]) => !(published === inFolder)).map(([file]) => file)
    },
    isSettling: () => Promise.resolve(fs.existsSync(mergeHead)),
    async record(message, identity) {
      for (const [filepath, , inFolder] of await changes()) await (inFolder === 0 ? git.remove({ ...repo, filepath }) : git.add({ ...repo, filepath }))
      const author = { name: (await config('user.name')) ?? identity.name, email: (await config('user.email')) ?? identity.email }
      const [ours, merged] = [await head(), fs.existsSync(mergeHead) ? fs.readFileSync(mergeHead, 'utf8').trim() : undefined]
      const oid = await git.commit({ ...repo, message, author, ...(ours !== undefined && merged !== undefined && { parent: [ours, merged] }) })
      fs.rmSync(mergeHead, { force: true })
      return oid
    },
    async published(filepath) {
      try { return new TextDecoder().decode((await git.readBlob({ ...repo, oid: (await publishedVersion()) ?? '', filepath })).blob) } catch { return undefined }
    },
    async ahead() {
      const [ours, published] = [await head(), await publishedVersion()]
      if (ours === undefined || published === undefined) return 0
      const known = new Set((await git.log({ ...repo, ref: published })).map((commit) => commit.oid))
      return (await git.log({ ...repo, ref: ours })).filter((commit) => !known.has(commit.oid)).length
    },
    async takePublished(identity) {
      await git.fetch({ ...repo, http: gitHttp(), remote: 'origin', ref: 'main', singleBranch: true }).catch((error: unknown) => { throw webRefusal(error) })
      const theirs = await publishedVersion()
      if (theirs === undefined) return { conflicts: [] }
      const branch = (await git.currentBranch(repo)) ?? 'main'
      const ours = await head()
      if (ours === undefined) {
        await git.writeRef({ ...repo, ref: `refs/heads/${branch}`, value: theirs })
        await git.checkout({ ...repo, ref: branch })
        return { conflicts: [] }
      }
      try {
        await git.merge({ ...repo, ours: branch, theirs: 'remotes/origin/main', author: identity, abortOnConflict: false })
        await leave(await trackedAt(ours), await trackedAt('HEAD'))
        // Nothing of theirs is overwritten: every change was recorded before.
        await git.checkout({ ...repo, ref: branch, force: true })
        return { conflicts: [] }
      } catch (error) {
        if (!(error instanceof git.Errors.MergeConflictError)) throw error
        fs.writeFileSync(mergeHead, `${theirs}\n`)
        return { conflicts: error.data.filepaths }
      }
    },
    async propose(credentials, options) {
      const said: string[] = []
      const sentences = () => said.join('').split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '').join('\n')
      const pushOptions = Object.entries(options).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${String(value).replace(/\s*\n\s*/g, ' ')}`)
      try {
        const { ok, error, refs } = await git.push({ ...repo, http: gitHttp(pushOptions), remote: 'origin', ref: (await git.currentBranch(repo)) ?? 'main', remoteRef: 'refs/for/main', onMessage: (line) => { said.push(line) }, ...onAuth(credentials) })
        const refused = Object.values(refs).find((ref) => !ref.ok)
        if (!ok || refused) throw new Refused('push.refused', sentences() || refused?.error || error || 'La proposition a été refusée.')
      } catch (error) {
        if (error instanceof Refused) throw error
        throw sentences() === '' ? webRefusal(error) : new Refused('push.refused', sentences())
      }
      return sentences()
    },
  }
}

const onAuth = ({ handle, token }: Credentials) => ({ onAuth: () => ({ username: handle, password: token }), onAuthFailure: () => ({ cancel: true }) })

/** What a talk with a server ended on, in words. */
function webRefusal(error: unknown): unknown {
  if (error instanceof git.Errors.HttpError) {
    const { statusCode, response } = error.data
    if (statusCode === 404) return new ServerRefusal(404, 'not_found.resource', 'Cette ressource n’existe pas, ou plus, à cette adresse.')
    return new ServerRefusal(statusCode, statusCode === 401 ? 'token.refused' : 'server.refused', statusCode === 401 ? 'Le jeton est refusé : reconnectez-vous (communs connexion).' : response.trim() || `La forge a répondu ${statusCode}.`)
  }
  if (error instanceof git.Errors.UserCanceledError) return new ServerRefusal(401, 'token.refused', 'Le jeton est refusé : reconnectez-vous (communs connexion).')
  // isomorphic-git says it with an error of its own when the answer is not that of a Git server.
  if (error instanceof git.Errors.SmartHttpError) return new Refused('server.not_a_forge', 'Cette adresse n’a pas répondu comme une forge à communs : vérifiez-la.')
  if (error instanceof TypeError && error.message === 'fetch failed') return new Refused('server.unreachable', 'La forge ne répond pas : vérifiez l’adresse et qu’elle est ouverte.')
  return error
}
