import { fc } from '../support/fast-check.js'

/** Generators of Markdown texts and of plausible edits of them, shared by the property tests of the prose engine. */

const word = fc.constantFrom('atelier', 'météo', 'météo'.normalize('NFD'), 'cercle', 'l’été', 'durée', 'groupe', 'sol', 'paillage', 'Écouter', 'à', 'de', 'la', 'temps\u202F?', 'fin\u00A0!', '**gras**', '_mis_', '`code`', '[lien](https://exemple.fr/a?b=1)', '![photo](p.png)', '<br>', '[^1]', '|', '*', 'http://exemple.fr')
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '))
const wrapped = fc.array(phrase, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))

const block = fc.oneof(
  { weight: 5, arbitrary: wrapped },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), phrase).map(([level, text]) => `${'#'.repeat(level)} ${text}`) },
  { weight: 4, arbitrary: fc.array(fc.tuple(fc.constantFrom('- ', '  - ', '1. ', '- [ ] ', '* '), phrase), { minLength: 1, maxLength: 5 }).map((items) => items.map(([mark, text]) => mark + text).join('\n')) },
  { weight: 2, arbitrary: fc.array(fc.tuple(phrase, phrase), { minLength: 1, maxLength: 4 }).map((rows) => ['| a | b |', '|---|---|', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n')) },
  { weight: 1, arbitrary: wrapped.map((text) => `> ${text.replace(/\n/g, '\n> ')}`) },
  { weight: 1, arbitrary: wrapped.map((text) => `\`\`\`\n${text}\n\`\`\``) },
  { weight: 1, arbitrary: fc.constantFrom('---', '<div>\n', '[^1]: note', '[ref]: https://exemple.fr "t"', '```', '~~~\nouvert', '\tindenté', '<!-- note -->') },
)

const header = fc.option(fc.array(fc.tuple(fc.constantFrom('titre', 'duree', 'tags', 'resume', 'publics'), fc.oneof(phrase.map((p) => JSON.stringify(p)), fc.constantFrom('45', '60', '[a, b]', '\n  - a\n  - b', '|\n  long\n  texte', '# c'))), { minLength: 1, maxLength: 4 })
  .map((fields) => ['---', ...fields.map(([key, value]) => `${key}: ${value}`), '---', ''].join('\n')), { nil: '' })

interface Parts { readonly head: string; readonly blocks: string[]; readonly end: string }
const parts: fc.Arbitrary<Parts> = fc.record({ head: header, blocks: fc.array(block, { maxLength: 9 }), end: fc.constantFrom('\n', '', '\n\n') })
const written = ({ head, blocks, end }: Parts) => head + blocks.join('\n\n') + end

/** Any Markdown text of a few blocks. */
export const markdown: fc.Arbitrary<string> = parts.map(written)

/** Text nobody would write: controls, lone surrogates, mixed line ends, markers. */
export const hostileText: fc.Arbitrary<string> = fc.array(fc.oneof(
  fc.constantFrom('\r\n', '\r', '\n', '---\n', '```', '|', '> ', '- ', '\t', '\uFEFF', '\u0000', '\uD800', '<<<<<<< a\n', '=======\n', '>>>>>>> b\n', '\u2028', 'x', 'é', '# ', '    ', ': ', '"'),
  fc.string({ maxLength: 8, unit: 'binary' }),
), { maxLength: 40 }).map((list) => list.join(''))

type Gesture = (parts: Parts) => Parts
const at = <T>(list: readonly T[], seed: number) => (list.length === 0 ? 0 : seed % list.length)
const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  fc.tuple(fc.nat(), block).map(([seed, text]): Gesture => (p) => ({ ...p, blocks: p.blocks.toSpliced(at(p.blocks, seed), 0, text) })),
  fc.nat().map((seed): Gesture => (p) => ({ ...p, blocks: p.blocks.toSpliced(at(p.blocks, seed), 1) })),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]): Gesture => (p) => {
    const [moved] = p.blocks.slice(at(p.blocks, from))
    return moved === undefined ? p : { ...p, blocks: p.blocks.toSpliced(at(p.blocks, from), 1).toSpliced(at(p.blocks, to), 0, moved) }
  }),
  fc.tuple(fc.nat(), fc.nat(), word).map(([seed, place, text]): Gesture => (p) => ({
    ...p,
    blocks: p.blocks.map((b, index) => {
      if (index !== at(p.blocks, seed)) return b
      const list = b.split(' ')
      return list.with(at(list, place), text).join(' ')
    }),
  })),
  fc.tuple(fc.nat(), fc.nat(), word).map(([seed, place, text]): Gesture => (p) => ({
    ...p,
    blocks: p.blocks.map((b, index) => (index === at(p.blocks, seed) ? b.split(' ').toSpliced(at(b.split(' '), place), 0, text).join(' ') : b)),
  })),
  fc.nat().map((seed): Gesture => (p) => ({ ...p, blocks: p.blocks.map((b, index) => (index === at(p.blocks, seed) ? b.replace(/(\p{L}) (\p{L})/gu, '$1\n$2') : b)) })),
  header.map((head): Gesture => (p) => ({ ...p, head })),
)
const gestures = fc.array(gesture, { maxLength: 4 })
const done = (p: Parts, list: readonly Gesture[]) => written(list.reduce((now, one) => one(now), p))

/** A text and the same text after a few edits. */
export const editedMarkdown: fc.Arbitrary<[string, string]> = fc.tuple(parts, gestures).map(([p, list]) => [written(p), done(p, list)])

/** A text and what two people made of it, each on their own. */
export const editedByTwo: fc.Arbitrary<{ base: string; ours: string; theirs: string }> =
  fc.tuple(parts, gestures, gestures).map(([p, a, b]) => ({ base: written(p), ours: done(p, a), theirs: done(p, b) }))
