import { gridAnswers, gridFor, gridItem, type GridAnswers, type GridItem } from '../../../content-schema/review-grids.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** The name of an item's input: `grille.securite`. */
export const gridInput = (id: string): string => `grille.${id}`

/** The answers of a posted form; a repeated or unknown input is none. */
export const gridPosted = (body: Readonly<Record<string, unknown>>): GridAnswers => gridAnswers((id) => body[gridInput(id)])

/**
 * A review grid in a form: each question with « Va bien / À voir / Passer », plain radios, nothing required. Folded until asked for, or
 * until something is answered.
 */
export function reviewGrid(ui: Ui, type: string | undefined, answers: GridAnswers = {}): Html {
  const { rules: m } = ui.m
  const items = gridFor(type)
  const isOpen = items.some(({ id }) => answers[id] !== undefined)
  const radio = (item: GridItem, value: 'fine' | 'to_see' | 'skip'): Html => {
    const isChosen = value === 'skip' ? answers[item.id] === undefined : answers[item.id] === value
    return html`<label class="check"><input type="radio" name="${gridInput(item.id)}" value="${value === 'skip' ? '' : value}"${isChosen && html` checked`}> ${m.gridAnswers[value]}</label>`
  }
  return html`<details class="review-grid"${isOpen && html` open`}><summary>${m.gridTitle}</summary><p class="hint">${m.gridHint}</p>
${items.map((item) => html`<fieldset class="grid-item"><legend>${labelOf(ui, item)} <span class="soft">${ui.locale === 'fr' ? item.questionFr : item.questionEn}</span></legend><div class="choices">${(['fine', 'to_see', 'skip'] as const).map((value) => radio(item, value))}</div></fieldset>`)}</details>`
}

/** What a reader answered, in the discussion: what is to be looked at with its question, what is fine by name. Nothing when they answered nothing. */
export function gridShown(ui: Ui, answers: GridAnswers | undefined): Html {
  const { rules: m } = ui.m
  const of = (answer: 'fine' | 'to_see'): GridItem[] => Object.entries(answers ?? {}).flatMap(([id, given]) => (given === answer ? gridItem(id) ?? [] : []))
  const [toSee, fine] = [of('to_see'), of('fine')]
  return html`${toSee.length === 0 ? '' : html`<p><strong>${m.gridToSee(toSee.length)}</strong></p><ul class="grid-shown">${toSee.map((item) => html`<li>${labelOf(ui, item)} <span class="soft">${ui.locale === 'fr' ? item.questionFr : item.questionEn}</span></li>`)}</ul>`}
${fine.length === 0 ? '' : html`<p class="soft">${m.gridFine(fine.length)} ${m.and(fine.map((item) => labelOf(ui, item).toLowerCase()))}.</p>`}`
}

const labelOf = (ui: Ui, item: GridItem): string => (ui.locale === 'fr' ? item.fr : item.en)
