import type { DemoStep } from '../step.js'

const fiche = 'premiers-pas-en-gouvernance-partagee'

export const parcoursSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-09-08T14:22:00+02:00', by: 'solene-tourneplume', fiche, owner: 'cooperation',
    text: { file: 'premiers-pas-en-gouvernance-partagee/v1.md' },
    reason: 'Huit fiches de la communauté, mises dans l’ordre où je les fais vivre à un groupe qui débute.',
  },
  {
    kind: 'improve', at: '2026-10-13T11:06:00+02:00', by: 'solene-tourneplume', fiche,
    text: { edits: [
      { find: '{ ref: cooperation/le-tour-de-meteo, modalite', replace: '{ ref: cooperation/le-tour-de-meteo, version: "1.0", modalite' },
      { find: '{ ref: cooperation/decision-par-consentement, modalite', replace: '{ ref: cooperation/decision-par-consentement, version: "1.0", modalite' },
    ] },
    reason: 'Deux étapes s’appuient désormais sur une version citable : le groupe qui commence en octobre gardera le même texte jusqu’à la fin.',
  },
  {
    kind: 'improve', at: '2026-11-09T21:17:00+01:00', by: 'charlie-rivemousse', fiche,
    text: { edits: [{
      find: '## Ce qui fait réussir\n',
      replace: '## Si le groupe est dispersé\n\nLes rencontres 1, 4 et 6 gagnent à se vivre au même endroit. Les autres tiennent à distance, à trois conditions : une heure et demie au lieu de deux, une pause au milieu, et des binômes qui s’appellent entre deux rencontres.\n\n## Ce qui fait réussir\n',
    }] },
    reason: 'Retour d’un groupe réparti sur trois vallées, qui a suivi le parcours moitié sur place, moitié à distance.',
  },
]
