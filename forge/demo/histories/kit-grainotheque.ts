import type { DemoStep } from '../step.js'

const fiche = 'kit-grainotheque'

export const grainothequeSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-05-29T23:02:00+02:00', by: 'mesange-bleue', fiche, owner: 'resilience-alimentaire', rule: 'ouverte',
    text: { file: 'kit-grainotheque/v1.md' },
    media: {
      'pieces/etiquette-de-sachet.md': 'kit-grainotheque/pieces/etiquette-de-sachet.md',
      'pieces/page-du-cahier.md': 'kit-grainotheque/pieces/page-du-cahier.md',
    },
    reason: 'Le kit que j’apporte dans un sac à dos quand une bibliothèque m’appelle.',
  },
  {
    kind: 'improve', at: '2026-07-12T10:08:00+02:00', by: 'maelle-brindesol', fiche,
    text: { edits: [
      { find: '| Laitue | rarement | 4 ans | oui |\n', replace: '| Laitue | rarement | 4 ans | oui |\n| Oignon, poireau | oui | 1 à 2 ans | à dater avec soin |\n' },
      { find: '## Vérifier qu’une graine germe encore\n', replace: '## Sécher et conserver\n\nUne graine craint trois choses : l’eau, la chaleur, la lumière. Séchez-la une semaine à l’ombre, puis enfermez les sachets dans un bocal avec un fond de riz passé au four. Au frais, on double souvent les durées du tableau.\n\n## Vérifier qu’une graine germe encore\n' },
    ] },
    reason: 'Beaucoup de sachets reviennent mal séchés. Un paragraphe court, et l’oignon qui manquait au tableau.',
  },
  {
    kind: 'improve', at: '2026-11-02T16:39:00+01:00', by: 'ousmane-largeroute', fiche,
    media: { 'pieces/affiche-ouverture.md': 'kit-grainotheque/pieces/affiche-ouverture.md' },
    text: { edits: [
      { find: '  - { fichier: pieces/page-du-cahier.md, role: modèle de page du cahier, obligatoire: true }\n', replace: '  - { fichier: pieces/page-du-cahier.md, role: modèle de page du cahier, obligatoire: true }\n  - { fichier: pieces/affiche-ouverture.md, role: affiche à compléter, obligatoire: false }\n' },
      { find: '- Ce mode d’emploi.\n', replace: '- [L’affiche d’ouverture](pieces/affiche-ouverture.md), à compléter à la main.\n- Ce mode d’emploi.\n' },
    ] },
    reason: 'L’affiche que nous avons faite pour l’ouverture au tiers-lieu, à compléter au feutre.',
  },
]
