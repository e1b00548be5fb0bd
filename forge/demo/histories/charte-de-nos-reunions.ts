import type { DemoStep } from '../step.js'

const fiche = 'charte-de-nos-reunions'

/** One proposition is declined, with its reason; another is integrated. */
export const charteSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-06-18T15:36:00+02:00', by: 'nadege-fontepierre', fiche, owner: 'cooperation', rule: 'garant·es',
    text: { file: 'charte-de-nos-reunions/v1.md' },
    reason: 'Un brouillon commun pour ne plus repartir de la feuille blanche.',
  },
  {
    kind: 'improve', at: '2026-06-25T18:50:00+02:00', by: 'nadege-fontepierre', fiche, coAuthors: ['yanis-clairbois', 'charlie-rivemousse', 'solene-tourneplume'],
    text: { edits: [
      { find: '3. **L’heure de fin est une promesse.** Elle protège', replace: '3. **L’heure de fin est une promesse.** La dépasser demande l’accord de tout le monde. Elle protège' },
      { find: 'On vise la proposition, jamais la personne.', replace: 'On vise la proposition, jamais la personne. Quand c’est trop tard, on s’arrête et l’on répare.' },
    ] },
    reason: 'Atelier à quatre voix : deux engagements étaient jolis mais ne disaient pas quoi faire quand ils sont rompus.',
  },
  {
    kind: 'propose', at: '2026-09-22T09:08:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'gage',
    title: 'Un gage pour les retards',
    text: { edits: [{
      find: 'une voix qui s’est fait entendre une fois revient plus facilement.\n',
      replace: 'une voix qui s’est fait entendre une fois revient plus facilement. La dernière personne arrivée prend le rôle de mémoire.\n',
    }] },
    reason: 'Un peu d’humour, et un effet réel chez nous : plus personne n’est en retard.',
  },
  {
    kind: 'verdict', at: '2026-09-24T07:59:00+02:00', by: 'ousmane-largeroute', fiche, proposal: 'gage', verdict: 'objection',
    message: 'Chez nous, la dernière personne arrivée est presque toujours la même : elle dépose ses enfants à l’école. Le gage tomberait chaque fois sur elle, et la mémoire serait vécue comme une punition.',
    liftCondition: 'Trouver autre chose qu’une sanction, ou parler de l’horaire.',
  },
  {
    kind: 'comment', at: '2026-09-25T12:20:00+02:00', by: 'solene-tourneplume', fiche, proposal: 'gage',
    message: 'Et si la charte disait plutôt que l’horaire se choisit ensemble ? Je peux écrire une autre proposition en ce sens.',
  },
  {
    kind: 'decline', at: '2026-09-29T17:14:00+02:00', by: 'nadege-fontepierre', fiche, proposal: 'gage',
    reason: 'L’objection d’Ousmane tient, et un gage contredit l’engagement 5 : un rôle se partage, il ne se subit pas. Le sujet des horaires reste ouvert ; Solène propose une autre voie. Merci Yanis de l’avoir soulevé.',
  },
  {
    kind: 'propose', at: '2026-10-02T10:44:00+02:00', by: 'solene-tourneplume', fiche, proposal: 'horaire',
    title: 'L’horaire se choisit ensemble',
    text: { edits: [{
      find: '4. **Nous commençons à l’heure par un tour.**',
      replace: '4. **Nous commençons à l’heure, une heure choisie avec les personnes qui ont le moins de liberté, par un tour.**',
    }] },
    reason: 'Plutôt que punir les retards, choisir l’heure avec celles et ceux pour qui elle est difficile.',
    coAuthors: ['ousmane-largeroute'],
  },
  {
    kind: 'verdict', at: '2026-10-03T08:05:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'horaire', verdict: 'consent',
    message: 'C’est mieux que ma première idée. Nous avons avancé la réunion d’une demi-heure, et le problème a disparu.',
  },
  { kind: 'integrate', at: '2026-10-05T09:40:00+02:00', by: 'nadege-fontepierre', fiche, proposal: 'horaire' },
]
