import { expect, test } from 'vitest'
import { merge3, settle } from '../../forge/prose/merge.js'
import { fc } from '../support/fast-check.js'

const word = fc.stringMatching(/^[a-zàéèêîôû]{4,9}$/)
const lines = fc.uniqueArray(fc.array(word, { minLength: 5, maxLength: 8 }).map((list) => list.join(' ')), { minLength: 6, maxLength: 9 })

/** What a person does to a text of some lines, two more at hand: takes one elsewhere, brings a new one, changes a word. */
const gesture = fc.record({ what: fc.constantFrom('move', 'bring', 'change'), which: fc.nat(), where: fc.nat(), said: word })
type Gesture = { what: string; which: number; where: number; said: string }

function done(text: readonly string[], more: readonly string[], gestures: readonly Gesture[]): string[] {
  return gestures.reduce<string[]>((list, { what, which, where, said }) => {
    const at = which % list.length
    if (what === 'change') return list.with(at, `${list[at]!} ${said}`)
    const line = what === 'move' ? list[at]! : more[which % more.length]!
    const rest = what === 'move' ? list.toSpliced(at, 1) : list.filter((one) => one !== line)
    return rest.toSpliced(where % (rest.length + 1), 0, line)
  }, [...text])
}

test('should suggest no text where a line that says something stands more often than in each version', () => {
  fc.assert(fc.property(lines, fc.constantFrom('', '> ', '- ', '## '), fc.array(gesture, { minLength: 1, maxLength: 4 }), fc.array(gesture, { minLength: 1, maxLength: 4 }), (all, mark, mine, yours) => {
    const [text, more] = [all.slice(0, -2), all.slice(-2)]
    const written = (list: readonly string[]) => list.map((line) => `${mark}${line}\n`).join(mark === '- ' ? '' : '\n')
    const [base, ours, theirs] = [text, done(text, more, mine), done(text, more, yours)]
    const outcome = merge3({ base: written(base), ours: written(ours), theirs: written(theirs), git: { clean: false, text: '' } })
    if (outcome.kind === 'clean' || !outcome.suggested) return
    const merged = settle(outcome, Object.fromEntries(outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
    // What each put, alone, in a place of its own is no suggestion.
    const untouched = outcome.segments.map((s) => (s.kind === 'common' ? s.text : '')).join('')
    const times = (of: string, line: string) => of.split('\n').filter((one) => one.replace(/^[>#-]+ /, '') === line).length
    for (const line of new Set([...ours, ...theirs])) if (times(untouched, line) < 2) expect(times(merged, line)).toBeLessThan(2)
  }), { numRuns: 600 })
})
