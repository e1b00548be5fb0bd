const tails = new Map<string, Promise<unknown>>()

/**
 * Runs the decisions about one thing (a resource's id; an address) one after the other, in the order asked, so that a double click integrates once and a
 * proposition is never both declined and integrated. Refs still move by compare-and-swap: a push may come in between.
 * Not re-entrant.
 */
export async function oneAtATime<T>(thing: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(thing)
  const mine = (async () => {
    await before?.catch(() => undefined)
    return work()
  })()
  tails.set(thing, mine)
  try {
    return await mine
  } finally {
    if (tails.get(thing) === mine) tails.delete(thing)
  }
}
