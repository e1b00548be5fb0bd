import { fieldOf } from '../../content-schema/fields.js'
import type { ThreadsReading } from '../../forge/domain/threads.js'
import { html, safe, type Html } from '../html.js'
import { spacedIn } from '../messages/french-spaces.js'
import { layout } from './layout.js'
import { isSilent, passageThreads, placeAddress, type RefusedForm } from './parts/passage-threads.js'
import { resourceHeader } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface PassageLine { readonly at: number; readonly block: readonly [number, number]; readonly field: string | undefined; readonly words: string; readonly kind: 'heading' | 'other'; readonly html: string }

export interface PassagesData {
  readonly threads: ThreadsReading
  readonly passages: readonly PassageLine[]
  readonly invitesVisitors: boolean
  readonly refused: RefusedForm | undefined
}

/** Every passage of a text with what one may say of it: the way that needs no script. */
export function passagesPage(ui: Ui, data: PassagesData): string {
  const { passages: m } = ui.m
  const { threads } = data
  const { resource, number } = threads
  const base = placeAddress(threads)
  const main = html`${resourceHeader(ui, resource, { tab: number === undefined ? 'fiche' : 'proposals', isWithin: true, heading: m.listTitle })}
<p><a href="${base}">${m.back}</a></p>
${isSilent(threads) ? '' : passageThreads(ui, threads, data.refused)}
<p class="lead">${m.listLead}</p>
<ol class="passages-list">${data.passages.map((passage) => line(ui, data, passage, base))}</ol>`
  return layout(ui, { title: `${m.listTitle} – ${resource.title}`, main, unlisted: true })
}

function line(ui: Ui, { threads, invitesVisitors }: PassagesData, passage: PassageLine, base: string): Html {
  const { passages: m } = ui.m
  const label = fieldLabel(ui, passage.field)
  const count = threads.placed.filter(({ found }) => found?.block[0] === passage.block[0]).length
  const to = (purpose: string) => `${base}/passages/ecrire?${new URLSearchParams({ version: threads.version, p: String(passage.at), pour: purpose }).toString()}`
  const said = spacedIn(threads.resource.fields.langue, passage.words)
  const about = (label ?? said).slice(0, 60)
  const link = (purpose: string, text: string) => html`<a class="btn small" href="${to(purpose)}" rel="nofollow">${text} <span class="vh">${m.about(about)}</span></a>`
  const isVisitor = ui.person === undefined
  return html`<li id="p-${passage.at}"><div class="prose" lang="${threads.resource.fields.langue}">${label === undefined ? '' : html`<p class="soft">${label}</p>`}${passage.html === '' ? (passage.kind === 'heading' ? html`<p><strong>${said}</strong></p>` : html`<p>${said}</p>`) : safe(passage.html)}</div>
<p class="actions">${count > 0 ? html`<span class="soft">${m.count(count)}</span> ` : ''}${isVisitor || threads.may.comment ? link('commentaire', m.comment) : ''} ${passage.field === undefined && (isVisitor || threads.may.suggest) ? link('formulation', m.suggest) : ''} ${isVisitor && invitesVisitors && passage.field === undefined ? link('visite', m.visit) : ''}</p></li>`
}

function fieldLabel(ui: Ui, field: string | undefined): string | undefined {
  if (field === undefined) return undefined
  const known = fieldOf(field)
  return known === undefined ? field : ui.locale === 'fr' ? known.labelFr : known.labelEn
}

export type Purpose = 'commentaire' | 'formulation' | 'visite'
export const purposes: readonly Purpose[] = ['commentaire', 'formulation', 'visite']

export interface PassageFormData {
  readonly threads: Pick<ThreadsReading, 'resource' | 'number'>
  readonly purpose: Purpose
  /** The words as they were read: a version, an offset in it, what was selected and what precedes it. */
  readonly words: { readonly version: string; readonly at: number; readonly exact: string; readonly before: string }
  /** The words of the passage, and its source, which a wording starts from. */
  readonly passage: { readonly words: string; readonly source: string; readonly field: string | undefined }
  readonly refused: RefusedForm | undefined
}

