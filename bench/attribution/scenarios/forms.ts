/** What changes without new words, or with very few: dress, typos, tables, lists, headers, languages, names of people. */
import { gestures, places, spliced, withBody } from '../edits.js'
import type { Block, Page, Part, Person, Style, Word } from '../page.js'
import { withFile } from '../page.js'
import type { Pen } from '../pen.js'
import { named, type Story } from '../story.js'
import { ENGLISH, tongue } from '../tongue.js'
import { handOf, PLAIN, revise, through, type Scenario } from './scenario.js'

const FICHE = 'README.md'

const mapWords = (page: Page, change: (word: Word, part: Part, block: Block) => Word): Page => ({ ...page, body: page.body.map((block) => ({ ...block, parts: block.parts.map((part) => ({ ...part, words: part.words.map((word) => change(word, part, block)) })) })) })

const withoutMarks = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')

/** Dress, signs, case, accents: nobody's words change. */
function reformat(page: Page, story: Story): Page {
  const { luck } = story
  const restyled = (style: Partial<Style>): Page => ({ ...page, style: { ...page.style, ...style } })
  switch (luck.of(['bullet', 'emphasis', 'apostrophe', 'spaces', 'bold', 'wrap', 'case', 'accents', 'dress', 'levels', 'kinds'] as const)) {
    case 'bullet': return restyled({ bullet: luck.of(['-', '*', '+']) })
    case 'emphasis': return restyled({ emphasis: luck.of(['*', '_']) })
    case 'apostrophe': return restyled({ apostrophe: page.style.apostrophe === "'" ? '’' : "'" })
    case 'spaces': return restyled({ noBreak: !page.style.noBreak })
    case 'bold': return restyled({ boldHeadings: !page.style.boldHeadings })
    case 'wrap': return restyled({ wrap: page.style.wrap === 0 ? 80 : 0 })
    case 'case': return mapWords(page, (word, _, { kind }) => (kind === 'heading' && luck.happens(0.5) ? { ...word, text: word.text.toUpperCase() } : word))
    case 'accents': return mapWords(page, (word) => (luck.happens(0.3) && !word.link ? { ...word, text: withoutMarks(word.text) } : word))
    case 'dress': return mapWords(page, (word, _, { kind }) => {
      if (kind === 'code' || kind === 'table' || !luck.happens(0.04)) return word
      const { dress, ...bare } = word
      return dress === undefined ? { ...bare, dress: luck.of(['**', '*']) } : bare
    })
    case 'levels': return withBody(page, page.body.map((block, i) => (i > 0 && block.kind === 'heading' ? { ...block, size: block.size === 2 ? 3 : 2 } : block)))
    case 'kinds': return withBody(page, page.body.map((block) => (block.kind === 'item' ? { ...block, kind: 'numbered' } : block.kind === 'numbered' ? { ...block, kind: 'item' } : block)))
  }
}

export const markup: Scenario = {
  name: 'markup', title: 'markup, case, accents, signs', target: { percent: 99.5, named: false },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.45, () => { revise(story, FICHE) }, () => { story.edit(FICHE, { deed: 'formats' }, (page) => reformat(page, story)) })
  },
}

/** The word with two letters swapped, or one doubled or forgotten. */
function misspelt(text: string, story: Story): string {
  const at = 1 + story.luck.below(Math.max(1, text.length - 2))
  const wrong = story.luck.of([text.slice(0, at) + text.slice(at + 1), text.slice(0, at) + text.charAt(at) + text.slice(at), text.slice(0, at) + (text.charAt(at + 1) || 'e') + text.charAt(at) + text.slice(at + 2)])
  return wrong === text ? `${text}e` : wrong
}

export const typos: Scenario = {
  name: 'typos', title: 'typos made and put right', target: { percent: 99.5, named: false },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.6, () => { revise(story, FICHE) }, () => {
      // Whoever spells a word anew is the author of its letters; the words around it keep theirs.
      story.edit(FICHE, {}, (page, pen) => mapWords(page, (word, _, { kind }) => (kind === 'text' && !word.link && word.text.length > 5 && story.luck.happens(0.015) ? { ...pen.word(misspelt(word.text, story)), ...(word.sign && { sign: word.sign }) } : word)))
    })
  },
}

