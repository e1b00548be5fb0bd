import { isAlone, type FamilyMember } from '../../forge/domain/family.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html } from '../html.js'
import { layout } from './layout.js'
import { familyGraph, familyList } from './parts/contributions/family-graph.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface AdaptationsData {
  readonly resource: Resource
  /** From its eldest origin down. */
  readonly family: FamilyMember
  /** How many versions its origin published since it last took its news. */
  readonly originNews: number
  readonly counts: TabCounts
}

/** A fiche and its family: where it comes from, what came from it, for which context; drawn, and as nested lists. */
export function adaptationsPage(ui: Ui, { resource, family, originNews, counts }: AdaptationsData): string {
  const { reading, contributing: m } = ui.m
  const base = `/${addressOf(resource)}`
  return layout(ui, {
    title: reading.adaptationsOf(resource.title),
    main: html`${resourceHeader(ui, resource, { tab: 'adaptations', heading: reading.adaptationsOf(resource.title), counts })}
<p>${reading.adaptationsLead}</p>
${originNews > 0 ? html`<p class="news"><a href="${base}/nouveautes" rel="nofollow">${reading.originMoved(originNews)}</a></p>` : ''}
${isAlone(family) ? html`<p>${m.alone}</p>` : html`<p class="soft">${m.familyLead}</p><div class="drawn-and-told"><section><h2 id="dessin">${m.drawing}</h2>${familyGraph(ui, family)}</section>
<section><h2 id="liste">${m.list}</h2>${familyList(ui, family)}</section></div>`}
<p><a class="btn" href="${base}/adapter" rel="nofollow">${reading.adapt}</a> <span class="hint">${reading.adaptHint}</span></p>`,
  })
}
