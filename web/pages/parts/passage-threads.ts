import { addressOf } from '../../../forge/domain/resource.js'
import type { OfferedWording, PlacedThread, ThreadMessage, ThreadsReading } from '../../../forge/domain/threads.js'
import { html, safe, type Html } from '../../html.js'
import { spacedIn } from '../../messages/french-spaces.js'
import type { Ui } from '../ui.js'
import { date } from './dates.js'
import { personLink, type ShownPerson } from './people.js'

/** A form that was refused: which, why, and what was typed in it. */
export interface RefusedForm { readonly form: string; readonly sentence: string; readonly typed: Readonly<Record<string, string>> }

/** Address of the page the passages are read on; theirs is the same with `/passages`. */
export const placeAddress = ({ resource, number }: Pick<ThreadsReading, 'resource' | 'number'>): string => `/${addressOf(resource)}${number === undefined ? '' : `/propositions/${number}`}`

export const isSilent = ({ placed, lost, settled, offered }: ThreadsReading): boolean => placed.length + lost.length + settled.length + offered.length === 0

/** « Sur des passages »: everything said of a text's passages, whole without script. `fc-passages` shows it beside them. */
export function passageThreads(ui: Ui, data: ThreadsReading, refused?: RefusedForm): Html | '' {
  if (isSilent(data)) return ''
  const { passages: m } = ui.m
  const one = (thread: PlacedThread) => threadArticle(ui, data, thread, refused)
  return html`<section class="passage-threads" id="sur-des-passages" aria-labelledby="sur-des-passages-titre"><h2 id="sur-des-passages-titre">${m.title}</h2>
${data.placed.map(one)}
${data.offered.length > 0 ? html`<h3>${m.offeredTitle}</h3>${data.offered.map((offer) => offerArticle(ui, data, offer, refused))}` : ''}
${data.lost.length > 0 ? html`<h3>${m.lostTitle}</h3><p class="hint">${m.lostHint}</p>${data.lost.map(one)}` : ''}
${data.settled.length > 0 ? html`<details class="settled"${data.settled.some(({ thread }) => refused?.form.endsWith(thread.id) === true) && html` open`}><summary>${m.settledTitle(data.settled.length)}</summary>${data.settled.map(one)}</details>` : ''}
</section>`
}

const who = (data: ThreadsReading, ref: { readonly id: string; readonly name: string; readonly handle: string }): ShownPerson => data.names.get(ref.id) ?? { name: ref.name, handle: ref.handle === '' ? undefined : ref.handle }

const paragraphs = (text: string): Html => html`${text.split(/\n{2,}/).map((p) => html`<p>${p.split('\n').map((line, i) => html`${i > 0 ? html`<br>` : ''}${line}`)}</p>`)}`

const excerpt = (words: string, most = 160): string => (words.length <= most ? words : `${words.slice(0, most).replace(/\s+\S*$/u, '')}…`)

/** Where it is in the text shown, for the island: the block's offsets and the words there now. */
const where = ({ found, said }: Pick<PlacedThread, 'found' | 'said'>): Html | '' => (found === undefined ? '' : html` data-block="${found.block.join('-')}" data-said="${said}"`)

