import { FIELDS } from '../fields.js'
import type { Rule } from '../rule.js'

/** Texts made to be read at a glance stay short. */
export const textLengths: Rule = {
  id: 'texte-trop-long',
  fr: 'Le titre, l’utilité et le résumé tiennent dans leur longueur.',
  en: 'Title, use and summary keep to their length.',
  examples: [
    { text: '---\ntitre: Court\n---\n', problems: 0 },
    { text: `---\nvaleur_ajoutee: ${'mot '.repeat(60)}\n---\n`, problems: 1 },
  ],
  check: ({ fiche, lineOf }) => FIELDS.flatMap(({ key, maxLength, labelFr, labelEn }) => {
    const value = fiche.header[key]
    if (maxLength === undefined || typeof value !== 'string' || value.trim().length <= maxLength) return []
    return [{
      rule: 'texte-trop-long', field: key, line: lineOf(key), severity: 'hint' as const,
      fr: `«\u00A0${labelFr}\u00A0» fait ${value.trim().length} caractères, ${maxLength} suffisent.`,
      en: `“${labelEn}” is ${value.trim().length} characters long, ${maxLength} are enough.`,
      wayOutFr: 'Gardez l’essentiel, le reste va dans le texte.', wayOutEn: 'Keep the essential, the rest goes in the text.',
    }]
  }),
}
