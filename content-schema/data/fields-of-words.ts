import type { FieldColumn, FieldDefinition } from '../field-definition.js'

/** Types of the resources that hold the words themselves: a list of terms, what a community adds. */
export const WORDS_TYPES: readonly string[] = ['vocabulaire', 'profil']

const both = (fr: FieldColumn, en: FieldColumn): readonly FieldColumn[] => [fr, en]

const TERM: readonly FieldColumn[] = [
  { key: 'notation', labelFr: 'Nom court', labelEn: 'Short name' },
  ...both({ key: 'libelle', labelFr: 'Ce que les gens lisent', labelEn: 'What people read, in French' }, { key: 'libelle_en', folded: true, labelFr: 'En anglais', labelEn: 'In English' }),
  ...both({ key: 'definition', labelFr: 'Définition, une phrase', labelEn: 'Definition in French, one sentence', long: true }, { key: 'definition_en', folded: true, labelFr: 'Définition en anglais', labelEn: 'Definition in English', long: true }),
  ...both({ key: 'aussi', folded: true, labelFr: 'Autres noms', labelEn: 'Other names in French', kind: 'list' }, { key: 'aussi_en', folded: true, labelFr: 'Autres noms en anglais', labelEn: 'Other names in English', kind: 'list' }),
  { key: 'large', folded: true, labelFr: 'Termes plus larges', labelEn: 'Broader terms', kind: 'list', among: 'rows' },
  { key: 'exact', folded: true, labelFr: 'Même terme ailleurs', labelEn: 'Same term elsewhere', kind: 'list' },
  { key: 'proche', folded: true, labelFr: 'Terme proche ailleurs', labelEn: 'Close term elsewhere', kind: 'list' },
  { key: 'remplace_par', folded: true, labelFr: 'Remplacé par', labelEn: 'Replaced by', among: 'rows' },
]

/** `facette` is read and kept, and asked nowhere while nothing filters by a community's fields. */
const OWN_FIELD: readonly FieldColumn[] = [
  { key: 'cle', labelFr: 'Nom court', labelEn: 'Short name' },
  ...both({ key: 'libelle', labelFr: 'Ce que les gens lisent', labelEn: 'What people read, in French' }, { key: 'libelle_en', folded: true, labelFr: 'En anglais', labelEn: 'In English' }),
  ...both({ key: 'aide', labelFr: 'Aide, une phrase', labelEn: 'Help in French, one sentence', long: true }, { key: 'aide_en', folded: true, labelFr: 'Aide en anglais', labelEn: 'Help in English', long: true }),
  { key: 'nature', labelFr: 'Nature', labelEn: 'Kind', kind: 'concept', vocabulary: 'nature-de-champ' },
  { key: 'vocabulaire', labelFr: 'Liste où choisir', labelEn: 'List to choose from', among: 'lists' },
  { key: 'appliquer_a', folded: true, labelFr: 'Types de fiches', labelEn: 'Kinds of sheets', kind: 'list', among: 'types' },
  { key: 'unite', folded: true, labelFr: 'Unité', labelEn: 'Unit' },
  { key: 'ouvert', folded: true, labelFr: 'Publié en données ouvertes', labelEn: 'Published as open data', kind: 'boolean' },
]

const RULES: readonly FieldColumn[] = [
  { key: 'experimentation_requise', labelFr: 'Seulement ce qui a été mis en pratique', labelEn: 'Only what was tried', kind: 'boolean' },
  { key: 'doublons', labelFr: 'Fiches en double', labelEn: 'Duplicates', kind: 'concept', vocabulary: 'doublons' },
  { key: 'cooptation', labelFr: 'Cooptation', labelEn: 'Co-option', kind: 'concept', vocabulary: 'cooptation' },
  { key: 'inscription_carte', labelFr: 'Inscription sur la carte', labelEn: 'Registration on the map', kind: 'boolean' },
]

const LABEL: readonly FieldColumn[] = [
  { key: 'champ', labelFr: 'Champ', labelEn: 'Field', among: 'fields' }, { key: 'libelle', labelFr: 'Son nom ici', labelEn: 'Its name here, in French' }, { key: 'libelle_en', labelFr: 'En anglais', labelEn: 'In English' },
]

const QUESTION: readonly FieldColumn[] = [
  { key: 'cle', labelFr: 'Nom court', labelEn: 'Short name' },
  ...both({ key: 'libelle', labelFr: 'La question', labelEn: 'The question, in French' }, { key: 'libelle_en', labelFr: 'En anglais', labelEn: 'In English' }),
  { key: 'type', labelFr: 'Nature', labelEn: 'Kind', kind: 'concept', vocabulary: 'nature-de-question' },
  { key: 'vocabulaire', labelFr: 'Liste où choisir', labelEn: 'List to choose from', among: 'lists' },
  { key: 'de', labelFr: 'De', labelEn: 'From', kind: 'number' }, { key: 'a', labelFr: 'À', labelEn: 'To', kind: 'number' },
]

const inList = ['vocabulaire']
const inProfile = ['profil']

