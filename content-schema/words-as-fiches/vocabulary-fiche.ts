import type { Concept, Vocabulary } from '../data/vocabulary-types.js'
import type { Fiche } from '../fiche.js'
import { said, textOf, rowsOf, valueOf, wordsOf, type Values } from './values.js'

/**
 * A list of terms written as a fiche of type `vocabulaire` (content model §5). `prefix` is that of the community that keeps it, '' for a
 * list everybody shares: the list's id is `<prefix>:<notation>`. Tolerant: what is missing is empty, for the rules to tell.
 */
export function vocabularyOfFiche(fiche: Pick<Fiche, 'header' | 'fields'>, prefix: string): Vocabulary {
  const { header, fields } = fiche
  return vocabularyFrom({ ...header, titre: fields.titre ?? '', resume: fields.resume ?? '' }, prefix === '' ? textOf(header, 'notation') : `${prefix}:${textOf(header, 'notation')}`)
}

/** The same from a record, as a profile may hold its lists (content model §6.1). Where no English name was given the French one stands for it, and is said to (`untranslated`). */
export function vocabularyFrom(values: Values, id: string): Vocabulary {
  const fr = textOf(values, 'titre') || textOf(values, 'libelle')
  const definitionFr = textOf(values, 'resume') || textOf(values, 'definition')
  const shownUnder = textOf(values, 'montree_sous')
  return {
    id, ...named(fr, textOf(values, 'titre_en')), definitionFr, definitionEn: textOf(values, 'resume_en') || definitionFr, ...(shownUnder !== '' && { shownUnder }),
    concepts: rowsOf(valueOf(values, 'concepts'), 'notation').map(conceptFrom),
  }
}

/** The name in both languages, the French one standing for an English one that nobody gave. */
const named = (fr: string, en: string): Pick<Concept, 'fr' | 'en' | 'untranslated'> => (en === '' ? { fr, en: fr, untranslated: true } : { fr, en })

function conceptFrom(row: Values): Concept {
  const fr = textOf(row, 'libelle')
  const [definitionFr, definitionEn] = [textOf(row, 'definition'), textOf(row, 'definition_en')]
  const lists = { alsoFr: wordsOf(row, 'aussi'), alsoEn: wordsOf(row, 'aussi_en'), broader: wordsOf(row, 'large'), exact: wordsOf(row, 'exact'), close: wordsOf(row, 'proche') }
  const replacedBy = textOf(row, 'remplace_par')
  return {
    notation: textOf(row, 'notation'), ...named(fr, textOf(row, 'libelle_en')), ...(definitionFr !== '' && { definitionFr }), ...(definitionEn !== '' && { definitionEn }),
    ...Object.fromEntries(Object.entries(lists).filter(([, words]) => words.length > 0)), ...(replacedBy !== '' && { replacedBy }),
  }
}

/** The header of the fiche that holds a list: `vocabularyOfFiche` reads it back the same. */
export function ficheOfVocabulary(vocabulary: Vocabulary): Record<string, unknown> {
  return {
    type: 'vocabulaire', titre: vocabulary.fr, resume: vocabulary.definitionFr, besoins: ['partager-mes-ressources'], publics: ['grand-public'], licence: 'CC0-1.0',
    notation: vocabulary.id.slice(vocabulary.id.indexOf(':') + 1), ...(vocabulary.untranslated !== true && { titre_en: vocabulary.en, resume_en: vocabulary.definitionEn }), ...said({ montree_sous: vocabulary.shownUnder }),
    concepts: vocabulary.concepts.map(({ notation, fr, en, untranslated, definitionFr, definitionEn, alsoFr, alsoEn, broader, exact, close, replacedBy }) => ({
      notation, libelle: fr, ...(untranslated !== true && { libelle_en: en }), ...said({ definition: definitionFr, definition_en: definitionEn, aussi: alsoFr, aussi_en: alsoEn, large: broader, exact, proche: close, remplace_par: replacedBy }),
    })),
  }
}

/** A new version of a list over what was there: terms it forgets stay, after its own (a term is never dropped, content model §6.2). */
export function keepingTerms(before: Vocabulary | undefined, after: Vocabulary): Vocabulary {
  if (before === undefined) return after
  const kept = new Set(after.concepts.map(({ notation }) => notation))
  return { ...after, concepts: [...after.concepts, ...before.concepts.filter(({ notation }) => !kept.has(notation))] }
}
