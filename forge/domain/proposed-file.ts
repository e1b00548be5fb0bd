import type { PathChange } from './git.js'
import type { RenderedReview } from './rendering.js'
import type { ChangeRef } from './review.js'

/** One file of a proposition. `texts`: both sides, of a text; absent sides are empty. */
export interface ProposedFile {
  readonly change: PathChange
  readonly kind: 'text' | 'image' | 'other'
  readonly texts: { readonly before: string; readonly after: string } | undefined
  /** Whether its changes are decided one by one: a text that is on both sides, under one name. */
  readonly isByChange: boolean
}

/** A file as its reviewers see it, and its changes, in order. */
export interface FileUnderReview extends ProposedFile {
  readonly review: RenderedReview | undefined
  readonly changes: readonly ChangeRef[]
}
