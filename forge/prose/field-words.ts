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
  /** Names of fields that no form asks for (content model §4). */
  readonly fields: Readonly<Record<string, string>>
  /** Ways of access (schema.org `accessMode`). */
  readonly modes: Readonly<Record<string, string>>
}

export const fieldWords: Readonly<Record<'fr' | 'en', FieldWords>> = {
  fr: {
    between: (first, last) => `${first} à ${last}`, atLeast: (value) => `au moins ${value}`, atMost: (value) => `au plus ${value}`,
    people: (count) => (count === '1' || count === '0' ? `${count}\u00A0personne` : `${count}\u00A0personnes`),
    yes: 'oui', no: 'non', colon: '\u00A0: ',
    keys: {
      credit: 'crédit', alt: 'description', role: 'rôle', quantite: 'quantité', duree: 'durée', min: 'minimum', max: 'maximum', cle: 'clé', libelle: 'intitulé',
      resume: 'résumé', unite: 'unité', methode: 'méthode', annee: 'année', caracteristiques: 'caractéristiques', modes: 'accès par', etapes: 'étapes',
    },
    fields: {
      accessibilite: 'Accessibilité', adaptations: 'Adaptations', attribution: 'Citer ainsi', ce_qui_a_marche: 'Ce qui a marché',
      communautes: 'Communautés gardiennes', consentements: 'Consentements', consignes: 'Consignes', contexte: 'Contexte', cultures: 'Cultures',
      date: 'Date', dates: 'Dates', derive_de: 'Dérivé de', difficultes: 'Difficultés', evaluation: 'Évaluation',
      ext: 'Champs propres à la communauté', id: 'Identifiant', impression: 'Impression', indicateurs: 'Indicateurs',
      integrite: 'Souhaits des auteur·ices', kind: 'Nature', lieu: 'Lieu', medias: 'Pièces jointes', mesures: 'Mesures',
      mode_emploi: 'Mode d’emploi', modules: 'Modules', nb_participants: 'Nombre de participant·es', pieces: 'Pièces', porte_sur: 'Porte sur',
      preparation: 'Préparation', production_attendue: 'Production attendue', programme: 'Programme', recommandation: 'Recommandation',
      resultats_attendus: 'Résultats attendus', retours: 'Retours d’expérience', scenarisation: 'Scénarisation', sous_titre: 'Sous-titre',
      statut: 'Statut', temps_travail: 'Temps de travail', territoire: 'Territoire', transcription: 'Transcription',
      usage_conseille: 'Usage conseillé', version: 'Version', voir_aussi: 'Voir aussi',
    },
    modes: { textual: 'texte', visual: 'image', auditory: 'son', tactile: 'toucher' },
  },
  en: {
    between: (first, last) => `${first} to ${last}`, atLeast: (value) => `at least ${value}`, atMost: (value) => `at most ${value}`,
    people: (count) => (count === '1' ? '1 person' : `${count} people`),
    yes: 'yes', no: 'no', colon: ': ',
    keys: { credit: 'credit', alt: 'description', role: 'role', quantite: 'quantity', duree: 'duration', titre: 'title', texte: 'text', nom: 'name', min: 'minimum', max: 'maximum', modes: 'access by', resume: 'summary' },
    fields: {
      accessibilite: 'Accessibility', adaptations: 'Adaptations', attribution: 'How to cite', ce_qui_a_marche: 'What worked',
      communautes: 'Communities in charge', consentements: 'Consents', consignes: 'Instructions', contexte: 'Context', cultures: 'Crops',
      date: 'Date', dates: 'Dates', derive_de: 'Derived from', difficultes: 'Difficulties', evaluation: 'Evaluation',
      ext: 'The community’s own fields', id: 'Identifier', impression: 'Printing', indicateurs: 'Indicators', integrite: 'Authors’ wishes',
      kind: 'Nature', lieu: 'Place', medias: 'Attachments', mesures: 'Measures', mode_emploi: 'How to use', modules: 'Modules',
      nb_participants: 'Number of participants', pieces: 'Pieces', porte_sur: 'About', preparation: 'Preparation',
      production_attendue: 'Expected production', programme: 'Programme', recommandation: 'Recommendation',
      resultats_attendus: 'Expected results', retours: 'Usage reports', scenarisation: 'Sequencing', sous_titre: 'Subtitle', statut: 'Status',
      temps_travail: 'Working time', territoire: 'Territory', transcription: 'Transcript', usage_conseille: 'Recommended use', version: 'Version',
      voir_aussi: 'See also',
    },
    modes: { textual: 'text', visual: 'image', auditory: 'sound', tactile: 'touch' },
  },
}
