import type { InlineBudget } from './inline.js'
import type { InlineOptions } from './render-inline.js'
import type { Segment } from './segments.js'
import type { Budget } from './sequence.js'

/** Everything the rendering of one comparison shares. */
export interface BlockView extends InlineOptions, InlineBudget {
  readonly before: string
  readonly after: string
  /** Link definitions of each text by label, to read `[words][label]`. */
  readonly definitions: { readonly old: ReadonlyMap<string, string>; readonly new: ReadonlyMap<string, string> }
  readonly headerRows: ReadonlySet<Segment>
  /** Added to the level of each heading. */
  readonly headingOffset: number
  /** Tables opened so far: each scrolls in a region with its own name. */
  readonly tables: { count: number }
  readonly budget: Budget
}
