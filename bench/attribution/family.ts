/** What a family of histories is made of: sizes and habits, kept apart from what happens in them. */
import type { Range } from './luck.js'
import { ENGLISH, FRENCH, ITALIAN, tongue, type Tongue } from './tongue.js'

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
  /** How much more or less often than elsewhere people do this. */
  readonly habits?: Readonly<Record<string, number>>
}

/** A name for the tables, and one family or several, which seeds take in turn. */
export interface Families { readonly name: string; readonly of: readonly Family[] }

/** The same weights, as this family has them. */
export const inclined = <T extends string>(weights: Readonly<Partial<Record<T, number>>>, { habits }: Family): Record<T, number> => Object.fromEntries(Object.entries<number | undefined>(weights).map(([name, weight]) => [name, (weight ?? 0) * (habits?.[name] ?? 1)])) as Record<T, number>

export const KNOWN: Family = {
  name: 'known', tongue: tongue(FRENCH, 20), people: 9, versions: 70, gestures: [1, 2],
  blocks: [14, 20], sentences: [2, 6], words: [5, 24], touched: [1, 3], keeps: { again: 0.7, after: 0.3 },
}

/** Long paragraphs of a few people who change much at once; short ones of a crowd that changes little. Made apart from the engine, after it: nothing may be tuned on either. */
export const UNSEEN: Families = {
  name: 'unseen',
  of: [
    {
      name: 'English, long', tongue: tongue({ ...ENGLISH, lexicon: 9000, exponent: 1.1, smallShare: 0.5 }, 31), people: 6, versions: 40, gestures: [2, 6],
      blocks: [26, 36], sentences: [4, 9], words: [9, 34], touched: [1, 8], keeps: { again: 0.82, after: 0.25 },
      habits: { 'rewrite sentence': 1.5, 'move sentence': 2, 'add paragraph': 0.6, 'remove sentence': 2, rewrites: 1.4, reverts: 1.5 },
    },
    {
      name: 'Italian, short', tongue: tongue({ ...ITALIAN, lexicon: 1200, exponent: 0.85, smallShare: 0.38 }, 32), people: 21, versions: 110, gestures: [1, 1],
      blocks: [18, 30], sentences: [1, 3], words: [4, 13], touched: [1, 2], keeps: { again: 0.6, after: 0.4 },
      habits: { words: 1.6, 'add item': 2, 'add paragraph': 2, 'move section': 2, 'swap sentences': 0.5, moves: 1.6, shuffle: 3 },
    },
  ],
}
