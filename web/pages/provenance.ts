import type { Fiche } from '../../content-schema/fiche.js'
import { encodePath } from '../../forge/domain/links.js'
import type { MarkedFile } from '../../forge/domain/marked-file.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { escapeHtml } from '../../forge/prose/safe-html.js'
import { markedText, passagesIn, type MarkedPassage } from '../../forge/prose/word-marks.js'
import { html, safe, type Html } from '../html.js'
import { content } from './fiche.js'
import { layout } from './layout.js'
import type { FicheData } from './parts/fiche-data.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { dateText } from './parts/dates.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { versionName, type ShownVersion } from './parts/version.js'
import { wordOrigin, type ShownOrigin, type ShownWriter } from './parts/word-origin.js'
import type { Ui } from './ui.js'

export interface ProvenanceData {
  readonly resource: Resource
  readonly version: ShownVersion
  readonly path: string
  readonly isMain: boolean
  readonly fiche: Fiche
  readonly state: { readonly kind: 'known' } | { readonly kind: 'under_way'; readonly done: number; readonly total: number } | { readonly kind: 'failed' }
  readonly writers: readonly ShownWriter[]
  readonly origins: readonly ShownOrigin[]
  readonly notCovered: number
  readonly rendered: FicheData['rendered']
  readonly marked: MarkedFile | undefined
  /** The number of the person whose words are shown apart. */
  readonly only: number | undefined
  /** Latest versions, newest first, to go from one to another. */
  readonly versions: readonly { readonly commit: string; readonly name: string | undefined; readonly at: number; readonly title: string }[]
  readonly counts: TabCounts
}

const legendAtMost = 12

