import fc from 'fast-check'
import { expect, test } from 'vitest'
import { merge3, settle } from '../../forge/prose/merge.js'

const word = fc.stringMatching(/^[a-zàéèêîôû]{3,9}$/)
const saying = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))
const level = fc.integer({ min: 1, max: 6 })

/** The text settled as suggested, whoever comes first. */
function settled(base: string, one: string, other: string): string[] {
  return [[one, other], [other, one]].map(([ours, theirs]) => {
    const outcome = merge3({ base, ours: ours!, theirs: theirs!, git: { clean: false, text: '' } })
    return settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
  })
}

test('should keep the level one person gave a heading and the words another gave it, whatever both are', () => {
  fc.assert(fc.property(saying, saying, level, level, saying, saying, (was, said, from, to, before, after) => {
    fc.pre(was !== said && from !== to)
    const text = (depth: number, words: string) => `${before} avant.\n\n${'#'.repeat(depth)} ${words}\n\n${after} ensuite.\n`
    expect(settled(text(from, was), text(to, was), text(from, said))).toEqual([text(to, said), text(to, said)])
  }), { numRuns: 300 })
})

test('should keep the text one person gave a link that stands alone and the address another gave it', () => {
  fc.assert(fc.property(saying, saying, word, word, fc.constantFrom('', '!'), saying, (was, said, from, to, mark, around) => {
    fc.pre(was !== said && from !== to)
    const text = (words: string, address: string) => `${around} avant.\n\n${mark}[${words}](/${address}/)\n\n${around} ensuite.\n`
    expect(settled(text(was, from), text(said, from), text(was, to))).toEqual([text(said, to), text(said, to)])
  }), { numRuns: 300 })
})
