import type { Item, Stretch, Version } from './merge-parts.js'

/** Puts the items end to end with the blanks that belong between them, and says which stretches a person must look at. */
export function assemble(items: readonly Item[], base: Version, ours: Version, theirs: Version): Stretch[] {
  const out: Stretch[] = []
  const common = (text: string) => {
    const last = out.at(-1)
    if (text === '') return
    if (last?.kind === 'common') out[out.length - 1] = { kind: 'common', text: last.text + text }
    else out.push({ kind: 'common', text })
  }
  const head = (side: Version) => side.text.slice(0, side.blocks[0]?.start ?? side.text.length)
  common(threeWay(head(base), head(ours), head(theirs)))
  const blanks: string[] = []
  let next: Item | undefined
  for (let at = items.length - 1; at >= 0; at--) {
    blanks[at] = blankBetween(items[at]!, next, base, ours, theirs)
    if (items[at]!.result !== '') next = items[at]
  }
  let from = -1
  let length = 0
  for (const run of runsOf(items, blanks)) {
    from = from + length + (from < 0 ? 1 : 0)
    length = run.length
    const text = (of: (item: Item) => string) => run.map((item, k) => (of(item) === '' ? '' : of(item) + blanks[from + k]!)).join('')
    const isSettled = run.every((item) => item.result !== undefined)
    const isBoth = run.some((item) => item.isOurs) && run.some((item) => item.isTheirs)
    const sides = { ours: text((item) => ours.of(item.ours)), theirs: text((item) => theirs.of(item.theirs)) }
    if (isSettled && (!isBoth || sides.ours === sides.theirs)) {
      common(text((item) => item.result ?? ''))
      continue
    }
    const reason = run.find((item) => item.result === undefined)?.reason ?? run.find((item) => item.reason === 'close')?.reason ?? run.find((item) => item.reason !== 'neighbours')?.reason ?? 'neighbours'
    out.push({ kind: 'passage', base: text((item) => base.of(item.base)), ...sides, reason, ...(isSettled ? { suggestion: text((item) => item.result ?? '') } : {}) })
  }
  return out
}

/** Neighbours changed by different people are looked at together, unless an unchanged blank line parts them (as for Git's own merge). */
function runsOf(items: readonly Item[], blanks: readonly string[]): Item[][] {
  const out: Item[][] = []
  items.forEach((item, index) => {
    const last = out.at(-1)
    const before = last?.at(-1)
    const isStable = (it: Item) => !it.isOurs && !it.isTheirs
    const isParted = before !== undefined && before.base !== undefined && item.base !== undefined && /\n[ \t>]*\r?\n/.test(blanks[index - 1]!)
    const isAlone = (it: Item) => it.result === undefined
    if (last === undefined || before === undefined || isStable(item) !== isStable(before) || (!isStable(item) && (isParted || isAlone(item) || isAlone(before)))) out.push([item])
    else last.push(item)
  })
  return out
}

function threeWay(base: string, ours: string, theirs: string): string {
  return ours === base ? theirs : ours
}

function blankBetween(item: Item, next: Item | undefined, base: Version, ours: Version, theirs: Version): string {
  const sides = [['base', base], ['ours', ours], ['theirs', theirs]] as const
  const found = new Map<string, string>()
  for (const [name, side] of sides) {
    const last = item[name]?.at(-1)
    if (last === undefined) continue
    const isNeighbour = next === undefined ? last === side.blocks.length - 1 : next[name]?.[0] === last + 1
    if (isNeighbour) found.set(name, side.blankAfter(last))
  }
  const [b, o, t] = [found.get('base'), found.get('ours'), found.get('theirs')]
  if (o !== undefined && t !== undefined) return b === undefined ? o : threeWay(b, o, t)
  if (o !== undefined || t !== undefined) return (o ?? t)!
  if (b !== undefined) return b
  // Neighbours nowhere: the blank one had after it, or the other before it.
  const around = sides.flatMap(([name, side]) => [
    ...(item[name] === undefined ? [] : [side.blankAfter(item[name].at(-1)!)]),
    ...(next?.[name] === undefined || next[name][0] === 0 ? [] : [side.blankAfter(next[name][0]! - 1)]),
  ]).filter((blank) => /\n/.test(blank))
  if (next === undefined) return threeWay(...(sides.map(([, side]) => side.blankAfter(side.blocks.length - 1)) as [string, string, string]))
  const kindOf = (it: Item) => sides.flatMap(([name, side]) => (it[name] === undefined ? [] : [side.blocks[it[name].at(-1)!]!.kind]))[0]
  const isTight = kindOf(item) === kindOf(next) && ['list-item', 'field', 'table-row', 'definition', 'comment'].includes(kindOf(item) ?? '')
  const sorted = around.toSorted((x, y) => x.split('\n').length - y.split('\n').length)
  return (isTight ? sorted[0] : sorted.at(-1)) ?? (isTight ? '\n' : '\n\n')
}
