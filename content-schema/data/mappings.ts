/**
 * How other people's headers are read: for each of our fields, the keys that mean the same elsewhere, in order of trust; our own come
 * first. Sources: Open Practice Library, Jekyll sites, mozilla/open-leadership, method specifications of facilitation libraries, YesWiki
 * entries (`bf_*`) and tables exported with the questions of Interpole as their headings. Nothing is ever renamed in a file: the key
 * stays where it came, and keys nobody knows are kept.
 */
export const FIELD_ALIASES: Readonly<Record<string, readonly string[]>> = {
  titre: ['title', 'bf_titre', 'bf_titre_affiche', 'Titre', 'Title', 'nom', 'name'],
  type: ['bf_type'],
  resume: ['description', 'summary', 'subtitle', 'bf_description', 'bf_resume', 'Résumé du déroulé', 'Résumé du déroulé (500 caractères)', 'excerpt', 'abstract', 'about'],
  valeur_ajoutee: ['bf_valeur_ajoutee', 'Valeur ajoutée', 'Valeur ajoutée / utilité de l\'outil en une phrase', 'tagline'],
  sous_titre: ['bf_sous_titre'],
  langue: ['lang', 'language', 'locale', 'bf_langue'],
  thematiques: [],
  besoins: [],
  mots_cles: ['tags', 'keywords', 'bf_tags', 'bf_mots_cles', 'categories', 'labels'],
  contextes: [],
  publics: [],
  niveau: [],
  phases: [],
  modalites: [],
  duree: ['duration', 'time', 'bf_duree', 'Durée', 'timeRequired'],
  taille_groupe: ['people', 'group_size', 'bf_taille_groupe', 'Taille du groupe', 'participants_count'],
  objectifs: ['objectives', 'goals', 'bf_objectif', 'bf_objectifs', 'Objectif'],
  prerequis: ['prereq', 'prerequisites', 'bf_prerequis'],
  materiel: ['materials', 'material', 'bf_materiel', 'Matériel nécessaire'],
  auteurs: ['authors', 'author', 'auteur', 'auteures', 'autrices', 'bf_autrices', 'bf_auteur', 'bf_auteurs', 'presenter', 'creator'],
  contributeurs: ['contributors', 'contributor', 'bf_contributeurs', 'Contributeur·ices'],
  experimente_par: ['tested_by', 'bf_experimente_par', 'Expérimenté par'],
  licence: ['license', 'bf_licence', 'rights', 'licenses', 'Licence', 'License', 'Licence d\'utilisation de la ressource'],
  sources: ['resources', 'references', 'source', 'source_method', 'bf_sources'],
  derive_de: ['based_on', 'isBasedOn'],
  deroule: ['steps', 'stages', 'bf_deroule', 'Déroulé détaillé'],
  points_vigilance: ['bf_points_vigilance', 'warnings', 'pitfalls'],
  variantes: ['variants', 'variations', 'bf_variantes', 'Variantes et bonifications'],
  saisons: ['seasons'],
  couverture: ['image_url', 'image', 'cover', 'cover_image', 'imagebf_image', 'thumbnail', 'icon'],
  statut: ['status', 'bf_statut', 'statut_fiche'],
}

/** Keys of other schemas that hold settings, paths or codes: never prose, whatever their length. */
export const NOT_PROSE: ReadonlySet<string> = new Set([
  'licence', 'license', 'bf_licence', 'id', 'alias', 'type', 'langue', 'lang', 'date', 'dates', 'version', 'statut', 'status',
  'templateKey', 'layout', 'permalink', 'icon', 'jumbotron', 'image_url', 'image', 'url', 'link', 'linkType', 'uri', 'fichier',
  'mobiusTag', 'slug', 'tags', 'mots_cles', 'published',
])

/** Where a field takes its terms from a list, the words of elsewhere that mean exactly one of our terms. */
export interface TermMapping {
  readonly field: 'besoins' | 'niveau' | 'modalites'
  readonly keys: readonly string[]
  /** By their lower case, curved apostrophes made straight. */
  readonly terms: Readonly<Record<string, string>>
}

/** Read only: a form that answers the field writes our key beside theirs, whose words are not ours to change. */
export const TERM_MAPPINGS: readonly TermMapping[] = [
  { field: 'niveau', keys: ['difficulty'], terms: { easy: '1-decouverte', moderate: '2-pratique', hard: '3-expertise' } },
  {
    field: 'besoins', keys: ['bf_objectif', 'bf_objectifs', 'Objectif'],
    terms: { 'décider ensemble et s\'aligner': 'decider-ensemble', 'réguler l\'énergie': 'se-mettre-en-train', 'créer du lien': 'se-connaitre' },
  },
  { field: 'modalites', keys: ['bf_distance', 'Faisable à distance ?'], terms: { 'ca s\'adapte bien à distance': 'a-distance', 'ça s\'adapte bien à distance': 'a-distance' } },
]
