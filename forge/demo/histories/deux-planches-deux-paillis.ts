import type { DemoStep } from '../step.js'

const fiche = 'deux-planches-deux-paillis'

export const deuxPaillisSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-04-05T17:04:00+02:00', by: 'maelle-brindesol', fiche, owner: 'resilience-alimentaire', rule: 'ouverte',
    text: { file: 'deux-planches-deux-paillis/v1.md' },
    reason: 'Le récit de notre comparaison d’hiver, avec ce qui a raté.',
  },
  {
    kind: 'improve', at: '2026-04-19T12:15:00+02:00', by: 'tomasz-hautelande', fiche,
    text: { edits: [{
      find: 'La planche C avait une croûte',
      replace: 'Chaque valeur est la moyenne de deux bêchées, prises au milieu de la planche et à un mètre du bord.\n\nLa planche C avait une croûte',
    }] },
    reason: 'J’étais la troisième personne : je précise comment nous avons prélevé, pour que d’autres puissent refaire.',
  },
  {
    kind: 'improve', at: '2026-10-30T19:27:00+01:00', by: 'maelle-brindesol', fiche,
    text: { edits: [
      { find: 'sur des fèves, nous ne savons pas.\n', replace: 'sur des fèves, nous ne savons pas.\n\n**Six mois après.** Les oignons de la planche A ont pesé un cinquième de plus que ceux de la planche C ; la planche B est entre les deux. La planche nue a demandé trois désherbages, les autres un seul.\n' },
      { find: '  - { ref: resilience-alimentaire/test-beche-sol-vivant }\n', replace: '  - { ref: resilience-alimentaire/test-beche-sol-vivant, version: "1.0" }\n' },
    ] },
    reason: 'La suite, maintenant que la saison est finie : récolte et désherbages.',
  },
]
