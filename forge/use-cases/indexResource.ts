import { detectLicence, type DetectedLicence } from '../../content-schema/licences/detect.js'
import { identify } from '../../content-schema/licences/identify.js'
import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { authorsOf, mapped, parseMailmap, type Mailmap } from '../attribution/identities.js'
import type { ReadingEffort } from '../prose/effort.js'
import type { ChainEvent, CommitInfo, Oid, TreeEntry } from '../domain/git.js'
import { LICENCE_SUBJECT, ROLES_SUBJECT, type Told } from '../domain/inbox.js'
import type { DiscussionEvent, MergeRequestEvent } from '../domain/journal.js'
import { licenceEventsIn } from '../domain/licence-story.js'
import { licenceMentions } from '../domain/licence-mentions.js'
import { mentionsIn } from '../domain/mentions.js'
import { disputeMentions, makingEventsIn } from '../domain/passage-disputes.js'
import { roleEventsIn, rolesOf, withRecognised } from '../domain/replay-roles.js'
import { roleMentions } from '../domain/role-mentions.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { replayMergeRequest, replayResource, type ResourceFacts } from '../domain/replay.js'
import { journalRef } from '../domain/merge-request.js'
import { DISCUSSION_JOURNAL, MAIN, RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import { indexPassages } from './indexPassages.js'
import { countListed } from './listedVersions.js'
import { oneAtATime } from './oneAtATime.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'passages' | 'owners' | 'log'>

const decoder = new TextDecoder('utf-8')
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes)

/** What the index keeps of a resource, read from its repository alone. */
export interface IndexEntry { readonly resource: Resource; readonly extra: Parameters<Deps['resources']['put']>[1] }

/** Reads a resource from its repository: journal, published text, licence, people of its history. Undefined when it holds no journal, or an owner unknown here. */
export async function readIndexEntry(deps: Pick<Deps, 'git' | 'owners' | 'log'>, id: ResourceId): Promise<IndexEntry | undefined> {
  if (!(await deps.git.exists(id))) return undefined
  const [events, tip] = await Promise.all([deps.git.events(id, RESOURCE_JOURNAL), deps.git.resolve(id, MAIN)])
  const facts = replayResource(events)
  if (!facts) return undefined
  const [owner, { commits, fiche, licence, mailmap }] = await Promise.all([deps.owners.findById(facts.owner.id), tip === undefined ? nothingPublished : readPublished(deps, id, tip, facts)])
  if (!owner) {
    deps.log.warn({ resource: id, owner: facts.owner }, 'resource belongs to an unknown owner')
    return undefined
  }
  const resource: Resource = {
    id, owner, slug: facts.slug, mainPath: facts.mainPath, rule: facts.rule, stewards: facts.stewards,
    state: facts.retiredBecause !== undefined ? 'retired' : tip ? 'published' : 'empty', retiredBecause: facts.retiredBecause,
    tip, journalTip: facts.tip, title: fiche.fields.titre ?? facts.slug, fields: fiche.fields,
    licence,
    origin: facts.origin, importedFrom: facts.importedFrom,
    ...(facts.recognised.length > 0 && { recognised: facts.recognised }),
    createdAt: commits.reduce((oldest, c) => Math.min(oldest, c.author.at), facts.createdAt),
    updatedAt: commits[0]?.committer.at ?? facts.createdAt, versions: tip ? countListed(commits, tip) : 0,
  }
  return { resource, extra: { formerAddresses: facts.formerAddresses, text: fiche.body, people: peopleOf(commits, mailmap), roles: withRecognised(rolesOf(roleEventsIn(events)), facts.recognised) } }
}

/**
 * Rebuilds one resource's row from its repository.
 *
 * Called after every write and by `communs admin reindex`; the repository is the only input. Answers undefined (and removes
 * the row) when the repository is gone or holds no journal.
 */
export async function indexResource(deps: Needs, id: ResourceId): Promise<Resource | undefined> {
  // Reading and writing in turn: who read first would otherwise write an older row over a newer one.
  return oneAtATime(`index ${id}`, async () => {
    const entry = await readIndexEntry(deps, id)
    if (!entry) {
      await deps.resources.remove(id)
      return undefined
    }
    await deps.resources.put(entry.resource, entry.extra)
    await indexPassages(deps, entry.resource)
    return entry.resource
  })
}

/** The text of a resource's main file at a version; empty when it is absent there. */
export async function textOf(deps: Pick<Deps, 'git'>, id: ResourceId, commit: Oid, path: string): Promise<string> {
  const file = await deps.git.file(id, commit, path)
  return file ? decodeText(file.bytes) : ''
}

