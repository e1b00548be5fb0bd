/** Ce qui attend chacun·e : la boîte, les mentions, les courriels, les rappels, la prise en charge, les mercis. */
import type { Expectation } from '../../../forge/domain/inbox.js'
import type { MentionReason } from '../../../forge/domain/mentions.js'
import type { MailFrequency } from '../../../forge/domain/notifications.js'

export type ExpectationSentences = { readonly [K in Expectation['kind']]: (e: Extract<Expectation, { kind: K }>, date: (at: number) => string) => string }
export type NewsSentences = Readonly<Record<'verdict_question' | 'verdict_consent' | 'verdict_objection' | 'verdict_bonification' | 'reviewed' | 'comment' | 'suggestion' | 'suggestion_accepted' | 'suggestion_declined' | 'objection_lifted' | 'iteration' | 'taken_over' | 'merged' | 'declined' | 'withdrawn' | 'opened' | 'grant_asked' | 'grant_answered', (name: string) => string>>

const several = (n: number, one: string, many: string) => (n <= 1 ? `${n}\u00a0${one}` : `${n}\u00a0${many}`)
const expects: ExpectationSentences = {
  lift: () => 'Le texte a changé depuis votre objection\u00a0: dites si le risque est levé.',
  finish: () => 'Vous l’avez prise en charge\u00a0: terminez-la, puis faites-la relire.',
  reread: (e) => `Le texte a changé depuis votre avis\u00a0: relisez la version ${e.iteration}.`,
  integrate: () => 'Rien ne manque\u00a0: relisez-la, puis intégrez-la ou dites ce qui vous retient.',
  consent: (e) => (e.need - e.have <= 1 ? 'Il manque l’accord d’une personne\u00a0: dites si vous consentez.' : `Il manque l’accord de ${e.need - e.have}\u00a0personnes\u00a0: dites si vous consentez.`),
  object: (e, date) => `On peut encore objecter jusqu’au ${date(e.until)}\u00a0: dites si vous voyez un risque.`,
  objection: (e) => `${e.by.map(({ name }) => name).join(', ')} ${e.by.length > 1 ? 'voient' : 'voit'} un risque\u00a0: aidez à le lever.`,
  read: () => 'Dites ce que vous en pensez\u00a0: un mot suffit.',
}
const news: NewsSentences = {
  verdict_question: (name) => `${name} pose une question`, verdict_consent: (name) => `${name} consent`, verdict_objection: (name) => `${name} objecte`, verdict_bonification: (name) => `${name} propose une bonification`,
  reviewed: (name) => `${name} a terminé sa relecture`, comment: (name) => `${name} a écrit un message`, suggestion: (name) => `${name} suggère une autre formulation`,
  suggestion_accepted: (name) => `${name} a pris une suggestion`, suggestion_declined: (name) => `${name} n’a pas pris une suggestion`, objection_lifted: (name) => `${name} a levé une objection`,
  iteration: (name) => `${name} a envoyé une nouvelle version`, taken_over: (name) => `${name} a pris la proposition en charge`, merged: (name) => `${name} a intégré la proposition`,
  declined: (name) => `${name} n’a pas retenu la proposition`, withdrawn: (name) => `${name} a retiré la proposition`, opened: (name) => `${name} a envoyé la proposition`,
  grant_asked: (name) => `${name} demande un accord pour un passage`, grant_answered: (name) => `${name} répond au sujet d’un passage`,
}

