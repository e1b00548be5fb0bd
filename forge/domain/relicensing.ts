/** A change of label weighed against the words of the text: what each was born under, what its authors granted since, whose consent is missing. Pure. */
import { isSameLabel, relicensingVerdict, wordsUnderLabel } from '../../content-schema/licences/relicensing.js'
import type { Verdict } from '../../content-schema/licences/verdict.js'
import type { RolePerson } from './role-reading.js'

/** Somebody who wrote words; `writtenAs`: the names their versions bear. Without an account (`isConfirmed` false) they cannot be asked here. */
export interface WordAuthor extends RolePerson { readonly writtenAs: readonly string[] }

/** Surviving words of one origin. */
export interface SurvivingWords {
  /** What they were born under, or the first label stated over them since; undefined when nothing ever was. */
  readonly licence: string | undefined
  /** All of them had to agree to what was granted; none when the version of birth says nobody. */
  readonly authors: readonly WordAuthor[]
  readonly words: number
  /** The licences an author granted for these very words since. */
  granted(author: WordAuthor): readonly string[]
}

/** Words of one licence and the same people, as a list of ingredients shows them. */
export interface RelicensedWords {
  readonly licence: string | undefined
  readonly words: number
  readonly people: readonly WordAuthor[]
  /** What their licence says of the new label. */
  readonly verdict: Verdict
  readonly needsConsent: boolean
  readonly agreed: readonly WordAuthor[]
  readonly missing: readonly WordAuthor[]
}

export interface Relicensing {
  readonly from: string | undefined
  readonly to: string
  readonly verdict: Verdict
  /** What it would be, were everyone to agree: some labels nobody's consent allows. */
  readonly atBest: Verdict
  /** Those that still stop it first, then most words first. */
  readonly ingredients: readonly RelicensedWords[]
  /** Everyone whose consent is needed, once: given, and missing. */
  readonly agreed: readonly WordAuthor[]
  readonly missing: readonly WordAuthor[]
  /** Words that need consent and that no version says whose they are. */
  readonly nobodys: number
}

/** The same answer in whatever order words, people and grants come. */
export function weighRelicensing(input: { readonly from: string | undefined; readonly to: string; readonly words: readonly SurvivingWords[] }): Relicensing {
  const { from, to, words } = input
  const groups = new Map<string, { licence: string | undefined; words: number; people: readonly WordAuthor[]; missing: Map<string, WordAuthor> }>()
  const verdicts = new Map<string | undefined, ReturnType<typeof wordsUnderLabel>>()
  const allows = (licence: string | undefined) => {
    const known = verdicts.get(licence) ?? wordsUnderLabel(licence, to)
    verdicts.set(licence, known)
    return known
  }
  for (const one of words) {
    const people = [...new Map(one.authors.map((author) => [author.key, author])).values()].sort(byKey)
    const key = JSON.stringify([one.licence ?? null, people.map((person) => person.key)])
    const group = groups.get(key) ?? { licence: one.licence, words: 0, people, missing: new Map<string, WordAuthor>() }
    group.words += one.words
    groups.set(key, group)
    if (!allows(one.licence).needsConsent) continue
    for (const author of people) if (!one.granted(author).some((licence) => !allows(licence).needsConsent)) group.missing.set(author.key, author)
  }
  const ingredients = [...groups.values()].map(({ licence, words: count, people, missing }): RelicensedWords => {
    const { verdict, needsConsent } = allows(licence)
    return { licence, words: count, people, verdict, needsConsent, agreed: needsConsent ? people.filter(({ key }) => !missing.has(key)) : [], missing: [...missing.values()].sort(byKey) }
  }).sort((a, b) => Number(stops(b)) - Number(stops(a)) || b.words - a.words || (JSON.stringify([a.licence, a.people.map(({ key }) => key)]) < JSON.stringify([b.licence, b.people.map(({ key }) => key)]) ? -1 : 1))
  const missing = eachOnce(ingredients.flatMap((one) => one.missing))
  const agreed = eachOnce(ingredients.flatMap((one) => one.agreed)).filter(({ key }) => !missing.some((other) => other.key === key))
  const nobodys = ingredients.reduce((sum, one) => sum + (one.needsConsent && one.people.length === 0 ? one.words : 0), 0)
  const needed = missing.length + agreed.length + (nobodys > 0 ? 1 : 0)
  const weighed = (consents: number) => relicensingVerdict({ sources: ingredients.map(({ licence }) => licence), to, needed, agreed: consents })
  return { from, to, verdict: weighed(agreed.length), atBest: weighed(needed), ingredients, agreed, missing, nobodys }
}

/** Nothing changes: the two labels are one licence, or nothing is stated any more (what the words were granted under stays). */
export const isRelabelling = (from: string | undefined, to: string | undefined): to is string => to !== undefined && !isSameLabel(from, to)

const stops = ({ needsConsent, people, missing }: RelicensedWords): boolean => needsConsent && (missing.length > 0 || people.length === 0)
const byKey = (a: WordAuthor, b: WordAuthor): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
const eachOnce = (people: readonly WordAuthor[]): readonly WordAuthor[] => [...new Map(people.map((person) => [person.key, person])).values()].sort(byKey)
