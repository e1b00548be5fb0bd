import { fieldOf } from '../../content-schema/fields.js'
import { durationLabel } from '../../content-schema/durations.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { contents } from './parts/contents.js'
import { ficheAside } from './parts/fiche-aside.js'
import type { FicheData } from './parts/fiche-data.js'
import { aroundPassages, needsIsland, passagesLink } from './parts/passages-around.js'
import { passageThreads } from './parts/passage-threads.js'
import { licenceName } from './parts/licence.js'
import { durationText, groupText } from './parts/quantities.js'
import { resourceAlternates, resourceCrumbs, resourceTabs, retiredBanner } from './parts/resource-header.js'
import { undoAddress } from './parts/undoing.js'
import { versionName, type ShownVersion } from './parts/version.js'
import { reuseLine } from './parts/reuse-line.js'
import { wordsOfFiche } from './parts/words-of-fiche.js'
import type { Ui } from './ui.js'

/** The page of a fiche, at its published version or an earlier one. */
export function fichePage(ui: Ui, data: FicheData): string {
  const { resource, version, fiche } = data
  const { fields } = fiche
  const title = fields.titre ?? resource.title
  const base = `/${addressOf(resource)}`
  const isOld = version !== undefined && !version.isCurrent
  const use = fields.valeur_ajoutee ?? fields.resume
  const subtitle = fields.prose.find(({ field }) => field === 'sous_titre')?.text
  const foreign = fields.langue === ui.locale ? '' : html` lang="${fields.langue}"`
  return layout(ui, {
    title, ...(use !== undefined && { description: use.slice(0, 300) }), canonical: base, alternates: resourceAlternates(ui, resource), jsonLd: data.jsonLd, ...(needsIsland(ui, data.passages) && { islands: ['fc-menu', 'fc-passages'] }), ...((isOld || resource.state === 'retired') && { unlisted: true as const }),
    main: html`${resourceCrumbs(ui, resource)}
${retiredBanner(ui, resource)}${isOld ? oldVersionBanner(ui, resource, version) : ''}
<div class="cols right fiche">
<article class="fiche-main" aria-labelledby="titre">
<header class="fiche-head"><h1 id="titre"${foreign}>${title}</h1>
${subtitle === undefined ? '' : html`<p class="subtitle"${foreign}>${subtitle}</p>`}
${use === undefined ? '' : html`<p class="lead"${foreign}>${use}</p>`}
${pills(ui, data)}</header>
${resourceTabs(ui, resource, 'fiche', { proposals: data.surroundings.openProposals, adaptations: data.surroundings.adaptations.length })}
${isOld ? '' : actions(ui, data)}
${(data.heldSuggestions ?? 0) > 0 ? html`<p class="banner" role="note"><a href="${base}/suggestions">${ui.m.passages.heldLink(data.heldSuggestions ?? 0)}</a></p>` : ''}
${contents(ui, data)}
${coverPicture(data)}
${data.rendered === undefined ? emptyFiche(ui, base) : aroundPassages(ui, data.passages, content(ui, data, foreign))}
${passagesLink(ui, data.passages)}
${data.passages === undefined ? '' : passageThreads(ui, data.passages.threads)}
${wordsOfFiche(ui, data)}
${reuseLine(ui, base, data.reuse)}${creditFooter(ui, base, data.credit)}</article>
<aside>${ficheAside(ui, data)}</aside>
</div>`,
  })
}

/** The fiche's own picture, with its credit. */
function coverPicture({ cover }: FicheData): Html | '' {
  return cover === undefined ? '' : html`<figure class="cover"><img src="${cover.address}" alt="${cover.alt}">${cover.credit === undefined ? '' : html`<figcaption>${cover.credit}</figcaption>`}</figure>`
}

/** The credit stands under the text, on screen and on paper; paper has every name, having no address to follow. */
function creditFooter(ui: Ui, base: string, credit: FicheData['credit']): Html {
  if (credit === undefined) return html``
  const isWhole = credit.short === credit.whole
  return html`<footer class="fiche-credit" aria-label="${ui.m.reading.creditLine}">${isWhole ? safe(credit.whole) : html`<div class="no-print">${safe(credit.short)}</div><div class="print-only">${safe(credit.whole)}</div>`}<p class="no-print"><a href="${base}/citer">${ui.m.reading.cite}</a></p></footer>
`
}

