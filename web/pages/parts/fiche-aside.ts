import { completeness } from '../../../content-schema/completeness.js'
import { fieldOf } from '../../../content-schema/fields.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { communityValues } from './community-values.js'
import { date } from './dates.js'
import type { FicheData } from './fiche-data.js'
import { licenceCard } from './licence.js'
import { peopleList, personLink } from './people.js'
import { practicesCard } from './practices.js'

/** Beside the text: who, which version, what one may do, where it comes from, what waits, what is missing. */
export function ficheAside(ui: Ui, data: FicheData): Html {
  return html`${who(ui, data)}${data.roles && practicesCard(ui, data.resource, data.roles)}${versionCard(ui, data)}${licenceCard(ui, data.licence, namesOf(data), { href: `/${addressOf(data.resource)}/licence`, label: ui.may('change_licence', data.resource) ? ui.m.licensing.link : ui.m.licensing.linkHistory })}${origin(ui, data)}${proposals(ui, data)}${adaptations(ui, data)}${topics(ui, data)}${unknownPictures(ui, data)}${ui.person ? minute(ui, data) : missing(ui, data)}`
}

/** Everyone a credit names: who wrote here, then who is declared. */
function namesOf({ authors, fiche: { fields } }: FicheData): readonly string[] {
  return [...new Set([...authors.map(({ name }) => name), ...fields.auteurs.map(({ nom }) => nom)])].filter((name) => name !== '')
}

function who(ui: Ui, { resource, version, authors, fiche: { fields } }: FicheData): Html {
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  const known = new Set(authors.map(({ name }) => name.toLowerCase()))
  const declared = fields.auteurs.filter(({ nom }) => !known.has(nom.toLowerCase())).slice(0, 6)
  const stewards = resource.stewards
  return html`<section class="card" aria-labelledby="qui"><h2 id="qui">${reading.whoWrote}</h2>
${authors.length > 0 ? html`<p>${peopleList(ui, authors, { atMost: 5 })}</p>` : ''}
${declared.length > 0 ? html`<ul class="plain">${declared.map(({ nom, structure }) => html`<li>${nom}${structure ? html`, ${structure}` : ''} <span class="soft">(${reading.roles.declared})</span></li>`)}</ul>` : ''}
<p><a href="${base}/contributions">${reading.allContributions}</a> · <a href="${base}/citer">${reading.cite}</a>${version === undefined ? '' : html`<br><a href="${base}/qui-a-ecrit-quoi${version.isCurrent ? '' : `?version=${encodeURIComponent(version.name ?? version.commit)}`}" rel="nofollow">${ui.m.provenance.link}</a>`}</p>
${stewards.length > 0 ? html`<p class="soft">${reading.stewards}${ui.locale === 'fr' ? '\u00A0' : ''}: ${stewards.map((steward, index) => html`${index > 0 ? ', ' : ''}${personLink(steward)}`)}</p>` : ''}</section>`
}

