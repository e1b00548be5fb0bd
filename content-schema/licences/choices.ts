import { parseExpression, type LicenceExpression } from './expression.js'
import type { Licence } from './identify.js'

/** One licence that binds, as chosen among what a source offers. `from`: the source as it was written. */
export interface ChosenSource { readonly licence: Licence | undefined; readonly label: string; readonly from: string; readonly ownOnly: boolean }

const CHOICE_LIMIT = 64

/** Every way of choosing among OR; AND means that all apply at once. */
export function choicesOf(sources: readonly { readonly licence: string; readonly ownContribution?: boolean }[]): readonly (readonly ChosenSource[])[] {
  let choices: ChosenSource[][] = [[]]
  for (const { licence, ownContribution } of sources) {
    const options = optionsOf(parseExpression(licence), { from: licence, ownOnly: ownContribution ?? false })
    choices = choices.flatMap(choice => options.map(option => [...choice, ...option])).slice(0, CHOICE_LIMIT)
  }
  return choices
}

function optionsOf(expression: LicenceExpression, of: Pick<ChosenSource, 'from' | 'ownOnly'>): ChosenSource[][] {
  if (expression.kind === 'licence') return [[{ licence: expression.licence, label: expression.licence.shortName, ...of }]]
  if (expression.kind === 'unknown') return [[{ licence: undefined, label: expression.label, ...of }]]
  const parts = expression.parts.map(part => optionsOf(part, of))
  if (expression.kind === 'or') return parts.flat().slice(0, CHOICE_LIMIT)
  return parts.reduce((all, part) => all.flatMap(one => part.map(option => [...one, ...option])).slice(0, CHOICE_LIMIT), [[]])
}
