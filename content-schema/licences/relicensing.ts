import { parseExpression, type LicenceExpression } from './expression.js'
import type { Licence } from './licence.js'
import { verdict, type Verdict } from './verdict.js'

/** What stands for a licence nobody can name: the verdict then stops and asks, it never guesses. */
const toClarify = 'licence à préciser'

/** What the licence of some words says of going on under another label. `needsConsent`: only those who wrote them can let it. */
export interface WordsUnderLabel { readonly needsConsent: boolean; readonly verdict: Verdict }

/**
 * Whether words under `licence` (an id, a name or an expression; undefined: nobody knows) may stand in a text whose label becomes `to`.
 *
 * Nobody changes the licence of others' words (CPI L131-3, CC 4.0 s2(a)(5)); but the next versions of a text may carry the labels its
 * licences allow for adaptations. Writing the missing version of the same licence changes nothing that was granted.
 */
export function wordsUnderLabel(licence: string | undefined, to: string): WordsUnderLabel {
  const source = licence ?? toClarify
  const sayable = verdict({ relation: 'adaptation', sources: [{ licence: source }], target: to })
  return { needsConsent: !isSameLabel(licence, to) && !every(parseExpression(to), (label) => someChoice(parseExpression(source), (one) => goesOn(one, label))), verdict: sayable }
}

/** One licence under one label: as its adaptations may, or the same licence with its version written. */
function goesOn(licence: Licence, to: Licence): boolean {
  if (licence.id === to.id) return true
  const [sources, target] = [[{ licence: licence.id }], to.id]
  if (verdict({ relation: 'relicensing', sources, target }).verdict !== 'block') return true
  return licence.family === to.family && !licence.versionKnown && verdict({ relation: 'adaptation', sources, target }).verdict !== 'block'
}

/** A label of several licences promises each of them. */
const every = (label: LicenceExpression, holds: (one: Licence) => boolean): boolean =>
  label.kind === 'licence' ? holds(label.licence) : label.kind !== 'unknown' && label.parts.every((part) => every(part, holds))

/** Words offered under a choice go where one of its licences lets them; under several at once, where all do. */
function someChoice(licence: LicenceExpression, holds: (one: Licence) => boolean): boolean {
  if (licence.kind === 'licence') return holds(licence.licence)
  if (licence.kind === 'unknown') return false
  return licence.kind === 'or' ? licence.parts.some((part) => someChoice(part, holds)) : licence.parts.every((part) => someChoice(part, holds))
}

/** Whether two labels are one licence, however each is written. */
export function isSameLabel(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonicalLabel(a) === canonicalLabel(b)
}

/** One way of writing a label: the id of its licence; of several, their ids in order with AND or OR. As it was written when part of it is unknown. */
export function canonicalLabel(label: string): string {
  const read = (one: LicenceExpression): string | undefined => {
    if (one.kind === 'licence') return one.licence.id
    if (one.kind === 'unknown') return undefined
    const parts = one.parts.map(read)
    return parts.includes(undefined) ? undefined : parts.map((part) => (part?.includes(' ') ? `(${part})` : part)).sort().join(one.kind === 'or' ? ' OR ' : ' AND ')
  }
  return read(parseExpression(label)) ?? label.trim()
}

/** What the whole change comes to, once it is known how many of those whose words need it agree. `sources`: the licences of the surviving words. */
export function relicensingVerdict(input: { readonly sources: readonly (string | undefined)[]; readonly to: string; readonly needed: number; readonly agreed: number }): Verdict {
  const { to, needed, agreed } = input
  const others = [...new Set(input.sources)].filter((one) => !isSameLabel(one, to)).map((one) => ({ licence: one ?? toClarify }))
  if (needed > 0) return verdict({ relation: 'relicensing', sources: others, target: to, context: { authors: needed, consents: agreed } })
  return verdict({ relation: 'adaptation', sources: others, target: to })
}
