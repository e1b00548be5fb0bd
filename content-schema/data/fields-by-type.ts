import type { FieldColumn, FieldDefinition } from '../field-definition.js'
import { PLACE } from './fields.js'

const REFERENCE: readonly FieldColumn[] = [
  { key: 'ref', labelFr: 'Ressource', labelEn: 'Resource' }, { key: 'version', labelFr: 'Version', labelEn: 'Version' },
]
const INDICATOR: readonly FieldColumn[] = [
  { key: 'nom', labelFr: 'Nom', labelEn: 'Name' }, { key: 'unite', labelFr: 'Unité', labelEn: 'Unit' },
  { key: 'methode', labelFr: 'Méthode', labelEn: 'Method' }, { key: 'seuils', labelFr: 'Comment lire le résultat', labelEn: 'How to read the result', long: true },
]
const MEASURE: readonly FieldColumn[] = [
  { key: 'nom', labelFr: 'Ce qui est mesuré', labelEn: 'What is measured' }, { key: 'valeur', labelFr: 'Valeur', labelEn: 'Value', kind: 'number' }, { key: 'unite', labelFr: 'Unité', labelEn: 'Unit' },
]
const MODULE: readonly FieldColumn[] = [
  { key: 'titre', labelFr: 'Titre', labelEn: 'Title' }, { key: 'texte', labelFr: 'Ce que l’on y apprend', labelEn: 'What one learns', long: true },
]
const SEQUENCE: readonly FieldColumn[] = [
  { key: 'ordre_impose', labelFr: 'Étapes dans l’ordre', labelEn: 'Stages in order', kind: 'boolean' }, { key: 'etapes_obligatoires', labelFr: 'Toutes les étapes', labelEn: 'All stages', kind: 'boolean' },
]
const SESSION: readonly FieldColumn[] = [
  { key: 'debut', labelFr: 'Début', labelEn: 'Start', kind: 'date' }, { key: 'fin', labelFr: 'Fin', labelEn: 'End', kind: 'date' },
  { key: 'lieu', labelFr: 'Lieu', labelEn: 'Place' }, { key: 'url', labelFr: 'Adresse', labelEn: 'Address', kind: 'url' },
  { key: 'places', labelFr: 'Places', labelEn: 'Seats', kind: 'number' }, { key: 'prix', labelFr: 'Prix', labelEn: 'Price' }, { key: 'contact', labelFr: 'Contact', labelEn: 'Contact' },
]
const PIECE: readonly FieldColumn[] = [
  { key: 'ref', labelFr: 'Ressource', labelEn: 'Resource' }, { key: 'fichier', labelFr: 'Fichier', labelEn: 'File' },
  { key: 'role', labelFr: 'À quoi elle sert', labelEn: 'What it is for' }, { key: 'obligatoire', labelFr: 'Indispensable', labelEn: 'Needed', kind: 'boolean' },
]
const CHAPTER: readonly FieldColumn[] = [
  { key: 'titre', labelFr: 'Titre', labelEn: 'Title' }, { key: 'debut', labelFr: 'À partir de', labelEn: 'From', kind: 'duration' },
]
const PRINT: readonly FieldColumn[] = [
  { key: 'format', labelFr: 'Format du papier', labelEn: 'Paper size' }, { key: 'recto_verso', labelFr: 'Recto-verso', labelEn: 'Double-sided', kind: 'boolean' },
]

/**
 * The fields of one type or a few (content model §4.3), where what is marked required there is recommended (§4.1). `type_sol` belongs
 * to the profile `msv`; the skills of an actor are free words until a vocabulary of skills exists.
 */