const licenceFile = /^(licen[cs]e|copying|licenses\/[^/]+)(\.[a-z]+)?$/i

/** What the index keeps of a published version. */
interface Published { readonly commits: readonly CommitInfo[]; readonly fiche: Fiche; readonly licence: DetectedLicence; readonly mailmap?: Mailmap | undefined }

const nothingPublished: Published = { commits: [], fiche: parseFiche(''), licence: { state: 'absent', declared: [] } }

async function readPublished(deps: Pick<Deps, 'git'>, id: ResourceId, tip: Oid, facts: ResourceFacts): Promise<Published> {
  const [commits, text, entries] = await Promise.all([deps.git.log(id, { from: [tip] }), textOf(deps, id, tip, facts.mainPath), deps.git.tree(id, tip, { recursive: true })])
  const fiche = parseFiche(text)
  const mailmap = entries.some(({ path, kind }) => path === '.mailmap' && kind === 'blob') ? parseMailmap(await textOf(deps, id, tip, '.mailmap')) : undefined
  return { commits, fiche, licence: await licenceOf(deps, id, facts, fiche, entries), mailmap }
}

/** What the fiche, then the repository, say of the licence; a steward's clarification wins over silence and contradiction. */
export async function licenceOf(deps: { readonly git: Pick<Deps['git'], 'blob'> }, id: ResourceId, facts: ResourceFacts, fiche: Fiche, entries: readonly TreeEntry[]): Promise<DetectedLicence> {
  const isReadme = (path: string) => /(?:^|\/)readme(\.md)?$/i.test(path)
  const licenceFiles: { path: string; text: string }[] = facts.licenceNotices.filter((notice) => !isReadme(notice.path))
  for (const entry of entries) {
    if (entry.kind === 'blob' && licenceFile.test(entry.path)) licenceFiles.push({ path: entry.path, text: decodeText(await deps.git.blob(id, entry.oid)) })
  }
  const readme = facts.mainPath === 'README.md' ? undefined : entries.find((e) => isReadme(e.path) && !e.path.includes('/'))
  const noticed = facts.licenceNotices.find((notice) => isReadme(notice.path))
  const detected = detectLicence({
    header: fiche.header, body: fiche.body, licenceFiles, path: facts.mainPath,
    ...(noticed && { readme: noticed.text }), ...(readme && { readme: decodeText(await deps.git.blob(id, readme.oid)) }),
  })
  const clarified = facts.clarifiedLicence === undefined ? undefined : identify(facts.clarifiedLicence)
  if (clarified && detected.state !== 'declared') return { ...detected, state: 'declared', licence: clarified }
  return detected
}

/** Every author and co-author once per address as it was written, named as `.mailmap` says, with first and last dates. */
function peopleOf(commits: readonly CommitInfo[], mailmap: Mailmap = new Map()): { email: string; name: string; firstAt: number; lastAt: number; commits: number }[] {
  const people = new Map<string, { email: string; name: string; firstAt: number; lastAt: number; commits: number }>()
  for (const commit of commits) {
    for (const author of authorsOf(commit)) {
      const email = author.email.toLowerCase()
      const known = people.get(email)
      if (known) { known.firstAt = Math.min(known.firstAt, commit.author.at); known.lastAt = Math.max(known.lastAt, commit.author.at); known.commits += 1 }
      else people.set(email, { email, name: mapped(mailmap, author).name, firstAt: commit.author.at, lastAt: commit.author.at, commits: 1 })
    }
  }
  return [...people.values()]
}

/** What rebuilding propositions asks for. */
export type IndexingProposals = Pick<Deps, 'git' | 'mergeRequests' | 'resources' | 'journals' | 'renderer'>

/**
 * Rebuilds one proposition's row from its journal, with the journal itself and whom its events are for. `noticed`: whose words the text at
 * `head` touches; kept as long as the text is the same.
 */
