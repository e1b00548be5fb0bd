import type { MergeRequestEvent } from '../../../../forge/domain/journal.js'
import type { FileUnderReview } from '../../../../forge/domain/proposed-file.js'
import { changeName, type ChangeRef } from '../../../../forge/domain/review.js'
import { html, safe, type Html } from '../../../html.js'
import { dateText } from '../dates.js'
import { fileHeading } from '../file-heading.js'
import { personLink } from '../people.js'
import type { Ui } from '../../ui.js'
import { anchorOf, changesShown, isAnswering, ownAnswer, paragraphs, proposalAddress, refusedNote, stateOf, token, typed, who, type ProposalData } from './data.js'

/** The changes of a proposition, file by file, each in its place with its answers; what did not change is folded. */
export function changesInPlace(ui: Ui, data: ProposalData): Html {
  const all = changesShown(data)
  return html`${data.files.map((file) => html`<section class="review-file"><h3${data.files.length < 2 && html` class="vh"`}>${fileHeading(ui, data.resource.mainPath, file.change.path)}</h3>${inFile(ui, data, file, all)}</section>`)}`
}

function inFile(ui: Ui, data: ProposalData, file: FileUnderReview, all: readonly ChangeRef[]): Html {
  const { review } = file
  const [only] = file.changes
  if (!file.isByChange || review?.parts === undefined) return only === undefined ? html`` : section(ui, data, only, all, wholeTitle(ui, file), wholeFile(ui, data, file))
  let at = 0
  return html`${safe(review.notes)}${review.parts.map((part) => {
    if (part.kind === 'same') return safe(part.html)
    if (part.kind === 'moved-away') return html`<div class="diff-ghost"><p class="diff-note"><strong>${part.title}</strong> ${ui.m.reviewing.movedAway}</p>${safe(part.html)}</div>`
    const change = file.changes[at]
    at += 1
    return change === undefined ? html`` : section(ui, data, change, all, part.title, safe(part.html), part.is)
  })}`
}

function section(ui: Ui, data: ProposalData, change: ChangeRef, all: readonly ChangeRef[], title: string, content: Html, is = 'changed'): Html {
  const { reviewing: m } = ui.m
  const place = all.indexOf(change)
  const id = anchorOf(place)
  const { state, label } = stateOf(ui, data, change)
  return html`<section class="diff-change review-change" id="${id}" data-kind="${is}" data-state="${state}" aria-labelledby="${id}-titre" tabindex="-1">
<header><h4 class="diff-title" id="${id}-titre"><span class="place">${m.changeOf(place + 1, all.length)}</span> ${title}</h4><p class="state" data-state-shown>${label}</p></header>
<div lang="${data.resource.fields.langue}">${content}</div>
${answers(ui, data, change)}${comments(ui, data, change)}
${isAnswering(data) ? html`${answerForm(ui, data, change, id)}${rewordLink(ui, data, change, is)}` : ''}${commentForm(ui, data, change, id)}</section>`
}

function wholeTitle(ui: Ui, { change }: FileUnderReview): string {
  const { reviewing: m } = ui.m
  const name = `« ${change.path} »`.replaceAll(' ', '\u00a0')
  switch (change.status) {
    case 'added': return `${m.wholeAdded} ${name}`
    case 'deleted': return `${m.wholeRemoved} ${name}`
    case 'renamed': return `${m.wholeRenamed(change.oldPath)} ${name}`
    case 'modified': return m.wholeChanged
  }
}

/** A file decided as one: both pictures side by side, the whole text with its changes, or only its name. */
function wholeFile(ui: Ui, data: ProposalData, file: FileUnderReview): Html {
  const { reviewing: m } = ui.m
  const { change, kind, review } = file
  if (kind === 'image') {
    const address = `${proposalAddress(data)}/fichiers/${change.path.split('/').map(encodeURIComponent).join('/')}?version=${data.iteration}`
    const side = (label: string, isThere: boolean, which: string) => html`<figure><figcaption>${label}</figcaption>${isThere ? html`<img src="${address}&amp;cote=${which}" alt="${change.path}" loading="lazy">` : html`<p class="soft">${m.imageNone}</p>`}</figure>`
    return html`<div class="two-up">${side(m.imageBefore, change.oldOid !== undefined, 'avant')}${side(m.imageAfter, change.newOid !== undefined, 'apres')}</div>`
  }
  if (review === undefined) return html`<p class="soft">${m.notShown}</p>`
  return review.parts === undefined ? html`<p>${review.summary}</p><p><a href="${proposalAddress(data)}?vue=source#change">${ui.m.proposing.views.source}</a></p>` : html`${safe(review.notes)}${review.parts.map((part) => safe(part.html))}`
}

