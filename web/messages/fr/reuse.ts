/** « Ce passage existe aussi dans… » : passages communs à plusieurs fiches, et ce qui est dit de leur provenance. */
import type { DeclaredLink } from '../../../forge/domain/reuse-reading.js'

const several = (n: number, one: string, many: string) => (n <= 1 ? `${n}\u00a0${one}` : `${n}\u00a0${many}`)

export const reuse = {
  tab: 'Aussi ailleurs',
  title: 'Ce passage existe aussi dans…',
  lead: 'Les passages de cette fiche (20\u00a0mots et plus) que d’autres fiches publiées ici contiennent aussi. La forge montre des faits\u00a0: les dates, les noms, les licences. Elle ne dit pas qui a repris à qui, et ne retire rien.',
  none: 'Aucune autre fiche publiée ici ne contient de passage de celle-ci. Les titres, les mentions de licence, les crédits et les phrases que beaucoup de fiches partagent ne comptent pas.',
  notPublished: 'Rien n’est publié ici\u00a0: il n’y a rien à comparer.',
  underWay: 'Des histoires longues sont en cours de lecture\u00a0: les dates arrivent, la page se recharge seule.',
  moreFiches: (n: number) => `${several(n, 'autre fiche a', 'autres fiches ont')} aussi des passages en commun, plus courts.`,
  morePassages: (n: number) => `Et ${several(n, 'autre passage commun, plus court', 'autres passages communs, plus courts')}.`,

  links: {
    origin: 'Cette fiche en est une adaptation\u00a0: elle le dit, et le lien est gardé.',
    adaptation: 'C’est une adaptation de cette fiche\u00a0: elle le dit, et le lien est gardé.',
    family: 'Les deux sont des adaptations d’une même fiche\u00a0: elles le disent, et le lien est gardé.',
    same_import: 'Les deux ont été importées du même endroit.',
    source: 'Cette fiche la cite dans ses sources.',
    named: 'Elle cite cette fiche dans ses sources.',
  } as Record<DeclaredLink, string>,
  noLink: 'Aucun lien n’est déclaré entre les deux fiches.',

  words: (n: number, changed: number) => `${several(n, 'mot identique', 'mots identiques')}${changed > 0 ? `, à ${several(changed, 'mot près', 'mots près')}` : ''}`,
  theirs: 'Là-bas, ces mots s’écrivent',
  here: 'Ici',
  there: (title: string) => `Dans «\u00a0${title}\u00a0»`,
  born: (date: string) => `écrit le ${date}`,
  bornBetween: (from: string, to: string) => `écrit entre le ${from} et le ${to}`,
  by: 'par',
  nobody: 'l’histoire ne dit pas par qui',
  dateUnknown: 'date inconnue',
  dateUnderWay: 'lecture en cours',
  seeThere: 'Lire le passage là-bas',
  whoWroteThere: 'Qui a écrit quoi, là-bas',
  inFile: 'dans le fichier',

  licencesTitle: 'Licences',
  licenceOf: (title: string) => `«\u00a0${title}\u00a0»`,
  assumed: {
    declared: {
      there: (title: string) => `D’après ce qui est déclaré, ces mots viennent de «\u00a0${title}\u00a0»\u00a0:`,
      here: (title: string) => `D’après ce qui est déclaré, ces mots sont repris dans «\u00a0${title}\u00a0»\u00a0:`,
    },
    older: {
      there: (title: string) => `Ces mots sont plus anciens dans «\u00a0${title}\u00a0». S’ils en viennent\u00a0:`,
      here: (title: string) => `Ces mots sont plus anciens ici. S’ils ont été repris dans «\u00a0${title}\u00a0»\u00a0:`,
    },
  },
  ageUnknown: (title: string) => `On ne sait pas où ces mots sont les plus anciens. S’ils viennent de «\u00a0${title}\u00a0»\u00a0:`,
  waysOut: 'Que faire',

  saidTitle: 'Ce qui est dit de la provenance des passages',
  saidLead: 'Toute personne inscrite peut dire qu’un passage vient d’ailleurs. C’est noté pour de bon, avec son nom et la date. Les garant·es des deux fiches sont prévenu·es, et peuvent répondre. Rien n’est retiré automatiquement.',
  nothingSaid: 'Personne n’a rien signalé.',
  dispute: 'Dire que ce passage vient d’ailleurs',
  disputeOther: 'Signaler un autre passage, venu d’un livre, d’un site, d’ailleurs',
  signIn: 'Se connecter pour signaler un passage',
  passageField: 'Le passage',
  passageHint: 'Copiez-en les mots depuis la fiche, cinq au moins.',
  fromField: 'D’où vient-il, de qui\u00a0?',
  fromHint: 'Un nom, une fiche, un livre, une adresse web.',
  reasonField: 'Pourquoi le pensez-vous\u00a0?',
  reasonHint: 'Des faits\u00a0: où vous l’avez lu, depuis quand. Tout le monde pourra le lire.',
  send: 'Envoyer',
  disputes: (name: string, date: string) => `${name} dit que ce passage vient d’ailleurs, le ${date}`,
  comesFrom: 'Il viendrait de',
  replies: (name: string, date: string) => `${name} répond, le ${date}`,
  lifted: (name: string, date: string) => `${name} retire ce qu’elle ou il avait dit, le ${date}`,
  liftedMark: 'retiré par qui l’avait dit',
  openMark: 'en discussion',
  reply: 'Répondre',
  replyField: 'Votre réponse',
  replyHint: 'Elle se lira ici, avec votre nom et la date.',
  lift: 'Retirer ce que j’ai dit',
  done: { disputed: 'C’est noté. Les garant·es des fiches concernées sont prévenu·es.', answered: 'Votre réponse est notée.', lifted: 'C’est retiré. Ce qui a été dit reste lisible.' },

  lineElsewhere: (n: number) => (n <= 1 ? 'Des passages de cette fiche existent aussi dans une autre fiche.' : `Des passages de cette fiche existent aussi dans ${n}\u00a0autres fiches.`),
  lineDisputes: (n: number) => (n <= 1 ? 'Quelqu’un dit qu’un passage vient d’ailleurs.' : `${n}\u00a0passages sont dits venir d’ailleurs.`),
  lineLink: 'Voir lesquels',
}
