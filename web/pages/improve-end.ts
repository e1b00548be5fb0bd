import type { Problem } from '../../content-schema/check.js'
import type { FormField } from '../../content-schema/form-values.js'
import { asksSecondVoice } from '../../forge/domain/decision-rules.js'
import { stopsAt, type Incoming } from '../../forge/domain/incoming.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe } from '../html.js'
import { editingQuery } from './improve.js'
import { layout } from './layout.js'
import { ingredientList } from './parts/licences/ingredients.js'
import { resourceCrumbs } from './parts/resource-header.js'
import { toSee } from './parts/to-see.js'
import type { Ui } from './ui.js'

/** « Qu’avez-vous changé, et pourquoi ? »: the changes as readers will see them, and one button. */
export interface ImproveEndData {
  readonly resource: Resource
  readonly path: string
  readonly proposal: { readonly number: number; readonly title: string } | undefined
  readonly comparison: RenderedComparison
  readonly action: 'publish' | 'propose' | 'update'
  /** When the draft shown was saved: sending another one shows it first. */
  readonly stamp: number
  readonly isStale: boolean
  /** What the change adds that would be worth a look, and the fields it may be about. */
  readonly toSee: readonly Problem[]
  readonly fields: readonly FormField[]
  /** What it brings in from elsewhere, and the passages whose grant was ticked. */
  readonly incoming: Incoming
  readonly granting: readonly string[]
  readonly title: string
  readonly reason: string
  readonly error?: string
  readonly titleError?: string
}

export function improveEndPage(ui: Ui, data: ImproveEndData): string {
  const { proposing: m, forms } = ui.m
  const { resource, comparison } = data
  const base = `/${addressOf(resource)}`
  const query = editingQuery(data)
  const [button, hint] = data.action === 'publish' ? [m.publish, m.publishHint] : data.action === 'update' ? [m.sendUpdate, m.sendUpdateHint] : [m.send, asksSecondVoice(resource.rule) ? ui.m.rules.sendSecondVoiceHint : resource.rule.kind === 'ouverte' ? m.sendOpenHint : m.sendHint]
  const back = html`<a class="btn" href="${base}/ameliorer${query}">${m.endBack}</a>`
  const main = html`${resourceCrumbs(ui, resource)}
<h1>${m.endTitle}</h1>
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>` : ''}
${comparison.unchanged ? html`<p class="lead">${m.endNothing}</p><p class="actions">${back}</p>` : html`
${ingredientList(ui, { incoming: data.incoming, meaning: stopsAt(data.incoming) && data.error === undefined ? (data.action === 'publish' ? ui.m.incoming.mustBeSettled : ui.m.incoming.mayBeSent) : undefined, grant: { kind: 'box', form: 'envoi', checked: data.granting }, isForProposal: true })}
<div class="cols right">
<section aria-labelledby="changements"><h2 id="changements">${m.changesShown}</h2><p class="brief">${comparison.summary}</p>${safe(comparison.changes)}</section>
<section class="card send" aria-label="${m.endTitle}">
${toSee(ui, { problems: data.toSee, fields: data.fields, linkTo: (champ) => `${base}/ameliorer${editingQuery(data, { champ })}`, title: forms.toSeeSend, hint: forms.toSeeSendHint })}
${data.isStale ? html`<p class="banner" role="note">${m.draftStale}</p>` : ''}
<form method="post" id="envoi" action="${base}/ameliorer/envoyer${query}">
<input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="brouillon" value="${data.stamp}">
<div class="field"><label for="champ-title">${m.endWhat} <span class="required">(${m.required})</span></label><p class="hint" id="champ-title-aide">${m.endWhatHint}</p>
<input type="text" id="champ-title" name="title" maxlength="200" required aria-describedby="champ-title-aide${data.titleError ? ' champ-title-erreur' : ''}"${data.titleError ? html` aria-invalid="true"` : ''} value="${data.title}">
${data.titleError ? html`<p class="error" id="champ-title-erreur">${data.titleError}</p>` : ''}</div>
<div class="field"><label for="champ-reason">${m.endWhy} <span class="required">(${m.optional})</span></label><textarea id="champ-reason" name="reason" rows="5">
${data.reason}</textarea></div>
<div class="actions"><span class="with-hint"><button class="btn primary">${button}</button><span class="hint">${hint}</span></span>${data.action === 'publish' && stopsAt(data.incoming) && html` <span class="with-hint"><button class="btn" name="envoyer" value="proposition" aria-describedby="proposer-plutot">${ui.m.incoming.proposeInstead}</button><span class="hint" id="proposer-plutot">${ui.m.incoming.proposeInsteadHint}</span></span>`} ${back}</div>
</form></section></div>`}`
  return layout(ui, { title: m.endTitle, main, unlisted: true })
}
