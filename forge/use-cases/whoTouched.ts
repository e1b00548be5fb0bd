import { authorsOf } from '../attribution/identities.js'
import type { CommitInfo, Oid, RepoId } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { decisionsOf, type FileToSettle } from '../domain/settling.js'
import { lastTouches } from './lastTouches.js'
import { eachOnce, nameAuthors, type NamedPerson, type NamingAuthors } from './nameAuthors.js'

/** Who last touched the words of a passage on one side, and when. */
export interface Touch { readonly people: readonly NamedPerson[]; readonly at: number }

/** Both sides of each decision that their side changed, by the decision's name. */
export type Touches = ReadonlyMap<string, { readonly ours?: Touch; readonly theirs?: Touch }>

/** A side of what is settled: its version and where both parted. */
export interface SideOfHistory { readonly repo: RepoId; readonly base: Oid | undefined; readonly tip: Oid }

/** Who touched each passage last, and when, on the sides that have a history (`undefined`: a draft has none). Names are those of today. */
export async function whoTouched(
  deps: Pick<Deps, 'git'> & NamingAuthors, files: readonly FileToSettle[], sides: { readonly ours: SideOfHistory | undefined; readonly theirs: SideOfHistory | undefined },
): Promise<Touches> {
  const decisions = decisionsOf(files)
  const touched = { ours: new Map<string, CommitInfo>(), theirs: new Map<string, CommitInfo>() }
  for (const which of ['ours', 'theirs'] as const) {
    const side = sides[which]
    if (side === undefined) continue
    for (const file of files) {
      const own = decisions.filter((decision) => decision.file === file)
      const found = file.kind === 'whole' ? await touchedFile(deps, side, file.path, own[0]?.name ?? '') : await lastTouches(deps, side.repo, {
        ...side, path: file.path, passages: own.flatMap(({ name, passage }) => (passage ? [{ name, text: passage[which], was: passage.base }] : [])),
      })
      for (const [name, commit] of found) touched[which].set(name, commit)
    }
  }
  const nameOf = await nameAuthors(deps, [...touched.ours.values(), ...touched.theirs.values()].flatMap((commit) => authorsOf(commit)), [sides.ours, sides.theirs].flatMap((side) => (side ? [{ id: side.repo }] : [])))
  const touch = (commit: CommitInfo | undefined): Touch | undefined => commit && { people: eachOnce(authorsOf(commit).map((mention) => nameOf(mention))), at: commit.author.at }
  return new Map(decisions.map(({ name }) => {
    const [ours, theirs] = [touch(touched.ours.get(name)), touch(touched.theirs.get(name))]
    return [name, { ...(ours && { ours }), ...(theirs && { theirs }) }]
  }))
}

/** The version that last changed a file that is settled whole. */
async function touchedFile(deps: Pick<Deps, 'git'>, side: SideOfHistory, path: string, name: string): Promise<ReadonlyMap<string, CommitInfo>> {
  const [commit] = await deps.git.log(side.repo, { from: [side.tip], ...(side.base !== undefined && { not: [side.base] }), path, limit: 1 })
  return new Map(commit ? [[name, commit]] : [])
}
