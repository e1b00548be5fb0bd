import type { Rule } from '../rule.js'

const TRIED_TYPES: ReadonlySet<string> = new Set(['methode', 'outil-animation', 'pratique-agricole', 'kit', 'jeu-de-cartes'])

/** « Only what I tried »: communities with this rule want to know who put the method into practice (content model §6.3). */
export const triedBefore: Rule = {
  id: 'experimentation',
  fr: 'Certaines communautés n’accueillent que ce qui a été mis en pratique.',
  en: 'Some communities only take in what was tried.',
  examples: [
    { text: '---\ntype: outil-animation\n---\n', problems: 0 },
    { text: '---\ntype: outil-animation\n---\n', problems: 1, community: 'cooperation' },
    { text: '---\ntype: outil-animation\nexperimente_par: [{ nom: Lou Exemple }]\n---\n', problems: 0, community: 'cooperation' },
    { text: '---\ntype: evenement\n---\n', problems: 0, community: 'cooperation' },
  ],
  check: ({ fiche, profile, lineOf }) => !profile.rules.experimentRequired || !TRIED_TYPES.has(fiche.fields.type ?? '') || fiche.fields.experimente_par.length > 0 ? [] : [{
    rule: 'experimentation', field: 'experimente_par', line: lineOf('experimente_par'), severity: 'warn',
    fr: 'Cette communauté n’accueille que ce qui a été mis en pratique\u00A0: personne ne dit encore l’avoir fait.',
    en: 'This community only takes in what was tried: nobody says yet that they put it into practice.',
    wayOutFr: 'Ajoutez le nom de qui l’a mis en pratique, ou le vôtre après une première fois.', wayOutEn: 'Add the name of who tried it, or yours after a first try.',
  }],
}
