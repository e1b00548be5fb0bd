import { expect, test } from 'vitest'
import { merge3, settle } from '../../forge/prose/merge.js'
import { fc } from '../support/fast-check.js'

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

test('should settle a paragraph, or ask, whoever comes first', () => {
  // Few different words: how two such texts differ may be told in many ways.
  const few = fc.constantFrom('un', 'cercle', 'de', 'parole', 'le', 'groupe')
  const paragraph = fc.array(few, { minLength: 3, maxLength: 14 })
  const edited = (list: readonly string[]) => fc.array(fc.tuple(fc.nat({ max: list.length }), fc.nat({ max: 3 }), fc.array(few, { maxLength: 3 })), { minLength: 1, maxLength: 3 })
    .map((edits) => edits.reduce<readonly string[]>((now, [at, count, put]) => now.toSpliced(at, count, ...put), list))
  const versions = paragraph.chain((list) => fc.tuple(fc.constant(list), edited(list), edited(list)))
  fc.assert(fc.property(versions, (lists) => {
    const [base, one, other] = lists.map((list) => `${list.join(' ')}.\n`) as [string, string, string]
    const isSettled = (ours: string, theirs: string) => {
      const outcome = merge3({ base, ours, theirs, git: { clean: false, text: '' } })
      return outcome.kind === 'clean' || outcome.suggested
    }
    expect(isSettled(one, other)).toBe(isSettled(other, one))
  }), { numRuns: 500 })
})
