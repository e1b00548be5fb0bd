import { endsLine, type Item, type Stretch, type Version } from './merge-parts.js'

type Name = 'base' | 'ours' | 'theirs'

/**
 * Puts the items end to end with the blanks that belong between them, and says which stretches a person must look at. What a passage shows of a
 * version is cut out of that version, its own blanks between its blocks; whatever is chosen of each passage, no two blocks share a line.
 */
export function assemble(items: readonly Item[], base: Version, ours: Version, theirs: Version): Stretch[] {
  const out: Stretch[] = []
  const common = (text: string) => {
    const last = out.at(-1)
    if (text === '') return
    if (last?.kind === 'common') out[out.length - 1] = { kind: 'common', text: last.text + text }
    else out.push({ kind: 'common', text })
  }
  const versions: Readonly<Record<Name, Version>> = { base, ours, theirs }
  const head = threeWay(base.head, ours.head, theirs.head)
  // Blanks alone, without a line end, would push in the block that comes after them.
  common(items.length === 0 ? head : wholeLines(head))
  const blanks: string[] = []
  const following: (Item | undefined)[] = []
  let next: Item | undefined
  for (let at = items.length - 1; at >= 0; at--) {
    following[at] = next
    blanks[at] = blankBetween(items[at]!, next, base, ours, theirs)
    if (items[at]!.result !== '') next = items[at]
  }
  let from = -1
  let length = 0
  // What is chosen of the passages before may leave the last line open: a block that comes after it begins one.
  let isOpen = false
  for (const run of runsOf(items, blanks)) {
    from = from + length + (from < 0 ? 1 : 0)
    length = run.length
    const text = (of: (item: Item) => string) => run.map((item, k) => (of(item) === '' ? '' : of(item) + blanks[from + k]!)).join('')
    const result = () => text((item) => item.result ?? '')
    const isSettled = run.every((item) => item.result !== undefined)
    const isBoth = run.some((item) => item.isOurs) && run.some((item) => item.isTheirs)
    if (isSettled && (!isBoth || text((item) => ours.of(item.ours)) === text((item) => theirs.of(item.theirs)))) {
      const settled = result()
      common(begun(settled, isOpen))
      if (settled !== '') isOpen = !endsLine(settled)
      continue
    }
    const reason = run.find((item) => item.result === undefined)?.reason ?? run.find((item) => item.reason === 'close')?.reason ?? run.find((item) => item.reason !== 'neighbours')?.reason ?? 'neighbours'
    const side = (name: Name) => begun(ownText(run, name, versions[name], blanks.slice(from, from + length), following[from + length - 1]), isOpen)
    const sides = { base: side('base'), ours: side('ours'), theirs: side('theirs'), ...(isSettled ? { suggestion: begun(result(), isOpen) } : {}) }
    out.push({ kind: 'passage', ...sides, reason })
    const { base: _asked, ...choices } = sides
    isOpen = Object.values(choices).some((choice) => (choice === '' ? isOpen : !endsLine(choice)))
  }
  return out
}

/** What a version has of a run: its own blanks between blocks that follow one another there, those of the merged text (`blanks`) elsewhere. `next`: what comes after the run. */
function ownText(run: readonly Item[], name: Name, version: Version, blanks: readonly string[], next: Item | undefined): string {
  const present = run.flatMap((item, at) => (item[name] === undefined ? [] : [{ list: item[name], at }]))
  return present.map(({ list, at }, index) => {
    const [last, follower] = [list.at(-1)!, present[index + 1]]
    const isNeighbour = follower === undefined && next === undefined ? last === version.blocks.length - 1 : (follower?.list ?? next?.[name])?.[0] === last + 1
    if (isNeighbour) return version.of(list) + version.blankAfter(last)
    const blank = blanks[follower === undefined ? blanks.length - 1 : at]!
    return version.of(list) + (follower === undefined || endsLine(blank) ? blank : '\n\n')
  }).join('')
}

const wholeLines = (blank: string): string => blank.slice(0, blank.lastIndexOf('\n') + 1)
const begun = (text: string, isOpen: boolean): string => (isOpen && text !== '' ? `\n${text}` : text)

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

/** Two people changed one blank, each in their own way: the one that parts more is kept, whoever comes first. */
function threeWay(base: string, ours: string, theirs: string): string {
  if (ours === base || theirs === base) return ours === base ? theirs : ours
  return widest([ours, theirs])
}

const linesIn = (blank: string): number => blank.split('\n').length
const widest = (blanks: readonly string[]): string => blanks.toSorted((a, b) => linesIn(b) - linesIn(a) || b.length - a.length || (a < b ? -1 : 1))[0]!

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
  if (o !== undefined && t !== undefined) return b === undefined ? widest([o, t]) : threeWay(b, o, t)
  if (o !== undefined || t !== undefined) return (o ?? t)!
  if (b !== undefined) return b
  if (next === undefined) return threeWay(base.tail, ours.tail, theirs.tail)
  // Neighbours nowhere: the blank one had after it, or the other before it.
  const around = sides.flatMap(([name, side]) => [
    ...(item[name] === undefined ? [] : [side.blankAfter(item[name].at(-1)!)]),
    ...(next?.[name] === undefined || next[name][0] === 0 ? [] : [side.blankAfter(next[name][0]! - 1)]),
  ]).map(wholeLines).filter((blank) => blank !== '')
  const kindOf = (it: Item) => sides.flatMap(([name, side]) => (it[name] === undefined ? [] : [side.blocks[it[name].at(-1)!]!.kind]))[0]
  const isTight = kindOf(item) === kindOf(next) && ['list-item', 'field', 'table-row', 'definition', 'comment'].includes(kindOf(item) ?? '')
  const sorted = around.toSorted((x, y) => linesIn(x) - linesIn(y))
  return (isTight ? sorted[0] : sorted.at(-1)) ?? (isTight ? '\n' : '\n\n')
}
