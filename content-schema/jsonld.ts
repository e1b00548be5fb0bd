import { isoOfMinutes } from './durations.js'
import type { FicheFields } from './fiche-fields.js'
import { identify } from './licences/identify.js'

/** What the fiche itself does not know: its lasting URI, its page, who hosts it, its dates (ISO 8601) and version. */
export interface JsonLdFrame {
  readonly id: string
  readonly url: string
  readonly community?: { readonly name: string; readonly url: string }
  readonly dates?: { readonly created?: string; readonly published?: string; readonly modified?: string }
  readonly version?: string
  /** Base of the vocabularies' IRIs, with its last slash. */
  readonly vocabularyBase?: string
  readonly basedOn?: readonly string[]
}

const DEFAULT_BASE = 'https://voc.example.org/cc/'
const LRMI = 'http://purl.org/dcx/lrmi-vocabs/learningResourceType/'
/** schema.org types and LRMI learning resource type of each type (content model §4.3). */
const TYPES: Readonly<Record<string, readonly [types: readonly string[], lrmi?: string]>> = {
  'outil-animation': [['LearningResource', 'HowTo'], 'activityPlan'],
  'pratique-agricole': [['LearningResource', 'HowTo'], 'activityPlan'],
  parcours: [['LearningResource', 'Course'], 'unitPlan'],
  'retour-experience': [['LearningResource', 'Article'], 'supportingDocument'],
  video: [['LearningResource', 'VideoObject'], 'recordedLesson'],
  audio: [['LearningResource', 'AudioObject'], 'recordedLesson'],
  diaporama: [['LearningResource', 'PresentationDigitalDocument'], 'supportingDocument'],
  support: [['LearningResource', 'DigitalDocument'], 'supportingDocument'],
  kit: [['LearningResource', 'Collection'], 'physicalLearningResource'],
  'jeu-de-cartes': [['LearningResource', 'Collection'], 'physicalLearningResource'],
  'offre-formation': [['Course']],
  acteur: [['Organization']],
  evenement: [['EducationEvent']],
  publication: [['ScholarlyArticle'], 'textbook'],
  'outil-numerique': [['SoftwareApplication'], 'supportingDocument'],
}

/** A fiche as schema.org/LRMI JSON-LD. Only what is filled is written; an address that is not http(s) never is. */
export function ficheToJsonLd(fields: FicheFields, frame: JsonLdFrame): object {
  const base = frame.vocabularyBase ?? DEFAULT_BASE
  const concept = (vocabulary: string) => (notation: string): string => `${base}${vocabulary}/${encodeURIComponent(notation)}`
  const [types, lrmi] = TYPES[fields.type ?? ''] ?? [['LearningResource'], undefined]
  const licence = fields.licence === undefined ? undefined : identify(fields.licence)
  const longest = fields.duree?.maxMinutes ?? fields.duree?.minMinutes
  return compact({
    '@context': {
      '@vocab': 'https://schema.org/', cc: base, dct: 'http://purl.org/dc/terms/', pair: 'http://virtual-assembly.org/ontologies/pair#', id: '@id', type: '@type',
      license: { '@type': '@id' }, about: { '@type': '@id' }, educationalLevel: { '@type': '@id' }, learningResourceType: { '@type': '@id' }, url: { '@type': '@id' },
      isBasedOn: { '@type': '@id' }, 'pair:isSolutionFor': { '@type': '@id' }, 'cc:phase': { '@type': '@id' }, 'cc:public': { '@type': '@id' }, 'cc:contexte': { '@type': '@id' },
      'cc:modalite': { '@type': '@id' }, 'cc:saison': { '@type': '@id' },
    },
    id: frame.id,
    type: types,
    url: frame.url,
    name: fields.titre,
    abstract: fields.valeur_ajoutee,
    description: fields.resume,
    inLanguage: fields.langue,
    license: licence?.uri,
    keywords: fields.mots_cles,
    learningResourceType: [...(lrmi === undefined ? [] : [LRMI + lrmi]), ...(fields.type === undefined ? [] : [concept('type-ressource')(fields.type)])],
    about: fields.thematiques.map(concept('thematique')),
    'pair:isSolutionFor': fields.besoins.map(concept('besoin')),
    'cc:public': fields.publics.map(concept('public')),
    'cc:contexte': fields.contextes.map(concept('contexte')),
    'cc:phase': fields.phases.map(concept('phase')),
    'cc:modalite': fields.modalites.map(concept('modalite')),
    'cc:saison': fields.saisons.map(concept('saison')),
    educationalLevel: fields.niveau === undefined ? undefined : concept('niveau')(fields.niveau),
    teaches: fields.objectifs,
    timeRequired: longest === undefined ? undefined : isoOfMinutes(longest),
    'cc:tailleGroupe': fields.taille_groupe === undefined ? undefined : compact({ type: 'QuantitativeValue', minValue: fields.taille_groupe.min, maxValue: fields.taille_groupe.max }),
    author: fields.auteurs.map(agent),
    contributor: fields.contributeurs.map(agent),
    supply: fields.materiel.map(item => compact({ type: 'HowToSupply', name: item.nom, requiredQuantity: item.quantite, url: httpOnly(item.lien) })),
    step: fields.etapes.map((step, index) => compact({ type: 'HowToStep', position: index + 1, name: step.titre, text: step.texte, timeRequired: step.minutes === undefined ? undefined : isoOfMinutes(step.minutes) })),
    citation: fields.sources.map(source => compact({ type: 'CreativeWork', name: source.titre, url: httpOnly(source.url) })),
    isBasedOn: [...(frame.basedOn ?? []), ...fields.derive_de.map(source => httpOnly(source.url)).filter(url => url !== undefined)],
    maintainer: frame.community === undefined ? undefined : { type: 'Organization', name: frame.community.name, url: frame.community.url },
    dateCreated: frame.dates?.created,
    datePublished: frame.dates?.published,
    dateModified: frame.dates?.modified,
    version: frame.version,
  })
}

function agent(person: FicheFields['auteurs'][number]): object {
  return compact({ type: 'Person', name: person.nom, url: httpOnly(person.uri), affiliation: person.structure === undefined ? undefined : { type: 'Organization', name: person.structure } })
}

function httpOnly(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/[^\s"<>]+$/i.test(url) ? url : undefined
}

/** Without the keys that say nothing. */
function compact(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)))
}
