import { fieldsFor } from '../fields.js'
import type { Rule } from '../rule.js'

/** What a community asks for besides the six fields, where it applies to the type. */
export const communityRequirements: Rule = {
  id: 'champ-de-la-communaute',
  fr: 'La communauté demande ses propres champs.',
  en: 'The community asks for its own fields.',
  examples: [
    { text: '---\ntype: pratique-agricole\n---\n', problems: 0 },
    { text: '---\ntype: pratique-agricole\n---\n', problems: 1, community: 'resilience-alimentaire' },
    { text: '---\ntype: evenement\n---\n', problems: 0, community: 'resilience-alimentaire' },
  ],
  check: ({ fiche, profile, lineOf }) => fieldsFor(fiche.fields.type, profile)
    .filter(field => profile.required.includes(field.key) && isEmpty(fiche.header[field.key]))
    .map(field => ({
      rule: 'champ-de-la-communaute', field: field.key, line: lineOf(field.key), severity: 'warn',
      fr: `Cette communauté demande aussi «\u00A0${field.labelFr}\u00A0».`, en: `This community also asks for “${field.labelEn}”.`,
      wayOutFr: field.helpFr, wayOutEn: field.helpEn,
    })),
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
