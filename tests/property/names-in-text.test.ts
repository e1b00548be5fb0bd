import { expect, test } from 'vitest'
import { isNamedIn, placesOfNames, withListedNamesReplaced, withNamesReplaced, withoutLinesNaming } from '../../forge/domain/names-in-text.js'
import { fc } from '../support/fast-check.js'

const word = fc.constantFrom('Léa', 'Borel', 'lea', 'cercle', 'météo', 'Léandre', 'D’Avant', '(x)', '.*', 'été', '—')
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const body = fc.array(fc.oneof(word, fc.constantFrom(' ', '\n', ', ', '\u00a0', '**', '@')), { maxLength: 40 }).map((parts) => parts.join(''))

test('should replace every place and nothing else, header left as it is', () => {
  fc.assert(fc.property(body, fc.array(name, { maxLength: 3 }), fc.boolean(), (text, names, hasHeader) => {
    const whole = hasHeader ? `---\nauteurs: [${names.map((one) => JSON.stringify(one)).join(', ')}]\n---\n${text}` : text
    const places = placesOfNames(whole, names)
    const replaced = withNamesReplaced(whole, names, '\u0001')
    const kept = places.reduceRight<string>((left, { from, to }) => left.slice(0, from) + left.slice(to), whole)
    expect(replaced.replaceAll('\u0001', '')).toBe(kept)
    expect(replaced.split('\u0001').length - 1).toBe(places.length)
    for (const [at, { from, to }] of places.entries()) {
      expect(to).toBeGreaterThan(from)
      expect(from).toBeGreaterThanOrEqual(places[at - 1]?.to ?? whole.length - text.length)
      expect(names.some((one) => one.replace(/\s+/g, ' ').toLowerCase() === whole.slice(from, to).replace(/\s+/g, ' ').toLowerCase())).toBe(true)
    }
    expect(placesOfNames(replaced, names)).toEqual([])
  }))
})

test('should take a name whole, whatever its case, spaces and apostrophe, and not inside another word', () => {
  expect(placesOfNames('Avec LÉA\n Borel, puis Léa Borelle et Léa  borel.', ['Léa Borel']).map(({ from, to }) => [from, to])).toEqual([[5, 15], [37, 47]])
  expect(withNamesReplaced('Merci à Jeanne d\'Avant et à @jeanne.', ['Jeanne d’Avant', '@jeanne'], '…')).toBe('Merci à … et à ….')
  expect([isNamedIn('auteurs: [Léa Borel]', ['Léa Borel']), isNamedIn('Léandre', ['Léa']), isNamedIn('x', []), isNamedIn('x', ['x'])]).toEqual([true, false, false, false])
})

test('should take names out of lists of people with the addresses beside them, and leave everybody else', () => {
  expect(withListedNamesReplaced('Léa Borel <lea@x.fr>\r\nJeanne (j@x.fr)\n  - name: "Léa  Borel"\n', ['Léa Borel'], 'anonyme')).toBe('anonyme\r\nJeanne (j@x.fr)\n  - name: "anonyme"\n')
  expect(withListedNamesReplaced('{"name": "Léa Borel", "email": "lea@x.fr"}', ['Léa Borel'], 'anonyme')).toBe('{"name": "anonyme", "email": ""}')
  expect(withListedNamesReplaced('Léa Borelle <l@x.fr>', ['Léa Borel'], 'anonyme')).toBe('Léa Borelle <l@x.fr>')
  expect(withoutLinesNaming('# Noms\nJeanne <j@x.fr>\nLéa Borel <lea@x.fr> <l@y.fr>\n', ['Léa Borel'])).toBe('# Noms\nJeanne <j@x.fr>\n')
  fc.assert(fc.property(body, fc.array(name, { maxLength: 3 }), (text, names) => {
    for (const without of [withListedNamesReplaced(text, names, '\u0001'), withoutLinesNaming(text, names)]) for (const line of without.split('\n')) expect(isNamedIn(line, names)).toBe(false)
  }))
})
