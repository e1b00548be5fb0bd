/** The same work written a second time: squashed, picked, rebased. Who wrote it first wrote it. */
import { themself, type Person, type Version } from '../page.js'
import { named, type Story, type Trailer } from '../story.js'
import { aside, combinedTrees, merge, mergeBase } from './branches.js'
import { revise, type Scenario } from './scenario.js'

const FILES = ['README.md', 'fiches/accueil.md']
const anywhere = (story: Story, by?: Person) => { revise(story, story.luck.of(FILES), undefined, by && { by }) }

/** The versions that lead from `from` to `to`, oldest first. */
export function between(from: Version, to: Version): Version[] {
  const found: Version[] = []
  for (let version: Version | undefined = to; version && version !== from; version = version.parents[0]) found.unshift(version)
  return found
}

export const distinct = (people: readonly Person[]): Person[] => people.filter((person, i) => people.findIndex((other) => themself(other) === themself(person)) === i)

/** As the forge does: the last author is the author, who integrates is the committer, the others are in trailers. */
export function squash(story: Story, branch: readonly Version[], integrator: Person, trailers: readonly Trailer[] = []): Version {
  const last = branch.at(-1)!
  const others = distinct(branch.flatMap(({ writers }) => writers)).filter((person) => person !== last.author)
  const squashed = story.write({ by: last.author, with: others, committer: integrator, trailers: [...trailers, ['Merge-Request', `https://communs.exemple.org/fiche/propositions/${last.number}`]] }, (tree) => combinedTrees(mergeBase(story.tip!, last).tree, tree, last.tree))
  for (const version of branch) version.replayedAs.push(squashed)
  return squashed
}

export const squashes: Scenario = {
  name: 'squash', title: 'squashes (Co-authored-by)', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 9; left > 0; left--) {
      const from = story.tip!
      const people = story.luck.some(story.people, 2 + story.luck.below(2))
      const branch = between(from, aside(story, 3 + story.luck.below(3), () => { anywhere(story, story.luck.of(people)) }))
      if (story.luck.happens(0.5)) anywhere(story)
      squash(story, branch, story.someone(...people))
      // Half of the proposed versions stay in the repository, as a forge keeps them.
      if (story.luck.happens(0.5)) story.refs.set(`refs/merge-requests/${branch.at(-1)!.number}/head`, branch.at(-1)!)
      anywhere(story)
    }
  },
}

/** Applies one version onto the tip. `as`: what Git's own `-x` writes, or the trailers of a forge. */
export function pick(story: Story, version: Version, picker: Person, as: 'git' | 'forge'): Version {
  const subject = version.message.split('\n')[0]!
  const told = as === 'git' ? { by: version.author, with: version.coAuthors, message: `${subject}\n\n(cherry picked from commit ${version.oid})` }
    : { by: picker, message: subject, trailers: [...version.writers.map((who): Trailer => ['Original-Author', named(who)]), ['Source-Commit', version.oid] as Trailer] }
  const picked = story.write({ ...told, writers: version.writers, committer: picker, deed: as === 'git' ? 'writes' : 'imports' }, (tree) => combinedTrees(version.parents[0]!.tree, tree, version.tree))
  version.replayedAs.push(picked)
  return picked
}

export const cherryPicks: Scenario = {
  name: 'cherry-pick', title: 'cherry-picks (-x, or trailers)', target: { percent: 97, named: true },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 10; left > 0; left--) {
      const from = story.tip!
      const topic = aside(story, 3, () => { anywhere(story) })
      anywhere(story)
      for (const version of story.luck.some(between(from, topic), 1 + story.luck.below(2))) pick(story, version, story.someone(...version.writers), story.luck.of(['git', 'forge']))
      anywhere(story)
      // The branch is merged in the end, or forgotten.
      if (story.luck.happens(0.5)) merge(story, [topic])
    }
  },
}

export const rebases: Scenario = {
  name: 'rebase', title: 'rebases', target: { percent: 97, named: false },
  tell(story) {
    story.begin(...FILES)
    for (let left = story.family.versions / 9; left > 0; left--) {
      const from = story.tip!
      const branch = between(from, aside(story, 2 + story.luck.below(3), () => { anywhere(story) }))
      for (let i = 1 + story.luck.below(3); i > 0; i--) anywhere(story)
      const rebaser = story.luck.happens(0.5) ? undefined : story.someone()
      for (const version of branch) {
        const again = story.write({ by: version.author, with: version.coAuthors, committer: rebaser ?? version.author, at: version.at, message: version.message.split('\n')[0]! }, (tree) => combinedTrees(version.parents[0]!.tree, tree, version.tree))
        version.replayedAs.push(again)
      }
    }
  },
}
