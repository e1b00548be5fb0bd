import type { RepoId } from '../domain/git.js'
import { ROLES_SUBJECT, subjectName } from '../domain/inbox.js'
import type { Deps } from '../domain/ports.js'
import { makingEventsIn } from '../domain/passage-disputes.js'
import { RESOURCE_JOURNAL } from '../domain/resource.js'
import type { RoleClaim } from '../domain/role-claim.js'
import { pendingMerge, replayMergeRequest } from '../domain/replay.js'
import { journalRef } from '../domain/merge-request.js'
import { indexMergeRequestsOf, indexResource, readIndexEntry } from './indexResource.js'
import type { Writing } from './writing.js'

export interface Rebuilt { readonly resources: number; readonly skipped: readonly RepoId[] }

/** Empties every index table and fills it again from the repositories, in the order of their ids. Private tables are not touched. */
export async function reindex(deps: Writing, repositories: readonly RepoId[], progress: (done: number, of: number) => void = () => undefined): Promise<Rebuilt> {
  await deps.resources.clear()
  const skipped: RepoId[] = []
  const ordered = [...repositories].sort()
  for (const [place, id] of ordered.entries()) {
    if (await indexResource(deps, id)) await indexMergeRequestsOf(deps, id)
    else skipped.push(id)
    progress(place + 1, ordered.length)
  }
  return { resources: ordered.length - skipped.length, skipped }
}

/** One thing that is not as it should be. */
export interface Finding {
  readonly resource: RepoId
  readonly kind: 'not_indexed' | 'no_repository' | 'index_differs' | 'roles_differ' | 'passages_differ' | 'proposal_differs' | 'unfinished_merge' | 'unfinished_operation' | 'no_journal'
  readonly what: string
}

/** Lists every difference between the repositories and the index, and what a crash left unfinished. Changes nothing; an empty list is health. */
export async function doctor(deps: Pick<Deps, 'git' | 'owners' | 'log' | 'resources' | 'mergeRequests' | 'journals' | 'passages' | 'pending'>, repositories: readonly RepoId[]): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const there = new Set(repositories)
  for (const operation of await deps.pending.all()) findings.push({ resource: operation.resource, kind: 'unfinished_operation', what: operation.kind })
  for (const id of await deps.resources.allIds()) if (!there.has(id)) findings.push({ resource: id, kind: 'no_repository', what: 'row without repository' })
  for (const id of [...repositories].sort()) {
    const entry = await readIndexEntry(deps, id)
    const row = await deps.resources.find(id)
    if (!entry) { findings.push({ resource: id, kind: 'no_journal', what: 'repository without a readable journal, or with an unknown owner' }); continue }
    if (!row) { findings.push({ resource: id, kind: 'not_indexed', what: `${entry.resource.owner.handle}/${entry.resource.slug}` }); continue }
    const differing = differences(entry.resource, row)
    if (differing.length > 0) findings.push({ resource: id, kind: 'index_differs', what: differing.join(', ') })
    if (!(await haveSameRoles(deps, id, entry.extra.roles))) findings.push({ resource: id, kind: 'roles_differ', what: 'who did what besides writing' })
    const compared = entry.resource.state === 'published' ? entry.resource.tip : undefined
    if ((await deps.passages.keptAt(id)) !== compared) findings.push({ resource: id, kind: 'passages_differ', what: 'passages compared with other resources' })
    findings.push(...(await proposalFindings(deps, id)))
  }
  return findings
}

/** Whether the index holds the roles of the journal, and all that was said of them. */
async function haveSameRoles(deps: Pick<Deps, 'git' | 'resources' | 'journals'>, id: RepoId, roles: readonly RoleClaim[]): Promise<boolean> {
  const indexed = await deps.resources.rolesIn(id)
  if (indexed.size !== roles.length || roles.some(({ event, state }) => indexed.get(event) !== state)) return false
  const subject = { resource: id, number: ROLES_SUBJECT }
  const told = (await deps.journals.of([subject])).get(subjectName(subject)) ?? []
  const said = makingEventsIn(await deps.git.events(id, RESOURCE_JOURNAL))
  return told.length === said.length && told.at(-1)?.oid === said.at(-1)?.oid
}

/** Names of the fields that differ; people are compared by id, since the index shows today's names. */
function differences(fromGit: object, row: object): string[] {
  const plain = (value: object) => JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (isPerson(inner) ? inner.id : inner))) as Record<string, unknown>
  const [a, b] = [plain(fromGit), plain(row)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => canonical(a[key]) !== canonical(b[key]))
}

const isPerson = (value: unknown): value is { id: string } => value !== null && typeof value === 'object' && 'id' in value && 'handle' in value && 'name' in value

/** JSON with keys in order. */
const canonical = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) =>
  inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1))) : inner) ?? ''

async function proposalFindings(deps: Pick<Deps, 'git' | 'mergeRequests'>, id: RepoId): Promise<Finding[]> {
  const findings: Finding[] = []
  const rows = new Map((await deps.mergeRequests.of(id)).map((row) => [row.number, row]))
  for (const ref of await deps.git.refs(id, 'refs/merge-requests/')) {
    const number = Number(/^refs\/merge-requests\/([1-9]\d*)\/journal$/.exec(ref.name)?.[1])
    if (!Number.isInteger(number)) continue
    const chain = await deps.git.events(id, journalRef(number))
    if (pendingMerge(chain)) findings.push({ resource: id, kind: 'unfinished_merge', what: String(number) })
    const told = replayMergeRequest(id, number, chain)
    const row = rows.get(number)
    rows.delete(number)
    if (told?.journalTip !== row?.journalTip || told?.state !== row?.state || told?.head !== row?.head) findings.push({ resource: id, kind: 'proposal_differs', what: String(number) })
  }
  for (const number of rows.keys()) findings.push({ resource: id, kind: 'proposal_differs', what: `${number} has no journal` })
  return findings
}
