import type { Profile } from '../profile.js'
import { vocabulary } from './vocabulary-types.js'

/** The profiles of the two pilot communities (content model §6). The core profile is what everybody else has. */
export const CORE_PROFILE: Profile = {
  community: '', prefix: '', version: '1.0.0', extends: 'cc-coeur@1', types: [], vocabularies: [], fields: [], required: [], licences: [],
  defaultLicence: 'CC-BY-SA-4.0',
  rules: { experimentRequired: false, duplicates: 'refuse', cooptation: 'none', mapRegistration: false },
  labels: {}, questions: [],
}

export const PROFILES: readonly Profile[] = [
  {
    ...CORE_PROFILE,
    community: 'cooperation', prefix: 'coop',
    types: ['outil-animation', 'parcours', 'retour-experience', 'kit', 'charte', 'support', 'offre-formation', 'acteur', 'evenement', 'outil-numerique'],
    // The house rules of Interpole (content model §6.3): only what one tried, and duplicates become variants.
    rules: { experimentRequired: true, duplicates: 'variant', cooptation: 'decisions', mapRegistration: true },
    labels: {
      valeur_ajoutee: { fr: 'Valeur ajoutée, utilité de l’outil en une phrase', en: 'Added value of the tool in one sentence' },
      resume: { fr: 'Résumé du déroulé', en: 'Summary of how it goes' },
      deroule: { fr: 'Déroulé détaillé', en: 'Detailed steps' },
      variantes: { fr: 'Variantes et bonifications', en: 'Variants and improvements' },
      experimente_par: { fr: 'Personnes ayant expérimenté cet outil', en: 'People who tried this tool' },
    },
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
      vocabulary('msv:type-sol', 'Type de sol', 'Kind of soil', [
        ['limoneux', 'Sol limoneux', 'Silty soil'],
        ['argileux', 'Sol argileux', 'Clay soil'],
        ['argilo-limoneux', 'Sol argilo-limoneux', 'Clay-silt soil', { broader: ['argileux', 'limoneux'] }],
        ['sableux', 'Sol sableux', 'Sandy soil'],
      ]),
      vocabulary('msv:etape', 'Étape culturale', 'Growing stage', [
        ['observation', 'Observation et diagnostic', 'Observation and diagnosis', { exact: 'phase/diagnostic' }],
        ['couverture', 'Couverture et paillage', 'Cover and mulch'],
        ['destruction-couvert', 'Destruction du couvert', 'Cover crop termination'],
      ]),
    ],
    fields: [
      { key: 'type_sol', labelFr: 'Type de sol', labelEn: 'Kind of soil', helpFr: 'Là où la pratique a été essayée.', helpEn: 'Where the practice was tried.', kind: 'concepts', vocabulary: 'msv:type-sol', required: false, types: ['pratique-agricole', 'retour-experience'], order: 410, facet: true },
      { key: 'etape', labelFr: 'Étape', labelEn: 'Stage', helpFr: 'À quel moment de la culture.', helpEn: 'When in the growing cycle.', kind: 'concepts', vocabulary: 'msv:etape', required: false, order: 420, facet: true },
      { key: 'surface_m2', labelFr: 'Surface concernée (m²)', labelEn: 'Area (m²)', helpFr: 'Un nombre, même approximatif ; il est publié en données ouvertes.', helpEn: 'A number, even a rough one; it is published as open data.', kind: 'number', required: false, order: 430, unit: 'm²', open: true },
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
