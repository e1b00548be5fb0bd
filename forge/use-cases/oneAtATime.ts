import type { ResourceId } from '../domain/resource.js'

const tails = new Map<ResourceId, Promise<unknown>>()

/**
 * Runs the decisions about one resource one after the other, in the order asked, so that a double click integrates once and a
 * proposition is never both declined and integrated. Refs still move by compare-and-swap: a push may come in between.
 * Not re-entrant.
 */
export async function oneAtATime<T>(resource: ResourceId, work: () => Promise<T>): Promise<T> {
  const before = tails.get(resource)
  const mine = (async () => {
    await before?.catch(() => undefined)
    return work()
  })()
  tails.set(resource, mine)
  try {
    return await mine
  } finally {
    if (tails.get(resource) === mine) tails.delete(resource)
  }
}
