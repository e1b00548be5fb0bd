import { FIELD_ALIASES, NOT_PROSE } from './data/mappings.js'
import { REQUIRED_FIELDS, type FicheFields, type ProseValue, type WrongType } from './fiche-fields.js'
import { isRecord } from './header.js'
import { languageOf, readBody } from './read-body.js'
import { readAgents, readCover, readDuration, readMaterials, readRange, readSources, readSteps, readText, readTexts, readVariants, readWords } from './read-values.js'

type Reader<T> = (value: unknown) => T | undefined
export interface FieldsReading { readonly fields: FicheFields; readonly wrong: readonly WrongType[] }

const TEXT = { fr: 'un texte', en: 'a text' }
const WORDS = { fr: 'une liste de mots', en: 'a list of words' }
const TEXTS = { fr: 'une liste de phrases', en: 'a list of sentences' }
const PEOPLE = { fr: 'une liste de noms', en: 'a list of names' }
const LIST_OF = {
  materiel: { fr: 'une liste de matériel', en: 'a list of materials' },
  sources: { fr: 'une liste de sources (titre, url)', en: 'a list of sources (titre, url)' },
  etapes: { fr: 'une liste d’étapes (titre, duree, texte)', en: 'a list of steps (titre, duree, texte)' },
  variantes: { fr: 'une liste de variantes (titre, texte)', en: 'a list of variants (titre, texte)' },
}

/** Reads the fields of a fiche from its raw header and body. Never throws; what it ignores for its shape comes back in `wrong`. */
export function readFields(header: Readonly<Record<string, unknown>>, body: string): FieldsReading {
  const wrong: WrongType[] = []
  const readOwn = <T>(reader: Reader<T>, expected: { fr: string; en: string }, keys: readonly string[]): T | undefined => {
    for (const key of keys) {
      if (!Object.hasOwn(header, key) || isEmpty(header[key])) continue
      const value = reader(header[key])
      if (value !== undefined) return value
      wrong.push({ field: key, expectedFr: expected.fr, expectedEn: expected.en })
    }
    return undefined
  }
  const readForeign = <T>(field: string, reader: Reader<T>): T | undefined => {
    for (const key of FIELD_ALIASES[field] ?? []) {
      const value = Object.hasOwn(header, key) && !isEmpty(header[key]) ? reader(header[key]) : undefined
      if (value !== undefined) return value
    }
    return undefined
  }
  const read = <T>(field: string, reader: Reader<T>, expected: { fr: string; en: string }, own: readonly string[] = [field]): T | undefined =>
    readOwn(reader, expected, own) ?? readForeign(field, reader)
  const fromBody = readBody(body)
  const prose = proseOf(header)
  const fields: FicheFields = {
    langue: read('langue', readText, TEXT) ?? languageOf(`${prose.map(value => value.text).join(' ').slice(0, 3000)} ${body.slice(0, 6000)}`),
    thematiques: read('thematiques', readWords, WORDS) ?? [],
    besoins: read('besoins', readWords, WORDS) ?? [],
    mots_cles: read('mots_cles', readWords, WORDS) ?? [],
    contextes: read('contextes', readWords, WORDS) ?? [],
    publics: read('publics', readWords, WORDS) ?? [],
    phases: read('phases', readWords, WORDS) ?? [],
    modalites: read('modalites', readWords, WORDS) ?? [],
    objectifs: read('objectifs', readTexts, TEXTS) ?? [],
    prerequis: read('prerequis', readTexts, TEXTS) ?? [],
    materiel: read('materiel', readMaterials, LIST_OF.materiel) ?? [],
    auteurs: read('auteurs', readAgents, PEOPLE) ?? [],
    contributeurs: read('contributeurs', readAgents, PEOPLE) ?? [],
    experimente_par: read('experimente_par', readAgents, PEOPLE) ?? [],
    sources: read('sources', readSources, LIST_OF.sources) ?? [],
    derive_de: read('derive_de', readSources, LIST_OF.sources) ?? [],
    etapes: read('deroule', readSteps, LIST_OF.etapes, ['deroule', 'etapes']) ?? [],
    points_vigilance: read('points_vigilance', readTexts, TEXTS) ?? [],
    variantes: read('variantes', readVariants, LIST_OF.variantes) ?? [],
    saisons: read('saisons', readWords, WORDS) ?? [],
    missing: [],
    prose,
  }
  assign(fields, 'titre', readOwn(readText, TEXT, ['titre']) ?? readForeign('titre', readTitle) ?? fromBody.titre ?? readForeign('titre', readText))
  assign(fields, 'type', read('type', readText, TEXT))
  assign(fields, 'resume', read('resume', readText, TEXT) ?? fromBody.resume)
  assign(fields, 'valeur_ajoutee', read('valeur_ajoutee', readText, TEXT))
  assign(fields, 'niveau', read('niveau', readText, TEXT))
  assign(fields, 'duree', read('duree', readDuration, { fr: 'une durée (PT30M, 30 min, ou min et max)', en: 'a duration (PT30M, 30 min, or min and max)' }))
  assign(fields, 'taille_groupe', read('taille_groupe', readRange, { fr: 'un nombre de personnes (ou min et max)', en: 'a number of people (or min and max)' }))
  assign(fields, 'licence', read('licence', readLicence, { fr: 'le nom d’une licence', en: 'the name of a licence' }))
  assign(fields, 'couverture', read('couverture', readCover, { fr: 'une image (fichier, alt, credit)', en: 'an image (fichier, alt, credit)' }))
  assign(fields, 'statut', read('statut', readText, TEXT))
  fields.missing = REQUIRED_FIELDS.filter(field => isEmpty(fields[field]) || (Array.isArray(fields[field]) && fields[field].length === 0))
  return { fields, wrong }
}

/** What a site's template writes before anybody chose a title. */
const PLACEHOLDER_TITLE = /^(?:contribution(?: \S+)?|untitled|sans titre|titre|title|test|new page|nouvelle page|nouvelle fiche)$/i

function readTitle(value: unknown): string | undefined {
  const text = readText(value)
  return text === undefined || PLACEHOLDER_TITLE.test(text) ? undefined : text
}

/** A licence may be written as a text, as `{id|nom|url}`, or as a list of one. */
function readLicence(value: unknown): string | undefined {
  const text = readText(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return value.length === 1 ? readLicence(value[0]) : value.length > 1 ? readWords(value)?.join(' AND ') : undefined
  if (!isRecord(value)) return undefined
  for (const key of ['id', 'spdx', 'url', 'uri', 'nom', 'name', 'titre', 'title']) {
    const one = Object.hasOwn(value, key) ? readText(value[key]) : undefined
    if (one !== undefined) return one
  }
  return undefined
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
