import type { Concept, FieldDefinition } from '../../../../content-schema/fields.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import { inputAttributes, type FieldShown } from './field-shown.js'

/** Up to this many terms, a single one is chosen among them all, with what each means; above, in a list. */
const ALL_SEEN = 6
/** Up to this many terms, nobody needs to search. */
const NO_SEARCH = 7

/** Terms offered: those in use, and those already chosen whatever they are. */
function offered(ui: Ui, vocabulary: string, chosen: readonly string[]): readonly Concept[] {
  const known = ui.lexicon.conceptsOf(vocabulary)
  const foreign = chosen.filter((notation) => notation !== '' && !known.some((c) => c.notation === notation)).map((notation) => ({ notation, fr: notation, en: notation }))
  return [...known.filter((c) => c.replacedBy === undefined || chosen.includes(c.notation)), ...foreign]
}

const definition = (ui: Ui, concept: Concept): string | undefined => (ui.locale === 'fr' ? concept.definitionFr : concept.definitionEn)

/** « n’est plus proposé : employez … », for a term that was replaced; nothing for the others. */
function replaced(ui: Ui, vocabulary: string, { replacedBy: next }: Concept): string | undefined {
  return next === undefined ? undefined : ui.m.forms.pickReplaced(ui.lexicon.conceptOf(vocabulary, next)?.[ui.locale] ?? next)
}

/** A term and what it means; a search finds it by its other names and its notation too. */
function term(ui: Ui, vocabulary: string, concept: Concept, input: Html): Html {
  const also = (ui.locale === 'fr' ? concept.alsoFr : concept.alsoEn) ?? []
  const means = definition(ui, concept)
  const gone = replaced(ui, vocabulary, concept)
  return html`<label class="check" data-also="${[...also, concept.notation].join(' ')}">${input} <span class="term"><span>${concept[ui.locale]}</span>${gone !== undefined && html`<span class="replaced">${gone}</span>`}${means !== undefined && html`<span class="hint">${means}</span>`}</span></label>`
}

/** Several terms: boxes to tick; with script, `fc-concepts` adds the search and the chosen ones on top. */
export function conceptsPicker(ui: Ui, field: FieldDefinition, values: readonly string[], s: FieldShown): Html {
  const { forms: m } = ui.m
  const concepts = offered(ui, field.vocabulary ?? '', values)
  const list = html`<div class="ticklist">${concepts.map((c, i) => term(ui, field.vocabulary ?? '', c, html`<input type="checkbox" name="${s.name}" value="${c.notation}"${values.includes(c.notation) && html` checked`}${s.isWrong && html` aria-describedby="${s.described}"`}${s.isAsked && i === 0 && html` autofocus`}>`))}</div>`
  const hidden = html`<input type="hidden" name="${s.name}" value="">`
  if (concepts.length <= NO_SEARCH) return html`${hidden}${list}`
  return html`${hidden}<fc-concepts data-id="${s.id}" data-search="${m.pickSearch}" data-hint="${m.pickHint}" data-chosen="${m.pickChosen}" data-remove="${m.pickRemove}" data-none="${m.pickShown(0)}" data-one="${m.pickShown(1)}" data-many="${m.pickShown(99)}" data-added="${m.pickAdded('{terme}')}" data-removed="${m.pickRemoved('{terme}')}">${list}</fc-concepts>`
}

/** One term: all of them with what they mean when they are few, a list otherwise. */
export function conceptChoice(ui: Ui, field: FieldDefinition, value: string, s: FieldShown, terms?: readonly Concept[]): { readonly isGroup: boolean; readonly html: Html } {
  const concepts = terms ?? (field.kind === 'boolean' ? [{ notation: 'true', fr: 'Oui', en: 'Yes' }, { notation: 'false', fr: 'Non', en: 'No' }] : offered(ui, field.vocabulary ?? '', [value]))
  if (concepts.length > ALL_SEEN) {
    return { isGroup: false, html: html`<select${inputAttributes(s)}><option value="">${ui.m.proposing.choose}</option>${concepts.map((c) => html`<option value="${c.notation}"${c.notation === value && html` selected`}>${[c[ui.locale], replaced(ui, field.vocabulary ?? '', c)].filter(Boolean).join(' – ')}</option>`)}</select>` }
  }
  const radio = (notation: string, i: number): Html => html`<input type="radio" name="${s.name}" value="${notation}"${notation === value && html` checked`}${s.isAsked && i === 0 && html` autofocus`}>`
  return { isGroup: true, html: html`<div class="ticklist">${concepts.map((c, i) => term(ui, field.vocabulary ?? '', c, radio(c.notation, i)))}${field.required ? '' : html`<label class="check">${radio('', -1)} <span class="soft">${ui.m.forms.notSaid}</span></label>`}</div>` }
}
