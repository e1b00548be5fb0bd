import { termIri } from '../../content-schema/linked-data/namespaces.js'
import type { Subject } from '../../content-schema/linked-data/graph.js'
import type { Profile } from '../../content-schema/profile.js'
import type { Vocabulary } from '../../content-schema/vocabularies.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import type { Ui } from './ui.js'

/** The other forms of an address. */
export const dataForms = (base: string) => [
  { type: 'text/turtle', href: `${base}.ttl`, label: 'Turtle' }, { type: 'application/ld+json', href: `${base}.jsonld`, label: 'JSON-LD' }, { type: 'application/json', href: `${base}.json`, label: 'JSON' },
]

export const formLinks = (base: string): Html => html`${dataForms(base).map(({ href, type, label }, index) => html`${index > 0 ? ' · ' : ''}<a href="${href}" type="${type}">${label}</a>`)}`

/** Every list, those of communities after the shared ones. */
export function vocabulariesPage(ui: Ui, data: { readonly communities: readonly { readonly handle: string; readonly name: string }[] }): string {
  const v = ui.m.vocabularies
  const { shared, profiles } = ui.lexicon
  const own = profiles.filter((profile) => profile.vocabularies.length > 0)
  return layout(ui, {
    title: v.title, description: v.lead, canonical: '/vocabulaires', alternates: dataForms('/vocabulaires').map(({ type, href }) => ({ type, href })),
    main: html`<article class="narrow vocabularies">
<h1>${v.title}</h1>
<p class="lead">${v.lead}</p>
<h2>${v.shared}</h2>
${list(ui, shared)}
${own.map((profile) => html`<h2>${v.ownOf(data.communities.find(({ handle }) => handle === profile.community)?.name ?? profile.community)}</h2>${list(ui, profile.vocabularies)}`)}
<section class="card" aria-labelledby="outils"><h2 id="outils">${v.forMachines}</h2>
<p>${v.forMachinesLead} ${formLinks('/vocabulaires')}</p>
<ul>${[undefined, ...profiles.filter((profile) => profile.fields.length > 0)].map((profile) => toolLinks(ui, profile))}</ul></section>
</article>`,
  })
}

function toolLinks(ui: Ui, profile: Profile | undefined): Html {
  const v = ui.m.vocabularies
  const name = profile?.prefix ?? 'fiche'
  const suffix = profile ? html` (${profile.prefix})` : ''
  return html`<li><a href="/vocabulaires/termes${profile ? `/${profile.prefix}` : ''}">${v.ownTermsLink}${suffix}</a> · <a href="/contextes/${name}.jsonld" type="application/ld+json">${v.contexts}${suffix}</a> · <a href="/formes/${name}.ttl" type="text/turtle">${v.shapes}${suffix}</a></li>`
}

function list(ui: Ui, vocabularies: readonly Vocabulary[]): Html {
  const isFrench = ui.locale === 'fr'
  const byName = [...vocabularies].sort((a, b) => (isFrench ? a.fr.localeCompare(b.fr, 'fr') : a.en.localeCompare(b.en, 'en')))
  return html`<ul class="plain schemes">${byName.map((one) => html`<li><a href="/vocabulaires/${one.id}">${isFrench ? one.fr : one.en}</a> <span class="soft">${ui.m.vocabularies.terms(one.concepts.length)}</span><br>${isFrench ? one.definitionFr : one.definitionEn}</li>`)}</ul>`
}

/** The names of the fields, each at the address its IRI has. */
export function ownTermsPage(ui: Ui, data: { readonly graph: readonly Subject[]; readonly profile: Profile | undefined }): string {
  const v = ui.m.vocabularies
  const base = `/vocabulaires/termes${data.profile ? `/${data.profile.prefix}` : ''}`
  const start = termIri(ui.baseUrl, `${data.profile?.prefix ?? 'cc'}:`)
  const sentence = ({ statements }: Subject, name: string): string => {
    const texts = statements.find(([predicate]) => predicate.endsWith(`#${name}`))?.slice(1) ?? []
    const found = texts.find((one) => typeof one === 'object' && 'text' in one && one.language === ui.locale)
    return typeof found === 'object' && 'text' in found ? found.text : ''
  }
  const terms = data.graph.filter(({ iri }) => iri.startsWith(start)).sort((a, b) => sentence(a, 'label').localeCompare(sentence(b, 'label'), ui.locale))
  return layout(ui, {
    title: v.ownTerms, canonical: base, alternates: dataForms(base).slice(0, 2).map(({ type, href }) => ({ type, href })),
    main: html`<article class="narrow vocabularies">
<nav class="crumbs" aria-label="${v.crumbs}"><a href="/vocabulaires">${v.title}</a></nav>
<h1>${v.ownTerms}${data.profile ? ` (${data.profile.prefix})` : ''}</h1>
<p class="lead">${v.ownTermsLead}</p>
<dl class="terms">${terms.map((term) => html`<div id="${term.iri.slice(start.length)}"><dt>${sentence(term, 'label')} <code>${term.iri.slice(start.length)}</code></dt><dd>${sentence(term, 'comment')}</dd></div>`)}</dl>
<p class="soft">${dataForms(base).slice(0, 2).map(({ href, type, label }, index) => html`${index > 0 ? ' · ' : ''}<a href="${href}" type="${type}">${label}</a>`)}</p>
</article>`,
  })
}
