import { expect, test } from 'vitest'
import { GRID_ITEMS, GRIDS } from '../../../content-schema/data/review-grid-items.js'
import { conceptsOf } from '../../../content-schema/vocabularies.js'
import { gridAnswers, gridFor } from '../../../content-schema/review-grids.js'
import { messagesFor } from '../../../web/messages/messages.js'
import { gridPosted, gridShown, reviewGrid } from '../../../web/pages/parts/review-grid.js'
import type { Ui } from '../../../web/pages/ui.js'

const ui = (locale: 'fr' | 'en') => ({ locale, m: messagesFor(locale) }) as unknown as Ui

test('should keep the ids that journals hold', () => {
  expect(GRID_ITEMS.map(({ id }) => id)).toEqual([
    'clarte', 'securite', 'cadre', 'inclusion', 'duree-testee', 'materiel', 'lieu', 'vivant', 'observe', 'etapes', 'accord', 'acces', 'complet', 'a-jour', 'vie-privee', 'sources', 'sens', 'licence',
  ])
})

test('should have a grid for every type, of items that exist, each once', () => {
  const types = conceptsOf('type-ressource').map(({ notation }) => notation)
  expect(Object.keys(GRIDS).filter((type) => !types.includes(type))).toEqual([])
  expect(types.filter((type) => !Object.hasOwn(GRIDS, type))).toEqual([])
  for (const ids of Object.values(GRIDS)) {
    expect(ids.filter((id) => !GRID_ITEMS.some((item) => item.id === id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('should have every question in both languages, as people write them', () => {
  for (const item of GRID_ITEMS) {
    expect(item.questionFr).toMatch(/\u00a0\?$/)
    expect(item.questionEn).toMatch(/[^ ]\?$/)
    for (const text of [item.fr, item.questionFr]) expect(text).not.toMatch(/\p{L}'\p{L}| [?!:;]/u)
    expect(item.en).not.toBe('')
  }
})

test('should fall back on the common grid', () => {
  expect(gridFor(undefined).map(({ id }) => id)).toEqual(['clarte', 'inclusion', 'sources', 'licence'])
  expect(gridFor('constructor')).toEqual(gridFor(undefined))
  expect(gridFor('pratique-agricole').map(({ id }) => id)).toContain('vivant')
})

test('should read only answers, and nothing from questions passed', () => {
  expect(gridPosted({ 'grille.securite': 'to_see', 'grille.clarte': 'fine', 'grille.materiel': '', 'grille.inclusion': ['fine', 'to_see'], 'grille.roi': 'fine', 'grille.__proto__': 'fine', securite: 'fine' })).toEqual({ securite: 'to_see', clarte: 'fine' })
  expect(gridAnswers(() => 'skip')).toEqual({})
})

test('should offer three plain choices a question, « passer » until answered, and open once something is', () => {
  const blank = String(reviewGrid(ui('fr'), 'outil-animation'))
  expect(blank).not.toContain('<details class="review-grid" open')
  expect(blank.match(/<fieldset/g)).toHaveLength(gridFor('outil-animation').length)
  expect(blank.match(/value="" checked/g)).toHaveLength(gridFor('outil-animation').length)
  expect(blank).not.toContain('required')
  const answered = String(reviewGrid(ui('fr'), 'outil-animation', { securite: 'to_see' }))
  expect(answered).toContain('<details class="review-grid" open')
  expect(answered).toContain('name="grille.securite" value="to_see" checked')
})

test('should show what was answered, unknown items left out', () => {
  const shown = String(gridShown(ui('fr'), { securite: 'to_see', clarte: 'fine', inclusion: 'fine', disparue: 'fine' })).replaceAll('\u00a0', ' ')
  expect(shown).toContain('À voir (1) :')
  expect(shown).toContain('Sécurité')
  expect(shown).toContain('Va bien (2) : clarté et inclusion.')
  expect(String(gridShown(ui('en'), undefined)).trim()).toBe('')
})
