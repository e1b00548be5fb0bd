import { expect, test } from 'vitest'
import { budgetForAll, normaliseWord, words, wordsWithin } from '../../../forge/prose/words.js'
import { fc } from '../../support/fast-check.js'

test('should cut as Unicode says, without gluing thin no-break spaces and underscores', () => {
  expect(words('l’été\u202F? _mis_ 1,5').filter((w) => w.isWord).map((w) => w.text)).toEqual(['l’été', 'mis', '1,5'])
})

test('should give for Latin, Greek and Cyrillic text the tokens Intl.Segmenter gives', () => {
  const segmenter = new Intl.Segmenter('fr', { granularity: 'word' })
  const reference = (text: string) => [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) =>
    segment.split(/(^[_\u202F]+|[_\u202F]+$|_*\u202F[_\u202F]*)/u).filter((part) => part !== '').map((part) => [part, isWordLike === true && !/^[_\u202F]+$/.test(part)]))
  const character = fc.constantFrom(...'aéZœяЁїΣέώ019_.,;:\'’‘· \u202F\u00A0-"“”«»…\n\t()[]*#|€→º²½×')
  fc.assert(fc.property(fc.array(character, { maxLength: 12 }).map((list) => list.join('')), (text) => {
    expect(words(text).map((w) => [w.text, w.isWord])).toEqual(reference(text))
  }), { numRuns: 3_000 })
})

test('should cut letter by letter, pictures whole, what is too long without a blank to be looked up', () => {
  const family = '👩‍👩‍👧‍👦'
  const text = `${'文'.repeat(5_000)}${family}e\u0301`
  expect(words(text).map((word) => word.text)).toEqual([...Array.from({ length: 5_000 }, () => '文'), family, 'e\u0301'])
})

test('should cut texts that are compared with each other alike', () => {
  const [short, long] = ['un mot. ', 'un mot. '.repeat(100)]
  const budget = { letters: 600 }
  expect(budgetForAll([short, long], budget)).toEqual({ letters: 0 })
  expect(wordsWithin(long, budgetForAll([short, long], budget)).length).toBeLessThan(110)
  expect(budgetForAll([short, short], budget)).toBe(budget)
})

test('should see the same word whatever its Unicode form, apostrophe or case', () => {
  expect(normaliseWord('L’Été')).toBe(normaliseWord('l\'été'.normalize('NFD')))
})
