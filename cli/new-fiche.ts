/** A new fiche from words: its six fields, given as options or asked one by one. */
import { fieldsFor, isWordsType, type FieldDefinition } from '../content-schema/fields.js'
import { editHeader } from '../content-schema/edit.js'
import { identify } from '../content-schema/licences/identify.js'
import type { Profile } from '../content-schema/profile.js'
import { wordsOf } from '../content-schema/terms.js'
import type { Vocabularies } from '../content-schema/vocabularies.js'
import type { Asking } from './asking.js'
import { Refused } from './refusals.js'
import type { Locale } from '../web/messages/messages.js'

/** The six fields, as they are written. */
export interface SixFields { readonly type: string; readonly titre: string; readonly resume: string; readonly besoins: readonly string[]; readonly publics: readonly string[]; readonly licence: string }

/** What the command line gave of them; words of a list may be notations or labels. */
export interface GivenFields { readonly type?: string; readonly titre?: string; readonly resume?: string; readonly besoins: readonly string[]; readonly publics: readonly string[]; readonly licence?: string }

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’']/g, '\'').toLowerCase().trim()

/** The notation a word means: itself, its label in either language, or the only label that begins so. */
export function notationOf(words: Vocabularies, vocabulary: string, word: string): string | undefined {
  const concepts = words.conceptsOf(vocabulary).filter((c) => c.replacedBy === undefined)
  const sought = plain(word)
  const exact = concepts.find((c) => [c.notation, c.fr, c.en].some((name) => plain(name) === sought))
  if (exact || sought === '') return exact?.notation
  const beginning = concepts.filter((c) => [c.fr, c.en, c.notation].some((name) => plain(name).startsWith(sought)))
  return beginning.length === 1 ? beginning[0]?.notation : undefined
}

function knownTerm(words: Vocabularies, vocabulary: string, option: string, word: string): string {
  const notation = notationOf(words, vocabulary, word)
  if (notation !== undefined) return notation
  throw new Refused('usage.term', `« ${word} » n’est pas un terme de --${option}. Les termes : ${words.conceptsOf(vocabulary).filter((c) => c.replacedBy === undefined).map((c) => c.notation).join(', ')}.`)
}

function knownLicence(word: string): string {
  const licence = identify(word)
  if (licence) return licence.id
  throw new Refused('usage.licence', `« ${word} » n’est pas une licence connue : donnez par exemple CC-BY-SA-4.0, CC-BY-4.0 ou CC0-1.0.`)
}

/** The six fields from options alone. Refuses with the list of those that miss; the licence is the community's own when none is said. */
export function fieldsGiven(given: GivenFields, profile: Profile): SixFields {
  const missing = (['type', 'titre', 'resume', 'besoins', 'publics'] as const).filter((key) => (given[key] ?? '').length === 0)
  if (missing.length > 0) {
    throw new Refused('usage.fields', 'Il manque de quoi publier cette fiche. Donnez ces options, ou lancez la commande dans un terminal : elle posera les questions.', missing.map((field) => ({ field, fr: `donnez --${optionOf[field]}.`, en: `give --${optionOf[field]}.` })))
  }
  const words = wordsOf(profile)
  return {
    type: knownTerm(words, 'type-ressource', 'type', given.type ?? ''), titre: given.titre ?? '', resume: given.resume ?? '',
    besoins: given.besoins.map((word) => knownTerm(words, 'besoin', 'besoin', word)), publics: given.publics.map((word) => knownTerm(words, 'public', 'public', word)),
    licence: given.licence === undefined ? profile.defaultLicence : knownLicence(given.licence),
  }
}

const optionOf = { type: 'type', titre: 'titre', resume: 'resume', besoins: 'besoin', publics: 'public' } as const

