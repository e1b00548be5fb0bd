import { expect, test } from 'vitest'
import { applyChanges, changesOf } from '../../forge/prose/changes.js'
import { diffTexts } from '../../forge/prose/diff.js'
import { segment } from '../../forge/prose/segments.js'
import { words } from '../../forge/prose/words.js'
import { editedMarkdown, hostileText } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

const tosses = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 })
const pair = fc.oneof(editedMarkdown, fc.tuple(hostileText, hostileText))

test('should put every edit in one change, under a name of its own', () => {
  fc.assert(fc.property(pair, ([before, after]) => {
    const diff = diffTexts(before, after)
    const found = changesOf(diff)
    const all = [...found.changes.flatMap((change) => change.edits), ...found.unseen]
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe(diff.edits.length)
    expect(new Set(found.changes.map(({ old, new: next }) => `${old.join('-')} ${next.join('-')}`)).size).toBe(found.changes.length)
    if (before !== after) expect(found.changes.length).toBeGreaterThan(0)
  }), { numRuns: 300 })
})

test('should give back one version or the other when nothing or everything is taken', () => {
  fc.assert(fc.property(pair, ([before, after]) => {
    const diff = diffTexts(before, after)
    const found = changesOf(diff)
    expect(applyChanges(diff, found, () => true)).toBe(after)
    if (found.changes.length > 0) expect(applyChanges(diff, found, () => false)).toBe(before)
  }), { numRuns: 300 })
})

const wordsIn = (text: string) => {
  const counts = new Map<string, number>()
  for (const { text: word, isWord } of words(text)) if (isWord) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

test('should hold the words of each change taken and of each change left, no more, no less', () => {
  fc.assert(fc.property(editedMarkdown, tosses, ([before, after], toss) => {
    const diff = diffTexts(before, after)
    const found = changesOf(diff)
    const taken = new Set(found.changes.filter((_change, index) => toss[index % toss.length]))
    const result = applyChanges(diff, found, (change) => taken.has(change))
    const expected = wordsIn(before)
    for (const change of taken) {
      for (const edit of change.edits) {
        for (const [word, count] of wordsIn(before.slice(...edit.old))) expected.set(word, (expected.get(word) ?? 0) - count)
        for (const [word, count] of wordsIn(after.slice(...edit.new))) expected.set(word, (expected.get(word) ?? 0) + count)
      }
    }
    const got = wordsIn(result)
    for (const word of new Set([...expected.keys(), ...got.keys()])) {
      // A word that an edit cuts in two is counted by halves.
      if (taken.size === 0 || [...taken].every((change) => change.edits.every((edit) => isWhole(before, edit.old) && isWhole(after, edit.new)))) expect(got.get(word) ?? 0, word).toBe(expected.get(word) ?? 0)
    }
  }), { numRuns: 300 })
})

const isWhole = (text: string, [start, end]: readonly [number, number]) => !/[^\s]$/u.test(text.slice(0, start)) && !/^[^\s]/u.test(text.slice(end))

const paragraphs = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 9 }).map((ids) => ids.map((id) => `Le paragraphe numéro ${id} parle de tout autre chose que les autres, ${'mot '.repeat(id % 5)}${id}.`))

test('should keep whole paragraphs apart, whichever are taken', () => {
  fc.assert(fc.property(paragraphs, paragraphs, tosses, (old, next, toss) => {
    const diff = diffTexts(`${old.join('\n\n')}\n`, `${next.join('\n\n')}\n`)
    const found = changesOf(diff)
    const taken = new Set(found.changes.filter((_change, index) => toss[index % toss.length]))
    const result = applyChanges(diff, found, (change) => taken.has(change))
    for (const block of segment(result)) {
      if (block.kind === 'separator') expect(block.source).toMatch(/^\n{1,2}$/)
      else if (![...old, ...next].includes(block.source)) expect(found.changes.some((change) => change.kind === 'changed')).toBe(true)
    }
  }), { numRuns: 300 })
})
