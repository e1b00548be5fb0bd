import type { CommitInfo, Oid, RepoId } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { followBack, placesOf, placesOfGone, type Lines } from '../prose/trace.js'
import { decodeExactly } from './fileText.js'

/** A passage as one side has it; `was`: as it stood before the sides parted. */
export interface PassageOfSide { readonly name: string; readonly text: string; readonly was: string }

/** Versions looked at for one side; an older touch is then said of the side's own last version. */
const maxVersions = 300

/**
 * For each passage of a file, the version of one side (since `base`) that last touched its words: followed back line by line, through the
 * parent that left them alone. A passage the side did not touch is absent. Renamed files are followed.
 */
export async function lastTouches(deps: Pick<Deps, 'git'>, repo: RepoId, side: { readonly base: Oid | undefined; readonly tip: Oid; readonly path: string; readonly passages: readonly PassageOfSide[] }): Promise<ReadonlyMap<string, CommitInfo>> {
  const found = new Map<string, CommitInfo>()
  const changed = side.passages.filter((passage) => passage.text !== passage.was)
  if (changed.length === 0 || side.base === side.tip) return found
  const commits = new Map((await deps.git.log(repo, { from: [side.tip], ...(side.base !== undefined && { not: [side.base] }), limit: maxVersions })).map((commit) => [commit.oid, commit]))
  const texts = new Map<string, Promise<string | undefined>>()
  const textAt = (commit: Oid, path: string): Promise<string | undefined> => {
    const key = `${commit}:${path}`
    const text = texts.get(key) ?? deps.git.file(repo, commit, path).then((file) => file && decodeExactly(file.bytes))
    texts.set(key, text)
    return text
  }
  const names = new Map<string, Promise<string>>()
  const nameBefore = (parent: Oid, commit: Oid, path: string): Promise<string> => {
    const key = `${parent}:${commit}:${path}`
    const name = names.get(key) ?? deps.git.changes(repo, parent, commit).then((changes) => changes.find((change) => change.path === path && change.status === 'renamed')?.oldPath ?? path)
    names.set(key, name)
    return name
  }

  async function touched(places: readonly Lines[]): Promise<CommitInfo | undefined> {
    let at: { commit: Oid; path: string; places: readonly Lines[] } = { commit: side.tip, path: side.path, places }
    for (let left = maxVersions; left > 0; left--) {
      const commit = commits.get(at.commit)
      if (commit === undefined) return undefined
      const after = await textAt(commit.oid, at.path) ?? ''
      let next: typeof at | undefined
      for (const parent of commit.parents) {
        let path = at.path
        let before = await textAt(parent, path)
        if (before === undefined) {
          path = await nameBefore(parent, commit.oid, at.path)
          before = path === at.path ? '' : await textAt(parent, path)
        }
        const back = followBack(before ?? '', after, at.places)
        if (back !== undefined) { next = { commit: parent, path, places: back }; break }
      }
      if (next === undefined) return commit
      at = next
    }
    return undefined
  }

  const [now, was] = [await textAt(side.tip, side.path), side.base === undefined ? undefined : await textAt(side.base, side.path)]
  const last = commits.get(side.tip)
  for (const { name, text, was: before } of changed) {
    const places = now === undefined ? [] : text.trim() === '' ? placesOfGone(was ?? '', now, before) : placesOf(now, text)
    const commit = places.length === 0 ? last : await touched(places) ?? last
    if (commit) found.set(name, commit)
  }
  return found
}
