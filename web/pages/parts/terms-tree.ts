import type { Concept, Vocabulary } from '../../../content-schema/vocabularies.js'
import { html, type Html } from '../../html.js'
import { libraryFacets } from '../library.js'
import type { Ui } from '../ui.js'

/** A list of words, with how many fiches bear each where that is counted. */
export interface TermsShown { readonly vocabulary: Vocabulary; readonly uses?: ReadonlyMap<string, number> }

/** Words under `parent`, each told once: under the first of its parents. */
export function termsTree(ui: Ui, data: TermsShown, parent?: string): Html {
  const here = data.vocabulary.concepts.filter(({ broader }) => broader?.[0] === parent)
  return here.length === 0 ? html`` : html`<ul class="terms">${here.map((concept) => html`<li id="${concept.notation}">${word(ui, data, concept)}${termsTree(ui, data, concept.notation)}</li>`)}</ul>`
}

function word(ui: Ui, { vocabulary, uses }: TermsShown, concept: Concept): Html {
  const v = ui.m.vocabularies
  const isFrench = ui.locale === 'fr'
  const label = isFrench ? concept.fr : concept.en
  const other = isFrench ? concept.en : concept.fr
  const also = (isFrench ? concept.alsoFr : concept.alsoEn) ?? []
  const link = (notation: string): Html => html`<a href="#${notation}">${vocabulary.concepts.find((one) => one.notation === notation)?.[ui.locale] ?? notation}</a>`
  const line = (name: string, values: readonly (Html | string)[]): Html => (values.length === 0 ? html`` : html`<p class="soft">${name} ${values.map((value, index) => html`${index > 0 ? ', ' : ''}${value}`)}</p>`)
  return html`<p class="term"><strong>${label}</strong> <code>${concept.notation}</code>${count(ui, vocabulary, concept, label, uses)}</p>
${concept.replacedBy === undefined ? '' : html`<p><strong>${v.replaced}</strong> ${link(concept.replacedBy)}</p>`}
${definitionOf(concept, isFrench)}
${other === label ? '' : line(v.otherLanguage, [html`<span lang="${isFrench ? 'en' : 'fr'}">${other}</span>`])}${line(v.alsoKnown, also)}${line(v.alsoUnder, (concept.broader ?? []).slice(1).map(link))}
${line(v.sameAs, (concept.exact ?? []).map((match) => elsewhere(ui, match)))}${line(v.closeTo, (concept.close ?? []).map((match) => elsewhere(ui, match)))}`
}

function definitionOf(concept: Concept, isFrench: boolean): Html {
  const definition = isFrench ? concept.definitionFr : concept.definitionEn
  return definition === undefined || definition === '' ? html`` : html`<p>${definition}</p>`
}

/** How many fiches bear a word, with the search that finds them. */
function count(ui: Ui, vocabulary: Vocabulary, concept: Concept, label: string, uses: ReadonlyMap<string, number> | undefined): Html {
  const v = ui.m.vocabularies
  const param = libraryFacets.find((facet) => facet.vocabulary === vocabulary.id)?.param
  if (uses === undefined || param === undefined) return html``
  const used = uses.get(concept.notation) ?? 0
  return used === 0
    ? html` <span class="soft">${v.fiches(0)}</span>`
    : html` <a href="/recherche?${param}=${encodeURIComponent(concept.notation)}">${v.fiches(used)}<span class="vh">${v.fichesWith(label)}</span></a>`
}

/** A word of another list: ours by its name, others' by their address. */
function elsewhere(ui: Ui, match: string): Html {
  if (/^https?:\/\//.test(match)) return html`<a href="${match}" rel="noopener">${match.replace(/^https?:\/\//, '')}</a>`
  const at = match.indexOf('/')
  const [id, notation] = [match.slice(0, at), match.slice(at + 1)]
  return html`<a href="/vocabulaires/${id}#${notation}">${ui.lexicon.labelOf(id, notation, ui.locale)}</a>`
}
