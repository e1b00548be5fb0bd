import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { RoleReading } from '../../forge/domain/role-reading.js'
import { html } from '../html.js'
import { layout } from './layout.js'
import { roleAnchor } from './parts/contributions/role-card.js'
import { dateText } from './parts/dates.js'
import { resourceCrumbs } from './parts/resource-header.js'
import type { Ui } from './ui.js'

/** « Je l’ai mise en pratique » : one question, and it is said. `before`: what this person said already. */
export function practicePage(ui: Ui, { resource, before }: { readonly resource: Resource; readonly before: RoleReading | undefined }): string {
  const { practising: m } = ui.m
  const base = `/${addressOf(resource)}`
  const form = html`<form method="post" action="${base}/contributions/roles"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="pour" value="moi"><input type="hidden" name="role" value="test"><input type="hidden" name="who" value=""><input type="hidden" name="retour" value="pratique">
<div class="field"><label for="recit">${m.question}</label><p class="hint" id="recit-aide">${m.questionHint}</p>
<textarea id="recit" name="note" rows="7" maxlength="1000" required aria-describedby="recit-aide"></textarea></div>
<p class="with-hint"><button class="btn primary">${m.send}</button><span class="hint">${m.sendHint}</span></p></form>
<p class="soft">${m.orElse} <a href="${base}/ameliorer" rel="nofollow">${m.improve}</a> · <a href="/nouvelle?type=retour-experience" rel="nofollow">${m.wholeStory}</a></p>`
  const already = before && html`<p class="lead">${m.already(dateText(before.at, ui.locale))}</p>${before.note !== '' && html`<blockquote>${before.note}</blockquote>`}
<p><a class="btn" href="${base}/contributions#${roleAnchor(before.event)}">${m.seeMine}</a> <a class="btn" href="${base}/ameliorer" rel="nofollow">${m.improve}</a></p>`
  return layout(ui, {
    title: m.heading(resource.title), unlisted: true,
    main: html`${resourceCrumbs(ui, resource)}<div class="narrow"><h1>${m.heading(resource.title)}</h1>${already ?? form}</div>`,
  })
}
