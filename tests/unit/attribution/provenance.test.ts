import { describe, expect, test } from 'vitest'
import { attribute, AttributionMemory, explain } from '../../../forge/attribution/provenance.js'
import { edited, graded, person, Story, type Files, type Page } from './generated-history.js'

const WRITERS = ['Ada', 'Bruno', 'Chloe', 'Driss', 'Elin', 'Farid', 'Gwen', 'Hugo']
const one = (page: Page, path = 'README.md'): Files => new Map([[path, page]])

async function accuracy(story: Story, at = story.tip): Promise<{ author: number; commit: number }> {
  const { files } = await attribute(story.history, { at })
  let words = 0, author = 0, commit = 0
  expect(files.map((file) => file.path)).toEqual([...story.files(at).keys()].sort())
  for (const file of files) {
    const result = graded(story.files(at).get(file.path)!, file.tokens)
    words += result.count
    author += result.author * result.count
    commit += result.commit * result.count
  }
  return { author: author / words, commit: commit / words }
}

function lived(seed: number, wrap: number, kinds: readonly string[], edits = 80): Story {
  const story = new Story(seed, wrap)
  let page = story.page('Ada', 8)
  story.commit('Ada', one(page))
  const past: Page[] = [page]
  for (let i = 0; i < edits; i++) {
    const by = story.luck.of(WRITERS)
    const before = page
    page = kinds.includes('revert') && story.luck.next() < 0.15 ? past[Math.max(0, past.length - 1 - story.luck.below(3))]! : edited(story, page, by, kinds.filter((kind) => kind !== 'revert'))
    if (kinds.includes('reflow') && story.luck.next() < 0.3) { page = before; story.commit(by, one(page), { wrap: [0, 60, 100][story.luck.below(3)]! }) } else story.commit(by, one(page))
    past.push(page)
  }
  return story
}

const EDITS = ['word', 'add sentence', 'add paragraph', 'remove sentence', 'remove paragraph']
const SETS: [string, readonly string[], number, number][] = [
  ['plain edits', EDITS, 0.985, 0.985],
  ['reflow', [...EDITS, 'reflow'], 0.985, 0.985],
  ['moves', [...EDITS, 'move paragraph', 'move sentence'], 0.985, 0.985],
  ['reverts', [...EDITS, 'revert'], 0.98, 0.98],
  ['rewrites', [...EDITS, 'rewrite sentence', 'rewrite sentence'], 0.96, 0.96],
  ['moves with edits', [...EDITS, 'move and edit', 'move and edit'], 0.98, 0.98],
  ['everything in one file', [...EDITS, 'move paragraph', 'move sentence', 'rewrite sentence', 'move and edit', 'revert'], 0.96, 0.96],
]

describe('words of one file', () => {
  for (const [name, kinds, author, commit] of SETS) {
    test.each([[1, 0], [2, 80]])(`should know the author of words through ${name} (seed %i, wrapped at %i)`, async (seed, wrap) => {
      const result = await accuracy(lived(seed, wrap, kinds))
      expect(result.author).toBeGreaterThanOrEqual(author)
      expect(result.commit).toBeGreaterThanOrEqual(commit)
    })
  }

  test('should give nothing to who restores what somebody removed', async () => {
    const story = new Story(5)
    const page = story.page('Ada')
    story.commit('Ada', one(page))
    story.commit('Bruno', one([story.paragraph('Bruno')]))
    story.commit('Chloe', one(page))
    const { files, people } = await attribute(story.history, { at: story.tip })
    expect(new Set(files[0]!.tokens.flatMap((token) => token.authors.map((author) => author.name)))).toEqual(new Set(['Ada']))
    expect(files[0]!.tokens.filter((token) => token.how === 'restored').length).toBeGreaterThan(files[0]!.tokens.length * 0.9)
    expect(people.map(({ name, words }) => [name, words > 0])).toEqual([['Ada', true], ['Bruno', false], ['Chloe', false]])
  })

  test('should give who empties a long page and writes a short paragraph all of its words, common as they are', async () => {
    const story = new Story(21)
    story.commit('Ada', one(story.page('Ada', 12)))
    story.commit('Bruno', one([story.paragraph('Bruno')]))
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
  })

  test('should leave a passage that stands twice in a fiche to its author both times, changed on the way, through later versions', async () => {
    const story = new Story(22)
    const [first, second, ...rest] = story.page('Ada')
    story.commit('Ada', new Map([['README.md', [first!, second!]], ['autre.md', rest]]))
    story.commit('Bruno', new Map([['README.md', [first!, rest[0]!, second!]], ['autre.md', rest]]))
    const again = rest[0]!.map((sentence) => [...sentence.slice(0, 3), ...story.sentence('Chloe', 1), ...sentence.slice(4)])
    story.commit('Chloe', new Map([['README.md', [first!, rest[0]!, second!, again]], ['autre.md', rest]]))
    story.commit('Driss', new Map([['README.md', [first!, rest[0]!, second!, again, story.paragraph('Driss')]], ['autre.md', rest]]), { wrap: 60 })
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
  })

  test('should give nothing to who changes case, accents, markup or spaces', async () => {
    const story = new Story(6)
    const page = story.page('Ada')
    story.commit('Ada', one(page))
    story.commit('Bruno', one(page), { dress: (text) => text.toUpperCase().normalize('NFD') })
    story.commit('Chloe', one(page), { dress: (text) => text.split('\n').map((line) => (line ? `- **${line.replace(/ /g, '\u00a0')}**` : line)).join('\n') })
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
  })

  test('should give a restored word back to its author even after its sentence changed elsewhere', async () => {
    const story = new Story(7)
    const [first, ...rest] = story.page('Ada')
    story.commit('Ada', one([first!, ...rest]))
    const sentence = first![0]!
    const replaced = [...sentence.slice(0, 2), ...story.sentence('Bruno', 1), ...sentence.slice(3)]
    story.commit('Bruno', one([[replaced, ...first!.slice(1)], ...rest]))
    const longer = [...replaced, ...story.sentence('Chloe', 3)]
    story.commit('Chloe', one([[longer, ...first!.slice(1)], ...rest]))
    story.commit('Driss', one([[[...sentence.slice(0, 3), ...longer.slice(3)], ...first!.slice(1)], ...rest]))
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
    const [chain] = await explain(story.history, { at: story.tip, path: 'README.md', word: sentence[2]!.text })
    expect(chain!.chain.map((step) => step.how)).toEqual(['typed', 'restored'])
  })
})

