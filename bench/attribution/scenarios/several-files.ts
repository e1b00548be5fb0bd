/** Words that go from file to file. */
import { editedWords, spliced, withBody } from '../edits.js'
import type { Block, Page } from '../page.js'
import { pageAt, withFile, without } from '../page.js'
import type { Story } from '../story.js'
import { handOf, revise, through, type Scenario } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md', 'fiches/bilan.md']
const insert = (page: Page, at: number, ...blocks: readonly Block[]): Page => withBody(page, spliced(page.body, at, 0, ...blocks))

/** A passage of one to three blocks, with something to say. */
function passage(story: Story, page: Page): { from: number; blocks: Block[] } | undefined {
  const from = 1 + story.luck.below(page.body.length - 1)
  const blocks = page.body.slice(from, from + 1 + story.luck.below(3))
  return blocks.some(({ kind, parts }) => kind === 'text' && parts.length > 1) ? { from, blocks } : undefined
}

const twoFiles = (story: Story, files: readonly string[]): [string, string] => { const [a, b] = story.luck.some(files, 2) as [string, string]; return story.luck.happens(0.5) ? [a, b] : [b, a] }

export const copies: Scenario = {
  name: 'copies', title: 'copies between files', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    const files = [...FILES]
    const anywhere = () => { revise(story, story.luck.of(files)) }
    through(story, 0.3, anywhere, () => {
      if (files.length < 6 && story.luck.happens(0.2)) {
        // A whole fiche as the start of another.
        const from = story.luck.of(files)
        const path = `fiches/${story.family.tongue.word(story.luck)}-${files.length}.md`
        files.push(path)
        story.write({ deed: 'moves' }, (tree) => withFile(tree, path, pageAt(tree, from)))
        return
      }
      const [from, to] = twoFiles(story, files)
      const taken = passage(story, story.page(from))
      if (taken) story.edit(to, { deed: 'moves' }, (page) => insert(page, 1 + story.luck.below(page.body.length), ...taken.blocks))
    })
  },
}

export const splits: Scenario = {
  name: 'splits', title: 'splits and joins of files', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    const files = [...FILES]
    through(story, 0.2, () => { revise(story, story.luck.of(files)) }, () => {
      const from = story.luck.of(files)
      const { body } = story.page(from)
      if (body.length > 10 && files.length < 8) {
        // The end of a fiche becomes a fiche, under a title and a header that whoever splits types.
        const path = `fiches/${story.family.tongue.word(story.luck)}-${files.length}.md`
        files.push(path)
        const cut = 4 + story.luck.below(body.length - 7)
        story.write({}, (tree, pens) => withFile(withFile(tree, from, withBody(pageAt(tree, from), body.slice(0, cut))), path, { ...pageAt(tree, from), header: pens(path).header(), body: [pens(path).heading(1), ...body.slice(cut)] }))
      } else if (files.length > 2) {
        const [gone, into] = twoFiles(story, files)
        files.splice(files.indexOf(gone), 1)
        const all = story.page(gone).body.slice(1)
        story.write({ deed: 'moves' }, (tree) => without(withFile(tree, into, insert(pageAt(tree, into), pageAt(tree, into).body.length, ...all)), gone))
      }
    })
  },
}

export const copyThenEdit: Scenario = {
  name: 'copy-edit', title: 'copies edited in the same version', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    through(story, 0.35, () => { revise(story, story.luck.of(FILES)) }, () => {
      const [from, to] = twoFiles(story, FILES)
      const taken = passage(story, story.page(from))
      if (!taken) return
      story.edit(to, {}, (page, pen) => {
        const adapted = taken.blocks.map((block): Block => (block.kind === 'text' || block.kind === 'quote' ? { ...block, parts: block.parts.map((part) => (part.words.length > 3 && story.luck.happens(0.5) ? editedWords(part, handOf(story, pen)) : part)) } : block))
        return insert(page, 1 + story.luck.below(page.body.length), ...adapted)
      })
    })
  },
}

export const fileRestored: Scenario = {
  name: 'file-restored', title: 'a file deleted, restored later', target: { percent: 99.5, named: false },
  tell(story) {
    story.begin(...FILES)
    let gone: { path: string; page: Page } | undefined
    const present = () => FILES.filter((path) => path !== gone?.path)
    through(story, 0.25, () => { revise(story, story.luck.of(present())) }, () => {
      if (gone) {
        const { path, page } = gone
        gone = undefined
        story.write({ deed: 'restores' }, (tree) => withFile(tree, path, page))
      } else {
        const path = story.luck.of(FILES)
        gone = { path, page: story.page(path) }
        story.write({ deed: 'moves' }, (tree) => without(tree, path))
      }
    })
    const lost = gone
    if (lost) story.write({ deed: 'restores' }, (tree) => withFile(tree, lost.path, lost.page))
  },
}
