import { editHeader } from '../../content-schema/edit.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor, Person } from '../domain/person.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { sharingNow } from './adaptationVerdict.js'
import { signatureOf } from './authorship.js'
import { readText } from './fileText.js'
import { openProposal } from './openProposal.js'
import { versionMessage } from './versionMessage.js'
import type { Writing } from './writing.js'

/**
 * Proposes an adaptation's changes to its origin: the adaptation's own commits are brought there, credits and all, and a proposition
 * opens on them. `title` of the fiche: the origin's is kept unless `keepOwnTitle` is asked for.
 *
 * Refuses `forbidden` when the licences do not allow it, `invalid` when the origin already has everything, `conflict` without an origin here.
 */
export async function offerBack(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly title: string
  readonly reason: string
  readonly ficheTitle: 'origin' | 'own'
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource } = input
  const origin = resource.origin && (await deps.resources.find(resource.origin.resource))
  if (!origin) throw new ForgeError('conflict', 'news.no_origin')
  await requireAllowed(deps, 'propose', actor, origin)
  const verdict = await sharingNow(deps, resource, origin)
  if (verdict.verdict === 'block') throw new ForgeError('forbidden', 'adapt.licence_refuses', { verdict })
  return deps.git.keeping(origin.id, async () => {
    const offered = await offeredHead(deps, person, resource, origin, input.ficheTitle, input.at ?? deps.clock.now())
    return openProposal(deps, actor, { resource: origin, head: offered, title: input.title, description: input.reason, ...(input.at !== undefined && { at: input.at }) })
  })
}

/** The commit to offer, present in the origin's repository: the adaptation's published version, with the origin's title when asked. */
async function offeredHead(deps: Writing, person: Person, resource: Resource, origin: Resource, ficheTitle: 'origin' | 'own', at: number): Promise<Oid> {
  const tip = await deps.git.resolve(resource.id, MAIN)
  const main = await deps.git.resolve(origin.id, MAIN)
  if (tip === undefined || main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  await deps.git.bring(resource.id, origin.id, [tip])
  if (ficheTitle === 'own') return tip
  const theirs = parseFiche(await readText(deps, origin.id, main, origin.mainPath)).header.titre
  const text = await readText(deps, origin.id, tip, resource.mainPath)
  const kept = editHeader(text, { titre: theirs })
  if (kept === text || typeof theirs !== 'string') return tip
  const author = signatureOf(deps, person, at)
  const commit = await deps.git.commit(origin.id, tip)
  const head = await deps.git.writeCommit(origin.id, {
    parents: [tip], baseTree: commit.tree, files: new Map([[resource.mainPath, kept]]), author, committer: author, message: versionMessage('Garder le titre de la fiche d’origine'),
  })
  const base = await deps.git.mergeBase(origin.id, main, tip)
  if (base !== undefined && (await deps.git.commit(origin.id, base)).tree === (await deps.git.commit(origin.id, head)).tree) throw new ForgeError('invalid', 'change.nothing')
  return head
}