describe('words across files and versions', () => {
  test('should follow a rename, with changes, without any new author', async () => {
    const story = new Story(11)
    const page = story.page('Ada')
    story.commit('Ada', one(page, 'contributions/atelier d’été.md'))
    story.commit('Bruno', one(edited(story, page, 'Bruno', ['add sentence']), 'fiches/atelier-d-ete.md'))
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
    const { files } = await attribute(story.history, { at: story.tip })
    expect(files[0]!.tokens[0]).toMatchObject({ path: 'contributions/atelier d’été.md', how: 'typed' })
  })

  test('should follow copies and splits between files', async () => {
    const story = new Story(12, 80)
    const page = story.page('Ada', 10)
    const other = story.page('Bruno', 4)
    story.commit('Ada', new Map([['a.md', page]]))
    story.commit('Bruno', new Map([['a.md', page], ['b.md', other.map((paragraph) => paragraph.map((sentence) => sentence.map((word) => ({ ...word, commit: story.nextOid })))) ]]))
    const b = story.files(story.tip).get('b.md')!
    const moved = page.slice(6)
    story.commit('Chloe', new Map([['a.md', page.slice(0, 6)], ['b.md', b], ['c.md', moved]]))
    story.commit('Driss', new Map([['a.md', page.slice(0, 6)], ['b.md', [...b.slice(0, 2), page[1]!, ...b.slice(2)]], ['c.md', edited(story, moved, 'Driss', ['word'])]]))
    const result = await accuracy(story)
    expect(result.author).toBeGreaterThan(0.99)
    const { files } = await attribute(story.history, { at: story.tip, paths: ['c.md'] })
    expect(files.map((file) => file.path)).toEqual(['c.md'])
    expect(files[0]!.tokens.filter((token) => token.how === 'copied').length).toBeGreaterThan(files[0]!.tokens.length * 0.9)
  })

  test('should keep the words of both sides of a merge, and give the merger only what reconciles', async () => {
    const story = new Story(13)
    const page = story.page('Ada', 6)
    const base = story.commit('Ada', one(page))
    const left = [story.paragraph('Bruno'), ...page]
    const ours = story.commit('Bruno', one(left), { parents: [base] })
    const right = [...page.slice(0, 5), [story.sentence('Chloe'), ...page[5]!]]
    const theirs = story.commit('Chloe', one(right), { parents: [base] })
    story.commit('Driss', one([left[0]!, ...right]), { parents: [ours, theirs] })
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
    const { people } = await attribute(story.history, { at: story.tip })
    expect(people.find((each) => each.name === 'Driss')).toMatchObject({ words: 0, share: 0 })
    const bridged = [left[0]!, story.paragraph('Driss'), ...right]
    story.commit('Driss', one(bridged), { parents: [ours, theirs] })
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
    const { files } = await attribute(story.history, { at: story.tip })
    expect(new Set(files[0]!.tokens.filter((token) => token.how === 'merged').flatMap((token) => token.authors.map((author) => author.name)))).toEqual(new Set(['Driss']))
  })

  test('should take the first of a version and its cherry-pick', async () => {
    const story = new Story(14)
    const page = story.page('Ada', 6)
    const base = story.commit('Ada', one(page))
    const added = [...page, story.paragraph('Bruno')]
    const original = story.commit('Bruno', one(added), { parents: [base] })
    const picked = story.commit('Bruno', one(added), { parents: [base], message: `Ajoute\n\n(cherry picked from commit ${original})` })
    story.commit('Chloe', one(added), { parents: [picked, original] })
    expect(await accuracy(story)).toEqual({ author: 1, commit: 1 })
  })

  test('should credit co-authors of a squash, original authors of an import, and not who imported', async () => {
    const story = new Story(15)
    story.commit('Ada', one(story.page('Ada')), { message: 'Import\n\nSource-Commit: abc\nOriginal-Author: Zoé <zoe@exemple.org>\nCo-authored-by: Yann <yann@exemple.org>' })
    const imported = story.files(story.tip).get('README.md')!
    story.commit('Bruno', one([...imported, story.paragraph('Bruno')]), { message: 'Ajouts (#4)\n\n* un\n* deux\n\nCo-authored-by: Chloe <CHLOE@exemple.org>' })
    const { files, people } = await attribute(story.history, { at: story.tip })
    const first = files[0]!.tokens[0]!, last = files[0]!.tokens[files[0]!.tokens.length - 1]!
    expect(first).toMatchObject({ how: 'imported', authors: [{ name: 'Zoé' }, { name: 'Yann' }] })
    expect(last).toMatchObject({ how: 'squashed', authors: [{ name: 'Bruno' }, { name: 'Chloe' }] })
    expect(people.find((each) => each.name === 'Ada')).toMatchObject({ words: 0 })
    expect(people.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1)
  })

  test('should apply .mailmap to words and people, one person per address', async () => {
    const story = new Story(16)
    const page = story.page('Ada')
    story.commit('Ada', one(page))
    story.commit('Bruno', one([...page, story.paragraph('Bruno')]))
    const { people } = await attribute({ ...story.history, mailmap: 'Ada Lovelace <ada@exemple.org> <bruno@exemple.org>\nAda Lovelace <ada@exemple.org>' }, { at: story.tip })
    expect(people).toMatchObject([{ name: 'Ada Lovelace', email: 'ada@exemple.org', share: 1 }])
  })
})

