import { PROPOSED_TARGETS } from '../../content-schema/licences/data/compat.js'
import { identify } from '../../content-schema/licences/identify.js'
import type { Licence } from '../../content-schema/licences/licence.js'
import { verdict, type Verdict } from '../../content-schema/licences/verdict.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { licenceFormLinks, licenceForms } from './licences.js'
import type { Ui } from './ui.js'

/** One licence, in plain words: what one may and must do, and what an adaptation may carry. */
export function licencePage(ui: Ui, licence: Licence): string {
  const m = ui.m.licences
  const isFr = ui.locale === 'fr'
  const base = `/licences/${licence.id}`
  const name = isFr ? licence.nameFr : licence.nameEn
  const may = isFr ? licence.mayFr : licence.mayEn
  const must = isFr ? licence.mustFr : licence.mustEn
  return layout(ui, {
    title: licence.shortName, description: name, canonical: base, alternates: licenceForms(base).map(({ type, href }) => ({ type, href })),
    main: html`<article class="narrow licences">
<nav class="crumbs" aria-label="${m.crumbs}"><a href="/licences">${m.all}</a></nav>
<h1>${licence.shortName}</h1>
<p class="lead">${name}</p>
${licence.versionKnown ? '' : html`<p class="caution">${m.versionMissing}</p>`}
${licence.kind === 'software' ? html`<p class="soft">${m.softwareNote}</p>` : ''}
<h2>${m.may}</h2><ul class="ticks">${may.map((line) => html`<li>${line}</li>`)}</ul>
<h2>${m.must}</h2><ul class="ticks must">${must.map((line) => html`<li>${line}</li>`)}</ul>
<h2>${m.mixes}</h2>${mixes(ui, licence)}
<p><a href="${licence.uri}" rel="license noopener">${m.text}</a></p>
<p class="soft">${m.code}${isFr ? '\u00A0' : ''}: <code>${licence.id}</code><br>${m.forMachines} ${licenceFormLinks(base)}</p>
</article>`,
  })
}

/** The labels an adaptation may carry, those that need something understood with it. */
export function mixesOf(licence: Licence): readonly { readonly target: Licence; readonly answer: Verdict }[] {
  return [...new Set([licence.id, ...PROPOSED_TARGETS])].flatMap((id) => {
    const target = identify(id)
    const answer = target && verdict({ relation: 'adaptation', sources: [{ licence: licence.id }], target: id })
    return target && answer && answer.verdict !== 'block' ? [{ target, answer }] : []
  })
}

function mixes(ui: Ui, licence: Licence): Html {
  const m = ui.m.licences
  const found = mixesOf(licence)
  const none = verdict({ relation: 'adaptation', sources: [{ licence: licence.id }], target: licence.id })
  if (found.length === 0) return html`<p>${m.mixesNone}</p><p class="soft">${ui.locale === 'fr' ? none.fr : none.en}</p>`
  return html`<p>${m.mixesLead}</p><ul class="mixes">${found.map(({ target, answer }) => html`<li class="${answer.verdict}"><a href="/licences/${target.id}">${target.shortName}</a> <span class="soft">${answer.verdict === 'pass' ? m.mixesPass : html`${m.mixesWarn}${ui.locale === 'fr' ? '\u00A0' : ''}: ${ui.locale === 'fr' ? answer.fr : answer.en}`}</span></li>`)}</ul><p class="soft">${m.others}</p>`
}
