import { expect, test } from 'vitest'
import { parseFiche } from '../../content-schema/fiche.js'
import { applyForm, formFields } from '../../content-schema/form-values.js'
import { placeOfHeader } from '../../content-schema/header.js'
import { posting, sent as posted } from '../support/forms.js'
import { asTyped, bodyToType, typedBody, typedHeader, withOriginalEndings } from '../../content-schema/typed-text.js'
import { fc } from '../support/fast-check.js'

const ending = fc.constantFrom('\n', '\r\n', '\r')
const line = fc.constantFrom('', '---', 'Un paragraphe.', '- un point', '  retrait  ', 'titre: Le tour', 'publics: [a, b]', 'duree: { min: PT5M }', '# commentaire', '\u00a0« Où ? »\u202f!', 'e\u0301té', 'clé: [mal: fermé')
const text = fc.tuple(fc.constantFrom('', '\uFEFF'), fc.boolean(), fc.array(fc.tuple(line, ending), { maxLength: 14 }))
  .map(([bom, hasHeader, lines]) => `${bom}${hasHeader ? '---\ntitre: Un titre # dit ainsi\nmateriel: [feutres, {nom: corde, lien: "https://exemple.invalid"}]\nduree: une matinée\n---\n' : ''}${lines.map(([l, e]) => l + e).join('')}`)

test('should give back the same bytes when a text area was opened and sent untouched', () => {
  fc.assert(fc.property(text, (file) => {
    expect(typedBody(file, posted(bodyToType(file)))).toBe(file)
    const { hasHeader, yaml } = placeOfHeader(file)
    if (hasHeader) expect(typedHeader(file, posted(yaml))).toBe(file)
  }), { numRuns: 500 })
})

test('should keep the line ending of every line that stays', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 4 }), fc.constantFrom('\n', '\r\n')), { minLength: 1, maxLength: 10 }), fc.nat(), (lines, at) => {
    const original = lines.map(([l, e]) => l + e).join('')
    const where = at % lines.length
    const edited = lines.map(([l], i) => (i === where ? `${l}NEUF` : l)).join('\n') + '\n'
    const result = withOriginalEndings(original, edited)
    expect(asTyped(result)).toBe(edited)
    lines.forEach(([l, e], i) => { if (i < where) expect(result.startsWith(lines.slice(0, i + 1).map(([a, b]) => a + b).join(''))).toBe(true); else if (i > where) expect(result).toContain(l + e) })
  }), { numRuns: 200 })
})

test('should change nothing when a form was opened and sent untouched, whatever the header holds', () => {
  const yamlValue = fc.constantFrom('Un titre', '"entre: guillemets"', '[a, b]', '[]', '{ min: PT5M, max: PT1H30M }', '12', 'true', '~', '\n  - nom: Corde\n    lien: x\n  - Feutres', '\n  - { titre: Un, duree: PT5M, texte: "Deux\\nlignes" }', '>-\n  plié sur\n  deux lignes', '|\n  tel quel\n  ici', '3 à 12', '45 min', '&ancre [x]', 'Ana <ana@exemple.invalid>')
  const key = fc.constantFrom('titre', 'type', 'resume', 'besoins', 'publics', 'licence', 'langue', 'mots_cles', 'duree', 'taille_groupe', 'objectifs', 'materiel', 'deroule', 'etapes', 'auteurs', 'sources', 'variantes', 'couverture', 'title', 'tags', 'authors', 'inconnu', 'niveau', 'ext')
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(key, yamlValue), { selector: ([k]) => k, maxLength: 10 }), fc.constantFrom('\n', '\r\n'), (entries, eol) => {
    const file = `---\n${entries.map(([k, v]) => `${k}: ${v} # noté\n`.replace(/(\n[^#]*) # noté/, '$1')).join('')}---\nCorps.\n`.replaceAll('\n', eol)
    const fiche = parseFiche(file)
    expect(applyForm(fiche, posting(formFields(fiche))).text).toBe(file)
  }), { numRuns: 500 })
})
