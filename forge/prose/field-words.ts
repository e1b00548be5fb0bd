/** One thing, several things, and how French participles agree with it. */
export interface ItemNoun { readonly one: string; readonly many: string; readonly agreement: '' | 'e' | '·e' }

const noun = (one: string, many: string, agreement: ItemNoun['agreement'] = ''): ItemNoun => ({ one, many, agreement })

/** What the items of a field are called when they are counted. */
const itemNouns: Readonly<Record<string, { readonly fr: ItemNoun; readonly en: ItemNoun }>> = {
  variantes: { fr: noun('variante', 'variantes', 'e'), en: noun('variant', 'variants') },
  deroule: { fr: noun('étape', 'étapes', 'e'), en: noun('step', 'steps') },
  etapes: { fr: noun('étape', 'étapes', 'e'), en: noun('step', 'steps') },
  materiel: { fr: noun('élément de matériel', 'éléments de matériel'), en: noun('material', 'materials') },
  sources: { fr: noun('source', 'sources', 'e'), en: noun('source', 'sources') },
  derive_de: { fr: noun('source', 'sources', 'e'), en: noun('source', 'sources') },
  besoins: { fr: noun('besoin', 'besoins'), en: noun('need', 'needs') },
  publics: { fr: noun('public', 'publics'), en: noun('audience', 'audiences') },
  thematiques: { fr: noun('thématique', 'thématiques', 'e'), en: noun('topic', 'topics') },
  mots_cles: { fr: noun('mot-clé', 'mots-clés'), en: noun('keyword', 'keywords') },
  contextes: { fr: noun('contexte', 'contextes'), en: noun('context', 'contexts') },
  types_structure: { fr: noun('type de structure', 'types de structure'), en: noun('kind of organisation', 'kinds of organisation') },
  phases: { fr: noun('moment du processus', 'moments du processus'), en: noun('moment in the process', 'moments in the process') },
  postures: { fr: noun('posture', 'postures', 'e'), en: noun('stance', 'stances') },
  modalites: { fr: noun('modalité', 'modalités', 'e'), en: noun('mode', 'modes') },
  saisons: { fr: noun('saison', 'saisons', 'e'), en: noun('season', 'seasons') },
  objectifs: { fr: noun('objectif', 'objectifs'), en: noun('objective', 'objectives') },
  prerequis: { fr: noun('prérequis', 'prérequis'), en: noun('prerequisite', 'prerequisites') },
  points_vigilance: { fr: noun('point de vigilance', 'points de vigilance'), en: noun('point to watch', 'points to watch') },
  auteurs: { fr: noun('auteur·ice', 'auteur·ices', '·e'), en: noun('author', 'authors') },
  contributeurs: { fr: noun('contributeur·ice', 'contributeur·ices', '·e'), en: noun('contributor', 'contributors') },
}

export const nounOf = (field: string, locale: 'fr' | 'en'): ItemNoun | undefined => (Object.hasOwn(itemNouns, field) ? itemNouns[field]![locale] : undefined)

/** The words values are told with. */
export interface FieldWords {
  between(first: string, last: string): string
  atLeast(value: string): string
  atMost(value: string): string
  people(count: string): string
  readonly yes: string
  readonly no: string
  readonly colon: string
  /** Names of keys inside a value. */
  readonly keys: Readonly<Record<string, string>>
  /** Names of fields that no form asks for. */
  readonly fields: Readonly<Record<string, string>>
}

export const fieldWords: Readonly<Record<'fr' | 'en', FieldWords>> = {
  fr: {
    between: (first, last) => `${first} à ${last}`, atLeast: (value) => `au moins ${value}`, atMost: (value) => `au plus ${value}`,
    people: (count) => (count === '1' || count === '0' ? `${count}\u00A0personne` : `${count}\u00A0personnes`),
    yes: 'oui', no: 'non', colon: '\u00A0: ',
    keys: { credit: 'crédit', alt: 'description', role: 'rôle', quantite: 'quantité', duree: 'durée', min: 'minimum', max: 'maximum' },
    fields: { ext: 'Champs propres à la communauté', derive_de: 'Adaptée de' },
  },
  en: {
    between: (first, last) => `${first} to ${last}`, atLeast: (value) => `at least ${value}`, atMost: (value) => `at most ${value}`,
    people: (count) => (count === '1' ? '1 person' : `${count} people`),
    yes: 'yes', no: 'no', colon: ': ',
    keys: { credit: 'credit', alt: 'description', role: 'role', quantite: 'quantity', duree: 'duration', titre: 'title', texte: 'text', nom: 'name', min: 'minimum', max: 'maximum' },
    fields: { ext: 'The community’s own fields', derive_de: 'Adapted from' },
  },
}
