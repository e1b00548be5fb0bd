import type { TreeEntry } from '../../forge/domain/git.js'
import { encodePath } from '../../forge/domain/links.js'
import type { RenderedMarkdown } from '../../forge/prose/markdown.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { versionName, type ShownVersion } from './parts/version.js'
import type { Ui } from './ui.js'

export interface FilesData { readonly resource: Resource; readonly version: ShownVersion; readonly files: readonly TreeEntry[]; readonly isCut: boolean; readonly counts: TabCounts }

const atVersion = (version: ShownVersion, lead: '?' | '&'): string => (version.isCurrent ? '' : `${lead}version=${encodeURIComponent(version.name ?? version.commit)}`)

/** The files of a version, by folder. */
export function filesPage(ui: Ui, data: FilesData): string {
  const { reading } = ui.m
  const { resource, version } = data
  const base = `/${addressOf(resource)}`
  return layout(ui, {
    title: reading.filesOf(resource.title), unlisted: true,
    main: html`${resourceHeader(ui, resource, { tab: 'files', heading: reading.filesTitle, counts: data.counts })}
<p class="soft">${versionName(ui, version)}. ${reading.filesLead(data.files.length)} <a href="${base}.zip${atVersion(version, '?')}" rel="nofollow">${reading.takeZip}</a></p>
${data.isCut ? html`<p>${reading.tooManyFiles(data.files.length)}</p>` : ''}
<ul class="plain rows files">${data.files.map((file) => html`<li>${file.kind === 'blob' ? html`<a href="${file.path === resource.mainPath && version.isCurrent ? base : `${base}/fichiers/${encodePath(file.path)}${atVersion(version, '?')}`}">${file.path}</a>` : html`${file.path} <span class="soft">(${reading.linkFile})</span>`}${file.path === resource.mainPath ? html` <span class="state merged">${reading.mainFile}</span>` : ''}</li>`)}</ul>`,
  })
}

export interface FileData {
  readonly resource: Resource
  readonly version: ShownVersion
  readonly path: string
  readonly bytes: number
  readonly content:
    | { readonly kind: 'markdown'; readonly rendered: RenderedMarkdown; readonly title: string | undefined }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'image' } | { readonly kind: 'binary' } | { readonly kind: 'too-big' }
  readonly counts: TabCounts
}

/** One file: its text, its picture, or how to download it. */
export function filePage(ui: Ui, data: FileData): string {
  const { reading } = ui.m
  const { resource, version, path } = data
  const base = `/${addressOf(resource)}`
  const raw = `${base}/fichiers/${encodePath(path)}?brut=1${atVersion(version, '&')}`
  const name = path.split('/').at(-1) ?? path
  return layout(ui, {
    title: `${name} – ${resource.title}`, unlisted: true,
    main: html`${resourceHeader(ui, resource, { tab: 'files', isWithin: true, heading: name, counts: data.counts })}
<p class="soft"><a href="${base}/fichiers${atVersion(version, '?')}">${reading.backToFiles}</a> › <span class="path">${path}</span> · ${reading.size(data.bytes)} · ${versionName(ui, version)}</p>
<p><a class="btn small" href="${raw}" rel="nofollow">${data.content.kind === 'image' ? reading.rawFile : reading.download}</a>${data.content.kind === 'markdown' ? html` <a class="btn small" href="${base}/qui-a-ecrit-quoi?${new URLSearchParams({ ...(version.isCurrent ? {} : { version: version.name ?? version.commit }), fichier: path }).toString()}" rel="nofollow">${ui.m.provenance.title}</a>` : ''}</p>
${shown(ui, data, raw, name)}`,
  })
}

function shown(ui: Ui, { content }: FileData, raw: string, name: string): Html {
  const { reading } = ui.m
  switch (content.kind) {
    case 'markdown': return html`<div class="prose">${safe(content.rendered.html)}</div>`
    case 'text': return html`<pre class="as-written" tabindex="0"><code>${content.text}</code></pre>`
    case 'image': return html`<figure><img src="${raw}" alt="${name}"></figure>`
    case 'too-big': return html`<p>${reading.tooBigToShow}</p>`
    case 'binary': return html`<p>${reading.notShown}</p>`
  }
}
