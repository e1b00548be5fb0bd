import type { Rule } from '../rule.js'

/** A field written twice: the last one is read, the other is lost on the reader. */
export const duplicateKeys: Rule = {
  id: 'champ-en-double',
  fr: 'Un champ s’écrit une seule fois.',
  en: 'A field is written once.',
  examples: [
    { text: '---\ntitre: un\nresume: deux\n---\n', problems: 0 },
    { text: '---\ntitre: un\ntitre: deux\n---\n', problems: 1 },
    { text: '---\nmateriel:\n  - nom: Bêche\n    nom: Mètre\n  - nom: Corde\n---\n', problems: 1 },
  ],
  check: ({ entries, oddities }) => {
    const seen = new Set<string>()
    const repeated = [...entries.filter(({ key }) => seen.size === seen.add(key).size), ...oddities.filter(({ kind }) => kind === 'repeated')]
    return repeated.map(({ key, line }) => ({
      rule: 'champ-en-double', field: key, line, severity: 'warn',
      fr: `«\u00A0${key.slice(0, 80)}\u00A0» est écrit plusieurs fois\u00A0: seul le dernier est lu.`,
      en: `“${key.slice(0, 80)}” is written several times: only the last one is read.`,
      wayOutFr: 'Gardez une seule ligne pour ce champ.', wayOutEn: 'Keep one line for this field.',
    }))
  },
}