export const TYPE_FIELDS: readonly FieldDefinition[] = [
  { key: 'porte_sur', labelFr: 'Porte sur', labelEn: 'About', helpFr: 'La ressource mise en pratique, et sa version.', helpEn: 'The resource put into practice, and its version.', kind: 'records', group: 'essential', columns: REFERENCE, required: false, recommended: true, types: ['retour-experience'], order: 44 },
  { key: 'date', labelFr: 'Date', labelEn: 'Date', helpFr: 'Quand cela s’est passé.', helpEn: 'When it happened.', kind: 'date', group: 'essential', required: false, recommended: true, types: ['retour-experience'], order: 46 },
  { key: 'lieu', labelFr: 'Lieu', labelEn: 'Place', helpFr: 'Une ville ou une région, jamais une adresse privée.', helpEn: 'A town or a region, never a private address.', kind: 'text', group: 'practical', required: false, types: ['retour-experience', 'evenement'], order: 47 },
  { key: 'contexte', labelFr: 'Contexte', labelEn: 'Context', helpFr: 'Avec qui, dans quelle situation, pour quoi faire.', helpEn: 'With whom, in what situation, what for.', kind: 'longtext', group: 'essential', required: false, recommended: true, types: ['retour-experience'], order: 48 },
  { key: 'fichier', labelFr: 'Fichier', labelEn: 'File', helpFr: 'Le fichier de la ressource, s’il est ici.', helpEn: 'The file of the resource, if it is here.', kind: 'text', group: 'practical', required: false, types: ['support', 'video', 'audio', 'diaporama', 'affiche', 'document'], order: 56 },
  { key: 'url', labelFr: 'Adresse', labelEn: 'Address', helpFr: 'La page où elle se trouve, si elle est ailleurs.', helpEn: 'The page where it is, if it is elsewhere.', kind: 'url', group: 'practical', required: false, recommended: true, types: ['support', 'video', 'audio', 'diaporama', 'affiche', 'document', 'evenement', 'outil-numerique'], order: 57 },
  { key: 'format', labelFr: 'Format', labelEn: 'Format', helpFr: 'Par exemple application/pdf ou video/mp4.', helpEn: 'For instance application/pdf or video/mp4.', kind: 'text', group: 'practical', required: false, types: ['support', 'video', 'audio', 'diaporama', 'affiche', 'document'], order: 58 },
  { key: 'qui', labelFr: 'Qui en a besoin', labelEn: 'Who needs it', helpFr: 'Le profil de la personne ou du groupe.', helpEn: 'The profile of the person or group.', kind: 'concept', group: 'essential', vocabulary: 'public', required: false, types: ['besoin'], order: 61 },
  { key: 'organisme', labelFr: 'Organisme', labelEn: 'Organisation', helpFr: 'La structure qui donne la formation.', helpEn: 'The organisation that gives the training.', kind: 'text', group: 'essential', required: false, recommended: true, types: ['offre-formation'], order: 62 },
  { key: 'doi', labelFr: 'DOI', labelEn: 'DOI', helpFr: 'L’identifiant de la publication, 10.xxxx/…', helpEn: 'The identifier of the publication, 10.xxxx/…', kind: 'text', group: 'essential', required: false, types: ['publication', 'livre-blanc', 'recueil'], order: 63 },
  { key: 'genre', labelFr: 'Genre', labelEn: 'Kind', helpFr: 'Une personne, une structure, un collectif ou un réseau.', helpEn: 'A person, an organisation, a group or a network.', kind: 'concept', group: 'essential', vocabulary: 'genre-acteur', required: false, recommended: true, types: ['acteur'], order: 64 },
  { key: 'debut', labelFr: 'Début', labelEn: 'Start', helpFr: 'Le jour et l’heure du début.', helpEn: 'Day and time of the start.', kind: 'date', group: 'essential', required: false, recommended: true, types: ['evenement'], order: 66 },
  { key: 'fin', labelFr: 'Fin', labelEn: 'End', helpFr: 'Le jour et l’heure de la fin.', helpEn: 'Day and time of the end.', kind: 'date', group: 'essential', required: false, recommended: true, types: ['evenement'], order: 67 },
  { key: 'fuseau', labelFr: 'Fuseau horaire', labelEn: 'Time zone', helpFr: 'Par exemple Europe/Paris.', helpEn: 'For instance Europe/Paris.', kind: 'text', group: 'practical', required: false, types: ['evenement'], order: 68 },
  { key: 'organisateurs', labelFr: 'Organisation', labelEn: 'Organisers', helpFr: 'Les personnes ou les groupes qui invitent.', helpEn: 'The people or groups who invite.', kind: 'people', group: 'people', required: false, recommended: true, types: ['evenement'], order: 69 },
  { key: 'echeance', labelFr: 'Échéance', labelEn: 'Deadline', helpFr: 'Pour quand.', helpEn: 'By when.', kind: 'date', group: 'practical', required: false, types: ['besoin'], order: 72 },
  { key: 'etat', labelFr: 'État', labelEn: 'State', helpFr: 'Si le besoin attend encore une réponse.', helpEn: 'Whether the need still waits for an answer.', kind: 'concept', group: 'filing', vocabulary: 'etat-besoin', required: false, types: ['besoin'], order: 73 },
  { key: 'acces', labelFr: 'Accès', labelEn: 'Access', helpFr: 'Qui peut la lire sans payer.', helpEn: 'Who can read it without paying.', kind: 'concept', group: 'practical', vocabulary: 'acces-publication', required: false, types: ['publication', 'livre-blanc', 'recueil'], order: 74 },
  { key: 'libre', labelFr: 'Est-ce un outil libre ?', labelEn: 'Is it free software?', helpFr: 'Son code peut être lu, modifié et partagé.', helpEn: 'Its code may be read, changed and shared.', kind: 'boolean', group: 'practical', required: false, types: ['outil-numerique'], order: 75 },
  { key: 'difficulte', labelFr: 'Difficulté de prise en main', labelEn: 'Difficulty', helpFr: 'Ce qu’il demande pour commencer.', helpEn: 'What it asks before one can start.', kind: 'concept', group: 'practical', vocabulary: 'difficulte', required: false, types: ['outil-numerique'], order: 76 },
  { key: 'mode', labelFr: 'Sur place ou à distance', labelEn: 'On site or remote', helpFr: 'Comment on y prend part.', helpEn: 'How one takes part.', kind: 'concept', group: 'practical', vocabulary: 'modalite', required: false, types: ['evenement'], order: 162 },
  { key: 'statut_evt', labelFr: 'Statut de l’évènement', labelEn: 'Status of the event', helpFr: 'S’il aura lieu comme annoncé.', helpEn: 'Whether it will take place as announced.', kind: 'concept', group: 'practical', vocabulary: 'statut-evenement', required: false, types: ['evenement'], order: 163 },
  { key: 'inscription', labelFr: 'Inscription', labelEn: 'Registration', helpFr: 'La page ou la personne à qui s’adresser.', helpEn: 'The page or the person to turn to.', kind: 'text', group: 'practical', required: false, types: ['evenement'], order: 164 },
  { key: 'temps_travail', labelFr: 'Temps de travail', labelEn: 'Working time', helpFr: 'Le temps que demande la pratique, tout compris.', helpEn: 'The time the practice takes, all included.', kind: 'text', group: 'practical', required: false, types: ['pratique-agricole'], order: 175 },
  { key: 'nb_participants', labelFr: 'Nombre de participant·es', labelEn: 'Number of participants', helpFr: 'Combien de personnes étaient là.', helpEn: 'How many people were there.', kind: 'number', group: 'practical', required: false, types: ['retour-experience'], order: 182 },
  { key: 'type_outil', labelFr: 'Type d’outil', labelEn: 'Kind of tool', helpFr: 'La famille de l’outil.', helpEn: 'The family of the tool.', kind: 'concept', group: 'practical', vocabulary: 'type-outil', required: false, types: ['outil-animation'], order: 190 },
  { key: 'kind', labelFr: 'Nature', labelEn: 'Nature', helpFr: 'Une recette se suit, un ingrédient se combine.', helpEn: 'A recipe is followed, an ingredient is combined.', kind: 'concept', group: 'filing', vocabulary: 'recette-ingredient', required: false, types: ['outil-animation'], order: 195 },
  { key: 'saisons', labelFr: 'Saisons', labelEn: 'Seasons', helpFr: 'Quand la faire dans l’année.', helpEn: 'When in the year.', kind: 'concepts', group: 'practical', vocabulary: 'saison', required: false, recommended: true, types: ['pratique-agricole'], order: 200 },
  { key: 'cultures', labelFr: 'Cultures', labelEn: 'Crops', helpFr: 'Les légumes ou les plantes concernés.', helpEn: 'The vegetables or plants concerned.', kind: 'list', group: 'practical', required: false, types: ['pratique-agricole'], order: 205 },
  { key: 'conditions', labelFr: 'Conditions', labelEn: 'Conditions', helpFr: 'État du sol, météo, matériel disponible…', helpEn: 'Soil state, weather, available equipment…', kind: 'longtext', group: 'practical', required: false, types: ['pratique-agricole'], order: 210 },
  { key: 'preparation', labelFr: 'Préparation', labelEn: 'Preparation', helpFr: 'Ce qu’il faut faire avant que le groupe arrive.', helpEn: 'What to do before the group arrives.', kind: 'longtext', group: 'steps', required: false, types: ['outil-animation', 'methode'], order: 242 },
  { key: 'pieces', labelFr: 'Pièces', labelEn: 'Pieces', helpFr: 'Ce que contient le kit, pièce par pièce.', helpEn: 'What the kit holds, piece by piece.', kind: 'records', group: 'steps', columns: PIECE, required: false, recommended: true, types: ['kit', 'jeu-de-cartes', 'malle'], order: 245 },
  { key: 'mode_emploi', labelFr: 'Mode d’emploi', labelEn: 'How to use', helpFr: 'Comment s’en servir la première fois.', helpEn: 'How to use it the first time.', kind: 'longtext', group: 'steps', required: false, recommended: true, types: ['kit', 'jeu-de-cartes', 'malle'], order: 246 },
  { key: 'impression', labelFr: 'Impression', labelEn: 'Printing', helpFr: 'Le format du papier et le recto-verso.', helpEn: 'Paper size and double-sided printing.', kind: 'record', group: 'practical', columns: PRINT, required: false, types: ['kit', 'jeu-de-cartes', 'malle'], order: 247 },
  { key: 'programme', labelFr: 'Programme', labelEn: 'Programme', helpFr: 'Ce que l’on y fait, jour par jour.', helpEn: 'What is done, day by day.', kind: 'longtext', group: 'steps', required: false, types: ['offre-formation'], order: 248 },
  { key: 'communs_mobilises', labelFr: 'Communs mobilisés', labelEn: 'Commons used', helpFr: 'Les ressources partagées que la formation utilise.', helpEn: 'The shared resources the training uses.', kind: 'sources', group: 'people', required: false, recommended: true, types: ['offre-formation'], order: 249 },
  { key: 'deroule', labelFr: 'Déroulé', labelEn: 'Steps', helpFr: 'Les étapes, dans l’ordre, avec leur durée.', helpEn: 'The steps in order, with their duration.', kind: 'steps', group: 'steps', required: false, recommended: true, types: ['outil-animation', 'methode'], order: 250 },
  { key: 'contribution_au_commun', labelFr: 'Contribution au commun', labelEn: 'Contribution to the commons', helpFr: 'Ce que la formation rend aux communs qu’elle utilise.', helpEn: 'What the training gives back to the commons it uses.', kind: 'longtext', group: 'people', required: false, types: ['offre-formation'], order: 251 },
  { key: 'consignes', labelFr: 'Consignes', labelEn: 'Instructions', helpFr: 'Les phrases à dire au groupe.', helpEn: 'The sentences to say to the group.', kind: 'longtext', group: 'steps', required: false, types: ['outil-animation', 'methode'], order: 252 },
  { key: 'certification', labelFr: 'Certification', labelEn: 'Certification', helpFr: 'Le titre ou l’attestation obtenu à la fin.', helpEn: 'The title or certificate received at the end.', kind: 'text', group: 'practical', required: false, types: ['offre-formation'], order: 253 },
  { key: 'modules', labelFr: 'Modules', labelEn: 'Modules', helpFr: 'Les grandes parties du parcours, avec leurs étapes.', helpEn: 'The main parts of the path, with their stages.', kind: 'records', group: 'steps', columns: MODULE, required: false, recommended: true, types: ['parcours'], order: 254 },
  { key: 'scenarisation', labelFr: 'Scénarisation', labelEn: 'Sequencing', helpFr: 'S’il faut suivre l’ordre, et tout faire.', helpEn: 'Whether the order must be followed, and everything done.', kind: 'record', group: 'steps', columns: SEQUENCE, required: false, types: ['parcours'], order: 255 },
  { key: 'evaluation', labelFr: 'Évaluation', labelEn: 'Evaluation', helpFr: 'Comment on sait que l’on a appris.', helpEn: 'How one knows that one has learnt.', kind: 'longtext', group: 'steps', required: false, types: ['parcours'], order: 257 },
  { key: 'production_attendue', labelFr: 'Production attendue', labelEn: 'Expected production', helpFr: 'Ce que chaque personne aura fait à la fin.', helpEn: 'What each person will have made by the end.', kind: 'longtext', group: 'steps', required: false, types: ['parcours'], order: 258 },
  { key: 'sessions', labelFr: 'Sessions', labelEn: 'Sessions', helpFr: 'Les prochaines dates, avec leur lieu et leur prix.', helpEn: 'The next dates, with their place and price.', kind: 'records', group: 'practical', columns: SESSION, required: false, types: ['parcours', 'offre-formation'], order: 259 },
  { key: 'etapes', labelFr: 'Étapes', labelEn: 'Steps', helpFr: 'Les gestes, dans l’ordre.', helpEn: 'The gestures, in order.', kind: 'steps', group: 'steps', required: false, recommended: true, types: ['pratique-agricole'], order: 260 },
  { key: 'modalite_tarifaire', labelFr: 'Tarif', labelEn: 'Price', helpFr: 'Le prix, ou la façon de le fixer ensemble.', helpEn: 'The price, or the way it is set together.', kind: 'text', group: 'practical', required: false, types: ['offre-formation'], order: 261 },
  { key: 'indicateurs', labelFr: 'Indicateurs', labelEn: 'Indicators', helpFr: 'Ce que l’on mesure, comment, et comment lire le résultat.', helpEn: 'What is measured, how, and how to read the result.', kind: 'records', group: 'steps', columns: INDICATOR, required: false, types: ['pratique-agricole'], order: 262 },
  { key: 'resultats_attendus', labelFr: 'Résultats attendus', labelEn: 'Expected results', helpFr: 'Ce que l’on doit voir si cela marche.', helpEn: 'What one should see if it works.', kind: 'longtext', group: 'steps', required: false, types: ['pratique-agricole'], order: 264 },
  { key: 'ce_qui_a_marche', labelFr: 'Ce qui a marché', labelEn: 'What worked', helpFr: 'Ce que vous referiez.', helpEn: 'What you would do again.', kind: 'longtext', group: 'steps', required: false, types: ['retour-experience'], order: 265 },
  { key: 'difficultes', labelFr: 'Difficultés', labelEn: 'Difficulties', helpFr: 'Ce qui a coincé.', helpEn: 'What jammed.', kind: 'longtext', group: 'steps', required: false, types: ['retour-experience'], order: 266 },
  { key: 'adaptations', labelFr: 'Adaptations', labelEn: 'Adaptations', helpFr: 'Ce que vous avez changé.', helpEn: 'What you changed.', kind: 'longtext', group: 'steps', required: false, types: ['retour-experience'], order: 267 },
  { key: 'recommandation', labelFr: 'Recommandation', labelEn: 'Recommendation', helpFr: 'De 0 (à éviter) à 3 (à refaire).', helpEn: 'From 0 (to avoid) to 3 (to do again).', kind: 'number', group: 'steps', required: false, types: ['retour-experience'], order: 268 },
  { key: 'mesures', labelFr: 'Mesures', labelEn: 'Measures', helpFr: 'Ce que vous avez compté ou pesé.', helpEn: 'What you counted or weighed.', kind: 'records', group: 'steps', columns: MEASURE, required: false, types: ['retour-experience'], order: 269 },
  { key: 'usage_conseille', labelFr: 'Usage conseillé', labelEn: 'Recommended use', helpFr: 'Comment s’en servir avec un groupe.', helpEn: 'How to use it with a group.', kind: 'longtext', group: 'steps', required: false, types: ['support', 'video', 'audio', 'diaporama', 'affiche', 'document'], order: 271 },
  { key: 'competences', labelFr: 'Compétences', labelEn: 'Skills', helpFr: 'Ce que l’on peut lui demander.', helpEn: 'What one can ask of them.', kind: 'list', group: 'practical', required: false, types: ['acteur'], order: 272 },
  { key: 'offres', labelFr: 'Offres', labelEn: 'Offers', helpFr: 'Les ressources et les formations proposées.', helpEn: 'The resources and trainings offered.', kind: 'sources', group: 'practical', required: false, types: ['acteur'], order: 273 },
  { key: 'zones_intervention', labelFr: 'Zones d’intervention', labelEn: 'Areas served', helpFr: 'Les territoires où l’on intervient.', helpEn: 'The areas where they work.', kind: 'list', group: 'practical', required: false, types: ['acteur'], order: 274 },
  { key: 'lieux', labelFr: 'Lieux', labelEn: 'Places', helpFr: 'Les lieux où l’on peut venir.', helpEn: 'The places one can come to.', kind: 'records', group: 'practical', columns: PLACE, required: false, types: ['acteur'], order: 275 },
  { key: 'langues', labelFr: 'Langues parlées', labelEn: 'Languages spoken', helpFr: 'Les langues dans lesquelles on peut travailler.', helpEn: 'The languages they can work in.', kind: 'concepts', group: 'practical', vocabulary: 'langue', required: false, types: ['acteur'], order: 276 },
  { key: 'liens', labelFr: 'Liens', labelEn: 'Links', helpFr: 'Le site et les pages publiques.', helpEn: 'The website and public pages.', kind: 'sources', group: 'practical', required: false, types: ['acteur'], order: 277 },
  { key: 'adhesions', labelFr: 'Adhésions', labelEn: 'Memberships', helpFr: 'Les réseaux dont on est membre.', helpEn: 'The networks they belong to.', kind: 'sources', group: 'people', required: false, types: ['acteur'], order: 278 },
  { key: 'reponses', labelFr: 'Réponses', labelEn: 'Answers', helpFr: 'Les ressources qui y répondent.', helpEn: 'The resources that answer it.', kind: 'sources', group: 'people', required: false, types: ['besoin'], order: 279 },
  { key: 'avantages', labelFr: 'Avantages', labelEn: 'Advantages', helpFr: 'Ce qu’il fait bien.', helpEn: 'What it does well.', kind: 'list', group: 'steps', required: false, types: ['outil-numerique'], order: 281 },
  { key: 'inconvenients', labelFr: 'Inconvénients', labelEn: 'Drawbacks', helpFr: 'Ce qui peut gêner.', helpEn: 'What may be a nuisance.', kind: 'list', group: 'steps', required: false, types: ['outil-numerique'], order: 282 },
  { key: 'transcription', labelFr: 'Transcription', labelEn: 'Transcript', helpFr: 'Ce qui est dit, par écrit.', helpEn: 'What is said, in writing.', kind: 'longtext', group: 'steps', required: false, recommended: true, types: ['video', 'audio'], order: 283 },
  { key: 'sous_titres', labelFr: 'Sous-titres', labelEn: 'Subtitles', helpFr: 'Le fichier des sous-titres.', helpEn: 'The subtitles file.', kind: 'text', group: 'practical', required: false, types: ['video'], order: 284 },
  { key: 'chapitres', labelFr: 'Chapitres', labelEn: 'Chapters', helpFr: 'Les moments importants, avec leur minute.', helpEn: 'The main moments, with their minute.', kind: 'records', group: 'steps', columns: CHAPTER, required: false, types: ['video', 'audio', 'support'], order: 285 },
  { key: 'securite', labelFr: 'Sécurité', labelEn: 'Safety', helpFr: 'Les précautions à prendre.', helpEn: 'Precautions to take.', kind: 'longtext', group: 'steps', required: false, types: ['pratique-agricole'], order: 290 },
  { key: 'consentements', labelFr: 'Consentements', labelEn: 'Consents', helpFr: 'Comment les personnes citées ont dit leur accord pour être publiées.', helpEn: 'How the people named agreed to be published.', kind: 'longtext', group: 'people', required: false, recommended: true, types: ['retour-experience'], order: 325 },
  { key: 'consentement_annuaire', labelFr: 'Accord pour l’annuaire', labelEn: 'Consent to the directory', helpFr: 'La personne est d’accord pour figurer dans l’annuaire public.', helpEn: 'The person agrees to be in the public directory.', kind: 'boolean', group: 'people', required: false, recommended: true, types: ['acteur'], order: 326 },
  { key: 'csl', labelFr: 'Référence complète', labelEn: 'Full reference', helpFr: 'La notice bibliographique, au format CSL.', helpEn: 'The bibliographic record, in CSL form.', kind: 'structure', group: 'people', required: false, types: ['publication', 'livre-blanc', 'recueil'], order: 376 },
]
