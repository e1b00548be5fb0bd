/** Cases nobody has looked at: two-sided merges and changes of every kind, read from the histories of the real repositories. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Cases, EditKind, RealEdit, RealMerge } from './cases.js'
import { History } from './git-history.js'
import { kindsOf } from './kinds.js'
import { replayed } from './replay.js'

/** At most so many changes of one kind from one repository: a few long histories would decide alone. */
const mostOfAKind: Readonly<Record<EditKind, number>> = { reflow: 40, blank: 10, moved: 40, table: 40, url: 20, heading: 20, header: 20, 'no-break': 20, long: 10, other: 20 }
const longest = 200_000
/** Of each repository; texts that a browser shows in a page. */
const mostReplayed = { cases: 40, characters: 60_000, tried: 600 }

/** What the histories hold beside what is `known`; the same cases each time. Takes some minutes. */
export function minedCases(data: string, folder: string, known: Cases, isGitClean: (merge: RealMerge) => boolean, note: (sentence: string) => void): { merges: RealMerge[]; replays: RealMerge[]; edits: RealEdit[] } {
  const seen = new Set([...known.merges.map((each) => keyOf(each.base, each.ours, each.theirs)), ...known.edits.map((each) => keyOf(each.old, each.new))])
  const isNew = (...texts: string[]) => { const key = keyOf(...texts); return !seen.has(key) && seen.add(key) !== undefined }
  const merges: RealMerge[] = []
  const replays: RealMerge[] = []
  const edits: RealEdit[] = []
  for (const bundle of readdirSync(data).filter((name) => name.endsWith('.bundle')).sort()) {
    note(`Reading ${bundle}…`)
    const repo = path.basename(bundle, '.bundle')
    const history = History.of(path.join(data, bundle), folder)
    merges.push(...mergesOf(history, repo).filter((each) => isNew(each.base, each.ours, each.theirs)))
    replays.push(...replaysOf(history, repo, isNew, isGitClean))
    edits.push(...editsOf(history, repo, isNew))
  }
  return { merges, replays, edits }
}

function mergesOf(history: History, repo: string): RealMerge[] {
  const merges = history.merges()
  const [ours, theirs, result] = (['ours', 'theirs', 'merge'] as const).map((side) => history.changes(merges.map((each) => [each.base, each[side]] as const))) as [ReturnType<History['changes']>, ReturnType<History['changes']>, ReturnType<History['changes']>]
  const found = merges.flatMap((_, at) => ours[at]!.flatMap((mine) => {
    const other = theirs[at]!.find((each) => each.path === mine.path)
    // A file put back as it was, or removed, says nothing of how both were joined.
    const merged = result[at]!.find((each) => each.path === mine.path)
    return other === undefined || merged === undefined || other.to === mine.to ? [] : [{ path: mine.path, base: mine.from, ours: mine.to, theirs: other.to, merged: merged.to }]
  }))
  const texts = history.texts([...new Set(found.flatMap((each) => [each.base, each.ours, each.theirs, each.merged]))])
  return found.flatMap((each) => {
    const [base, mine, other, merged] = [each.base, each.ours, each.theirs, each.merged].map((oid) => texts.get(oid))
    return base === undefined || mine === undefined || other === undefined || merged === undefined ? [] : [{ repo, path: each.path, base, ours: mine, theirs: other, merged }]
  })
}

/** Pairs of changes that followed each other in one file, and that lines cannot tell apart. */
function replaysOf(history: History, repo: string, isNew: (...texts: string[]) => boolean, isGitClean: (merge: RealMerge) => boolean): RealMerge[] {
  const edits = history.edits()
  const next = new Map(edits.map((each) => [`${each.path}\0${each.from}`, each.to]))
  const triples = edits.flatMap((each) => { const last = next.get(`${each.path}\0${each.to}`); return last === undefined || last === each.from ? [] : [{ ...each, last, order: keyOf(each.from, each.to, last) }] })
    .sort((a, b) => (a.order < b.order ? -1 : 1)).slice(0, mostReplayed.tried)
  const texts = history.texts([...new Set(triples.flatMap(({ from, to, last }) => [from, to, last]))])
  const found: RealMerge[] = []
  for (const { path: file, from, to, last } of triples) {
    const [first, middle, end] = [from, to, last].map((oid) => texts.get(oid))
    if (first === undefined || middle === undefined || end === undefined || Math.max(first.length, middle.length, end.length) > mostReplayed.characters) continue
    const sides = replayed(first, middle, end)
    if (sides === undefined || !isNew(sides.base, sides.ours, sides.theirs) || isGitClean({ repo, path: file, ...sides })) continue
    found.push({ repo, path: file, ...sides })
    if (found.length === mostReplayed.cases) break
  }
  return found
}

function editsOf(history: History, repo: string, isNew: (...texts: string[]) => boolean): RealEdit[] {
  // In an order that has nothing to do with time or content, always the same.
  const changes = history.edits().map((each) => ({ ...each, order: keyOf(each.from, each.to) })).sort((a, b) => (a.order < b.order ? -1 : 1))
  const texts = history.texts([...new Set(changes.flatMap(({ from, to }) => [from, to]))])
  const counts = new Map<EditKind, number>()
  return changes.flatMap(({ path: file, from, to }): RealEdit[] => {
    const [old, next] = [texts.get(from), texts.get(to)]
    if (old === undefined || next === undefined || old === next || Math.max(old.length, next.length) > longest) return []
    const kinds = kindsOf(old, next)
    if (kinds.every((kind) => (counts.get(kind) ?? 0) >= mostOfAKind[kind]) || !isNew(old, next)) return []
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return [{ repo, path: file, old, new: next, kinds }]
  })
}

const keyOf = (...texts: string[]): string => createHash('sha256').update(texts.join('\0')).digest('hex')
