import type { Rule } from '../rule.js'
import { termOf, valuesInLists } from '../terms.js'

/** A term that was replaced still works; the new one is found by more people. */
export const replacedTerms: Rule = {
  id: 'terme-remplace',
  fr: 'Un terme remplacé laisse la place au nouveau.',
  en: 'A replaced term gives way to the new one.',
  examples: [{ text: '---\nbesoins: [decider-ensemble, inconnu]\n---\n', problems: 0 }],
  check: ({ fiche, profile, lineOf }) => valuesInLists(fiche, profile).flatMap(({ field, path, vocabulary, value }) => {
    const next = termOf(profile, vocabulary, value)?.replacedBy
    if (next === undefined) return []
    const label = termOf(profile, vocabulary, next)
    return [{
      rule: 'terme-remplace', field: path, line: lineOf(path, value), severity: 'warn' as const,
      fr: `«\u00A0${value}\u00A0» a été remplacé dans «\u00A0${field.labelFr}\u00A0» par «\u00A0${label?.fr ?? next}\u00A0».`,
      en: `“${value}” was replaced in “${field.labelEn}” by “${label?.en ?? next}”.`,
      wayOutFr: `Écrivez «\u00A0${next}\u00A0» à la place.`, wayOutEn: `Write “${next}” instead.`,
    }]
  }),
}
