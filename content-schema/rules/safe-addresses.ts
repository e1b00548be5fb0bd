import { FIELDS } from '../fields.js'
import { isRecord } from '../header.js'
import { readSources, readText } from '../read-values.js'
import type { Rule } from '../rule.js'

const OPENED = FIELDS.filter(({ kind }) => kind === 'url' || kind === 'sources')

/** Addresses in the header open a page: anything but http(s) is shown as plain text. */
export const safeAddresses: Rule = {
  id: 'adresse-inutilisable',
  fr: 'Les adresses de l’en-tête commencent par https:// ou http://.',
  en: 'Addresses in the header start with https:// or http://.',
  examples: [
    { text: '---\nsources: [{ titre: A, url: "https://example.org" }]\n---\n', problems: 0 },
    { text: '---\nsources: [{ titre: A, url: "javascript:alert(1)" }]\n---\n', problems: 1 },
    { text: '---\ntype: acteur\nliens: ["data:text/html,x", "https://example.org"]\nremplace: "vbscript:x"\n---\n', problems: 2 },
  ],
  check: ({ fiche, lineOf }) => OPENED.flatMap(({ key, kind }) => addressesOf(Object.hasOwn(fiche.header, key) ? fiche.header[key] : undefined, kind)
    .filter(address => /^\s*[a-z][a-z0-9+.-]*:/i.test(address) && !/^\s*https?:\/\//i.test(address))
    .map(address => ({
      rule: 'adresse-inutilisable', field: key, line: lineOf(key, address), severity: 'warn' as const,
      fr: `L’adresse «\u00A0${address.slice(0, 60)}\u00A0» ne peut pas être ouverte.`,
      en: `The address “${address.slice(0, 60)}” cannot be opened.`,
      wayOutFr: 'Donnez une adresse qui commence par https://.', wayOutEn: 'Give an address that starts with https://.',
    }))),
}

/** The addresses a value would open; a source written as plain text is one only when it has no space. */
function addressesOf(value: unknown, kind: string): string[] {
  if (kind === 'url') return [readText(value)].filter(text => text !== undefined)
  if (kind !== 'sources' || value === undefined) return []
  const items = Array.isArray(value) ? value.slice(0, 500) : [value]
  return items.flatMap(item => isRecord(item) ? (readSources(item) ?? []).map(({ url }) => url) : typeof item === 'string' && /^[a-z]+:[^\s]+$/i.test(item) ? [item] : []).filter(url => url !== undefined)
}
