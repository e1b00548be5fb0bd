/** Ordered alignment of two sequences of numbers by anchors unique on both sides (patience), exact at any size. */

/** Below this many pairs a range without anchors is aligned by a longest common subsequence. */
const SMALL = 40_000

/**
 * Calls `emit(i, j)` for pairs of equal elements, ascending on both sides. Time is near-linear: ranges that hold no element
 * unique on both sides and are too large to compare wholly stay unaligned.
 */
export function alignOrdered(x: ArrayLike<number>, y: ArrayLike<number>, emit: (i: number, j: number) => void): void {
  const ranges: [number, number, number, number][] = [[0, x.length, 0, y.length]]
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    let [xLow, xHigh, yLow, yHigh] = range
    while (xLow < xHigh && yLow < yHigh && x[xLow] === y[yLow]) emit(xLow++, yLow++)
    while (xLow < xHigh && yLow < yHigh && x[xHigh - 1] === y[yHigh - 1]) emit(--xHigh, --yHigh)
    if (xLow === xHigh || yLow === yHigh) continue
    const anchors = increasing(uniqueOnBothSides(x, xLow, xHigh, y, yLow, yHigh))
    if (anchors.length === 0) {
      if ((xHigh - xLow) * (yHigh - yLow) <= SMALL) commonSubsequence(x, xLow, xHigh, y, yLow, yHigh, emit)
      continue
    }
    let xFrom = xLow, yFrom = yLow
    for (const [i, j] of anchors) {
      emit(i, j)
      ranges.push([xFrom, i, yFrom, j])
      xFrom = i + 1
      yFrom = j + 1
    }
    ranges.push([xFrom, xHigh, yFrom, yHigh])
  }
}

function uniqueOnBothSides(x: ArrayLike<number>, xLow: number, xHigh: number, y: ArrayLike<number>, yLow: number, yHigh: number): [number, number][] {
  const MANY = -2
  const inX = new Map<number, number>()
  for (let i = xLow; i < xHigh; i++) inX.set(x[i]!, inX.has(x[i]!) ? MANY : i)
  const inY = new Map<number, number>()
  for (let j = yLow; j < yHigh; j++) inY.set(y[j]!, inY.has(y[j]!) ? MANY : j)
  const pairs: [number, number][] = []
  for (const [element, j] of inY) {
    const i = inX.get(element)
    if (j !== MANY && i !== undefined && i !== MANY) pairs.push([i, j])
  }
  return pairs // ascending in y, since a Map keeps the order in which keys were met
}

/** Longest subsequence of pairs (ascending in y) that ascends in x too. */
function increasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []
  const before: number[] = []
  pairs.forEach(([i], at) => {
    let low = 0, high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[tails[middle]!]![0] < i) low = middle + 1; else high = middle
    }
    before.push(low > 0 ? tails[low - 1]! : -1)
    tails[low] = at
  })
  const kept: [number, number][] = []
  for (let at = tails.length > 0 ? tails[tails.length - 1]! : -1; at !== -1; at = before[at]!) kept.push(pairs[at]!)
  return kept.reverse()
}

function commonSubsequence(x: ArrayLike<number>, xLow: number, xHigh: number, y: ArrayLike<number>, yLow: number, yHigh: number, emit: (i: number, j: number) => void): void {
  const width = yHigh - yLow + 1
  const lengths = new Uint16Array((xHigh - xLow + 1) * width)
  for (let i = xHigh - 1; i >= xLow; i--) {
    for (let j = yHigh - 1; j >= yLow; j--) {
      const at = (i - xLow) * width + (j - yLow)
      lengths[at] = x[i] === y[j] ? lengths[at + width + 1]! + 1 : Math.max(lengths[at + width]!, lengths[at + 1]!)
    }
  }
  for (let i = xLow, j = yLow; i < xHigh && j < yHigh;) {
    const at = (i - xLow) * width + (j - yLow)
    if (x[i] === y[j]) emit(i++, j++)
    else if (lengths[at + width]! >= lengths[at + 1]!) i++
    else j++
  }
}
