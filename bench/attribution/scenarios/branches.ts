/** Work in parallel, and its merges. */
import { combined, type Settle } from '../combine.js'
import { editedWords } from '../edits.js'
import type { Pen } from '../pen.js'
import type { Tree, Version } from '../page.js'
import { isPage } from '../page.js'
import type { Pens, Story } from '../story.js'
import { handOf, PLAIN, revise, type Scenario, type Weights } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md']
/** Gestures that stay where they are: branches that move the same passages are not what these scenarios are about. */
const QUIET: Weights = { ...PLAIN, 'rewrite sentence': 1 }

/** `theirs` brought into `ours`, file by file; what both wrote is settled by `settle`, ours stands without it. */
export function combinedTrees(base: Tree, ours: Tree, theirs: Tree, settle: (path: string) => Settle = () => (our) => our): Tree {
  const out = new Map(ours)
  for (const [path, their] of theirs) {
    const was = base.get(path)
    const our = ours.get(path)
    if (their === was || !isPage(their)) continue
    if (our === undefined && was === undefined) out.set(path, their)
    else if (isPage(our) && isPage(was)) out.set(path, our === was ? their : combined(was, our, their, settle(path)))
  }
  return out
}

export const mergeBase = (a: Version, b: Version): Version => {
  const ancestors = (version: Version): Set<Version> => { const seen = new Set([version]); for (const each of seen) for (const parent of each.parents) seen.add(parent); return seen }
  const theirs = ancestors(b)
  return [...ancestors(a)].filter((version) => theirs.has(version)).sort((x, y) => y.number - x.number)[0]!
}

/** Merges these versions into the tip. */
export function merge(story: Story, theirs: readonly Version[], settle?: (path: string, pens: Pens) => Settle): Version {
  const ours = story.tip!
  return story.write({ parents: [ours, ...theirs], deed: settle ? 'writes' : 'merges', message: `Merge branch${theirs.length > 1 ? 'es' : ''}` }, (tree, pens) => theirs.reduce((now, their) => combinedTrees(mergeBase(ours, their).tree, now, their.tree, settle && ((path) => settle(path, pens))), tree))
}

/** A few versions from here, and where they end; the story goes back to where it was. */
export function aside(story: Story, count: number, write: () => void): Version {
  const from = story.tip!
  for (let i = 0; i < count; i++) write()
  const end = story.tip!
  story.tip = from
  return end
}

const somewhere = (story: Story) => () => { revise(story, story.luck.of(FILES), QUIET) }

export const merges: Scenario = {
  name: 'merges', title: 'merges without conflict', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 9; left > 0; left--) {
      const branch = aside(story, 2 + story.luck.below(3), somewhere(story))
      for (let i = story.luck.below(4); i > 0; i--) somewhere(story)()
      merge(story, [branch])
      somewhere(story)()
    }
  },
}

/** What a person makes of two versions of one sentence: the beginning of ours, words of theirs, words of their own between them. */
export const resolution = (story: Story, pen: Pen): Settle => (ours, theirs) => {
  const middle = Math.ceil(ours.words.length / 2)
  const tail = theirs.words.slice(Math.ceil(theirs.words.length / 2))
  return { ...ours, words: [...ours.words.slice(0, middle), ...pen.words(2 + story.luck.below(4)), ...tail] }
}

export const conflicts: Scenario = {
  name: 'conflicts', title: 'merges with conflicts', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 9; left > 0; left--) {
      const path = story.luck.of(FILES)
      const disputed = story.luck.some(story.page(path).body.filter(({ kind }) => kind === 'text'), 2).map(({ id }) => id)
      const both = () => { story.edit(path, {}, (page, pen) => ({ ...page, body: page.body.map((block) => (disputed.includes(block.id) ? { ...block, parts: block.parts.map((part) => (part.words.length > 4 && story.luck.happens(0.7) ? editedWords(part, handOf(story, pen)) : part)) } : block)) })) }
      const branch = aside(story, 1, () => { both(); somewhere(story)() })
      both()
      somewhere(story)()
      merge(story, [branch], (file, pens) => resolution(story, pens(file)))
      somewhere(story)()
    }
  },
}

export const octopus: Scenario = {
  name: 'octopus', title: 'octopus and criss-cross merges', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 14; left > 0; left--) {
      const branches = Array.from({ length: 2 + story.luck.below(2) }, () => aside(story, 2, somewhere(story)))
      merge(story, branches)
      somewhere(story)()
      // Each side takes the other's work, goes on, and both are merged again.
      const there = aside(story, 2, somewhere(story))
      somewhere(story)()
      const here = story.tip!
      story.tip = there
      merge(story, [here])
      somewhere(story)()
      const across = story.tip
      story.tip = here
      merge(story, [there])
      somewhere(story)()
      merge(story, [across])
    }
  },
}