/** « Qui a écrit quoi »: the text as it is read, each passage followed by the number of who wrote it; people and their parts beside it. */
export function provenancePage(ui: Ui, data: ProvenanceData): string {
  const m = ui.m.provenance
  const { resource } = data
  return layout(ui, {
    title: m.titleOf(resource.title), unlisted: true, ...(data.state.kind === 'known' && { islands: ['fc-words'] }),
    alternates: [{ type: 'application/json', href: addressIn(data, {}, '.json') }],
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', isWithin: true, heading: m.title, counts: data.counts })}
${contributionTabs(ui, resource, 'words')}
${data.isMain ? '' : html`<p class="soft"><a href="/${addressOf(resource)}/fichiers/${encodePath(data.path)}">${m.otherFile(data.path)}</a></p>`}
${data.version.isCurrent ? '' : html`<p class="banner" role="note">${m.atVersion(versionName(ui, data.version))} <a href="${addressIn(data, { version: undefined, only: undefined })}">${m.now}</a></p>`}
${data.state.kind === 'known' ? known(ui, data) : waiting(ui, data, data.state)}`,
  })
}

/** This page at another version, or for one person; `form` `.json` for its machine form. */
function addressIn(data: ProvenanceData, change: { readonly version?: undefined; readonly only?: number | undefined }, form: '' | '.json' = ''): string {
  const version = 'version' in change || data.version.isCurrent ? undefined : data.version.name ?? data.version.commit
  const query = new URLSearchParams([
    ...(version === undefined ? [] : [['version', version]]), ...(data.isMain ? [] : [['fichier', data.path]]), ...('only' in change && change.only !== undefined ? [['personne', String(change.only)]] : []),
  ]).toString()
  return `/${addressOf(data.resource)}/qui-a-ecrit-quoi${form}${query === '' ? '' : `?${query}`}`
}

function waiting(ui: Ui, data: ProvenanceData, state: Exclude<ProvenanceData['state'], { kind: 'known' }>): Html {
  const m = ui.m.provenance
  const text = html`<article class="words-text">${content(ui, data, foreign(ui, data))}</article>`
  if (state.kind === 'failed') return html`<div class="banner warn" role="note"><p><strong>${m.failedTitle}.</strong> ${m.failedHint} <a href="/${addressOf(data.resource)}/contributions">${m.contributions}</a></p></div>${text}`
  return html`<div class="banner" role="status"><p><strong>${m.readingTitle}.</strong> ${m.readingSaid(state.done, state.total)} ${m.readingHint}</p><progress class="words-progress" max="${Math.max(1, state.total)}" value="${state.done}" aria-label="${m.readingTitle}"></progress></div>${text}`
}

const foreign = (ui: Ui, { fiche: { fields } }: ProvenanceData): Html | string => (fields.langue === ui.locale ? '' : html` lang="${fields.langue}"`)

function known(ui: Ui, data: ProvenanceData): Html {
  const m = ui.m.provenance
  const { resource, fiche, origins } = data
  const writers = new Map(data.writers.map((writer) => [writer.number, writer]))
  const only = data.only === undefined ? undefined : writers.get(data.only)
  const text = markedContent(ui, data)
  const theirs = only === undefined ? [] : passagesIn(String(text)).filter(({ people }) => people.split(' ').includes(String(only.number)))
  return html`<p class="soft">${m.lead}</p>
<fc-words class="words${only === undefined ? '' : ' only'}" data-close="${m.close}" data-panel="${m.panel}">
<div class="words-tools"><label class="check"><input type="checkbox" id="numeros" checked autocomplete="off"> ${m.numbers}</label>${versionForm(ui, data)}</div>
<div class="cols left"><aside class="words-people">
${only === undefined ? '' : html`<section class="card" aria-labelledby="seulement-titre"><h2 id="seulement-titre"><span class="number ${only.tint}" aria-hidden="true">${only.number}</span> ${m.onlyOf(only.person.name)}</h2><p>${m.onlySaid(theirs.length, m.words(only.words))}</p>
<label class="check"><input type="checkbox" id="seulement" autocomplete="off"> ${m.onlyHide}</label>${jump(ui, theirs)}<p><a href="${addressIn(data, {})}">${m.all}</a></p></section>`}
${legend(ui, data)}
</aside>
<article class="words-text" aria-label="${fiche.fields.titre ?? resource.title}">${text}</article></div>
<section class="words-origins" aria-labelledby="origines"><h2 id="origines">${m.origins}</h2><p class="soft">${m.originsLead}${data.notCovered > 0 ? ` ${m.notCovered(data.notCovered)}` : ''}</p>
<ol class="plain rows">${origins.map((origin, index) => wordOrigin(ui, { resource, path: data.path, writers }, origin, index))}</ol></section>
</fc-words>`
}

/** The fiche's own page, from the same words, each saying who wrote it. */
function markedContent(ui: Ui, data: ProvenanceData): Html {
  const m = ui.m.provenance
  const { fiche, marked } = data
  let count = 0
  const said = (text: string, field: string, link?: string): Html => {
    const marks = marked?.of(field, text)
    const words = marks === undefined ? escapeHtml(text) : markedText(text, marks, `champ-${++count}-`)
    if (link === undefined) return safe(words)
    // A link never holds another: the numbers stand after it.
    const cues = [...words.matchAll(/<a class="qui [^>]*>[^<]*<\/a>/g)].map(([cue]) => cue).join('')
    return html`<a href="${link}" rel="nofollow noopener">${safe(words.replace(/<a class="qui [^>]*>[^<]*<\/a>/g, ''))}</a>${safe(cues)}`
  }
  const title = fiche.fields.titre
  const header = marked?.header
  return html`${title === undefined ? '' : html`<h2 class="fiche-title"${foreign(ui, data)}>${said(title, 'titre')}</h2>`}
${fiche.fields.valeur_ajoutee === undefined ? '' : html`<p class="lead"${foreign(ui, data)}>${said(fiche.fields.valeur_ajoutee, 'valeur_ajoutee')}</p>`}
${fiche.fields.valeur_ajoutee === undefined && fiche.fields.resume !== undefined ? html`<p class="lead"${foreign(ui, data)}>${said(fiche.fields.resume, 'resume')}</p>` : ''}
${content(ui, { ...data, said }, foreign(ui, data))}
${header === undefined ? '' : html`<details class="words-header"><summary>${m.header}</summary><p class="soft">${m.headerHint}</p><pre tabindex="0">${safe(markedText(header.yaml, header.marks, 'entete-'))}</pre></details>`}`
}

function legend(ui: Ui, data: ProvenanceData): Html {
  const m = ui.m.provenance
  const [first, rest] = [data.writers.slice(0, legendAtMost + 1), data.writers.slice(legendAtMost + 1)]
  const shown = rest.length === 0 ? first : first.slice(0, legendAtMost)
  const hidden = rest.length === 0 ? [] : [...first.slice(legendAtMost), ...rest]
  const entry = ({ number, tint, person, words, together, share }: ShownWriter): Html => html`<li><a href="${addressIn(data, { only: number })}" data-q="${number}" rel="nofollow"${number === data.only ? html` aria-current="true"` : ''}><span class="number ${tint}">${number}</span> <span class="name">${person.name === '' ? m.nobody : person.name}</span></a><span class="soft">${m.share(share)} · ${m.words(words)}${m.together(together, words)}</span></li>`
  return html`<section class="card" aria-labelledby="personnes"><h2 id="personnes">${m.people}</h2><p class="hint">${m.peopleHint}</p>
<ol class="plain writers">${shown.map(entry)}</ol>${hidden.length === 0 ? '' : html`<details><summary>${m.others(hidden.length)}</summary><ol class="plain writers">${hidden.map(entry)}</ol></details>`}
<p class="hint"><strong>${m.indicative}.</strong> ${m.indicativeHint}</p><p><a href="/${addressOf(data.resource)}/contributions">${m.contributions}</a></p></section>`
}

const jumpsAtMost = 100

function jump(ui: Ui, passages: readonly MarkedPassage[]): Html {
  if (passages.length === 0) return html``
  return html`<details><summary>${ui.m.provenance.onlyPassages}</summary><ol class="jumps">${passages.slice(0, jumpsAtMost).map(({ id, words }) => html`<li><a href="#${id}"><span class="prose">${words.length > 60 ? `${words.slice(0, 58)}…` : words}</span></a></li>`)}</ol></details>`
}

function versionForm(ui: Ui, data: ProvenanceData): Html {
  const m = ui.m.provenance
  if (data.versions.length < 2) return html``
  return html`<form method="get" action="/${addressOf(data.resource)}/qui-a-ecrit-quoi" class="words-version">${data.isMain ? '' : html`<input type="hidden" name="fichier" value="${data.path}">`}
<div class="field"><label for="version">${m.version}</label><select id="version" name="version">${data.versions.map(({ commit, name, at, title }, index) => html`<option value="${index === 0 ? '' : name ?? commit}"${commit === data.version.commit ? html` selected` : ''}>${index === 0 ? m.versionNow(dateText(at, ui.locale)) : dateText(at, ui.locale)}${name === undefined ? '' : ` – ${name}`}${title === '' ? '' : ` – ${title.slice(0, 60)}`}</option>`)}</select></div><button class="btn small">${m.versionShow}</button></form>`
}
