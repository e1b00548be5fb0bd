import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { segment } from '../../forge/prose/segments.js'
import { words } from '../../forge/prose/words.js'
import { editedMarkdown, hostileText, markdown } from './markdown-arbitraries.js'

test('should cut any text into segments and words that give it back', () => {
  fc.assert(fc.property(fc.oneof(markdown, hostileText), (text) => {
    expect(segment(text).map((s) => s.source).join('')).toBe(text)
    expect(words(text).map((w) => w.text).join('')).toBe(text)
  }), { numRuns: 300 })
})

test('should give edits that turn one version into the other, in order and without overlap', () => {
  fc.assert(fc.property(fc.oneof(editedMarkdown, fc.tuple(hostileText, hostileText)), ([before, after]) => {
    const { edits, unchanged, summary } = diffTexts(before, after)
    expect(applyEdits(before, after, edits)).toBe(after)
    expect(unchanged).toBe(before === after)
    expect(summary.fr).not.toBe('')
    for (let at = 1; at < edits.length; at++) {
      expect(edits[at]!.old[0]).toBeGreaterThanOrEqual(edits[at - 1]!.old[1])
      expect(edits[at]!.new[0]).toBeGreaterThanOrEqual(edits[at - 1]!.new[1])
    }
    for (const edit of edits) expect(before.slice(...edit.old) !== after.slice(...edit.new) || edit.kind === 'moved').toBe(true)
  }), { numRuns: 400 })
})
