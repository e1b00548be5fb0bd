import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

export type ResourceTab = 'fiche' | 'history' | 'contributions' | 'proposals' | 'adaptations' | 'files' | 'settings'

/** Counts shown beside the tabs' names; zero is not shown. */
export interface TabCounts { readonly proposals?: number; readonly adaptations?: number }

/** Where a resource stands: library, its owner, its type. */
export function resourceCrumbs(ui: Ui, resource: Resource): Html {
  const owner = resource.owner.kind === 'community' ? `/c/${resource.owner.handle}` : `/@${resource.owner.handle}`
  const { type } = resource.fields
  return html`<nav class="crumbs" aria-label="${ui.m.reading.crumbs}"><a href="/">${ui.m.common.library}</a> › ${resource.owner.isUnlinked ? resource.owner.name : html`<a href="${owner}">${resource.owner.name}</a>`}${type ? html` › <a href="/recherche?type=${encodeURIComponent(type)}">${ui.lexicon.typeLabel(type, ui.locale)}</a>` : ''}</nav>`
}

/** The rubrics of a resource, on every one of its pages. `isWithin`: the page belongs to that rubric and is not its first. */
export function resourceTabs(ui: Ui, resource: Resource, current: ResourceTab | undefined, counts: TabCounts = {}, isWithin = false): Html {
  const base = `/${addressOf(resource)}`
  const { tabs, resourceTabs: label } = ui.m.reading
  const items: readonly (readonly [ResourceTab, string, number?])[] = [
    ['fiche', base], ['history', `${base}/historique`, resource.versions], ['contributions', `${base}/contributions`],
    ['proposals', `${base}/propositions`, counts.proposals], ['adaptations', `${base}/adaptations`, counts.adaptations], ['files', `${base}/fichiers`],
    ...(ui.may('manage', resource) ? [['settings', `${base}/reglages`] as const] : []),
  ]
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map(([tab, href, count]) => html`<li><a href="${href}"${tab === current ? html` aria-current="${isWithin ? 'true' : 'page'}"` : ''}>${tab === 'settings' ? ui.m.proposing.settingsTab : tabs[tab]}${count ? html` <span class="count">${count}</span>` : ''}</a></li>`)}</ul></nav>`
}

/**
 * Head of a resource's pages other than the fiche itself: crumbs, rubrics, then the page's own title.
 * `heading` is the page's `h1`.
 */
export function resourceHeader(ui: Ui, resource: Resource, options: { readonly tab: ResourceTab | undefined; readonly isWithin?: true; readonly heading: string; readonly counts?: TabCounts }): Html {
  return html`${resourceCrumbs(ui, resource)}
<p class="of-fiche"><a href="/${addressOf(resource)}">${resource.title}</a></p>
${resourceTabs(ui, resource, options.tab, options.counts, options.isWithin)}
${retiredBanner(ui, resource)}
<h1>${options.heading}</h1>`
}

export function retiredBanner(ui: Ui, resource: Resource): Html {
  if (resource.state !== 'retired') return html``
  return html`<div class="banner warn" role="note"><p><strong>${ui.m.reading.retiredTitle}.</strong> ${ui.m.reading.retiredBecause(resource.retiredBecause ?? '')}</p></div>`
}

/** Machine forms of a resource, for `<link rel="alternate">`. */
export function resourceAlternates(ui: Ui, resource: Resource): { type: string; href: string; title?: string }[] {
  const base = `/${addressOf(resource)}`
  return [
    { type: 'application/json', href: `${base}.json` }, { type: 'application/ld+json', href: `${base}.jsonld` }, { type: 'text/markdown', href: `${base}.md` },
    { type: 'application/zip', href: `${base}.zip` }, { type: 'application/atom+xml', href: `${base}/historique.atom`, title: ui.m.reading.feedOf(resource.title) },
  ]
}
