import { expect, test } from 'vitest'
import { merge3, settle, type MergeOutcome } from '../../forge/prose/merge.js'
import { words } from '../../forge/prose/words.js'
import { editedByTwo, hostileText } from './markdown-arbitraries.js'
import { manyVersions } from './merge-arbitraries.js'
import { fc } from '../support/fast-check.js'

const threeTexts = fc.oneof({ weight: 4, arbitrary: editedByTwo }, { weight: 1, arbitrary: fc.record({ base: hostileText, ours: hostileText, theirs: hostileText }) })

const counted = (text: string) => {
  const out = new Map<string, number>()
  for (const token of words(text)) if (token.isWord) out.set(token.text, (out.get(token.text) ?? 0) + 1)
  return out
}

/** The words either person added that a text does not hold. */
function lost({ base, ours, theirs }: { base: string; ours: string; theirs: string }, text: string): string[] {
  const was = counted(base)
  const now = counted(text)
  return [ours, theirs].flatMap((side) => [...counted(side)].filter(([word, count]) => count > (was.get(word) ?? 0) && !now.has(word)).map(([word]) => word))
}

/** Everything a person is shown of an outcome: the settled text and both sides of each passage. */
const shown = (outcome: MergeOutcome) =>
  (outcome.kind === 'clean' ? outcome.text : outcome.segments.map((s) => (s.kind === 'common' ? s.text : `${s.ours}\n${s.theirs}`)).join('\n'))

test('should never lose a word either person added: it is in the text or in a passage', () => {
  fc.assert(fc.property(threeTexts, (input) => {
    expect(lost(input, shown(merge3(input)))).toEqual([])
  }), { numRuns: 100 })
})

/** The words either person added, and how many times the one who added it most did. */
function addedTimes({ base, ours, theirs }: { base: string; ours: string; theirs: string }, counted: (text: string) => Map<string, number>): [string, number][] {
  const was = counted(base)
  const out = new Map<string, number>()
  for (const side of [ours, theirs]) for (const [word, count] of counted(side)) out.set(word, Math.max(out.get(word) ?? 0, count - (was.get(word) ?? 0)))
  return [...out].filter(([, times]) => times > 0)
}

test('should lose no word in ten thousand merges of lists, tables, headers, code, links and prose', () => {
  let merges = 0
  fc.assert(fc.property(manyVersions, ({ base, ours: all, theirs: others }) => {
    const known = new Map<string, Map<string, number>>()
    // The same nine texts are counted in each of their merges.
    const once = (text: string) => known.get(text) ?? known.set(text, counted(text)).get(text)!
    for (const ours of all) {
      for (const theirs of others) {
        merges += 1
        const outcome = merge3({ base, ours, theirs, git: { clean: false, text: '' } })
        const here = counted(shown(outcome))
        const added = addedTimes({ base, ours, theirs }, once)
        expect(added.filter(([word, times]) => (here.get(word) ?? 0) < times)).toEqual([])
        if (outcome.kind === 'clean') continue
        for (const passage of outcome.segments) {
          if (passage.kind !== 'passage' || passage.suggestion === undefined) continue
          const kept = counted(passage.suggestion)
          expect(addedTimes(passage, once).filter(([word, times]) => (kept.get(word) ?? 0) < times)).toEqual([])
        }
        if (!outcome.suggested) continue
        const text = counted(settle(outcome, Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : [])))))
        expect(added.filter(([word]) => !text.has(word))).toEqual([])
      }
    }
  }), { numRuns: 650 })
  expect(merges).toBeGreaterThanOrEqual(10_000)
}, 240_000)

test('should keep in the suggested text every word either person added', () => {
  fc.assert(fc.property(editedByTwo, (input) => {
    const outcome = merge3(input)
    if (outcome.kind === 'clean' || !outcome.suggested) return
    const text = settle(outcome, Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
    expect(lost(input, text)).toEqual([])
  }), { numRuns: 80 })
})

test('should take what one person alone changed, whole, and Git’s own clean merge as it is', () => {
  fc.assert(fc.property(threeTexts, fc.string(), ({ base, ours, theirs }, text) => {
    expect(merge3({ base, ours: base, theirs })).toEqual({ kind: 'clean', text: theirs })
    expect(merge3({ base, ours, theirs: base })).toEqual({ kind: 'clean', text: ours })
    expect(merge3({ base, ours, theirs: ours })).toEqual({ kind: 'clean', text: ours })
    const taken = merge3({ base, ours, theirs, git: { clean: true, text } })
    expect(taken.kind).toBe('clean')
    if (new Set([base, ours, theirs]).size === 3) expect(taken).toEqual({ kind: 'clean', text })
  }), { numRuns: 60 })
})

test('should be deterministic, and never call clean what Git found in conflict', () => {
  fc.assert(fc.property(threeTexts, (input) => {
    const conflict = { ...input, git: { clean: false, text: '' } }
    const outcome = merge3(conflict)
    expect(merge3(conflict)).toEqual(outcome)
    if (new Set([input.base, input.ours, input.theirs]).size === 3) {
      expect(outcome.kind).toBe('passages')
      if (outcome.kind === 'passages') expect(outcome.segments.some((s) => s.kind === 'passage')).toBe(true)
    }
  }), { numRuns: 60 })
})