function oldVersionBanner(ui: Ui, resource: Resource, version: ShownVersion): Html {
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<div class="banner" role="note"><p><strong>${reading.oldVersionTitle(versionName(ui, version))}.</strong> ${reading.oldVersionHint}</p>
<p class="actions"><a class="btn small" href="${base}">${reading.seeCurrent}</a> <a class="btn small" href="${base}/comparer?de=${version.commit}">${reading.seeChangesSince}</a>${ui.may('propose', resource) ? html` <a class="btn small" href="${undoAddress(resource, version.commit)}" rel="nofollow">${ui.m.rules.undo}</a>` : ''}</p></div>`
}

function pills(ui: Ui, { fiche: { fields }, licence }: FicheData): Html {
  const { reading } = ui.m
  const said = [
    fields.type && ui.lexicon.typeLabel(fields.type, ui.locale), durationText(ui, fields.duree), groupText(ui, fields.taille_groupe),
    fields.niveau && ui.lexicon.labelOf('niveau', fields.niveau, ui.locale), ...fields.modalites.map((mode) => ui.lexicon.labelOf('modalite', mode, ui.locale)), ...fields.saisons.map((season) => ui.lexicon.labelOf('saison', season, ui.locale)),
  ].filter((pill): pill is string => pill !== undefined && pill !== '').slice(0, 10)
  return html`<ul class="pills" aria-label="${reading.atAGlance}">${said.map((pill) => html`<li>${pill}</li>`)}<li${licence.state === 'declared' ? '' : html` class="warn"`}>${licenceName(ui, licence)}</li></ul>`
}

/** The four things one may do with a fiche, each with the line that says what it does. */
function actions(ui: Ui, { resource, licence }: FicheData): Html {
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  const isAlive = resource.state !== 'retired'
  const mayAdapt = licence.state === 'declared' && licence.licence?.nd !== true && licence.licence?.kind !== 'reserved'
  return html`<div class="actions">
${isAlive ? html`<div class="with-hint"><a class="btn primary" href="${base}/ameliorer" rel="nofollow">${reading.improve}</a><span class="hint">${resource.rule.kind === 'ouverte' ? reading.improveHint : reading.improveProposeHint}</span></div>` : ''}
<div class="with-hint">${mayAdapt ? html`<a class="btn" href="${base}/adapter" rel="nofollow">${reading.adapt}</a><span class="hint">${reading.adaptHint}</span>` : html`<span class="btn disabled" aria-disabled="true">${reading.adapt}</span><span class="hint">${licence.state === 'declared' ? reading.adaptForbidden : reading.adaptBlocked}</span>`}</div>
${isAlive && html`<div class="with-hint"><a class="btn" href="${base}/pratique" rel="nofollow">${ui.m.practising.button}</a><span class="hint">${ui.m.practising.buttonHint}</span></div>`}
<div class="with-hint"><fc-menu><details class="take"><summary class="btn">${reading.take}</summary>${takeAway(ui, resource)}</details></fc-menu><span class="hint">${reading.takeHint}</span></div>
</div>`
}

function takeAway(ui: Ui, resource: Resource): Html {
  const { reading } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<ul class="card take-list"><li><a href="${base}.zip" rel="nofollow">${reading.takeZip}</a><span class="hint">${reading.takeZipHint}</span></li>
<li><a href="${base}.md" rel="nofollow">${reading.takeMarkdown}</a><span class="hint">${reading.takeMarkdownHint}</span></li>
<li><strong>${reading.takePrint}</strong><span class="hint">${reading.takePrintHint}</span></li>
<li><strong>${reading.takeSynced}</strong><span class="hint">${reading.takeSyncedHint}</span><code class="address">${ui.baseUrl}${base}.git</code></li></ul>`
}

function emptyFiche(ui: Ui, base: string): Html {
  const { reading } = ui.m
  return html`<section class="empty"><h2>${reading.emptyTitle}</h2><p>${reading.emptyHint}</p><p><a class="btn primary" href="${base}/ameliorer" rel="nofollow">${reading.writeFirst}</a></p><pre><code>${ui.baseUrl}${base}.git</code></pre></section>`
}

