import fs from 'node:fs'
import path from 'node:path'
import git from 'isomorphic-git'
import type { HistoryCommit } from '../../forge/attribution/history.js'
import { isNotice } from '../../forge/attribution/licences.js'
import { parseCommit } from './commit-object.js'
import { eventOf, isMarkdown, journalRef, mostEvents, notTexts, split, noRepository, noVersion, unknownVersion, type LocalHistory } from './local-history.js'
import { declaredNames } from './mailmap-places.js'
import { parseTree, type TreeEntry } from './tree-object.js'

export async function openByIsomorphic(folder: string, revision: string | undefined): Promise<LocalHistory> {
  const root = await git.findRoot({ fs, filepath: folder }).catch(() => undefined)
  const isBare = root === undefined && fs.existsSync(path.join(folder, 'HEAD')) && fs.existsSync(path.join(folder, 'objects'))
  if (root === undefined && !isBare) throw noRepository(folder)
  const repo = { fs, dir: root ?? folder, gitdir: root === undefined ? folder : path.join(root, '.git'), cache: {} }
  const prefix = root === undefined || root === folder ? '' : `${path.relative(root, folder).split(path.sep).join('/')}/`
  const at = await versionOf(repo, revision)
  if (at === undefined) throw revision === undefined ? noVersion() : unknownVersion(revision)
  const blob = async (oid: string) => new TextDecoder().decode((await git.readBlob({ ...repo, oid })).blob)
  const file = async (filepath: string) => fileIn(repo, await treeOf(repo, at), filepath)
  const read = await commitsOf(repo, [at])
  const elsewhere = async () => { const known = new Set(read.map(({ oid }) => oid)); return commitsOf(repo, await otherTips(repo), known).catch(() => []) }
  const configured = async (name: string): Promise<string | undefined> => (await git.getConfig({ ...repo, path: name }).catch(() => undefined) as string | undefined)
  const mailmap = await declaredNames({
    workTree: root, blob: await configured('mailmap.blob'), file: await configured('mailmap.file'), base: root ?? folder,
    async read(name) {
      const [revision = '', filepath] = name.split(':')
      const version = filepath === undefined ? undefined : await versionOf(repo, revision)
      return filepath === undefined ? blob(revision).catch(() => undefined) : version === undefined ? undefined : fileIn(repo, await treeOf(repo, version), filepath)
    },
  }, at)
  const journal = async () => {
    const commits = await git.log({ ...repo, ref: journalRef, depth: mostEvents }).catch(() => [])
    const events = await Promise.all(commits.reverse().map(async ({ oid, commit }) => eventOf(oid, commit.author.timestamp * 1000, await git.readBlob({ ...repo, oid, filepath: 'event.json' }).then(({ blob: bytes }) => new TextDecoder().decode(bytes), () => undefined))))
    return events.filter((event) => event !== undefined)
  }
  const fileAt = async (version: string, filepath: string) => fileIn(repo, await treeOf(repo, version), filepath)
  return { at, isLatest: at === (await versionOf(repo, undefined)), fileAt, prefix, commits: () => read, elsewhere, versionNames: () => versionNames(repo), blob, file, journal, ...(mailmap !== undefined && { mailmap }), close: () => undefined }
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

/** The commits that lead to these, but for those already known. */
async function commitsOf(repo: Repo, tips: readonly string[], known: ReadonlySet<string> = new Set()): Promise<HistoryCommit[]> {
  const commits: HistoryCommit[] = []
  const trees = new Map<string, string>()
  const seen = new Set(tips)
  for (const oid of seen) {
    if (known.has(oid)) continue
    const object = await git.readObject({ ...repo, oid, format: 'content' }).catch(() => undefined)
    if (object?.format !== 'content' || object.type !== 'commit') continue
    const commit = parseCommit(oid, object.object)
    trees.set(oid, treeNamedIn(object.object))
    for (const parent of commit.parents) seen.add(parent)
    commits.push({ ...commit, changes: new Map() })
  }
  return Promise.all(commits.map(async (commit) => {
    const changes = new Map<string, string | undefined>()
    const [parent = ''] = commit.parents
    await compareTrees(repo, trees.get(parent) ?? (known.has(parent) ? await treeOf(repo, parent) : undefined), trees.get(commit.oid), '', changes)
    return { ...commit, ...split(changes) }
  }))
}

/** Where branches, versions and propositions stand. */
async function otherTips(repo: Repo): Promise<string[]> {
  const names = (await git.listRefs({ ...repo, filepath: 'refs' })).map((name) => `refs/${name}`)
  const matches = (name: string, refs: string): boolean => new RegExp(`^${refs.replaceAll('*', '.*')}$`).test(name)
  const tips = names.filter((name) => !notTexts.some((refs) => matches(name, refs))).map(async (ref) => {
    const oid = await git.resolveRef({ ...repo, ref }).catch(() => undefined)
    return oid === undefined ? undefined : git.readCommit({ ...repo, oid }).then((found) => found.oid, () => undefined)
  })
  return (await Promise.all(tips)).filter((oid) => oid !== undefined)
}

async function versionNames(repo: Repo): Promise<Map<string, string>> {
  const names = (await git.listTags(repo).catch(() => [])).filter((name) => name.startsWith('v'))
  const found = await Promise.all(names.map(async (name) => {
    const oid = await git.resolveRef({ ...repo, ref: `refs/tags/${name}` }).then((each) => git.readCommit({ ...repo, oid: each })).then((commit) => commit.oid, () => undefined)
    return [oid, name.slice(1)] as const
  }))
  return new Map(found.flatMap(([oid, name]) => (oid === undefined ? [] : [[oid, name]])))
}

const treeNamedIn = (commit: Uint8Array): string => /^tree ([0-9a-f]+)/.exec(Buffer.from(commit).toString('latin1', 0, 80))?.[1] ?? ''

async function treeOf(repo: Repo, commit: string): Promise<string | undefined> {
  const object = await git.readObject({ ...repo, oid: commit, format: 'content' }).catch(() => undefined)
  return object?.format === 'content' ? treeNamedIn(object.object) : undefined
}

async function entriesOf(repo: Repo, oid: string | undefined): Promise<Map<string, TreeEntry>> {
  const object = oid === undefined || oid === '' ? undefined : await git.readObject({ ...repo, oid, format: 'content' })
  return new Map(object?.format === 'content' ? parseTree(object.object).map((entry) => [entry.name, entry]) : [])
}

async function fileIn(repo: Repo, tree: string | undefined, path: string): Promise<string | undefined> {
  const [name = '', ...rest] = path.split('/')
  const entry = (await entriesOf(repo, tree).catch(() => new Map<string, TreeEntry>())).get(name)
  if (rest.length > 0) return entry?.isFolder ? fileIn(repo, entry.oid, rest.join('/')) : undefined
  return entry?.isFile ? git.readBlob({ ...repo, oid: entry.oid }).then(({ blob }) => new TextDecoder().decode(blob), () => undefined) : undefined
}

/** Adds the Markdown files that differ between two trees; equal subtrees are not opened. */
async function compareTrees(repo: Repo, before: string | undefined, after: string | undefined, prefix: string, changes: Map<string, string | undefined>): Promise<void> {
  if (before === after) return
  const [old, now] = [await entriesOf(repo, before), await entriesOf(repo, after)]
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)]
    if (was?.oid === is?.oid && was?.mode === is?.mode) continue
    const folder = (entry: TreeEntry | undefined) => (entry?.isFolder ? entry.oid : undefined)
    if (folder(was) !== undefined || folder(is) !== undefined) await compareTrees(repo, folder(was), folder(is), `${prefix}${name}/`, changes)
    if ((isMarkdown(name) || isNotice(prefix + name)) && (was?.isFile || is?.isFile)) changes.set(prefix + name, is?.isFile ? is.oid : undefined)
  }
}
