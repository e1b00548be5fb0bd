import type { FieldDefinition } from './field-definition.js'

/** What a community says of itself, as fields of a form; the rule of what is born there is chosen beside them. The rest of what it brings (types, terms, requirements) is its profile: data. */
export const COMMUNITY_FIELDS = {
  name: { key: 'nom', labelFr: 'Nom', labelEn: 'Name', helpFr: 'Celui que tout le monde lit\u00a0; l’adresse ne change pas.', helpEn: 'What everybody reads; the address does not change.', kind: 'text', group: 'essential', required: true, maxLength: 80, order: 10 },
  description: { key: 'presentation', labelFr: 'Présentation', labelEn: 'Presentation', helpFr: 'Qui vous êtes, ce que vous partagez, comment vous rejoindre. Une ligne vide sépare les paragraphes.', helpEn: 'Who you are, what you share, how to join. An empty line parts paragraphs.', kind: 'longtext', group: 'essential', required: false, maxLength: 4000, order: 20 },
} as const satisfies Readonly<Record<string, FieldDefinition>>
