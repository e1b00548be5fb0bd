import { declarationsSaid } from '../../../content-schema/licences/contradiction.js'
import type { DetectedLicence } from '../../../content-schema/licences/detect.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** The short name for cards and pills: « CC BY-SA 4.0 » or « licence à préciser ». */
export const licenceName = (ui: Ui, detected: DetectedLicence): string => (detected.state === 'declared' && detected.licence ? detected.licence.shortName : ui.m.common.licenceToClarify)

const mostNamed = 4

/** Somebody alone beyond is named too: « et une autre personne » would take no less room than the name. */
function named(ui: Ui, names: readonly string[]): string {
  const shown = names.length <= mostNamed + 1 ? names : names.slice(0, mostNamed)
  return `${shown.join(', ')}${names.length > shown.length ? ` ${ui.m.licences.andOthers(names.length - shown.length)}` : ''}`
}

/** What one may and must do, in plain words, from the licence's own facts, and whom to name. `story`: where its story is, and the label of that link. */
export function licenceCard(ui: Ui, detected: DetectedLicence, toName: readonly string[] = [], story?: { readonly href: string; readonly label: string }): Html {
  const { reading } = ui.m
  const { licence } = detected
  if (detected.state !== 'declared' || !licence) {
    const why = { contradictory: reading.licenceContradictory, unknown: reading.licenceUnknown, absent: reading.licenceAbsent, declared: reading.licenceUnknown }[detected.state]
    return html`<section class="card" aria-labelledby="licence"><h2 id="licence">${reading.licenceCard}</h2>
<p><span class="state warn">${ui.m.common.licenceToClarify}</span></p><p>${why}</p>
${detected.declared.length > 0 ? html`<p class="soft">${reading.licenceSays(declarationsSaid(detected.declared, ui.locale).join(' ; '))}</p>` : ''}${story && html`<p><a href="${story.href}">${story.label}</a></p>`}</section>`
  }
  const may = ui.locale === 'fr' ? licence.mayFr : licence.mayEn
  const must = ui.locale === 'fr' ? licence.mustFr : licence.mustEn
  return html`<section class="card" aria-labelledby="licence"><h2 id="licence">${reading.licenceCard}</h2>
<p><a rel="license" href="${licence.uri}"><strong>${licence.shortName}</strong></a></p>
${may.length > 0 ? html`<p class="label">${reading.licenceMay}</p><ul class="ticks">${may.map((line) => html`<li>${line}</li>`)}</ul>` : ''}
${must.length > 0 ? html`<p class="label">${reading.licenceMust}</p><ul class="ticks must">${must.map((line) => html`<li>${line}</li>`)}</ul>` : ''}
${toName.length > 0 && licence.kind !== 'reserved' ? html`<p><span class="label">${ui.m.licences.name}</span> ${named(ui, toName)}</p>` : ''}
${may.length + must.length === 0 ? html`<p>${reading.licenceOther}</p>` : ''}
<p><a href="/licences/${licence.id}">${ui.m.licences.more}</a>${story && html`<br><a href="${story.href}">${story.label}</a>`}</p></section>`
}
