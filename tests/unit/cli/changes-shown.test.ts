import { expect, test } from 'vitest'
import { changeLines } from '../../../cli/reviewing/changes-shown.js'
import type { NumberedChange } from '../../../cli/reviewing/proposition.js'

const change = (given: Partial<NumberedChange>): NumberedChange => ({ name: 'x', number: 2, kind: 'changed', title: 'Paragraphe modifié', before: '', after: '', lead: '', tail: '', said: [], decision: null, ...given })

test('should show words that came and went in their passage, by marks or by colours that never run over a line end', () => {
  const two = change({ before: 'du début', after: 'du matin\n\net du soir', lead: 'Premier, ', tail: '.' })
  expect(changeLines(two, 'marks')).toEqual(['  2. Paragraphe modifié', '     Premier, [-du début-]{+du matin+}', '     ', '     {+et du soir+}.'])
  for (const line of changeLines(two, 'colour')) expect(line.split('\u001b[0m').length).toBe(line.split(/\u001b\[(?!0m)/).length)
})

test('should fold what did not change of a file taken whole, and cut a new one that is very long', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `https://exemple.test/compte-${i}`)
  const changed = changeLines(change({ kind: 'file', before: `${lines.join('\n')}\n`, after: `${lines.map((line, i) => (i === 30 ? `${line}-bis` : line)).join('\n')}\n` }), 'marks')
  expect(changed.length).toBe(8)
  expect([changed[0], changed[1], changed.at(-1)]).toEqual(['  2. Le fichier entier', '     ⋮', '     ⋮'])
  expect(changed.join('\n')).toContain('-bis')
  const added = changeLines(change({ kind: 'file', after: lines.join('\n') }), 'marks')
  expect(added.at(-1)).toBe('     … et 20 lignes de plus')
})

test('should print nothing of a proposition that commands the terminal', () => {
  const hostile = '\u001b[31mrouge\u001b]0;titre\u0007\u202e'
  const said = [{ by: { handle: 'x', name: hostile }, at: '', decision: 'not_kept' as const, reason: hostile }]
  expect(changeLines(change({ title: hostile, before: hostile, after: `${hostile} bis`, lead: hostile, tail: hostile, said }), 'marks').join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
})
