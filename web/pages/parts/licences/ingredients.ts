import { answerTo, awaitedBy, type GrantAsk } from '../../../../forge/domain/grant-asks.js'
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
  /** What is being sent will be a proposition, where those who wrote the passages can be asked. */
  readonly isForProposal?: boolean | undefined
  /** On an open proposition: what was asked of those who wrote the passages, and where to ask or to say no; `typed`: what a refused form held. */
  readonly asking?: { readonly asks: readonly GrantAsk[]; readonly ask: string; readonly decline: string; readonly typed: Readonly<Record<string, string>> } | undefined
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

/** For whoever wrote it: granting it here, or saying no. For the others: who can, and asking them. */
function granting(ui: Ui, one: Ingredient, shown: IngredientsShown): Html {
  const { incoming: m } = ui.m
  const { mayGrant } = one
  const { incoming, grant, asking } = shown
  const asks = asking?.asks.filter(({ passage, licence }) => passage === one.name && licence === incoming.target) ?? []
  const isMine = ui.person !== undefined && mayGrant.includes(ui.person.id)
  const history = asks.map((ask) => askSaid(ui, ask))
  if (isMine && grant !== undefined && incoming.target !== undefined) return html`${history}${grantForm(ui, one, shown, grant)}${asking ? declining(ui, one, asks, asking) : ''}`
  if (mayGrant.length === 0) return html`${history}<p class="hint">${m.grantUnknown}</p>`
  if (asking === undefined) return html`<p class="hint">${grant?.kind !== 'box' ? m.grantAsk : shown.isForProposal === true ? m.grantByProposal : m.grantByLetter}</p>`
  const asked = new Set(asks.flatMap(({ people }) => people.map(({ id }) => id)))
  const mayAsk = ui.person !== undefined && ui.csrf !== '' && mayGrant.some((id) => !asked.has(id))
  return html`${history}${asks.length === 0 ? html`<p class="hint">${m.grantAsk}</p>` : ''}${mayAsk ? asked.size === 0 ? askForm(ui, one, asking, m.askGrant) : askForm(ui, one, asking, m.askGrantOthers) : ''}`
}

function grantForm(ui: Ui, { name, people }: Ingredient, { incoming }: IngredientsShown, grant: NonNullable<IngredientsShown['grant']>): Html {
  const { incoming: m } = ui.m
  const sentence = m.grant(incoming.label ?? incoming.target ?? '')
  const hint = html`<span class="hint" id="accord-${name}">${m.grantHint}${people.length > 1 ? ` ${m.grantTogether}` : ''}</span>`
  return grant.kind === 'form'
    ? html`<form method="post" action="${grant.action}"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="passage" value="${name}"><p class="with-hint"><button class="btn" aria-describedby="accord-${name}">${sentence}</button>${hint}</p></form>`
    : html`<p class="incoming-box"><label class="check"><input type="checkbox" name="accorder" value="${name}" form="${grant.form}" aria-describedby="accord-${name}"${grant.checked.includes(name) && html` checked`}> ${sentence}</label>${hint}</p>`
}

/** Who asked whom, and each answer. A yes is told with what was granted. */
function askSaid(ui: Ui, ask: GrantAsk): Html {
  const { incoming: m } = ui.m
  const waiting = awaitedBy(ask)
  return html`<p class="incoming-asked">${m.askedBy(ask.by.name, dateText(ask.at, ui.locale))}${waiting.length > 0 ? html` ${m.waitsFor} ${peopleList(ui, waiting)}.` : ''}</p>${ask.reason === '' ? '' : html`<blockquote>${ask.reason}</blockquote>`}
${ask.answers.filter(({ granted }) => !granted).map(({ by, at, text }) => html`<p class="incoming-declined">${m.declinedBy(by.name, dateText(at, ui.locale))}${text === '' ? '' : html` <q>${text}</q>`}</p>`)}`
}

function askForm(ui: Ui, one: Ingredient, { ask, typed }: NonNullable<IngredientsShown['asking']>, summary: string): Html {
  const { incoming: m } = ui.m
  return gesture(ui, { id: `demander-${one.name}`, action: ask, summary, label: m.askWord, hint: m.askHint, button: m.askSend, passage: one.name, typed })
}

/** Only whoever was asked has a no to say. */
function declining(ui: Ui, { name }: Ingredient, asks: readonly GrantAsk[], { decline, typed }: NonNullable<IngredientsShown['asking']>): Html | '' {
  const { incoming: m } = ui.m
  const awaitsMe = asks.some((ask) => ask.people.some(({ id }) => id === ui.person?.id) && answerTo(ask, ui.person?.id ?? '') === undefined)
  return awaitsMe ? gesture(ui, { id: `refuser-${name}`, action: decline, summary: m.decline, label: m.declineWord, hint: m.declineHint, button: m.declineSend, passage: name, typed }) : ''
}

/** One gesture with a word, closed until it is wanted. */
function gesture(ui: Ui, form: { readonly id: string; readonly action: string; readonly summary: string; readonly label: string; readonly hint: string; readonly button: string; readonly passage: string; readonly typed: Readonly<Record<string, string>> }): Html {
  const isBack = form.typed.passage === form.passage && (form.typed.text ?? '') !== ''
  return html`<details class="gesture"${isBack && html` open`}><summary class="btn">${form.summary}</summary><form method="post" action="${form.action}"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="passage" value="${form.passage}">
<div class="field"><label for="${form.id}">${form.label}</label><p class="hint" id="${form.id}-aide">${form.hint}</p><textarea id="${form.id}" name="text" rows="2" maxlength="2000" aria-describedby="${form.id}-aide">
${isBack ? form.typed.text ?? '' : ''}</textarea></div><button class="btn">${form.button}</button></form></details>`
}