export const flow = {
  anyMember: (community: string) => `tout·e membre de ${community}`,
  inboxTitle: 'Ce qui vous attend',
  tabsLabel: 'Ce qui vous attend',
  tabs: { toReview: 'À relire', mine: 'Mes propositions et brouillons', mentions: 'Mentions' } as Record<'toReview' | 'mine' | 'mentions', string>,
  newCount: (n: number) => several(n, 'nouveauté', 'nouveautés'),
  headerCount: (n: number) => several(n, 'chose à voir', 'choses à voir'),
  isNew: 'nouveau',

  reviewLead: 'Ce que vous pouvez faire avancer, propositions, accords et contributions à confirmer, en commençant par ce qui attend depuis le plus longtemps.',
  reviewNone: 'Rien ne vous attend. Merci\u00a0!',
  elsewhere: 'Ailleurs dans la forge',
  elsewhereLead: 'Personne ne vous attend ici, mais tout avis est le bienvenu.',
  waitsSince: 'attend depuis le',
  roleOffered: (role: string) => `${role.charAt(0).toUpperCase()}${role.slice(1)}\u00a0: est-ce bien vous\u00a0?`,
  roleOfferedBy: (name: string, hint: string) => `${name} voudrait noter ce que vous avez fait (${hint})\u00a0: dites si c’est juste.`,
  roleToConfirm: (holder: string, role: string) => `${role.charAt(0).toUpperCase()}${role.slice(1)}, par ${holder}\u00a0: à confirmer`,
  roleSaidBySelf: (name: string) => `${name} le dit\u00a0: en tant que garant·e de la fiche, confirmez, ou dites pourquoi non.`,
  roleSaidBy: (name: string) => `C’est ${name} qui le signale\u00a0: en tant que garant·e de la fiche, confirmez, ou dites pourquoi non.`,
  relabelAsked: (licence: string) => `Vos mots sous ${licence}\u00a0: êtes-vous d’accord\u00a0?`,
  relabelAskedBy: (name: string) => `${name} voudrait changer la licence de la fiche et demande votre accord pour les mots que vous y avez écrits.`,
  grantAskedBy: (name: string, fiche: string) => `${name} voudrait reprendre dans «\u00a0${fiche}\u00a0» un passage que vous avez écrit ailleurs et demande votre accord.`,
  answerHere: 'Lire et répondre',
  expects,
  touchUp: 'petite retouche',
  touchUpHint: 'Relecture rapide\u00a0: quelques mots changent, rien d’autre.',
  minutes: (n: number) => `${n}\u00a0min`,
  readingTime: (n: number) => `${n}\u00a0min de lecture`,

  mineTitle: 'Mes propositions',
  drafts: 'Mes brouillons',
  draftsLead: 'Ce que vous avez commencé sans l’envoyer. Vous seul·e le voyez.',
  draftOfFile: (path: string, title: string) => `${path}, dans « ${title} »`,
  draftKeptAt: (when: string) => `Enregistré le ${when}`,
  mineLead: 'Où en sont vos propositions, et ce qui s’y est passé depuis votre dernière visite.',
  mineNone: 'Vous n’avez pas de proposition en cours. Une fiche à améliorer\u00a0? Proposez\u00a0: pas besoin d’autorisation.',
  sinceLastLook: 'Depuis votre dernière visite',
  news,
  moreNews: (n: number) => (n <= 1 ? `et ${n}\u00a0autre chose` : `et ${n}\u00a0autres choses`),
  thanksMine: (name: string, fiche: string) => `Merci\u00a0! ${name} a intégré votre proposition à «\u00a0${fiche}\u00a0».`,
  thanksReader: (name: string, title: string) => `Merci d’avoir relu «\u00a0${title}\u00a0»\u00a0: ${name} vient de l’intégrer.`,

  mentionsLead: 'Les messages qui vous citent, vous répondent ou parlent de ce que vous avez fait.',
  mentionsNone: 'Aucun message pour vous pour l’instant. Pour appeler quelqu’un, écrivez son identifiant\u00a0: @identifiant.',
  reasons: {
    named: (name: string) => `${name} vous cite`, answered: (name: string) => `${name} vous répond`, on_mine: (name: string) => `${name} parle de votre proposition`, on_my_words: (name: string) => `Une proposition de ${name} touche à ce que vous avez écrit`,
    on_fiche: (name: string) => `${name} parle d’une fiche dont vous êtes garant·e`,
    consent_asked: (name: string) => `${name} demande votre accord pour changer la licence de mots que vous avez écrits`, consent_answered: (name: string) => `${name} répond au sujet d’un changement de licence`,
    consent_closed: (name: string) => `${name} renonce à un changement de licence\u00a0: plus besoin de répondre`,
    grant_asked: (name: string) => `${name} demande votre accord pour reprendre ailleurs un passage que vous avez écrit`, grant_answered: (name: string) => `${name} répond au sujet d’un passage`,
    role_offered: (name: string) => `${name} voudrait noter ce que vous avez fait\u00a0: dites si c’est juste`, role_to_confirm: (name: string) => `${name} indique une contribution, à confirmer`,
    role_answered: (name: string) => `${name} répond au sujet d’une contribution`, role_disputed: (name: string) => `${name} conteste une contribution`,
  } as Record<Exclude<MentionReason, 'thanked'> | 'on_fiche', (name: string) => string>,
  ofPassages: { passage_disputed: (name: string) => `${name} dit qu’un passage vient d’ailleurs`, passage_dispute_answered: (name: string) => `${name} répond au sujet d’un passage qui viendrait d’ailleurs` },
  seeMessage: 'Lire le message',
  markAllSeen: 'Tout marquer comme vu',
  allSeen: 'Tout est marqué comme vu.',

  // Réglages
  mailsLead: 'La forge vous écrit quand quelque chose vous attend ou vous concerne\u00a0: un avis sur vos propositions, une relecture à faire, un message pour vous, un merci. Jamais quand il n’y a rien à dire.',
  mailsTo: (address: string) => `Ces courriels partent à ${address}.`,
  mailsWaiting: 'Confirmez d’abord une adresse\u00a0: d’ici là, aucun de ces courriels ne part.',
  mailsLegend: 'Quand vous écrire\u00a0?',
  frequencies: { weekly: 'Un résumé par semaine, le lundi', daily: 'Un résumé par jour, s’il y a du nouveau', at_once: 'Au fil de l’eau, à chaque nouveauté', none: 'Rien\u00a0: je viendrai voir' } as Record<MailFrequency, string>,
  mailsSave: 'Enregistrer',
  mailsSaved: { weekly: 'C’est noté\u00a0: un résumé par semaine.', daily: 'C’est noté\u00a0: un résumé par jour.', at_once: 'C’est noté\u00a0: un courriel à chaque nouveauté.', none: 'C’est noté\u00a0: plus aucun de ces courriels.' } as Record<MailFrequency, string>,

  // Se désabonner
  unsubscribeTitle: 'Ne plus recevoir ces courriels',
  unsubscribeLead: (name: string, instance: string) => `${name}, ${instance} ne vous écrira plus de ce qui se passe. Les courriels de votre compte (mot de passe, adresses) continueront.`,
  unsubscribe: 'Ne plus recevoir ces courriels',
  unsubscribed: 'C’est fait\u00a0: vous ne recevrez plus ces courriels.',
  unsubscribeUsed: 'Ce lien a déjà servi, ou un choix plus récent l’a remplacé. Vos réglages disent ce que vous recevez.',
  unsubscribeChange: 'Recevoir autre chose (réglages)',

  // Prise en charge
  takeOver: 'Prendre en charge',
  takeOverHint: 'Rien n’a bougé depuis trois semaines. Vous pourrez en envoyer une nouvelle version\u00a0: les mots déjà écrits restent à qui les a proposés, vous signez seulement les vôtres.',
  takeOverReason: 'Un mot à la personne qui l’a proposée',
  takeOverDone: 'Vous avez pris cette proposition en charge. Vous pouvez maintenant en envoyer une nouvelle version.',
  takenOver: (names: string) => `${names} l’a prise en charge après un long silence\u00a0; les mots proposés restent à leur auteur·ice.`,
  finish: 'Terminer la proposition',
  finishHint: 'Vous repartez du texte proposé\u00a0; vous signez seulement ce que vous y changez.',
  didTakeOver: 'a pris la proposition en charge',

  // Le courriel
  digest: {
    subjects: { weekly: (instance: string) => `${instance}\u00a0: votre semaine`, daily: (instance: string) => `${instance}\u00a0: votre journée`, at_once: (instance: string) => `${instance}\u00a0: du nouveau pour vous` } as Record<Exclude<MailFrequency, 'none'>, (instance: string) => string>,
    hello: (name: string) => `Bonjour ${name},`,
    thanks: 'MERCI',
    integrated: (by: string, title: string, fiche: string) => `${by} a intégré votre proposition «\u00a0${title}\u00a0» à la fiche «\u00a0${fiche}\u00a0». Merci\u00a0!`,
    helped: (by: string, title: string, fiche: string) => `Votre relecture a compté\u00a0: ${by} a intégré «\u00a0${title}\u00a0» à la fiche «\u00a0${fiche}\u00a0». Merci\u00a0!`,
    toReview: 'CE QUI ATTEND VOTRE AVIS',
    proposed: (title: string, by: string, fiche: string) => `«\u00a0${title}\u00a0», par ${by}, pour la fiche «\u00a0${fiche}\u00a0»`,
    waiting: 'SANS RÉPONSE DEPUIS UNE SEMAINE',
    waitingSince: (date: string) => `Personne n’a encore répondu depuis le ${date}.`,
    toTakeOver: 'RIEN NE BOUGE DEPUIS TROIS SEMAINES',
    takeOverSince: (date: string) => `Rien n’a bougé depuis le ${date}. Vous pouvez la relire, ou la prendre en charge pour la terminer.`,
    mine: 'VOS PROPOSITIONS',
    ownProposal: (title: string, fiche: string) => `«\u00a0${title}\u00a0», pour la fiche «\u00a0${fiche}\u00a0»`,
    mentions: 'ON VOUS PARLE',
    inPlace: (title: string, fiche: string) => (title === '' ? `sur la fiche «\u00a0${fiche}\u00a0»` : `à propos de «\u00a0${title}\u00a0», pour la fiche «\u00a0${fiche}\u00a0»`),
    quoted: (words: string) => `«\u00a0${words}\u00a0»`,
    because: (reason: string) => `Raison donnée\u00a0: «\u00a0${reason}\u00a0»`,
    awaiting: (n: number) => (n <= 1 ? 'En tout, une proposition attend un mot de vous\u00a0:' : `En tout, ${n}\u00a0propositions attendent un mot de vous\u00a0:`),
    footer: { weekly: 'Vous recevez ce résumé une fois par semaine.', daily: 'Vous recevez ce résumé au plus une fois par jour.', at_once: 'Vous recevez ces courriels au fil de l’eau.' } as Record<Exclude<MailFrequency, 'none'>, string>,
    settings: 'En recevoir plus ou moins\u00a0:',
    unsubscribe: 'Ne plus en recevoir (un clic, sans se connecter)\u00a0:',
  },
}
