import { expect, test } from 'vitest'
import { applyChanges, changesOf } from '../../forge/prose/changes.js'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { words } from '../../forge/prose/words.js'
import { fc } from '../support/fast-check.js'

const pool = ['cercle', 'parole', 'écoute', 'temps', 'groupe', 'de', 'la', 'un', 'sol', 'météo', 'papier', 'atelier', 'chaque', 'personne', 'jardin', 'eau']
/** Words that no other paragraph says, signs here and there. */
const said = (paragraph: number) => fc.tuple(fc.constantFrom(...pool), fc.nat(9), fc.constantFrom('', '', '', '', '.', ',', '\u00A0!')).map(([word, rank, sign]) => `${word}${paragraph}${'abcdefghij'.charAt(rank)}${sign}`)

/** How the pieces of a paragraph stand in a text: one alone, or several parted. */
interface Place { readonly name: string; write(pieces: readonly string[]): string }
const places: readonly Place[] = [
  { name: 'paragraph', write: (pieces) => pieces.join('\n\n') },
  { name: 'item', write: (pieces) => ['premier élément', ...pieces, 'dernier élément'].map((piece) => `- ${piece.replaceAll('\n', '\n  ')}`).join('\n') },
  { name: 'numbered item', write: (pieces) => pieces.map((piece, at) => `${at + 1}. ${piece.replaceAll('\n', '\n   ')}`).join('\n') },
  { name: 'item below another', write: (pieces) => `- dessus\n${pieces.map((piece) => `  - ${piece.replaceAll('\n', '\n    ')}`).join('\n')}` },
  { name: 'box to tick', write: (pieces) => pieces.map((piece) => `- [ ] ${piece.replaceAll('\n', '\n  ')}`).join('\n') },
  { name: 'paragraphs of an item', write: (pieces) => `- ${pieces.map((piece) => piece.replaceAll('\n', '\n  ')).join('\n\n  ')}` },
  { name: 'quote', write: (pieces) => pieces.map((piece) => `> ${piece.replaceAll('\n', '\n> ')}`).join('\n>\n') },
  { name: 'note', write: (pieces) => `Un mot.[^a]\n\n[^a]: ${pieces.map((piece) => piece.replaceAll('\n', '\n    ')).join('\n\n    ')}` },
]

const piece = (list: readonly string[], wrap: number) => list.map((word, at) => (at === 0 ? word : `${at % wrap === wrap - 1 ? '\n' : ' '}${word}`)).join('')

interface Told { readonly whole: string; readonly cut: string; readonly pieces: number; readonly changed: number }

const signsAndWords = (text: string) => words(text).filter(({ text: token }) => !/^[ \n]+$/.test(token)).length

/** A text with a paragraph whole, and with it cut, some of its words replaced, taken out or put in; `changed`: words and signs that were, on either side. */
const told = (mostChanged: number): fc.Arbitrary<Told> => fc.tuple(
  fc.array(fc.array(said(0), { minLength: 8, maxLength: 25 }), { minLength: 2, maxLength: 4 }), fc.constantFrom(...places), fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 12 }),
  fc.array(said(1), { minLength: 4, maxLength: 12 }), fc.array(said(2), { minLength: 4, maxLength: 12 }),
  fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('replace', 'remove', 'add')), { maxLength: mostChanged }),
).map(([pieces, place, wrap, wrapAfter, before, after, gestures]): Told => {
  const edited = pieces.map((list) => [...list])
  let changed = 0
  for (const [which, where, how] of gestures) {
    const list = edited[which % edited.length]!
    const at = where % list.length
    changed += how === 'add' ? 1 : signsAndWords(list[at]!) + Number(how === 'replace')
    if (how === 'add') list.splice(at, 0, `nouveau${changed}`)
    else if (how === 'replace') list[at] = `autre${changed}`
    else if (list.length > 4) list.splice(at, 1)
  }
  const text = (middle: string) => `# Titre\n\n${before.join(' ')}\n\n${middle}\n\n${after.join(' ')}\n`
  return { whole: text(place.write([piece(pieces.flat(), wrap)])), cut: text(place.write(edited.map((list) => piece(list, wrapAfter)))), pieces: pieces.length, changed }
})

const shown = (html: string) => [...html.replace(/<span class="vh">.*?<\/span>/gs, '').matchAll(/<(ins|del)>(.*?)<\/\1>/gs)].flatMap(([, , text]) => words(text!.replace(/<[^>]*>/g, ''))).filter(({ isWord }) => isWord)

test.each(['cut', 'join'] as const)('should show a paragraph %s as such, at random places, with no word marked and every byte told', (is) => {
  fc.assert(fc.property(told(0), ({ whole, cut, pieces }) => {
    const [before, after] = is === 'cut' ? [whole, cut] : [cut, whole]
    const diff = diffTexts(before, after)
    expect(applyEdits(before, after, diff.edits)).toBe(after)
    expect(diff.edits.filter(({ kind }) => kind === is)).toHaveLength(pieces - 1)
    expect(diff.edits.filter(({ kind, isUnseen }) => kind !== is && kind !== 'reflow' && isUnseen !== true)).toEqual([])
    const { html, changes } = renderDiff(diff)
    expect(shown(html)).toEqual([])
    expect(html.split(`data-seam="${is}"`)).toHaveLength(pieces)
    expect(changes).toHaveLength(1)
    expect(diff.summary.fr).toMatch(is === 'cut' ? /^1 (?:paragraphe|élément de liste) coupé en (?:deux|trois|quatre)\.$/ : /^[234] (?:paragraphes|éléments de liste) réunis\.$/)
    expect(diff.summary.en).toMatch(/ (?:split in (?:two|three|four)|joined)\.$/)
  }), { numRuns: 150 })
})

test.each(['cut', 'join'] as const)('should mark, beside a paragraph %s, no more than changed', (is) => {
  fc.assert(fc.property(told(2), ({ whole, cut, pieces, changed }) => {
    const [before, after] = is === 'cut' ? [whole, cut] : [cut, whole]
    const diff = diffTexts(before, after)
    expect(applyEdits(before, after, diff.edits)).toBe(after)
    expect(diff.edits.filter(({ kind }) => kind === is)).toHaveLength(pieces - 1)
    // A word put in and another taken out beside it may as well be two words replaced, the blank between them kept.
    expect(shown(renderDiff(diff).html).length).toBeLessThanOrEqual(2 * changed)
    // Words that are not on the other side are marked.
    const has = (text: string) => new Set(words(text).filter(({ isWord }) => isWord).map(({ text: word }) => word))
    const [old, next] = [has(before), has(after)]
    const marked = new Set(shown(renderDiff(diff).html).map(({ text }) => text))
    for (const word of [...[...old].filter((one) => !next.has(one)), ...[...next].filter((one) => !old.has(one))]) if (!/^\d+$/.test(word)) expect(marked).toContain(word)
  }), { numRuns: 150 })
})

test('should take a cut as one change, or leave it, with nothing in between', () => {
  fc.assert(fc.property(told(2), fc.boolean(), ({ whole, cut }, isCut) => {
    const [before, after] = isCut ? [whole, cut] : [cut, whole]
    const diff = diffTexts(before, after)
    const found = changesOf(diff)
    expect(found.changes).toHaveLength(1)
    expect(applyChanges(diff, found, () => true)).toBe(after)
    expect(applyChanges(diff, found, () => false)).toBe(before)
  }), { numRuns: 100 })
})
