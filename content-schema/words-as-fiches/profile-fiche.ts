import type { Vocabulary } from '../data/vocabulary-types.js'
import type { Fiche } from '../fiche.js'
import type { ControlKind } from '../field-definition.js'
import { isRecord } from '../header.js'
import { identify } from '../licences/identify.js'
import type { FeedbackQuestion, Profile, ProfileField } from '../profile.js'
import { CORE_PROFILE } from '../profiles.js'
import { isYes, numberOf, rowsOf, said, textOf, valueOf, wordsOf, type Values } from './values.js'
import { vocabularyFrom } from './vocabulary-fiche.js'

/** What a header calls each kind of field and question, and each choice of a rule. */
const NATURES: readonly (readonly [string, ControlKind])[] = [
  ['texte', 'text'], ['texte-long', 'longtext'], ['terme', 'concept'], ['termes', 'concepts'], ['nombre', 'number'], ['date', 'date'], ['oui-non', 'boolean'],
  ['adresse', 'url'], ['lignes', 'list'], ['duree', 'duration'], ['intervalle', 'range'],
]
const QUESTIONS: readonly (readonly [string, FeedbackQuestion['kind']])[] = [['texte', 'text'], ['echelle', 'scale'], ['choix', 'choice'], ['entier', 'integer']]
const DUPLICATES: readonly (readonly [string, Profile['rules']['duplicates']])[] = [['refuse', 'refuse'], ['variante', 'variant']]
const COOPTATION: readonly (readonly [string, Profile['rules']['cooptation']])[] = [['aucune', 'none'], ['decisions', 'decisions'], ['contribution', 'contribution']]

const meant = <T>(names: readonly (readonly [string, T])[], name: string): T | undefined => names.find(([known]) => known === name)?.[1]
const nameOf = <T>(names: readonly (readonly [string, T])[], value: T): string | undefined => names.find(([, known]) => known === value)?.[0]

/** Fields of a community come after the shared ones, in the order it gives them. */
const FIRST_ORDER = 410

/**
 * What a community adds, written as a fiche of type `profil` (content model §6.1). `lists` are the lists it keeps as fiches of their own;
 * a profile may also hold lists itself (`vocabulaires`). Tolerant: what is missing is empty, for the rules to tell.
 */
export function profileOfFiche(fiche: Pick<Fiche, 'header'>, community: string, lists: readonly Vocabulary[] = []): Profile {
  const { header } = fiche
  const prefix = textOf(header, 'prefixe')
  const restrictions = recordAt(header, 'restrictions')
  const rules = recordAt(header, 'regles')
  const inside = rowsOf(valueOf(header, 'vocabulaires'), 'notation').map(values => vocabularyFrom(values, `${prefix}:${textOf(values, 'notation')}`))
  const vocabularies = [...lists, ...inside.filter(({ id }) => !lists.some(list => list.id === id))]
  const licences = [...wordsOf(header, 'licences'), ...wordsOf(recordAt(restrictions, 'licence'), 'valeurs')].map(spdx)
  return {
    community, prefix, version: textOf(header, 'version') || CORE_PROFILE.version, extends: textOf(header, 'etend') || CORE_PROFILE.extends,
    types: wordsOf(header, 'types_actives'), vocabularies,
    fields: rowsOf(valueOf(header, 'champs'), 'cle').map((row, at) => fieldFrom(row, FIRST_ORDER + 10 * at, id => (vocabularies.some(own => own.id === `${prefix}:${id}`) ? `${prefix}:${id}` : id))),
    required: [...wordsOf(header, 'champs_demandes'), ...Object.keys(restrictions).filter(key => isYes(recordAt(restrictions, key), 'requis'))],
    licences, defaultLicence: spdx(textOf(header, 'licence_par_defaut') || textOf(rules, 'licence_defaut') || CORE_PROFILE.defaultLicence),
    rules: {
      experimentRequired: isYes(rules, 'experimentation_requise'), duplicates: meant(DUPLICATES, textOf(rules, 'doublons')) ?? CORE_PROFILE.rules.duplicates,
      cooptation: meant(COOPTATION, textOf(rules, 'cooptation')) ?? CORE_PROFILE.rules.cooptation, mapRegistration: isYes(rules, 'inscription_carte'),
    },
    labels: Object.fromEntries(rowsOf(valueOf(header, 'libelles'), 'champ').map(row => [textOf(row, 'champ'), { fr: textOf(row, 'libelle'), en: textOf(row, 'libelle_en') || textOf(row, 'libelle') }])),
    questions: rowsOf(valueOf(header, 'questions') ?? valueOf(recordAt(header, 'retours'), 'questions'), 'cle').map(questionFrom),
  }
}

