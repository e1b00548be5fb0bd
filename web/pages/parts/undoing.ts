import type { Oid } from '../../../forge/domain/git.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import type { Fate, Undoing } from '../../../forge/domain/undoing.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { dateText } from './dates.js'

/** Where one says why a version is taken back. */
export const undoAddress = (resource: Resource, version: Oid): string => `/${addressOf(resource)}/revenir?version=${version}`

/** « Garance est revenue sur cette version le … », why, and who put it back since. */
export function fateSaid(ui: Ui, resource: Resource, fate: Fate): Html {
  const { rules: m } = ui.m
  const said = (sentence: string, { reason, commit }: Undoing) => html`<p>${sentence}${reason === '' ? '' : ui.locale === 'fr' ? html` «\u00a0${reason}\u00a0»` : html` “${reason}”`} <a href="/${addressOf(resource)}/comparer?a=${commit}" rel="nofollow">${m.undoneAs}</a></p>`
  const { undoing, redone } = fate
  return html`${said(m.undoneBy(undoing.by.name, dateText(undoing.at, ui.locale)), undoing)}${redone === undefined ? '' : said(m.redoneBy(redone.by.name, dateText(redone.at, ui.locale)), redone)}`
}

/**
 * For an integrated proposition: what became of its version, and the one click that takes it back, or puts it back. `may`: whether this
 * reader may publish, or only propose.
 */
export function undoCard(ui: Ui, undo: { readonly resource: Resource; readonly version: Oid; readonly fate: Fate | undefined; readonly may: 'publish' | 'propose' | 'nothing'; readonly proposal: number }): Html {
  const { rules: m } = ui.m
  const { resource, fate, may } = undo
  if (fate === undefined && may === 'nothing') return html``
  const isBack = fate !== undefined && fate.redone === undefined
  const version = isBack ? fate.undoing.commit : undo.version
  const [button, hint] = may === 'publish' ? [isBack ? m.redoButton : m.undoButton, m.undoHint] : [isBack ? m.redoPropose : m.undoPropose, m.undoProposeHint]
  return html`<section class="card undo narrow" aria-label="${m.undoTitle}">${fate === undefined ? '' : fateSaid(ui, resource, fate)}
${may === 'nothing' ? '' : html`<form method="post" action="/${addressOf(resource)}/revenir"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="version" value="${version}"><input type="hidden" name="proposition" value="${undo.proposal}">
<div class="field"><label for="revenir-raison">${isBack ? m.redoWhy : m.undoWhy} <span class="required">(${ui.m.proposing.optional})</span></label><textarea id="revenir-raison" name="reason" rows="1" maxlength="2000"></textarea></div>
<p class="with-hint"><button class="btn">${button}</button><span class="hint">${hint}</span></p></form>`}</section>`
}
