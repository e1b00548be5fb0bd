import { fieldOf } from '../fields.js'
import type { Rule } from '../rule.js'

/** A value of another shape than its field: it is ignored until somebody corrects it. */
export const valueTypes: Rule = {
  id: 'valeur-inattendue',
  fr: 'Chaque champ attend une forme de valeur.',
  en: 'Each field expects a shape of value.',
  examples: [
    { text: '---\ntitre: T\nduree: { min: PT5M, max: PT20M }\nbesoins: [financer]\n---\n', problems: 0 },
    { text: '---\ntitre: [a, b]\nduree: longtemps\ntaille_groupe: beaucoup\nbesoins: { a: 1 }\n---\n', problems: 4 },
  ],
  check: ({ wrong, lineOf }) => wrong.map(({ field, expectedFr, expectedEn }) => ({
    rule: 'valeur-inattendue', field, line: lineOf(field), severity: 'warn',
    fr: `«\u00A0${fieldOf(field)?.labelFr ?? field}\u00A0» n’est pas lu\u00A0: on attend ${expectedFr}.`,
    en: `“${fieldOf(field)?.labelEn ?? field}” is not read: ${expectedEn} is expected.`,
    wayOutFr: 'Remplissez ce champ dans le formulaire.', wayOutEn: 'Fill this field in the form.',
  })),
}
