import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { diffChars } from 'diff'
import { timed } from '../../cli/processor-time.js'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import type { EditKind, RealEdit } from './cases.js'
import { quantile, share, spread, table } from './figures.js'
import { hiddenChanges } from './hidden-changes.js'
import { markedIn } from './marked.js'
import { jsdiffWords, type Peers } from './peers.js'

interface Measured {
  readonly kinds: readonly EditKind[]
  readonly length: number
  readonly least: number | undefined
  readonly lines: number
  readonly shown: number
  readonly hasMove: boolean
  readonly hidden: readonly string[]
  readonly ms: number
  readonly others: Readonly<Record<'git diff --word-diff' | 'jsdiff', { shown: number; ms: number } | undefined>>
}

/** What is measured on changes, as tables; `problems` are promises that were not kept. Changes found hidden are written below `list`. */
export function benchEdits(name: string, cases: readonly RealEdit[], peers: Peers, list?: string): { tables: string; problems: string[] } {
  const problems: string[] = []
  const all = cases.map((one, index): Measured => {
    const [{ diff, html }, ms] = timed(() => { const compared = diffTexts(one.old, one.new); return { diff: compared, html: renderDiff(compared, { resolveUrl: (url) => url }).html } })
    if (applyEdits(one.old, one.new, diff.edits) !== one.new) problems.push(`${name} ${index} (${one.repo} ${one.path}): the edits do not give the new text`)
    const marked = markedIn(html)
    const hidden = hiddenChanges(one.old, one.new, marked)
    if (list !== undefined && hidden.length > 0) keep(path.join(list, `${name}-hidden-${index}`.replaceAll(' ', '-')), one, html, hidden)
    const [words, wordsMs] = timed(() => jsdiffWords(one.old, one.new))
    return {
      kinds: one.kinds, length: Math.max(one.old.length, one.new.length), least: leastOf(one.old, one.new), lines: peers.gitLines(one.old, one.new), shown: marked.shown, hasMove: marked.hasMove, hidden, ms,
      others: { 'git diff --word-diff': peers.gitWords(one.old, one.new), jsdiff: words === undefined ? undefined : { shown: words, ms: wordsMs } },
    }
  })
  const of = (kind: EditKind) => all.filter(({ kinds }) => kinds.includes(kind))
  const ratios = (list: readonly Measured[], shownBy: (one: Measured) => number | undefined) => list.flatMap((one) => { const shown = shownBy(one); return one.least === undefined || one.least === 0 || shown === undefined ? [] : [shown / one.least] })
  const two = (list: readonly number[]) => (list.length === 0 ? '–' : `${quantile(list, 0.5).toFixed(2)} / ${quantile(list, 0.9).toFixed(1)}`)
  const row = (title: string, shownBy: (one: Measured) => number | undefined, times: readonly number[]) =>
    [title, two(ratios(all, shownBy)), two(ratios(of('table'), shownBy)), two(ratios(of('url'), shownBy)), String(quantile(of('moved').map((one) => shownBy(one) ?? 0), 0.5)), spread(times)]
  const readable = table(['shown ÷ least possible (characters): median / p90', 'all', 'tables', 'addresses', 'moved paragraphs: characters shown, median', 'ms: median / p95 / longest'], [
    row('the engine: two texts read, compared, rendered (processor)', ({ shown }) => shown, all.map(({ ms }) => ms)),
    row('jsdiff, words and spaces (processor)', ({ others }) => others.jsdiff?.shown, all.flatMap(({ others }) => others.jsdiff?.ms ?? [])),
    row('git diff --word-diff (process)', ({ others }) => others['git diff --word-diff']?.shown, all.flatMap(({ others }) => others['git diff --word-diff']?.ms ?? [])),
  ])
  const [reflows, moves, long] = [of('reflow'), of('moved'), of('long')]
  const shownAsMoved = moves.filter(({ hasMove, shown, lines }) => hasMove && shown <= 0.15 * lines)
  const promises = table(['on the same changes', ''], [
    ['changes', `${all.length}: ${Object.entries(countsOf(all)).map(([kind, count]) => `${kind} ${count}`).join(', ')}`],
    ['with something a reader cannot see, by a checker of its own', share(all.filter(({ hidden }) => hidden.length > 0).length, all.length)],
    ['pure reflow that shows nothing', share(reflows.filter(({ shown }) => shown === 0).length, reflows.length)],
    ['moved paragraph told as moved, at most 15 % of the line diff marked', share(shownAsMoved.length, moves.length)],
    ['texts of 40 kB and more, ms: median / p95 / longest', `${spread(long.map(({ ms }) => ms))} (${long.length})`],
    ['not compared with the least possible (it takes too long to find)', String(all.filter(({ least }) => least === undefined).length)],
  ])
  const seen = all.flatMap(({ hidden }, index) => (hidden.length === 0 ? [] : [`- ${name} ${index} (${cases[index]!.repo} ${cases[index]!.path}; ${cases[index]!.kinds.join(', ')}): ${hidden.slice(0, 4).join(' · ')}${hidden.length > 4 ? ` and ${hidden.length - 4} more` : ''}`]))
  return { tables: `### Changes: ${name}\n\n${readable}\n\n${promises}\n${seen.length === 0 ? '' : `\nHidden, or thought so by the checker:\n${seen.join('\n')}\n`}`, problems }
}

function countsOf(all: readonly Measured[]): Partial<Record<EditKind, number>> {
  const counts: Partial<Record<EditKind, number>> = {}
  for (const kind of all.flatMap(({ kinds }) => kinds)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** The fewest characters that turn one text into the other; undefined when there are so many that finding them takes minutes. */
function leastOf(old: string, next: string): number | undefined {
  let head = 0
  while (head < Math.min(old.length, next.length) && old[head] === next[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, next.length) - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  return diffChars(old.slice(head, old.length - tail), next.slice(head, next.length - tail), { maxEditLength: 3000 })?.reduce((sum, part) => sum + (part.added || part.removed ? part.value.length : 0), 0)
}

function keep(folder: string, one: RealEdit, html: string, hidden: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries({ 'old.md': one.old, 'new.md': one.new, 'shown.html': html, 'hidden.txt': `${hidden.join('\n')}\n` })) writeFileSync(path.join(folder, name), text)
}
