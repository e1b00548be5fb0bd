import { expect, test } from 'vitest'
import { parsedRuns } from '../../forge/prose/inline.js'
import { isTooNested } from '../../forge/prose/limits.js'
import { parsedPieces } from '../../forge/prose/parsed-blocks.js'
import { segment } from '../../forge/prose/segments.js'
import { simpleRuns } from '../../forge/prose/simple-inline.js'
import { piecesOf } from '../../forge/prose/structure.js'
import { hostileText, markdown } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

/** Lines that open, close and interrupt blocks of every kind, put together at random. */
const opening = fc.constantFrom('', '', '# ', '## ', '- ', '  - ', '  ', '    ', '> ', '> - ', '1. ', '2. ', '* ', '| ', '|', '```', '~~~', '<div>', '<!-- ', '-->', '[a]: ', '[^n]: ', '---', '***', '===', ':::', '**x', '"', '`a', '![a](b)', '    - ', '   * ', '      1. ', '   2. ', '-   ', '[x](u) ', '- [ ] ', '- [x] ', '     ', '```js', '``` ', '~~~~', '[é b]: http://x.fr "t"', '[^n]: Mot ', '<!-- a -->', '   Mot', '| a | b |', '|---|---|', '|:-|-:|', '| a \\| b | c |', '| `a|b` | c |', '(', '*a', '<pre>', '</pre>', '|a|b', '# T #', '# a\\#')
const rest = fc.constantFrom('', '', 'mot', 'Deux mots ', 'é  ', 'a  \t', 'x|y |', '|', 'mot #')
const end = fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\r\n', '\r\n\r\n', '\n \n')
const linesTogether = fc.tuple(fc.array(fc.tuple(opening, rest, end), { minLength: 1, maxLength: 14 }), fc.boolean())
  .map(([list, endsInLine]) => list.map((parts) => parts.join('')).join('').replace(endsInLine ? /(?:\r?\n)+$/ : /$^/, ''))

test('should find, chunk by chunk, the blocks that the parser finds in the whole text', () => {
  fc.assert(fc.property(fc.oneof(linesTogether, markdown), (text) => {
    fc.pre(!isTooNested(text))
    const hasHeader = /^---[ \t]*\r?\n(?:[^]*?\n)?---[ \t]*(?:\r?\n|$)/.test(text)
    // Where an empty item ends, before or after its newline, tells nothing.
    const told = (pieces: ReturnType<typeof piecesOf>) => pieces.map((piece) => (piece.key === 'l:' ? { ...piece, content: 0 } : piece))
    expect(told(piecesOf(text))).toEqual(told([...parsedPieces(text, hasHeader, undefined)!.pieces]))
  }), { numRuns: 600, examples: [['Sept mo\n- *'], ['Sept mo\n- 1.']] })
})

test('should cut any text into segments that give it back, each holding its own words and cells', () => {
  fc.assert(fc.property(fc.oneof(linesTogether, markdown, hostileText), (text) => {
    const segments = segment(text)
    expect(segments.map((s) => s.source).join('')).toBe(text)
    for (const s of segments) {
      expect(text.slice(s.start, s.end)).toBe(s.source)
      for (const [from, to] of [s.content, ...(s.cells ?? [])]) {
        expect(from).toBeLessThanOrEqual(to)
        expect(from).toBeGreaterThanOrEqual(s.start)
      }
    }
  }), { numRuns: 300 })
})

const inlinePiece = fc.constantFrom('mot', 'é', '**gras**', '*it*', '_it_', '`c`', '`a*b`', '[l](u)', '[l m](http://x.fr/a_b)', '![a](b.png)', 'a*b', 'snake_c', '**', '*', '_', '[', '](', ' ', '  ', ' ', ', ', '.', '«', '»', '!', '(', ')', '1', '***x***', '``a``', '😀', '\u0301', '"', 'http://a.fr', 'a@b.fr', 'www.x.fr', '&amp;', '\\*', '<b>', '~~d~~', ':', '/', '|', '\t', '’', '`', '[x]', '+')

test('should read simple inline Markdown as the parser does', () => {
  fc.assert(fc.property(fc.array(inlinePiece, { minLength: 1, maxLength: 9 }).map((list) => list.join('')), (content) => {
    const simple = simpleRuns(content)
    fc.pre(simple !== undefined)
    expect(simple).toEqual(parsedRuns(content, ''))
  }), { numRuns: 1_000 })
})
