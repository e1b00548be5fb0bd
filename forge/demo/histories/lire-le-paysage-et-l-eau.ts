import type { DemoStep } from '../step.js'

const fiche = 'lire-le-paysage-et-l-eau'

export const paysageSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-05-07T18:52:00+02:00', by: 'charlie-rivemousse', fiche, owner: 'resilience-alimentaire', rule: 'ouverte',
    text: { file: 'lire-le-paysage-et-l-eau/v1.md' }, media: { 'media/niveau-en-a.png': 'lire-le-paysage-et-l-eau/media/niveau-en-a.png' },
    reason: 'La marche que je fais faire avant tout dessin de jardin, avec le niveau en A que l’on fabrique sur place.',
  },
  {
    kind: 'improve', at: '2026-06-21T07:11:00+02:00', by: 'tomasz-hautelande', fiche,
    text: { edits: [{
      find: 'Ces repères servent à **comparer vos propres points**, le même jour.',
      replace: 'Mouillez d’abord le point avec un premier demi-litre, et ne chronométrez que le second : sur un sol sec, la première eau ment.\n\nCes repères servent à **comparer vos propres points**, le même jour.',
    }] },
    reason: 'Le premier demi-litre file dans les fentes et donne de faux espoirs. On chronomètre le second.',
  },
  {
    kind: 'improve', at: '2026-10-26T17:45:00+01:00', by: 'maelle-brindesol', fiche, coAuthors: ['charlie-rivemousse'],
    text: { edits: [
      { find: 'resultats_attendus: Une carte', replace: 'temps_travail: Une demi-journée par temps sec, puis deux visites d’une heure.\nresultats_attendus: Une carte' },
      { find: '- Stocker : la mare, en dernier, et seulement là où l’eau vient déjà.\n', replace: '- Stocker : la mare, en dernier, et seulement là où l’eau vient déjà[^regles].\n\n[^regles]: Selon sa taille et sa place, une mare ou une retenue peut demander une déclaration. Renseignez-vous à la mairie avant de creuser, surtout près d’un cours d’eau ou d’une zone humide.\n' },
    ] },
    reason: 'Temps réel passé chez nous, et une note sur les démarches : nous avions commencé à creuser sans savoir.',
  },
]
