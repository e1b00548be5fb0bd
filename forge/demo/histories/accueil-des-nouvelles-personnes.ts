import type { DemoStep } from '../step.js'

const fiche = 'accueil-des-nouvelles-personnes'

export const accueilSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-05-11T11:33:00+02:00', by: 'ousmane-largeroute', fiche, owner: 'cooperation',
    text: { file: 'accueil-des-nouvelles-personnes/v1.md' },
    reason: 'Notre façon d’accueillir au tiers-lieu, après trois ans à perdre des bénévoles au bout de quinze jours.',
  },
  {
    kind: 'improve', at: '2026-06-15T16:27:00+02:00', by: 'nadege-fontepierre', fiche,
    text: { edits: [{
      find: 'points_vigilance:\n',
      replace: 'points_vigilance:\n  - Dire dès l’arrivée à qui parler, hors du binôme, si quelque chose se passe mal.\n',
    }] },
    reason: 'Une personne qui arrive ne sait pas vers qui se tourner en cas de problème, surtout si le problème est son binôme.',
  },
  {
    kind: 'improve', at: '2026-10-12T14:04:00+02:00', by: 'solene-tourneplume', fiche,
    text: { edits: [
      { find: '- [ ] Le collectif sait que quelqu’un arrive, et comment l’appeler.\n', replace: '- [ ] Le collectif sait que quelqu’un arrive, et comment l’appeler : son prénom d’usage, son pronom, le tutoiement ou non.\n- [ ] On lui a demandé ce qui lui faciliterait la venue (horaire, marche à l’entrée, langue, garde d’enfant).\n' },
      { find: 'statut: publiee\n', replace: 'accessibilite:\n  modes: [visual, auditory]\n  resume: La visite se prépare avec la personne ; une version écrite du tour est remise à l’arrivée.\nstatut: publiee\n' },
    ] },
    reason: 'Demander avant plutôt que deviner : le prénom d’usage et ce qui rend la venue possible.',
  },
  {
    kind: 'improve', at: '2026-11-04T09:46:00+01:00', by: 'ousmane-largeroute', fiche,
    text: { edits: [{
      find: 'C’est souvent là que commencent les meilleures améliorations.\n',
      replace: 'C’est souvent là que commencent les meilleures améliorations.\n\nDeux étonnements qui nous ont fait changer :\n\n> « Pourquoi faut-il demander la clé de la pharmacie ? » (elle est maintenant ouverte)\n\n> « Je croyais que la réunion du mardi était réservée aux membres du bureau. » (l’affiche dit désormais « ouverte à tout le monde »)\n',
    }] },
    reason: 'Deux exemples vrais de regard neuf, pour donner envie de les noter.',
  },
]
