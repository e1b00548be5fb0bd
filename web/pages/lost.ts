import { html } from '../html.js'
import { layout } from './layout.js'
import { ficheGrid, type CardData } from './parts/fiche-card.js'
import type { Ui } from './ui.js'

/** An address where nothing is: the fiches its words call to mind, and the same question as at home. */
export interface LostData { readonly sentence: string; readonly words: string; readonly near: readonly CardData[] }

export function lostPage(ui: Ui, { sentence, words, near }: LostData): string {
  const { common, reading } = ui.m
  return layout(ui, {
    title: common.notFoundTitle, unlisted: true,
    main: html`<h1>${common.notFoundTitle}</h1><p class="lead">${sentence}</p>
${near.length > 0 && html`<section aria-labelledby="proches"><h2 id="proches">${reading.lostNear}</h2>${ficheGrid(ui, near)}</section>`}
<form class="card ask lost" action="/recherche" method="get" role="search"><label for="q">${reading.searchQuestion}</label>
<div class="ask-row"><input type="search" id="q" name="q" value="${words}" maxlength="200" autocomplete="off"><button class="btn primary">${reading.searchButton}</button></div></form>
<p><a href="/">${common.backToLibrary}</a></p>`,
  })
}
