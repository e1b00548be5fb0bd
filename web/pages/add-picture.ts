import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html } from '../html.js'
import { editingQuery } from './improve.js'
import { layout } from './layout.js'
import { pictureFields, pictureProblems, type PictureForm } from './parts/picture-fields.js'
import { resourceCrumbs } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface AddPictureData {
  readonly resource: Resource
  readonly path: string
  readonly proposal: { readonly number: number; readonly title: string } | undefined
  readonly picture: PictureForm
}

/** « Ajouter une image »: the file, what it shows, who made it, its licence, and where it goes. */
export function addPicturePage(ui: Ui, data: AddPictureData): string {
  const { pictures: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const query = editingQuery(data)
  const isWarned = data.picture.refused.verdict?.verdict === 'warn'
  const main = html`${resourceCrumbs(ui, data.resource)}<div class="narrow">
<h1>${m.title}</h1><p class="lead">${m.lead}</p>
${pictureProblems(ui, data.picture)}
<form method="post" action="${base}/ameliorer/image${query}" enctype="multipart/form-data" class="add-picture">
<input type="hidden" name="_csrf" value="${ui.csrf}">
${pictureFields(ui, data.picture)}
<div class="actions send-bar"><span class="with-hint"><button class="btn primary">${isWarned ? m.addAnyway : m.add}</button><span class="hint">${m.addHint}</span></span> <a class="btn" href="${base}/ameliorer${query}">${m.back}</a></div>
</form></div>`
  return layout(ui, { title: m.title, main, unlisted: true })
}
