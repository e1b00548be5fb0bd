import type { Rule } from '../rule.js'

const ADDRESS = /[^\s<>()[\]{}"',;:]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/i

/** A mail address in a header stays in the history for ever, whoever it belongs to (content model §4.1). */
export const privateAddresses: Rule = {
  id: 'adresse-de-courriel',
  fr: 'L’en-tête ne contient pas d’adresse de courriel.',
  en: 'The header holds no mail address.',
  examples: [
    { text: '---\nauteurs: [Lou Exemple]\n---\nÉcrire à lou@example.org.\n', problems: 0 },
    { text: '---\nauteurs: [Lou Exemple <lou@example.org>]\nobjectifs: ["Un @ tout seul"]\n---\n', problems: 1 },
  ],
  check: ({ fiche, entries, lineOf }) => entries.filter(({ key }) => Object.hasOwn(fiche.header, key) && holdsAddress(fiche.header[key], 0)).map(({ key }) => ({
    rule: 'adresse-de-courriel', field: key, line: lineOf(key, '@'), severity: 'warn',
    fr: `«\u00A0${key.slice(0, 60)}\u00A0» contient une adresse de courriel\u00A0: une fois publiée, elle reste dans l’histoire du texte.`,
    en: `“${key.slice(0, 60)}” holds a mail address: once published, it stays in the history of the text.`,
    wayOutFr: 'Gardez le nom, et donnez plutôt une page où écrire.', wayOutEn: 'Keep the name, and give a page to write to instead.',
  })),
}

function holdsAddress(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.includes('@') && ADDRESS.test(value.slice(0, 20_000))
  if (typeof value !== 'object' || value === null || depth > 8) return false
  return Object.values(value).slice(0, 500).some(inner => holdsAddress(inner, depth + 1))
}
