/** What a family of histories is made of: sizes and habits, kept apart from what happens in them. */
import type { Range } from './luck.js'
import { FRENCH, tongue, type Tongue } from './tongue.js'

export interface Family {
  readonly name: string
  readonly tongue: Tongue
  readonly people: number
  /** Versions of an ordinary story. */
  readonly versions: number
  /** Gestures in one version. */
  readonly gestures: Range
  /** Blocks of a new fiche besides its header; sentences of a block; words of a sentence. */
  readonly blocks: Range
  readonly sentences: Range
  readonly words: Range
  /** Words that a small edit replaces, adds or removes. */
  readonly touched: Range
  /** How often somebody who rewrites a sentence keeps its next word, once keeping, and once replacing. */
  readonly keeps: { readonly again: number; readonly after: number }
}

export const KNOWN: Family = {
  name: 'known', tongue: tongue(FRENCH, 20), people: 9, versions: 70, gestures: [1, 2],
  blocks: [14, 20], sentences: [2, 6], words: [5, 24], touched: [1, 3], keeps: { again: 0.7, after: 0.3 },
}
