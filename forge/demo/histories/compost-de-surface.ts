import type { DemoStep } from '../step.js'

const fiche = 'compost-de-surface'

export const compostSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-04-18T13:24:00+02:00', by: 'tomasz-hautelande', fiche, owner: 'resilience-alimentaire', rule: 'ouverte',
    text: { file: 'compost-de-surface/v1.md' },
    reason: 'Pour que l’on cesse de confondre entretenir un sol et le noyer sous le compost.',
  },
  {
    kind: 'improve', at: '2026-05-02T21:36:00+02:00', by: 'maelle-brindesol', fiche,
    text: { edits: [
      { find: '| 4 à 5 cm | 400 à 500 L | démarrer sur un sol enherbé, semer dans un lit propre | une seule fois |\n', replace: '| 4 à 5 cm | 400 à 500 L | démarrer sur un sol enherbé, semer dans un lit propre | une seule fois |\n\nExemple : une planche de 80 cm sur 15 m fait 12 m². À 5 cm, il faut 600 litres, soit **sept brouettes et demie de 80 litres**.\n' },
    ] },
    reason: 'Un exemple chiffré en brouettes : c’est ainsi que l’on compte sur le terrain.',
  },
  {
    kind: 'improve', at: '2026-08-27T09:19:00+02:00', by: 'charlie-rivemousse', fiche,
    text: { edits: [
      { find: '- Un compost criblé', replace: '- Sur un sol d’argile lourde, cinq centimètres d’un coup font une couche séparée : l’eau s’arrête à la limite. Griffer d’abord la surface.\n- Un compost criblé' },
      { find: 'ext:\n', replace: 'accessibilite:\n  modes: [visual, tactile]\n  resume: Le test du cresson se fait sur une table ; l’épandage au seau convient à qui ne peut pas pousser une brouette.\next:\n' },
    ] },
    reason: 'Retour d’une parcelle argileuse où l’eau stagnait, et deux façons de participer sans porter.',
  },
]
