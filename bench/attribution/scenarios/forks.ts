/** Adaptations: words that leave, change elsewhere and come back. */
import { pageAt, withFile, type Block, type Page, type Version } from '../page.js'
import { spliced, withBody } from '../edits.js'
import { named, type Story, type Trailer } from '../story.js'
import { merge } from './branches.js'
import { distinct } from './replays.js'
import { revise, type Scenario, type Weights } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md']
const GROWS: Weights = { words: 4, 'add sentence': 2, 'add paragraph': 3, 'rewrite sentence': 1 }
const anywhere = (story: Story) => { revise(story, story.luck.of(FILES), GROWS) }

/** Paragraphs that are in the adaptation and not in the origin. */
function newThere(story: Story, fork: Version, path: string): Block[] {
  const here = new Set(story.page(path).body.map(({ id }) => id))
  return pageAt(fork.tree, path).body.filter(({ id, kind }) => kind === 'text' && !here.has(id))
}

/** Somebody copies passages of the adaptation into the origin; the message says from where, or nothing. */
function copyBack(story: Story, fork: Version, says: 'trailers' | 'nothing'): void {
  const path = story.luck.of(FILES)
  const blocks = newThere(story, fork, path).slice(0, 2)
  if (blocks.length === 0) return
  const births = blocks.flatMap(({ parts }) => parts.flatMap(({ words }) => words.map(({ birth }) => birth)))
  const writers = distinct(births.flatMap((birth) => birth.writers))
  const trailers = [...writers.map((who): Trailer => ['Original-Author', named(who)]), ['Source-Commit', fork.oid] as Trailer]
  const back = story.edit(path, { by: story.someone(...writers), writers, deed: 'imports', ...(says === 'trailers' && { trailers }) }, (page): Page => withBody(page, spliced(page.body, 1 + story.luck.below(page.body.length), 0, ...blocks)))
  for (const version of new Set(births.map((birth) => birth.version))) version.replayedAs.push(back)
}

/** The adaptation lives on in its own ref, as after `git fetch` of it. */
function adapting(story: Story, round: (fork: () => Version, onFork: (work: () => void) => void) => void): void {
  story.begin(...FILES)
  for (let i = 0; i < 4; i++) anywhere(story)
  let fork = story.tip!
  const onFork = (work: () => void) => { const origin = story.tip!; story.tip = fork; work(); fork = story.tip; story.tip = origin }
  for (let left = story.family.versions / 9; left > 0; left--) {
    onFork(() => { for (let i = 2 + story.luck.below(3); i > 0; i--) anywhere(story) })
    for (let i = story.luck.below(3); i > 0; i--) anywhere(story)
    round(() => fork, onFork)
  }
  story.refs.set('refs/remotes/adaptation/main', fork)
}

export const forks: Scenario = {
  name: 'forks', title: 'forks with copy-back', target: { percent: 97, named: true },
  tell(story) {
    adapting(story, (fork, onFork) => {
      switch (story.luck.weighted({ merge: 1, trailers: 3, news: 2 })) {
        case 'merge': merge(story, [fork()]); break
        case 'trailers': copyBack(story, fork(), 'trailers'); break
        // The adaptation takes the origin's news.
        case 'news': { const origin = story.tip!; onFork(() => { merge(story, [origin]) }); break }
      }
    })
  },
}

export const forksPasted: Scenario = {
  name: 'forks-pasted', title: 'forks, pasted back without a word', target: { percent: 97, named: true },
  tell(story) { adapting(story, (fork) => { copyBack(story, fork(), 'nothing') }) },
}

/** The other side: the adaptation is the version asked for, and takes passages its origin wrote since, with or without merging. */
export const adaptation: Scenario = {
  name: 'adaptation', title: 'an adaptation that takes its origin’s news', target: { percent: 97, named: true },
  tell(story) {
    adapting(story, (fork, onFork) => {
      const origin = story.tip!
      onFork(() => { if (story.luck.happens(0.6)) merge(story, [origin]); else copyBack(story, origin, 'trailers') })
      void fork
    })
    const origin = story.tip!
    story.tip = story.refs.get('refs/remotes/adaptation/main')!
    story.refs.clear()
    story.refs.set('refs/remotes/origine/main', origin)
    story.write({}, (tree, pens) => withFile(tree, FILES[0]!, withBody(pageAt(tree, FILES[0]!), [...pageAt(tree, FILES[0]!).body, pens(FILES[0]!).paragraph()])))
  },
}
