import { fc } from '../support/fast-check.js'

/** Short Markdown texts of every kind of block, and what several people make of one: for properties that need many merges. */

const word = fc.constantFrom('atelier', 'cercle', 'l’été', 'durée', 'groupe', 'sol', 'à', 'la', 'temps\u202F?', 'fin\u00A0!', '«\u00A0mot\u00A0»', '**gras**', '`code`', '[lien](https://exemple.fr/a?b=1)', '[voir][ref]', 'note[^1]', '45\u00A0min', 'aujourd’hui')
const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))
const item = fc.tuple(fc.constantFrom('- ', '- ', '  - ', '1. ', '- [ ] '), phrase).map(([mark, text]) => mark + text)
const row = fc.tuple(word, word).map(([a, b]) => `| ${a} | ${b} |`)
const field = fc.tuple(fc.constantFrom('titre', 'duree', 'tags', 'publics'), fc.oneof(phrase.map((p) => JSON.stringify(p)), fc.constantFrom('45', '[a, b]', '\n  - a\n  - b', '|\n  long\n  texte', '\n  - nom: x\n    role: y'))).map(([key, value]) => `${key}: ${value}`)

const block = fc.oneof(
  { weight: 4, arbitrary: phrase },
  { weight: 1, arbitrary: phrase.map((text) => `## ${text}`) },
  { weight: 3, arbitrary: fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.join('\n')) },
  { weight: 2, arbitrary: fc.array(row, { minLength: 1, maxLength: 3 }).map((rows) => ['| a | b |', '|---|---|', ...rows].join('\n')) },
  { weight: 1, arbitrary: fc.tuple(phrase, phrase).map(([a, b]) => `> ${a}\n> > ${b}`) },
  { weight: 1, arbitrary: phrase.map((text) => `\`\`\`\n${text}\n\`\`\``) },
  { weight: 1, arbitrary: fc.constantFrom('[^1]: une note', '[ref]: https://exemple.fr "t"', '<div>brut</div>', '~~~\nouvert', '***') },
)

interface Parts { readonly fields: readonly string[]; readonly blocks: readonly string[] }
const parts: fc.Arbitrary<Parts> = fc.record({ fields: fc.array(field, { maxLength: 3 }), blocks: fc.array(block, { minLength: 1, maxLength: 5 }) })
const written = ({ fields, blocks }: Parts) => (fields.length === 0 ? '' : `---\n${fields.join('\n')}\n---\n`) + blocks.join('\n\n')

type Gesture = (parts: Parts) => Parts
const onBlock = (seed: number, change: (text: string) => string): Gesture => (p) => ({ ...p, blocks: p.blocks.map((text, at) => (at === seed % p.blocks.length ? change(text) : text)) })
const onWord = (seed: number, change: (list: string[], at: number) => string[]) => (text: string) => {
  const list = text.split(' ')
  return change(list, seed % list.length).join(' ')
}
const place = (list: readonly unknown[], seed: number) => seed % (list.length + 1)
const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(), word).map(([b, w, text]) => onBlock(b, onWord(w, (list, at) => list.with(at, text)))),
  fc.tuple(fc.nat(), fc.nat(), phrase).map(([b, w, text]) => onBlock(b, onWord(w, (list, at) => list.toSpliced(at, 0, text)))),
  fc.tuple(fc.nat(), fc.nat()).map(([b, w]) => onBlock(b, onWord(w, (list, at) => (list.length > 1 ? list.toSpliced(at, 1) : list)))),
  fc.tuple(fc.nat(), fc.oneof(item, row)).map(([b, line]) => onBlock(b, (text) => (/^(?:- |\||1\.)/.test(text) ? `${text}\n${line}` : text))),
  fc.nat().map((b) => onBlock(b, (text) => text.replace(/(\p{L}) (\p{L})/gu, '$1\n$2'))),
  fc.tuple(fc.nat(), block).map(([seed, text]): Gesture => (p) => ({ ...p, blocks: p.blocks.toSpliced(place(p.blocks, seed), 0, text) })),
  fc.nat().map((seed): Gesture => (p) => ({ ...p, blocks: p.blocks.length > 1 ? p.blocks.toSpliced(seed % p.blocks.length, 1) : p.blocks })),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]): Gesture => (p) => {
    const left = p.blocks.toSpliced(from % p.blocks.length, 1)
    return { ...p, blocks: left.toSpliced(place(left, to), 0, p.blocks[from % p.blocks.length]!) }
  }),
  fc.tuple(fc.nat(), field).map(([seed, line]): Gesture => (p) => ({ ...p, fields: p.fields.toSpliced(place(p.fields, seed), seed % 2, line) })),
)
const ends = fc.constantFrom((text: string) => text, (text: string) => `${text}\n`, (text: string) => `${text}\n`, (text: string) => `${text}\n`.replace(/\n/g, '\r\n'), (text: string) => `${text}\n\n`)
const version = fc.tuple(fc.array(gesture, { minLength: 1, maxLength: 3 }), ends)

export interface Versions { readonly base: string; readonly ours: readonly string[]; readonly theirs: readonly string[] }

/** A text, and what four people on either side made of it: sixteen merges. */
export const manyVersions: fc.Arbitrary<Versions> =
  fc.tuple(parts, ends, fc.array(version, { minLength: 4, maxLength: 4 }), fc.array(version, { minLength: 4, maxLength: 4 })).map(([p, end, a, b]) => {
    const made = ([gestures, ended]: readonly [readonly Gesture[], (text: string) => string]) => ended(written(gestures.reduce<Parts>((now, one) => one(now), p)))
    return { base: end(written(p)), ours: a.map(made), theirs: b.map(made) }
  })
