import { address, community, concept, duration, file, json, licence, node, part, plain, ref, text, type FieldTerm, type Part, type Value } from './values.js'

/**
 * The mapping, whole: field ↔ term ↔ shape of the value (content model §4.2, 4.3). Terms without prefix are schema.org's; `cc:` are
 * our own, where schema.org has no exact one. Of two lines with one term the first that applies to the type counts.
 * Left out on purpose: consents and contacts of people, which are nobody else's data.
 */

const one = (field: string, term: string, value: Value = text, more: Omit<FieldTerm, keyof Part> = {}): FieldTerm => ({ key: field, term, value, ...more })
const many = (field: string, term: string, value: Value = text, more: Omit<FieldTerm, keyof Part> = {}): FieldTerm => ({ key: field, term, value, many: true, ...more })

const agentParts = [part('nom', 'name', { kind: 'name' }), part('uri', 'url', address), part('structure', 'affiliation', node('Organization', 'nom', [part('nom', 'name', { kind: 'name' })], 'bare')), part('role', 'cc:role', concept('role-contribution'))]
const agent = node('Person', 'nom', agentParts)
const PLACE = [part('nom', 'name'), part('insee', 'identifier', plain), part('lat', 'latitude', plain), part('lon', 'longitude', plain), part('precision', 'cc:precision', plain)]
const place = node('Place', 'nom', [part('nom', 'name')], 'bare')
const MEDIA = ['support', 'video', 'audio', 'diaporama', 'affiche', 'document', 'media']

const CORE: readonly FieldTerm[] = [
  one('id', 'identifier', plain),
  many('alias', 'cc:alias', plain, { also: { term: 'sameAs', as: 'address' } }),
  one('type', 'learningResourceType', concept('type-ressource')),
  one('titre', 'name'),
  one('sous_titre', 'alternativeHeadline'),
  one('valeur_ajoutee', 'abstract'),
  one('resume', 'description'),
  one('langue', 'inLanguage', plain),
  many('thematiques', 'about', concept('thematique')),
  many('besoins', 'pair:isSolutionFor', concept('besoin'), { also: { term: 'about', as: 'same' } }),
  many('mots_cles', 'keywords'),
  many('contextes', 'cc:contexte', concept('contexte'), { also: { term: 'audience', as: 'audienceType' } }),
  many('types_structure', 'cc:typeStructure', concept('type-structure'), { also: { term: 'audience', as: 'audienceType' } }),
  many('publics', 'cc:public', concept('public'), { also: { term: 'audience', as: 'educationalRole' } }),
  one('niveau', 'educationalLevel', concept('niveau')),
  many('phases', 'cc:phase', concept('phase'), { also: { term: 'educationalUse', as: 'label' } }),
  many('postures', 'cc:posture', concept('posture')),
  many('modalites', 'cc:modalite', concept('modalite')),
  one('duree', 'cc:duree', node('QuantitativeValue', 'max', [part('min', 'minValue', duration), part('max', 'maxValue', duration)])),
  one('taille_groupe', 'cc:tailleGroupe', node('QuantitativeValue', 'max', [part('min', 'minValue', plain), part('max', 'maxValue', plain)])),
  many('objectifs', 'teaches'),
  many('prerequis', 'competencyRequired'),
  many('materiel', 'supply', node('HowToSupply', 'nom', [part('nom', 'name'), part('quantite', 'requiredQuantity', plain), part('lien', 'url', address)])),
  many('auteurs', 'author', agent),
  many('contributeurs', 'contributor', agent),
  many('experimente_par', 'cc:experimentePar', node('Person', 'nom', [...agentParts, part('date', 'cc:date', plain)])),
  one('licence', 'license', licence),
  one('attribution', 'creditText'),
  one('integrite', 'cc:integrite', text, { also: { term: 'usageInfo', as: 'work' } }),
  many('derive_de', 'isBasedOn', node('CreativeWork', 'titre', [part('titre', 'name'), part('uri', 'url', address), part('auteurs', 'author', agent, 'many'), part('licence', 'license', licence), part('relation', 'cc:relation', concept('relation-source'))])),
  many('sources', 'citation', node('CreativeWork', 'titre', [part('titre', 'name'), part('url', 'url', address), part('auteurs', 'author', agent, 'many'), part('annee', 'datePublished', plain)])),
  one('version', 'version', plain),
  one('statut', 'creativeWorkStatus', concept('statut')),
  one('dates', '', { kind: 'flat', parts: [part('creation', 'dateCreated', plain), part('publication', 'datePublished', plain), part('revision', 'dateModified', plain)] }),
  one('couverture', 'image', node('ImageObject', 'fichier', [part('fichier', 'contentUrl', file), part('alt', 'caption'), part('credit', 'creditText')])),
  many('medias', 'associatedMedia', node('MediaObject', 'fichier', [part('fichier', 'contentUrl', file), part('url', 'url', address), part('type', 'encodingFormat', plain), part('titre', 'name'), part('licence', 'license', licence), part('auteurs', 'author', agent, 'many'), part('transcription', 'transcript')])),
  one('accessibilite', '', { kind: 'flat', parts: [part('modes', 'accessMode', plain, 'many'), part('caracteristiques', 'accessibilityFeature', plain, 'many'), part('dangers', 'accessibilityHazard', plain, 'many'), part('resume', 'accessibilitySummary')] }),
  many('territoire', 'spatialCoverage', node('Place', 'nom', PLACE)),
  many('communautes', 'maintainer', community),
  many('variantes', 'dct:hasVersion', node('CreativeWork', 'texte', [part('titre', 'name'), part('texte', 'text'), part('auteurs', 'author', agent, 'many')], 'ordered')),
  many('voir_aussi', 'relatedLink', ref),
  many('remplace', 'dct:replaces', ref),
  many('remplacee_par', 'dct:isReplacedBy', ref),
  one('retours', 'cc:questionnaire', json),
]