export async function indexMergeRequest(deps: IndexingProposals, id: ResourceId, number: number, noticed?: { readonly base: Oid; readonly head: Oid; readonly people: readonly PersonId[] }) {
  return oneAtATime(`index ${id} ${number}`, async () => {
    const chain = await deps.git.events(id, journalRef(number))
    const request = replayMergeRequest(id, number, chain)
    if (!request) return undefined
    const told = toldIn<MergeRequestEvent>(chain)
    const known = await deps.mergeRequests.find(id, number)
    const isSame = (other: { readonly base: Oid; readonly head: Oid } | undefined) => other?.head === request.head && other.base === request.base
    const touches = isSame(noticed) ? noticed?.people : isSame(known) ? known?.touches : undefined
    const indexed = { ...request, effort: await effortOf(deps, request, isSame(known) ? known : undefined), ...(touches && { touches }) }
    await deps.mergeRequests.put(indexed, { told, mentions: mentionsIn(told, [request.proposedBy], touches) })
    return indexed
  })
}

const toldIn = <E>(chain: readonly ChainEvent[]): readonly Told<E>[] => chain.map(({ oid, author, payload }) => ({ oid, at: author.at, event: payload as unknown as E }))

/** What reading a proposition asks of somebody: known already unless its text is another. */
async function effortOf(deps: IndexingProposals, request: MergeRequest, known: MergeRequest | undefined): Promise<ReadingEffort> {
  if (known?.effort) return known.effort
  const changes = await deps.git.changes(request.resource, request.base, request.head)
  const texts = changes.filter(({ path, status }) => /\.(md|markdown)$/i.test(path) && status !== 'renamed').slice(0, mostTextsWeighed)
  const pairs = await Promise.all(texts.map(async ({ oldOid, newOid }) => ({ before: await textIn(deps, request.resource, oldOid), after: await textIn(deps, request.resource, newOid) })))
  return deps.renderer.effort(pairs, changes.length - texts.length)
}

/** Beyond, each file counts as one that is no text. */
const mostTextsWeighed = 20

const textIn = async (deps: Pick<Deps, 'git'>, id: ResourceId, blob: Oid | undefined): Promise<string> => (blob === undefined ? '' : decodeText(await deps.git.blob(id, blob)))

/** Rebuilds what the index keeps of what is said of a published text: for whoever looks after it. */
export async function indexDiscussion(deps: Pick<Deps, 'git' | 'journals' | 'resources'>, id: ResourceId): Promise<void> {
  await oneAtATime(`index ${id} 0`, async () => {
    const told = toldIn<DiscussionEvent>(await deps.git.events(id, DISCUSSION_JOURNAL))
    const resource = await deps.resources.find(id)
    if (resource) await deps.journals.putDiscussion(id, { told, mentions: mentionsIn(told, resource.stewards) })
  })
}

/**
 * Rebuilds what the index keeps of what is said of who made a resource — who did what besides writing, where words come from: for them, and for
 * whoever answers for the resource, or for the one that words would come from.
 */
export async function indexRoles(deps: Pick<Deps, 'git' | 'journals' | 'resources'>, id: ResourceId): Promise<void> {
  await oneAtATime(`index ${id} ${ROLES_SUBJECT}`, async () => {
    const told = makingEventsIn(await deps.git.events(id, RESOURCE_JOURNAL))
    const resource = await deps.resources.find(id)
    if (!resource) return
    const others = new Set(told.flatMap(({ event }) => (event.kind === 'passage_disputed' ? event.other ?? [] : [])))
    const othersStewards = new Map(await Promise.all([...others].map(async (other) => [other, (await deps.resources.find(other))?.stewards ?? []] as const)))
    await deps.journals.putRoles(id, { told, mentions: [...roleMentions(told, resource.stewards), ...disputeMentions(told, resource.stewards, othersStewards)] })
  })
}

/** Rebuilds what the index keeps of what is said of a licence: for whoever is asked, and whoever asked. */
export async function indexLicence(deps: Pick<Deps, 'git' | 'journals' | 'resources'>, id: ResourceId): Promise<void> {
  await oneAtATime(`index ${id} ${LICENCE_SUBJECT}`, async () => {
    const told = licenceEventsIn(await deps.git.events(id, RESOURCE_JOURNAL))
    if (await deps.resources.find(id)) await deps.journals.putLicence(id, { told, mentions: licenceMentions(told) })
  })
}

/** Rebuilds every proposition of a resource, and what is said of its text, of who did what and of its licence. */
export async function indexMergeRequestsOf(deps: IndexingProposals, id: ResourceId): Promise<void> {
  await indexDiscussion(deps, id)
  await indexRoles(deps, id)
  await indexLicence(deps, id)
  for (const ref of await deps.git.refs(id, 'refs/merge-requests/')) {
    const number = /^refs\/merge-requests\/([1-9]\d*)\/journal$/.exec(ref.name)?.[1]
    if (number !== undefined) await indexMergeRequest(deps, id, Number(number))
  }
}
