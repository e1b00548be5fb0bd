/** Fiches that come from elsewhere: who brings them writes nothing. */
import { combined } from '../combine.js'
import { isPage, themself, withFile, type Page, type Person, type Version } from '../page.js'
import { named, Story, type Trailer } from '../story.js'
import { between, distinct } from './replays.js'
import { revise, type Scenario } from './scenario.js'

const FICHE = 'README.md'

/** A repository elsewhere, of which nothing but what is imported comes here. */
function elsewhere(story: Story, versions: number): Story {
  const source = new Story(story.family, story.luck.below(1e9), story.style.wrap)
  // Ids of parts must not meet those told here.
  source.people.forEach((person, i) => { (source.people as Person[])[i] = { name: person.name, email: `auteur${i}@ailleurs.exemple.net` } })
  source.startIdsAt(1e6 * (1 + story.luck.below(1000)))
  source.begin(FICHE)
  for (let i = 0; i < versions; i++) revise(source, FICHE)
  return source
}

/** Version by version: authors and messages stay, each says where it comes from. */
function replay(story: Story, source: Story, into: string, importer: Person): void {
  const tip = source.tip!
  let first = tip
  while (first.parents[0]) first = first.parents[0]
  for (const version of [first, ...between(first, tip)]) {
    const page = version.tree.get(FICHE)
    if (!isPage(page)) continue
    const again = story.write({ by: version.author, with: version.coAuthors, committer: importer, message: version.message.split('\n')[0]!, trailers: [['Source-Commit', version.oid]] }, (tree) => withFile(tree, into, page))
    version.replayedAs.push(again)
  }
}

/** The last version alone, in the name of all whose words it holds. */
function snapshot(story: Story, source: Story, into: string, importer: Person): void {
  const tip = source.tip!
  const page = tip.tree.get(FICHE) as Page
  const births = wordsOf(page).map(({ birth }) => birth)
  const writers = distinct(births.flatMap((birth) => birth.writers.map(themself)))
  const trailers: Trailer[] = [['Imported-From', 'https://ailleurs.exemple.net/fiche.git'], ['Source-Commit', tip.oid], ...writers.map((who): Trailer => ['Original-Author', named(who)])]
  const brought = story.write({ by: importer, writers, deed: 'imports', trailers }, (tree) => withFile(tree, into, page))
  for (const version of new Set(births.map((birth) => birth.version))) version.replayedAs.push(brought)
}

const wordsOf = (page: Page) => [...page.header, ...page.body].flatMap(({ parts }) => parts.flatMap(({ words }) => words))

export const imports: Scenario = {
  name: 'import', title: 'imports (trailers)', target: { percent: 97, named: true },
  tell(story) {
    story.begin(FICHE)
    const files = [FICHE]
    for (let i = 0; i < 3; i++) {
      const into = `importees/fiche-${i}.md`
      const importer = story.someone()
      const source = elsewhere(story, 8)
      if (i === 0) replay(story, source, into, importer)
      else snapshot(story, source, into, importer)
      files.push(into)
      for (let edits = story.family.versions / 8; edits > 0; edits--) revise(story, story.luck.of(files))
      // The source moved on, and is taken again.
      if (i === 1) again(story, source, into, importer)
    }
  },
}

/** A later version of the source, over what was imported of it and has not changed here. */
function again(story: Story, source: Story, into: string, importer: Person): void {
  const before = source.tip!
  for (let i = 0; i < 3; i++) revise(source, FICHE, { 'add paragraph': 1, 'add sentence': 1 })
  const news: Version[] = between(before, source.tip!)
  const writers = distinct(news.flatMap((version) => version.writers))
  const was = before.tree.get(FICHE) as Page
  const now = source.tip!.tree.get(FICHE) as Page
  const brought = story.edit(into, { by: importer, writers, deed: 'imports', trailers: [['Source-Commit', source.tip!.oid], ...writers.map((who): Trailer => ['Original-Author', named(who)])] }, (page) => combined(was, page, now, (ours) => ours))
  for (const version of news) version.replayedAs.push(brought)
}

export const importsWithSources: Scenario = {
  name: 'import-sources', title: 'imports (front matter `sources` alone)', target: { percent: 97, named: true },
  tell(story) {
    story.begin(FICHE)
    const files = [FICHE]
    for (let i = 0; i < 3; i++) {
      const into = `importees/fiche-${i}.md`
      // Only names are known of those who wrote it.
      const writers = story.luck.some(elsewhere(story, 0).people, 1 + story.luck.below(2)).map(({ name }): Person => ({ name, email: '' }))
      const address = `https://ailleurs.exemple.net/fiches/${i}`
      story.write({ writers, deed: 'imports', trailers: [['Imported-From', address]] }, (tree, pens) => {
        const page = pens(into).fiche()
        const source = pens(into).word(`{ titre: Fiche ${i}, url: "${address}", auteurs: [${writers.map(({ name }) => name).join(', ')}] }`, 'unsure')
        return withFile(tree, into, { ...page, header: [...page.header, pens(into).field('sources', [[source]], 'unsure')] })
      })
      files.push(into)
      for (let edits = story.family.versions / 8; edits > 0; edits--) revise(story, story.luck.of(files))
    }
  },
}
