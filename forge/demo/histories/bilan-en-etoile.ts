import type { DemoStep } from '../step.js'

const fiche = 'bilan-en-etoile'

export const bilanEnEtoileSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-04-14T17:48:00+02:00', by: 'yanis-clairbois', fiche, owner: 'cooperation',
    text: { file: 'bilan-en-etoile/v1.md' }, media: { 'media/etoile.png': 'bilan-en-etoile/media/etoile.png' },
    reason: 'Le bilan que nous faisons chaque trimestre, avec le dessin que tout le monde me demande.',
  },
  {
    kind: 'improve', at: '2026-05-28T10:55:00+02:00', by: 'ousmane-largeroute', fiche,
    text: { edits: [{
      find: 'points_vigilance:\n',
      replace: 'variantes:\n  - { titre: Étoile au sol, texte: "Dehors, tracer l’étoile avec une corde. On ne colle rien : chaque personne se place dans la branche, dit son idée, et quelqu’un l’écrit." }\npoints_vigilance:\n',
    }] },
    reason: 'Variante de plein air, née d’un jour de grand vent où les papillons s’envolaient.',
  },
  {
    kind: 'improve', at: '2026-09-03T08:28:00+02:00', by: 'charlie-rivemousse', fiche,
    text: { edits: [{
      find: 'deroule:\n',
      replace: 'accessibilite:\n  modes: [visual, textual, auditory]\n  resume: Tous les papillons sont lus à voix haute au moment où on les pose ; une personne peut écrire sous la dictée d’une autre.\nderoule:\n',
    }] },
    reason: 'Dire ce que nous faisions déjà pour Malo, qui n’écrit pas : lire tout haut, écrire à deux.',
  },
  {
    kind: 'improve', at: '2026-11-10T18:16:00+01:00', by: 'solene-tourneplume', fiche,
    text: { edits: [{
      find: '- Gardez une photo de l’étoile avec les décisions. C’est le compte rendu.\n',
      replace: '- Gardez une photo de l’étoile avec les décisions. C’est le compte rendu.\n- Au bilan suivant, relisez chaque décision et choisissez :\n  - tenue : on se félicite, et on la range ;\n  - tenue en partie : on garde, avec un prénom et une date ;\n  - oubliée : on cherche pourquoi, et souvent on l’abandonne.\n',
    }] },
    reason: 'Comment relire les décisions du bilan précédent : sans cela, l’étoile devient une boîte à vœux.',
  },
]
