/**
 * What must be true of vocabularies and profiles, whoever writes them (content model §5, 6.2; SKOS reference §8). The pilots' data is
 * held to it by the tests, and a community's own by the forge.
 */
import type { Concept, Vocabulary } from './data/vocabulary-types.js'
import { identify } from './licences/identify.js'
import type { FieldDefinition } from './field-definition.js'
import type { Profile } from './profile.js'

/** One thing to correct; `at` names the term or the field (`phase/decision`, `champs/type_sol`). `advice`: it works without. */
export interface Fault { readonly at: string; readonly fr: string; readonly en: string; readonly advice?: true }

/** What is known besides the vocabulary or profile being looked at. */
export interface Known {
  readonly fields: readonly FieldDefinition[]
  readonly vocabularies: readonly Vocabulary[]
}

const NOTATION = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const KEY = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/
const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

/** Faults of one vocabulary: notations, labels, parents, cycles, replacements, links to other terms. Bounded by its number of terms. */
export function vocabularyFaults(vocabulary: Vocabulary, known: Pick<Known, 'vocabularies'>): Fault[] {
  const faults: Fault[] = []
  const terms = new Map<string, Concept>()
  const isCodes = vocabulary.id === 'langue'
  if (isBlank(vocabulary.fr) || isBlank(vocabulary.en)) faults.push({ at: vocabulary.id, fr: 'Le vocabulaire n’a pas de nom dans les deux langues.', en: 'The vocabulary has no name in both languages.' })
  for (const concept of vocabulary.concepts) {
    const at = `${vocabulary.id}/${concept.notation}`
    const fault = (fr: string, en: string): void => { faults.push({ at, fr, en }) }
    if (!NOTATION.test(concept.notation)) fault('Le nom court s’écrit en minuscules sans accent, avec des tirets.', 'The short name is written in lower case without accents, with hyphens.')
    if (terms.has(concept.notation)) fault('Ce nom court est donné deux fois.', 'This short name is given twice.')
    terms.set(concept.notation, concept)
    if (isBlank(concept.fr) || isBlank(concept.en)) fault('Le terme n’a pas de nom dans les deux langues.', 'The term has no name in both languages.')
    // What nobody translated yet waits for somebody who can.
    if (!isCodes && (isBlank(concept.definitionFr) || (isBlank(concept.definitionEn) && concept.untranslated !== true))) faults.push({ at, fr: 'Le terme n’a pas de définition dans les deux langues.', en: 'The term has no definition in both languages.', advice: true })
    for (const target of [...(concept.exact ?? []), ...(concept.close ?? [])]) {
      if (!isTarget(target, known.vocabularies)) fault(`«\u00A0${target}\u00A0» ne désigne ni une adresse ni un terme connu.`, `“${target}” is neither an address nor a known term.`)
    }
  }
  for (const concept of vocabulary.concepts) {
    const at = `${vocabulary.id}/${concept.notation}`
    for (const parent of concept.broader ?? []) {
      if (!terms.has(parent)) faults.push({ at, fr: `Le terme plus large «\u00A0${parent}\u00A0» n’existe pas.`, en: `The broader term “${parent}” does not exist.` })
    }
    if (concept.replacedBy !== undefined) {
      const next = terms.get(concept.replacedBy)
      if (next === undefined || next.replacedBy !== undefined) faults.push({ at, fr: 'Le terme qui remplace celui-ci n’existe pas, ou est lui-même remplacé.', en: 'The term that replaces this one does not exist, or is itself replaced.' })
    }
  }
  for (const notation of inCycle(terms)) faults.push({ at: `${vocabulary.id}/${notation}`, fr: 'Le terme est plus large que lui-même.', en: 'The term is broader than itself.' })
  return faults
}

function isTarget(target: string, vocabularies: readonly Vocabulary[]): boolean {
  if (/^https?:\/\/\S+$/.test(target)) return true
  const [id, notation] = target.split('/')
  return vocabularies.some(vocabulary => vocabulary.id === id && vocabulary.concepts.some(concept => concept.notation === notation))
}

/** Terms that reach themselves by `broader`: what is left when terms without parents left are taken away again and again. */
function inCycle(terms: ReadonlyMap<string, Concept>): string[] {
  const left = new Map([...terms].map(([notation, { broader }]) => [notation, new Set((broader ?? []).filter(parent => terms.has(parent)))]))
  for (let changed = true; changed;) {
    changed = false
    for (const [notation, parents] of left) {
      for (const parent of parents) if (!left.has(parent)) parents.delete(parent)
      if (parents.size === 0) changed = left.delete(notation)
    }
  }
  return [...left.keys()]
}

