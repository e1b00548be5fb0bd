import type { FieldDefinition } from './field-definition.js'
import type { Concept } from './vocabularies.js'

/** What a community says of itself, as fields of a form. The rest of what it brings (types, terms, requirements) is its profile: data. */
export const COMMUNITY_FIELDS = {
  name: { key: 'nom', labelFr: 'Nom', labelEn: 'Name', helpFr: 'Celui que tout le monde lit\u00a0; l’adresse ne change pas.', helpEn: 'What everybody reads; the address does not change.', kind: 'text', group: 'essential', required: true, maxLength: 80, order: 10 },
  description: { key: 'presentation', labelFr: 'Présentation', labelEn: 'Presentation', helpFr: 'Qui vous êtes, ce que vous partagez, comment vous rejoindre. Une ligne vide sépare les paragraphes.', helpEn: 'Who you are, what you share, how to join. An empty line parts paragraphs.', kind: 'longtext', group: 'essential', required: false, maxLength: 4000, order: 20 },
  rule: { key: 'regle', labelFr: 'Qui décide, pour les fiches à venir', labelEn: 'Who decides, for sheets to come', helpFr: 'Les fiches déjà là gardent leur règle\u00a0; chacune se change dans ses propres réglages.', helpEn: 'Sheets already here keep their rule; each is changed in its own settings.', kind: 'concept', group: 'essential', required: true, order: 30 },
} as const satisfies Readonly<Record<string, FieldDefinition>>

/** Rules a community may choose for what is born there (the others are read, kept, and not offered yet). */
export const COMMUNITY_RULES: readonly Concept[] = [
  { notation: 'ouverte', fr: 'Ouverte', en: 'Open', definitionFr: 'Les membres publient tout de suite, la relecture suit.', definitionEn: 'Members publish at once, review follows.' },
  { notation: 'garant·es', fr: 'Garant·es', en: 'Stewards', definitionFr: 'Un·e garant·e de la fiche intègre les propositions.', definitionEn: 'A steward of the sheet integrates proposals.' },
]
