/** The review grid of a type of resource, and what readers answered with it. */
import { COMMON_GRID, GRID_ITEMS, GRIDS, type GridItem } from './data/review-grid-items.js'

export type { GridItem } from './data/review-grid-items.js'

/** Each item is a question, and none has to be answered. */
export type GridAnswers = Readonly<Record<string, 'fine' | 'to_see'>>

const byId = new Map(GRID_ITEMS.map((item) => [item.id, item]))

/** What a reader may want to look at, in order. A type without a grid of its own, or none, has the common one. */
export function gridFor(type: string | undefined): readonly GridItem[] {
  const ids = type !== undefined && Object.hasOwn(GRIDS, type) ? GRIDS[type] ?? COMMON_GRID : COMMON_GRID
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** An item by its id, whatever grid it is in: the type may have changed since it was answered. */
export const gridItem = (id: string): GridItem | undefined => byId.get(id)

/** The answers given, from any values by item id; questions passed, unknown items and other values are left out. */
export function gridAnswers(answerOf: (id: string) => unknown): GridAnswers {
  const answers: Record<string, 'fine' | 'to_see'> = {}
  for (const { id } of GRID_ITEMS) {
    const answer = answerOf(id)
    if (answer === 'fine' || answer === 'to_see') answers[id] = answer
  }
  return answers
}
