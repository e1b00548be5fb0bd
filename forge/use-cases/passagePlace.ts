import { ForgeError } from '../domain/errors.js'
import type { ChainEvent, Oid, Signature } from '../domain/git.js'
import type { DiscussionEvent, MergeRequestEvent } from '../domain/journal.js'
import { journalRef, type MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import { DISCUSSION_JOURNAL, MAIN, type Resource } from '../domain/resource.js'
import type { PassageAnchor } from '../domain/review.js'
import { anchorAt } from '../prose/anchors.js'
import { passageAt, passagesOf, type Passage } from '../prose/passages.js'
import { textOf } from './indexResource.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { indexDiscussion } from './indexResource.js'
import { noted, type Writing } from './writing.js'

/** Where passages are read and spoken of: the published text of a resource, or the last iteration of one of its propositions. */
export interface PassagePlace { readonly resource: Resource; readonly number?: number }

/** What stands there now. */
export interface PlaceReading {
  readonly version: Oid
  /** Read when asked: most pages have nothing said of them. */
  readonly text: () => Promise<string>
  readonly chain: readonly ChainEvent[]
  readonly request: MergeRequest | undefined
}

/** Words of a version that somebody read: its commit, an offset in the block (UTF-16), the words and what precedes them as they were seen. */
export interface ReadWords { readonly version: Oid; readonly at: number; readonly exact: string; readonly before: string }

export const discussionRef = ({ number }: PassagePlace): string => (number === undefined ? DISCUSSION_JOURNAL : journalRef(number))

/** Reads a place. Refuses `not_found` for a proposition that is not one, or while nothing is published. */
export async function readPlace(deps: Pick<Deps, 'git'>, place: PassagePlace): Promise<PlaceReading> {
  const { resource, number } = place
  if (number !== undefined) {
    const { request, chain } = await freshProposal(deps, resource, number)
    return { version: request.head, text: () => textOf(deps, resource.id, request.head, resource.mainPath), chain, request }
  }
  const [version, chain] = await Promise.all([deps.git.resolve(resource.id, MAIN), deps.git.events(resource.id, DISCUSSION_JOURNAL)])
  if (version === undefined) throw new ForgeError('not_found', 'not_found.version')
  return { version, text: () => textOf(deps, resource.id, version, resource.mainPath), chain, request: undefined }
}

/** The text somebody read and the passage they mean. Refuses `conflict` for a version that was never shown there, `invalid` when no block is there. */
export async function readPassage(deps: Pick<Deps, 'git'>, place: PassagePlace, words: ReadWords): Promise<{ readonly text: string; readonly passage: Passage; readonly anchor: PassageAnchor }> {
  const { resource } = place
  if (!(await wasShown(deps, place, words.version))) throw new ForgeError('conflict', 'conflict.moved')
  const text = await textOf(deps, resource.id, words.version, resource.mainPath)
  const passage = passageAt(passagesOf(text), words.at)
  const anchor = anchorAt(text, words.at, words.exact, words.before)
  if (passage === undefined || anchor === undefined) throw new ForgeError('invalid', 'passage.not_there')
  return { text, passage, anchor: { version: words.version, path: resource.mainPath, ...anchor } }
}

async function wasShown(deps: Pick<Deps, 'git'>, { resource, number }: PassagePlace, version: Oid): Promise<boolean> {
  if (!/^[0-9a-f]{40}$/.test(version)) return false
  if (number !== undefined) return (await freshProposal(deps, resource, number)).request.iterations.some(({ head }) => head === version)
  const main = await deps.git.resolve(resource.id, MAIN)
  return main !== undefined && (await deps.git.resolve(resource.id, version)) !== undefined && (await deps.git.isAncestor(resource.id, version, main))
}

/** Appends what somebody says there. */
export async function sayThere(deps: Writing, place: PassagePlace, author: Signature, event: DiscussionEvent | MergeRequestEvent): Promise<void> {
  const { resource, number } = place
  if (number !== undefined) await sayOnProposal(deps, resource, number, author, [event as MergeRequestEvent])
  else {
    await noted(deps, resource.id, 'journal', async () => {
      await deps.git.append(resource.id, DISCUSSION_JOURNAL, [{ author, payload: { ...event } }])
      await indexDiscussion(deps, resource.id)
    })
  }
}
