import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { timed } from '../../cli/processor-time.js'
import { CaseMerger } from '../../cli/merging/merge-cases.js'
import { passagesOf } from '../../cli/merging/markers.js'
import { merge3, settle, type MergeOutcome } from '../../forge/prose/merge.js'
import { segment } from '../../forge/prose/segments.js'
import type { RealMerge } from './cases.js'
import { isSameButSpaces, share, spread, table } from './figures.js'
import { lostWords } from './lost-words.js'
import type { Peers } from './peers.js'

/** Merges Git could not make: how many each program settles whole, and how many of those are what people committed. */
interface Tally { settled: number; same: number; exact: number; readonly times: number[] }
const tally = (): Tally => ({ settled: 0, same: 0, exact: 0, times: [] })

/** What is measured on merges, as tables; `problems` are promises that were not kept. Differing suggestions are written below `list` to be read. */
export async function benchMerges(name: string, cases: readonly RealMerge[], peers: Peers, list?: string): Promise<{ tables: string; problems: string[] }> {
  const problems: string[] = []
  const merger = new CaseMerger({ labels: ['ours', 'base', 'theirs'], size: 7, style: 'merge' })
  const clean = { cases: 0, identical: 0, withoutGit: 0, sameAsPeople: 0 }
  const engine = tally()
  const others = { 'git merge-file --union': tally(), wiggle: tally() }
  const [cold, longCold]: [number[], number[]] = [[], []]
  let [conflicts, committedMarkers, passages, suggestions, gone, fewer] = [0, 0, 0, 0, 0, 0]
  for (const [index, one] of cases.entries()) {
    const { base, ours, theirs } = one
    const git = peers.gitMerge(one)
    const answer = await merger.merge(one)
    if (git.code === 0) {
      clean.cases += 1
      if (answer.clean && answer.text === git.text) clean.identical += 1
      else problems.push(`${name} ${index} (${one.repo} ${one.path}): Git is clean and the answer is another`)
      const alone = merge3({ base, ours, theirs })
      if (alone.kind === 'clean' && alone.text === git.text) clean.withoutGit += 1
      if (git.text === one.merged) clean.sameAsPeople += 1
      continue
    }
    conflicts += 1
    if (answer.clean) problems.push(`${name} ${index} (${one.repo} ${one.path}): a conflict of Git is called clean`)
    const outcome = merge3({ base, ours, theirs, git: { clean: false, text: '' } })
    const lost = lostWords(base, ours, theirs, shownOf(outcome))
    gone += lost.gone.length
    if (lost.gone.length > 0) problems.push(`${name} ${index} (${one.repo} ${one.path}): lost ${lost.gone.join(', ')}`)
    if (lost.fewer.length > 0) fewer += 1
    passages += answer.conflicts.length
    suggestions += answer.conflicts.filter((each) => each.suggestion !== null).length
    cold.push(answer.parse_ms + answer.ms)
    if (Math.max(base.length, ours.length, theirs.length) >= 40_000) longCold.push(answer.ms)
    // Once more, all three texts read beforehand: what a forge that keeps them pays.
    for (const text of [base, ours, theirs]) segment(text)
    engine.times.push(timed(() => merge3({ base, ours, theirs, git: { clean: false, text: '' } }))[1])
    if (/^<{7}(?: |$)/m.test(one.merged)) { committedMarkers += 1; continue }
    if (answer.suggested) {
      count(engine, answer.text, one.merged)
      if (list !== undefined && !isSameButSpaces(answer.text, one.merged)) keep(path.join(list, `${name}-${index}`.replaceAll(' ', '-')), one, answer.text)
    }
    const union = peers.gitMerge(one, '--union')
    count(others['git merge-file --union'], union.text, one.merged, union.ms)
    const wiggled = peers.hasWiggle ? peers.wiggle(one) : undefined
    if (wiggled !== undefined) {
      if (wiggled.code === 0) count(others.wiggle, wiggled.text, one.merged)
      others.wiggle.times.push(wiggled.ms)
    }
  }
  merger.close()
  const asked = conflicts - committedMarkers
  const row = (title: string, { settled, same, exact, times }: Tally) => [title, share(settled, asked), share(same, settled), share(exact, settled), spread(times)]
  const withPeople = table(['what Git could not merge', 'settled whole', 'of those, what people committed (spaces aside)', 'to the byte', 'ms: median / p95 / longest'], [
    row('the engine (processor, texts read beforehand)', engine),
    row('git merge-file --union (process)', others['git merge-file --union']),
    ...(peers.hasWiggle ? [row('wiggle (process)', others.wiggle)] : [['wiggle', 'not installed (apt install wiggle)', '', '', '']]),
  ])
  const promises = table(['on the same merges', ''], [
    ['Git-clean merges', String(clean.cases)], ['…answered as Git made them, to the byte', share(clean.identical, clean.cases)], ['…which are what people committed', share(clean.sameAsPeople, clean.cases)],
    ['…that the engine’s line merge finds by itself, the same', share(clean.withoutGit, clean.cases)],
    ['conflicts of Git (people committed markers in)', `${conflicts} (${committedMarkers})`], ['passages, with a suggestion', share(suggestions, passages)],
    ['added words that are nowhere in the answer', String(gone)], ['answers that show a word fewer times than both sides ask', String(fewer)],
    ['reading of three texts, then merge, ms of processor: median / p95 / longest', spread(cold)], ['merge of texts of 40 kB and more, ms: median / p95 / longest', `${spread(longCold)} (${longCold.length})`],
  ])
  return { tables: `### Merges: ${name}\n\n${withPeople}\n\n${promises}\n`, problems }
}

function count(into: Tally, text: string, merged: string, time?: number): void {
  into.settled += 1
  if (isSameButSpaces(text, merged)) into.same += 1
  if (text === merged) into.exact += 1
  if (time !== undefined) into.times.push(time)
}

/** Everything a person sees of a merge: with its suggestions where there is one everywhere, else both sides of each passage. */
function shownOf(outcome: MergeOutcome): string {
  if (outcome.kind === 'clean') return outcome.text
  if (outcome.suggested) return settle(outcome, Object.fromEntries(passagesOf(outcome.segments).map(({ id }) => [id, 'suggestion'])))
  return outcome.segments.map((each) => (each.kind === 'common' ? each.text : `${each.ours}\n${each.theirs}`)).join('\n')
}

function keep(folder: string, one: RealMerge, suggested: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries({ base: one.base, ours: one.ours, theirs: one.theirs, merged: one.merged, suggested })) writeFileSync(path.join(folder, `${name}.md`), text)
}
