import type { DetectedLicence } from '../../content-schema/licences/detect.js'
import type { Credit } from '../../forge/attribution/cite.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { Locale } from '../messages/messages.js'
import { html, safe, type Html } from '../html.js'
import { copyable } from './contributions.js'
import { layout } from './layout.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { hidden } from './parts/field.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { versionName, type ShownVersion } from './parts/version.js'
import type { Ui } from './ui.js'

/** Forms besides the sentence, as one chooses them: for a page, for a bibliography, for programs. The ending of each one's own address. */
export const creditForms = { markdown: 'md', html: 'html', bibtex: 'bib', ris: 'ris', csl: 'csl.json', cff: 'cff', jsonld: 'jsonld' } as const
export type CreditForm = keyof typeof creditForms

export interface CiteData {
  readonly resource: Resource
  readonly credit: Credit
  readonly language: Locale
  /** Whether every name is written out; undefined when they all are anyway. */
  readonly allNames: boolean | undefined
  readonly form: CreditForm
  readonly counts: TabCounts
  /** The version cited; undefined while nothing is published. */
  readonly version: ShownVersion | undefined
  /** Versions that were given a name, the latest first. */
  readonly named: readonly string[]
  readonly licence: DetectedLicence
  /** The credits of its pictures, as safe HTML. */
  readonly pictures: readonly { readonly html: string }[]
}

/** The credit of a fiche: one sentence ready to paste, then any other form, version or language. */
export function citePage(ui: Ui, data: CiteData): string {
  const { citing: m } = ui.m
  const { resource, credit, language, version, licence } = data
  const base = `/${addressOf(resource)}`
  const isOld = version !== undefined && !version.isCurrent
  return layout(ui, {
    title: m.titleOf(resource.title), islands: ['fc-copy'], ...((language !== ui.locale || isOld || data.allNames === true) && { unlisted: true as const }),
    alternates: [{ type: 'application/json', href: addressIn(data, '.json') }],
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', isWithin: true, heading: m.title, counts: data.counts })}
${contributionTabs(ui, resource, 'cite')}
${isOld ? html`<p class="banner" role="note">${m.ofVersion(versionName(ui, version))} <a href="${base}/citer">${m.ofCurrentLink}</a></p>` : ''}
${licence.state === 'declared' ? '' : html`<p class="banner warn" role="note">${m.noLicence}</p>`}
<section class="card cite-ready" aria-labelledby="mention"><h2 id="mention">${m.ready}</h2><p class="hint">${m.readyHint}${!isOld && html` ${m.ofCurrent}`}</p>
<div lang="${language}">${copyable(ui, 'mention-texte', m.ready, credit.text, { label: m.copyReady, isFirst: true })}</div>
${choices(ui, data)}</section>
<section class="cite-forms" aria-labelledby="formes"><h2 id="formes">${m.forms}</h2>
<fieldset class="pick"><legend class="vh">${m.formsLegend}</legend>${(Object.keys(creditForms) as CreditForm[]).map((form) => html`<label class="choice"><input type="radio" name="forme" value="${form}"${form === data.form && html` checked`}> ${m.formNames[form]}</label>`)}</fieldset>
${(Object.keys(creditForms) as CreditForm[]).map((form) => formPanel(ui, data, form))}</section>
${data.pictures.length > 0 && html`<section class="picture-credits" aria-labelledby="c-images"><h2 id="c-images">${ui.m.pictures.credits}</h2><p class="hint">${ui.m.pictures.creditsLead}</p><ul>${data.pictures.map((one) => html`<li lang="${language}">${safe(one.html)}</li>`)}</ul></section>`}`,
  })
}

function formPanel(ui: Ui, data: CiteData, form: CreditForm): Html {
  const { citing: m } = ui.m
  const file = fileOf(data.resource, form)
  return html`<section class="form-panel" data-forme="${form}" aria-labelledby="c-${form}"><h3 id="c-${form}">${m.formNames[form]}</h3><p class="hint">${m.uses[form]}</p>
${copyable(ui, `t-${form}`, m.formNames[form], data.credit[form])}
${form === 'html' && html`<div class="cite-preview"><p class="soft">${m.preview}</p>${safe(data.credit.html)}</div>`}
<p><a href="${addressIn(data, `.${creditForms[form]}`)}" rel="nofollow" download="${file}">${m.download(file)}</a></p></section>`
}

/** What a form is called once on somebody's disk. */
const fileOf = ({ slug }: Pick<Resource, 'slug'>, form: CreditForm): string => (form === 'cff' ? 'CITATION.cff' : `${slug}.${creditForms[form]}`)

/** This credit at another address: another language, all names, another form. */
function addressIn({ resource, version, language, allNames, form }: CiteData, ending: '' | `.${string}` = '', change: { readonly language?: Locale; readonly allNames?: boolean } = {}): string {
  const at = version === undefined || version.isCurrent ? '' : `/versions/${version.name ?? version.commit}`
  const query = new URLSearchParams([['langue', change.language ?? language], ...((change.allNames ?? allNames) === true ? [['noms', 'tous']] : []), ...(ending === '' && form !== 'markdown' ? [['forme', form]] : [])])
  return `/${addressOf(resource)}${at}/citer${ending}?${query.toString()}`
}

/** Language, names, version: links and one small form, all without script. */
function choices(ui: Ui, data: CiteData): Html {
  const { citing: m } = ui.m
  const { resource, version, language, allNames, named } = data
  const base = `/${addressOf(resource)}`
  const colon = ui.locale === 'fr' ? '\u00A0:' : ':'
  const option = (isChosen: boolean, href: string, label: Html | string): Html => (isChosen ? html`<strong>${label}</strong>` : html`<a href="${href}" rel="nofollow">${label}</a>`)
  const isUnnamed = version !== undefined && !version.isCurrent && version.name === undefined
  return html`<dl class="cite-choices"><div><dt>${m.language}${colon}</dt><dd>${(['fr', 'en'] as const).map((one, place) => html`${place > 0 && ' · '}<span lang="${one}">${option(one === language, addressIn(data, '', { language: one }), m.languages[one])}</span>`)}</dd></div>
${allNames !== undefined && html`<div><dt>${m.names}${colon}</dt><dd>${option(!allNames, addressIn(data, '', { allNames: false }), m.fewNames)} · ${option(allNames, addressIn(data, '', { allNames: true }), m.allNames)}</dd></div>`}</dl>
<form method="get" action="${base}/citer" class="cite-version">${hidden('langue', language)}${allNames === true && hidden('noms', 'tous')}
${(named.length > 0 || isUnnamed) && html`<div class="field"><label for="version">${m.version}</label><select id="version" name="version"><option value="">${m.currentVersion}</option>${isUnnamed && html`<option value="${version.commit}" selected>${versionName(ui, version)}</option>`}${named.map((name) => html`<option value="${name}"${version?.isCurrent === false && version.name === name && html` selected`}>version ${name}</option>`)}</select></div><button class="btn">${m.show}</button>`}
<p class="hint">${m.anyVersion} <a href="${base}/historique">${m.anyVersionLink}</a>.</p></form>`
}
