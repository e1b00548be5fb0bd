import { expect, test } from 'vitest'
import { sharedLines } from '../../forge/prose/merge-lines.js'
import { fc } from '../support/fast-check.js'

const text = fc.array(fc.constantFrom('\n', '\r\n', '-', 'a', ' '), { maxLength: 12 }).map((parts) => parts.join(''))

test('should share whole lines only, alike in every text, at the start and at the end', () => {
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
    const [head, tail] = sharedLines(texts)
    const first = texts[0]!
    for (const each of texts) {
      expect(head + tail).toBeLessThanOrEqual(each.length)
      expect(each.slice(0, head)).toBe(first.slice(0, head))
      expect(each.slice(each.length - tail)).toBe(first.slice(first.length - tail))
      // What stands between is whole lines too, but for a text that is all shared.
      if (texts.some((other) => other.length > head)) expect(each.slice(0, head)).toMatch(/^$|\n$/)
      if (tail > 0) expect(each.slice(0, each.length - tail)).toMatch(/^$|\n$/)
    }
  }), { numRuns: 2000, examples: [[['\n\n', '---\n']]] })
})
