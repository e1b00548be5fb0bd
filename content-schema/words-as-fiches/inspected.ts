import type { Vocabulary } from '../data/vocabulary-types.js'
import type { Fault } from '../integrity.js'
import type { Profile } from '../profile.js'
import type { Inspection, Problem } from '../rule.js'
import { wordsOf } from '../terms.js'
import { profileOfFiche } from './profile-fiche.js'
import { vocabularyOfFiche } from './vocabulary-fiche.js'

/** The list a fiche holds, as the community that keeps it names it; nothing for a fiche of another type. */
export const inspectedVocabulary = ({ fiche, profile }: Inspection): Vocabulary | undefined =>
  fiche.fields.type === 'vocabulaire' ? vocabularyOfFiche(fiche, profile.prefix) : undefined

/** The profile a fiche holds, with the lists its community already keeps; nothing for a fiche of another type. */
export function inspectedProfile({ fiche, profile }: Inspection): Profile | undefined {
  if (fiche.fields.type !== 'profil') return undefined
  const { prefix } = profileOfFiche(fiche, profile.community)
  return profileOfFiche(fiche, profile.community, wordsOf(profile).all.filter(({ id }) => id.startsWith(`${prefix}:`)))
}

/** That a published list or profile becomes something else: what it held would leave with it. */
export function otherType(rule: string, type: 'vocabulaire' | 'profil', before: Inspection, after: Inspection): Problem[] {
  if (before.fiche.fields.type !== type || after.fiche.fields.type === type) return []
  return [{
    rule, field: 'type', line: after.lineOf('type'), severity: 'block',
    fr: type === 'vocabulaire' ? 'Une liste de mots reste une liste\u00A0: des fiches emploient ses termes.' : 'Un profil reste un profil\u00A0: des fiches emploient ses champs.',
    en: type === 'vocabulaire' ? 'A list of words stays a list: fiches use its terms.' : 'A profile stays a profile: fiches use its fields.',
    wayOutFr: `Remettez «\u00A0type: ${type}\u00A0».`, wayOutEn: `Put “type: ${type}” back.`,
  }]
}

/** A fault as a problem of a rule, on the line of the term or field it names. */
export function asProblem(rule: string, field: string, { at, fr, en, advice }: Fault, { lineOf }: Inspection, wayOut: { readonly fr: string; readonly en: string }): Problem {
  const named = at.slice(at.lastIndexOf('/') + 1)
  const [where] = at.split('/')
  const about = at.includes('/') ? [`«\u00A0${named}\u00A0»\u00A0: `, `“${named}”: `] as const : ['', ''] as const
  const key = where !== undefined && !where.includes(':') && rule === 'profil-incoherent' ? where : field
  return { rule, field: key, line: lineOf(key, at.includes('/') ? named : undefined), severity: advice === true ? 'warn' : 'block', fr: about[0] + fr, en: about[1] + en, wayOutFr: wayOut.fr, wayOutEn: wayOut.en }
}
