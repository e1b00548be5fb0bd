import { ForgeError } from '../domain/errors.js'
import { refTo, type Actor } from '../domain/person.js'
import { isSettled, startedBy, threadsOf, type Thread } from '../domain/threads.js'
import type { Oid } from '../domain/git.js'
import { personActing, circumstancesOf, requireAllowed } from './access.js'
import { mustBeAllowed } from '../domain/policies.js'
import { signatureOf } from './authorship.js'
import { readPassage, readPlace, sayThere, type PassagePlace, type ReadWords } from './passagePlace.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/** Begins a thread about words of the published text or of a proposition. Refuses `invalid` when it says nothing, or speaks of no passage. */
export async function commentPassage(deps: Writing, actor: Actor, input: { readonly place: PassagePlace; readonly words: ReadWords; readonly text: string; readonly at?: number }): Promise<void> {
  const person = personActing(actor)
  const { place } = input
  await requireAllowed(deps, 'comment', actor, place.resource)
  const text = message(input.text)
  const { anchor } = await readPassage(deps, place, input.words)
  await sayThere(deps, place, signatureOf(deps, person, input.at ?? deps.clock.now()), {
    kind: 'comment', actor: refTo(person), text, anchor, ...(place.number !== undefined && { iteration: await iterationOf(deps, place, anchor.version) }),
  })
}

/** Answers in a thread, closed ones included: an answer opens nothing again by itself. Refuses `not_found`, `invalid`. */
export async function replyToThread(deps: Writing, actor: Actor, input: { readonly place: PassagePlace; readonly thread: Oid; readonly text: string; readonly at?: number }): Promise<void> {
  const person = personActing(actor)
  const { place } = input
  await requireAllowed(deps, 'comment', actor, place.resource)
  const text = message(input.text)
  const { thread, iteration } = await threadAt(deps, place, input.thread)
  await sayThere(deps, place, signatureOf(deps, person, input.at ?? deps.clock.now()), {
    kind: 'comment', actor: refTo(person), text, replyTo: thread.id, ...(iteration !== undefined && { iteration }),
  })
}

/** Closes a thread, or opens it again: whoever began it, or a steward. Asked twice, says it once. Refuses `not_found`, `forbidden`. */
export async function resolveThread(deps: Writing, actor: Actor, input: { readonly place: PassagePlace; readonly thread: Oid; readonly becomes: 'resolved' | 'open'; readonly at?: number }): Promise<void> {
  const person = personActing(actor)
  const { place } = input
  const { thread } = await threadAt(deps, place, input.thread)
  const by = startedBy(thread)
  mustBeAllowed('resolve_thread', { ...(await circumstancesOf(deps, actor, place.resource)), ...(by && { threadBy: by.id }) })
  const isResolved = input.becomes === 'resolved'
  if (thread.isResolved === isResolved || (thread.suggestion !== undefined && isSettled(thread) && isResolved)) return
  await sayThere(deps, place, signatureOf(deps, person, input.at ?? deps.clock.now()), { kind: 'thread_resolved', actor: refTo(person), thread: thread.id, isResolved })
}

function message(typed: string): string {
  const text = someLines(typed)
  if (text === '') throw new ForgeError('invalid', 'proposal.comment_empty', { field: 'text' })
  return text
}

/** A thread of a place, and the present iteration of the proposition. Refuses `not_found`. */
export async function threadAt(deps: Writing, place: PassagePlace, id: Oid): Promise<{ thread: Thread; iteration: number | undefined }> {
  const { chain, request } = await readPlace(deps, place)
  const thread = threadsOf(chain).find((one) => one.id === id)
  if (thread === undefined) throw new ForgeError('not_found', 'not_found.thread')
  return { thread, iteration: request?.iterations.length }
}

async function iterationOf(deps: Writing, place: PassagePlace, version: Oid): Promise<number> {
  const { request } = await readPlace(deps, place)
  return request?.iterations.find(({ head }) => head === version)?.number ?? request?.iterations.length ?? 1
}
