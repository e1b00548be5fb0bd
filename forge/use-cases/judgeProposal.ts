import { ForgeError } from '../domain/errors.js'
import type { ChainEvent, Oid } from '../domain/git.js'
import type { Incoming } from '../domain/incoming.js'
import { proposerOf, relabellersOf, type MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import type { Relicensing } from '../domain/relicensing.js'
import type { Resource } from '../domain/resource.js'
import { offeredNow } from './integrateProposal.js'
import { judgeVersion, type Judging } from './judgeIncoming.js'
import { judgeRelicensing } from './judgeRelicensing.js'
import { relabelled, versionIn } from './labels.js'
import type { ReadingWords } from './survivingWords.js'

/** What a proposition brings in from elsewhere, as integrating would take it now: without what its reviews left out. Asked again when it is integrated. */
export async function judgeProposal(deps: Judging & Pick<Deps, 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Incoming> {
  const to = await offeredOrWhole(deps, resource, request, chain)
  return judgeVersion(deps, { resource, from: request.base, to, proposer: proposerOf(request), offeredBefore: request.iterations })
}

/** The other label a proposition gives the text, and whose consent it asks for; undefined when it gives none, or while the history of the words is being read. */
export async function judgeProposedLabel(deps: ReadingWords & Pick<Deps, 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Relicensing | undefined> {
  const to = await offeredOrWhole(deps, resource, request, chain)
  const [first, ...more] = await relabelled(deps, resource, versionIn(deps, resource.id, request.base), versionIn(deps, resource.id, to))
  if (!first) return undefined
  const paths = [first, ...more.filter((one) => one.to === first.to)].map(({ path }) => path)
  try {
    return await judgeRelicensing(deps, resource, { from: first.from, to: first.to, at: to, paths, whoChanges: relabellersOf(request) })
  } catch (error) {
    if (error instanceof ForgeError && error.key === 'licence.words_under_way') return undefined
    throw error
  }
}

const offeredOrWhole = (deps: Pick<Deps, 'git' | 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Oid> =>
  offeredNow(deps, resource, request, chain).catch((error: unknown) => {
    // Reviews half done, or that leave nothing: the whole of it is shown.
    if (error instanceof ForgeError) return request.head
    throw error
  })
