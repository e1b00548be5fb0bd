import type { DemoStep } from '../step.js'

const fiche = 'le-tour-de-meteo'
const releve = 'le-tour-de-meteo-a-la-releve'

/** Improved by several hands, adapted for a hospital ward, then improved again: the adaptation sees that its origin has moved. */
export const meteoSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-03-10T09:42:00+01:00', by: 'solene-tourneplume', fiche, owner: 'cooperation',
    text: { file: 'le-tour-de-meteo/v1.md' },
    reason: 'Je l’utilise depuis des années sans l’avoir jamais écrit. Voici le déroulé qui me sert à chaque ouverture.',
  },
  {
    kind: 'improve', at: '2026-03-24T18:05:00+01:00', by: 'yanis-clairbois', fiche,
    text: { edits: [{
      find: 'deroule:\n',
      replace: 'variantes:\n  - { titre: Météo silencieuse, texte: "Chacun·e place une gommette sur une échelle allant de l’orage au grand soleil ; on regarde ensemble pendant une minute, sans commentaire." }\nderoule:\n',
    }] },
    reason: 'Ajout d’une variante sans parole : dans mon équipe, deux personnes n’osaient pas passer leur tour.',
  },
  {
    kind: 'improve', at: '2026-04-21T11:20:00+02:00', by: 'solene-tourneplume', fiche, coAuthors: ['nadege-fontepierre'],
    text: { edits: [
      { find: 'points_vigilance:\n', replace: 'points_vigilance:\n  - Ne pas transformer le tour en thérapie ; si une tempête est annoncée, proposer un temps à part.\n' },
      { find: 'Donnez l’exemple en commençant par une météo sincère et brève.', replace: 'Donnez l’exemple en commençant par une météo sincère et brève : si vous dites « grand soleil » par politesse, tout le monde fera de même.' },
    ] },
    reason: 'Nous avons écrit à deux la limite de l’outil, après une réunion où quelqu’un s’est senti exposé.',
  },
  { kind: 'tag', at: '2026-04-22T09:00:00+02:00', by: 'solene-tourneplume', fiche, version: '1.0' },
  { kind: 'role', at: '2026-04-22T09:20:00+02:00', by: 'solene-tourneplume', fiche, role: 'idea', name: 'Hermine Sablecourt', note: 'Elle ouvrait ainsi ses ateliers de théâtre, il y a vingt ans. Je n’ai fait que l’écrire.' },
  {
    kind: 'adapt', at: '2026-05-18T21:47:00+02:00', by: 'idriss-valdore', fiche, to: { owner: 'idriss-valdore', slug: releve },
    reason: 'duree',
    explanation: 'À la relève, l’équipe est debout et dispose de quatre minutes. J’ai raccourci, gardé le silence du début et ajouté ce qui relève du soin.',
    text: { edits: [
      { find: 'titre: Le tour de météo\n', replace: 'titre: Le tour de météo à la relève\n' },
      { find: 'Savoir en quelques minutes dans quel état chaque personne arrive ou repart.', replace: 'Savoir en quatre minutes, debout, qui aura besoin d’appui pendant le service.' },
      { find: 'contextes: [association, tiers-lieu, education-populaire]', replace: 'contextes: [hopital]' },
      { find: 'publics: [facilitateur, porteur-projet, collectif-citoyen]', replace: 'publics: [acteur-confirme, institution-publique]' },
      { find: 'duree: { min: PT5M, max: PT20M }', replace: 'duree: { min: PT3M, max: PT5M }' },
      { find: 'taille_groupe: { min: 3, max: 30 }', replace: 'taille_groupe: { min: 3, max: 12 }' },
      { find: 'experimente_par:\n', replace: 'contributeurs:\n  - { nom: Idriss Valdoré, role: amelioration }\nexperimente_par:\n  - { nom: Idriss Valdoré, date: 2026-05-11 }\n' },
      { find: 'duree: PT10M, texte: "Chaque personne dit son prénom et sa météo en une ou deux phrases. On n’interrompt pas, on ne rassure pas, on remercie d’un regard."', replace: 'duree: PT2M, texte: "Debout, dans le couloir ou la salle de soins. Un mot de météo par personne, sans explication. On n’interrompt pas, on ne rassure pas."' },
      { find: '## Conseils de pratique\n', replace: '## À la relève\n\nOn fait le tour **avant** les transmissions, porte fermée. Le mot de chaque personne ne figure jamais dans le dossier des patients. Une seule question suit : « Qui veut un binôme aujourd’hui ? » On répond en levant la main, et l’on ajuste la répartition.\n\n## Conseils de pratique\n' },
    ] },
  },
  {
    kind: 'improve', at: '2026-06-30T14:12:00+02:00', by: 'charlie-rivemousse', fiche,
    text: { edits: [{
      find: 'deroule:\n',
      replace: 'accessibilite:\n  modes: [textual, auditory]\n  resume: Peut se faire sans parler (gommettes ou gestes) et sans image.\nderoule:\n',
    }] },
    reason: 'Précision d’accessibilité, après un essai avec une personne sourde et une personne qui ne voit pas les cartes.',
  },
  { kind: 'role', at: '2026-07-01T09:05:00+02:00', by: 'charlie-rivemousse', fiche, role: 'accessibility', note: 'Deux essais, avec une personne sourde puis avec une personne qui ne voit pas les cartes.', confirmedBy: 'solene-tourneplume' },
  {
    kind: 'improve', at: '2026-07-04T06:58:00+02:00', by: 'idriss-valdore', fiche: releve,
    text: { edits: [{
      find: 'et l’on ajuste la répartition.\n',
      replace: 'et l’on ajuste la répartition.\n\n| Équipe | Moment | Ce qui change |\n|---|---|---|\n| Matin | 6 h 45, avant les transmissions | le tour complet |\n| Après-midi | 13 h 45 | seulement les personnes qui arrivent |\n| Nuit | 20 h 45, puis 3 h | un second tour, assis, avec une boisson chaude |\n',
    }] },
    reason: 'Après deux mois dans trois équipes : le moment change selon le poste, et la nuit demande un second tour.',
  },
  {
    kind: 'improve', at: '2026-10-06T12:31:00+02:00', by: 'ousmane-largeroute', fiche,
    text: { edits: [
      { find: '- En clôture, demandez', replace: '- À distance, faites suivre l’ordre d’un document partagé et invitez à couper les notifications.\n- En clôture, demandez' },
      { find: 'publics: [facilitateur, porteur-projet, collectif-citoyen]', replace: 'publics: [facilitateur, porteur-projet, collectif-citoyen, acteur-emergent]' },
    ] },
    reason: 'Ajout du conseil qui nous a manqué en visio : sans ordre écrit, tout le monde attend tout le monde.',
  },
  {
    kind: 'propose', at: '2026-11-12T20:18:00+01:00', by: 'anouk-petitvent', fiche, proposal: 'meteo-dessinee',
    title: 'Une météo dessinée, pour les enfants et pour qui cherche ses mots',
    text: { edits: [
      { find: 'on regarde ensemble pendant une minute, sans commentaire." }\n', replace: 'on regarde ensemble pendant une minute, sans commentaire." }\n  - { titre: Météo dessinée, texte: "Chaque personne dessine son ciel sur un carré de papier en deux minutes ; on affiche les carrés côte à côte et l’on regarde le ciel du groupe." }\n' },
      { find: 'contextes: [association, tiers-lieu, education-populaire]', replace: 'contextes: [association, tiers-lieu, education-populaire, famille-voisinage]' },
    ] },
    reason: 'Au centre social, les enfants de six à dix ans dessinent leur ciel. Des adultes qui parlent peu français ont demandé à faire pareil.',
  },
  { kind: 'role', at: '2026-11-13T08:30:00+01:00', by: 'anouk-petitvent', fiche, role: 'test', note: 'Chaque mercredi depuis septembre, avec une douzaine d’enfants.' },
  {
    kind: 'verdict', at: '2026-11-15T10:03:00+01:00', by: 'solene-tourneplume', fiche, proposal: 'meteo-dessinee', verdict: 'question',
    message: 'Belle idée, merci ! Les dessins sont-ils repris à la fin, ou restent-ils au mur ? Je pense à ce qui est dit dans la fiche : rien ne sort du cercle.',
  },
  {
    kind: 'comment', at: '2026-11-16T19:40:00+01:00', by: 'anouk-petitvent', fiche, proposal: 'meteo-dessinee',
    message: 'Chaque enfant repart avec son dessin. Je peux l’écrire si vous pensez que c’est utile à tout le monde.',
  },
]
