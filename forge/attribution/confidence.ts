/**
 * How sure the engine is that a word is the one it says, as a part of 1: of the words said with 0.9, about nine in ten are right on
 * histories whose truth is known (bench/attribution). A word is as sure as the weakest link of what brought it where it stands.
 */

/** Kept in hundredths, a byte a word. */
export const CERTAIN = 100
/** A whole block or sentence found again, or a run of five words or more. */
export const FOUND = 97
/** A word put back between the two words it was removed from. */
export const PUT_BACK = 95
/** Words of an import that names nobody: they are not who imported them; whose they are is to confirm. */
export const UNNAMED = 10
/** Words that look new where the versions before are missing. */
export const UNSEEN = 30
/** A word kept, by how many of its neighbours were kept near it: the share of such words that were right, measured on made histories. */
const KEPT_WITH = [33, 70, 88, 93, CERTAIN]

/** Words on each side that speak for one that was kept, and how far apart they may have stood before. */
export const AROUND = 4
const NEAR = 8

/**
 * For a word of the new text paired with an old one: enough neighbours kept near it make it certain, none makes it a guess
 * that is wrong more often than not.
 * `pairs` holds, for each word of the new text, the index of the old one or -1.
 */
export function keptConfidence(pairs: Int32Array, j: number): number {
  const own = pairs[j]!
  let near = 0
  for (let k = 1; k <= AROUND; k++) {
    for (const other of [j - k, j + k]) {
      const pair = other >= 0 && other < pairs.length ? pairs[other]! : -1
      if (pair !== -1 && Math.abs(pair - own) <= NEAR) near++
    }
  }
  return KEPT_WITH[Math.min(near, AROUND)]!
}
