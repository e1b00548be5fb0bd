import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'

/** People, words, passages that stand elsewhere too, timeline, credit: ways to see who made a fiche what it is. Its family has a rubric of its own. */
export function contributionTabs(ui: Ui, resource: Resource, current: 'people' | 'words' | 'elsewhere' | 'timeline' | 'cite'): Html {
  const { contributing: m } = ui.m
  const base = `/${addressOf(resource)}`
  const items = [['people', `${base}/contributions`, m.peopleTab], ['words', `${base}/qui-a-ecrit-quoi`, ui.m.provenance.title], ['elsewhere', `${base}/aussi-dans`, ui.m.reuse.tab], ['timeline', `${base}/contributions/frise`, m.timelineTab], ['cite', `${base}/citer`, m.citeTab]] as const
  return html`<nav class="views" aria-label="${m.pages}"><ul>${items.map(([name, href, label]) => html`<li><a href="${href}"${name === current && html` aria-current="page"`}>${label}</a></li>`)}</ul></nav>`
}
