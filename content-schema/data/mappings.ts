/**
 * How other people's headers are read: for each of our fields, the keys that mean the same elsewhere, in order of trust.
 * Own keys come first. Sources: Open Practice Library, Jekyll sites, mozilla/open-leadership, Open Facilitation Library,
 * YesWiki bazar exports (Interpole, `bf_*`).
 */
export const FIELD_ALIASES: Readonly<Record<string, readonly string[]>> = {
  titre: ['title', 'bf_titre', 'Titre', 'Title', 'nom', 'name'],
  type: ['bf_type'],
  resume: ['description', 'summary', 'subtitle', 'bf_description', 'bf_resume', 'excerpt', 'abstract', 'about'],
  valeur_ajoutee: ['bf_valeur_ajoutee', 'tagline'],
  langue: ['lang', 'language', 'locale', 'bf_langue'],
  thematiques: [],
  besoins: [],
  mots_cles: ['tags', 'keywords', 'bf_tags', 'bf_mots_cles', 'categories', 'labels'],
  contextes: [],
  publics: [],
  niveau: [],
  phases: [],
  modalites: [],
  duree: ['duration', 'time', 'bf_duree', 'timeRequired'],
  taille_groupe: ['people', 'group_size', 'bf_taille_groupe', 'participants_count'],
  objectifs: ['objectives', 'goals', 'bf_objectif', 'bf_objectifs'],
  prerequis: ['prereq', 'prerequisites', 'bf_prerequis'],
  materiel: ['materials', 'material', 'bf_materiel'],
  auteurs: ['authors', 'author', 'auteur', 'auteures', 'autrices', 'bf_autrices', 'bf_auteur', 'bf_auteurs', 'presenter', 'creator'],
  contributeurs: ['contributors', 'contributor', 'bf_contributeurs'],
  experimente_par: ['tested_by', 'bf_experimente_par'],
  licence: ['license', 'bf_licence', 'rights', 'licenses', 'Licence', 'License'],
  sources: ['resources', 'references', 'source', 'source_method', 'bf_sources'],
  derive_de: ['based_on', 'isBasedOn'],
  deroule: ['steps', 'stages', 'bf_deroule'],
  points_vigilance: ['bf_points_vigilance', 'warnings', 'pitfalls'],
  variantes: ['variants', 'variations', 'bf_variantes'],
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
