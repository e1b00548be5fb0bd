import type { Rule } from '../rule.js'

/** A value tied to another by `&` and `*`: it is read, but few people see what it means, and forms write it out. */
export const references: Rule = {
  id: 'renvoi',
  fr: 'Chaque valeur s’écrit en entier, sans renvoi.',
  en: 'Each value is written in full, without references.',
  examples: [
    { text: '---\nobjectifs: [Dire & faire]\n---\n', problems: 0 },
    { text: '---\nobjectifs: &o [Dire]\nprerequis: *o\n---\n', problems: 2 },
  ],
  // Once a line: a line that holds ten says it no better.
  check: ({ oddities }) => oddities.filter(({ kind, line }, at, all) => kind === 'reference' && all.findIndex(other => other.kind === kind && other.line === line) === at).map(({ key, line }) => ({
    rule: 'renvoi', ...(key === '' ? {} : { field: key }), line, severity: 'hint',
    fr: 'Cette valeur en répète une autre par un renvoi (& ou *).', en: 'This value repeats another one by a reference (& or *).',
    wayOutFr: 'Écrivez-la en entier\u00A0: tout le monde pourra la lire.', wayOutEn: 'Write it in full: everybody can read it then.',
  })),
}
