/** Below, one letter more or less makes another word. */
const SHORTEST = 4
/** A word this long may hold two slips. */
const LONG = 8
/** Words of one family share what they begin with, and little follows. */
const FAMILY_BEGINS = 5, FAMILY_ENDS = 4

/**
 * How far a word somebody typed is from one that fiches hold, both without accents nor capitals; `undefined` when they have nothing to do
 * with each other. 0: the word, or its beginning. 1 or 2: slips of the keyboard (a letter more, less, other, or two that changed places;
 * Damerau 1964, each place touched once). 3: the same family (« facilitatrice », « facilitateur », « facilitation »).
 */
export function farness(typed: string, known: string): number | undefined {
  if (known.startsWith(typed)) return 0
  if (typed.length >= SHORTEST) {
    const most = typed.length >= LONG ? 2 : 1
    const slips = slipsBetween(typed, known, most)
    if (slips <= most) return slips
  }
  let shared = 0
  while (shared < typed.length && typed[shared] === known[shared]) shared++
  return shared >= FAMILY_BEGINS && typed.length - shared <= FAMILY_ENDS && known.length - shared <= FAMILY_ENDS ? 3 : undefined
}

/** Slips between two words; more than `most` when there are more. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = [], last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, (before[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    if (Math.min(...row) > most) return most + 1
    ;[before, last] = [last, row]
  }
  return last[b.length] ?? most + 1
}
