import { ForgeError } from '../domain/errors.js'
import type { CommitInfo, Oid, RefUpdate } from '../domain/git.js'
import type { OfferedCommits, SourceHistory } from '../domain/importing.js'
import { headRef, iterationRef, type MergeRequest } from '../domain/merge-request.js'
import { refTo } from '../domain/person.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { isAllowed, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import type { ImportContext, ImportedProposal, Importing } from './importing.js'
import { oneAtATime } from './oneAtATime.js'
import { moveHead } from './openProposal.js'
import { recordOnProposal } from './recordOnProposal.js'
import { oneLine, splitMessage } from './versionMessage.js'
import { noted } from './writing.js'

/** Propositions noted together: the refs of all of them move at once. */
const batch = 50

interface Found extends OfferedCommits { readonly base: Oid; readonly own: readonly CommitInfo[]; readonly isInText: boolean }

/**
 * What is offered to a source becomes propositions of its resource, once: asked again, those whose commits moved get an iteration, new ones
 * are added. What was closed here stays closed until its authors offer something else. Commits stay their authors'; who imports only opens.
 *
 * A crash leaves whole propositions only (`recoverPending` takes back refs without a journal), and a repeated import goes on.
 */
export async function importProposals(deps: Importing, context: ImportContext, source: SourceHistory, resource: Resource): Promise<readonly ImportedProposal[]> {
  await requireAllowed(deps, 'propose', context.actor, resource)
  const offered = await source.offered()
  return deps.git.keeping(resource.id, async () => {
    await source.bring(resource.id, offered.filter((each) => each.standing === 'apart').map((each) => each.head))
    const main = await deps.git.resolve(resource.id, MAIN)
    if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
    const known = knownByRef(await deps.mergeRequests.of(resource.id), source.name)
    const results = new Map<string, ImportedProposal>()
    const fresh: Found[] = []
    for (const [done, each] of offered.entries()) {
      context.signal?.throwIfAborted()
      const here = known.get(each.ref)
      const say = (outcome: ImportedProposal['outcome'], number = here?.number) => {
        results.set(each.ref, { ref: each.ref, outcome, owner: resource.owner.handle, slug: resource.slug, ...(number !== undefined && { number, ...(here && { title: here.title }) }) })
      }
      context.onProgress?.({ step: 'propose', done, total: offered.length })
      if (each.standing !== 'apart') say(each.standing === 'in' ? 'already_in' : each.standing)
      else if (here?.head === each.head) say('unchanged')
      else if (await deps.git.isAncestor(resource.id, each.head, main)) say('already_in')
      else {
        const found = await look(deps, resource, main, each)
        if (found === undefined) say('unrelated')
        else if (here?.state === 'open') say(await renew(deps, context, resource, here, found))
        else fresh.push(found)
      }
    }
    for (let from = 0; from < fresh.length; from += batch) {
      for (const opened of await openTogether(deps, context, source, resource, fresh.slice(from, from + batch))) results.set(opened.ref, opened)
      context.onProgress?.({ step: 'propose', done: offered.length - fresh.length + Math.min(fresh.length, from + batch), total: offered.length })
    }
    return offered.flatMap(({ ref }) => results.get(ref) ?? [])
  })
}

/** The last proposition each ref of a source became here. */
function knownByRef(requests: readonly MergeRequest[], source: string): ReadonlyMap<string, MergeRequest> {
  const oldestFirst = [...requests].sort((a, b) => a.number - b.number)
  return new Map(oldestFirst.flatMap((request) => (request.importedFrom?.source === source ? [[request.importedFrom.ref, request] as const] : [])))
}

/** What one offer holds beside the published text; undefined when they have nothing in common. */
async function look(deps: Importing, resource: Resource, main: Oid, offered: OfferedCommits): Promise<Found | undefined> {
  const [base, own, merge, published] = await Promise.all([
    deps.git.mergeBase(resource.id, main, offered.head), deps.git.log(resource.id, { from: [offered.head], not: [main] }), deps.git.mergeTrees(resource.id, main, offered.head), deps.git.commit(resource.id, main),
  ])
  return base === undefined ? undefined : { ...offered, base, own, isInText: merge.kind === 'clean' && merge.tree === published.tree }
}

async function openTogether(deps: Importing, context: ImportContext, source: SourceHistory, resource: Resource, found: readonly Found[]): Promise<readonly ImportedProposal[]> {
  const { person } = context
  return oneAtATime(resource.id, () => noted(deps, resource.id, 'import', async () => {
    const author = signatureOf(deps, person, deps.clock.now())
    let first = await deps.mergeRequests.nextNumber(resource.id)
    const refs = (): RefUpdate[] => found.flatMap(({ head }, i) => [
      { ref: headRef(first + i), from: undefined, to: head }, { ref: iterationRef(first + i, 1), from: undefined, to: head },
    ])
    // Numbers taken by propositions the index does not know yet are skipped.
    while (await deps.git.updateRefs(resource.id, refs()) === 'moved') first += 1
    const opened: ImportedProposal[] = []
    for (const [i, { ref, head, base, own, isInText }] of found.entries()) {
      const { title, description, by, at } = saidBy(own, ref)
      const request = await recordOnProposal(deps, resource, first + i, author, [
        { kind: 'opened', actor: refTo(person), title, description, base, head, imported: { source: source.name, ref, by, at } },
      ])
      opened.push({ ref, outcome: 'opened', owner: resource.owner.handle, slug: resource.slug, number: request.number, title, ...(isInText && { isInText }) })
    }
    return opened
  }))
}

/** Its authors offered something else since: a new iteration, by who imported it or by who answers for the resource. */
async function renew(deps: Importing, context: ImportContext, resource: Resource, here: MergeRequest, { head, base, own, ref }: Found): Promise<'updated' | 'not_yours'> {
  if (here.proposedBy.id !== context.person.id && !(await isAllowed(deps, 'manage', context.actor, resource))) return 'not_yours'
  await moveHead(deps, context.person, resource, here, { head, base, message: saidBy(own, ref).description, at: deps.clock.now() })
  return 'updated'
}

const isMerge = (commit: CommitInfo): boolean => commit.parents.length > 1

/** Title, explanation, author and date of an offer, from the messages of its own commits, newest first. What only brings the text up to date says nothing of it. */
function saidBy(own: readonly CommitInfo[], ref: string): { readonly title: string; readonly description: string; readonly by: string; readonly at: number } {
  const written = own.filter((commit) => !isMerge(commit))
  const steps = [...(written.length > 0 ? written : own)].reverse().map((commit) => ({ ...splitMessage(commit.message), author: commit.author }))
  const [first] = steps
  const last = steps.at(-1)
  const title = oneLine(first?.subject ?? '')
  return {
    title: title === '' ? ref : title,
    description: steps.length === 1 ? first?.body ?? '' : steps.map(({ subject, body }) => (body === '' ? subject : `${subject}\n${body}`)).join('\n\n'),
    by: oneLine(last?.author.name ?? '', 100), at: last?.author.at ?? 0,
  }
}
