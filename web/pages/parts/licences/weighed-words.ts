import { identify } from '../../../../content-schema/licences/identify.js'
import type { Relicensing, RelicensedWords } from '../../../../forge/domain/relicensing.js'
import { html, type Html } from '../../../html.js'
import { peopleList } from '../people.js'
import type { Ui } from '../../ui.js'

export const shortName = (licence: string): string => identify(licence)?.shortName ?? licence

/** What a change of label meets: the words by licence and people, then one result line with its reason and clause. `self`: whose own consent the change gives. */
export function weighedWords(ui: Ui, weighed: Relicensing, self: string | undefined): Html {
  const { licensing: m } = ui.m
  const isFr = ui.locale === 'fr'
  const { verdict } = weighed
  const isPossible = weighed.atBest.verdict !== 'block'
  const missing = weighed.missing.length + (weighed.nobodys > 0 ? 1 : 0)
  return html`${weighed.ingredients.length > 0 && html`<p class="label">${m.ingredients}</p><ul class="ingredients">${weighed.ingredients.map((one) => ingredient(ui, one, self))}</ul>`}
<p><strong>${m.result}${isFr ? '\u00A0' : ''}: ${verdict.verdict !== 'block' ? m.mayNow : isPossible ? m.mustAsk(missing) : m.impossible}</strong> ${isFr ? verdict.fr : verdict.en} <span class="soft"><a href="${verdict.clause.uri}" rel="noopener">${verdict.clause.label}</a></span></p>
${verdict.verdict === 'block' && isPossible ? waysOut(ui, weighed) : ''}`
}

function ingredient(ui: Ui, { licence, words, people, verdict, needsConsent, missing }: RelicensedWords, self: string | undefined): Html {
  const { licensing: m } = ui.m
  const colon = ui.locale === 'fr' ? '\u00A0: ' : ': '
  const who = people.length === 0 ? m.byNobody : html`${m.bySomebody} ${peopleList(ui, people, { atMost: 4 })}`
  const isStopped = needsConsent && (missing.length > 0 || people.length === 0)
  const why = !needsConsent ? m.free : people.length === 0 ? m.nobodys(words) : missing.length > 0 ? html`${m.needed} ${peopleList(ui, missing, { atMost: 6 })}` : people.every(({ key }) => key === self) ? m.grantedByYou : m.granted
  return html`<li class="${isStopped ? 'block' : 'pass'}"><strong>${m.wordsUnder(words, licence === undefined ? undefined : shortName(licence))}</strong>, ${who}<br><span class="reckoned">${why}${!needsConsent && verdict.verdict === 'warn' && html`${colon}${ui.locale === 'fr' ? verdict.fr : verdict.en}`}</span></li>`
}

function waysOut(ui: Ui, { missing }: Relicensing): Html {
  const { licensing: m } = ui.m
  const ways = [...(missing.some(({ isConfirmed }) => isConfirmed) ? [m.wayAsk] : []), ...(missing.some(({ isConfirmed }) => !isConfirmed) ? [m.wayWrite] : []), m.wayKeep, m.wayReplace]
  return html`<p class="label">${m.ways}</p><ul>${ways.map((way) => html`<li>${way}</li>`)}</ul>`
}
