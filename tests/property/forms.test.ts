import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseFiche } from '../../content-schema/fiche.js'
import { applyForm, formFields } from '../../content-schema/form-values.js'
import { PROFILES } from '../../content-schema/profiles.js'
import { bodyToType, typedBody } from '../../content-schema/typed-text.js'
import { anEdit, posting, sent } from '../support/forms.js'
import { expectOneFieldEdited } from '../support/one-field-edited.js'
import { fc } from '../support/fast-check.js'

const folder = path.resolve('forge/demo/content')
const demonstration = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))
/** Headers as people of elsewhere write them: comments, quotes, flow and block lists, anchors, odd shapes, no header. */
const written = [
  '---\n# en tête\ntype: outil-animation   # le type\ntitre: "Le tour de météo"\n# une remarque\nbesoins: [ecouter-l-etat-du-groupe] # un seul\npublics:\n- facilitateur\n# puis\n- maraicher\nduree: { min: PT5M, max: PT20M } # environ\nmateriel:\n  - { nom: Corde, quantite: 1, lien: \'https://exemple.invalid\' }\n  - Feutres # de couleur\nauteurs:\n  - name: Ana Béranger\n    email: ana@exemple.invalid\ndate: 2026-11-23\n---\n\nCorps.\n',
  '---\ntype: pratique-agricole\ntitre: \'L\'\'été\'\nresume: >-\n  Deux lignes\n  pliées\n\nsaisons: [ete,automne]\netapes:\n    - titre: Un\n      duree: 1h30\n      texte: |\n        Tel quel.\n\n        Deux.\n    - deux\n    - [autre, chose]\next:\n  msv: { surface_m2: 40, type_sol: [argileux] } # sol\n  autre:\n    gardé: oui\n---\n# Titre\n\nCorps.',
  '---\ntype: retour-experience\ntitre: Un récit\nporte_sur: [a, b]\nduree: 45 min\ntaille_groupe: 3 à 12\ncouverture: media/photo.jpg\nsources: [https://exemple.invalid, Un livre]\nmots_cles: un, deux ; trois\nobjectifs: Un seul\n---\n',
  '# Sans en-tête\n\nUn résumé.\n\n## Déroulé\n\nTexte.\n',
]
const files = [...demonstration.map(({ text }) => text), ...written]
const communities = [undefined, ...PROFILES]
const asOn = (text: string, ending: 'lf' | 'crlf', mark: '' | '\uFEFF'): string => mark + (ending === 'crlf' ? text.replace(/\r?\n/g, '\r\n') : text)

test('should open every fiche of the demonstration in its form and save it untouched byte for byte', () => {
  expect(demonstration.length).toBeGreaterThan(15)
  for (const { file: name, text } of demonstration) {
    for (const community of communities) {
      const fiche = parseFiche(text)
      const saved = applyForm(fiche, posting(formFields(fiche, community)), community)
      expect(saved.problems, name).toEqual([])
      expect(typedBody(saved.text, sent(bodyToType(text))) === text, name).toBe(true)
    }
  }
})

test('should change only its own lines when a field is edited, whatever the line endings, the mark at the start and the community', () => {
  const place = fc.record({ file: fc.nat(files.length - 1), ending: fc.constantFrom('lf', 'crlf'), mark: fc.constantFrom('', '\uFEFF'), community: fc.nat(communities.length - 1), at: fc.nat(200) })
  const open = ({ file, ending, mark, community, at }: { file: number; ending: 'lf' | 'crlf'; mark: '' | '\uFEFF'; community: number; at: number }) => {
    const fiche = parseFiche(asOn(files[file] ?? '', ending, mark))
    const fields = formFields(fiche, communities[community]).filter((f) => f.control.kind !== 'kept')
    return { fiche, field: fields[at % fields.length] }
  }
  const edited = place.chain((where) => {
    const { field } = open(where)
    return (field && anEdit(field) || fc.constant(undefined)).map((control) => ({ where, control }))
  })
  fc.assert(fc.property(edited, ({ where, control }) => {
    const { fiche, field } = open(where)
    if (field && control) expectOneFieldEdited(fiche, field, control, communities[where.community])
  }), { numRuns: 300 })
}, 120_000)
