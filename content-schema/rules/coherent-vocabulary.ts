import { droppedTerms, vocabularyFaults } from '../integrity.js'
import type { Inspection, Problem, Rule } from '../rule.js'
import { wordsOf } from '../terms.js'
import { asProblem, inspectedVocabulary, otherType } from '../words-as-fiches/inspected.js'

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** A list of terms that others can rely on: unique names, labels, parents that exist; a term is replaced, never dropped (content model §5, §6.2). */
export const coherentVocabulary: Rule = {
  id: 'vocabulaire-incoherent',
  fr: 'Une liste de mots se tient\u00A0: chaque terme a un nom court unique, un libellé, des termes plus larges qui existent\u00A0; un terme se remplace et ne se retire pas.',
  en: 'A list of words holds together: each term has a unique short name, a label, broader terms that exist; a term is replaced, never removed.',
  examples: [
    { text: list('essai', '{ notation: un, libelle: Un, definition: Le premier. }'), problems: 0 },
    { text: list('essai', '{ notation: un, libelle: Un, definition: Le premier. }\n  - { notation: un, libelle: Deux, definition: Le second., large: [absent] }'), problems: 2 },
    { text: list('Mon Essai', '{ notation: un, libelle: Un }'), problems: 2 },
  ],
  check: inspection => {
    const vocabulary = inspectedVocabulary(inspection)
    if (vocabulary === undefined) return []
    const others = wordsOf(inspection.profile).all.filter(({ id }) => id !== vocabulary.id)
    const bare = vocabulary.id.slice(vocabulary.id.indexOf(':') + 1)
    return [...(NAME.test(bare) ? [] : [misnamed(inspection, bare)]), ...vocabularyFaults(vocabulary, { vocabularies: [...others, vocabulary] }).map(fault => asProblem('vocabulaire-incoherent', 'concepts', fault, inspection, HELP))]
  },
  checkChange: (before, after) => {
    const [was, is] = [inspectedVocabulary(before), inspectedVocabulary(after)]
    if (was === undefined || is === undefined) return otherType('vocabulaire-incoherent', 'vocabulaire', before, after)
    const renamed = was.id !== is.id && was.id !== '' ? [{ ...misnamed(after, ''), fr: `Le nom court de la liste reste «\u00A0${was.id}\u00A0»\u00A0: des fiches l’emploient.`, en: `The short name of the list stays “${was.id}”: fiches use it.` }] : []
    return [...renamed, ...droppedTerms(was, is).map(fault => asProblem('vocabulaire-incoherent', 'concepts', fault, after, KEEP))]
  },
}

const HELP = { fr: 'Corrigez ce terme dans la liste.', en: 'Correct this term in the list.' }
const KEEP = { fr: 'Remettez le terme, et dites dans «\u00A0Remplacé par\u00A0» celui qu’il faut employer.', en: 'Put the term back, and say in “Replaced by” which one to use.' }

function misnamed({ lineOf }: Inspection, name: string): Problem {
  return {
    rule: 'vocabulaire-incoherent', field: 'notation', line: lineOf('notation'), severity: 'block',
    fr: name === '' ? 'La liste n’a pas de nom court.' : `«\u00A0${name.slice(0, 60)}\u00A0» n’est pas un nom court.`, en: name === '' ? 'The list has no short name.' : `“${name.slice(0, 60)}” is no short name.`,
    wayOutFr: 'Écrivez-le en minuscules sans accent, avec des tirets.', wayOutEn: 'Write it in lower case without accents, with hyphens.',
  }
}

function list(notation: string, terms: string): string {
  return `---\ntype: vocabulaire\ntitre: T\nresume: R\nnotation: ${notation}\nconcepts:\n  - ${terms}\n---\n`
}
