import type { Rule } from '../rule.js'

/** Addresses in the header open a page: anything but http(s) is shown as plain text. */
export const safeAddresses: Rule = {
  id: 'adresse-inutilisable',
  fr: 'Les adresses de l’en-tête commencent par https:// ou http://.',
  en: 'Addresses in the header start with https:// or http://.',
  examples: [
    { text: '---\nsources: [{ titre: A, url: "https://example.org" }]\n---\n', problems: 0 },
    { text: '---\nsources: [{ titre: A, url: "javascript:alert(1)" }]\n---\n', problems: 1 },
  ],
  check: ({ fiche, lineOf }) => (['sources', 'derive_de'] as const).flatMap(field => fiche.fields[field]
    .filter(source => source.url !== undefined && /^\s*[a-z][a-z0-9+.-]*:/i.test(source.url) && !/^\s*https?:\/\//i.test(source.url))
    .map(source => ({
      rule: 'adresse-inutilisable', field, line: lineOf(field), severity: 'warn' as const,
      fr: `L’adresse «\u00A0${(source.url ?? '').slice(0, 60)}\u00A0» ne peut pas être ouverte.`,
      en: `The address “${(source.url ?? '').slice(0, 60)}” cannot be opened.`,
      wayOutFr: 'Donnez une adresse qui commence par https://.', wayOutEn: 'Give an address that starts with https://.',
    }))),
}
