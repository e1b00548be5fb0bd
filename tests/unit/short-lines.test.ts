import { expect, test } from 'vitest'
import { shortLines } from '../../web/messages/short-lines.js'
import { fc } from '../support/fast-check.js'

test('should cut between words, set back what goes on, and leave addresses, commands and no-break spaces whole', () => {
  expect(shortLines('un deux trois quatre', 9)).toBe('un deux\ntrois\nquatre')
  expect(shortLines('un\n  deux trois', 8)).toBe('un\n  deux\n  trois')
  expect(shortLines('voir https://exemple.invalid/long là', 10)).toBe('voir\nhttps://exemple.invalid/long\nlà')
  expect(shortLines('dire «\u00a0oui\u00a0» fort', 10)).toBe('dire\n«\u00a0oui\u00a0»\nfort')
  expect(shortLines('faites (git push origin HEAD:main), puis là', 12)).toBe('faites\n(git push origin HEAD:main),\npuis là')
  expect(shortLines('', 10)).toBe('')
})

test('should keep every word in order, and no line longer than it must be', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-zé«»:]{1,30}$/), { minLength: 1, maxLength: 60 }), fc.integer({ min: 10, max: 90 }), (words, columns) => {
    const lines = shortLines(words.join(' '), columns).split('\n')
    expect(lines.join(' ')).toBe(words.join(' '))
    for (const line of lines) expect([...line].length <= columns || !line.includes(' ')).toBe(true)
  }))
})
