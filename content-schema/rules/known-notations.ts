import type { Rule } from '../rule.js'
import { termOf, valuesInLists } from '../terms.js'

/** A value that its vocabulary does not have: it is kept, but nobody finds the fiche by it. */
export const knownNotations: Rule = {
  id: 'terme-inconnu',
  fr: 'Les termes des listes viennent des vocabulaires.',
  en: 'Terms come from the vocabularies.',
  examples: [
    { text: '---\nbesoins: [decider-ensemble]\nphases: [decision]\n---\n', problems: 0 },
    { text: '---\nbesoins: [decider, financer]\ntype: machin\n---\n', problems: 2 },
    { text: '---\next:\n  msv:\n    type_sol: [argileux, martien]\n---\n', problems: 1, community: 'resilience-alimentaire' },
  ],
  check: ({ fiche, profile, lineOf }) => valuesInLists(fiche, profile)
    .filter(({ vocabulary, value }) => termOf(profile, vocabulary, value) === undefined)
    .map(({ field, path, value }) => ({
      rule: 'terme-inconnu', field: path, line: lineOf(path, value), severity: 'warn' as const,
      fr: `«\u00A0${value.slice(0, 60)}\u00A0» n’est pas un terme de «\u00A0${field.labelFr}\u00A0».`,
      en: `“${value.slice(0, 60)}” is not a term of “${field.labelEn}”.`,
      wayOutFr: 'Choisissez dans la liste, ou gardez ce mot dans les mots-clés libres.',
      wayOutEn: 'Choose from the list, or keep the word among the free keywords.',
    })),
}
