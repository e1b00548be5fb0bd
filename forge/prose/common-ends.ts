const isBlank = (text: string, at: number) => /\s/.test(text.charAt(at))

/** How much two texts share at their start, up to a blank that words follow in both: they are cut the same way on either side of it. */
export function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let same = 0
  while (same < limit && a.charCodeAt(same) === b.charCodeAt(same)) same++
  for (let at = same - 1; at > 0; at--) if (isBlank(a, at - 1) && !isBlank(a, at)) return at
  return 0
}

/** How much two texts share at their end, from a blank that words precede in both; `from`: where both may be looked at. */
export function commonEnd(a: string, b: string, from = 0): number {
  const limit = Math.min(a.length, b.length) - from
  let same = 0
  while (same < limit && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same++
  for (let left = same - 1; left > 0; left--) if (isBlank(a, a.length - left) && !isBlank(a, a.length - left - 1)) return left
  return 0
}
