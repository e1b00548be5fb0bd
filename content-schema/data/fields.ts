import type { FieldColumn, FieldDefinition } from '../field-definition.js'

const METHODS = ['outil-animation', 'pratique-agricole', 'methode']
const SESSIONS = [...METHODS, 'parcours', 'offre-formation', 'jeu-de-cartes', 'kit']

const MEDIA: readonly FieldColumn[] = [
  { key: 'fichier', labelFr: 'Fichier', labelEn: 'File' }, { key: 'url', labelFr: 'Adresse', labelEn: 'Address', kind: 'url' },
  { key: 'titre', labelFr: 'Titre', labelEn: 'Title' }, { key: 'type', labelFr: 'Format', labelEn: 'Format' },
  { key: 'licence', labelFr: 'Licence', labelEn: 'Licence' }, { key: 'auteurs', labelFr: 'Auteur·ices', labelEn: 'Authors', kind: 'list' },
  { key: 'transcription', labelFr: 'Transcription', labelEn: 'Transcript', long: true },
]
const ACCESS: readonly FieldColumn[] = [
  { key: 'resume', labelFr: 'En quelques mots', labelEn: 'In a few words', long: true },
  { key: 'modes', labelFr: 'Accès par', labelEn: 'Access by', kind: 'list' },
  { key: 'caracteristiques', labelFr: 'Ce qui aide', labelEn: 'What helps', kind: 'list' },
  { key: 'dangers', labelFr: 'Ce qui peut gêner', labelEn: 'What may hurt', kind: 'list' },
]
export const PLACE: readonly FieldColumn[] = [
  { key: 'nom', labelFr: 'Nom', labelEn: 'Name' }, { key: 'insee', labelFr: 'Code de la commune', labelEn: 'Town code' },
  { key: 'lat', labelFr: 'Latitude', labelEn: 'Latitude', kind: 'number' }, { key: 'lon', labelFr: 'Longitude', labelEn: 'Longitude', kind: 'number' },
  { key: 'precision', labelFr: 'Précision', labelEn: 'Precision' },
]

/**
 * The fields every type may have, in the order of the form (content model §4.2). `order` leaves room for those of a type
 * (`fields-by-type.ts`) and communities' own.
 */
