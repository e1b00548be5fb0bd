import type { DemoStep } from '../step.js'

const fiche = 'election-sans-candidat'

export const electionSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-03-18T16:10:00+01:00', by: 'nadege-fontepierre', fiche, owner: 'cooperation',
    text: { file: 'election-sans-candidat/v1.md' },
    reason: 'Première version, à partir de la feuille que je distribue en accompagnement.',
  },
  {
    kind: 'improve', at: '2026-04-09T08:34:00+02:00', by: 'yanis-clairbois', fiche,
    text: { edits: [{
      find: 'puis lecture dans l’ordre alphabétique." }\n',
      replace: 'puis lecture dans l’ordre alphabétique." }\n  - { titre: Grand groupe, texte: "Cercle central de douze personnes déléguées, le reste du groupe observe et nourrit les arguments par écrit." }\n',
    }] },
    reason: 'Variante pour les grands groupes, essayée à quarante lors de notre assemblée.',
  },
  {
    kind: 'improve', at: '2026-06-10T17:52:00+02:00', by: 'solene-tourneplume', fiche,
    text: { edits: [{
      find: 'retours:\n',
      replace: 'accessibilite:\n  modes: [textual, auditory]\n  resume: Prévoir un secrétariat pour les personnes qui n’écrivent pas et lire tous les bulletins à voix haute.\nretours:\n',
    }] },
    reason: 'Le vote écrit laisse de côté qui n’écrit pas : une phrase pour y penser avant.',
  },
  {
    kind: 'improve', at: '2026-11-02T22:06:00+01:00', by: 'idriss-valdore', fiche,
    text: { edits: [{
      find: 'pas un chèque en blanc.\n',
      replace: 'pas un chèque en blanc.\n\n## Et si personne ne convient ?\n\nDécoupez le rôle, raccourcissez le mandat à un essai de trois mois, ou revenez à l’étape de\nclarification : une élection bloquée signale souvent un rôle mal décrit.\n',
    }] },
    reason: 'C’est arrivé chez nous : personne ne voulait du rôle de référent planning. Découpé en deux, il a trouvé preneuse et preneur.',
  },
]
