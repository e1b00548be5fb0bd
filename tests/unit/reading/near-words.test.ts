import { expect, test } from 'vitest'
import { farness } from '../../../forge/domain/near-words.js'
import { fc } from '../../support/fast-check.js'

test.each([
  ['meteo', 'meteo', 0], ['mete', 'meteo', 0], ['metoe', 'meteo', 1], ['meto', 'meteo', 1], ['mteo', 'meteo', 1], ['meteeo', 'meteo', 1], ['tuor', 'tour', 1],
  ['consentemant', 'consentement', 1], ['consetemant', 'consentement', 2], ['facilitatrice', 'facilitateur', 3], ['compostage', 'compost', 3], ['paysanne', 'paysan', 2], ['paysannes', 'paysan', 3],
  ['sol', 'sel', undefined], ['cercle', 'compost', undefined], ['communaute', 'communication', undefined], ['decision', 'decideur', undefined],
])('should say how far « %s » is from « %s »', (typed, known, far) => { expect(farness(typed, known)).toBe(far) })

const word = fc.string({ unit: fc.constantFrom(...'abcdeimnorst'), minLength: 4, maxLength: 14 })

test('should find a word again after one slip, whatever it is', () => {
  fc.assert(fc.property(word, fc.nat(), fc.constantFrom('more', 'less', 'other', 'swapped'), (known, n, slip) => {
    const at = n % known.length
    const typed = slip === 'more' ? `${known.slice(0, at)}x${known.slice(at)}` : slip === 'less' ? known.slice(0, at) + known.slice(at + 1)
      : slip === 'other' ? `${known.slice(0, at)}x${known.slice(at + 1)}` : at + 1 < known.length ? `${known.slice(0, at)}${known[at + 1]}${known[at]}${known.slice(at + 2)}` : known
    fc.pre(typed.length >= 4)
    expect(farness(typed, known)).toBeLessThanOrEqual(1)
  }))
})
