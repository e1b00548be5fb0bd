import { ForgeError } from '../domain/errors.js'
import type { Oid, PathChange } from '../domain/git.js'
import type { LeftAside } from '../domain/journal.js'
import { leftAsideOf, type FileOfNews, type NamedRow, type NewsReading, type TextOfNews } from '../domain/news.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { decisionsOf, namer, type FileToSettle } from '../domain/settling.js'
import { leftAside, newsOfText, stillWithout, without, type NewsRow } from '../prose/news.js'
import { decodeExactly } from './fileText.js'
import { newsOf } from './takeNews.js'

/** A file before it is named. */
type Found = (Omit<TextOfNews, 'rows'> & { readonly settled: ReadonlyMap<NewsRow, FileToSettle> }) | Omit<FileOfNews, 'name'>

/**
 * What the origin of an adaptation changed since news were last taken, each change with what the adaptation made of the passage; or, `aside`,
 * what was left aside then. What was left aside is offered again only where the origin changed it again. Undefined when there is no origin here.
 *
 * `at`: the versions a form was made from. Refuses `conflict` (`conflict.moved`) when they are none that was ever shown.
 */
export async function readNews(deps: Pick<Deps, 'git' | 'resources'>, resource: Resource, view: NewsReading['view'], at?: { readonly published: Oid; readonly head: Oid }): Promise<NewsReading | undefined> {
  const news = await newsOf(deps, resource, 1)
  const main = await deps.git.resolve(resource.id, MAIN)
  if (!news || !resource.origin || main === undefined) return undefined
  await deps.git.bring(news.origin.id, resource.id, [news.tip])
  const since = resource.origin.takenUpTo
  const { published, head } = at ?? { published: main, head: view === 'aside' ? since : news.tip }
  const isShown = at === undefined || ((await deps.git.isAncestor(resource.id, published, main)) && (await deps.git.isAncestor(resource.id, head, news.tip)) && (await deps.git.isAncestor(resource.id, since, head)))
  if (!isShown) throw new ForgeError('conflict', 'conflict.moved')
  const aside = leftAsideOf(await deps.git.events(resource.id, RESOURCE_JOURNAL), since)
  const ours = new Map((await deps.git.tree(resource.id, published, { recursive: true })).filter((entry) => entry.kind === 'blob').map((entry) => [entry.path, entry.oid]))
  const changes = view === 'new' ? await deps.git.changes(resource.id, since, head) : await asideChanges(deps, resource, since, aside)
  const found = await Promise.all(changes.map((change) => findNews(deps, resource, { view, since, change, aside: aside.filter(({ path }) => path === change.path), ours })))
  const files = found.filter((file) => file !== undefined && (file.kind === 'file' || file.news.rows.length > 0)) as Found[]
  const carried = view === 'aside' ? [] : [
    ...aside.filter(({ path }) => changes.every((change) => change.path !== path)),
    ...found.flatMap((file) => (file?.kind === 'text' && file.news.rows.length === 0 ? leftAside(file.whole, file.theirs).map((passage) => ({ path: file.path, ...passage })) : [])),
  ]
  const isMain = (path: string) => Number(path === resource.mainPath)
  files.sort((a, b) => isMain(b.path) - isMain(a.path) || (a.path < b.path ? -1 : 1))
  const toSettle = files.flatMap((file) => (file.kind === 'file' ? (file.settled ? [file.settled] : []) : [...file.settled.values()]))
  const settledName = new Map(decisionsOf(toSettle).map(({ file, name }) => [file, name]))
  const named = namer('n')
  return {
    view, origin: news.origin, since, head, published, toSettle, aside, carried,
    files: files.map((file) => {
      if (file.kind === 'file') return { ...file, name: (file.settled && settledName.get(file.settled)) ?? named(file.path, file.theirs ?? '', `${file.oldPath} ${file.base ?? ''}`) }
      const { settled, ...text } = file
      return { ...text, rows: text.news.rows.map((row): NamedRow => {
        const passage = settled.get(row)
        if (passage) return { row, settled: passage, name: settledName.get(passage) ?? '' }
        const slices = (text: string, side: 'old' | 'new') => JSON.stringify(row.changes.map((change) => text.slice(...change[side])))
        return { row, name: named(file.path, slices(file.theirs, 'new'), slices(file.base, 'old')) }
      }) }
    }),
  }
}

/** What is left aside, as changes of a version from what was seen of it. */
async function asideChanges(deps: Pick<Deps, 'git'>, resource: Resource, since: Oid, aside: readonly LeftAside[]): Promise<readonly PathChange[]> {
  return Promise.all([...new Set(aside.map(({ path }) => path))].map(async (path): Promise<PathChange> => {
    const now = (await deps.git.file(resource.id, since, path))?.oid
    const was = aside.find((one) => one.path === path)?.was
    return { path, oldPath: path, status: now === undefined ? 'deleted' : was === null ? 'added' : 'modified', oldOid: was === null ? undefined : was ?? now, newOid: now }
  }))
}

async function findNews(deps: Pick<Deps, 'git'>, resource: Resource, of: {
  readonly view: NewsReading['view']; readonly since: Oid; readonly change: PathChange; readonly aside: readonly LeftAside[]; readonly ours: ReadonlyMap<string, Oid>
}): Promise<Found | undefined> {
  const { view, change, aside, ours } = of
  const { path, oldPath, status } = change
  const wholly = aside.find((one) => one.was !== undefined)
  const base = wholly ? wholly.was ?? undefined : change.oldOid
  const own = ours.get(path) ?? (status === 'renamed' ? ours.get(oldPath) : undefined)
  if (own === change.newOid && (status !== 'renamed' || ours.has(path))) return undefined
  const textOf = async (oid: Oid | undefined) => (oid === undefined ? undefined : decodeExactly(await deps.git.blob(resource.id, oid)))
  if (status === 'modified' && base !== undefined && !wholly && own !== undefined) {
    const [before, mine, after] = await Promise.all([textOf(base), textOf(own), textOf(change.newOid)])
    if (before !== undefined && mine !== undefined && after !== undefined) {
      const passages = aside.flatMap((one) => (one.at ? [{ at: one.at, instead: one.instead ?? '' }] : []))
      // What is left aside was never seen: it is compared as it stood before.
      const seen = view === 'aside' ? without(after, passages) : without(before, passages)
      const theirs = view === 'aside' || passages.length === 0 ? after : stillWithout(before, seen, after)
      const news = newsOfText(seen, mine, theirs)
      return { kind: 'text', path, base: seen, ours: mine, theirs, whole: after, news, settled: settledRows(path, news.rows) }
    }
  }
  const settled: FileToSettle | undefined = own === base ? undefined : { kind: 'whole', path, base, ours: own, theirs: change.newOid }
  return { kind: 'file', path, oldPath, status, base, ours: own, theirs: change.newOid, ...(settled && { settled }) }
}

function settledRows(path: string, rows: readonly NewsRow[]): ReadonlyMap<NewsRow, FileToSettle> {
  return new Map(rows.flatMap((row) => {
    if (row.kind === 'free') return []
    const isHeader = row.changes.every((change) => change.kind === 'fields')
    const segments = [...(isHeader ? [{ kind: 'common' as const, text: '---\n' }] : []), row.passage]
    return [[row, { kind: 'passages', path, outcome: { kind: 'passages', suggested: row.passage.suggestion !== undefined, segments } } satisfies FileToSettle] as const]
  }))
}