function threadArticle(ui: Ui, data: ThreadsReading, placed: PlacedThread, refused: RefusedForm | undefined): Html {
  const { passages: m } = ui.m
  const { thread, found, suggestion } = placed
  const base = `${placeAddress(data)}/passages/fils/${thread.id}`
  const [first, ...answers] = thread.messages
  const quote = spacedIn(data.resource.fields.langue, placed.quote)
  const fate = thread.suggestion
  return html`<article class="passage-thread card" id="fil-${thread.id.slice(0, 12)}"${where(placed)} aria-label="${m.about(excerpt(quote, 60))}">
<blockquote class="quoted">${excerpt(quote)}</blockquote>${found !== undefined && !found.isExact ? html`<p class="soft">${m.changedSince}</p>` : ''}
${first && message(ui, data, first, base, suggestion === undefined ? undefined : m.suggests)}
${suggestion === undefined || suggestion.html === '' ? '' : html`<div class="change-shown wording">${safe(suggestion.html)}</div>`}
${fate?.state === 'accepted' && fate.settledBy ? html`<p class="fate">${m.wasAccepted(who(data, fate.settledBy).name)}</p>` : ''}
${fate?.state === 'declined' && fate.settledBy ? html`<div class="fate"><p>${m.wasDeclined(who(data, fate.settledBy).name)}</p>${paragraphs(fate.reason)}</div>` : ''}
${thread.resolvedBy ? html`<p class="fate">${m.wasResolved(who(data, thread.resolvedBy).name)}</p>` : ''}
${answers.length > 0 ? html`<ol class="answers">${answers.map((answer) => html`<li>${message(ui, data, answer, base)}</li>`)}</ol>` : ''}
${suggestion?.isOutdated === true ? html`<p class="soft">${m.outdated}</p>` : ''}
${refused?.form.endsWith(thread.id) === true && !/^(repondre|laisser)-/.test(refused.form) ? refusal(refused, refused.form) : ''}
<div class="thread-actions">${placed.may.settle ? settleForms(ui, base, suggestion?.isOutdated === true, refused, thread.id) : ''}
${placed.may.reply ? html`<details${refused?.form === `repondre-${thread.id}` && html` open`}><summary>${m.reply}</summary>${refusal(refused, `repondre-${thread.id}`)}<form method="post" action="${base}/repondre">${token(ui)}<div class="field"><label for="reponse-${thread.id}">${m.replyLabel}</label><textarea id="reponse-${thread.id}" name="text" rows="3" required>
${typed(refused, `repondre-${thread.id}`, 'text')}</textarea></div><button class="btn">${m.reply}</button></form></details>` : ui.person === undefined ? html`<p><a href="/connexion?suite=${encodeURIComponent(`${placeAddress(data)}#fil-${thread.id.slice(0, 12)}`)}" rel="nofollow">${m.signIn}</a></p>` : ''}
${placed.may.resolve ? html`<form method="post" action="${base}/${thread.isResolved ? 'rouvrir' : 'fermer'}">${token(ui)}<button class="btn small">${thread.isResolved ? m.reopen : m.resolve}</button></form>` : ''}</div>
</article>`
}

function settleForms(ui: Ui, base: string, isOutdated: boolean, refused: RefusedForm | undefined, id: string): Html {
  const { passages: m } = ui.m
  const form = `laisser-${id}`
  return html`${isOutdated ? '' : html`<form method="post" action="${base}/accepter" class="with-hint">${token(ui)}<button class="btn primary">${m.accept}</button><span class="hint">${m.acceptHint}</span></form>`}
<details${refused?.form === form && html` open`}><summary>${m.decline}</summary>${refusal(refused, form)}<form method="post" action="${base}/laisser">${token(ui)}<div class="field"><label for="raison-${id}">${m.declineReason}</label><textarea id="raison-${id}" name="reason" rows="2" required>
${typed(refused, form, 'reason')}</textarea></div><button class="btn">${m.decline}</button></form></details>`
}

function message(ui: Ui, data: ThreadsReading, said: ThreadMessage, base: string, does?: string): Html {
  const { passages: m } = ui.m
  const isOwn = said.by.id === data.reader && said.text !== ''
  return html`<div class="said"><p class="head">${personLink(who(data, said.by))}${does === undefined ? '' : ` ${does}`} <span class="soft">${date(said.at, ui.locale)}</span></p>
${said.text === '' ? (does === undefined ? html`<p class="soft">${m.removedMessage}</p>` : '') : paragraphs(said.text)}
${isOwn ? html`<form method="post" action="${base}/messages/${said.event}/retirer">${token(ui)}<button class="link">${m.remove}</button></form>` : ''}</div>`
}

function offerArticle(ui: Ui, data: ThreadsReading, offer: OfferedWording, refused: RefusedForm | undefined): Html {
  const { passages: m } = ui.m
  const { request } = offer
  const base = `/${addressOf(data.resource)}`
  const form = `integrer-${request.number}`
  const by: ShownPerson = { name: request.proposedBy.name, handle: request.proposedBy.handle === '' ? undefined : request.proposedBy.handle }
  return html`<article class="passage-thread card" id="formulation-${request.number}"${where(offer)} aria-label="${request.title}">
<p class="head">${personLink(by)} ${m.suggests} <span class="soft">${date(request.openedAt, ui.locale)}</span></p>
<div class="change-shown wording">${safe(offer.html)}</div>
${request.description === '' ? '' : paragraphs(request.description)}
${refusal(refused, form)}
<div class="thread-actions">${offer.may.integrate ? html`<form method="post" action="${base}/passages/formulations/${request.number}/integrer" class="with-hint">${token(ui)}<button class="btn primary">${m.integrate}</button><span class="hint">${m.integrateHint}</span></form>` : ''}
<p><a href="${base}/propositions/${request.number}">${m.seeProposal}</a></p></div></article>`
}

const token = (ui: Ui): Html => html`<input type="hidden" name="_csrf" value="${ui.csrf}">`
const refusal = (refused: RefusedForm | undefined, form: string): Html | '' => (refused?.form === form ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refused.sentence}</p></div>` : '')
const typed = (refused: RefusedForm | undefined, form: string, name: string): string => (refused?.form === form ? refused.typed[name] ?? '' : '')
