import { expect, test } from 'vitest'
import { wordsChanged } from '../../../cli/words-changed.js'
import { diffTexts } from '../../../forge/prose/diff.js'
import { fc } from '../../support/fast-check.js'

const shown = (before: string, after: string) => wordsChanged(before, after, diffTexts(before, after), 'marks')

test('should show changes that stand together on one line, each with its mark', () => {
  expect(shown('Un deux trois.\n\nFin.\n', 'Un 2 trois 4.\n\nFin.\n')).toEqual(['  …Un [-deux-]{+2+} trois{+ 4+}. Fin. …'])
})

test('should draw the blank that changes, where only blanks do', () => {
  const [whole, cut, folded] = ['Un deux. Trois quatre cinq six.\n', 'Un deux.\n\nTrois quatre cinq six.\n', 'Un deux.\nTrois quatre cinq six.\n']
  expect(shown(whole, cut)).toEqual(['  …Un deux.{+¶+}Trois quatre cinq six. …'])
  expect(shown(cut, whole)).toEqual(['  …Un deux.[-¶-] Trois quatre cinq six. …'])
  expect(shown(whole, folded)).toEqual(['  …Un deux.{+↵+}Trois quatre cinq six. …'])
  expect(shown('Pourquoi ?\n', 'Pourquoi\u00a0?\n')).toEqual(['  …Pourquoi{+⍽+}? …'])
})

test('should never show as unchanged what was just added', () => {
  const word = fc.constantFrom('un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit')
  const text = fc.array(fc.array(word, { minLength: 1, maxLength: 30 }).map((list) => `${list.join(' ')}.`), { minLength: 1, maxLength: 4 }).map((paragraphs) => `${paragraphs.join('\n\n')}\n`)
  fc.assert(fc.property(text, text, (before, after) => {
    const flat = (whole: string) => whole.replace(/\s+/g, ' ')
    for (const line of shown(before, after)) {
      const inside = line.slice('  …'.length, -1)
      // Without the marks of one side, the words of the other: whole, in their order.
      expect(flat(after)).toContain(flat(inside.replace(/\[-.*?-\]/g, '').replace(/\{\+|\+\}/g, '').replaceAll('¶', ' ')))
    }
    const changed = diffTexts(before, after).edits.filter((edit) => after.slice(...edit.new).trim() !== '').length
    expect(shown(before, after).join('').match(/\{\+(?!¶)/g)?.length ?? 0).toBe(changed)
  }), { numRuns: 100 })
})
