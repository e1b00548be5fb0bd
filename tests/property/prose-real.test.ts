import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { merge3, settle } from '../../forge/prose/merge.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { words } from '../../forge/prose/words.js'

/** Real changes from public repositories, read where they are: nothing of them is kept here. */
function realCases<T>(name: string): T[] {
  const file = path.join(process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data', 'prose', name)
  if (!existsSync(file)) throw new Error(`Données réelles absentes : ${file}. Indiquez leur dossier dans COMMUNS_DONNEES_REELLES.`)
  return gunzipSync(readFileSync(file)).toString().trim().split('\n').map((line) => JSON.parse(line) as T)
}

interface RealEdit { readonly old: string; readonly new: string }
interface RealMerge { readonly base: string; readonly ours: string; readonly theirs: string; readonly git_clean: boolean }

let edits: RealEdit[]
let merges: RealMerge[]
beforeAll(() => {
  edits = realCases<RealEdit>('edits.jsonl.gz').filter((_, at) => at % 8 === 0)
  merges = realCases<RealMerge>('merges.jsonl.gz').filter(({ base, git_clean }) => !git_clean && base.length < 15_000).filter((_, at) => at % 4 === 0).slice(0, 16)
})

const quiet = new Set(['reflow', 'line-end', 'moved'])

test('should give exact edits for real changes, and hide none of them', () => {
  expect(edits.length).toBeGreaterThanOrEqual(15)
  for (const edit of edits) {
    const diff = diffTexts(edit.old, edit.new)
    expect(applyEdits(edit.old, edit.new, diff.edits) === edit.new).toBe(true)
    if (diff.edits.some(({ kind, isUnseen }) => !quiet.has(kind) && isUnseen !== true)) expect(renderDiff(diff).html).toMatch(/<(ins|del)>/)
  }
})

test('should lose no added word in real merges that Git could not make', () => {
  expect(merges.length).toBe(16)
  const counted = (text: string) => words(text).reduce((all, w) => (w.isWord ? all.set(w.text, (all.get(w.text) ?? 0) + 1) : all), new Map<string, number>())
  for (const { base, ours, theirs } of merges) {
    const outcome = merge3({ base, ours, theirs, git: { clean: false, text: '' } })
    if (outcome.kind === 'clean') throw new Error('a merge Git refused came out clean')
    const was = counted(base)
    const shown = counted(outcome.segments.map((s) => (s.kind === 'common' ? s.text : `${s.ours}\n${s.theirs}`)).join('\n'))
    const lost = [ours, theirs].flatMap((side) => [...counted(side)].filter(([word, count]) => count > (was.get(word) ?? 0) && !shown.has(word)))
    expect(lost).toEqual([])
    const choices = Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, s.suggestion === undefined ? 'both' as const : 'suggestion' as const]] : [])))
    expect(() => settle(outcome, choices)).not.toThrow()
  }
})
