import type { MergeRequest } from '../../../forge/domain/merge-request.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** The way to send a new version: of one’s own proposition, or of one that was taken over. */
export function updateLink(ui: Ui, resource: Resource, request: MergeRequest): Html {
  const { proposing, flow } = ui.m
  const isOwn = request.proposedBy.id === ui.person?.id
  return html`<p class="with-hint"><a class="btn" href="/${addressOf(resource)}/ameliorer?proposition=${request.number}">${isOwn ? proposing.update : flow.finish}</a><span class="hint">${isOwn ? proposing.updateHint : flow.finishHint}</span></p>`
}

/** « Prendre en charge », for stewards, after a long silence. `refused`: why it was not done; `typed`: what was written then. */
export const takeOverForm = (ui: Ui, base: string, refused: Html | '', typed: string): Html => html`<details${refused !== '' && html` open`}><summary>${ui.m.flow.takeOver}</summary><p class="hint">${ui.m.flow.takeOverHint}</p>${refused}<form method="post" action="${base}/prendre-en-charge"><input type="hidden" name="_csrf" value="${ui.csrf}"><div class="field"><label for="raison-prise-en-charge">${ui.m.flow.takeOverReason}</label><textarea id="raison-prise-en-charge" name="reason" rows="2">
${typed}</textarea></div><button class="btn">${ui.m.flow.takeOver}</button></form></details>`

/** Who took an open proposition over. */
export function takenOverNote(ui: Ui, { request, names }: { readonly request: MergeRequest; readonly names: ReadonlyMap<string, { readonly name: string }> }): Html | '' {
  if (request.state !== 'open' || request.takenOverBy === undefined) return ''
  return html`<p class="soft">${ui.m.flow.takenOver(request.takenOverBy.map(({ id, name }) => names.get(id)?.name ?? name).join(', '))}</p>`
}
