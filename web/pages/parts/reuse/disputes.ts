import type { DisputeReading, PassageSaid } from '../../../../forge/domain/reuse-reading.js'
import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { html, type Html } from '../../../html.js'
import { dateText } from '../dates.js'
import { hidden } from '../field.js'
import type { Ui } from '../../ui.js'

/** A form that was refused: where it was sent, why, and what was typed. */
export interface RefusedReuse { readonly action: string; readonly sentence: string; readonly field: string | undefined; readonly typed: Readonly<Record<string, string>> }

/** A passage one may speak of; without `passage`, its words are asked for. */
interface Disputable { readonly id: string; readonly label: string; readonly passage?: string; readonly other?: Resource }

const paragraphs = (text: string): Html[] => text.split(/\n{2,}/).map((one) => html`<p>${one}</p>`)

/** « Ce passage vient d’ailleurs »: folded until it is wanted, or was refused. To a visitor, how to: once on the page. */
export function disputeForm(ui: Ui, resource: Resource, { id, label, passage, other }: Disputable, refused: RefusedReuse | undefined): Html {
  const { reuse: m } = ui.m
  const base = `/${addressOf(resource)}/aussi-dans`
  if (resource.state !== 'published') return html``
  if (ui.person === undefined) return passage === undefined ? html`<p><a class="btn" href="/connexion?suite=${encodeURIComponent(base)}" rel="nofollow">${m.signIn}</a></p>` : html``
  const action = `${base}/contestations`
  const mine = refused?.action === action && (refused.typed.cle ?? '') === id ? refused : undefined
  const field = (name: string, text: string, hint: string, rows: number): Html => {
    const at = `${id}-${name}`, isWrong = mine?.field === name
    const described = `${at}-aide${isWrong ? ` ${at}-erreur` : ''}`
    return html`<div class="field"><label for="${at}">${text}</label><p class="hint" id="${at}-aide">${hint}</p>
${rows === 1 ? html`<input type="text" id="${at}" name="${name}" maxlength="300" required value="${mine?.typed[name] ?? other?.title ?? ''}" aria-describedby="${described}"${isWrong && html` aria-invalid="true"`}>`
    : html`<textarea id="${at}" name="${name}" rows="${rows}" maxlength="${name === 'passage' ? 4000 : 2000}" required aria-describedby="${described}"${isWrong && html` aria-invalid="true"`}>
${mine?.typed[name] ?? ''}</textarea>`}${isWrong && html`<p class="error" id="${at}-erreur">${mine.sentence}</p>`}</div>`
  }
  return html`<details class="fold gesture"${mine && html` open`}><summary class="btn small">${label}</summary><form method="post" action="${action}">${hidden('_csrf', ui.csrf)}${hidden('cle', id)}
${mine && (mine.field === undefined || (mine.field === 'passage' && passage !== undefined)) && html`<p class="error">${mine.sentence}</p>`}
${passage === undefined ? field('passage', m.passageField, m.passageHint, 3) : hidden('passage', passage)}${other && hidden('fiche', other.id)}
${field('origine', m.fromField, m.fromHint, 1)}${field('motif', m.reasonField, m.reasonHint, 3)}
<p class="actions"><button class="btn primary">${m.send}</button></p></form></details>`
}

/** What somebody said of a passage, and every answer. */
export function disputeShown(ui: Ui, resource: Resource, dispute: DisputeReading, refused: RefusedReuse | undefined): Html {
  const { reuse: m } = ui.m
  const on = (at: number) => dateText(at, ui.locale)
  const colon = ui.locale === 'fr' ? '\u00a0:' : ':'
  const { lifted } = dispute
  return html`<li class="dispute${lifted && ' lifted'}" id="d-${dispute.event.slice(0, 12)}"><p><strong>${m.disputes(dispute.by.name, on(dispute.at))}</strong> <span class="state ${lifted ? 'withdrawn' : 'open'}">${lifted ? m.liftedMark : m.openMark}</span></p>
<blockquote>${dispute.passage.quote.length > 400 ? `${dispute.passage.quote.slice(0, 400)}…` : dispute.passage.quote}</blockquote>
<p>${m.comesFrom}${colon} ${dispute.other === undefined ? dispute.from : html`<a href="${dispute.other.path}">${dispute.other.title}</a>${dispute.from !== dispute.other.title && html`, ${dispute.from}`}`}</p>
${paragraphs(dispute.reason)}
${dispute.answers.map((one: PassageSaid) => html`<div class="reply" id="d-${one.event.slice(0, 12)}"><p><strong>${m.replies(one.by.name, on(one.at))}</strong></p>${paragraphs(one.text)}</div>`)}
${lifted && html`<div class="reply" id="d-${lifted.event.slice(0, 12)}"><p class="soft">${m.lifted(lifted.by.name, on(lifted.at))}</p>${paragraphs(lifted.text)}</div>`}
${answerForm(ui, resource, dispute, refused)}</li>`
}

function answerForm(ui: Ui, resource: Resource, { event, may }: DisputeReading, refused: RefusedReuse | undefined): Html {
  const { reuse: m } = ui.m
  if (ui.csrf === '' || !(may.answer || may.lift)) return html``
  const action = `/${addressOf(resource)}/aussi-dans/contestations/${event}`
  const mine = refused?.action === action ? refused : undefined
  const id = `reponse-${event.slice(0, 12)}`
  return html`<details class="fold gesture"${mine && html` open`}><summary class="btn small">${m.reply}</summary><form method="post" action="${action}">${hidden('_csrf', ui.csrf)}
<div class="field"><label for="${id}">${m.replyField}</label><p class="hint" id="${id}-aide">${m.replyHint}</p><textarea id="${id}" name="texte" rows="3" maxlength="2000" aria-describedby="${id}-aide${mine && ` ${id}-erreur`}"${mine && html` aria-invalid="true"`}>
${mine?.typed.texte ?? ''}</textarea>${mine && html`<p class="error" id="${id}-erreur">${mine.sentence}</p>`}</div>
<p class="actions"><button class="btn primary" name="geste" value="repondre">${m.reply}</button>${may.lift && html` <button class="btn" name="geste" value="lever">${m.lift}</button>`}</p></form></details>`
}
