import { expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { contributions } from '../../forge/attribution/contributions.js'
import { credit } from '../../forge/attribution/cite.js'
import { changesBetween, type History, type HistoryCommit } from '../../forge/attribution/history.js'
import { parseMailmap, personKey, trailersOf } from '../../forge/attribution/identities.js'
import { match } from '../../forge/attribution/matching.js'
import { attribute, AttributionMemory, chainOf, type NetworkHistory } from '../../forge/attribution/provenance.js'
import { personTrailer, withTrailers } from '../../forge/attribution/trailers.js'
import { Lexicon, segments } from '../../forge/attribution/words.js'
import { fc } from '../support/fast-check.js'

const unit = fc.oneof({ weight: 6, arbitrary: fc.constantFrom('le', 'chat', 'dort', 'l’eau', 'Été', 'étape', 'semis', 'graine', '12', '1,5', 'x.y', '漢字', '_mot_', 'a\u202f!', 'fin.', '🌱', '- item', '# Titre', '| a | b |') }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) })
const text = fc.array(fc.tuple(unit, fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '. ', '\u00a0', '\r\n', '\t')), { maxLength: 40 }).map((parts) => parts.flat().join(''))
const name = fc.oneof(fc.constantFrom('Ada', 'Bruno', ''), fc.string({ maxLength: 8 }))
const identity = fc.record({ name, email: fc.oneof(fc.constantFrom('a@x.org', 'A@x.org', 'b@x.org', ''), fc.emailAddress()) })

/** Random graphs of commits over three paths; each commit rewrites some files with texts that others may share. */
const history = fc.record({
  texts: fc.array(text, { minLength: 1, maxLength: 6 }),
  steps: fc.array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), files: fc.array(fc.tuple(fc.constantFrom('a.md', 'b/c.md', 'é.md'), fc.nat()), { maxLength: 3 }), author: identity, coAuthor: fc.option(identity), at: fc.oneof(fc.nat(5), fc.double()) }), { minLength: 1, maxLength: 12 }),
}).map(({ texts, steps }): { history: History; at: string; trees: Map<string, Map<string, string>>; texts: Map<string, string> } => {
  const blobs = new Map(texts.map((each) => [createHash('sha1').update(each).digest('hex'), each]))
  const oids = [...blobs.keys()]
  const trees = new Map<string, Map<string, string>>()
  const commits: HistoryCommit[] = []
  steps.forEach((step, i) => {
    const oid = createHash('sha1').update(`${i}`).digest('hex')
    const parents = i === 0 ? [] : [...new Set(step.parents.map((p) => commits[p % i]!.oid))]
    const before = trees.get(parents[0] ?? '') ?? new Map<string, string>()
    const tree = new Map(before)
    for (const [path, pick] of step.files) if (pick % 7 === 0) tree.delete(path); else tree.set(path, oids[pick % oids.length]!)
    trees.set(oid, tree)
    commits.push({ oid, parents, author: step.author, at: step.at, message: step.coAuthor ? withTrailers('x', [{ key: 'Co-authored-by', value: personTrailer(step.coAuthor) }]) : 'x', changes: changesBetween(before, tree) })
  })
  return { history: { commits: () => commits, blob: (oid) => Promise.resolve(blobs.get(oid)!) }, at: commits[commits.length - 1]!.oid, trees, texts: blobs }
})

