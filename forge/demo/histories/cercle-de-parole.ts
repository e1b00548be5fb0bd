import type { DemoStep } from '../step.js'

const fiche = 'cercle-de-parole'

/** One proposition here is withdrawn by its own author, convinced by the discussion. */
export const cercleDeParoleSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-04-02T19:25:00+02:00', by: 'charlie-rivemousse', fiche, owner: 'cooperation',
    text: { file: 'cercle-de-parole/v1.md' },
    reason: 'Écrite après notre cercle de fin d’hiver, à la demande de personnes qui voulaient en tenir un à leur tour.',
  },
  {
    kind: 'improve', at: '2026-04-16T09:10:00+02:00', by: 'solene-tourneplume', fiche,
    text: { edits: [{
      find: '| « Qui a un problème avec le planning ? » | « Comment est-ce que je vis nos semaines ? » |\n',
      replace: '| « Qui a un problème avec le planning ? » | « Comment est-ce que je vis nos semaines ? » |\n| « Êtes-vous pour ou contre l’accueil d’enfants ? » | « Quelle place ont les enfants dans ma vie ici ? » |\n\nUne bonne question se comprend du premier coup, n’a pas de bonne réponse, et concerne vraiment la personne qui la pose.\n',
    }] },
    reason: 'Ajout d’un exemple et de trois critères : c’est sur la question que l’on me demande le plus d’aide.',
  },
  {
    kind: 'improve', at: '2026-06-02T23:14:00+02:00', by: 'idriss-valdore', fiche,
    text: { edits: [{
      find: 'statut: publiee\n',
      replace: 'accessibilite:\n  modes: [auditory, tactile]\n  resume: Lumière sur les visages pour la lecture labiale ; l’objet peut rester posé et l’ordre être annoncé à voix haute ; on peut déposer un mot écrit, lu par une autre personne.\nstatut: publiee\n',
    }] },
    reason: 'Trois précautions d’accessibilité, apprises avec une collègue malentendante.',
  },
  {
    kind: 'propose', at: '2026-07-01T12:02:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'sablier',
    title: 'Un sablier de deux minutes par personne',
    text: { edits: [
      { find: '  - { nom: Montre discrète pour la personne gardienne du temps }\n', replace: '  - { nom: Sablier de deux minutes, quantite: 1 }\n' },
      { find: '- Le silence n’est pas un vide', replace: '- Le sablier circule avec l’objet : quand il est vide, on termine sa phrase.\n- Le silence n’est pas un vide' },
    ] },
    reason: 'Nos cercles débordent : une personne prend parfois quinze minutes, et les dernières n’ont plus de temps.',
  },
  {
    kind: 'verdict', at: '2026-07-02T08:20:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'sablier', verdict: 'objection',
    message: 'Un sablier dans la main change la parole : on regarde le sable, on remplit ses deux minutes. La brièveté perdrait son sens d’intention pour devenir une limite.',
    liftCondition: 'Une façon de protéger le temps qui ne passe pas par un objet tenu par la personne qui parle.',
  },
  {
    kind: 'comment', at: '2026-07-03T18:45:00+02:00', by: 'solene-tourneplume', fiche, proposal: 'sablier',
    message: 'Chez nous, on réduit le cercle : au-delà de dix, deux cercles en parallèle. Plus personne n’a eu besoin de minuteur.',
  },
  {
    kind: 'withdraw', at: '2026-07-08T09:17:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'sablier',
    reason: 'J’ai essayé les deux cercles de six : terminé à l’heure, et bien plus profond. Mon problème était la taille du groupe. Je retire, et merci.',
  },
  {
    kind: 'improve', at: '2026-09-17T20:39:00+02:00', by: 'charlie-rivemousse', fiche, coAuthors: ['yanis-clairbois', 'solene-tourneplume'],
    media: { 'media/cercle.png': 'cercle-de-parole/media/cercle.png' },
    text: { edits: [
      { find: 'preparation: "Choisir', replace: 'couverture:\n  fichier: media/cercle.png\n  alt: Neuf personnes assises en cercle, vues d’en haut, une pierre posée au centre.\n  credit: Charlie Rivemousse\npreparation: "Choisir' },
      { find: '## Les quatre intentions\n', replace: '![Neuf personnes en cercle autour d’une pierre ; une flèche montre le sens dans lequel circule la parole](media/cercle.png)\n\n## Les quatre intentions\n' },
      { find: 'points_vigilance:\n', replace: 'points_vigilance:\n  - Au-delà de dix personnes, ouvrir deux cercles en parallèle plutôt que de minuter la parole.\n' },
    ] },
    reason: 'Un dessin, et la leçon de la discussion sur le sablier : deux petits cercles valent mieux qu’un grand que l’on presse.',
  },
]
