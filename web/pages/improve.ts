import type { FormField } from '../../content-schema/form-values.js'
import type { Problem } from '../../content-schema/check.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { dateText, timeText } from './parts/dates.js'
import type { FieldGroup } from '../../content-schema/field-definition.js'
import { corrections, correctionsSummary, type Unread } from './parts/corrections.js'
import { ficheField, fieldGroup, fieldIslands, type FormOptions } from './parts/fiche-form.js'
import { resourceCrumbs } from './parts/resource-header.js'
import { writing, writingIslands } from './parts/writing.js'
import type { Ui } from './ui.js'

/** The editor of one text: fields of its header, its Markdown. */
export interface ImproveData {
  readonly resource: Resource
  readonly path: string
  /** The version being changed; it comes back with the form. */
  readonly base: string
  /** Fields of the header; or the header as text, when it is written by hand or cannot be read. */
  readonly header: { readonly kind: 'fields'; readonly fields: readonly FormField[] } | { readonly kind: 'raw'; readonly text: string; readonly broken?: { readonly line: number; readonly why: string } } | { readonly kind: 'none' }
  readonly body: string
  readonly preview: Html
  readonly draftAt: number | undefined
  readonly isStale: boolean
  readonly proposal: { readonly number: number; readonly title: string } | undefined
  readonly problems: readonly Problem[]
  readonly unread: readonly Unread[]
  readonly otherTexts: readonly string[]
  /** Pictures of the fiche's folder. */
  readonly images: readonly string[]
  readonly licences: NonNullable<FormOptions['licences']>
  /** The field somebody was led to. */
  readonly asked: string | undefined
}

/** `?fichier=…&proposition=…` of the text being edited; empty for the main one. */
export function editingQuery(data: { readonly resource: Resource; readonly path: string; readonly proposal: { readonly number: number } | undefined }, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(more)
  if (data.path !== data.resource.mainPath) query.set('fichier', data.path)
  if (data.proposal) query.set('proposition', String(data.proposal.number))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export function improvePage(ui: Ui, data: ImproveData): string {
  const { proposing: m } = ui.m
  const { resource, header } = data
  const base = `/${addressOf(resource)}`
  const query = editingQuery(data)
  const isMain = data.path === resource.mainPath
  const heading = data.proposal ? m.updateTitle(data.proposal.title) : isMain ? m.improveTitle(resource.title) : m.improveFileTitle(data.path)
  const fields = header.kind === 'fields' ? header.fields : []
  const { sentences, errors, wrongCells } = corrections(ui, fields, data.problems, data.unread)
  const inGroup = (group: FieldGroup) => fields.filter(({ field }) => field.group === group)
  const options: FormOptions = { errors, wrongCells, licences: data.licences, images: data.images, asked: data.asked, ...(resource.licence.state === 'declared' && { licence: 'stays' as const }) }
  const main = html`${resourceCrumbs(ui, resource)}
<h1>${heading}</h1>
<p class="lead">${data.proposal ? m.updateLead : m.improveLead}</p>
${data.draftAt !== undefined ? draftNote(ui, data, base, query) : ''}
${data.isStale ? html`<div class="banner" role="note"><p>${m.draftStale}</p></div>` : ''}
${correctionsSummary(ui, sentences)}
<fc-improve data-draft="${base}/brouillon${query}" data-preview="/apercu" data-place="${base}" data-path="${data.path}"
  data-saved="${m.islandSaved('{heure}')}" data-saving="${m.islandSaving}" data-failed="${m.islandFailed}" data-signed-out="${m.islandSignedOut}">
<form method="post" action="${base}/ameliorer${query}" id="ecrire" class="improve">
<input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="depart" value="${data.base}"><button class="vh" name="etape" value="relire" tabindex="-1" aria-hidden="true">${m.seeChanges}</button>
${header.kind === 'raw' ? html`<input type="hidden" name="entete" value="brut">` : ''}
<div class="essential">${inGroup('essential').map((f) => ficheField(ui, f, options))}</div>
${header.kind === 'raw' ? rawHeader(ui, header, base, query) : ''}
${writing(ui, { text: data.body, rows: 24, language: resource.fields.langue, picture: { label: ui.m.pictures.button, hint: ui.m.pictures.buttonHint }, preview: data.preview })}
${(['filing', 'practical', 'steps', 'people', 'own'] as const).map((group) => fieldGroup(ui, m.groups[group], inGroup(group), options))}
<div class="actions send-bar">
<span class="with-hint"><button class="btn primary" name="etape" value="relire">${m.seeChanges}</button><span class="hint">${m.seeChangesHint}</span></span>
<span class="with-hint"><button class="btn" name="etape" value="brouillon">${m.saveDraft}</button><span class="hint">${m.saveDraftHint}</span></span>
</div>
</form>
</fc-improve>
${header.kind === 'fields' && isMain ? html`<p class="soft"><a href="${base}/ameliorer${editingQuery(data, { entete: 'brut' })}">${m.allFields}</a>. ${m.allFieldsHint}</p>` : ''}
${data.otherTexts.length > 0 ? html`<h2>${m.otherFiles}</h2><ul>${data.otherTexts.map((path) => html`<li><a href="${base}/ameliorer${editingQuery({ ...data, path })}">${path === resource.mainPath ? m.mainText : path}</a></li>`)}</ul>` : ''}`
  return layout(ui, { title: heading, main, unlisted: true, islands: [...writingIslands, ...(header.kind === 'fields' ? fieldIslands : [])] })
}

function draftNote(ui: Ui, data: ImproveData, base: string, query: string): Html {
  const { proposing: m } = ui.m
  const when = `${dateText(data.draftAt ?? 0, ui.locale)}, ${timeText(data.draftAt ?? 0, ui.locale)}`
  return html`<div class="banner" role="note"><p>${m.draftResumed(when)}</p>
<form method="post" action="${base}/brouillon/effacer${query}"><input type="hidden" name="_csrf" value="${ui.csrf}"><button class="btn small">${data.proposal ? m.dropDraftUpdate : m.dropDraft}</button></form></div>`
}

function rawHeader(ui: Ui, header: Extract<ImproveData['header'], { kind: 'raw' }>, base: string, query: string): Html {
  const { proposing: m } = ui.m
  return html`<div class="field"><label for="entete">${m.rawHeader}</label><p class="hint" id="entete-aide">${header.broken ? m.rawHeaderBroken(header.broken.line, header.broken.why) : m.rawHeaderHint}</p>
<textarea id="entete" name="entete-texte" rows="14" class="source" spellcheck="false" aria-describedby="entete-aide"${header.broken ? html` aria-invalid="true"` : ''}>
${header.text}</textarea>${header.broken ? '' : html`<p><a href="${base}/ameliorer${query}">${m.backToFields}</a></p>`}</div>`
}