test('should attribute exactly the words of each file, each to people of the history, whatever the graph', async () => {
  await fc.assert(fc.asyncProperty(history, async ({ history, at, trees, texts }) => {
    const { files, people, notCovered } = await attribute(history, { at })
    expect(notCovered).toEqual([])
    expect(files.map((file) => file.path)).toEqual([...trees.get(at)!.keys()].sort())
    const known = new Set(people.map(personKey))
    expect(known.size).toBe(people.length)
    const commits = new Set(history.commits().map((commit) => commit.oid))
    for (const file of files) {
      const content = texts.get(trees.get(at)!.get(file.path)!)!
      expect(file.tokens.map(({ text, start, end }) => [text, start, end])).toEqual([...segments(content)].map(([start, end]) => [content.slice(start, end), start, end]))
      for (const token of file.tokens) {
        expect(token.authors.length).toBeGreaterThan(0)
        expect(token.authors.every((author) => known.has(personKey(author)))).toBe(true)
        expect(commits.has(token.commit)).toBe(true)
      }
    }
    const total = files.reduce((sum, file) => sum + file.tokens.length, 0)
    expect(people.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(total === 0 ? 0 : 1)
  }), { numRuns: 200 })
})

test('should give the same answer for the same graph in any order', async () => {
  await fc.assert(fc.asyncProperty(history, fc.integer(), async ({ history, at }, seed) => {
    const shuffled = [...history.commits()].sort((a, b) => createHash('sha1').update(a.oid + seed).digest('hex') < createHash('sha1').update(b.oid + seed).digest('hex') ? -1 : 1)
    expect(await attribute({ ...history, commits: () => shuffled }, { at })).toEqual(await attribute(history, { at }))
  }), { numRuns: 60 })
})

test('should give, going on from what it remembers of any other version, what it gives from nothing; and plain data', async () => {
  await fc.assert(fc.asyncProperty(history, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async ({ history }, picks) => {
    const memory = new AttributionMemory()
    const commits = history.commits()
    for (const pick of picks) {
      const { oid: at } = commits[pick % commits.length]!
      const result = await attribute(history, { at, memory })
      expect(result).toEqual(await attribute(history, { at }))
      expect(structuredClone(result)).toEqual(result)
      for (const { tokens } of result.files) for (const token of tokens) {
        expect(token.confidence).toBeGreaterThan(0)
        expect(token.confidence).toBeLessThanOrEqual(1)
        expect(chainOf(result, token)[0]).toMatchObject({ commit: token.commit, path: token.path })
      }
    }
  }), { numRuns: 60 })
})

test('should say the same of a resource alone and with a network that holds only the same versions', async () => {
  await fc.assert(fc.asyncProperty(history, async ({ history, at }) => {
    const same: NetworkHistory = { ...history, repository: 'fiches/copie' }
    expect(await attribute(history, { at, network: [same] })).toEqual(await attribute(history, { at }))
  }), { numRuns: 60 })
})

const sentence = fc.array(fc.constantFrom('le', 'chat', 'dort', 'l’eau', 'Été', 'étape', 'semis', 'graine', 'compost', 'jardin', 'œuvre', 'pour', 'arroser', 'doucement'), { minLength: 2, maxLength: 12 }).map((words) => `${words.join(' ')}.`)
const paragraphs = fc.array(fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')), { minLength: 1, maxLength: 5 })
const onePerLine = (text: string): string => text.replace(/ /g, '\n')
/** Ways to give the same words another dress. */
const dress = fc.constantFrom<(text: string) => string>(
  onePerLine, (text) => text.toUpperCase(), (text) => text.normalize('NFD'), (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
  (text) => text.replace(/’/g, '\''), (text) => text.replace(/ /g, '\u00a0'), (text) => text.replace(/[.!?](?=\s|$)/g, '\u202f$&'), (text) => text.replace(/^(?=\S)/gm, '> '), (text) => text.replace(/^(?=\S)/gm, '- '), (text) => text.replace(/(\S+) /g, '**$1** '), (text) => text.replace(/\n/g, '\r\n'),
)
function historyOf(versions: readonly { path: string; text: string; by: string; message?: string; parents?: readonly number[] }[]): { history: History; oids: string[] } {
  const blobs = new Map(versions.map(({ text }) => [createHash('sha1').update(text).digest('hex'), text]))
  const oids = versions.map((_, i) => createHash('sha1').update(`version ${i}`).digest('hex'))
  const tree = (i: number): Map<string, string> => new Map([[versions[i]!.path, createHash('sha1').update(versions[i]!.text).digest('hex')]])
  const commits = versions.map(({ by, message, parents = [] }, i): HistoryCommit => ({
    oid: oids[i]!, parents: parents.map((parent) => oids[parent]!), author: { name: by, email: `${by}@x.org` }, at: 1000 * (i + 1), message: message ?? 'x',
    changes: changesBetween(parents[0] === undefined ? new Map<string, string>() : tree(parents[0]), tree(i)),
  }))
  return { history: { commits: () => commits, blob: (oid) => Promise.resolve(blobs.get(oid)!) }, oids }
}
const credits = async (history: History, at: string): Promise<string[][]> => (await attribute(history, { at })).files.flatMap(({ tokens }) => tokens.map(({ authors }) => authors.map(({ email }) => email)))

test('should change no author when the same words take another dress: line ends, case, accents, apostrophes, spaces, emphasis, markers', async () => {
  await fc.assert(fc.asyncProperty(paragraphs, paragraphs, dress, dress, async (first, more, one, other) => {
    const text = first.join('\n\n'), longer = `${text}\n\n${more.join('\n\n')}`
    const { history, oids } = historyOf([{ path: 'a.md', text, by: 'ada' }, { path: 'a.md', text: longer, by: 'bruno', parents: [0] }, { path: 'a.md', text: one(longer), by: 'chloe', parents: [1] }, { path: 'a.md', text: other(one(longer)), by: 'driss', parents: [2] }])
    const before = await credits(history, oids[1]!)
    expect(await credits(history, oids[2]!)).toEqual(before)
    expect(await credits(history, oids[3]!)).toEqual(before)
  }), {
    numRuns: 200,
    // A repeated sentence once took words that already stood in the version: they changed hands at the next one.
    examples: [[['le le.', 'arroser le le. dort jardin œuvre chat pour le le.', 'graine le le.', 'semis le.'], ['le arroser.', 'dort étape le. jardin œuvre chat pour le graine semis.'], onePerLine, onePerLine]],
  })
})

test('should keep the same credits through a rename, a cherry-pick, and a squash that keeps its names', async () => {
  await fc.assert(fc.asyncProperty(paragraphs, paragraphs, async (first, more) => {
    const text = first.join('\n\n'), longer = `${text}\n\n${more.join('\n\n')}`
    const picked = (oid: string) => `x\n\n(cherry picked from commit ${oid})`
    const branch = [{ path: 'a.md', text, by: 'ada' }, { path: 'a.md', text: longer, by: 'bruno', parents: [0] }]
    const { oids } = historyOf(branch)
    const { history } = historyOf([
      ...branch, { path: 'b.md', text: longer, by: 'chloe', parents: [1] }, { path: 'a.md', text: longer, by: 'bruno', parents: [0], message: picked(oids[1]!) },
      { path: 'a.md', text: longer, by: 'chloe', parents: [0], message: 'Ajouts (#1)\n\nCo-authored-by: bruno <bruno@x.org>' },
    ])
    const all = history.commits().map(({ oid }) => oid)
    const before = await credits(history, all[1]!)
    for (const at of all.slice(2)) expect(await credits(history, at)).toEqual(before)
  }), { numRuns: 100 })
})

test('should cut words as UAX #29 does on the whole text', () => {
  const segmenter = new Intl.Segmenter('fr', { granularity: 'word' })
  fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 })), (content) => {
    const expected = [...segmenter.segment(content)].filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).map(({ segment, index }) => [segment, index])
    const { starts, ends } = new Lexicon().read(content)
    expect(Array.from(starts, (start, i) => [content.slice(start, ends[i]), start])).toEqual(expected)
  }), { numRuns: 500 })
})

