/** Boilerplate: the same sentences typed again and again, by different people, in different places. */
import { places, spliced, withBody } from '../edits.js'
import type { Pen } from '../pen.js'
import type { Block, Page } from '../page.js'
import { withFile } from '../page.js'
import { revise, through, type Scenario } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md', 'fiches/bilan.md']

export const boilerplate: Scenario = {
  name: 'boilerplate', title: 'repeated boilerplate', target: { percent: 90, named: true }, isAboutStock: true,
  tell(story) {
    const { luck } = story
    const phrases = Array.from({ length: 8 }, () => story.family.tongue.sentence(luck, luck.between([4, 12])))
    const stock = (pen: Pen) => pen.part(luck.of(phrases).map((text) => pen.word(text, 'stock')), '.')
    // A section as a template has it: the heading and the sentence everybody types, then something of one's own.
    const section = (pen: Pen): Block[] => [pen.stockHeading(), pen.block('text', [stock(pen), pen.sentence(), pen.sentence()])]
    for (const path of FILES) story.write({}, (tree, pens) => withFile(tree, path, { ...pens(path).fiche(3), body: [pens(path).heading(1), ...section(pens(path)), ...section(pens(path)), ...section(pens(path))] }))
    const changed = (page: Page, pen: Pen): Page => {
      switch (luck.weighted({ section: 3, sentence: 3, remove: 2, move: 2 })) {
        case 'section': return withBody(page, spliced(page.body, 1 + luck.below(page.body.length), 0, ...section(pen)))
        case 'sentence': {
          const at = luck.of(places(page, ({ kind }) => kind === 'text'))
          return withBody(page, page.body.map((block, i) => (i === at ? { ...block, parts: spliced(block.parts, luck.below(block.parts.length + 1), 0, stock(pen)) } : block)))
        }
        case 'remove': {
          const at = luck.of(places(page, ({ kind }) => kind === 'text'))
          return page.body.length < 6 ? page : withBody(page, spliced(page.body, at, 1))
        }
        case 'move': {
          const from = 1 + luck.below(page.body.length - 1)
          const left = spliced(page.body, from, 1)
          return withBody(page, spliced(left, 1 + luck.below(left.length), 0, page.body[from]!))
        }
      }
    }
    through(story, 0.5, () => { revise(story, luck.of(FILES)) }, () => { story.edit(luck.of(FILES), {}, changed) })
  },
}
