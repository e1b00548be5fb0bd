import type { Rule } from '../rule.js'

/** A header whose YAML is broken: what can be read still is, so nobody is locked out. */
export const readableHeader: Rule = {
  id: 'en-tete-illisible',
  fr: 'L’en-tête doit pouvoir être lu.',
  en: 'The header must be readable.',
  examples: [
    { text: '---\ntitre: Bien\n---\n', problems: 0 },
    { text: '---\ntitre: Deux : points\n---\n', problems: 1 },
    { text: '---\ntitre: Deux : points\nresume: "pas fermé\nbesoins: [a, b]\nobjectifs: Trois : points\n---\n', problems: 3 },
    { text: '---\nbesoins: [a, b\n---\n', problems: 1 },
    { text: '---\na: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c]\n---\n', problems: 1 },
    { text: '---\ntitre: jamais fermé\n', problems: 1 },
  ],
  check: ({ fiche }) => fiche.yamlProblems.map(({ key, line, messageFr, messageEn }) => ({
    rule: 'en-tete-illisible', ...(key === undefined ? {} : { field: key }), line, severity: 'block',
    fr: messageFr, en: messageEn,
    wayOutFr: key === undefined ? 'Corrigez l’en-tête\u00A0: le texte, lui, se lit.' : 'Corrigez cette ligne, ou remplissez le champ dans le formulaire.',
    wayOutEn: key === undefined ? 'Fix the header: the text itself can be read.' : 'Fix this line, or fill the field in the form.',
  })),
}
