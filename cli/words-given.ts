import { existsSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { parseFiche, type Fiche } from '../content-schema/fiche.js'
import { lexiconFrom } from '../content-schema/lexicon.js'
import type { Profile } from '../content-schema/profile.js'
import { PROFILES } from '../content-schema/profiles.js'
import { CORE_VOCABULARIES, type Vocabulary } from '../content-schema/vocabularies.js'
import { profileOfFiche } from '../content-schema/words-as-fiches/profile-fiche.js'
import { keepingTerms, vocabularyOfFiche } from '../content-schema/words-as-fiches/vocabulary-fiche.js'
import { readText } from './files.js'

/** Who asks for more than everybody: a pilot community by its name, or a profile written as a fiche. */
export type ProfileAsked = { readonly name: string; readonly known: Profile } | { readonly name: string; readonly written: Fiche }

const communities = PROFILES.map(({ community }) => community).join(', ')

/** The value of `--profil`. */
export function profileAsked(value: string): ProfileAsked {
  const known = PROFILES.find(({ community }) => community === value)
  if (known) return { name: value, known }
  return { name: value, written: ficheOfType(value, 'profil', `donnez une communauté (${communities}) ou le fichier d’un profil.`) }
}

/** One more value of `--liste`. */
export const listAsked = (file: string, before: readonly Fiche[]): readonly Fiche[] => [...before, ficheOfType(file, 'vocabulaire', 'donnez le fichier d’une liste de mots.')]

function ficheOfType(file: string, type: 'profil' | 'vocabulaire', sentence: string): Fiche {
  if (!existsSync(file)) throw new InvalidArgumentError(sentence)
  const fiche = parseFiche(readText(file))
  if (fiche.fields.type !== type) throw new InvalidArgumentError(`ce fichier n’est pas une fiche de type «\u00a0${type}\u00a0».`)
  return fiche
}

/** The profile to check with, and the words it is used with: the lists given, and what comes with the program for the others. */
export function profileGiven(asked: ProfileAsked | undefined, lists: readonly Fiche[]): Profile {
  const written = asked && 'written' in asked ? asked.written : undefined
  const known = asked && 'known' in asked ? asked.known : undefined
  const prefix = known?.prefix ?? (written ? profileOfFiche(written, '').prefix : '')
  const given = lists.map((fiche) => vocabularyOfFiche(fiche, ''))
  const shared = CORE_VOCABULARIES.map((list) => keepingTerms(list, given.find(({ id }) => id === list.id) ?? list))
  const own = given.filter(({ id }) => !shared.some((list) => list.id === id)).map((list): Vocabulary => ({ ...list, id: prefix === '' ? list.id : `${prefix}:${list.id}` }))
  if (written) return lexiconFrom(shared, [profileOfFiche(written, 'locale', own)]).profileOf('locale')
  if (!known) return lexiconFrom([...shared, ...own], []).profileOf('')
  const kept = known.vocabularies.filter(({ id }) => !own.some((list) => list.id === id))
  return lexiconFrom(shared, [{ ...known, vocabularies: [...kept, ...own.map((list) => keepingTerms(known.vocabularies.find(({ id }) => id === list.id), list))] }]).profileOf(known.community)
}