function restructure(page: Page, story: Story, pen: Pen): Page {
  const { luck } = story
  const onTable = (change: (block: Block, columns: number, rows: number) => Block): Page => {
    const at = places(page, ({ kind }) => kind === 'table')
    if (at.length === 0) return withBody(page, spliced(page.body, 1 + luck.below(page.body.length), 0, pen.table()))
    const which = luck.of(at)
    return withBody(page, page.body.map((block, i) => (i === which ? change(block, block.size ?? 2, block.parts.length / (block.size ?? 2)) : block)))
  }
  const rowsOf = ({ parts }: Block, columns: number): Part[][] => Array.from({ length: parts.length / columns }, (_, i) => parts.slice(i * columns, (i + 1) * columns))
  const items = places(page, ({ kind }) => kind === 'item')
  switch (luck.of(['add row', 'add column', 'remove column', 'swap rows', 'swap columns', 'edit cell', 'swap items', 'to list', 'to paragraph', 'add item'] as const)) {
    case 'add row': return onTable((block, columns) => ({ ...block, parts: [...block.parts, ...Array.from({ length: columns }, () => pen.cell())] }))
    case 'add column': return onTable((block, columns) => ({ ...block, size: columns + 1, parts: rowsOf(block, columns).flatMap((row) => [...row, pen.cell()]) }))
    case 'remove column': return onTable((block, columns) => (columns < 3 ? block : { ...block, size: columns - 1, parts: rowsOf(block, columns).flatMap((row) => row.slice(0, -1)) }))
    case 'swap rows': return onTable((block, columns, rows) => { const all = rowsOf(block, columns); const at = 1 + luck.below(Math.max(1, rows - 2)); return rows < 3 ? block : { ...block, parts: spliced(all, at, 2, all[at + 1]!, all[at]!).flat() } })
    case 'swap columns': return onTable((block, columns) => ({ ...block, parts: rowsOf(block, columns).flatMap((row) => [row[1]!, row[0]!, ...row.slice(2)]) }))
    case 'edit cell': return onTable((block) => { const at = luck.below(block.parts.length); return { ...block, parts: block.parts.map((part, i) => (i === at ? pen.cell() : part)) } })
    case 'swap items': { const at = items.filter((i) => page.body[i + 1]?.kind === 'item'); const i = at.length === 0 ? -1 : luck.of(at); return i < 0 ? page : withBody(page, spliced(page.body, i, 2, page.body[i + 1]!, page.body[i]!)) }
    case 'to list': { const at = places(page, ({ kind, parts }) => kind === 'text' && parts.length > 2); const i = at.length === 0 ? -1 : luck.of(at); return i < 0 ? page : withBody(page, spliced(page.body, i, 1, ...page.body[i]!.parts.map((part) => pen.block('item', [part])))) }
    case 'to paragraph': {
      const from = items.find((i) => page.body[i - 1]?.kind !== 'item')
      if (from === undefined) return page
      let to = from
      while (page.body[to]?.kind === 'item') to++
      return withBody(page, spliced(page.body, from, to - from, pen.block('text', page.body.slice(from, to).flatMap(({ parts }) => parts))))
    }
    case 'add item': return gestures['add item'](page, handOf(story, pen))
  }
}

export const tablesAndLists: Scenario = {
  name: 'tables-lists', title: 'tables and lists restructured', target: { percent: 97, named: false },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.6, () => { revise(story, FICHE) }, () => { story.edit(FICHE, {}, (page, pen) => restructure(page, story, pen)) })
  },
}

