import type { Incoming, Ingredient } from '../../../../forge/domain/incoming.js'
import { html, type Html } from '../../../html.js'
import { dateText } from '../dates.js'
import { peopleList } from '../people.js'
import type { Ui } from '../../ui.js'

export interface IngredientsShown {
  readonly incoming: Incoming
  /** One sentence under the result: what it means for what the reader is doing. */
  readonly meaning?: string | undefined
  /** How the reader grants what they wrote themselves: a form of its own, or a box of the form around (`checked`: the names ticked already). */
  readonly grant?: { readonly kind: 'form'; readonly action: string } | { readonly kind: 'box'; readonly form: string; readonly checked: readonly string[] } | undefined
}

/** What a change brings in from elsewhere: each ingredient with its licence and what it allows, and one result with its reason. Nothing when nothing does. */
export function ingredientList(ui: Ui, shown: IngredientsShown): Html {
  const { incoming: m, licences } = ui.m
  const { ingredients, result } = shown.incoming
  if (result === undefined) return html``
  const outcome = result.verdict.verdict
  return html`<section class="card incoming ${outcome}" aria-labelledby="ailleurs"><h2 id="ailleurs">${m.title}</h2>
<p class="incoming-result"><strong>${m.result(licences.outcomes[outcome].toLowerCase(), outcome === 'pass' ? '' : m.because(result.from.title, result.licence === undefined ? m.underUnknown : m.under(result.licence)))}</strong></p>
${shown.meaning === undefined ? '' : html`<p>${shown.meaning}</p>`}
<ul class="incoming-list">${ingredients.map((one) => ingredient(ui, one, shown))}</ul></section>`
}

function ingredient(ui: Ui, one: Ingredient, shown: IngredientsShown): Html {
  const { incoming: m, licences } = ui.m
  const isFr = ui.locale === 'fr'
  const { verdict, here, from, people } = one
  const licence = one.licence === undefined ? m.underUnknown : m.under(one.licence)
  const title = from.address !== undefined ? html`<a href="/${from.address}">${from.title}</a>` : from.url !== undefined ? html`<a href="${from.url}" rel="noopener nofollow">${from.title}</a>` : html`<strong>${from.title}</strong>`
  const lead = one.kind === 'passage' ? html`<strong>${m.words(one.words ?? 0)}</strong> ${m.passageFrom} ${title}` : html`${one.kind === 'declared' ? m.declaredFrom : m.statedFrom} ${title}`
  const written = people.length > 0 ? html`${m.writtenBy} ${peopleList(ui, people)}${from.at === undefined ? '' : ` ${m.on(dateText(from.at, ui.locale))}`}` : undefined
  return html`<li class="${verdict.verdict}"><p class="incoming-what">${lead}, ${licence} <span class="state ${verdict.verdict}">${licences.outcomes[verdict.verdict]}</span></p>
${here.quote === '' ? '' : html`<blockquote>${here.quote}</blockquote>`}
${here.line === undefined && written === undefined ? '' : html`<p class="soft">${[here.line === undefined ? undefined : m.where(here.path, here.line), written].filter((part) => part !== undefined).map((part, index) => html`${index > 0 ? ' · ' : ''}${part}`)}</p>`}
<p>${isFr ? verdict.fr : verdict.en} <a class="soft" href="${verdict.clause.uri}" rel="noopener">${verdict.clause.label}</a></p>
${one.olderIn === undefined ? '' : html`<p>${m.olderIn} <a href="/${one.olderIn.address}">${one.olderIn.title}</a>, ${m.olderWhy}</p>`}
${one.granted.map(({ by, at }) => html`<p class="incoming-granted">${m.grantedBy(by.name, dateText(at, ui.locale))}</p>`)}
${verdict.verdict === 'pass' || verdict.fixes.length === 0 ? '' : html`<p class="label">${m.waysOut}${isFr ? '\u00A0:' : ':'}</p><ul>${verdict.fixes.map((fix) => html`<li>${isFr ? fix.fr : fix.en}</li>`)}</ul>`}
${verdict.verdict === 'block' && one.kind === 'passage' ? granting(ui, one, shown) : ''}</li>`
}

/** For whoever wrote it: granting it here. For the others: who can. */
function granting(ui: Ui, { name, mayGrant, people }: Ingredient, { incoming, grant }: IngredientsShown): Html {
  const { incoming: m } = ui.m
  const isMine = ui.person !== undefined && mayGrant.includes(ui.person.id)
  if (!isMine || grant === undefined || incoming.target === undefined) return html`<p class="hint">${mayGrant.length > 0 ? m.grantAsk : m.grantUnknown}</p>`
  const sentence = m.grant(incoming.label ?? incoming.target)
  const hint = html`<span class="hint" id="accord-${name}">${m.grantHint}${people.length > 1 ? ` ${m.grantTogether}` : ''}</span>`
  return grant.kind === 'form'
    ? html`<form method="post" action="${grant.action}"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="passage" value="${name}"><p class="with-hint"><button class="btn" aria-describedby="accord-${name}">${sentence}</button>${hint}</p></form>`
    : html`<p class="incoming-box"><label class="check"><input type="checkbox" name="accorder" value="${name}" form="${grant.form}" aria-describedby="accord-${name}"${grant.checked.includes(name) && html` checked`}> ${sentence}</label>${hint}</p>`
}
