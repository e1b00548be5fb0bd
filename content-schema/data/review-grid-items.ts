/**
 * What a reader may want to look at, by type of resource. Proposed, never imposed: no answer is asked for. Ids are written in journals:
 * they never change meaning nor go away; a question whose meaning changes takes another id.
 */
export interface GridItem {
  readonly id: string
  /** A word or two: « Sécurité ». */
  readonly fr: string
  readonly en: string
  readonly questionFr: string
  readonly questionEn: string
}

type Row = readonly [id: string, fr: string, en: string, questionFr: string, questionEn: string]

const rows: readonly Row[] = [
  ['clarte', 'Clarté', 'Clarity', 'Une personne qui découvre la fiche peut-elle s’en servir sans autre explication\u00a0?', 'Can somebody who discovers it use it without further explanation?'],
  ['securite', 'Sécurité', 'Safety', 'Les risques pour les personnes sont-ils dits, avec ce qui les évite\u00a0?', 'Are risks for people said, with what avoids them?'],
  ['cadre', 'Liberté de chacun·e', 'Everyone’s freedom', 'Peut-on ne pas répondre, sortir ou dire stop sans avoir à s’expliquer\u00a0?', 'Can people not answer, step out or say stop without explaining themselves?'],
  ['inclusion', 'Inclusion', 'Inclusion', 'Chaque personne peut-elle y prendre part, quels que soient son âge, son corps, sa langue\u00a0?', 'Can everyone take part, whatever their age, body or language?'],
  ['duree-testee', 'Durée testée', 'Tested duration', 'Les durées annoncées ont-elles été essayées pour de vrai\u00a0?', 'Were the announced durations really tried?'],
  ['materiel', 'Matériel', 'Materials', 'Le matériel est-il dit en entier, facile à trouver ou à remplacer\u00a0?', 'Is all the material listed, easy to find or to replace?'],
  ['lieu', 'Sol, climat, saison', 'Soil, climate, season', 'Sait-on sur quel sol, sous quel climat et à quelle saison cela a marché\u00a0?', 'Is it said on which soil, in which climate and season it worked?'],
  ['vivant', 'Effets sur le vivant', 'Effects on living things', 'Les effets sur le sol, l’eau et les bêtes sont-ils connus, ou dits incertains\u00a0?', 'Are effects on soil, water and animals known, or said to be uncertain?'],
  ['observe', 'Observé ou supposé', 'Observed or supposed', 'Distingue-t-on ce qui a été observé de ce qui est supposé\u00a0?', 'Is what was observed told apart from what is supposed?'],
  ['etapes', 'Progression', 'Progression', 'L’ordre des étapes et ce qu’on apprend à chacune sont-ils clairs\u00a0?', 'Are the order of the steps and what each one teaches clear?'],
  ['accord', 'Accord des personnes', 'People’s agreement', 'Les personnes citées ou reconnaissables sont-elles d’accord\u00a0?', 'Do people who are quoted or recognisable agree?'],
  ['acces', 'Accès', 'Access', 'Qui ne voit pas, n’entend pas ou lit difficilement y a-t-il accès (transcription, sous-titres, description)\u00a0?', 'Can those who do not see, hear or read easily get it (transcript, captions, description)?'],
  ['complet', 'Pièces réunies', 'All the pieces', 'Toutes les pièces sont-elles là, et sait-on quoi en faire\u00a0?', 'Are all the pieces there, and is it clear what to do with them?'],
  ['a-jour', 'À jour', 'Up to date', 'Dates, liens, prix et contacts sont-ils encore justes\u00a0?', 'Are dates, links, prices and contacts still right?'],
  ['vie-privee', 'Vie privée', 'Privacy', 'Ne publie-t-on que ce que les personnes veulent rendre public\u00a0?', 'Is only what people want to make public published?'],
  ['sources', 'Sources', 'Sources', 'Ce qui est affirmé renvoie-t-il à des sources qu’on peut retrouver\u00a0?', 'Does what is claimed lead to sources that can be found?'],
  ['sens', 'Sens des mots', 'Meaning of words', 'Chaque mot dit-il une seule chose, différente des autres\u00a0?', 'Does each word mean one thing, different from the others?'],
  ['licence', 'Licence', 'Licence', 'Sait-on d’où viennent textes et images, et sous quelle licence\u00a0?', 'Is it known where texts and pictures come from, and under which licence?'],
]

export const GRID_ITEMS: readonly GridItem[] = rows.map(([id, fr, en, questionFr, questionEn]) => ({ id, fr, en, questionFr, questionEn }))

/** What any resource is read with, when its type has no grid of its own. */
export const COMMON_GRID: readonly string[] = ['clarte', 'inclusion', 'sources', 'licence']

const animation = ['clarte', 'cadre', 'securite', 'inclusion', 'duree-testee', 'materiel', 'licence']
const heard = ['clarte', 'acces', 'accord', 'sources', 'licence']
const pieces = ['clarte', 'complet', 'materiel', 'inclusion', 'duree-testee', 'licence']
const announced = ['clarte', 'a-jour', 'inclusion', 'vie-privee', 'licence']
const told = ['clarte', 'accord', 'observe', 'licence']
const written = ['clarte', 'observe', 'sources', 'acces', 'licence']
const words = ['clarte', 'sens', 'inclusion', 'sources']

/** Ids of items by notation of the type, in the order they are asked. */
export const GRIDS: Readonly<Record<string, readonly string[]>> = {
  methode: ['clarte', 'securite', 'inclusion', 'duree-testee', 'materiel', 'observe', 'licence'], 'outil-animation': animation,
  'pratique-agricole': ['clarte', 'securite', 'lieu', 'vivant', 'observe', 'materiel', 'duree-testee', 'licence'], parcours: ['clarte', 'etapes', 'duree-testee', 'materiel', 'inclusion', 'licence'],
  temoignage: told, 'retour-experience': told, media: heard, video: heard, audio: heard, support: ['clarte', 'acces', 'sources', 'licence'], diaporama: ['clarte', 'acces', 'sources', 'licence'],
  affiche: ['clarte', 'acces', 'sources', 'licence'], document: written, kit: pieces, 'jeu-de-cartes': pieces, malle: ['clarte', 'complet', 'materiel', 'securite', 'inclusion', 'licence'],
  'offre-formation': announced, acteur: ['clarte', 'a-jour', 'vie-privee', 'licence'], evenement: announced, besoin: ['clarte', 'a-jour', 'vie-privee'],
  publication: written, 'livre-blanc': written, recueil: written, 'outil-numerique': ['clarte', 'a-jour', 'vie-privee', 'acces', 'licence'], charte: ['clarte', 'cadre', 'inclusion', 'licence'],
  vocabulaire: words, profil: words, 'modele-economique': written,
}