function versionCard(ui: Ui, { resource, version }: FicheData): Html {
  if (version === undefined) return html``
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<section class="card" aria-labelledby="version"><h2 id="version">${reading.versionCard}</h2>
<p>${version.name === undefined ? date(version.at, ui.locale) : html`<strong>${version.name}</strong> – ${date(version.at, ui.locale)}`}</p>
<p><a href="${base}/historique">${reading.seeHistory} (${reading.versionsCount(resource.versions)})</a>${resource.versions > 1 && version.isCurrent ? html`<br><a href="${base}/comparer" rel="nofollow">${reading.whatChangedLast}</a>` : ''}</p></section>`
}

function origin(ui: Ui, { resource, surroundings }: FicheData): Html {
  const { reading } = ui.m
  const { origin: from, importedFrom: source } = resource
  if (!from && !source) return html``
  const here = surroundings.origin
  return html`<section class="card" aria-labelledby="origine"><h2 id="origine">${reading.comesFrom}</h2>
${from ? html`<p>${reading.adaptationOf} ${here ? html`<a href="/${addressOf(here)}">${here.title}</a>` : html`<cite>${from.title}</cite>`}, ${reading.reasons[from.reason]}.</p>${from.explanation === '' ? '' : html`<blockquote class="soft">${from.explanation}</blockquote>`}` : ''}
${surroundings.originNews > 0 ? html`<p class="news"><a href="/${addressOf(resource)}/nouveautes" rel="nofollow">${reading.originMoved(surroundings.originNews)}</a><span class="hint">${reading.originMovedHint}</span></p>` : ''}
${source ? html`<p>${reading.importedFrom} ${sourceLink(source.source)}${source.path === undefined ? '' : html`, <code>${source.path}</code>`} <span class="soft">${reading.importedBy(source.importedBy.name)}</span></p>` : ''}</section>`
}

/** The address of an import, linked when it is on the web; a path of somebody's disk is shown by its last name only. */
export function sourceLink(source: string): Html {
  if (/^https?:\/\//i.test(source)) {
    try {
      const url = new URL(source)
      url.username = ''
      url.password = ''
      return html`<a href="${url.href}" rel="nofollow noopener">${url.host}${url.pathname.replace(/\.git$/, '')}</a>`
    } catch { /* shown as text */ }
  }
  return html`<cite>${source.replace(/\/+$/, '').split(/[/\\]/).at(-1) ?? source}</cite>`
}

function proposals(ui: Ui, { resource, surroundings: { openProposals } }: FicheData): Html {
  if (openProposals === 0) return html``
  return html`<section class="card" aria-labelledby="a-relire"><h2 id="a-relire">${ui.m.common.toReview}</h2><p><a href="/${addressOf(resource)}/propositions">${ui.m.reading.openProposals(openProposals)}</a></p></section>`
}

function adaptations(ui: Ui, { resource, surroundings: { adaptations: list } }: FicheData): Html {
  if (list.length === 0) return html``
  const { reading } = ui.m
  return html`<section class="card" aria-labelledby="ses-adaptations"><h2 id="ses-adaptations">${reading.adaptationsCard}</h2>
<ul class="plain">${list.slice(0, 4).map((one: Resource) => html`<li><a href="/${addressOf(one)}">${one.title}</a>${one.origin ? html` <span class="soft">${reading.reasons[one.origin.reason]}</span>` : ''}</li>`)}</ul>
<p><a href="/${addressOf(resource)}/adaptations">${reading.allAdaptations} (${list.length})</a></p></section>`
}

function topics(ui: Ui, { fiche }: FicheData): Html {
  const { fields } = fiche
  const { reading } = ui.m
  const links = (param: string, vocabulary: string, notations: readonly string[]): Html => html`${notations.slice(0, 8).map((notation, index) => html`${index > 0 ? ', ' : ''}<a href="/recherche?${param}=${encodeURIComponent(notation)}">${ui.lexicon.labelOf(vocabulary, notation, ui.locale)}</a>`)}`
  const rows: (readonly [string, Html])[] = []
  if (fields.besoins.length > 0) rows.push([reading.needs, links('besoin', 'besoin', fields.besoins)])
  if (fields.publics.length > 0) rows.push([reading.audiences, links('public', 'public', fields.publics)])
  if (fields.thematiques.length > 0) rows.push([reading.themes, links('theme', 'thematique', fields.thematiques)])
  if (fields.phases.length > 0) rows.push([reading.phases, html`${fields.phases.slice(0, 8).map((phase, index) => html`${index > 0 ? ', ' : ''}${ui.lexicon.conceptOf('phase', phase) ? html`<a href="/vocabulaires/phase#${phase}">${ui.lexicon.labelOf('phase', phase, ui.locale)}</a>` : phase}`)}`])
  if (fields.mots_cles.length > 0) rows.push([reading.keywords, html`${fields.mots_cles.slice(0, 12).map((word, index) => html`${index > 0 ? ', ' : ''}<a href="/recherche?q=${encodeURIComponent(word)}">${word}</a>`)}`])
  rows.push(...communityValues(ui, fiche))
  if (rows.length === 0) return html``
  return html`<section class="card" aria-labelledby="en-bref"><h2 id="en-bref">${reading.atAGlance}</h2><dl class="facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></section>`
}

/** Pictures nobody may reuse until somebody says whose they are: to those who may say it. */
function unknownPictures(ui: Ui, { resource, unknownPictures: list = [] }: FicheData): Html {
  if (list.length === 0) return html``
  const { pictures: m } = ui.m
  return html`<section class="card" aria-labelledby="images-inconnues"><h2 id="images-inconnues">${m.unknown}</h2><p>${m.unknownHint}</p><ul class="plain">${list.slice(0, 8).map(({ path, alt }) => html`<li><a href="/${addressOf(resource)}/ameliorer/image?de=${encodeURIComponent(path)}" rel="nofollow">${alt === '' ? path : alt}</a></li>`)}</ul></section>`
}

/** What the fiche still lacks, as an invitation rather than a reproach. */
/** How far the fiche is, and what a minute would add: to people who may improve it, each leading to the very field. */
function minute(ui: Ui, { resource, version, fiche, licence }: FicheData): Html {
  if (resource.state === 'retired' || version?.isCurrent !== true || fiche.yamlProblem !== undefined) return html``
  const profile = ui.lexicon.profileOf(resource.owner.kind === 'community' ? resource.owner.handle : '')
  const { percent, missing: lacking } = completeness(fiche, profile, licence.state === 'declared' ? ['licence'] : [])
  if (lacking.length === 0) return html``
  const { forms } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<section class="card minute" aria-labelledby="minute"><h2 id="minute">${forms.minute}</h2><p>${forms.minuteFilled(percent)} ${forms.minuteWhy}</p><ul class="plain">${lacking.slice(0, 3).map(({ field, labelFr, labelEn }) => html`<li><a href="${base}/ameliorer?champ=${field}" rel="nofollow">${forms.minuteAdd(ui.locale === 'fr' ? labelFr : labelEn)}</a></li>`)}</ul></section>`
}

function missing(ui: Ui, { resource, version, fiche: { fields }, licence }: FicheData): Html {
  // A licence said in the text is said.
  const lacking = fields.missing.filter((key) => key !== 'licence' || licence.state !== 'declared').flatMap((key) => { const field = fieldOf(key); return field ? [ui.locale === 'fr' ? field.labelFr : field.labelEn] : [] })
  if (lacking.length === 0 || resource.state === 'retired' || version?.isCurrent !== true) return html``
  const { reading } = ui.m
  return html`<section class="card" aria-labelledby="a-completer"><h2 id="a-completer">${reading.missingCard}</h2><p>${reading.missingIntro}</p><ul>${lacking.map((label) => html`<li>${label}</li>`)}</ul><p><a href="/${addressOf(resource)}/ameliorer" rel="nofollow">${reading.missingInvite}</a></p></section>`
}
