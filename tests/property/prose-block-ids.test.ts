import { expect, test } from 'vitest'
import { carryIds, type NamedBlocks } from '../../forge/prose/block-ids.js'
import { editedMarkdown, markdown } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

const along = (...versions: string[]) => versions.reduce<NamedBlocks | undefined>((before, text) => carryIds(text, before), undefined)!
/** The id of the one block that holds these words. */
const idOf = ({ blocks, ids }: NamedBlocks, words: string) => ids[blocks.findIndex((block) => block.source.includes(words))]

const words = fc.constantFrom('atelier', 'cercle', 'groupe', 'sol', 'eau', 'graine', 'récolte', 'outil', 'carte', 'parole')
const sentence = fc.array(words, { minLength: 14, maxLength: 24 }).map((list) => list.join(' '))

test('should give each block one id, the same for the same history, and never one given before', () => {
  fc.assert(fc.property(editedMarkdown, markdown, ([first, second], third) => {
    const versions = [first, second, third, first]
    const named = along(...versions)
    expect(new Set(named.ids).size).toBe(named.ids.length)
    expect(named.ids.every((id) => id < named.next)).toBe(true)
    expect(along(...versions).ids).toEqual(named.ids)
    expect(carryIds(first, carryIds(first)).ids).toEqual(carryIds(first).ids)
  }), { numRuns: 100 })
})

test('should follow a block through edits, moves, layout and a removal undone', () => {
  fc.assert(fc.property(fc.uniqueArray(sentence, { minLength: 4, maxLength: 7 }), fc.nat(), fc.nat(), (sentences, from, to) => {
    const parts = sentences.map((text, at) => `Passage ${at} : ${text}.`)
    const text = (list: readonly string[]) => `${list.join('\n\n')}\n`
    const which = from % parts.length
    const mark = `Passage ${which} :`
    const first = carryIds(text(parts))
    const id = idOf(first, mark)
    const [chosen, others] = [parts[which]!, parts.toSpliced(which, 1)]
    const place = to % parts.length
    const edited = chosen.replace(/\.$/, ' ensemble.')
    const moved = carryIds(text(others.toSpliced(place, 0, chosen)), first)
    expect(idOf(moved, mark)).toBe(id)
    const changed = carryIds(text(others.toSpliced(place, 0, edited)), moved)
    expect(idOf(changed, mark)).toBe(id)
    const reflowed = carryIds(text(others.toSpliced(place, 0, edited.replace(/ (\S+ \S+)$/, '\n$1'))), changed)
    expect(idOf(reflowed, mark)).toBe(id)
    const without = carryIds(text(others), reflowed)
    expect(without.ids).not.toContain(id)
    const back = carryIds(text([...others, edited]), without)
    expect(idOf(back, mark)).toBe(id)
    others.forEach((part) => { expect(idOf(back, part)).toBe(idOf(first, part)) })
  }), { numRuns: 100 })
})

test('should follow list items, rows and fields as well', () => {
  const before = along('---\ntitre: Décider\nduree: PT45M\n---\n\n- ouvrir le cercle ensemble\n- fermer le cercle ensemble\n\n| nom | sol |\n|---|---|\n| tomate | riche |\n')
  const after = carryIds('---\nduree: PT1H\ntitre: Décider\n---\n\n- ranger la salle\n- ouvrir le grand cercle ensemble\n- fermer le cercle ensemble\n\n| nom | eau | sol |\n|---|---|---|\n| tomate | 2 l | riche |\n', before)
  for (const words of ['duree', 'titre', 'ouvrir', 'fermer', 'tomate']) expect(idOf(after, words)).toBe(idOf(before, words))
  expect(idOf(after, 'ranger')).toBe(before.next)
})