/** Faults of a profile: it only adds (content model §6.2), and everything it names exists. Its vocabularies are looked at too. */
export function profileFaults(profile: Profile, known: Known): Fault[] {
  const faults: Fault[] = []
  const fault = (at: string, fr: string, en: string): void => { faults.push({ at, fr, en }) }
  const vocabularies = [...known.vocabularies.filter(({ id }) => !profile.vocabularies.some(own => own.id === id)), ...profile.vocabularies]
  const isCore = (key: string): boolean => known.fields.some(field => field.key === key)
  const hasVocabulary = (id: string | undefined): boolean => id === undefined || vocabularies.some(vocabulary => vocabulary.id === id)
  if (!/^[a-z][a-z0-9]{1,15}$/.test(profile.prefix)) fault('prefixe', 'Le préfixe s’écrit en minuscules, 16 lettres au plus.', 'The prefix is in lower case, 16 letters at most.')
  if (!/^\d+\.\d+\.\d+$/.test(profile.version)) fault('version', 'La version s’écrit par exemple 1.0.0.', 'The version is written for instance 1.0.0.')
  if (!/^cc-coeur@\d+$/.test(profile.extends)) fault('etend', 'Le profil étend le cœur\u00A0: cc-coeur@1.', 'The profile extends the core: cc-coeur@1.')
  for (const vocabulary of profile.vocabularies) {
    if (!vocabulary.id.startsWith(`${profile.prefix}:`)) fault(vocabulary.id, 'Le nom du vocabulaire commence par le préfixe du profil.', 'The vocabulary’s name starts with the profile’s prefix.')
    faults.push(...vocabularyFaults(vocabulary, { vocabularies }))
  }
  const keys = new Set<string>()
  for (const field of profile.fields) {
    const at = `champs/${field.key}`
    if (!KEY.test(field.key)) fault(at, 'La clé s’écrit en minuscules sans accent, avec des traits bas.', 'The key is in lower case without accents, with underscores.')
    if (isCore(field.key)) fault(at, 'Ce champ existe dans le cœur\u00A0: un profil ne change pas son sens.', 'This field exists in the core: a profile does not change its meaning.')
    if (keys.size === keys.add(field.key).size) fault(at, 'Ce champ est donné deux fois.', 'This field is given twice.')
    if (isBlank(field.labelFr) || isBlank(field.labelEn)) fault(at, 'Le champ n’a pas de nom dans les deux langues.', 'The field has no name in both languages.')
    if (isBlank(field.helpFr) || isBlank(field.helpEn)) faults.push({ at, fr: 'Le champ n’a pas d’aide dans les deux langues.', en: 'The field has no help in both languages.', advice: true })
    if (!hasVocabulary(field.vocabulary)) fault(at, 'Son vocabulaire n’existe pas.', 'Its vocabulary does not exist.')
    if (field.required) fault(at, 'Un champ de communauté ne bloque pas la publication.', 'A community’s field does not block publication.')
  }
  for (const key of [...profile.required, ...Object.keys(profile.labels)]) if (!isCore(key)) fault(`champs/${key}`, 'Ce champ n’existe pas dans le cœur.', 'This field does not exist in the core.')
  for (const type of profile.types) if (!isTarget(`type-ressource/${type}`, vocabularies)) fault(`types/${type}`, 'Ce type de ressource n’existe pas.', 'This kind of resource does not exist.')
  for (const licence of [...profile.licences, profile.defaultLicence]) if (identify(licence)?.id !== licence) fault(`licences/${licence}`, 'Cette licence n’est pas connue.', 'This licence is not known.')
  if (profile.licences.length > 0 && !profile.licences.includes(profile.defaultLicence)) fault('licences', 'La licence par défaut n’est pas dans la liste.', 'The default licence is not in the list.')
  for (const question of profile.questions) if (!hasVocabulary(question.vocabulary) || isBlank(question.fr) || isBlank(question.en)) fault(`questions/${question.key}`, 'La question n’a pas de texte dans les deux langues, ou son vocabulaire n’existe pas.', 'The question has no text in both languages, or its vocabulary does not exist.')
  return faults
}

/** Faults of several profiles together: one prefix and one community each. */
export function sharedFaults(profiles: readonly Profile[]): Fault[] {
  const seen = new Set<string>()
  return profiles.flatMap(({ prefix, community }) => [`prefixe/${prefix}`, `communaute/${community}`])
    .filter(name => seen.size === seen.add(name).size)
    .map(at => ({ at, fr: 'Deux profils portent le même nom.', en: 'Two profiles have the same name.' }))
}

/** What a new version of a profile may not change: fiches hold its fields, under its prefix. */
export function droppedFields(before: Profile, after: Profile): Fault[] {
  const faults: Fault[] = before.fields.filter(({ key }) => !after.fields.some(field => field.key === key)).map(({ key, labelFr, labelEn }) => ({
    at: `champs/${key}`, fr: `Le champ «\u00A0${labelFr}\u00A0» ne peut pas être retiré, des fiches l’emploient.`, en: `The field “${labelEn}” cannot be removed, fiches use it.`,
  }))
  for (const field of before.fields) {
    const now = after.fields.find(({ key }) => key === field.key)
    if (now && (now.kind !== field.kind || now.vocabulary !== field.vocabulary)) faults.push({ at: `champs/${field.key}`, fr: `Le champ «\u00A0${field.labelFr}\u00A0» ne change ni de nature ni de liste\u00A0: des fiches l’emploient.`, en: `The field “${field.labelEn}” changes neither kind nor list: fiches use it.` })
  }
  if (before.prefix !== '' && before.prefix !== after.prefix) faults.unshift({ at: 'prefixe', fr: `Le préfixe reste «\u00A0${before.prefix}\u00A0»\u00A0: des fiches le portent.`, en: `The prefix stays “${before.prefix}”: fiches bear it.` })
  return faults
}

/** Terms that a new version of a vocabulary drops: fiches hold them, so they may only be replaced. */
export function droppedTerms(before: Vocabulary, after: Vocabulary): Fault[] {
  const kept = new Set(after.concepts.map(concept => concept.notation))
  return before.concepts.filter(({ notation }) => !kept.has(notation)).map(({ notation, fr, en }) => ({
    at: `${before.id}/${notation}`,
    fr: `Le terme «\u00A0${fr}\u00A0» ne peut pas être retiré, des fiches l’emploient\u00A0: gardez-le et dites par quoi il est remplacé.`,
    en: `The term “${en}” cannot be removed, fiches use it: keep it and say what replaces it.`,
  }))
}
