import { OTHER_LICENCES } from '../../content-schema/licences/data/licences.js'
import { identify } from '../../content-schema/licences/identify.js'
import { isFree, type Licence } from '../../content-schema/licences/licence.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { offeredLicences } from './parts/fields/licence-chooser.js'
import type { Ui } from './ui.js'

export const licenceForms = (base: string) => [{ type: 'application/ld+json', href: `${base}.jsonld`, label: 'JSON-LD' }, { type: 'application/json', href: `${base}.json`, label: 'JSON' }]
export const licenceFormLinks = (base: string): Html => html`${licenceForms(base).map(({ href, type, label }, index) => html`${index > 0 ? ' · ' : ''}<a href="${href}" type="${type}">${label}</a>`)}`

/** The licences a page lists: those offered to authors, then the others whose version is stated. */
export const listedLicences: readonly Licence[] = [
  ...offeredLicences.flatMap((id) => identify(id) ?? []),
  ...OTHER_LICENCES.filter(({ id, versionKnown, invariants }) => versionKnown && invariants === undefined && !offeredLicences.includes(id)),
]

/** Every licence the forge knows, by what it allows, and what the forge adds to them. */
export function licencesPage(ui: Ui): string {
  const m = ui.m.licences
  const texts = listedLicences.filter(({ kind }) => kind !== 'software' && kind !== 'reserved')
  const groups: readonly (readonly [string, readonly Licence[]])[] = [
    [m.free, texts.filter(isFree)], [m.restricted, texts.filter((licence) => !isFree(licence))],
    [m.software, listedLicences.filter(({ kind }) => kind === 'software')], [m.reserved, listedLicences.filter(({ kind }) => kind === 'reserved')],
  ]
  return layout(ui, {
    title: m.title, description: m.lead, canonical: '/licences', alternates: licenceForms('/licences').map(({ type, href }) => ({ type, href })),
    main: html`<article class="narrow licences">
<h1>${m.title}</h1>
<p class="lead">${m.lead}</p>
${groups.map(([heading, licences]) => html`<h2>${heading}</h2><ul class="plain licence-list">${licences.map((licence) => html`<li><a href="/licences/${licence.id}"><strong>${licence.shortName}</strong></a> <span class="soft">${ui.locale === 'fr' ? licence.nameFr : licence.nameEn}</span></li>`)}</ul>`)}
<section class="card" aria-labelledby="regle"><h2 id="regle">${m.rule}</h2><p>${m.ruleText}</p></section>
<p class="soft">${m.forMachines} ${licenceFormLinks('/licences')}</p>
</article>`,
  })
}
