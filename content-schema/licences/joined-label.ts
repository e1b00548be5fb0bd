import { joinedIn } from './detect.js'
import { parseExpression, type LicenceExpression } from './expression.js'
import { canonicalLabel } from './relicensing.js'
import { verdict } from './verdict.js'

/** A label of several licences that one field of a header joins: a choice (OR) or all at once (AND). */
export interface JoinedLabel { readonly kind: 'or' | 'and'; readonly label: string }

/** What a header's licence field joins by OR or AND, when every part is known; undefined for one licence, a list, or what is not clear. */
export function joinedLabel(header: Readonly<Record<string, unknown>>): JoinedLabel | undefined {
  const joined = joinedIn(header)
  const kind = joined === undefined ? undefined : parseExpression(joined).kind
  return joined !== undefined && (kind === 'or' || kind === 'and') ? { kind, label: canonicalLabel(joined) } : undefined
}

/** What an adaptation of a text under several licences may choose between; `labels`: each alone, in the order they are written, then all of them as they are joined, when the licences let it. */
export interface LabelChoice { readonly kind: 'or' | 'and'; readonly joined: string; readonly labels: readonly string[] }

/** The labels that whoever adapts a text under `joined` may give the adaptation, as the engine allows them; undefined when there is nothing to choose. */
export function labelChoice(joined: string): LabelChoice | undefined {
  const expression = parseExpression(joined)
  if (expression.kind !== 'or' && expression.kind !== 'and') return undefined
  const labels = [...new Set([...expression.parts.map(written), joined])].filter((target) => verdict({ relation: 'adaptation', sources: [{ licence: joined }], target }).verdict !== 'block')
  return labels.length === 0 ? undefined : { kind: expression.kind, joined, labels }
}

/** A part of a known label as it is written alone. */
const written = (one: LicenceExpression): string => (one.kind === 'licence' ? one.licence.id : one.kind === 'unknown' ? one.label : one.parts.map((part) => (part.kind === 'licence' ? written(part) : `(${written(part)})`)).join(one.kind === 'or' ? ' OR ' : ' AND '))
