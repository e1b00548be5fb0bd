import { parseDocument } from 'yaml'
import { maxYamlLength } from './limits.js'
import type { MergeReason, Stretch } from './merge-parts.js'
import { withdrawn } from './merge-words.js'

interface Sides { readonly base: string; readonly ours: string; readonly theirs: string }

/** What two sound texts can break when their halves are put together. */
export type Breach = Extract<MergeReason, `broken-${string}`>

/** Past so many passages the culprit is not looked for. */
const maxTrials = 30

/**
 * Reads the merged text again and withdraws the suggestions that would break it: a fence left open, a table whose rows do not fit their head,
 * a label used and defined nowhere or defined twice, a line more often than any version has it, a header that is no longer valid or says a key twice, conflict markers, a bracket without its other half. What was
 * already so on either side is not held against the merge.
 */
export function soundOnly(stretches: readonly Stretch[], sides: Sides): Stretch[] {
  return wholeOnly(stretches, sides).map((s) => {
    if (s.kind === 'common' || s.suggestion === undefined) return s
    // A side that kept such marks is no finished text: which of its halves was meant, nobody can tell.
    if (marker.test(s.suggestion)) return withdrawn(s, 'broken-markers')
    return arePaired(s, s.suggestion) ? s : withdrawn(s, 'broken-pairs')
  })
}

const marker = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m

/** Withdraws what would break the text as a whole. */
function wholeOnly(stretches: readonly Stretch[], sides: Sides): Stretch[] {
  // Where each put the same line in a place of its own, no suggestion is to blame.
  const breachOf = breachesBeside(sides, textOf(stretches.filter((s) => s.kind === 'common')))
  const breach = breachOf(stretches)
  if (breach === undefined) return [...stretches]
  const offered = stretches.flatMap((s, at) => (s.kind === 'passage' && s.suggestion !== undefined ? [at] : []))
  const without = (places: readonly number[]) => stretches.map((s, at) => (s.kind === 'passage' && places.includes(at) ? withdrawn(s, breach) : s))
  const culprit = offered.length > maxTrials ? undefined : offered.find((at) => breachOf(without([at])) === undefined)
  return without(culprit === undefined ? offered : [culprit])
}

/** A fault that what is settled has as a whole, and neither side had. */
export const breachIn = (stretches: readonly Stretch[], sides: Sides): Breach | undefined => breachesBeside(sides)(stretches)

const pairs = ['[]', '()', '«»'] as const

/** True when a suggestion opens and closes as much as its sides let expect: half of a link beside half of another is none. */
function arePaired({ base, ours, theirs }: { base: string; ours: string; theirs: string }, suggestion: string): boolean {
  return pairs.every((pair) => {
    const open = (text: string) => text.split(pair[0]!).length - text.split(pair[1]!).length
    return [open(ours), open(theirs), open(ours) + open(theirs) - open(base)].includes(open(suggestion))
  })
}

/** What a try has wrong and neither side has. A line that stands twice in `settled`, where no suggestion decides, is not held against one. */
function breachesBeside({ base, ours, theirs }: Sides, settled = ''): (tried: readonly Stretch[]) => Breach | undefined {
  let before: readonly ReadonlyMap<string, Breach>[] | undefined
  let most: ((line: string) => number) | undefined
  const own = new Set([headerOf(ours), headerOf(theirs)])
  return (tried) => {
    const text = tried.map((s) => (s.kind === 'common' ? s.text : s.suggestion ?? s.ours)).join('')
    const found = [...problemsOf(text, own)]
    if (found.length > 0) {
      before ??= [problemsOf(ours), problemsOf(theirs)]
      const mayStand = labelsAsked(tried)
      const breach = found.find(([name]) => before?.every((known) => !known.has(name)) === true && !mayStand.has(name))?.[1]
      if (breach !== undefined) return breach
    }
    const isTwice = sayingsIn(textOf(tried)).some(([line, times]) => times > (most ??= mostOften([base, ours, theirs, settled]))(line))
    return isTwice ? 'broken-twice' : undefined
  }
}

/** What is settled; what a person has yet to choose is not. */
const textOf = (tried: readonly Stretch[]) => tried.map((s) => (s.kind === 'common' ? s.text : s.suggestion ?? '')).join('')