const steps = node('HowToStep', 'texte', [part('titre', 'name'), part('duree', 'timeRequired', duration), part('texte', 'text')], 'ordered')
const moduleSteps = node('LearningResource', 'ref', [part('ref', 'cc:ressource', ref), part('version', 'version', plain), part('modalite', 'cc:modalite', concept('modalite')), part('duree', 'timeRequired', duration), part('consigne', 'description'), part('obligatoire', 'cc:obligatoire', plain)], 'ordered')
const session = node('CourseInstance', 'debut', [part('debut', 'startDate', plain), part('fin', 'endDate', plain), part('lieu', 'location', place), part('url', 'url', address), part('places', 'maximumAttendeeCapacity', plain), part('prix', 'cc:prix', plain)], 'ordered')

const PER_TYPE: readonly FieldTerm[] = [
  many('etapes', 'step', steps, { types: ['pratique-agricole'] }),
  many('deroule', 'step', steps),
  many('preparation', 'cc:preparation'),
  many('points_vigilance', 'cc:pointDeVigilance'),
  many('consignes', 'cc:consigne'),
  one('type_outil', 'cc:typeOutil', concept('type-outil')),
  one('kind', 'cc:genreOutil', concept('recette-ingredient')),
  many('saisons', 'cc:saison', concept('saison')),
  many('conditions', 'cc:conditions'),
  many('indicateurs', 'cc:indicateur', node('PropertyValue', 'nom', [part('nom', 'name'), part('unite', 'unitText', plain), part('methode', 'measurementTechnique'), part('seuils', 'description')])),
  many('cultures', 'cc:culture'),
  many('type_sol', 'cc:typeSol'),
  many('securite', 'cc:securite'),
  many('resultats_attendus', 'cc:resultatAttendu'),
  one('temps_travail', 'cc:tempsTravail', duration),
  many('modules', 'hasPart', node('LearningResource', 'titre', [part('titre', 'name'), part('texte', 'text'), part('etapes', 'hasPart', moduleSteps, 'many')], 'ordered'), { types: ['parcours'] }),
  one('scenarisation', 'cc:scenarisation', json),
  one('scenarisation_modules', 'cc:modulesDansLOrdre', plain),
  one('scenarisation_activites', 'cc:activitesDansLOrdre', plain),
  many('evaluation', 'cc:evaluation'),
  many('production_attendue', 'cc:productionAttendue'),
  many('sessions', 'hasCourseInstance', session),
  many('porte_sur', 'cc:porteSur', node('CreativeWork', 'ref', [part('ref', 'cc:ressource', ref), part('version', 'version', plain)])),
  one('date', 'cc:date', plain),
  one('lieu', 'contentLocation', place, { types: ['retour-experience', 'temoignage'] }),
  many('contexte', 'cc:contexteVecu'),
  one('nb_participants', 'cc:nombreParticipants', plain),
  many('ce_qui_a_marche', 'cc:ceQuiAMarche'),
  many('difficultes', 'cc:difficulteRencontree'),
  many('adaptations', 'cc:adaptation'),
  one('recommandation', 'cc:recommandation', plain),
  one('mesures', 'cc:mesures', json),
  one('fichier', 'contentUrl', file, { types: MEDIA }),
  one('url', 'cc:adresse', address, { also: { term: 'sameAs', as: 'same' } }),
  one('format', 'encodingFormat', plain, { types: MEDIA }),
  one('transcription', 'transcript', text, { types: MEDIA }),
  many('sous_titres', 'cc:sousTitres', plain),
  one('chapitres', 'cc:chapitres', json),
  many('usage_conseille', 'cc:usageConseille'),
  many('pieces', 'hasPart', node('CreativeWork', 'fichier', [part('fichier', 'contentUrl', file), part('ref', 'cc:ressource', ref), part('role', 'description'), part('obligatoire', 'cc:obligatoire', plain)], 'ordered'), { types: ['kit', 'jeu-de-cartes', 'malle'] }),
  many('mode_emploi', 'cc:modeEmploi'),
  one('impression', 'cc:impression', json),
  one('organisme', 'provider', ref),
  many('programme', 'cc:programme'),
  many('communs_mobilises', 'cc:communMobilise', ref),
  one('contribution_au_commun', 'cc:contributionAuCommun'),
  one('certification', 'educationalCredentialAwarded'),
  one('modalite_tarifaire', 'cc:modaliteTarifaire'),
  one('genre', 'cc:genre', concept('genre-acteur')),
  many('competences', 'knowsAbout'),
  many('offres', 'cc:offre', ref),
  many('zones_intervention', 'areaServed'),
  many('lieux', 'cc:lieu', node('Place', 'nom', PLACE, 'bare')),
  many('langues', 'knowsLanguage', plain),
  many('liens', 'cc:lien', ref),
  many('adhesions', 'memberOf', ref),
  one('debut', 'startDate', plain),
  one('fin', 'endDate', plain),
  one('fuseau', 'cc:fuseauHoraire', plain),
  one('lieu', 'location', place, { types: ['evenement'] }),
  many('organisateurs', 'organizer', agent),
  one('mode', 'cc:mode', concept('modalite')),
  one('statut_evt', 'cc:statutEvenement', concept('statut-evenement')),
  one('inscription', 'cc:inscription', plain),
  one('qui', 'cc:qui', concept('public')),
  one('echeance', 'cc:echeance', plain),
  one('etat', 'cc:etat', concept('etat-besoin')),
  many('reponses', 'pair:hasSolution', ref),
  one('doi', 'cc:doi', plain, { also: { term: 'sameAs', as: 'doi' } }),
  one('csl', 'cc:csl', json),
  one('acces', 'cc:acces', concept('acces-publication'), { also: { term: 'conditionsOfAccess', as: 'label' } }),
  one('libre', 'cc:libre', plain),
  one('difficulte', 'cc:difficulte', concept('difficulte')),
  many('avantages', 'cc:avantage'),
  many('inconvenients', 'cc:inconvenient'),
  // The words themselves: their terms are SKOS, served apart; here they are kept as written.
  one('notation', 'cc:notation', plain, { types: ['vocabulaire'] }),
  one('titre_en', 'cc:titreEnAnglais', plain, { types: ['vocabulaire'] }),
  one('resume_en', 'cc:resumeEnAnglais', plain, { types: ['vocabulaire'] }),
  one('montree_sous', 'cc:montreeSous', plain, { types: ['vocabulaire'] }),
  one('concepts', 'cc:concepts', json, { types: ['vocabulaire'] }),
  one('prefixe', 'cc:prefixe', plain, { types: ['profil'] }),
  one('etend', 'cc:etend', plain, { types: ['profil'] }),
  many('types_actives', 'cc:typePropose', concept('type-ressource'), { types: ['profil'] }),
  one('champs', 'cc:champs', json, { types: ['profil'] }),
  many('champs_demandes', 'cc:champDemande', plain, { types: ['profil'] }),
  many('licences', 'cc:licenceAcceptee', licence, { types: ['profil'] }),
  one('licence_par_defaut', 'cc:licenceParDefaut', licence, { types: ['profil'] }),
  one('regles', 'cc:regles', json, { types: ['profil'] }),
  one('libelles', 'cc:libelles', json, { types: ['profil'] }),
  one('questions', 'cc:questions', json, { types: ['profil'] }),
]

export const FIELD_TERMS: readonly FieldTerm[] = [...CORE, ...PER_TYPE]

/** The lines that count for a type, one a field and one a term. */
export function fieldTermsFor(type: string | undefined): readonly FieldTerm[] {
  const terms = new Set<string>()
  return FIELD_TERMS.filter(line => {
    if (line.types !== undefined && (type === undefined || !line.types.includes(type))) return false
    if (line.term !== '' && terms.has(line.term)) return false
    terms.add(line.term)
    return true
  })
}

/** Terms only machines write: derived from a field, from history, or from a licence nobody could name. */
export const DERIVED_TERMS: readonly Part[] = [
  part('sameAs', 'sameAs', address), part('timeRequired', 'timeRequired', duration), part('url', 'url', address), part('position', 'position', plain),
  part('licenceDeclaree', 'cc:licenceDeclaree', plain), part('licenceSpdx', 'cc:licenceSpdx', plain),
]
