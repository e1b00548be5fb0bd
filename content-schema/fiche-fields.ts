/** A person or a group named in a header. Never holds an e-mail address. */
export interface Agent { nom: string; role?: string; structure?: string; uri?: string }
export interface Material { nom: string; quantite?: string; lien?: string }
export interface Source { titre: string; url?: string }
/** `duree` as it was written (`PT10M`, « 10 min »); `minutes` when it could be read. */
export interface Step { titre: string; duree?: string; minutes?: number; texte: string }
export interface Cover { fichier: string; alt?: string; credit?: string }
export interface Variant { titre: string; texte: string }
/** Prose held inside a YAML value; `field` is the path to it (`deroule.0.texte`). */
export interface ProseValue { field: string; text: string }

/** What a header says, read tolerantly: a value of the wrong type is absent here and reported by `checkFiche`. */
export interface FicheFields {
  titre?: string
  type?: string
  resume?: string
  valeur_ajoutee?: string
  langue: string
  thematiques: string[]
  besoins: string[]
  mots_cles: string[]
  contextes: string[]
  publics: string[]
  niveau?: string
  phases: string[]
  modalites: string[]
  duree?: { minMinutes?: number; maxMinutes?: number }
  taille_groupe?: { min?: number; max?: number }
  objectifs: string[]
  prerequis: string[]
  materiel: Material[]
  auteurs: Agent[]
  contributeurs: Agent[]
  experimente_par: Agent[]
  /** As written; `licences/identify` says which licence it is. */
  licence?: string
  sources: Source[]
  derive_de: Source[]
  etapes: Step[]
  points_vigilance: string[]
  variantes: Variant[]
  saisons: string[]
  couverture?: Cover
  statut?: string
  /** Required fields that are absent, in the order of the form: « à compléter ». */
  missing: string[]
  prose: ProseValue[]
}

/** The six fields without which nothing is published (content model §4.1). */
export const REQUIRED_FIELDS = ['type', 'titre', 'resume', 'besoins', 'publics', 'licence'] as const
