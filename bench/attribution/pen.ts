/** Somebody writing in one file, in one version: every word is born there and then. */
import type { Family } from './family.js'
import type { Luck } from './luck.js'
import type { Birth, Block, Page, Part, Style, Word } from './page.js'

/** Headings that every fiche has: boilerplate, graded apart. */
const STOCK_HEADINGS = [['objectifs'], ['matériel'], ['déroulement'], ['variantes'], ['pour', 'aller', 'plus', 'loin'], ['conseils', 'de', 'facilitation']]
const STOCK_FIELDS: readonly (readonly [string, readonly string[]])[] = [['licence', ['CC-BY-SA-4.0']], ['langue', ['fr']], ['type', ['fiche']]]

export class Pen {
  constructor(private readonly family: Family, private readonly luck: Luck, private readonly ids: { next: number }, private readonly birth: Birth, private readonly style: Style) {}

  /** The same hand in another file of the same version. */
  word(text = this.family.tongue.word(this.luck), grade: Word['grade'] = 'plain'): Word { return { text, birth: this.birth, grade } }

  /** Words of running text, some with an emphasis, a comma, a link. */
  words(count: number): Word[] {
    return this.family.tongue.sentence(this.luck, count).map((text, i): Word => {
      const plain = this.word(text)
      const chance = this.luck.next()
      if (chance < 0.015) return { ...plain, link: this.address() }
      if (chance < 0.04) return { ...plain, dress: this.luck.of(['**', '*', '`']) }
      return i < count - 1 && i > 1 && chance > 0.94 ? { ...plain, sign: chance > 0.985 ? ';' : ',' } : plain
    })
  }

  address(): Word {
    const name = () => this.family.tongue.word(this.luck).normalize('NFD').replace(/\p{M}/gu, '')
    return this.word(`https://${name()}.exemple.org/${name()}-${name()}`)
  }

  part(words: readonly Word[], end: Part['end'] = ''): Part { return { id: this.ids.next++, words, end } }
  sentence(count = this.luck.between(this.family.words)): Part { return this.part(this.words(count), this.luck.happens(0.9) ? '.' : this.luck.of(['?', '!', ':'])) }
  sentences(): Part[] { return Array.from({ length: this.luck.between(this.family.sentences) }, () => this.sentence()) }

  block(kind: Block['kind'], parts: readonly Part[], size?: number): Block { return { id: this.ids.next++, kind, parts, ...(size !== undefined && { size }) } }
  paragraph(): Block { return this.block(this.luck.happens(0.08) ? 'quote' : 'text', this.sentences()) }
  heading(level = 2): Block { return this.block('heading', [this.part(this.words(this.luck.between([2, 6])).map(({ text }) => this.word(text)))], level) }
  stockHeading(): Block { return this.block('heading', [this.part(this.luck.of(STOCK_HEADINGS).map((text) => this.word(text, 'stock')))], 2) }
  item(kind: 'item' | 'numbered' = 'item'): Block { return this.block(kind, [this.sentence(this.luck.between([3, 14]))]) }
  list(): Block[] { const kind = this.luck.of(['item', 'item', 'numbered'] as const); return Array.from({ length: this.luck.between([3, 6]) }, () => this.item(kind)) }
  cell(): Part { return this.part(this.words(this.luck.between([1, 5])).map(({ text }) => this.word(text))) }
  table(columns = this.luck.between([2, 4]), rows = this.luck.between([3, 6])): Block { return this.block('table', Array.from({ length: columns * rows }, () => this.cell()), columns) }
  code(): Block {
    const line = () => this.part(this.words(this.luck.between([2, 6])).map(({ text }) => this.word(text)))
    return this.block('code', Array.from({ length: this.luck.between([2, 4]) }, line))
  }

  field(key: string, values: readonly (readonly Word[])[], grade: Word['grade'] = 'plain'): Block {
    return this.block('field', [this.part([this.word(key, grade)]), ...values.map((words) => this.part(words))])
  }

  header(): Block[] {
    const said = (count: number) => this.words(count).map(({ text }) => this.word(text))
    return [
      // Keys and values that every fiche has are stock: whoever starts a fiche types them all again.
      this.field('titre', [said(this.luck.between([2, 6]))], 'stock'),
      this.field('résumé', [said(this.luck.between([8, 16]))], 'stock'),
      ...STOCK_FIELDS.map(([key, values]) => this.field(key, values.map((value) => [this.word(value, 'stock')]), 'stock')),
      this.field('mots_cles', Array.from({ length: this.luck.between([2, 4]) }, () => said(1)), 'stock'),
    ]
  }

  /** A new fiche of the family's size, or of so many blocks. */
  fiche(blocks = this.luck.between(this.family.blocks)): Page {
    const body: Block[] = [this.heading(1)]
    while (body.length < blocks) {
      switch (this.luck.weighted({ text: 10, heading: 2, stock: 1, list: 2, table: 0.7, code: 0.5 })) {
        case 'text': body.push(this.paragraph()); break
        case 'heading': body.push(this.heading()); break
        case 'stock': body.push(this.stockHeading()); break
        case 'list': body.push(...this.list()); break
        case 'table': body.push(this.table()); break
        case 'code': body.push(this.code()); break
      }
    }
    return { header: this.header(), body, style: this.style }
  }
}