describe('unusual histories', () => {
  test('should say what a shallow history does not have', async () => {
    const story = lived(21, 0, EDITS, 4)
    const [root, ...rest] = story.commits
    const { files, notCovered } = await attribute({ ...story.history, commits: () => rest }, { at: story.tip })
    expect(notCovered).toEqual([{ kind: 'missing_commit', oid: root!.oid }])
    expect(files[0]!.tokens.length).toBeGreaterThan(0)
  })

  test('should say which file could not be read, and go on', async () => {
    const story = lived(22, 0, EDITS, 3)
    const lost = story.commits[1]!.changes.get('README.md')
    const { files, notCovered } = await attribute({ ...story.history, blob: (oid) => (oid === lost ? Promise.reject(new Error('missing')) : story.history.blob(oid)) }, { at: story.tip })
    expect(notCovered).toEqual([{ kind: 'unreadable_file', oid: lost, path: 'README.md' }])
    expect(files[0]!.tokens.length).toBeGreaterThan(0)
  })

  test('should bear several roots, absent authors and absurd dates', async () => {
    const story = new Story(23)
    const a = story.commit('Ada', one(story.page('Ada'), 'a.md'), { parents: [] })
    const b = story.commit('Bruno', one(story.page('Bruno'), 'b.md'), { parents: [] })
    story.commit('Chloe', new Map([...story.files(a), ...story.files(b)]), { parents: [a, b] })
    const odd = story.commits.map((commit, i) => ({ ...commit, at: [Number.NaN, -8e20, Infinity][i]!, author: i === 0 ? { name: '', email: '' } : commit.author }))
    const { files, people } = await attribute({ ...story.history, commits: () => odd }, { at: story.tip })
    expect(files.map((file) => file.tokens[0]!.authors[0]!.email)).toEqual(['', person('Bruno').email])
    expect(people).toHaveLength(3)
  })

  test('should refuse a version the history does not have', async () => {
    await expect(attribute(new Story(1).history, { at: 'f'.repeat(40) })).rejects.toThrow(RangeError)
  })

  test('should answer for a file of a hundred thousand words repeated without end', async () => {
    const story = new Story(24)
    const page: Page = [[Array.from({ length: 100_000 }, (_, i) => ({ text: i % 7 ? 'la' : 'le', by: 'Ada', commit: story.nextOid }))]]
    story.commit('Ada', one(page))
    story.commit('Bruno', one([[[...page[0]![0]!.slice(0, 50_000), ...story.sentence('Bruno'), ...page[0]![0]!.slice(50_003)]]]))
    expect((await accuracy(story)).author).toBeGreaterThan(0.99)
  })

  test('should give, going on from what it remembers, what it gives from nothing, and read only what is new', async () => {
    const story = lived(25, 80, SETS[6]![1], 30)
    const memory = new AttributionMemory()
    const matches = new Map<string, Int32Array>()
    let read = 0
    const counted = { ...story.history, blob: (oid: string) => { read++; return story.history.blob(oid) } }
    for (const { oid } of story.commits) {
      expect(await attribute(counted, { at: oid, memory, matches })).toEqual(await attribute(story.history, { at: oid }))
    }
    expect(read).toBeLessThanOrEqual(story.commits.length)
    const again = await attribute(story.history, { at: story.tip, matches })
    expect(again).toEqual(await attribute(story.history, { at: story.tip }))
  })
})
