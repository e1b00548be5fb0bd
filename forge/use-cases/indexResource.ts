import { detectLicence, type DetectedLicence } from '../../content-schema/licences/detect.js'
import { identify } from '../../content-schema/licences/identify.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { authorsOf } from '../attribution/identities.js'
import type { CommitInfo, Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { replayMergeRequest, replayResource, type ResourceFacts } from '../domain/replay.js'
import { journalRef } from '../domain/merge-request.js'
import { MAIN, RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import { oneAtATime } from './oneAtATime.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'owners' | 'log'>

const decoder = new TextDecoder('utf-8')
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes)

/** What the index keeps of a resource, read from its repository alone. */
export interface IndexEntry { readonly resource: Resource; readonly extra: Parameters<Deps['resources']['put']>[1] }

/** Reads a resource from its repository: journal, published text, licence, people of its history. Undefined when it holds no journal, or an owner unknown here. */
export async function readIndexEntry(deps: Pick<Deps, 'git' | 'owners' | 'log'>, id: ResourceId): Promise<IndexEntry | undefined> {
  const facts = (await deps.git.exists(id)) ? replayResource(await deps.git.events(id, RESOURCE_JOURNAL)) : undefined
  const owner = facts && (await deps.owners.findById(facts.owner.id))
  if (!facts) return undefined
  if (!owner) {
    deps.log.warn({ resource: id, owner: facts.owner }, 'resource belongs to an unknown owner')
    return undefined
  }
  const tip = await deps.git.resolve(id, MAIN)
  const commits = tip ? await deps.git.log(id, { from: [tip] }) : []
  const text = tip ? await textOf(deps, id, tip, facts.mainPath) : ''
  const fiche = parseFiche(text)
  const resource: Resource = {
    id, owner, slug: facts.slug, mainPath: facts.mainPath, rule: facts.rule, stewards: facts.stewards,
    state: facts.retiredBecause !== undefined ? 'retired' : tip ? 'published' : 'empty', retiredBecause: facts.retiredBecause,
    tip, journalTip: facts.tip, title: fiche.fields.titre ?? facts.slug, fields: fiche.fields,
    licence: tip ? await licenceOf(deps, id, tip, facts, text) : { state: 'absent', declared: [] },
    origin: facts.origin, importedFrom: facts.importedFrom,
    createdAt: commits.reduce((oldest, c) => Math.min(oldest, c.author.at), facts.createdAt),
    updatedAt: commits[0]?.committer.at ?? facts.createdAt, versions: commits.length,
  }
  return { resource, extra: { formerAddresses: facts.formerAddresses, text: fiche.body, people: peopleOf(commits) } }
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
    return entry.resource
  })
}

/** The text of a resource's main file at a version; empty when it is absent there. */
export async function textOf(deps: Pick<Deps, 'git'>, id: ResourceId, commit: Oid, path: string): Promise<string> {
  const file = await deps.git.file(id, commit, path)
  return file ? decodeText(file.bytes) : ''
}

const licenceFile = /^(licen[cs]e|copying|licenses\/[^/]+)(\.[a-z]+)?$/i

/** What the fiche, then the repository, say of the licence; a steward's clarification wins over silence and contradiction. */
export async function licenceOf(deps: Pick<Deps, 'git'>, id: ResourceId, commit: Oid, facts: Pick<ResourceFacts, 'mainPath' | 'clarifiedLicence' | 'licenceNotices'>, text: string): Promise<DetectedLicence> {
  const entries = await deps.git.tree(id, commit, { recursive: true })
  const isReadme = (path: string) => /^readme(\.md)?$/i.test(path)
  const licenceFiles: { path: string; text: string }[] = facts.licenceNotices.filter((notice) => !isReadme(notice.path))
  for (const entry of entries) {
    if (entry.kind === 'blob' && licenceFile.test(entry.path)) licenceFiles.push({ path: entry.path, text: decodeText(await deps.git.blob(id, entry.oid)) })
  }
  const readme = facts.mainPath === 'README.md' ? undefined : entries.find((e) => isReadme(e.path))
  const noticed = facts.licenceNotices.find((notice) => isReadme(notice.path))
  const fiche = parseFiche(text)
  const detected = detectLicence({
    header: fiche.header, body: fiche.body, licenceFiles, path: facts.mainPath,
    ...(noticed && { readme: noticed.text }), ...(readme && { readme: decodeText(await deps.git.blob(id, readme.oid)) }),
  })
  const clarified = facts.clarifiedLicence === undefined ? undefined : identify(facts.clarifiedLicence)
  if (clarified && detected.state !== 'declared') return { ...detected, state: 'declared', licence: clarified }
  return detected
}

/** Every author and co-author once per address, with first and last dates. */
function peopleOf(commits: readonly CommitInfo[]): { email: string; name: string; firstAt: number; lastAt: number; commits: number }[] {
  const people = new Map<string, { email: string; name: string; firstAt: number; lastAt: number; commits: number }>()
  for (const commit of commits) {
    for (const author of authorsOf(commit)) {
      const email = author.email.toLowerCase()
      const known = people.get(email)
      if (known) { known.firstAt = Math.min(known.firstAt, commit.author.at); known.lastAt = Math.max(known.lastAt, commit.author.at); known.commits += 1 }
      else people.set(email, { email, name: author.name, firstAt: commit.author.at, lastAt: commit.author.at, commits: 1 })
    }
  }
  return [...people.values()]
}

/** Rebuilds one proposition's row from its journal. */
export async function indexMergeRequest(deps: Pick<Deps, 'git' | 'mergeRequests'>, id: ResourceId, number: number) {
  return oneAtATime(`index ${id} ${number}`, async () => {
    const request = replayMergeRequest(id, number, await deps.git.events(id, journalRef(number)))
    if (request) await deps.mergeRequests.put(request)
    return request
  })
}

/** Rebuilds every proposition of a resource. */
export async function indexMergeRequestsOf(deps: Pick<Deps, 'git' | 'mergeRequests'>, id: ResourceId): Promise<void> {
  for (const ref of await deps.git.refs(id, 'refs/merge-requests/')) {
    const number = /^refs\/merge-requests\/([1-9]\d*)\/journal$/.exec(ref.name)?.[1]
    if (number !== undefined) await indexMergeRequest(deps, id, Number(number))
  }
}
