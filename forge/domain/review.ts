/** What a reader decides of a proposition, change by change. */
import type { Oid } from './git.js'

/**
 * One change of a proposition: in the file at `path`, what stood at `old` in the text it started from (UTF-16 units) became what stands at
 * `new` in the proposed text. A file that is no text is one change, whole, without ranges. Both texts are in Git: nothing else is needed to
 * read a decision back.
 */
export interface ChangeRef {
  readonly path: string
  readonly old?: readonly [number, number]
  readonly new?: readonly [number, number]
}

/** The name of a change within one iteration: in forms, addresses and drafts. */
export const changeName = ({ path, old, new: next }: ChangeRef): string => `${old && next ? `${old.join('-')}_${next.join('-')}` : 'fichier'}:${path}`

/** The change of a name; undefined for what is no name. */
export function changeNamed(name: string): ChangeRef | undefined {
  const [, a, b, c, d, path] = /^(?:(\d{1,8})-(\d{1,8})_(\d{1,8})-(\d{1,8})|fichier):(.{1,1000})$/s.exec(name) ?? []
  if (path === undefined) return undefined
  return a === undefined ? { path } : { path, old: [Number(a), Number(b)], new: [Number(c), Number(d)] }
}

/**
 * What was decided of a change. Whoever may integrate decides: `accepted`, or `not_kept` with a reason for its author. Others say
 * `favorable`, or `reserved` with what troubles them: it weighs, and decides nothing.
 */
export type Decision = 'accepted' | 'not_kept' | 'favorable' | 'reserved'

export interface ChangeDecision {
  readonly change: ChangeRef
  readonly decision: Decision
  readonly reason?: string
}

/** A review being written: private, autosaved, in the database until its author ends it. */
export interface ReviewDraft {
  readonly person: string
  readonly resource: string
  readonly number: number
  /** The iteration it reads. */
  readonly iteration: number
  readonly decisions: readonly ChangeDecision[]
  /** What its author saw while reading with the grid: item id → how it looks. */
  readonly grid: Readonly<Record<string, GridAnswer>>
  readonly verdict: string
  readonly text: string
  readonly liftCondition: string
  readonly updatedAt: number
}

/** A review as it stands on the present iteration. `lost`: how many of its answers were about a change that is not there any more. */
export interface CarriedReview { readonly draft: ReviewDraft; readonly lost: number }

/** Each item of a review grid is a question, and none has to be answered. */
export type GridAnswer = 'fine' | 'to_see'

/** Where a comment or a suggestion belongs: words of one version of one file. Follows its words through later versions (prose/anchors.ts). */
export interface PassageAnchor {
  /** The version (commit) the words were read in. */
  readonly version: Oid
  readonly path: string
  /** The block that holds them: its range in that version's text, UTF-16 units. */
  readonly block: readonly [number, number]
  /** The words, as their reader saw them, with a little of what surrounds them in the block. Empty `exact`: the whole block. */
  readonly quote: { readonly exact: string; readonly prefix: string; readonly suffix: string }
}