/** A line that says so many words is not written twice by chance: one of the two was moved, or written by both. */
const saying = /(?:[\p{L}\p{N}]+[^\p{L}\p{N}\n]+){4}[\p{L}\p{N}]/u

/** Five words take that much. */
const shortest = 9

/** The lines of a text that say something and stand there more than once. */
function sayingsIn(text: string): [line: string, times: number][] {
  const counts = new Map<string, number>()
  for (const raw of text.split('\n')) {
    if (raw.length < shortest) continue
    const line = (raw.includes('>') ? raw.replace(/^(?:[ \t]*>)+/, '') : raw).trim()
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [...counts].filter(([line, times]) => times > 1 && saying.test(line))
}

/** How often a line stands in the version that has it most. */
function mostOften(versions: readonly string[]): (line: string) => number {
  const known = versions.map((text) => new Map(sayingsIn(text)))
  return (line) => Math.max(1, ...known.map((counts) => counts.get(line) ?? 1))
}

/** Labels that would be defined nowhere but in what a person has yet to choose: until then they are not missing. */
const labelsAsked = (tried: readonly Stretch[]): ReadonlySet<string> => new Set(tried.flatMap((s) => (s.kind === 'common' || s.suggestion !== undefined ? [] : s.theirs.split('\n').flatMap((line) => {
  const label = labelOf(line.replace(/^(?:[ \t]*>)+ ?/, ''))
  return label === undefined ? [] : [nowhere(label)]
}))))

const labelOf = (line: string) => /^ {0,3}\[([^\]\n]+)\]:/.exec(line)?.[1]?.toLowerCase()
const nowhere = (label: string) => `nowhere ${label}`

/** What is wrong with a text, each thing under a name of its own. One pass over its lines, blocks read by their look; a known header is not read. */
function problemsOf(text: string, knownHeaders: ReadonlySet<string> = new Set()): Map<string, Breach> {
  const out = new Map<string, Breach>()
  const [defined, used] = [new Map<string, number>(), new Set<string>()]
  let fence: { readonly mark: string; readonly line: string } | undefined
  let widths: { readonly head: number; readonly line: string } | undefined
  let before = ''
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^(?:[ \t]*>)+ ?/, '').trimEnd()
    const mark = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence !== undefined) {
      if (mark !== null && mark[1]!.startsWith(fence.mark) && mark[2]!.trim() === '') fence = undefined
      continue
    }
    if (mark !== null && !mark[2]!.includes('`')) {
      fence = { mark: mark[1]!, line: raw }
      continue
    }
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(raw)) out.set('markers', 'broken-markers')
    if (/^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/.test(line) && line.includes('|') && before.includes('|')) {
      widths = { head: cellsOf(before), line: before }
      if (cellsOf(line) !== widths.head) out.set(`table ${before}`, 'broken-table')
    } else if (widths !== undefined && !line.includes('|')) widths = undefined
    else if (widths !== undefined && cellsOf(line) > widths.head) out.set(`row ${line}`, 'broken-table')
    const definition = labelOf(line)
    if (definition !== undefined) defined.set(definition, (defined.get(definition) ?? 0) + 1)
    else if (line.includes('[')) for (const [, whole, foot] of line.matchAll(/\]\[([^\]]+)\]|\[(\^[^\]\s]+)\](?!:)/g)) used.add((whole ?? foot!).toLowerCase())
    before = line
  }
  if (fence !== undefined) out.set('fence', 'broken-fence')
  for (const [label, times] of defined) if (times > 1) out.set(`twice ${label}`, 'broken-label')
  for (const label of used) if (!defined.has(label)) out.set(nowhere(label), 'broken-label')
  const header = headerOf(text)
  if (!knownHeaders.has(header)) for (const { code } of parseDocument(header, { logLevel: 'silent', prettyErrors: false }).errors) out.set(`header ${code}`, 'broken-header')
  return out
}

const cellsOf = (row: string): number => row.replace(/\\\|/g, '').replace(/`[^`]*`/g, '').trim().replace(/^\||\|$/g, '').split('|').length

function headerOf(text: string): string {
  const header = text.startsWith('---') ? /^---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*\r?$/m.exec(text) : null
  return header?.index === 0 && header[1]!.length <= maxYamlLength ? header[1]! : ''
}
