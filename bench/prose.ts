/**
 * Measures the prose engine on real changes: `npx esbuild bench/prose.ts --bundle --platform=node --format=esm --external:yaml
 * --outfile=node_modules/.cache/bench-prose.mjs && node node_modules/.cache/bench-prose.mjs`. Times are processor time, parses included.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { diffChars } from 'diff'
import { diffTexts } from '../forge/prose/diff.js'
import { merge3, settle } from '../forge/prose/merge.js'
import { renderDiff } from '../forge/prose/render-diff.js'
import { segment } from '../forge/prose/segments.js'

interface RealEdit { readonly old: string; readonly new: string }
interface RealMerge { readonly base: string; readonly ours: string; readonly theirs: string; readonly merged: string; readonly git_clean: boolean }

const cases = <T>(name: string) =>
  gunzipSync(readFileSync(path.join(process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data', 'prose', name))).toString().trim().split('\n').map((line) => JSON.parse(line) as T)
const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
function timed<T>(into: number[], work: () => T): T {
  const start = cpuMs()
  const result = work()
  into.push(cpuMs() - start)
  return result
}
const quantile = (list: readonly number[], q: number) => Math.round((list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0) * 100) / 100
const collapsed = (text: string) => text.replace(/\s+/g, ' ').trim()

const quiet = new Set(['reflow', 'line-end', 'moved'])
const time = { diff: [] as number[], render: [] as number[], merge: [] as number[], parsed: [] as number[] }
const ratios: number[] = []
let hidden = 0
for (const { old, new: next } of cases<RealEdit>('edits.jsonl.gz')) {
  const diff = timed(time.diff, () => diffTexts(old, next))
  const { html } = timed(time.render, () => renderDiff(diff))
  const shown = [...html.matchAll(/<(ins|del)>(.*?)<\/\1>/gs)].reduce((sum, match) => sum + match[2]!.replace(/&[a-z#0-9]+;/g, '.').length, 0)
  if (shown === 0 && diff.edits.some(({ kind }) => !quiet.has(kind))) hidden += 1
  if (diff.edits.every(({ kind }) => kind !== 'moved' && kind !== 'reflow') && old.length < 12_000) {
    const least = diffChars(old, next).reduce((sum, part) => sum + (part.added || part.removed ? part.value.length : 0), 0)
    if (least > 0) ratios.push(shown / least)
  }
}
const count = { clean: 0, cleanSame: 0, conflicts: 0, suggested: 0, equal: 0, exact: 0 }
for (const { git_clean: isClean, merged, ...input } of cases<RealMerge>('merges.jsonl.gz')) {
  if (isClean || /^<{7} /m.test(merged)) continue
  count.conflicts += 1
  for (const text of Object.values({ base: input.base, ours: input.ours, theirs: input.theirs })) timed(time.parsed, () => segment(text))
  const outcome = timed(time.merge, () => merge3({ base: input.base, ours: input.ours, theirs: input.theirs, git: { clean: false, text: '' } }))
  if (outcome.kind === 'clean' || !outcome.suggested) continue
  count.suggested += 1
  const text = settle(outcome, Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
  if (collapsed(text) === collapsed(merged)) count.equal += 1
  if (text === merged) count.exact += 1
}
const summary = (list: readonly number[]) => ({ median: quantile(list, 0.5), p95: quantile(list, 0.95), max: quantile(list, 1) })
console.log(JSON.stringify({
  edits: { hidden, shownOverLeast: summary(ratios), diffMs: summary(time.diff), renderMs: summary(time.render) },
  merges: { ...count, mergeMsParsesCached: summary(time.merge), parseMsPerText: summary(time.parsed) },
}, null, 2))
