import { FIELDS } from '../../content-schema/fields.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { termsTree, type TermsShown } from './parts/terms-tree.js'
import type { Ui } from './ui.js'
import { dataForms, formLinks } from './vocabularies.js'

export interface VocabularyData extends TermsShown {
  /** Whether this reader may make it a fiche, so that it changes through propositions. */
  readonly mayOpen: boolean
}

/** One list for people: each word with what it means, in its tree, what it is elsewhere, and the fiches that bear it. */
export function vocabularyPage(ui: Ui, data: VocabularyData): string {
  const v = ui.m.vocabularies
  const { vocabulary } = data
  const [title, definition] = ui.locale === 'fr' ? [vocabulary.fr, vocabulary.definitionFr] : [vocabulary.en, vocabulary.definitionEn]
  const base = `/vocabulaires/${vocabulary.id}`
  const fields = [...FIELDS, ...ui.lexicon.profiles.flatMap((profile) => profile.fields)].filter((field) => field.vocabulary === vocabulary.id).map((field) => (ui.locale === 'fr' ? field.labelFr : field.labelEn))
  const under = ui.lexicon.vocabularyOf(vocabulary.shownUnder ?? '')
  return layout(ui, {
    title: `${title} – ${v.title}`, description: definition, canonical: base, alternates: dataForms(base).map(({ type, href }) => ({ type, href })),
    main: html`<article class="narrow vocabularies">
<nav class="crumbs" aria-label="${v.crumbs}"><a href="/vocabulaires">${v.title}</a></nav>
<h1>${title}</h1>
<p class="lead">${definition}</p>
${fields.length > 0 ? html`<p class="soft">${v.usedIn} ${[...new Set(fields)].join(', ')}</p>` : ''}
${under ? html`<p class="soft">${v.shownUnder} <a href="/vocabulaires/${under.id}">${ui.locale === 'fr' ? under.fr : under.en}</a></p>` : ''}
${termsTree(ui, data)}
${howItChanges(ui, data)}
<p class="soft">${v.forMachinesLead} ${formLinks(base)}</p>
</article>`,
  })
}

/** Where the list is kept, and how to change it. */
function howItChanges(ui: Ui, { vocabulary, mayOpen }: VocabularyData): Html {
  const v = ui.m.vocabularies
  const fiche = ui.words.lists.get(vocabulary.id)
  if (fiche === undefined && !mayOpen) return html``
  const base = fiche && `/${fiche.owner}/${fiche.slug}`
  return html`<section class="card" aria-labelledby="changer"><h2 id="changer">${v.changes}</h2>
${base === undefined
    ? html`<p>${v.openHint}</p><form method="post" action="/vocabulaires/${vocabulary.id}/ouvrir"><input type="hidden" name="_csrf" value="${ui.csrf}"><p class="actions"><button class="btn">${v.open}</button></p></form>`
    : html`<p>${v.changesHint}</p><p class="actions"><a class="btn primary" href="${base}/ameliorer" rel="nofollow">${v.propose}</a> <a class="btn" href="${base}/propositions">${v.proposals}</a> <a class="btn" href="${base}/historique">${v.history}</a></p>`}</section>`
}
