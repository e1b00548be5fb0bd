import { expect, test } from 'vitest'
import { stockFamilies } from '../../forge/attribution/reuse/evidence.js'
import { keyAt, readWords } from '../../forge/attribution/reuse/read-words.js'
import { printsOf, surelyFound } from '../../forge/attribution/reuse/prints.js'
import { commonRuns } from '../../forge/attribution/reuse/common-runs.js'
import { inCommon } from '../support/common-passages.js'
import { fc } from '../support/fast-check.js'

const plain = ['cercle', 'parole', 'groupe', 'écoute', 'été', 'semis', 'paillage', 'sol', 'eau', 'temps', 'tour', 'météo', 'œuvre', 'règle', 'décision', 'ça', 'hiver', 'quarante', 'haie', 'noël', 'pluie', 'chacune']
const word = fc.oneof(fc.constantFrom(...plain), fc.constantFrom('l’eau', 'd’abord', 'qu’elle', 'aujourd’hui', '12', '2015'))
const sentence = (least: number, most: number) => fc.array(word, { minLength: least, maxLength: most })
/** Words that stand in no other part of the same test. */
const filler = (mark: string) => fc.array(fc.nat(500).map((n) => `${mark}${n}x`), { minLength: 0, maxLength: 60 })

/** How the same words may be written elsewhere. */
interface Dress { readonly width: number; readonly marks: readonly number[]; readonly start: string; readonly eol: string; readonly isUpper: boolean; readonly isDecomposed: boolean; readonly isBare: boolean }
const dress: fc.Arbitrary<Dress> = fc.record({
  width: fc.integer({ min: 2, max: 30 }), marks: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }), start: fc.constantFrom('', '> ', '- ', '1. ', '    ', '| '), eol: fc.constantFrom('\n', '\r\n', '\n\n'),
  isUpper: fc.boolean(), isDecomposed: fc.boolean(), isBare: fc.boolean(),
})
function dressed(words: readonly string[], { width, marks, start, eol, isUpper, isDecomposed, isBare }: Dress): string {
  const written = words.map((one, at) => {
    const [before = '', after = ''] = [['', ''], ['**', '**'], ['_', '_'], ['[', '](https://exemple.org/une/page "un titre")'], ['', ',\u00a0'], ['<em>', '</em>'], ['`', '`'], ['« ', ' »[^1]']][marks[at % marks.length] ?? 0] ?? []
    return `${before}${one}${after}`
  })
  const lines: string[] = []
  for (let at = 0; at < written.length; at += width) lines.push((start === '1. ' ? `${lines.length + 1}. ` : start) + written.slice(at, at + width).join(' '))
  let text = lines.join(eol)
  if (isBare) text = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/’/g, '\'').replace(/œ/g, 'oe')
  if (isDecomposed) text = text.normalize('NFD')
  if (isUpper) text = text.replace(/\]\([^)]*\)|<[^>]*>|[^\](<]+/g, (piece) => (/^[\]<]/.test(piece) ? piece : piece.toUpperCase()))
  return text
}

const keysIn = (text: string, [start, end]: readonly [number, number]): string[] => {
  const read = readWords(text)
  return [...read.starts.keys()].filter((at) => read.hashes[at] !== 0 && read.starts[at]! >= start && read.ends[at]! <= end).map((at) => keyAt(read, at))
}

test('should find any run of twenty words or more, however it is dressed', () => {
  fc.assert(fc.property(sentence(20, 60), filler('a'), filler('b'), filler('c'), filler('d'), dress, dress, (run, a, b, c, d, one, other) => {
    const text = `${a.join(' ')}\n\n${dressed(run, one)}\n\n${b.join(' ')}`
    const elsewhere = `${c.join(' ')}\n\n${dressed(run, other)}\n\n${d.join(' ')}`
    const found = inCommon(text, [elsewhere])
    // One passage holds it all, with a few more words at most.
    const wanted = keysIn(run.join(' '), [0, Infinity]).join(' ')
    expect(found.some(({ at }) => keysIn(text, at).join(' ').includes(wanted))).toBe(true)
    expect(found.some(({ elsewhere: at }) => keysIn(elsewhere, at).join(' ').includes(wanted))).toBe(true)
  }), { numRuns: 300 })
})

test('should say nothing that is not so: what it finds is the same words on both sides', () => {
  fc.assert(fc.property(sentence(0, 200), sentence(0, 200), fc.integer({ min: 8, max: 30 }), dress, (one, other, least, how) => {
    const [text, elsewhere] = [one.join(' '), dressed(other, how)]
    for (const { at, elsewhere: there, words, changed } of inCommon(text, [elsewhere], least)) {
      const [here, else_] = [keysIn(text, at), keysIn(elsewhere, there)]
      if (changed === 0) expect(else_).toEqual(here)
      expect(words).toBeGreaterThanOrEqual(least)
      expect(here.length).toBeGreaterThanOrEqual(words)
      expect(here[0]).toBe(else_[0])
      expect(here.at(-1)).toBe(else_.at(-1))
    }
  }), { numRuns: 300 })
})

test('should give a print to any run of twelve words, at the same place of it in both texts', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: surelyFound, maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), (run, before, after) => {
    const a = Int32Array.from([...before, ...run]), b = Int32Array.from([...run, ...after])
    const there = printsOf(b)
    const seeds = printsOf(a).flatMap(({ print, place }) => there.filter((one) => one.print === print).map((one) => [place, one.place] as const))
    expect(commonRuns(a, b, seeds).some((runs) => runs.some((one) => one.a <= before.length && one.b === one.a - before.length + 0 && one.a + one.length >= a.length))).toBe(true)
  }))
})

test('should never take a stock sentence for evidence, nor let it hide what stands beside it', () => {
  fc.assert(fc.property(sentence(20, 60), sentence(20, 40), fc.integer({ min: stockFamilies, max: 9 }), dress, (stock, own, families, how) => {
    const marked = own.map((one, at) => `${one}${at}z`)
    const holders = Array.from({ length: families }, (_, at) => `Autre chose ${at}.\n\n${dressed(stock, how)}\n\nEt encore ${at}.`)
    const text = `Le début.\n\n${stock.join(' ')}\n\nLa fin.`
    expect(inCommon(text, holders)).toEqual([])
    const taken = inCommon(`${text}\n\n${marked.join(' ')}`, [...holders, `${dressed(stock, how)}\n\n${dressed(marked, how)}`])
    expect(taken.map(({ other }) => other)).toEqual([families])
  }), { numRuns: 100 })
})
