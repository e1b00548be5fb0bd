import { expect, test } from 'vitest'
import { addedWords, bareWords, holdsWords } from '../../../forge/attribution/added-words.js'

const there = 'Chaque personne dit son humeur en une image de météo, puis se tait.\n\nLe groupe écoute sans répondre, et on passe à la suivante.\n'
const whole = (text: string) => [0, text.length] as const

test('should count no word that stood somewhere already, moved, wrapped or dressed otherwise', () => {
  const moved = '> Le **groupe** écoute sans\n> répondre, et on passe à la SUIVANTE.\n\nChaque personne dit son humeur en une image de meteo, puis se tait.\n'
  expect(addedWords(moved, [there])(whole(moved))).toBe(0)
})

test('should count the words put among those that were there, and only in the range asked', () => {
  const text = there.replace('puis se tait', 'puis pose un objet devant elle et se tait')
  expect(addedWords(text, [there])(whole(text))).toBeGreaterThanOrEqual(5)
  expect(addedWords(text, [there])([text.indexOf('Le groupe'), text.length])).toBe(0)
})

test('should count everything where nothing was there, and what only looks alike', () => {
  const text = 'Le groupe écoute la météo.'
  expect(addedWords(text, [])(whole(text))).toBe(5)
  expect(addedWords(text, [there])(whole(text))).toBe(5)
})

test('should find words in others whole and in order, never halves of words', () => {
  expect(holdsWords(bareWords('Le groupe écoute — sans répondre.'), bareWords('écoute sans'))).toBe(true)
  expect(holdsWords(bareWords('Le groupe écoute sans répondre.'), bareWords('coute sans'))).toBe(false)
  expect(holdsWords(bareWords('Le groupe'), '')).toBe(false)
})
