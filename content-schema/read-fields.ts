import { FIELD_ALIASES, NOT_PROSE, TERM_MAPPINGS, type TermMapping } from './data/mappings.js'
import { REQUIRED_FIELDS, type FicheFields, type ProseValue } from './fiche-fields.js'
import { isRecord } from './header.js'
import { languageOf, readBody } from './read-body.js'
import { readAgents, readCover, readDuration, readLicence, readMaterials, readRange, readSources, readSteps, readText, readTexts, readVariants, readWords } from './read-values.js'

type Reader<T> = (value: unknown) => T | undefined

/** Reads the fields of a fiche from its raw header and body. Never throws; a value of another shape is left out (`rules/value-types.ts` says so). */
export function readFields(header: Readonly<Record<string, unknown>>, body: string): FicheFields {
  const readFrom = <T>(reader: Reader<T>, keys: readonly string[]): T | undefined => {
    for (const key of keys) {
      const value = Object.hasOwn(header, key) && !isEmpty(header[key]) ? reader(header[key]) : undefined
      if (value !== undefined) return value
    }
    return undefined
  }
  const read = <T>(field: string, reader: Reader<T>, own: readonly string[] = [field]): T | undefined => readFrom(reader, own) ?? readFrom(reader, FIELD_ALIASES[field] ?? [])
  const meant = (field: TermMapping['field']): string[] => TERM_MAPPINGS.filter(mapping => mapping.field === field).flatMap(({ keys, terms }) =>
    (readFrom(readWords, keys) ?? []).map(word => word.toLowerCase().replaceAll('’', "'")).flatMap(word => Object.hasOwn(terms, word) ? [terms[word] ?? ''] : []))
  const fromBody = readBody(body)
  const prose = proseOf(header)
  const fields: FicheFields = {
    langue: read('langue', readText) ?? languageOf(`${prose.map(value => value.text).join(' ').slice(0, 3000)} ${body.slice(0, 6000)}`),
    thematiques: read('thematiques', readWords) ?? [],
    besoins: read('besoins', readWords) ?? meant('besoins'),
    mots_cles: read('mots_cles', readWords) ?? [],
    contextes: read('contextes', readWords) ?? [],
    publics: read('publics', readWords) ?? [],
    phases: read('phases', readWords) ?? [],
    modalites: read('modalites', readWords) ?? meant('modalites'),
    objectifs: read('objectifs', readTexts) ?? [],
    prerequis: read('prerequis', readTexts) ?? [],
    materiel: read('materiel', readMaterials) ?? [],
    auteurs: read('auteurs', readAgents) ?? [],
    contributeurs: read('contributeurs', readAgents) ?? [],
    experimente_par: read('experimente_par', readAgents) ?? [],
    sources: read('sources', readSources) ?? [],
    derive_de: read('derive_de', readSources) ?? [],
    etapes: read('deroule', readSteps, ['deroule', 'etapes']) ?? [],
    points_vigilance: read('points_vigilance', readTexts) ?? [],
    variantes: read('variantes', readVariants) ?? [],
    saisons: read('saisons', readWords) ?? [],
    missing: [],
    prose,
  }
  assign(fields, 'titre', readFrom(readText, ['titre']) ?? readFrom(readTitle, FIELD_ALIASES['titre'] ?? []) ?? fromBody.titre ?? readFrom(readText, FIELD_ALIASES['titre'] ?? []))
  assign(fields, 'type', read('type', readText))
  assign(fields, 'resume', read('resume', readText) ?? fromBody.resume)
  assign(fields, 'valeur_ajoutee', read('valeur_ajoutee', readText))
  assign(fields, 'niveau', read('niveau', readText) ?? meant('niveau')[0])
  assign(fields, 'duree', read('duree', readDuration))
  assign(fields, 'taille_groupe', read('taille_groupe', readRange))
  assign(fields, 'licence', read('licence', readLicence))
  assign(fields, 'couverture', read('couverture', readCover))
  assign(fields, 'statut', read('statut', readText))
  fields.missing = REQUIRED_FIELDS.filter(field => isEmpty(fields[field]) || (Array.isArray(fields[field]) && fields[field].length === 0))
  return fields
}

/** What a site's template writes before anybody chose a title. */
const PLACEHOLDER_TITLE = /^(?:contribution(?: \S+)?|untitled|sans titre|titre|title|test|new page|nouvelle page|nouvelle fiche)$/i

function readTitle(value: unknown): string | undefined {
  const text = readText(value)
  return text === undefined || PLACEHOLDER_TITLE.test(text) ? undefined : text
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function assign<K extends keyof FicheFields>(fields: FicheFields, key: K, value: FicheFields[K] | undefined): void {
  if (value !== undefined) fields[key] = value
}

const PROSE_DEPTH = 6
const PROSE_ITEMS = 2000
const SHORT_PROSE = new Set(['resume', 'valeur_ajoutee', 'texte', 'objectifs', 'points_vigilance', 'prerequis', 'consignes', 'conditions'])

/** Every value of the header that people read as sentences: known text fields, and any text of eight words or more. */
function proseOf(header: Readonly<Record<string, unknown>>): ProseValue[] {
  const found: ProseValue[] = []
  const walk = (value: unknown, path: string, key: string, depth: number): void => {
    if (found.length >= PROSE_ITEMS || depth > PROSE_DEPTH) return
    if (typeof value === 'string') {
      const words = value.trim().split(/\s+/, 9).length
      if (words >= 8 || value.includes('\n') || (words > 1 && SHORT_PROSE.has(key))) found.push({ field: path, text: value })
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}.${index}`, key, depth + 1))
    } else if (isRecord(value)) {
      for (const [name, item] of Object.entries(value)) if (!NOT_PROSE.has(name)) walk(item, `${path}.${name}`, name, depth + 1)
    }
  }
  for (const [name, value] of Object.entries(header)) if (!NOT_PROSE.has(name)) walk(value, name, name, 0)
  return found
}
