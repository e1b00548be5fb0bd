import type { Profile } from '../profile.js'
import { vocabulary } from './vocabulary-types.js'

/** The profiles of the two pilot communities (content model §6). The core profile is what everybody else has. */
export const CORE_PROFILE: Profile = {
  community: '', prefix: '', version: '1.0.0', extends: 'cc-coeur@1', types: [], vocabularies: [], fields: [], required: [], licences: [],
  defaultLicence: 'CC-BY-SA-4.0',
  rules: { experimentRequired: false, duplicates: 'refuse', cooptation: 'none', mapRegistration: false },
  labels: {}, questions: [],
}

/** The house rules of Interpole: only what one tried, duplicates become variants, decisions by cooptation (content model §6.3). */
const INTERPOLE_RULES: Profile['rules'] = { experimentRequired: true, duplicates: 'variant', cooptation: 'decisions', mapRegistration: true }

/** The names Interpole gives its fields, as printed in its books. */
const INTERPOLE_LABELS: Profile['labels'] = {
  valeur_ajoutee: { fr: 'Valeur ajoutée, utilité de l’outil en une phrase', en: 'Added value of the tool in one sentence' },
  objectifs: { fr: 'Objectif', en: 'Objective' },
  resume: { fr: 'Résumé du déroulé', en: 'Summary of how it goes' },
  deroule: { fr: 'Déroulé détaillé', en: 'Detailed steps' },
  variantes: { fr: 'Variantes et bonifications', en: 'Variants and improvements' },
  licence: { fr: 'Licence d’utilisation de la ressource', en: 'Licence of the resource' },
  auteurs: { fr: 'Auteur·ices ou historique des contributions', en: 'Authors or history of contributions' },
  experimente_par: { fr: 'Personnes ayant mis cet outil en pratique', en: 'People who tried this tool' },
}

export const PROFILES: readonly Profile[] = [
  {
    ...CORE_PROFILE,
    community: 'cooperation', prefix: 'coop',
    types: ['outil-animation', 'parcours', 'retour-experience', 'kit', 'charte', 'support', 'offre-formation', 'acteur', 'evenement', 'outil-numerique'],
    rules: INTERPOLE_RULES,
    labels: INTERPOLE_LABELS,
    questions: [
      { key: 'issue', fr: 'Comment cela s’est-il passé ?', en: 'How did it go?', kind: 'choice', vocabulary: 'issue-usage' },
      { key: 'adaptation', fr: 'Qu’avez-vous adapté ?', en: 'What did you adapt?', kind: 'text' },
    ],
  },
  {
    ...CORE_PROFILE,
    community: 'resilience-alimentaire', prefix: 'msv',
    types: ['pratique-agricole', 'retour-experience', 'parcours', 'kit', 'acteur', 'evenement', 'offre-formation'],
    vocabularies: [
      vocabulary('msv:type-sol', { fr: 'Type de sol', en: 'Kind of soil', definitionFr: 'Ce dont la terre est surtout faite, tel qu’on le sent entre les doigts.', definitionEn: 'What the soil is mostly made of, as one feels it between the fingers.' }, [
        ['limoneux', 'Sol limoneux', 'Silty soil', 'Doux comme de la farine, il se bat en surface sous la pluie.', 'Soft as flour, it crusts under the rain.'],
        ['argileux', 'Sol argileux', 'Clay soil', 'Il colle quand il est humide et se fend quand il est sec.', 'It sticks when wet and cracks when dry.'],
        ['argilo-limoneux', 'Sol argilo-limoneux', 'Clay-silt soil', 'Entre l’argile et le limon, il garde l’eau et se travaille.', 'Between clay and silt, it keeps water and can be worked.', { broader: ['argileux', 'limoneux'] }],
        ['sableux', 'Sol sableux', 'Sandy soil', 'Il gratte sous les doigts et laisse filer l’eau.', 'It is rough to the fingers and lets water through.'],
      ]),
      vocabulary('msv:etape', { fr: 'Étape culturale', en: 'Growing stage', definitionFr: 'Le moment de la culture que la pratique concerne.', definitionEn: 'The moment of growing that the practice is about.', shownUnder: 'phase' }, [
        ['observation', 'Observation et diagnostic', 'Observation and diagnosis', 'Regarder le sol et les plantes avant d’agir.', 'Looking at the soil and the plants before acting.', { exact: ['phase/diagnostic'] }],
        ['couverture', 'Couverture et paillage', 'Cover and mulch', 'Mettre le sol à l’abri.', 'Sheltering the soil.'],
        ['destruction-couvert', 'Destruction du couvert', 'Cover crop termination', 'Coucher ou couper les plantes de couverture avant de planter.', 'Laying down or cutting the cover crop before planting.'],
      ]),
    ],
    fields: [
      { key: 'type_sol', labelFr: 'Type de sol', labelEn: 'Kind of soil', helpFr: 'Là où la pratique a été mise en œuvre.', helpEn: 'Where the practice was tried.', kind: 'concepts', group: 'own', vocabulary: 'msv:type-sol', required: false, types: ['pratique-agricole', 'retour-experience'], order: 410, facet: true },
      { key: 'etape', labelFr: 'Étape', labelEn: 'Stage', helpFr: 'À quel moment de la culture.', helpEn: 'When in the growing cycle.', kind: 'concepts', group: 'own', vocabulary: 'msv:etape', required: false, order: 420, facet: true },
      { key: 'surface_m2', labelFr: 'Surface concernée (m²)', labelEn: 'Area (m²)', helpFr: 'Un nombre, même approximatif ; il est publié en données ouvertes.', helpEn: 'A number, even a rough one; it is published as open data.', kind: 'number', group: 'own', required: false, order: 430, unit: 'm²', open: true },
    ],
    required: ['saisons'],
    licences: ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0'],
    rules: { experimentRequired: true, duplicates: 'variant', cooptation: 'decisions', mapRegistration: false },
    labels: { taille_groupe: { fr: 'Nombre de personnes sur la parcelle', en: 'People on the plot' } },
    questions: [
      { key: 'note_structure', fr: 'Note de structure observée', en: 'Observed structure score', kind: 'scale', from: 0, to: 2 },
      { key: 'adaptation', fr: 'Qu’avez-vous adapté ?', en: 'What did you adapt?', kind: 'text' },
    ],
  },
]
