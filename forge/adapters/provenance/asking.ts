/** What a provenance thread is asked, and what it asks in turn of the process that holds the Git engine. */
import type { MessagePort } from 'node:worker_threads'
import type { WordsOfFile } from '../../domain/provenance.js'

export interface ProvenanceTask {
  readonly repo: string
  readonly at: string
  readonly path: string
  readonly mailmap: string | undefined
  readonly network: readonly { readonly repo: string; readonly at: string }[]
  /** Where to ask for what Git has, and to say how far one is. */
  readonly port: MessagePort
}

/** Undefined: the version has no such file. */
export type ProvenanceResult = WordsOfFile | undefined

/** Versions of a repository up to `at` but not those up to `known` (as `git log` writes them), or texts (as `git cat-file --batch` does). */
export type Question =
  | { readonly kind: 'log'; readonly repo: string; readonly at: string; readonly known: readonly string[] }
  | { readonly kind: 'blobs'; readonly repo: string; readonly oids: readonly string[] }

/** From the thread: what it asks, or how far it is. */
export type ThreadSays = (Question & { readonly id: number }) | { readonly kind: 'progress'; readonly done: number; readonly total: number }

export type Answer = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly failed: string }