const spdx = (licence: string): string => identify(licence)?.id ?? licence

function recordAt(values: Values, key: string): Values {
  const value = valueOf(values, key)
  return isRecord(value) ? value : {}
}

function fieldFrom(row: Values, order: number, listId: (name: string) => string): ProfileField {
  const list = textOf(row, 'vocabulaire')
  const [fr, helpFr, unit] = [textOf(row, 'libelle'), textOf(row, 'aide'), textOf(row, 'unite')]
  const types = wordsOf(row, 'appliquer_a')
  return {
    key: textOf(row, 'cle'), labelFr: fr, labelEn: textOf(row, 'libelle_en') || fr, helpFr, helpEn: textOf(row, 'aide_en') || helpFr,
    kind: meant(NATURES, textOf(row, 'nature') || textOf(row, 'type')) ?? (list === '' ? 'text' : 'concepts'), group: 'own', required: false, order,
    ...(list !== '' && { vocabulary: listId(list) }), ...(types.length > 0 && { types }), ...(isYes(row, 'facette') && { facet: true }),
    ...(unit !== '' && { unit }), ...(isYes(row, 'ouvert') && { open: true }),
  }
}

function questionFrom(row: Values): FeedbackQuestion {
  const [fr, list] = [textOf(row, 'libelle'), textOf(row, 'vocabulaire')]
  const [from, to] = [numberOf(row, 'de'), numberOf(row, 'a')]
  return {
    key: textOf(row, 'cle'), fr, en: textOf(row, 'libelle_en') || fr, kind: meant(QUESTIONS, textOf(row, 'type')) ?? 'text',
    ...(list !== '' && { vocabulary: list }), ...(from !== undefined && { from }), ...(to !== undefined && { to }),
  }
}

/** The header of the fiche that holds a profile, without its lists: `profileOfFiche` reads it back the same, given them. */
export function ficheOfProfile(profile: Profile, name: string): Record<string, unknown> {
  const bare = (id: string | undefined): string | undefined => (id?.startsWith(`${profile.prefix}:`) === true ? id.slice(profile.prefix.length + 1) : id)
  return {
    type: 'profil', titre: `Profil de ${name}`, resume: `Ce que la communauté ${name} ajoute aux fiches\u00A0: ses champs, ses règles, ses questions.`,
    besoins: ['partager-mes-ressources'], publics: ['grand-public'], licence: 'CC0-1.0', prefixe: profile.prefix, etend: profile.extends,
    ...said({
      types_actives: profile.types,
      champs: profile.fields.map(field => ({
        cle: field.key, libelle: field.labelFr, libelle_en: field.labelEn, aide: field.helpFr, aide_en: field.helpEn,
        ...said({ nature: nameOf(NATURES, field.kind), vocabulaire: bare(field.vocabulary), appliquer_a: field.types, facette: field.facet, unite: field.unit, ouvert: field.open }),
      })),
      champs_demandes: profile.required, licences: profile.licences,
    }),
    licence_par_defaut: profile.defaultLicence,
    regles: { experimentation_requise: profile.rules.experimentRequired, doublons: nameOf(DUPLICATES, profile.rules.duplicates), cooptation: nameOf(COOPTATION, profile.rules.cooptation), inscription_carte: profile.rules.mapRegistration },
    ...said({
      libelles: Object.entries(profile.labels).map(([champ, { fr, en }]) => ({ champ, libelle: fr, libelle_en: en })),
      questions: profile.questions.map(({ key, fr, en, kind, vocabulary, from, to }) => ({ cle: key, libelle: fr, libelle_en: en, type: nameOf(QUESTIONS, kind), ...said({ vocabulaire: vocabulary, de: from, a: to }) })),
    }),
  }
}