/** What readers said of a change: why it is not kept above all. */
function answers(ui: Ui, data: ProposalData, change: ChangeRef): Html {
  const { reviewing: m } = ui.m
  const said = (data.said.get(changeName(change)) ?? []).filter(({ by }) => !(isAnswering(data) && by.id === ui.person?.id))
  if (said.length === 0) return html``
  const reasons = said.filter(({ decision }) => decision === 'not_kept' || decision === 'reserved')
  const plain = (['accepted', 'favorable'] as const).flatMap((decision) => {
    const names = said.filter((one) => one.decision === decision).map(({ by }) => who(data, by).name)
    return names.length === 0 ? [] : [html`<p class="soft">${m.saidBy(m.states[decision], names.join(', '))}</p>`]
  })
  return html`<div class="answers">${reasons.map((one) => html`<div class="said-of ${one.decision}"><p>${one.decision === 'not_kept' ? m.notKeptBecause(who(data, one.by).name) : m.reservedBecause(who(data, one.by).name)} <span class="soft">${dateText(one.at, ui.locale)}</span></p>${one.reason === undefined ? '' : html`<blockquote>${paragraphs(one.reason, data.named)}</blockquote>`}</div>`)}${plain}</div>`
}

/** What was said about a change of this iteration. */
export function commentsOn(data: ProposalData, change: ChangeRef) {
  const name = changeName(change)
  return data.chain.flatMap(({ oid, author, payload }) => {
    const event = payload as unknown as MergeRequestEvent
    return event.kind === 'comment' && event.change !== undefined && event.iteration === data.iteration && changeName(event.change) === name ? [{ oid, at: author.at, by: event.actor, text: event.text }] : []
  })
}

function comments(ui: Ui, data: ProposalData, change: ChangeRef): Html {
  const found = commentsOn(data, change)
  if (found.length === 0) return html``
  return html`<div class="comments-here"><h5>${ui.m.reviewing.commentsHere(found.length)}</h5><ul>${found.map(({ at, by, text }) => html`<li>${personLink(who(data, by))} <span class="soft">${dateText(at, ui.locale)}</span>${paragraphs(text, data.named)}</li>`)}</ul></div>`
}

function answerForm(ui: Ui, data: ProposalData, change: ChangeRef, id: string): Html {
  const { reviewing: m } = ui.m
  const name = changeName(change)
  const form = `reponse-${name}`
  const own = ownAnswer(ui, data, change)
  const decision = own?.answer.decision
  const [isYes, isNo] = [decision === 'accepted' || decision === 'favorable', decision === 'not_kept' || decision === 'reserved']
  const [yes, no] = data.may.integrate ? ['accepted', 'not_kept'] : ['favorable', 'reserved']
  const reason = typed(data, form, 'reason') || (isNo ? own?.answer.reason ?? '' : '')
  return html`<form method="post" action="${proposalAddress(data)}/relecture" class="answer" data-answer>${token(ui)}<input type="hidden" name="iteration" value="${data.iteration}"><input type="hidden" name="change" value="${name}">
${refusedNote(data, form)}
<div class="acts"><button class="btn small" name="decision" value="${yes}" aria-pressed="${isYes ? 'true' : 'false'}" aria-describedby="${id}-titre" data-key="A">${data.may.integrate ? m.accept : m.favorable}</button>
<details class="why"${(isNo || data.refused?.form === form) && html` open`}><summary class="btn small" data-key="R"${isNo && html` aria-current="true"`}>${data.may.integrate ? m.refuse : m.reserve}</summary><div class="field"><label for="${id}-raison">${m.why}</label><p class="hint" id="${id}-raison-aide">${data.may.integrate ? m.whyHint : m.whyReserveHint}</p><textarea id="${id}-raison" name="reason" rows="2" aria-describedby="${id}-raison-aide">
${reason}</textarea></div><button class="btn small" name="decision" value="${no}" aria-describedby="${id}-titre">${data.may.integrate ? m.refuseThis : m.reserveThis}</button></details>
<button class="link take-back" name="decision" value=""${(decision === undefined || own?.isSent === true) && html` hidden`} aria-describedby="${id}-titre">${m.takeBack}</button></div></form>`
}

/** Another wording for what a change says; for the main text, whose passages have their own page. */
function rewordLink(ui: Ui, data: ProposalData, { path, new: next }: ChangeRef, is: string): Html {
  if (path !== data.resource.mainPath || next === undefined || next[0] === next[1] || is === 'fields' || is === 'spaces') return html``
  const query = new URLSearchParams({ pour: 'formulation', version: data.request.head, p: String(next[0]) }).toString()
  return html`<p class="reword"><a href="${proposalAddress(data)}/passages/ecrire?${query}" rel="nofollow">${ui.m.reviewing.reword}</a></p>`
}

function commentForm(ui: Ui, data: ProposalData, change: ChangeRef, id: string): Html {
  const { reviewing: m } = ui.m
  const form = `commenter-${changeName(change)}`
  if (!data.may.comment || data.against !== 'base' || data.view !== 'changements') return html``
  return html`<details class="comment-here"${data.refused?.form === form && html` open`}><summary data-key="C">${m.comment}</summary><form method="post" action="${proposalAddress(data)}/commenter">${token(ui)}<input type="hidden" name="iteration" value="${data.iteration}"><input type="hidden" name="change" value="${changeName(change)}">${refusedNote(data, form)}<div class="field"><label for="${id}-commentaire">${m.commentLabel}</label><textarea id="${id}-commentaire" name="text" rows="2" required>
${typed(data, form, 'text')}</textarea></div><button class="btn small">${m.sendComment}</button></form></details>`
}
