import { expect, test } from 'vitest'
import { merge3, settle } from '../../forge/prose/merge.js'
import { fc } from '../support/fast-check.js'

const word = fc.stringMatching(/^[a-zàéèêîôû]{3,9}$/)

/** Words of its own for each text, so that what stands where cannot be told in two ways. */
const sentence = fc.uniqueArray(word, { minLength: 12, maxLength: 30 })
const put = (list: readonly string[], at: number, gone: number, come: string) => list.toSpliced(at, gone, ...(come === '' ? [] : [come]))

test('should let stand, whoever comes first, the side that did all the other did and something else further on', () => {
  fc.assert(fc.property(sentence, fc.nat(), fc.nat(), fc.constantFrom(0, 1), fc.constantFrom(0, 1), fc.boolean(), (list, one, two, goneOne, goneTwo, isOurs) => {
    const [first, second] = [1 + (one % (Math.floor(list.length / 2) - 3)), Math.floor(list.length / 2) + 1 + (two % (Math.floor(list.length / 2) - 3))]
    const less = put(list, first, goneOne, 'prem1er')
    const more = put(put(list, second, goneTwo, 'sec0nd'), first, goneOne, 'prem1er')
    const text = (words: readonly string[]) => `${words.join(' ')}.\n`
    const outcome = merge3({ base: text(list), ours: text(isOurs ? more : less), theirs: text(isOurs ? less : more), git: { clean: false, text: '' } })
    expect(outcome).toMatchObject({ kind: 'passages', suggested: true })
    if (outcome.kind === 'clean') return
    expect(settle(outcome, Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))).toBe(text(more))
  }), { numRuns: 300 })
})

test('should suggest nothing where a side holds the marks of an unfinished merge', () => {
  fc.assert(fc.property(sentence, fc.nat(), word, fc.boolean(), (list, at, other, isOurs) => {
    const text = `${list.join(' ')}.\n`
    const marked = `<<<<<<< HEAD\n${text}=======\n${other}x ${text}>>>>>>> autre\n`
    const changed = `${list.with(at % list.length, `${other}y`).join(' ')}.\n`
    const outcome = merge3({ base: text, ours: isOurs ? marked : changed, theirs: isOurs ? changed : marked, git: { clean: false, text: '' } })
    if (outcome.kind === 'clean') throw new Error('a conflict is called clean')
    for (const passage of outcome.segments) if (passage.kind === 'passage') expect(passage.suggestion ?? '').not.toMatch(/^(?:<{7}|>{7})/m)
  }), { numRuns: 100 })
})