/** Writing about one passage: a comment, another wording, a suggestion of somebody without an account. */
export function passageFormPage(ui: Ui, data: PassageFormData): string {
  const { passages: m } = ui.m
  const { threads, purpose, passage } = data
  const { resource } = threads
  const base = placeAddress(threads)
  const title = { commentaire: m.commentTitle, formulation: m.suggestTitle, visite: m.visitTitle }[purpose]
  const isField = passage.field !== undefined && purpose !== 'commentaire'
  const main = html`${resourceHeader(ui, resource, { tab: threads.number === undefined ? 'fiche' : 'proposals', isWithin: true, heading: title })}
<div class="narrow"><p><a href="${base}">${m.back}</a></p>
${isField
    ? html`<p>${m.field}</p><p><a class="btn" href="/${resource.owner.handle}/${resource.slug}/ameliorer?champ=${passage.field}">${m.fieldLink}</a></p>`
    : passageForm(ui, data, base)}</div>`
  return layout(ui, { title: `${title} – ${resource.title}`, main, unlisted: true })
}

const sent: Record<Purpose, string> = { commentaire: 'commenter', formulation: 'formuler', visite: 'suggerer' }

function passageForm(ui: Ui, { threads, purpose, words, passage, refused }: PassageFormData, base: string): Html {
  const { passages: m } = ui.m
  const typed = (name: string, otherwise: string) => refused?.typed[name] ?? otherwise
  const { langue } = threads.resource.fields
  const rows = Math.min(14, Math.max(4, passage.source.split('\n').length + Math.ceil(passage.source.length / 70)))
  return html`<form method="post" action="${base}/passages/${sent[purpose]}" class="passage-form" id="ecrire"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="version" value="${words.version}"><input type="hidden" name="p" value="${words.at}"><input type="hidden" name="mots" value="${words.exact}"><input type="hidden" name="avant" value="${words.before}">
${refused ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refused.sentence}</p></div>` : ''}
<figure class="about-passage"><figcaption class="soft">${words.exact === '' ? m.thePassage : m.theWords}</figcaption><blockquote lang="${langue}">${spacedIn(langue, words.exact === '' ? passage.words : words.exact)}</blockquote></figure>
${purpose === 'visite' ? html`<p>${m.visitLead}</p>` : ''}
${purpose === 'commentaire'
    ? html`<div class="field"><label for="texte">${m.message}</label><textarea id="texte" name="text" rows="4" required>
${typed('text', '')}</textarea></div>`
    : html`<div class="field"><label for="formulation">${m.wording}</label><p class="hint" id="formulation-aide">${m.wordingHint}</p><textarea class="source" id="formulation" name="replacement" rows="${rows}" lang="${langue}" required aria-describedby="formulation-aide"${refused && html` aria-invalid="true"`}>
${typed('replacement', passage.source)}</textarea></div>
<div class="field"><label for="pourquoi">${m.why}</label><textarea id="pourquoi" name="text" rows="2">
${typed('text', '')}</textarea></div>`}
${purpose === 'visite' ? visitorFields(ui, typed) : ''}
<p class="with-hint"><button class="btn primary">${{ commentaire: m.sendComment, formulation: m.sendWording, visite: m.visitSend }[purpose]}</button>${purpose === 'formulation' ? html`<span class="hint">${threads.number === undefined ? m.wordingPublishedHint : m.wordingProposedHint}</span>` : ''}</p></form>`
}

function visitorFields(ui: Ui, typed: (name: string, otherwise: string) => string): Html {
  const { passages: m } = ui.m
  return html`<div class="field"><label for="nom">${m.visitName}</label><p class="hint" id="nom-aide">${m.visitNameHint}</p><input type="text" id="nom" name="nom" value="${typed('nom', '')}" maxlength="80" autocomplete="name" aria-describedby="nom-aide"></div>
<div class="field"><label for="adresse">${m.visitAddress}</label><p class="hint" id="adresse-aide">${m.visitAddressHint}</p><input type="email" id="adresse" name="adresse" value="${typed('adresse', '')}" maxlength="254" autocomplete="email" aria-describedby="adresse-aide"></div>
<div class="trap"><label for="site">${m.visitTrap}</label><input type="text" id="site" name="site" value="" tabindex="-1" autocomplete="off"></div>`
}