test('should read a text the same whether or not it knows the version before', () => {
  const blocks = fc.array(fc.oneof(text, fc.constantFrom('---', '---\ntitre: un\n\nlicence: deux', '---\ntitre: un\n---', '...', '- un\n- deux', 'Une phrase. Une autre')), { maxLength: 6 })
  fc.assert(fc.property(blocks, blocks, blocks, blocks, (head, one, other, tail) => {
    const [before, after] = [one, other].map((middle) => [...head, ...middle, ...tail].join('\n\n')) as [string, string]
    const lexicon = new Lexicon()
    const known = lexicon.read(before)
    expect(lexicon.read(after, known)).toEqual(lexicon.read(after))
    expect(lexicon.read(before, lexicon.read(after, known))).toEqual(known)
  }), { numRuns: 500 })
})

test('should pair equal words only, each once, and every word of an unchanged text with itself', () => {
  fc.assert(fc.property(text, text, (before, after) => {
    const lexicon = new Lexicon()
    const a = lexicon.read(before), b = lexicon.read(after)
    const pairs = match(a, b, (key) => lexicon.lengthOf(key))
    const used = [...pairs].filter((i) => i !== -1)
    expect(new Set(used).size).toBe(used.length)
    pairs.forEach((i, j) => { if (i !== -1) expect(a.keys[i]).toBe(b.keys[j]) })
    expect([...match(a, a, (key) => lexicon.lengthOf(key))]).toEqual([...a.keys.keys()])
  }), { numRuns: 300 })
})

test('should read back every person written in a trailer, and add nobody', () => {
  fc.assert(fc.property(fc.string(), fc.array(identity, { maxLength: 4 }), (message, people) => {
    const before = trailersOf(message).coAuthors.length
    const trailers = people.map((each) => ({ key: 'Co-authored-by', value: personTrailer(each) })).filter(({ value }) => /[^<>\s]/.test(value))
    const written = trailersOf(withTrailers(message, trailers)).coAuthors
    expect(written.length).toBe(before + new Set(trailers.map(({ value }) => value)).size)
  }), { numRuns: 1000, examples: [['', [{ name: '&', email: '' }]], ['', [{ name: '""', email: '' }]], ['', [{ name: ', ;', email: '' }]]] })
})

test('should list each person once, with all their versions', () => {
  fc.assert(fc.property(history, ({ history }) => {
    const list = contributions(history.commits())
    expect(new Set(list.map(({ identity: each }) => personKey(each))).size).toBe(list.length)
    for (const commit of history.commits()) expect(list.some(({ identity: each, what }) => personKey(each) === personKey(commit.author) && what.some(({ oid }) => oid === commit.oid))).toBe(true)
    expect(list.map(({ firstAt }) => firstAt)).toEqual(list.map(({ firstAt }) => firstAt).sort((a, b) => a - b))
  }))
})

test('should never throw, nor break a line or a script, on any mailmap, title or name', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.webUrl(), (a, b, url) => {
    parseMailmap(a)
    const { text: plain, markdown, html, jsonld, bibtex } = credit({ title: a, url, authors: [{ name: b, url: a }], nature: b, origins: [{ title: b, authors: [], url: a, origins: [{ title: a, authors: [{ name: b }] }] }], contributors: [{ name: b, role: a }] }, 'fr')
    expect(`${plain}${markdown}${html}`).not.toMatch(/[\n\r\u2028]/)
    expect(JSON.parse(jsonld)).toBeTypeOf('object')
    expect(jsonld).not.toContain('<')
    expect([...bibtex].filter((character) => character === '{').length).toBe([...bibtex].filter((character) => character === '}').length)
  }))
})
