/** What each type of resource is elsewhere (content model §4.3): schema.org types, LRMI learning resource type, and the field that makes it what it is. */
export interface TypeTerms {
  readonly types: readonly string[]
  readonly lrmi?: string
  /** Without this field (one of these) the fiche says little; a warning, never a wall. */
  readonly essential?: readonly string[]
}

const learning = (primary: string | undefined, lrmi: string | undefined, ...essential: string[]): TypeTerms =>
  ({ types: ['LearningResource', ...(primary === undefined ? [] : [primary])], ...(lrmi !== undefined && { lrmi }), ...(essential.length > 0 && { essential }) })

export const TYPE_TERMS: Readonly<Record<string, TypeTerms>> = {
  methode: learning('HowTo', 'activityPlan'),
  'outil-animation': learning('HowTo', 'activityPlan', 'deroule'),
  'pratique-agricole': learning('HowTo', 'activityPlan', 'etapes'),
  parcours: learning('Course', 'unitPlan', 'modules'),
  temoignage: learning('Article', 'supportingDocument'),
  'retour-experience': learning('Article', 'supportingDocument', 'porte_sur'),
  media: learning('MediaObject', 'supportingDocument'),
  support: learning('DigitalDocument', 'supportingDocument', 'fichier', 'url'),
  video: learning('VideoObject', 'recordedLesson', 'fichier', 'url'),
  audio: learning('AudioObject', 'recordedLesson', 'fichier', 'url'),
  diaporama: learning('PresentationDigitalDocument', 'supportingDocument', 'fichier', 'url'),
  affiche: learning('Poster', 'supportingDocument'),
  document: learning('DigitalDocument', 'supportingDocument'),
  kit: learning('Collection', 'physicalLearningResource', 'pieces'),
  'jeu-de-cartes': learning('Collection', 'physicalLearningResource'),
  malle: learning('Collection', 'physicalLearningResource'),
  'offre-formation': { types: ['Course'] },
  acteur: { types: ['Organization'] },
  evenement: { types: ['EducationEvent'], essential: ['debut'] },
  besoin: { types: ['pair:Challenge', 'Demand'] },
  publication: { types: ['ScholarlyArticle'], lrmi: 'textbook' },
  'livre-blanc': { types: ['Report'], lrmi: 'supportingDocument' },
  recueil: { types: ['LearningResource', 'Collection'], lrmi: 'textbook' },
  'outil-numerique': { types: ['SoftwareApplication'], lrmi: 'supportingDocument' },
  charte: learning(undefined, 'supportingDocument'),
  'modele-economique': learning(undefined, 'supportingDocument'),
  vocabulaire: { types: ['DefinedTermSet'], essential: ['concepts'] },
  profil: { types: ['CreativeWork'] },
}

export const UNKNOWN_TYPE: TypeTerms = { types: ['LearningResource'] }
/** Class of every fiche, whatever its type: what shapes look for. */
export const FICHE_CLASS = 'cc:Fiche'

/** Names that say a group rather than a person. */
export const GROUP_NAME = /^(?:l[ea’']\s*)?(?:groupe|collectif|association|coopérative|cooperative|réseau|communauté|équipe|fédération|ferme|atelier|institut|université|ville|commune|mairie|ministère|fondation|compagnie|société|entreprise|the [a-z]+ (?:team|group))(?![\p{L}])/iu
