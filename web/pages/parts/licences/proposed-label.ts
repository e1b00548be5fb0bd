import type { Relicensing } from '../../../../forge/domain/relicensing.js'
import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import { shortName, weighedWords } from './weighed-words.js'

/** A proposition that changes the label says so first, with the words it is about, and leads to where consents are asked for. */
export function proposedLabel(ui: Ui, resource: Resource, weighed: Relicensing | undefined): Html {
  if (weighed === undefined) return html``
  const { licensing: m } = ui.m
  const isStopped = weighed.verdict.verdict === 'block'
  return html`<section class="card licence-verdict ${isStopped ? 'block' : 'pass'}" aria-labelledby="nouvelle-licence"><h2 id="nouvelle-licence">${m.proposedTitle(weighed.from === undefined ? undefined : shortName(weighed.from), shortName(weighed.to))}</h2>
${weighedWords(ui, weighed, undefined)}
<p><a href="/${addressOf(resource)}/licence?vers=${encodeURIComponent(weighed.to)}#changer">${isStopped ? m.proposedAsk : m.linkHistory}</a></p></section>`
}