export const translation: Scenario = {
  name: 'translation', title: 'translation, paragraph by paragraph', target: { percent: 97, named: false },
  tell(story) {
    story.begin(FICHE)
    for (let i = 0; i < 12; i++) revise(story, FICHE)
    const english = tongue(ENGLISH, 21)
    const translated = new Set<number>()
    for (let turn = 0; turn < story.family.versions; turn++) {
      const left = story.page(FICHE).body.filter(({ id, kind }) => kind !== 'code' && !translated.has(id))
      if (left.length === 0) break
      // Others go on writing meanwhile.
      if (story.luck.happens(0.25)) { revise(story, FICHE); continue }
      const chosen = story.luck.some(left, 1 + story.luck.below(2)).map(({ id }) => id)
      for (const id of chosen) translated.add(id)
      story.edit(FICHE, {}, (page, pen) => withBody(page, page.body.map((block) => (chosen.includes(block.id) ? { ...block, parts: block.parts.map((part) => ({ ...part, words: translate(part, pen, story, english.sentence(story.luck, Math.max(1, part.words.length + story.luck.below(4) - 2))) })) } : block))))
    }
  },
}

/** Links, and words in code, are kept among the new words. */
function translate(part: Part, pen: Pen, story: Story, texts: readonly string[]): Word[] {
  const kept = part.words.filter(({ link, dress }) => link ?? dress === '`')
  const words = texts.map((text) => pen.word(text))
  for (const word of kept) words.splice(story.luck.below(words.length + 1), 0, word)
  return words
}

const MORE_FIELDS = ['durée', 'public', 'lieu', 'participants', 'saison', 'niveau', 'accessibilité']

export const frontMatter: Scenario = {
  name: 'front-matter', title: 'front matter', target: { percent: 97, named: false },
  tell(story) {
    const { luck } = story
    story.begin(FICHE)
    const said = (pen: Pen, count: number) => pen.words(count).map(({ text }) => pen.word(text))
    through(story, 0.6, () => { revise(story, FICHE) }, () => {
      story.edit(FICHE, {}, (page, pen) => {
        const at = luck.below(page.header.length)
        const field = page.header[at]!
        switch (luck.weighted({ value: 4, add: 3, remove: 1, reorder: 1.5, entry: 2 })) {
          case 'value': return { ...page, header: spliced(page.header, at, 1, { ...field, parts: [field.parts[0]!, pen.part(field.parts.length === 2 && field.parts[1]!.words.length > 4 ? [...field.parts[1]!.words.slice(0, 3), ...said(pen, 2), ...field.parts[1]!.words.slice(5)] : said(pen, luck.between([1, 5]))), ...field.parts.slice(2)] }) }
          case 'add': {
            const key = MORE_FIELDS.find((name) => !page.header.some(({ parts }) => parts[0]!.words[0]!.text === name))
            return key === undefined ? page : { ...page, header: spliced(page.header, at, 0, pen.field(key, [luck.happens(0.5) ? [pen.word(String(5 * luck.between([1, 30]))), ...said(pen, 1)] : said(pen, luck.between([2, 8]))])) }
          }
          case 'remove': return page.header.length < 5 ? page : { ...page, header: spliced(page.header, at, 1) }
          case 'reorder': return { ...page, header: spliced(spliced(page.header, at, 1), luck.below(page.header.length), 0, field) }
          case 'entry': return { ...page, header: page.header.map((block) => (block.parts.length > 2 ? { ...block, parts: [...block.parts, pen.part(said(pen, 1))] } : block)) }
        }
      })
    })
  },
}

export const coAuthors: Scenario = {
  name: 'co-authors', title: 'co-authors and .mailmap', target: { percent: 97, named: false },
  tell(story) {
    // Half of the people have an older address too.
    const older = story.people.map((person, i): Person => (i % 2 === 0 ? person : { name: person.name.toLowerCase(), email: `ancienne${i}@exemple.org`, is: person }))
    const mailmap = older.flatMap((person) => (person.is ? [`${named(person.is)} <${person.email}>`] : [])).join('\n')
    story.write({}, (tree, pens) => withFile(withFile(tree, '.mailmap', `${mailmap}\n`), FICHE, pens(FICHE).fiche()))
    through(story, 0, () => {
      const [by, ...others] = story.luck.some(story.luck.happens(0.4) ? older : story.people, 1 + story.luck.below(3)) as [Person, ...Person[]]
      revise(story, FICHE, PLAIN, { by, with: others })
    }, () => undefined)
  },
}