/** The text of a fiche, from the fields of its header and its body. */
export function content(ui: Ui, data: Pick<FicheData, 'fiche' | 'rendered' | 'said'>, foreign: Html | string): Html {
  const { reading } = ui.m
  const said = data.said ?? ((text: string, _field: string, link?: string) => (link === undefined ? html`${text}` : html`<a href="${link}" rel="nofollow noopener">${text}</a>`))
  const onWeb = (address: string | undefined): string | undefined => (address !== undefined && /^https?:\/\//i.test(address) ? address : undefined)
  const { fields } = data.fiche
  const rendered = data.rendered
  if (rendered === undefined) return html``
  const from = (field: string): Html | '' => { const at = rendered.places[field]; return at === undefined ? '' : html` data-p="${at}"` }
  const lines = (id: string, title: string, items: readonly string[], field: string): Html | '' => (items.length === 0 ? '' : html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul>${items.map((item) => html`<li${from(field)}>${safe(item)}</li>`)}</ul></section>`)
  const resume = fields.valeur_ajoutee !== undefined ? fields.resume : undefined
  const materials = fields.materiel.map((item) => html`<li>${said(item.nom, 'materiel', onWeb(item.lien))}${item.quantite ? html` <span class="soft">(${said(item.quantite, 'materiel')})</span>` : ''}</li>`)
  return html`<div class="prose"${foreign}>
${resume === undefined ? '' : html`<p class="summary"${from('resume')}>${said(resume, 'resume')}</p>`}
${lines('objectifs', reading.objectives, rendered.objectives, 'objectifs')}
${lines('prerequis', reading.prerequisites, rendered.prerequisites, 'prerequis')}
${materials.length === 0 ? '' : html`<section aria-labelledby="materiel"><h2 id="materiel">${reading.materials}</h2><ul>${materials}</ul></section>`}
${steps(ui, data)}
${lines('vigilance', reading.watchPoints, rendered.watchPoints, 'points_vigilance')}
${rendered.body.html.trim() === '' ? '' : html`<div class="body">${safe(rendered.body.html)}</div>`}
${rendered.others.map(({ field, html: text }) => html`<section><h2>${fieldTitle(ui, field)}</h2>${safe(text)}</section>`)}
${fields.variantes.length === 0 ? '' : html`<section aria-labelledby="variantes"><h2 id="variantes">${reading.variants}</h2>${fields.variantes.map((variant, index) => html`${variant.titre === '' ? '' : html`<h3>${said(variant.titre, 'variantes')}</h3>`}${safe(rendered.variants[index] ?? '')}`)}</section>`}
${fields.sources.length + fields.derive_de.length === 0 ? '' : html`<section aria-labelledby="sources"><h2 id="sources">${reading.sources}</h2><ul>${(['derive_de', 'sources'] as const).flatMap((field) => fields[field].map(({ titre, url }) => html`<li>${said(titre, field, onWeb(url))}</li>`))}</ul></section>`}
</div>`
}

/** A key of the header as a heading: its label when the schema knows it, its words otherwise (`whyDo` → « Why do »). */
function fieldTitle(ui: Ui, path: string): string {
  const key = path.split(/[.[]/)[0] ?? path
  const known = fieldOf(key)
  if (known) return ui.locale === 'fr' ? known.labelFr : known.labelEn
  const named = (ui.m.reading.otherFields as Readonly<Record<string, string>>)[key]
  if (named !== undefined) return named
  const spaced = key.replace(/[_-]+/g, ' ').replace(/([\p{Ll}])(\p{Lu})/gu, '$1 $2').toLowerCase().trim()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function steps(ui: Ui, { fiche: { fields }, rendered, said }: Pick<FicheData, 'fiche' | 'rendered' | 'said'>): Html {
  if (fields.etapes.length === 0) return html``
  const { reading } = ui.m
  const minutes = fields.etapes.map((step) => step.minutes)
  const total = minutes.every((n) => n !== undefined) ? minutes.reduce<number>((sum, n) => sum + (n ?? 0), 0) : 0
  const at = rendered?.places['deroule']
  return html`<section aria-labelledby="deroule"><h2 id="deroule">${reading.steps}${total > 0 ? html` <span class="soft">${reading.totalDuration(durationLabel(total, ui.locale))}</span>` : ''}</h2>
<ol class="steps">${fields.etapes.map((step, index) => {
    const duration = step.minutes === undefined ? step.duree : durationLabel(step.minutes, ui.locale)
    return html`<li${at === undefined ? '' : html` data-p="${at}"`}>${step.titre === '' && duration === undefined ? '' : html`<h3>${step.titre === '' ? reading.untitledStep(index + 1) : said?.(step.titre, 'deroule') ?? step.titre}${duration === undefined ? '' : html` <span class="duration">${duration}</span>`}</h3>`}${safe(rendered?.steps[index] ?? '')}</li>`
  })}</ol></section>`
}