/** The six fields, asking for those not given: type first, as on the web. */
export async function fieldsAsked(asking: Asking, given: GivenFields, profile: Profile, locale: Locale): Promise<SixFields> {
  const field = (type: string | undefined, key: string): FieldDefinition | undefined => fieldsFor(type, profile).find((f) => f.key === key)
  const label = (type: string | undefined, key: string): string => { const f = field(type, key); return (locale === 'fr' ? f?.labelFr : f?.labelEn) ?? key }
  const help = (type: string | undefined, key: string): string => { const f = field(type, key); return (locale === 'fr' ? f?.helpFr : f?.helpEn) ?? '' }
  const words = wordsOf(profile)
  const types = profile.types.length > 0 ? profile.types : words.conceptsOf('type-ressource').filter((c) => c.replacedBy === undefined && !isWordsType(c.notation)).map((c) => c.notation)
  const type = given.type === undefined ? (await askTerms(asking, { words, vocabulary: 'type-ressource', offered: types, question: label(undefined, 'type'), atMost: 1, locale }))[0] ?? '' : knownTerm(words, 'type-ressource', 'type', given.type)
  const text = (key: 'titre' | 'resume'): Promise<string> => askText(asking, `${label(type, key)} (${help(type, key)})`)
  const titre = given.titre ?? (await text('titre'))
  const resume = given.resume ?? (await text('resume'))
  const terms = async (key: 'besoins' | 'publics', vocabulary: string, option: string): Promise<readonly string[]> => (given[key].length > 0
    ? given[key].map((word) => knownTerm(words, vocabulary, option, word))
    : askTerms(asking, { words, vocabulary, offered: words.conceptsOf(vocabulary).filter((c) => c.replacedBy === undefined).map((c) => c.notation), question: label(type, key), atMost: 20, locale }))
  const besoins = await terms('besoins', 'besoin', 'besoin')
  const publics = await terms('publics', 'public', 'public')
  const licence = given.licence === undefined ? await askLicence(asking, profile) : knownLicence(given.licence)
  return { type, titre, resume, besoins, publics, licence }
}

async function askText(asking: Asking, question: string): Promise<string> {
  for (;;) {
    const typed = await asking.line(`${question} :`)
    if (typed !== '') return typed
  }
}

/** A numbered list; numbers or words answer, parted by commas. Asked again until every one is understood. */
async function askTerms(asking: Asking, list: { readonly words: Vocabularies; readonly vocabulary: string; readonly offered: readonly string[]; readonly question: string; readonly atMost: number; readonly locale: Locale }): Promise<readonly string[]> {
  const { words: lists, vocabulary, offered, locale } = list
  const concepts = lists.conceptsOf(vocabulary).filter((c) => offered.includes(c.notation))
  asking.say(`\n${list.question}`)
  concepts.forEach((c, i) => {
    const means = locale === 'fr' ? c.definitionFr : c.definitionEn
    asking.say(`  ${String(i + 1).padStart(2)}. ${c[locale]}${means === undefined ? '' : ` – ${means}`}`)
  })
  for (;;) {
    const words = (await asking.line(list.atMost === 1 ? 'Son numéro, ou son nom :' : 'Leurs numéros ou leurs noms, séparés par des virgules :')).split(/[,;]/).map((word) => word.trim()).filter((word) => word !== '')
    const found = words.map((word) => (/^\d+$/.test(word) ? concepts[Number(word) - 1]?.notation : notationOf(lists, vocabulary, word)))
    const unknown = words.filter((_, i) => found[i] === undefined)
    if (unknown.length > 0) asking.say(`Pas compris : ${unknown.join(', ')}.`)
    else if (found.length > 0 && found.length <= list.atMost) return [...new Set(found.flatMap((notation) => notation ?? []))]
  }
}

async function askLicence(asking: Asking, profile: Profile): Promise<string> {
  for (;;) {
    const typed = await asking.line(`\nLicence (Entrée pour ${profile.defaultLicence}, recommandée ici) :`)
    const licence = typed === '' ? profile.defaultLicence : identify(typed)?.id
    if (licence !== undefined) return licence
    asking.say('Cette licence n’est pas connue : par exemple CC-BY-SA-4.0, CC-BY-4.0 ou CC0-1.0.')
  }
}

/** The file of a fiche: its header, then a text. */
export function ficheText(fields: SixFields, body: string): string {
  const header = editHeader('', { ...fields })
  const text = body.replace(/\r\n?/g, '\n').trim()
  return text === '' ? header : `${header}\n${text}\n`
}
