import { fieldsFor } from '../fields.js'
import type { Rule } from '../rule.js'

/** What a community asks for besides the six fields, where it applies to the type. */
export const communityRequirements: Rule = {
  id: 'champ-de-la-communaute',
  fr: 'La communauté demande ses propres champs.',
  en: 'The community asks for its own fields.',
  examples: [{ text: '---\ntype: outil-animation\n---\n', problems: 0 }],
  check: ({ fiche, profile, lineOf }) => fieldsFor(fiche.fields.type, profile)
    .filter(field => profile.required.includes(field.key) && (fiche.header[field.key] === undefined || fiche.header[field.key] === null))
    .map(field => ({
      rule: 'champ-de-la-communaute', field: field.key, line: lineOf(field.key), severity: 'warn',
      fr: `Cette communauté demande aussi «\u00A0${field.labelFr}\u00A0».`, en: `This community also asks for “${field.labelEn}”.`,
      wayOutFr: field.helpFr, wayOutEn: field.helpEn,
    })),
}
