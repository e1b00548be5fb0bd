import type { PathChange } from '../../forge/domain/git.js'
import { encodePath } from '../../forge/domain/links.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe, type Html } from '../html.js'
import type { ShownEntry } from './history.js'
import { layout } from './layout.js'
import { changeViews, type ChangeView } from './parts/change-views.js'
import { date } from './parts/dates.js'
import { fileHeading, picture } from './parts/file-heading.js'
import { peopleList } from './parts/people.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { versionName, type ShownVersion } from './parts/version.js'
import type { Ui } from './ui.js'

export type CompareView = 'changes' | 'sides' | 'source'
/** Names of the views in addresses. */
export const viewParams: Readonly<Record<CompareView, string>> = { changes: 'changements', sides: 'avant-apres', source: 'source' }

export interface CompareData {
  readonly resource: Resource
  readonly from: ShownVersion | undefined
  readonly to: ShownVersion
  readonly comparison: RenderedComparison
  readonly otherFiles: readonly PathChange[]
  readonly entry: ShownEntry | undefined
  readonly view: CompareView
  readonly counts: TabCounts
}

/** « Ce qui a changé » between two versions: a sentence, then the text with its changes. */
export function comparePage(ui: Ui, data: CompareData): string {
  const { reading } = ui.m
  const { resource, comparison, entry } = data
  const to = versionName(ui, data.to)
  return layout(ui, {
    title: `${reading.compareTitle} – ${resource.title}`, unlisted: true, islands: ['fc-diff'],
    main: html`${resourceHeader(ui, resource, { tab: 'history', isWithin: true, heading: reading.compareTitle, counts: data.counts })}
<p>${data.from === undefined ? reading.compareFirst(to) : reading.comparing(versionName(ui, data.from), to)}</p>
${entry === undefined ? '' : html`<blockquote class="reason"><p><strong>${entry.title === '' ? reading.noReason : entry.title}</strong></p>${entry.explanation === '' ? '' : entry.explanation.split(/\n\n+/).slice(0, 12).map((paragraph) => html`<p>${paragraph}</p>`)}<footer class="soft">${entry.authors.length === 0 ? '' : html`${peopleList(ui, entry.authors, { atMost: 6 })}, `}${date(entry.at, ui.locale)}</footer></blockquote>`}
${comparison.unchanged ? html`<p class="lead">${data.otherFiles.length > 0 ? reading.textSame : reading.sameTexts}</p>` : html`<p class="lead summary-line">${comparison.summary}</p>${shown(ui, data)}`}
${otherFiles(ui, data)}`,
  })
}

function shown(ui: Ui, data: CompareData): Html {
  const { reading } = ui.m
  const { comparison } = data
  const [before, after] = [{ title: reading.before, html: comparison.before }, { title: reading.after, html: comparison.after }]
  if (comparison.changes === '') return html`<p>${reading.tooLongToCompare}</p><div class="sides">${[before, after].map((side) => html`<section><h2>${side.title}</h2>${safe(side.html)}</section>`)}</div>`
  const address = (view: CompareView): string => {
    const query = new URLSearchParams([...(data.from === undefined ? [] : [['de', data.from.commit]]), ['a', data.to.commit], ...(view === 'changes' ? [] : [['vue', viewParams[view]]])])
    return `/${addressOf(data.resource)}/comparer?${query.toString()}`
  }
  const view = (name: CompareView, frame: string, content: ChangeView['content']): ChangeView => ({ name, label: reading.views[name], href: address(name), frame, content })
  return changeViews({
    level: 2, label: reading.viewsLabel, current: data.view, language: data.resource.fields.langue,
    views: [view('changes', 'prose diff-view', [{ title: '', html: comparison.changes }]), view('sides', 'prose', [before, after]), view('source', 'source-view', [{ title: '', html: comparison.source }])],
  })
}

/** Past this many, pictures that changed are named only. */
const picturesAtMost = 20

/** A picture that changed has no words to mark: the one that was beside the one that is. */
function bothPictures(ui: Ui, { resource, from, to }: CompareData, change: PathChange): Html {
  const { reviewing: m } = ui.m
  const side = (label: string, path: string, version: ShownVersion | undefined) => html`<figure><figcaption>${label}</figcaption>${version === undefined ? html`<p class="soft">${m.imageNone}</p>` : html`<img src="/${addressOf(resource)}/fichiers/${encodePath(path)}?brut=1&amp;version=${version.commit}" alt="${fileHeading(ui, resource.mainPath, path)}" loading="lazy">`}</figure>`
  return html`<div class="two-up">${side(m.imageBefore, change.oldPath, change.oldOid === undefined ? undefined : from)}${side(m.imageAfter, change.path, change.newOid === undefined ? undefined : to)}</div>`
}

function otherFiles(ui: Ui, data: CompareData): Html {
  const { resource, otherFiles: files, to } = data
  if (files.length === 0) return html``
  const { reading } = ui.m
  const at = to.isCurrent ? '' : `?version=${to.commit}`
  const pictures = new Set(files.filter(({ path, oldOid, newOid }) => picture.test(path) && oldOid !== newOid).slice(0, picturesAtMost))
  return html`<section><h2>${reading.otherFiles}</h2><ul>${files.slice(0, 200).map((change) => html`<li>${change.status === 'deleted' ? change.path : html`<a href="/${addressOf(resource)}/fichiers/${encodePath(change.path)}${at}">${change.path}</a>`} <span class="soft">(${reading.fileStatus[change.status]}${change.status === 'renamed' ? `, ${reading.renamedFrom(change.oldPath)}` : ''})</span>${pictures.has(change) ? bothPictures(ui, data, change) : ''}</li>`)}</ul></section>`
}