/** The fields of a list of terms and of a community's profile, as any resource has fields (content model §5, 6.1). */
export const WORDS_FIELDS: readonly FieldDefinition[] = [
  { key: 'notation', labelFr: 'Nom court de la liste', labelEn: 'Short name of the list', helpFr: 'En minuscules sans accent, avec des tirets\u00a0; il fait partie de l’adresse de chaque terme et ne change plus.', helpEn: 'In lower case without accents, with hyphens; it is part of each term’s address and does not change.', kind: 'text', group: 'essential', required: false, types: inList, order: 42 },
  { key: 'titre_en', labelFr: 'Titre en anglais', labelEn: 'Title in English', helpFr: 'Le nom de la liste pour qui lit en anglais.', helpEn: 'The name of the list in English.', kind: 'text', group: 'essential', required: false, types: inList, order: 43 },
  { key: 'resume_en', labelFr: 'Résumé en anglais', labelEn: 'Summary in English', helpFr: 'Ce que la liste dit d’une fiche, en anglais.', helpEn: 'What the list says of a sheet, in English.', kind: 'longtext', group: 'essential', required: false, types: inList, order: 44 },
  { key: 'montree_sous', among: 'lists', labelFr: 'Montrée sous', labelEn: 'Shown under', helpFr: 'Le nom court de la liste commune où une recherche dans toutes les communautés la range.', helpEn: 'The short name of the shared list under which a search across communities shows it.', kind: 'text', group: 'essential', required: false, types: inList, order: 45 },
  { key: 'concepts', labelFr: 'Termes', labelEn: 'Terms', helpFr: 'Un terme ne se retire pas\u00a0: dites par lequel il est remplacé. Séparez plusieurs noms par des points-virgules.', helpEn: 'A term is not removed: say which one replaces it. Part several names with semicolons.', kind: 'records', group: 'essential', columns: TERM, required: false, recommended: true, types: inList, order: 46 },
  { key: 'prefixe', labelFr: 'Préfixe', labelEn: 'Prefix', helpFr: 'Quelques lettres qui distinguent vos champs de ceux des autres\u00a0; il ne change plus.', helpEn: 'A few letters that tell your fields from others’; it does not change.', kind: 'text', group: 'essential', required: false, types: inProfile, order: 42 },
  { key: 'etend', labelFr: 'S’ajoute à', labelEn: 'Extends', helpFr: 'Le profil commun et sa version.', helpEn: 'The shared profile and its version.', kind: 'text', group: 'essential', required: false, types: inProfile, order: 43 },
  { key: 'types_actives', labelFr: 'Types de fiches proposés', labelEn: 'Kinds of sheets offered', helpFr: 'Ceux que vous offrez d’abord pour une nouvelle fiche\u00a0; tous si vous n’en cochez aucun.', helpEn: 'Those you offer first for a new sheet; all when none is ticked.', kind: 'concepts', group: 'essential', vocabulary: 'type-ressource', required: false, types: inProfile, order: 44 },
  { key: 'champs', labelFr: 'Vos champs', labelEn: 'Your fields', helpFr: 'Ce que vos fiches disent de plus que les autres.', helpEn: 'What your sheets say besides.', kind: 'records', group: 'essential', columns: OWN_FIELD, required: false, types: inProfile, order: 45 },
  { key: 'champs_demandes', among: 'fields', labelFr: 'Champs demandés', labelEn: 'Fields asked for', helpFr: 'Les noms courts des champs communs que vous demandez aussi, un par ligne.', helpEn: 'Short names of the shared fields you also ask for, one a line.', kind: 'list', group: 'essential', required: false, types: inProfile, order: 46 },
  { key: 'licences', labelFr: 'Licences acceptées', labelEn: 'Licences accepted', helpFr: 'Une par ligne\u00a0; toutes les licences libres si la liste est vide.', helpEn: 'One a line; every free licence when the list is empty.', kind: 'list', group: 'essential', required: false, types: inProfile, order: 47 },
  { key: 'licence_par_defaut', labelFr: 'Licence proposée d’abord', labelEn: 'Licence offered first', helpFr: 'Pour une nouvelle fiche.', helpEn: 'For a new sheet.', kind: 'licence', group: 'essential', required: false, types: inProfile, order: 48 },
  { key: 'regles', labelFr: 'Règles de la communauté', labelEn: 'Rules of the community', helpFr: 'Ce que vous vous demandez les un·es aux autres.', helpEn: 'What you ask of each other.', kind: 'record', group: 'essential', columns: RULES, required: false, types: inProfile, order: 49 },
  { key: 'libelles', labelFr: 'Noms des champs ici', labelEn: 'Names of fields here', helpFr: 'Si un champ commun porte un autre nom chez vous.', helpEn: 'If a shared field has another name with you.', kind: 'records', group: 'essential', columns: LABEL, required: false, types: inProfile, order: 50 },
  { key: 'questions', labelFr: 'Questions après une mise en pratique', labelEn: 'Questions after a practice', helpFr: 'Ce que vous demandez à qui a mis une fiche en pratique.', helpEn: 'What you ask of those who tried a sheet.', kind: 'records', group: 'essential', columns: QUESTION, required: false, types: inProfile, order: 51 },
]
