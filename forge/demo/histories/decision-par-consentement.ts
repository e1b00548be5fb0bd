import type { DemoStep } from '../step.js'

const fiche = 'decision-par-consentement'
const tour = 'duree: PT20M, texte: "Un tour : « Vois-tu un risque que cette proposition ferait courir à notre mission ? » On répond « pas d’objection » ou « objection ». Les objections sont notées, puis traitées une à une."'
const mainLevee = 'duree: PT10M, texte: "« Qui voit un risque que cette proposition ferait courir à notre mission ? Levez la main. » Les objections sont notées, puis traitées une à une. Sans main levée, la décision est prise."'

/** A real disagreement: the objection changes the proposition, is lifted, and the fiche gains from both. */
export const consentementSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-03-12T10:15:00+01:00', by: 'nadege-fontepierre', fiche, owner: 'cooperation', rule: 'garant·es',
    text: { file: 'decision-par-consentement/v1.md' },
    reason: 'Une fiche de plus sur le consentement, mais qui dit enfin comment on reconnaît une objection.',
  },
  {
    kind: 'improve', at: '2026-03-30T14:40:00+02:00', by: 'nadege-fontepierre', fiche, coAuthors: ['solene-tourneplume'],
    text: { edits: [
      { find: 'points_vigilance:\n', replace: 'points_vigilance:\n  - La facilitation ne défend ni n’attaque la proposition ; si elle en a envie, elle passe la main.\n' },
      { find: '2. On cherche la plus petite modification qui enlève le risque :\n', replace: '2. On cherche, **tout le groupe ensemble**, la plus petite modification qui enlève le risque :\n' },
    ] },
    reason: 'Relecture à deux : lever l’objection est l’affaire du groupe, et la facilitation doit pouvoir se retirer.',
  },
  {
    kind: 'propose', at: '2026-05-05T09:22:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'main-levee',
    title: 'Gagner dix minutes : chercher les objections à main levée',
    text: { edits: [{ find: tour, replace: mainLevee }] },
    reason: 'À douze, le tour des objections prend vingt minutes et onze personnes disent « pas d’objection ». Une main levée suffit, et le groupe reste éveillé.',
  },
  {
    kind: 'verdict', at: '2026-05-06T08:51:00+02:00', by: 'solene-tourneplume', fiche, proposal: 'main-levee', verdict: 'objection',
    message: 'Lever la main seule devant onze personnes demande un courage que tout le monde n’a pas. Dans deux groupes que j’accompagne, les objections ont disparu le jour où l’on est passé à la main levée ; elles sont revenues un mois après, en conflit. Le risque, pour la fiche, est qu’elle fabrique des consentements de façade.',
    liftCondition: 'Que le tour reste la règle, ou que chaque personne s’exprime, d’une façon ou d’une autre, en même temps que les autres.',
  },
  {
    kind: 'comment', at: '2026-05-06T12:37:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'main-levee',
    message: 'Je n’avais pas vu cela : dans ma coopérative, on se connaît depuis dix ans. Mais l’ennui du tour est réel aussi, et des gens décrochent.',
  },
  {
    kind: 'comment', at: '2026-05-07T21:30:00+02:00', by: 'idriss-valdore', fiche, proposal: 'main-levee',
    message: 'En équipe de soin, nous posons chacun·e une carte face cachée, et nous retournons toutes les cartes ensemble. Trente secondes, et personne n’est seul·e.',
  },
  {
    kind: 'verdict', at: '2026-05-08T07:45:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'main-levee', verdict: 'question',
    message: 'Est-ce pour toutes les décisions, ou seulement pour les petites ? Une dépense de trente euros et une embauche ne demandent pas le même soin.',
  },
  {
    kind: 'improve', at: '2026-05-12T15:18:00+02:00', by: 'nadege-fontepierre', fiche,
    text: { edits: [{
      find: '- Dans l’urgence vraie,',
      replace: '- Quand la décision est déjà prise ailleurs : le dire, et ne pas faire semblant de consulter.\n- Dans l’urgence vraie,',
    }] },
    reason: 'Un cas où il ne faut surtout pas s’en servir, rencontré trois fois cette année.',
  },
  {
    kind: 'update', at: '2026-05-19T18:26:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'main-levee', coAuthors: ['idriss-valdore'],
    message: 'Le tour redevient la règle. La version courte passe en variante, avec les cartes d’Idriss, et seulement pour ce qui est petit et réversible.',
    text: { edits: [
      { find: mainLevee, replace: tour },
      { find: 'accessibilite:\n', replace: 'variantes:\n  - { titre: Version courte à cartes, texte: "Pour une décision petite et réversible : chaque personne pose une carte face cachée (verte, pas d’objection ; orange, objection), puis toutes les cartes sont retournées ensemble. Une seule carte orange, et l’on revient au tour." }\naccessibilite:\n' },
    ] },
  },
  {
    kind: 'lift', at: '2026-05-20T09:05:00+02:00', by: 'solene-tourneplume', fiche, proposal: 'main-levee',
    reason: 'Tout le monde s’exprime en même temps, et le tour reste la règle : le risque que je voyais n’y est plus. Merci, la fiche y gagne une variante que je vais utiliser.',
  },
  {
    kind: 'verdict', at: '2026-05-20T20:11:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'main-levee', verdict: 'consent',
    message: '« Petite et réversible » répond à ma question.',
  },
  {
    kind: 'verdict', at: '2026-05-21T06:50:00+02:00', by: 'idriss-valdore', fiche, proposal: 'main-levee', verdict: 'bonification',
    message: 'Pensez à un signe sur les cartes en plus de la couleur (un rond, une croix), pour qui distingue mal le vert de l’orange. Cela peut venir après.',
  },
  {
    kind: 'verdict', at: '2026-05-22T10:58:00+02:00', by: 'nadege-fontepierre', fiche, proposal: 'main-levee', verdict: 'consent',
    message: 'Exactement ce que décrit la fiche : une objection qui améliore. J’intègre.',
  },
  { kind: 'integrate', at: '2026-05-22T11:02:00+02:00', by: 'nadege-fontepierre', fiche, proposal: 'main-levee' },
  { kind: 'tag', at: '2026-05-23T09:30:00+02:00', by: 'nadege-fontepierre', fiche, version: '1.0' },
  {
    kind: 'propose', at: '2026-09-15T13:09:00+02:00', by: 'ousmane-largeroute', fiche, proposal: 'cartes-lisibles',
    title: 'Des cartes lisibles sans les couleurs',
    text: { edits: [{
      find: '(verte, pas d’objection ; orange, objection)',
      replace: '(un rond vert, pas d’objection ; une croix orange, objection)',
    }] },
    reason: 'Je reprends l’idée laissée par Idriss en mai : au tiers-lieu, deux personnes ne distinguaient pas les cartes.',
    coAuthors: ['idriss-valdore'],
  },
  {
    kind: 'verdict', at: '2026-09-19T17:33:00+02:00', by: 'yanis-clairbois', fiche, proposal: 'cartes-lisibles', verdict: 'consent',
    message: 'Imprimées ce matin, elles marchent très bien.',
  },
  { kind: 'integrate', at: '2026-09-20T10:20:00+02:00', by: 'nadege-fontepierre', fiche, proposal: 'cartes-lisibles' },
]
