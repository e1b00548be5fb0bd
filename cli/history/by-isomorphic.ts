import fs from 'node:fs'
import path from 'node:path'
import git from 'isomorphic-git'
import type { HistoryCommit } from '../../forge/attribution/history.js'
import { parseCommit } from './commit-object.js'
import { eventOf, isMarkdown, journalRef, mostEvents, noRepository, noVersion, unknownVersion, type LocalHistory } from './local-history.js'

export async function openByIsomorphic(folder: string, revision: string | undefined): Promise<LocalHistory> {
  const root = await git.findRoot({ fs, filepath: folder }).catch(() => undefined)
  const isBare = root === undefined && fs.existsSync(path.join(folder, 'HEAD')) && fs.existsSync(path.join(folder, 'objects'))
  if (root === undefined && !isBare) throw noRepository(folder)
  const repo = { fs, dir: root ?? folder, gitdir: root === undefined ? folder : path.join(root, '.git'), cache: {} }
  const prefix = root === undefined || root === folder ? '' : `${path.relative(root, folder).split(path.sep).join('/')}/`
  const at = await versionOf(repo, revision)
  if (at === undefined) throw revision === undefined ? noVersion() : unknownVersion(revision)
  const blob = async (oid: string) => new TextDecoder().decode((await git.readBlob({ ...repo, oid })).blob)
  const file = async (filepath: string) => git.readBlob({ ...repo, oid: at, filepath }).then(({ blob: bytes }) => new TextDecoder().decode(bytes), () => undefined)
  const read = await commitsUpTo(repo, at)
  const mailmap = await file('.mailmap')
  const journal = async () => {
    const commits = await git.log({ ...repo, ref: journalRef, depth: mostEvents }).catch(() => [])
    const events = await Promise.all(commits.reverse().map(async ({ oid, commit }) => eventOf(oid, commit.author.timestamp * 1000, await git.readBlob({ ...repo, oid, filepath: 'event.json' }).then(({ blob: bytes }) => new TextDecoder().decode(bytes), () => undefined))))
    return events.filter((event) => event !== undefined)
  }
  return { at, prefix, commits: () => read, blob, file, journal, ...(mailmap !== undefined && { mailmap }), close: () => undefined }
}

type Repo = { fs: typeof fs; dir: string; gitdir: string; cache: object }

/** A branch, a tag, an identifier, each perhaps followed by `~2` or `^` (gitrevisions); `1.2` stands for `v1.2`. */
async function versionOf(repo: Repo, revision = 'HEAD'): Promise<string | undefined> {
  const [, base = '', steps = ''] = /^(.*?)((?:~\d{0,6}|\^)*)$/.exec(revision) ?? []
  const name = base === '' || base === '@' ? 'HEAD' : base
  for (const candidate of [name, `v${name}`]) {
    const oid = await git.resolveRef({ ...repo, ref: candidate }).catch(() => undefined)
      ?? (/^[0-9a-f]{4,40}$/.test(candidate) ? await git.expandOid({ ...repo, oid: candidate }).catch(() => undefined) : undefined)
    let commit = oid === undefined ? undefined : await git.readCommit({ ...repo, oid }).catch(() => undefined)
    for (const [, count = ''] of steps.matchAll(/~(\d*)|\^/g)) {
      for (let left = count === '' ? 1 : Number(count); left > 0 && commit; left--) {
        const [parent] = commit.commit.parent
        commit = parent === undefined ? undefined : await git.readCommit({ ...repo, oid: parent }).catch(() => undefined)
      }
    }
    if (commit) return commit.oid
  }
  return undefined
}

async function commitsUpTo(repo: Repo, at: string): Promise<HistoryCommit[]> {
  const commits: HistoryCommit[] = []
  const trees = new Map<string, string>()
  const seen = new Set([at])
  for (const oid of seen) {
    const object = await git.readObject({ ...repo, oid, format: 'content' }).catch(() => undefined)
    if (object?.format !== 'content' || object.type !== 'commit') continue
    const commit = parseCommit(oid, object.object)
    trees.set(oid, /^tree ([0-9a-f]+)/.exec(Buffer.from(object.object).toString('latin1', 0, 80))?.[1] ?? '')
    for (const parent of commit.parents) seen.add(parent)
    commits.push({ ...commit, changes: new Map() })
  }
  return Promise.all(commits.map(async (commit) => {
    const changes = new Map<string, string | undefined>()
    await compareTrees(repo, trees.get(commit.parents[0] ?? ''), trees.get(commit.oid), '', changes)
    return { ...commit, changes }
  }))
}

/** Adds the Markdown files that differ between two trees; equal subtrees are not opened. */
async function compareTrees(repo: Repo, before: string | undefined, after: string | undefined, prefix: string, changes: Map<string, string | undefined>): Promise<void> {
  if (before === after) return
  const entries = async (oid: string | undefined) => new Map(oid === undefined || oid === '' ? [] : (await git.readTree({ ...repo, oid })).tree.map((entry) => [entry.path, entry]))
  const [old, now] = [await entries(before), await entries(after)]
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)]
    if (was?.oid === is?.oid && was?.mode === is?.mode) continue
    const folderOf = (entry: typeof was) => (entry?.type === 'tree' ? entry.oid : undefined)
    if (folderOf(was) !== undefined || folderOf(is) !== undefined) await compareTrees(repo, folderOf(was), folderOf(is), `${prefix}${name}/`, changes)
    const isFile = (entry: typeof was) => entry?.type === 'blob' && entry.mode.startsWith('100')
    if (isMarkdown(name) && (isFile(was) || isFile(is))) changes.set(prefix + name, isFile(is) ? is!.oid : undefined)
  }
}
