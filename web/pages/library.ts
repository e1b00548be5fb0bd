import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { ficheGrid, type CardData } from './parts/fiche-card.js'
import { pagination } from './parts/pagination.js'
import type { Ui } from './ui.js'

export type LibraryFacet = 'type' | 'need' | 'theme' | 'audience' | 'duration' | 'language' | 'licence' | 'community'

/** Facets in the order a person thinks of them, with their name in addresses and their vocabulary. */
export const libraryFacets: readonly { readonly facet: LibraryFacet; readonly param: string; readonly vocabulary: string | undefined }[] = [
  { facet: 'need', param: 'besoin', vocabulary: 'besoin' }, { facet: 'type', param: 'type', vocabulary: 'type-ressource' },
  { facet: 'theme', param: 'theme', vocabulary: 'thematique' }, { facet: 'audience', param: 'public', vocabulary: 'public' },
  { facet: 'duration', param: 'duree', vocabulary: 'duree' }, { facet: 'language', param: 'langue', vocabulary: 'langue' },
  { facet: 'licence', param: 'licence', vocabulary: undefined }, { facet: 'community', param: 'communaute', vocabulary: undefined },
]

export interface LibraryData {
  readonly isHome: boolean
  readonly text: string
  readonly filters: Partial<Record<LibraryFacet, string>>
  readonly sort: 'relevance' | 'recent' | 'title'
  /** No fiche holds every word asked for: these hold words near them. */
  readonly isNear: boolean
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly cards: readonly CardData[]
  readonly facets: Readonly<Record<LibraryFacet, readonly { readonly notation: string; readonly count: number }[]>>
  readonly communities: readonly { readonly handle: string; readonly name: string; readonly description: string }[]
  /** Names of licences by notation. */
  readonly licenceNames: Readonly<Record<string, string>>
}

/** The library: one question, simple filters, cards. Everything is in the address. */
export function libraryPage(ui: Ui, data: LibraryData): string {
  const { reading, common } = ui.m
  const isFiltered = data.text !== '' || Object.keys(data.filters).length > 0
  const heading = data.isHome ? reading.homeTitle : data.text === '' ? (isFiltered ? reading.searchTitle : reading.allFiches) : reading.resultsFor(data.text)
  return layout(ui, {
    title: data.isHome ? common.library : heading, section: 'library', ...(data.isHome && { description: reading.homeTitle, canonical: '/' }), ...(!data.isHome && isFiltered && { unlisted: true as const }),
    alternates: [{ type: 'application/atom+xml', href: '/nouveautes.atom', title: reading.newsFeed }],
    main: html`<h1>${heading}</h1>
${data.isHome && data.total > 0 ? html`<p class="soft">${reading.homeLead(data.total, data.communities.length)}</p>` : ''}
<form class="library" action="/recherche" method="get" role="search">
<div class="card ask">
<label for="q">${reading.searchQuestion}</label>
<div class="ask-row"><input type="search" id="q" name="q" value="${data.text}" maxlength="200" aria-describedby="q-aide" autocomplete="off"><button class="btn primary">${reading.searchButton}</button></div>
<p class="hint" id="q-aide">${reading.searchHint}</p>
</div>
${data.isHome ? needs(ui, data) : ''}
<div class="cols left">
<div>${data.total === 0 && Object.keys(data.filters).length === 0 ? '' : filters(ui, data)}</div>
<section aria-labelledby="resultats">${results(ui, data, isFiltered)}</section>
</div>
</form>`,
  })
}

/** The label a person reads for a facet's notation. */
function label(ui: Ui, data: LibraryData, facet: LibraryFacet, notation: string): string {
  if (facet === 'community') return data.communities.find(({ handle }) => handle === notation)?.name ?? notation
  if (facet === 'licence') return data.licenceNames[notation] ?? notation
  const vocabulary = libraryFacets.find((known) => known.facet === facet)?.vocabulary
  const found = vocabulary === undefined ? notation : ui.lexicon.labelOf(vocabulary, notation, ui.locale)
  if (facet !== 'language' || found !== notation) return found
  try { return new Intl.DisplayNames([ui.locale], { type: 'language' }).of(notation) ?? notation } catch { return notation }
}

/** The address of this search with some parts changed; `undefined` removes one. */
function addressWith(data: LibraryData, change: Readonly<Record<string, string | undefined>>): string {
  const parts = new Map<string, string>()
  if (data.text !== '') parts.set('q', data.text)
  for (const { facet, param } of libraryFacets) { const value = data.filters[facet]; if (value !== undefined) parts.set(param, value) }
  if (data.sort !== (data.text === '' ? 'recent' : 'relevance')) parts.set('tri', sortParams[data.sort])
  for (const [param, value] of Object.entries(change)) { if (value === undefined) parts.delete(param); else parts.set(param, value) }
  const query = new URLSearchParams([...parts]).toString()
  return query === '' ? '/recherche' : `/recherche?${query}`
}

export const sortParams = { relevance: 'pertinence', recent: 'recentes', title: 'titre' } as const