export const CORE_FIELDS: readonly FieldDefinition[] = [
  { key: 'id', labelFr: 'Identifiant', labelEn: 'Identifier', helpFr: 'L’adresse qui ne changera jamais, donnée par la forge.', helpEn: 'The address that will never change, given by the forge.', kind: 'url', group: 'filing', required: false, computed: true, order: 5 },
  { key: 'alias', labelFr: 'Anciens identifiants', labelEn: 'Former identifiers', helpFr: 'Les noms que la fiche portait ailleurs.', helpEn: 'The names the fiche had elsewhere.', kind: 'list', group: 'filing', required: false, computed: true, order: 6 },
  { key: 'type', labelFr: 'Type de ressource', labelEn: 'Kind of resource', helpFr: 'Ce que c’est : une fiche outil, une pratique, un parcours…', helpEn: 'What it is: a method, a practice, a path…', kind: 'concept', group: 'filing', vocabulary: 'type-ressource', required: true, order: 10 },
  { key: 'titre', labelFr: 'Titre', labelEn: 'Title', helpFr: 'Le nom que les gens cherchent.', helpEn: 'The name people look for.', kind: 'text', group: 'essential', required: true, maxLength: 200, order: 20 },
  { key: 'sous_titre', labelFr: 'Sous-titre', labelEn: 'Subtitle', helpFr: 'Ce qui précise le titre, s’il en a besoin.', helpEn: 'What makes the title clearer, if it needs it.', kind: 'text', group: 'essential', required: false, maxLength: 200, order: 25 },
  { key: 'valeur_ajoutee', labelFr: 'Utilité en une phrase', labelEn: 'Use in one sentence', helpFr: 'Ce que cela change pour le groupe, en 160 caractères.', helpEn: 'What it changes for the group, in 160 characters.', kind: 'text', group: 'essential', required: false, recommended: true, maxLength: 160, order: 30 },
  { key: 'resume', labelFr: 'Résumé', labelEn: 'Summary', helpFr: 'De quoi décider si la fiche convient, en 500 caractères.', helpEn: 'Enough to decide whether it fits, in 500 characters.', kind: 'longtext', group: 'essential', required: true, maxLength: 500, order: 40 },
  { key: 'besoins', labelFr: 'Besoins auxquels répond la ressource', labelEn: 'Needs it answers', helpFr: '« Nous voudrions… » : un ou plusieurs besoins.', helpEn: '“We would like to…”: one or more needs.', kind: 'concepts', group: 'filing', vocabulary: 'besoin', required: true, order: 50 },
  { key: 'publics', labelFr: 'Publics', labelEn: 'Audience', helpFr: 'Pour qui elle est faite.', helpEn: 'Whom it is made for.', kind: 'concepts', group: 'filing', vocabulary: 'public', required: true, order: 60 },
  { key: 'licence', labelFr: 'Licence', labelEn: 'Licence', helpFr: 'Ce que les autres pourront faire de votre texte.', helpEn: 'What others may do with your text.', kind: 'licence', group: 'filing', required: true, order: 70 },
  { key: 'langue', labelFr: 'Langue', labelEn: 'Language', helpFr: 'La langue du texte.', helpEn: 'The language of the text.', kind: 'language', group: 'filing', vocabulary: 'langue', required: false, order: 80 },
  { key: 'thematiques', labelFr: 'Thématiques', labelEn: 'Topics', helpFr: 'Les sujets sous lesquels on la range.', helpEn: 'The topics it is filed under.', kind: 'concepts', group: 'filing', vocabulary: 'thematique', required: false, recommended: true, order: 90 },
  { key: 'mots_cles', labelFr: 'Mots-clés libres', labelEn: 'Free keywords', helpFr: 'Les mots qui manquent aux listes.', helpEn: 'The words the lists lack.', kind: 'list', group: 'filing', required: false, order: 100 },
  { key: 'contextes', labelFr: 'Contextes prévus', labelEn: 'Contexts', helpFr: 'Les milieux où elle a du sens.', helpEn: 'The settings where it makes sense.', kind: 'concepts', group: 'filing', vocabulary: 'contexte', required: false, recommended: true, order: 110 },
  { key: 'types_structure', labelFr: 'Types de structure', labelEn: 'Kinds of organisation', helpFr: 'Si elle vise certaines structures.', helpEn: 'If it targets some organisations.', kind: 'concepts', group: 'filing', vocabulary: 'type-structure', required: false, order: 120 },
  { key: 'niveau', labelFr: 'Niveau requis', labelEn: 'Level', helpFr: 'Ce qu’il faut savoir faire avant de l’animer.', helpEn: 'What one must know before running it.', kind: 'concept', group: 'practical', vocabulary: 'niveau', required: false, recommended: true, order: 130 },
  { key: 'phases', labelFr: 'Moment du processus', labelEn: 'Moment in the process', helpFr: 'Quand elle est utile.', helpEn: 'When it is useful.', kind: 'concepts', group: 'filing', vocabulary: 'phase', required: false, recommended: true, types: ['outil-animation', 'methode', 'parcours'], order: 140 },
  { key: 'postures', labelFr: 'Posture', labelEn: 'Stance', helpFr: 'La posture de la personne qui anime.', helpEn: 'The stance of whoever runs it.', kind: 'concepts', group: 'filing', vocabulary: 'posture', required: false, order: 150 },
  { key: 'modalites', labelFr: 'Modalité', labelEn: 'Mode', helpFr: 'En présence, à distance, sur le terrain…', helpEn: 'In person, remote, in the field…', kind: 'concepts', group: 'practical', vocabulary: 'modalite', required: false, recommended: true, order: 160 },
  { key: 'statut', labelFr: 'Statut', labelEn: 'Status', helpFr: 'Où en est le texte.', helpEn: 'Where the text stands.', kind: 'concept', group: 'filing', vocabulary: 'statut', required: false, order: 165 },
  { key: 'duree', labelFr: 'Durée', labelEn: 'Duration', helpFr: 'Du plus court au plus long.', helpEn: 'From shortest to longest.', kind: 'duration', group: 'practical', required: false, recommended: true, types: SESSIONS, order: 170 },
  { key: 'taille_groupe', labelFr: 'Taille du groupe', labelEn: 'Group size', helpFr: 'De combien à combien de personnes.', helpEn: 'From how many to how many people.', kind: 'range', group: 'practical', required: false, recommended: true, types: SESSIONS, order: 180 },
  { key: 'objectifs', labelFr: 'Objectifs', labelEn: 'Objectives', helpFr: 'Un objectif par ligne.', helpEn: 'One objective a line.', kind: 'list', group: 'steps', required: false, recommended: true, order: 220 },
  { key: 'prerequis', labelFr: 'Prérequis', labelEn: 'Prerequisites', helpFr: 'Ce qui doit être prêt avant.', helpEn: 'What must be ready before.', kind: 'list', group: 'practical', required: false, order: 230 },
  { key: 'materiel', labelFr: 'Matériel nécessaire', labelEn: 'Materials', helpFr: 'Ce qu’il faut avoir sous la main.', helpEn: 'What to have at hand.', kind: 'materials', group: 'practical', required: false, recommended: true, types: SESSIONS, order: 240 },
  { key: 'points_vigilance', labelFr: 'Points de vigilance', labelEn: 'Points to watch', helpFr: 'Ce qui peut mal tourner, et quoi faire.', helpEn: 'What may go wrong, and what to do.', kind: 'list', group: 'steps', required: false, order: 270 },
  { key: 'variantes', labelFr: 'Variantes', labelEn: 'Variants', helpFr: 'Les autres façons de faire qui marchent.', helpEn: 'Other ways that work.', kind: 'variants', group: 'steps', required: false, order: 280 },
  { key: 'auteurs', labelFr: 'Auteur·ices', labelEn: 'Authors', helpFr: 'Qui a écrit, une personne ou un groupe par ligne.', helpEn: 'Who wrote it, one person or group a line.', kind: 'people', group: 'people', required: false, recommended: true, order: 300 },
  { key: 'contributeurs', labelFr: 'Contributeur·ices', labelEn: 'Contributors', helpFr: 'Qui a relu, illustré, traduit…', helpEn: 'Who reviewed, illustrated, translated…', kind: 'people', group: 'people', required: false, order: 310 },
  { key: 'experimente_par', labelFr: 'Mise en pratique par', labelEn: 'Tried in practice by', helpFr: 'Qui l’a mise en pratique.', helpEn: 'Who put it into practice.', kind: 'people', group: 'people', required: false, order: 320 },
  { key: 'sources', labelFr: 'Sources et inspirations', labelEn: 'Sources', helpFr: 'Ce sur quoi la fiche s’appuie.', helpEn: 'What it builds on.', kind: 'sources', group: 'people', required: false, recommended: true, order: 330 },
  { key: 'derive_de', labelFr: 'Dérivé de', labelEn: 'Derived from', helpFr: 'Les ressources dont celle-ci reprend des mots ou des idées.', helpEn: 'The resources whose words or ideas this one takes.', kind: 'sources', group: 'people', required: false, order: 335 },
  { key: 'attribution', labelFr: 'Citer ainsi', labelEn: 'How to cite', helpFr: 'La phrase de crédit que vous souhaitez ; sans elle, la forge en compose une.', helpEn: 'The credit line you wish for; without it the forge writes one.', kind: 'text', group: 'people', required: false, order: 336 },
  { key: 'integrite', labelFr: 'Souhaits des auteur·ices', labelEn: 'Authors’ wishes', helpFr: 'Ce que vous demandez à qui adapte, en plus de la licence.', helpEn: 'What you ask of those who adapt, besides the licence.', kind: 'longtext', group: 'people', required: false, order: 337 },
  { key: 'couverture', labelFr: 'Image', labelEn: 'Picture', helpFr: 'Une image, sa description pour qui ne la voit pas, et son crédit.', helpEn: 'A picture, its description for those who cannot see it, and its credit.', kind: 'image', group: 'people', required: false, order: 340 },
  { key: 'medias', labelFr: 'Pièces jointes', labelEn: 'Attachments', helpFr: 'Les fichiers qui vont avec, chacun avec son titre et sa licence.', helpEn: 'The files that go with it, each with its title and licence.', kind: 'records', group: 'people', columns: MEDIA, required: false, order: 345 },
  { key: 'accessibilite', labelFr: 'Accessibilité', labelEn: 'Accessibility', helpFr: 'Comment y prendre part sans voir, sans entendre, sans écrire…', helpEn: 'How to take part without seeing, hearing, writing…', kind: 'record', group: 'practical', columns: ACCESS, required: false, recommended: true, order: 350 },
  { key: 'territoire', labelFr: 'Territoire', labelEn: 'Territory', helpFr: 'Où cela se passe, jamais plus précis que la commune sans accord.', helpEn: 'Where it happens, never closer than the town without consent.', kind: 'records', group: 'filing', columns: PLACE, required: false, order: 355 },
  { key: 'communautes', labelFr: 'Communautés gardiennes', labelEn: 'Communities in charge', helpFr: 'Les groupes qui prennent soin de la ressource.', helpEn: 'The groups that take care of the resource.', kind: 'list', group: 'people', required: false, order: 360 },
  { key: 'voir_aussi', labelFr: 'Voir aussi', labelEn: 'See also', helpFr: 'D’autres ressources utiles, une par ligne.', helpEn: 'Other useful resources, one a line.', kind: 'sources', group: 'people', required: false, order: 365 },
  { key: 'remplace', labelFr: 'Remplace', labelEn: 'Replaces', helpFr: 'L’adresse de la ressource que celle-ci remplace.', helpEn: 'The address of the resource this one replaces.', kind: 'url', group: 'filing', required: false, order: 370 },
  { key: 'remplacee_par', labelFr: 'Remplacée par', labelEn: 'Replaced by', helpFr: 'L’adresse de la ressource à utiliser à la place.', helpEn: 'The address of the resource to use instead.', kind: 'url', group: 'filing', required: false, order: 371 },
  { key: 'retours', labelFr: 'Questionnaire de retour', labelEn: 'Feedback questions', helpFr: 'Les questions posées à qui met la ressource en pratique.', helpEn: 'The questions asked of those who put the resource into practice.', kind: 'structure', group: 'own', required: false, order: 375 },
  { key: 'version', labelFr: 'Version', labelEn: 'Version', helpFr: 'Le numéro de la version, calculé par la forge.', helpEn: 'The version number, computed by the forge.', kind: 'text', group: 'filing', required: false, computed: true, order: 900 },
  { key: 'dates', labelFr: 'Dates', labelEn: 'Dates', helpFr: 'Création, publication et révision, calculées par la forge.', helpEn: 'Creation, publication and revision, computed by the forge.', kind: 'structure', group: 'filing', required: false, computed: true, order: 901 },
  { key: 'ext', labelFr: 'Champs propres à la communauté', labelEn: 'The community’s own fields', helpFr: 'Ce que chaque communauté ajoute, sous son préfixe.', helpEn: 'What each community adds, under its prefix.', kind: 'structure', group: 'own', required: false, order: 902 },
]
