import type { MergeRequest } from '../../../forge/domain/merge-request.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { date, dateText } from './dates.js'
import { personLink, type ShownPerson } from './people.js'

/** Who proposed, and when: for what was proposed elsewhere, who did there, then who brought it here. `opener`: who opened it here, as named today. */
export function proposedBy(ui: Ui, request: Pick<MergeRequest, 'proposedBy' | 'importedFrom' | 'openedAt'>, opener: ShownPerson = request.proposedBy): Html {
  const { proposing: m } = ui.m
  const here = html`${personLink(opener)}, ${date(request.openedAt, ui.locale)}`
  const { importedFrom } = request
  if (importedFrom === undefined) return html`${m.by} ${here}`
  const { by, at } = importedFrom
  return html`${m.byElsewhere(by, at === undefined ? undefined : dateText(at, ui.locale))}, ${m.importedBy} ${here}`
}
