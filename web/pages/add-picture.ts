import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html } from '../html.js'
import { editingQuery } from './improve.js'
import { layout } from './layout.js'
import { correctionsSummary } from './parts/corrections.js'
import { pictureCorrections, pictureFactFields, pictureFileFields, picturePlaceField, pictureVerdict, type PictureForm } from './parts/picture-fields.js'
import { resourceCrumbs } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface AddPictureData {
  readonly resource: Resource
  readonly path: string
  readonly proposal: { readonly number: number; readonly title: string } | undefined
  readonly picture: PictureForm
  /** A picture that the fiche has already: only whose it is is asked. */
  readonly named?: { readonly path: string; readonly alt: string; readonly address: string }
}

/** « Ajouter une image »: the file, what it shows, who made it, its licence, and where it goes. */
export function addPicturePage(ui: Ui, data: AddPictureData): string {
  const { pictures: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const { named } = data
  const query = editingQuery(data)
  const title = named ? m.whose : m.title
  const isWarned = data.picture.refused.verdict?.verdict === 'warn'
  const main = html`${resourceCrumbs(ui, data.resource)}<div class="narrow">
<h1>${title}</h1><p class="lead">${named ? m.whoseLead : m.lead}</p>
${correctionsSummary(ui, pictureCorrections(data.picture))}${pictureVerdict(ui, data.picture)}${isWarned ? html`<p><button class="btn primary" form="image-formulaire">${named ? m.sayAnyway : m.addAnyway}</button></p>` : ''}
<form method="post" action="${base}/ameliorer/image${named ? editingQuery(data, { de: named.path }) : query}" enctype="multipart/form-data" class="add-picture" id="image-formulaire">
<input type="hidden" name="_csrf" value="${ui.csrf}">
${named ? html`<figure class="kept-picture"><img src="${named.address}" alt="${named.alt === '' ? named.path : named.alt}"><figcaption>${named.path}</figcaption></figure>` : pictureFileFields(ui, data.picture)}
${pictureFactFields(ui, data.picture)}${named ? '' : picturePlaceField(ui, data.picture)}
<div class="actions send-bar"><span class="with-hint"><button class="btn primary">${named ? m.say : m.add}</button><span class="hint">${named ? m.sayHint : m.addHint}</span></span> <span class="with-hint"><a class="btn" href="${base}/ameliorer${query}">${m.back}</a></span></div>
</form></div>`
  return layout(ui, { title, main, unlisted: true })
}
