import { expect, test } from 'vitest'
import { diffTexts } from '../../forge/prose/diff.js'
import { touchedWords } from '../../forge/prose/touched-words.js'
import { fc } from '../support/fast-check.js'

const touched = (before: string, after: string): string[] => touchedWords(diffTexts(before, after)).map((range) => before.slice(...range))
const sentence = fc.array(fc.stringMatching(/^[a-zéà]{3,9}$/), { minLength: 5, maxLength: 12 }).map((words) => words.join(' '))
const texts = fc.uniqueArray(sentence, { minLength: 2, maxLength: 6 })
const written = (paragraphs: readonly string[]): string => `${paragraphs.join('\n\n')}\n`

test('should give what was replaced or taken out, and nothing of what was put in', () => {
  expect(touched('Un mot doux.\n', 'Un mot sec.\n').join('')).toContain('doux')
  expect(touched('Un.\n\nDeux.\n', 'Un.\n').join('')).toContain('Deux')
  expect(touched('Un mot.\n', 'Un tout petit mot.\n')).toEqual([])
})

test('should find nothing in texts that only grow, are cut elsewhere or emphasised', () => {
  fc.assert(fc.property(texts, fc.nat(), (paragraphs, seed) => {
    const before = written(paragraphs)
    const place = seed % (paragraphs.length + 1)
    expect(touched(before, written([...paragraphs.slice(0, place), '0 1 2 3 4', ...paragraphs.slice(place)]))).toEqual([])
    expect(touched(before, before.replaceAll(' ', (blank, at: number) => (at % 3 === 0 ? '\n' : blank)))).toEqual([])
    expect(touched(before, before)).toEqual([])
  }))
})

test('should give ranges in order, apart, inside the text, that hold the paragraph taken out', () => {
  fc.assert(fc.property(texts, fc.nat(), (paragraphs, seed) => {
    const before = written(paragraphs)
    const gone = seed % paragraphs.length
    const ranges = touchedWords(diffTexts(before, written(paragraphs.filter((_, place) => place !== gone))))
    let last = 0
    for (const [start, end] of ranges) { expect(start).toBeGreaterThanOrEqual(last); expect(end).toBeGreaterThan(start); last = end }
    expect(last).toBeLessThanOrEqual(before.length)
    expect(ranges.length).toBeGreaterThan(0)
  }))
})
