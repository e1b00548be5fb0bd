import type { DemoStep } from '../step.js'

const fiche = 'roles-tournants-de-reunion'

export const rolesSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-04-28T08:57:00+02:00', by: 'solene-tourneplume', fiche, owner: 'cooperation',
    text: { file: 'roles-tournants-de-reunion/v1.md' },
    reason: 'Les cinq cartes que j’imprime pour chaque formation, avec l’ordre dans lequel les introduire.',
  },
  {
    kind: 'improve', at: '2026-06-09T13:41:00+02:00', by: 'yanis-clairbois', fiche,
    text: { edits: [{
      find: '## Pour commencer\n',
      replace: '## Des phrases toutes prêtes\n\n| Rôle | Quand… | On peut dire |\n|---|---|---|\n| Facilitation | on s’éloigne du sujet | « Est-ce le point de maintenant, ou un point à noter ? » |\n| Temps | il reste cinq minutes | « Cinq minutes : voulons-nous conclure ou reporter ? » |\n| Parole | deux personnes se répondent | « Je propose d’entendre quelqu’un qui n’a pas encore parlé. » |\n| Mémoire | une décision semble prise | « Je relis ce que j’ai écrit ; est-ce bien cela ? » |\n| Ambiance | les épaules tombent | « Fenêtre ouverte, trois minutes debout. » |\n\n## Pour commencer\n',
    }] },
    reason: 'Une phrase par rôle : les personnes qui débutent savent quoi faire, mais pas comment le dire.',
  },
  {
    kind: 'improve', at: '2026-11-03T12:12:00+01:00', by: 'ousmane-largeroute', fiche,
    text: { edits: [
      { find: 'statut: publiee\n', replace: 'accessibilite:\n  modes: [textual, auditory]\n  resume: Le rôle de mémoire peut se tenir en dictant ; les cartes existent en gros caractères (24 points).\nstatut: publiee\n' },
      { find: '- les questions laissées ouvertes.\n', replace: '- les questions laissées ouvertes.\n\nQui n’aime pas écrire peut dicter à une autre personne, ou enregistrer ses trois points en fin de séance.\n' },
    ] },
    reason: 'Le rôle de mémoire faisait peur à celles et ceux qui écrivent difficilement.',
  },
]
