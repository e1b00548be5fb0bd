/** The licence of a credit: one, several at a choice (OR), or several at once (AND). */
import { parseExpression, type LicenceExpression } from '../../content-schema/licences/expression.js'
import type { CreditLicence } from './cite-input.js'
import { WORDS, type Locale } from './cite-words.js'

/** What a label (an id, a name, `A OR B`) is called in a credit; undefined when a part of it is unknown. */
export function creditLicence(label: string | undefined, locale: Locale): CreditLicence | undefined {
  return label === undefined ? undefined : named(parseExpression(label), locale)
}

function named(expression: LicenceExpression, locale: Locale): CreditLicence | undefined {
  if (expression.kind === 'unknown') return undefined
  if (expression.kind === 'licence') {
    const { licence } = expression
    return { name: locale === 'fr' ? licence.nameFr : licence.nameEn, shortName: licence.shortName, uri: licence.uri, id: licence.id }
  }
  const parts = expression.parts.map((part) => named(part, locale))
  const known = parts.filter((part) => part !== undefined)
  if (known.length < parts.length) return undefined
  const joined = (of: (part: CreditLicence) => string, by: string): string => known.map((part) => (part.joined ? `(${of(part)})` : of(part))).join(` ${by} `)
  const word = WORDS[locale][expression.kind]
  return { name: joined(({ name }) => name, word), shortName: joined(({ shortName }) => shortName, word), uri: '', id: joined(({ id }) => id, expression.kind.toUpperCase()), joined: { by: expression.kind, parts: known } }
}

/** The licences that a credit names: of several, each. */
export const licencesIn = (licence: CreditLicence | undefined): readonly CreditLicence[] => (licence === undefined ? [] : licence.joined ? licence.joined.parts.flatMap(licencesIn) : [licence])

/** Those that one may use the work under alone: of several that all apply at once, none. */
export const licencesAlone = (licence: CreditLicence | undefined): readonly CreditLicence[] => (licence?.joined === undefined ? licencesIn(licence) : licence.joined.by === 'or' ? licence.joined.parts.flatMap(licencesAlone) : [])
