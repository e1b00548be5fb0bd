import { FIELD_ALIASES } from '../data/mappings.js'
import { parseExpression, type LicenceExpression } from './expression.js'
import { canonicalLabel } from './relicensing.js'

/** A label of several licences that one field of a header joins: a choice (OR) or all at once (AND). */
export interface JoinedLabel { readonly kind: 'or' | 'and'; readonly label: string }

/** What a header's licence field joins by OR or AND, when every part is known; undefined for one licence, a list, or what is not clear. */
export function joinedLabel(header: Readonly<Record<string, unknown>>): JoinedLabel | undefined {
  const written = ['licence', ...(FIELD_ALIASES['licence'] ?? []), 'SPDX-License-Identifier'].flatMap((key) => (Object.hasOwn(header, key) && header[key] !== null && header[key] !== '' ? [header[key]] : []))
  const [only, ...more] = written
  if (typeof only !== 'string' || more.length > 0) return undefined
  const expression = parseExpression(only)
  return (expression.kind === 'or' || expression.kind === 'and') && isKnown(expression) ? { kind: expression.kind, label: canonicalLabel(only) } : undefined
}

const isKnown = (expression: LicenceExpression): boolean => expression.kind === 'licence' || (expression.kind !== 'unknown' && expression.parts.every(isKnown))
