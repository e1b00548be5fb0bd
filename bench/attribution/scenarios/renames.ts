/** Files that change their name, and their words with it. */
import { edited } from '../edits.js'
import { pageAt, withFile, without } from '../page.js'
import type { Story } from '../story.js'
import { handOf, revise, through, type Scenario, type Weights } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md']

function renaming(story: Story, changes: Weights | undefined): void {
  story.begin(...FILES)
  const files = [...FILES]
  through(story, 0.2, () => { revise(story, story.luck.of(files)) }, (turn) => {
    const at = story.luck.below(files.length)
    const old = files[at]!
    const path = `${story.luck.of(['', 'fiches/', 'archives/été 2020/'])}${story.family.tongue.word(story.luck)}-${turn}.md`
    files[at] = path
    story.write({ deed: changes ? 'writes' : 'moves', renamed: new Map([[path, old]]) }, (tree, pens) => {
      let page = pageAt(tree, old)
      if (changes) for (let times = 2 + story.luck.below(4); times > 0; times--) page = edited(page, handOf(story, pens(path)), changes)
      return withFile(without(tree, old), path, page)
    })
  })
}

export const renames: Scenario = {
  name: 'rename', title: 'renames', target: { percent: 97, named: true },
  tell(story) { renaming(story, undefined) },
}

export const renamesEdited: Scenario = {
  name: 'rename-edit', title: 'renames with edits', target: { percent: 97, named: false },
  tell(story) { renaming(story, { words: 3, 'add sentence': 2, 'add paragraph': 1, 'rewrite sentence': 2, 'remove block': 1, 'move block': 1 }) },
}
