import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { Credit } from '../../forge/attribution/cite.js'
import type { Locale } from '../messages/messages.js'
import type { DetectedLicence } from '../../content-schema/licences/detect.js'
import { html, safe } from '../html.js'
import { copyable } from './contributions.js'
import { layout } from './layout.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { versionName, type ShownVersion } from './parts/version.js'
import type { Ui } from './ui.js'

export interface CiteData {
  readonly resource: Resource
  readonly credit: Credit
  readonly language: Locale
  readonly counts: TabCounts
  /** The version cited; undefined while nothing is published. */
  readonly version: ShownVersion | undefined
  readonly licence: DetectedLicence
  /** The credits of its pictures, as safe HTML. */
  readonly pictures: readonly { readonly html: string }[]
}

const formats = ['text', 'markdown', 'html', 'bibtex', 'ris', 'csl', 'cff', 'jsonld'] as const

/** The credit of a fiche, ready to paste, in every format. */
export function citePage(ui: Ui, { resource, credit, language, counts, version, licence, pictures }: CiteData): string {
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  const isOld = version !== undefined && !version.isCurrent
  const here = isOld ? `${base}/versions/${version.name ?? version.commit}/citer` : `${base}/citer`
  const other = language === 'fr' ? 'en' : 'fr'
  return layout(ui, {
    title: reading.citeOf(resource.title), islands: ['fc-copy'], ...((language !== ui.locale || isOld) && { unlisted: true as const }),
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', isWithin: true, heading: reading.citeTitle, counts })}
${contributionTabs(ui, resource, 'cite')}
<p>${isOld ? html`${reading.citeVersion(versionName(ui, version))} <a href="${base}/citer">${reading.citeCurrent}</a>` : reading.citeLead}</p>
${licence.state === 'declared' ? '' : html`<p class="banner warn" role="note">${reading.citeNoLicence}</p>`}
<p>${reading.citeIn}${ui.locale === 'fr' ? '\u00A0' : ''}: <strong>${language === 'fr' ? 'français' : 'English'}</strong> · <a href="${here}?langue=${other}" hreflang="${other}" lang="${other}" rel="nofollow">${other === 'fr' ? 'français' : 'English'}</a></p>
<div class="narrow">${formats.map((format) => html`<section aria-labelledby="c-${format}"><h2 id="c-${format}">${reading.citeFormats[format]}</h2><p class="hint">${reading.citeUses[format]}</p>${copyable(ui, `t-${format}`, reading.citeFormats[format], credit[format])}</section>`)}</div>
${pictures.length === 0 ? '' : html`<section class="picture-credits" aria-labelledby="c-images"><h2 id="c-images">${ui.m.pictures.credits}</h2><p class="hint">${ui.m.pictures.creditsLead}</p><ul>${pictures.map((one) => html`<li lang="${language}">${safe(one.html)}</li>`)}</ul></section>`}`,
  })
}
