import { conceptOf, fieldsFor } from '../fields.js'
import type { Rule } from '../rule.js'

/** A value that its vocabulary does not have: it is kept, but nobody finds the fiche by it. */
export const knownNotations: Rule = {
  id: 'terme-inconnu',
  fr: 'Les termes des listes viennent des vocabulaires.',
  en: 'Terms come from the vocabularies.',
  examples: [
    { text: '---\nbesoins: [decider-ensemble]\nphases: [decision]\n---\n', problems: 0 },
    { text: '---\nbesoins: [decider, financer]\ntype: machin\n---\n', problems: 2 },
  ],
  check: ({ fiche, profile, lineOf }) => fieldsFor(undefined, profile).flatMap(field => {
    if (field.vocabulary === undefined || field.kind === 'language') return []
    const vocabulary = field.vocabulary
    const own = profile.fields.some(one => one.key === field.key)
    return valuesOf(own ? extensionOf(fiche.header, profile.prefix)[field.key] : fiche.header[field.key])
      .filter(value => conceptOf(vocabulary, value) === undefined)
      .map(value => ({
        rule: 'terme-inconnu', field: own ? `ext.${profile.prefix}.${field.key}` : field.key, line: lineOf(own ? 'ext' : field.key), severity: 'warn' as const,
        fr: `«\u00A0${value.slice(0, 60)}\u00A0» n’est pas un terme de «\u00A0${field.labelFr}\u00A0».`,
        en: `“${value.slice(0, 60)}” is not a term of “${field.labelEn}”.`,
        wayOutFr: 'Choisissez dans la liste, ou gardez ce mot dans les mots-clés libres.',
        wayOutEn: 'Choose from the list, or keep the word among the free keywords.',
      }))
  }),
}

function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[,;]/).map(one => one.trim()).filter(one => one !== '').slice(0, 50)
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, 50) : []
}

function extensionOf(header: Readonly<Record<string, unknown>>, prefix: string): Readonly<Record<string, unknown>> {
  const ext = header['ext']
  const own = typeof ext === 'object' && ext !== null && Object.hasOwn(ext, prefix) ? (ext as Record<string, unknown>)[prefix] : undefined
  return typeof own === 'object' && own !== null ? own as Record<string, unknown> : {}
}
