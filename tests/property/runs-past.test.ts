import { expect, test } from 'vitest'
import { cutsHiding, withNamesHidden } from '../../content-schema/hidden-names.js'
import { runsPast, type OriginRun } from '../../forge/domain/provenance.js'
import { fc } from '../support/fast-check.js'

const words = fc.array(fc.constantFrom('Ada', 'Bé', 'semis', 'à l’eau', 'x'), { minLength: 1, maxLength: 12 })
const header = fc.array(fc.constantFrom('titre: Ada', 'auteurs: [Ada Lune, Bé]', 'auteurs:\n  - nom: Ada Lune\n    structure: Ici', 'contributeurs: Ada Lune', 'theme: eau', 'cassé: ['), { maxLength: 5 })
const text = fc.tuple(header, words).map(([fields, body]) => `---\n${fields.join('\n')}\n---\n${body.join(' ')}\n`)
const hidden = fc.subarray([{ name: 'Ada Lune', instead: 'Personne anonyme' }, { name: 'Bé', instead: 'P.' }, { name: 'Ada', instead: '' }])

/** Every word of a text is a run, numbered by its origin. */
const runsOf = (of: string): OriginRun[] => [...of.matchAll(/[\p{L}\p{N}]+/gu)].map((match, at) => [match.index, match.index + match[0].length, at])

test('should leave every word that was not replaced where its run says, once names are hidden', () => {
  fc.assert(fc.property(text, hidden, (written, names) => {
    const shown = withNamesHidden(written, names)
    const cuts = cutsHiding(written, names)
    const before = runsOf(written)
    const after = runsPast(before, cuts)
    for (const [start, end, origin] of after) {
      const [from, to] = before[origin]!
      expect(written.slice(from, to)).toContain(shown.slice(start, end))
    }
    const kept = before.filter(([start, end]) => cuts.every((cut) => end <= cut.from || start >= cut.to))
    expect(after.filter(([start, end, origin]) => end - start === before[origin]![1] - before[origin]![0]).map(([,, origin]) => origin)).toEqual(kept.map(([,, origin]) => origin))
    expect(after.every(([start], at) => at === 0 || start >= after[at - 1]![1])).toBe(true)
  }), { numRuns: 300 })
})
