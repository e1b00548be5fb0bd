/** What is said of passages, from the journals: threads of messages, suggestions and what became of them. Pure. */
import type { ChainEvent, Oid } from './git.js'
import type { DiscussionEvent, MergeRequestEvent } from './journal.js'
import type { PersonRef } from './person.js'
import type { PassageAnchor } from './review.js'
import type { MergeRequest } from './merge-request.js'
import type { Resource } from './resource.js'
import type { FoundAnchor } from '../prose/anchors.js'

export interface ThreadMessage {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  /** Empty once its author removed it. */
  readonly text: string
}

/** Another wording offered on a proposition, and its fate. */
export interface Suggestion {
  /** What would take the place of the anchor's whole block, as source. */
  readonly replacement: string
  readonly state: 'open' | 'accepted' | 'declined'
  readonly settledBy: PersonRef | undefined
  /** Why it was declined. */
  readonly reason: string
}

/** Messages about one passage. Named by the event that began it. */
export interface Thread {
  readonly id: Oid
  readonly anchor: PassageAnchor
  /** Of a proposition: the iteration it was begun on. */
  readonly iteration: number | undefined
  readonly messages: readonly ThreadMessage[]
  readonly isResolved: boolean
  readonly resolvedBy: PersonRef | undefined
  readonly suggestion: Suggestion | undefined
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Event = DiscussionEvent | MergeRequestEvent

/** Every thread of a chain (a proposition's journal, or the discussion of a published text), oldest first. */
export function threadsOf(chain: readonly ChainEvent[]): readonly Thread[] {
  const threads = new Map<Oid, Mutable<Thread> & { messages: ThreadMessage[] }>()
  /** The thread each message belongs to: one may answer an answer. */
  const rootOf = new Map<Oid, Oid>()
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as Event
    switch (event.kind) {
      case 'comment':
      case 'suggestion': {
        const message = { event: oid, by: event.actor, at: author.at, text: event.text }
        const root = event.kind === 'comment' && event.replyTo !== undefined ? rootOf.get(event.replyTo) : undefined
        if (root !== undefined) {
          threads.get(root)?.messages.push(message)
          rootOf.set(oid, root)
        } else if (event.anchor !== undefined) {
          threads.set(oid, {
            id: oid, anchor: event.anchor, iteration: 'iteration' in event ? event.iteration : undefined, messages: [message], isResolved: false, resolvedBy: undefined,
            suggestion: event.kind === 'suggestion' && event.replacement !== '' ? { replacement: event.replacement, state: 'open', settledBy: undefined, reason: '' } : undefined,
          })
          rootOf.set(oid, oid)
        }
        break
      }
      case 'thread_resolved': {
        const thread = threads.get(event.thread)
        if (thread) { thread.isResolved = event.isResolved; thread.resolvedBy = event.isResolved ? event.actor : undefined }
        break
      }
      case 'suggestion_accepted':
      case 'suggestion_declined': {
        const thread = threads.get(event.suggestion)
        if (thread?.suggestion === undefined) break
        const isAccepted = event.kind === 'suggestion_accepted'
        thread.suggestion = { ...thread.suggestion, state: isAccepted ? 'accepted' : 'declined', settledBy: event.actor, reason: isAccepted ? '' : event.reason }
        break
      }
    }
  }
  return [...threads.values()]
}

/** Whoever began it. */
export const startedBy = (thread: Thread): PersonRef | undefined => thread.messages[0]?.by

/** Nothing is left to say or do: it is shown folded. */
export const isSettled = (thread: Thread): boolean => thread.isResolved || (thread.suggestion !== undefined && thread.suggestion.state !== 'open')

/** A thread beside the text shown. */
export interface PlacedThread {
  readonly thread: Thread
  /** Where its passage is in the text shown; undefined when it is gone. */
  readonly found: FoundAnchor | undefined
  /** The words it is about, as they were read. */
  readonly quote: string
  /** The words there now; empty when it is gone. */
  readonly said: string
  /** For a suggestion: what it changes in its block, marked, as safe HTML; and whether that block changed since, so that it is to be written again. */
  readonly suggestion: { readonly html: string; readonly isOutdated: boolean } | undefined
  readonly may: { readonly reply: boolean; readonly resolve: boolean; readonly settle: boolean }
}

/** A small proposition that gives a published passage another wording. */
export interface OfferedWording {
  readonly request: MergeRequest
  readonly found: FoundAnchor | undefined
  readonly quote: string
  readonly said: string
  /** What it changes in its block, marked, as safe HTML. */
  readonly html: string
  readonly may: { readonly integrate: boolean }
}

export interface ThreadsReading {
  readonly resource: Resource
  readonly number: number | undefined
  /** The version shown, whose offsets `found` counts in. */
  readonly version: Oid
  readonly placed: readonly PlacedThread[]
  /** About passages that are gone. */
  readonly lost: readonly PlacedThread[]
  /** Closed, or suggestions taken or left aside. */
  readonly settled: readonly PlacedThread[]
  readonly offered: readonly OfferedWording[]
  readonly names: ReadonlyMap<string, { readonly name: string; readonly handle: string }>
  readonly may: { readonly comment: boolean; readonly suggest: boolean }
  /** Who reads: their own messages may be removed. */
  readonly reader: string | undefined
}
