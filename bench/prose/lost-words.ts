/** Looks for words a merge has lost. Counts words of texts, knowing nothing of how they were merged. */
export interface Lost {
  /** Words a side added that are nowhere in what is shown of the merge. */
  readonly gone: readonly string[]
  /** Words shown fewer times than either side asks, taking from it what the other removed. Two people who write the same are counted once. */
  readonly fewer: readonly string[]
}

/** `shown`: the merged text, and where passages are left to settle, both sides of each. */
export function lostWords(base: string, ours: string, theirs: string, shown: string): Lost {
  const [was, mine, other, now] = [base, ours, theirs, shown].map(counted) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>]
  const gone: string[] = []
  const fewer: string[] = []
  for (const word of new Set([...mine.keys(), ...other.keys()])) {
    const before = was.get(word) ?? 0
    const [here, there] = [(mine.get(word) ?? 0) - before, (other.get(word) ?? 0) - before]
    if (here <= 0 && there <= 0) continue
    const count = now.get(word) ?? 0
    if (count === 0) gone.push(word)
    else if (count < before + Math.max(here, there) + Math.min(here, there, 0)) fewer.push(word)
  }
  return { gone, fewer }
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
