import { authorsOf } from '../attribution/identities.js'
import type { CommitInfo, Oid } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { canonicalLabel } from '../../content-schema/licences/relicensing.js'
import type { Identity } from '../attribution/history.js'
import { factsOf, labelIn, versionIn, type Label } from './labels.js'

/** A published version since which the label is another one (or is not clear any more), and who wrote that version. */
export interface LabelChange {
  readonly at: number
  readonly from: Label
  readonly to: Label
  readonly commit: Oid | undefined
  readonly authors: readonly Identity[]
  /** Stated by a steward where the text is silent or contradicts itself; why. */
  readonly clarified?: { readonly by: { readonly id: string; readonly handle: string; readonly name: string }; readonly reason: string }
}

/** Published versions looked through, the latest; before them, the label is told as it was then. */
const readAtMost = 3_000
const atOnce = 16

/** What the label was and became, oldest first: derived from the published versions, and what stewards clarified. The first entry is what it was born with. */
export async function labelHistory(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'mainPath' | 'tip'>): Promise<readonly LabelChange[]> {
  if (resource.tip === undefined) return []
  const chain = published(await deps.git.log(resource.id, { from: [resource.tip] }), resource.tip).slice(-readAtMost)
  const facts = await factsOf(deps, resource)
  const unclarified = facts && { ...facts, clarifiedLicence: undefined }
  const labels: Label[] = []
  for (let i = 0; i < chain.length; i += atOnce) labels.push(...await Promise.all(chain.slice(i, i + atOnce).map(({ oid }) => labelIn(resource, versionIn(deps, resource.id, oid), () => Promise.resolve(unclarified)))))
  const changes: LabelChange[] = []
  for (const [place, commit] of chain.entries()) {
    const [from, to] = [place === 0 ? undefined : labels[place - 1], labels[place]]
    if (place === 0 ? to !== undefined : !isSame(from, to)) changes.push({ at: commit.committer.at, from, to, commit: commit.oid, authors: authorsOf(commit) })
  }
  return withClarifications(changes, (await deps.git.events(resource.id, RESOURCE_JOURNAL)).map(({ author, payload }) => ({ at: author.at, event: payload as unknown as ResourceEvent })))
}

/** The versions that were published one after the other, oldest first: what a proposition went through is left out. */
function published(commits: readonly CommitInfo[], tip: Oid): readonly CommitInfo[] {
  const known = new Map(commits.map((commit) => [commit.oid, commit]))
  const chain: CommitInfo[] = []
  for (let commit = known.get(tip); commit !== undefined; commit = known.get(commit.parents[0] ?? '')) chain.push(commit)
  return chain.reverse()
}

/** A clarification holds while the text itself is not clear. */
function withClarifications(changes: readonly LabelChange[], told: readonly { readonly at: number; readonly event: ResourceEvent }[]): readonly LabelChange[] {
  const all = [...changes]
  for (const { at, event } of told) {
    if (event.kind !== 'licence_clarified') continue
    const before = all.filter((change) => change.at <= at).at(-1)?.to
    if (isSame(before, event.licence)) continue
    all.push({ at, from: before, to: event.licence, commit: undefined, authors: [], clarified: { by: event.actor, reason: event.reason } })
    all.sort((a, b) => a.at - b.at)
  }
  return all
}

/** The label in force when something was written; else the first that was stated over it since. */
export function labelSince(history: readonly LabelChange[], at: number): Label {
  const then = history.filter((change) => change.at <= at).at(-1)?.to
  return then ?? history.find((change) => change.at > at && change.to !== undefined)?.to
}

const isSame = (a: Label, b: Label): boolean => a === b || (a !== undefined && b !== undefined && canonicalLabel(a) === canonicalLabel(b))
