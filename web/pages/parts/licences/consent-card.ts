import type { AskReading } from '../../../../forge/domain/licence-reading.js'
import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { html, type Html } from '../../../html.js'
import { dateText } from '../dates.js'
import { personLink } from '../people.js'
import type { Ui } from '../../ui.js'
import { shortName } from './weighed-words.js'

/** A form about the licence that was refused: which, why, and what was typed. */
export interface RefusedForm { readonly form: string; readonly sentence: string; readonly field: string | undefined; readonly typed: Readonly<Record<string, string>> }

export const askAnchor = (event: string): string => `d-${event.slice(0, 12)}`
export const paragraphs = (text: string): Html[] => text.split(/\n{2,}/).map((one) => html`<p>${one}</p>`)

/** A form of one gesture about the licence. */
export const gesture = (ui: Ui, action: string, inside: Html): Html => html`<form method="post" action="${action}"><input type="hidden" name="_csrf" value="${ui.csrf}">${inside}</form>`

/** A text field, with its help and what was wrong with it. */
export function worded(said: { readonly id: string; readonly name: string; readonly label: string; readonly hint: string; readonly rows?: number }, refused: RefusedForm | undefined): Html {
  const isWrong = refused?.field === said.name
  return html`<div class="field"><label for="${said.id}">${said.label}</label><p class="hint" id="${said.id}-aide">${said.hint}</p>
<textarea id="${said.id}" name="${said.name}" rows="${said.rows ?? 2}" maxlength="2000" aria-describedby="${said.id}-aide${isWrong && ` ${said.id}-erreur`}"${isWrong && html` aria-invalid="true"`}>
${refused?.typed[said.name] ?? ''}</textarea>${isWrong && html`<p class="error" id="${said.id}-erreur">${refused.sentence}</p>`}</div>`
}

/** A change that is asked for: why, where each person stands, and what this reader may do. */
export function consentCard(ui: Ui, resource: Resource, ask: AskReading, mayChange: boolean, refused: RefusedForm | undefined): Html {
  const { licensing: m } = ui.m
  const licence = shortName(ask.licence)
  const base = `/${addressOf(resource)}/licence`
  const action = `${base}/demandes/${ask.event}`
  const awaitsMe = ask.may.answer && ask.own === undefined
  const agreed = ask.people.filter(({ hasAgreed }) => hasAgreed).length
  const isReady = ask.weighed !== undefined && ask.weighed.nobodys === 0 && ask.people.every(({ hasAgreed }) => hasAgreed)
  return html`<li class="card consent${awaitsMe && ' awaits-me'}" id="${askAnchor(ask.event)}"><h3>${m.askTitle(licence)}${ask.people.length > 0 && html` <span class="count">${m.progress(agreed, ask.people.length)}</span>`}</h3>
${awaitsMe && html`<p class="marks"><span class="state open">${m.waitsForYou}</span></p>`}
<p class="soft">${m.askedBy(ask.by.name, dateText(ask.at, ui.locale))}</p><blockquote class="reason">${paragraphs(ask.reason)}</blockquote>
${ask.weighed === undefined ? html`<p class="caution">${m.underWay}</p>` : html`<ul class="answers">${ask.people.map((one) => answerOf(ui, one))}${ask.weighed.nobodys > 0 && html`<li class="missing">${m.nobodys(ask.weighed.nobodys)}</li>`}</ul>`}
${isReady && html`<p><strong>${m.allThere}</strong>${mayChange && ui.csrf !== '' ? html` <a href="${base}?vers=${ask.licence}#changer">${m.changeButton(licence)}</a>` : ''}</p>`}
${ui.csrf !== '' && ask.may.answer ? answerForm(ui, action, licence, ask, refused?.form === action ? refused : undefined) : ''}
${ui.csrf !== '' && ask.may.close ? html`<details class="gesture"${refused?.form === `${action}/clore` && html` open`}><summary class="btn small">${m.closeButton}</summary>${gesture(ui, `${action}/clore`, html`<p class="hint">${m.closeHint}</p>${worded({ id: `clore-${ask.event.slice(0, 12)}`, name: 'reason', label: m.reason, hint: m.wordHint }, undefined)}<button class="btn">${m.closeButton}</button>`)}</details>` : ''}</li>`
}

function answerOf(ui: Ui, { person, hasAgreed, answer }: AskReading['people'][number]): Html {
  const { licensing: m } = ui.m
  const on = (at: number) => dateText(at, ui.locale)
  const said = hasAgreed ? (answer ? m.agreed(on(answer.at)) : m.agreedOutside)
    : !person.isConfirmed ? m.noAccount : answer === undefined ? m.waiting : answer.kind === 'refused' ? m.refusedOn(on(answer.at)) : m.moreSince(on(answer.at))
  return html`<li class="${hasAgreed ? 'agreed' : answer?.kind === 'refused' ? 'refused' : 'missing'}">${personLink(person, ui.locale)} ${said}${answer !== undefined && answer.text !== '' && html`<q>${answer.text}</q>`}</li>`
}

function answerForm(ui: Ui, action: string, licence: string, ask: AskReading, refused: RefusedForm | undefined): Html {
  const { licensing: m } = ui.m
  const id = `mot-${ask.event.slice(0, 12)}`
  return html`<div class="own-answer"><h4>${m.yourAnswer}</h4><p>${ask.own === undefined ? m.yourAnswerHint(licence) : m.youSaid[ask.own]} <a href="/licences/${ask.licence}">${m.readLicence(licence)}</a></p>
${refused && html`<p class="error">${refused.sentence}</p>`}
${gesture(ui, action, html`${worded({ id, name: 'text', label: m.word, hint: m.wordHint }, refused)}<p class="actions"><button class="btn${ask.own === undefined && ' primary'}" name="reponse" value="oui">${m.yes}</button> <button class="btn" name="reponse" value="non">${m.no}</button></p>`)}</div>`
}
