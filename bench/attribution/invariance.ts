/** The same work brought in one way or another credits the same people. */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { table } from '../prose/figures.js'
import { ours, type Answer } from './answer.js'
import type { Family } from './family.js'
import { withFile, without, pageAt, type Person } from './page.js'
import { combinedTrees, merge } from './scenarios/branches.js'
import { between, pick, squash } from './scenarios/replays.js'
import { revise } from './scenarios/scenario.js'
import { Story } from './story.js'

const FICHE = 'README.md'

/** After each of these, credits are those of a plain merge. A squash keeps people; the others, words too. */
const WAYS = ['merge', 'squash', 'cherry-pick -x', 'cherry-pick, trailers', 'rebase', 'fork', 'rename'] as const
type Way = (typeof WAYS)[number]

/** Three people write on a branch, somebody else on the main line, a fifth brings both together. Nothing but the way differs. */
function integrated(family: Family, seed: number, wrap: number, way: Way): Story {
  const story = new Story(family, seed, wrap)
  story.begin(FICHE)
  for (let i = 0; i < 5; i++) revise(story, FICHE)
  const [first, second, third, other, integrator] = story.luck.some(story.people, 5) as [Person, Person, Person, Person, Person]
  const from = story.tip!
  // Everyone leaves a paragraph, so that nobody is credited for nothing.
  for (const by of [first, second, third, first, third]) revise(story, FICHE, { 'add paragraph': 1 }, { by })
  const branch = between(from, story.tip!)
  story.tip = from
  revise(story, FICHE, { 'add paragraph': 1 }, { by: other })
  switch (way) {
    case 'merge': case 'fork': merge(story, [branch.at(-1)!]); break
    case 'squash': squash(story, branch, integrator); break
    case 'cherry-pick -x': for (const version of branch) pick(story, version, integrator, 'git'); break
    case 'cherry-pick, trailers': for (const version of branch) pick(story, version, integrator, 'forge'); break
    case 'rebase': for (const version of branch) story.write({ by: version.author, committer: integrator, message: version.message, at: version.at }, (tree) => combinedTrees(version.parents[0]!.tree, tree, version.tree)); break
    case 'rename':
      merge(story, [branch.at(-1)!])
      story.write({ by: integrator, deed: 'moves', renamed: new Map([['fiches/autre nom.md', FICHE]]) }, (tree) => withFile(without(tree, FICHE), 'fiches/autre nom.md', pageAt(tree, FICHE)))
  }
  return way === 'fork' ? forked(family, seed, wrap, story) : story
}

/** The whole history written again version by version, each saying where it comes from: what an import of a repository makes of it. */
function forked(family: Family, seed: number, wrap: number, origin: Story): Story {
  const fork = new Story(family, seed, wrap)
  const importer = fork.people.at(-1)!
  const again = new Map<object, Story['tip']>()
  const versions = new Set([origin.tip!])
  for (const version of versions) for (const parent of version.parents) versions.add(parent)
  for (const version of [...versions].sort((a, b) => a.number - b.number)) {
    again.set(version, fork.write({ by: version.author, with: version.coAuthors, committer: importer, parents: version.parents.map((parent) => again.get(parent)!), at: version.at, message: version.message, trailers: [['Source-Commit', version.oid]] }, () => version.tree))
  }
  return fork
}

/** Words of each person; a word of several is all of theirs. */
function credits(answer: Answer): Map<string, number> {
  const words = new Map<string, number>()
  for (const said of answer.values()) for (const word of said) for (const author of word?.authors ?? []) words.set(author, (words.get(author) ?? 0) + 1)
  return words
}

const samePeople = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean => a.size === b.size && [...a.keys()].every((key) => b.has(key))
const sameWords = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean => samePeople(a, b) && [...a].every(([key, words]) => b.get(key) === words)

export async function invarianceTable({ program, folder, family, seeds, note }: { program: string; folder: string; family: Family; seeds: readonly number[]; note(sentence: string): void }): Promise<string> {
  const counts = new Map(WAYS.map((way) => [way, { people: 0, words: 0, of: 0 }]))
  for (const wrap of [0, 80]) {
    for (const seed of seeds) {
      let merged: Map<string, number> | undefined
      for (const way of WAYS) {
        const repository = path.join(folder, `invariance-${wrap}-${seed}-${WAYS.indexOf(way)}.git`)
        mkdirSync(repository)
        integrated(family, seed * 7919 + wrap, wrap, way).writeTo(repository)
        const got = credits((await ours(program, repository)).answer)
        rmSync(repository, { recursive: true, force: true })
        merged ??= got
        const count = counts.get(way)!
        count.of++
        if (samePeople(merged, got)) count.people++
        if (sameWords(merged, got)) count.words++
      }
    }
  }
  note('invariance: done')
  return table(['instead of a merge', 'histories', 'same people (target 100 %)', 'same words each'], [...counts].filter(([way]) => way !== 'merge').map(([way, { people, words, of }]) => [way, String(of), `${people} of ${of}`, way === 'squash' ? `${words} of ${of} (a squash keeps people only)` : `${words} of ${of}`]))
}
