import type { MergeRequest } from '../../../forge/domain/merge-request.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** « petite retouche, 1 min », or how long it takes to read. Nothing for a proposition that was never weighed. */
export function effortMark(ui: Ui, request: Pick<MergeRequest, 'effort'>): Html | '' {
  const { flow: m } = ui.m
  if (!request.effort) return ''
  const { isTouchUp, minutes } = request.effort
  return isTouchUp ? html`<span class="effort touch-up">${m.touchUp}, ${m.minutes(minutes)}</span>` : html`<span class="effort">${m.readingTime(minutes)}</span>`
}

/** The mark of a retouch with what it means, for a proposition’s page; nothing for others. */
export const touchUpNote = (ui: Ui, request: Pick<MergeRequest, 'effort'>): Html | '' =>
  (request.effort?.isTouchUp === true ? html`<p class="touch-up-note">${effortMark(ui, request)} <span class="soft">${ui.m.flow.touchUpHint}</span></p>` : '')
