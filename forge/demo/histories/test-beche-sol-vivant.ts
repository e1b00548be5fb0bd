import type { DemoStep } from '../step.js'

const fiche = 'test-beche-sol-vivant'

export const testBecheSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-03-16T20:31:00+01:00', by: 'tomasz-hautelande', fiche, owner: 'resilience-alimentaire',
    text: { file: 'test-beche-sol-vivant/v1.md' },
    reason: 'La première fiche à lire avant toutes les autres : regarder avant d’agir.',
  },
  {
    kind: 'propose', at: '2026-04-10T06:42:00+02:00', by: 'maelle-brindesol', fiche, proposal: 'vers',
    title: 'Compter les vers de terre pour comparer d’une année à l’autre',
    text: { edits: [
      { find: 'seuils: "0 coudées ou absentes sous 10 cm ; 1 irrégulières ; 2 denses et profondes" }\n', replace: 'seuils: "0 coudées ou absentes sous 10 cm ; 1 irrégulières ; 2 denses et profondes" }\n  - { nom: Vers de terre, unite: individus par bêchée, methode: comptage de 5 minutes }\n' },
      { find: '    - { cle: decision, libelle: "Décision prise", type: texte }\n', replace: '    - { cle: vers, libelle: "Vers de terre comptés", type: entier, ouvert: true }\n    - { cle: decision, libelle: "Décision prise", type: texte }\n' },
    ] },
    reason: 'L’étape « chercher la vie » demande de compter, mais rien ne gardait le nombre. Je l’ai ajouté aux indicateurs et au questionnaire.',
  },
  {
    kind: 'verdict', at: '2026-04-11T21:15:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'vers', verdict: 'consent',
    message: 'Essayé hier avec des enfants : cinq minutes, c’est juste ce qu’il faut.',
  },
  { kind: 'integrate', at: '2026-04-14T12:48:00+02:00', by: 'tomasz-hautelande', fiche, proposal: 'vers' },
  { kind: 'tag', at: '2026-04-15T07:30:00+02:00', by: 'tomasz-hautelande', fiche, version: '1.0' },
  {
    kind: 'improve', at: '2026-10-18T19:03:00+02:00', by: 'tomasz-hautelande', fiche,
    text: { edits: [{
      find: '- **Bonnes partout** : ne rien changer est une décision, notez-la.\n',
      replace: '- **Bonnes partout** : ne rien changer est une décision, notez-la.\n- **Mauvaise odeur, taches bleu-gris** : le sol manque d’air ; chercher d’abord l’eau\n  ([lire le paysage](../lire-le-paysage-et-l-eau)).\n',
    }] },
    reason: 'Un cas que je rencontrais souvent en visite et que la fiche ne disait pas : le sol qui manque d’air.',
  },
  {
    kind: 'propose', at: '2026-10-27T17:20:00+01:00', by: 'charlie-rivemousse', fiche, proposal: 'partager',
    title: 'Dire comment partager ses résultats sans donner sa parcelle',
    text: { edits: [{
      find: '## Que faire du résultat ?\n',
      replace: '## Partager\n\nPubliez la photo du bloc avec le mètre, les notes et ce que vous avez décidé. Si vous le voulez,\nla commune (jamais la parcelle) alimente la carte et les données ouvertes de la communauté.\n\n## Que faire du résultat ?\n',
    }] },
    reason: 'On me demande souvent si l’on doit dire où se trouve la parcelle. Non, et il vaut mieux l’écrire.',
  },
  {
    kind: 'verdict', at: '2026-10-29T20:50:00+01:00', by: 'maelle-brindesol', fiche, proposal: 'partager', verdict: 'bonification',
    message: 'Je mettrais ce passage à la fin, après « Que faire du résultat ? » : on partage une fois qu’on a décidé.',
  },
  {
    kind: 'update', at: '2026-10-30T08:14:00+01:00', by: 'charlie-rivemousse', fiche, proposal: 'partager',
    message: 'Passage déplacé à la fin, comme le suggère Maëlle.',
    text: { edits: [
      { find: '## Partager\n\nPubliez la photo du bloc avec le mètre, les notes et ce que vous avez décidé. Si vous le voulez,\nla commune (jamais la parcelle) alimente la carte et les données ouvertes de la communauté.\n\n', replace: '' },
      { find: '  ([lire le paysage](../lire-le-paysage-et-l-eau)).\n', replace: '  ([lire le paysage](../lire-le-paysage-et-l-eau)).\n\n## Partager\n\nPubliez la photo du bloc avec le mètre, les notes et ce que vous avez décidé. Si vous le voulez,\nla commune (jamais la parcelle) alimente la carte et les données ouvertes de la communauté.\n' },
    ] },
  },
  { kind: 'integrate', at: '2026-11-01T18:33:00+01:00', by: 'tomasz-hautelande', fiche, proposal: 'partager' },
]
