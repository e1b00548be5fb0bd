/** What a provenance thread is asked, and what it asks in turn of the process that holds the Git engine. */
import type { MessagePort } from 'node:worker_threads'
import type { WordsOfFile } from '../../domain/provenance.js'

export interface ProvenanceTask {
  readonly repo: string
  readonly at: string
  readonly path: string
  readonly mailmap: string | undefined
  /** Where to ask for what Git has, and to say how far one is. */
  readonly port: MessagePort
}

/** Undefined: the version has no such file. */
export type ProvenanceResult = WordsOfFile | undefined

/** From the thread: versions up to `at` but not those up to `known` (as `git log` writes them), texts (as `git cat-file --batch` does), or how far it is. */
export type ThreadSays =
  | { readonly kind: 'log'; readonly id: number; readonly known: readonly string[] }
  | { readonly kind: 'blobs'; readonly id: number; readonly oids: readonly string[] }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }

export type Answer = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly failed: string }
