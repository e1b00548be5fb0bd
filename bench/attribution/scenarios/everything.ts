/** A repository where all of it happens: several files, branches, copies, renames, reverts, squashes, picks, formatting. */
import { spliced, withBody } from '../edits.js'
import { inclined } from '../family.js'
import { pageAt, withFile, without } from '../page.js'
import { aside, merge } from './branches.js'
import { undo } from './one-file.js'
import { between, pick, squash } from './replays.js'
import { MOVES, revise, type Scenario } from './scenario.js'

export const everything: Scenario = {
  name: 'everything', title: 'everything in one repository', target: { percent: 97, named: false },
  tell(story) {
    const { luck } = story
    const files = ['README.md', 'fiches/un.md', 'fiches/deux.md', 'annexes/trois.md']
    story.begin(...files)
    const anywhere = (): void => { revise(story, luck.of(files)) }
    for (let turn = 0; turn < story.family.versions; turn++) {
      switch (luck.weighted(inclined({ plain: 8, moves: 1, rewrites: 2, merge: 1, squash: 0.7, pick: 0.7, copy: 1.2, rename: 0.6, undo: 0.8, dress: 0.8, split: 0.3 }, story.family))) {
        case 'plain': anywhere(); break
        case 'moves': revise(story, luck.of(files), MOVES, { deed: 'moves' }); break
        case 'rewrites': revise(story, luck.of(files), { 'rewrite sentence': 2, 'rewrite paragraph': 1, 'move and edit': 1 }); break
        case 'merge': { const branch = aside(story, 3, anywhere); anywhere(); merge(story, [branch]); break }
        case 'squash': { const from = story.tip!; const branch = between(from, aside(story, 3, anywhere)); anywhere(); squash(story, branch, story.someone()); break }
        case 'pick': {
          const from = story.tip!
          const topic = aside(story, 2, anywhere)
          anywhere()
          pick(story, luck.of(between(from, topic)), story.someone(), luck.of(['git', 'forge']))
          break
        }
        case 'copy': {
          const [from, to] = luck.some(files, 2) as [string, string]
          const at = 1 + luck.below(Math.max(1, story.page(from).body.length - 2))
          const taken = story.page(from).body.slice(at, at + 2)
          story.edit(to, { deed: 'moves' }, (page) => withBody(page, spliced(page.body, luck.below(page.body.length) + 1, 0, ...taken)))
          break
        }
        case 'rename': {
          const which = luck.below(files.length)
          const old = files[which]!
          const path = `${luck.of(['', 'fiches/', 'annexes/'])}${story.family.tongue.word(luck)}-${turn}.md`
          files[which] = path
          story.write({ deed: 'moves', renamed: new Map([[path, old]]) }, (tree) => withFile(without(tree, old), path, pageAt(tree, old)))
          break
        }
        case 'undo': {
          const path = luck.of(files)
          const before = story.tip!
          const version = revise(story, path)
          if (pageAt(version.tree, path) !== pageAt(before.tree, path)) undo(story, path, version)
          break
        }
        case 'dress': story.edit(luck.of(files), { deed: 'formats' }, (page) => ({ ...page, style: { ...page.style, wrap: luck.of([0, 72, 80, 90]), bullet: luck.of(['-', '*']), noBreak: luck.happens(0.5) } })); break
        case 'split': {
          const from = luck.of(files)
          const { body } = story.page(from)
          if (body.length < 12) break
          const path = `fiches/suite-${turn}.md`
          files.push(path)
          story.write({}, (tree, pens) => withFile(withFile(tree, from, withBody(pageAt(tree, from), body.slice(0, 7))), path, { ...pageAt(tree, from), header: pens(path).header(), body: [pens(path).heading(1), ...body.slice(7)] }))
          break
        }
      }
    }
  },
}
