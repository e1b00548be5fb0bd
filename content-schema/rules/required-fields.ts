import { REQUIRED_FIELDS } from '../fiche-fields.js'
import { fieldOf } from '../fields.js'
import type { Rule } from '../rule.js'

/** The six fields that block publication (content model §4.1). A licence written in the text counts as stated. */
export const requiredFields: Rule = {
  id: 'champ-obligatoire',
  fr: 'Six champs sont nécessaires pour publier\u00A0: type, titre, résumé, besoins, publics, licence.',
  en: 'Six fields are needed to publish: type, title, summary, needs, audience, licence.',
  examples: [
    { text: '---\ntype: outil-animation\ntitre: T\nresume: R\nbesoins: [financer]\npublics: [expert]\nlicence: CC-BY-SA-4.0\n---\n', problems: 0 },
    { text: '---\ntitre: T\n---\nUn paragraphe.\n', problems: 4 },
    { text: '', problems: 6 },
  ],
  // Nothing is known to miss from a header that cannot be read at all.
  check: ({ fiche, licence, lineOf }) => (fiche.yamlProblem !== undefined && Object.keys(fiche.header).length === 0 ? [] : REQUIRED_FIELDS)
    .filter(field => fiche.fields.missing.includes(field) && !(field === 'licence' && licence.declared.length > 0))
    .map(field => {
      const definition = fieldOf(field)
      return {
        rule: 'champ-obligatoire', field, line: lineOf(field), severity: 'block',
        fr: `«\u00A0${definition?.labelFr ?? field}\u00A0» est à compléter.`,
        en: `“${definition?.labelEn ?? field}” is missing.`,
        wayOutFr: definition?.helpFr ?? '', wayOutEn: definition?.helpEn ?? '',
      }
    }),
}