function needs(ui: Ui, data: LibraryData): Html {
  const counted = data.facets.need.slice(0, 8)
  if (counted.length === 0) return html``
  return html`<section class="needs" aria-labelledby="besoins"><h2 id="besoins">${ui.m.reading.needPrefix}</h2>
<ul class="chips">${counted.map(({ notation, count }) => html`<li><a href="${addressWith(data, { besoin: notation })}">${label(ui, data, 'need', notation)} <span class="count">${count}</span></a></li>`)}</ul></section>`
}

function filters(ui: Ui, data: LibraryData): Html {
  const { reading } = ui.m
  const chosen = Object.keys(data.filters).length
  const fields = libraryFacets.map(({ facet, param }) => {
    const value = data.filters[facet]
    const options = data.facets[facet].slice(0, 60)
    if (options.length === 0 && value === undefined) return ''
    const missing = value !== undefined && !options.some(({ notation }) => notation === value)
    return html`<div class="field"><label for="f-${param}">${reading.facets[facet]}</label>
<select id="f-${param}" name="${param}"><option value="">${reading.anyValue}</option>
${missing ? html`<option value="${value}" selected>${label(ui, data, facet, value)} (0)</option>` : ''}${options.map(({ notation, count }) => html`<option value="${notation}"${notation === value ? html` selected` : ''}>${label(ui, data, facet, notation)} (${count})</option>`)}</select></div>`
  })
  return html`<details class="filters"${chosen > 0 ? html` open` : ''}><summary class="btn small">${reading.refine}${chosen > 0 ? ` (${chosen})` : ''}</summary>
<div class="filters-body"><h2 class="vh">${reading.refine}</h2>${fields}
<div class="field"><label for="f-tri">${reading.sortLabel}</label><select id="f-tri" name="tri">${(data.text === '' ? ['recent', 'title'] as const : ['relevance', 'recent', 'title'] as const).map((sort) => html`<option value="${sortParams[sort]}"${sort === data.sort ? html` selected` : ''}>${reading.sorts[sort]}</option>`)}</select></div>
<button class="btn">${reading.refineButton}</button></div></details>`
}

function results(ui: Ui, data: LibraryData, isFiltered: boolean): Html {
  const { reading, common } = ui.m
  if (data.total === 0) return isFiltered ? nothingFound(ui, data) : emptyLibrary(ui)
  const title = data.isHome ? reading.recentFiches : common.fiches(data.total)
  return html`<h2 id="resultats">${title}</h2>${data.isNear && html`<p class="near">${reading.nearResults(data.text)} <a href="/nouvelle">${reading.nearWrite}</a></p>`}${chosenFilters(ui, data)}${ficheGrid(ui, data.cards)}
${data.isHome && data.pages > 1 ? html`<p><a class="btn" href="/recherche?page=2">${reading.nextPage} →</a></p>` : pagination(ui, data, (page) => addressWith(data, { page: page === 1 ? undefined : String(page) }))}
<p class="soft"><a href="/nouveautes.atom">${reading.newsFeed}</a></p>`
}

function chosenFilters(ui: Ui, data: LibraryData): Html {
  const chosen = libraryFacets.flatMap(({ facet, param }) => { const value = data.filters[facet]; return value === undefined ? [] : [{ param, label: label(ui, data, facet, value) }] })
  if (chosen.length === 0) return html``
  const { reading } = ui.m
  return html`<ul class="chips" aria-label="${reading.activeFilters}">${chosen.map((filter) => html`<li><a href="${addressWith(data, { [filter.param]: undefined })}" aria-label="${reading.removeFilter(filter.label)}">${filter.label} <span aria-hidden="true">✕</span></a></li>`)}${chosen.length > 1 ? html`<li><a href="${data.text === '' ? '/recherche' : `/recherche?q=${encodeURIComponent(data.text)}`}">${reading.removeAllFilters}</a></li>` : ''}</ul>`
}

/** No result is never a dead end: fewer filters, everything, or writing the fiche that is missing. */
function nothingFound(ui: Ui, data: LibraryData): Html {
  const { reading } = ui.m
  return html`<h2 id="resultats">${reading.noResult}</h2>${chosenFilters(ui, data)}
${Object.keys(data.filters).length > 0 ? html`<p>${reading.noResultWithFilters} ${data.text === '' ? '' : html`<a href="/recherche?q=${encodeURIComponent(data.text)}">${reading.resultsFor(data.text)}</a>`}</p>` : ''}
<p>${reading.noResultHint}</p>
<p><a class="btn" href="/recherche">${reading.seeAll}</a></p>
<p>${reading.noResultPropose} <a href="/nouvelle">${reading.writeOne}</a></p>`
}

const emptyLibrary = (ui: Ui): Html => html`<h2 id="resultats">${ui.m.reading.emptyLibrary}</h2><p>${ui.m.reading.emptyLibraryHint}</p><p><a class="btn primary" href="/nouvelle">${ui.m.reading.writeOne}</a></p>`
