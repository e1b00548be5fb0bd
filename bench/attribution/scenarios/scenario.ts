import { edited, type Gesture, type Hand } from '../edits.js'
import type { Pen } from '../pen.js'
import type { Story, Telling } from '../story.js'
import type { Version } from '../page.js'

/** One kind of history. `tell` writes into an empty story; its last version is the one asked for. */
export interface Scenario {
  readonly name: string
  /** What the table shows. */
  readonly title: string
  /** Part of words whose authors must be right, in percent. `named`: the figure is the issue's own; otherwise that of the nearest kind it names. */
  readonly target: { readonly percent: number; readonly named: boolean }
  /** Stock words count too; everywhere else they are graded apart. */
  readonly isAboutStock?: true
  tell(story: Story): void
}

export type Weights = Readonly<Partial<Record<Gesture, number>>>

/** What people do to a text that grows. */
export const PLAIN: Weights = { words: 6, 'add sentence': 3, 'add paragraph': 1.5, 'add item': 1, 'remove sentence': 1, 'remove block': 0.5 }
export const MOVES: Weights = { 'move block': 4, 'move section': 1, 'move sentence': 2, 'swap sentences': 2 }

export const handOf = (story: Story, pen: Pen): Hand => ({ luck: story.luck, pen, family: story.family })

/** One version of ordinary gestures on a page. */
export function revise(story: Story, path: string, weights: Weights = PLAIN, telling: Telling = {}): Version {
  return story.edit(path, telling, (page, pen) => edited(page, handOf(story, pen), weights))
}

/** Does something `share` of the times, and ordinary versions otherwise, for the length of a story. */
export function through(story: Story, share: number, otherwise: () => void, deed: (turn: number) => void): void {
  for (let turn = 0; turn < story.family.versions; turn++) if (story.luck.happens(share)) deed(turn); else otherwise()
}
