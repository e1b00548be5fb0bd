import { describe, expect, test } from 'vitest'
import { attribute, AttributionMemory, type Attribution, type NetworkHistory } from '../../../forge/attribution/provenance.js'
import type { History } from '../../../forge/attribution/history.js'
import { edited, graded, person, Story, type Files, type Page } from './generated-history.js'

const one = (page: Page, path = 'README.md'): Files => new Map([[path, page]])

/** The commits of a story that lead to one of them, as a history of their own. */
function upTo(story: Story, ...tips: string[]): History {
  const kept = new Set(tips)
  for (const oid of kept) for (const parent of story.commits.find((commit) => commit.oid === oid)!.parents) kept.add(parent)
  return { ...story.history, commits: () => story.commits.filter(({ oid }) => kept.has(oid)) }
}
const fork = (story: Story, ...tips: string[]): NetworkHistory => ({ ...upTo(story, ...tips), repository: 'fiches/adaptation' })
const right = (story: Story, at: string, { files }: Attribution, path = 'README.md') => graded(story.files(at).get(path)!, files.find((file) => file.path === path)!.tokens)

describe('words of a network of resources', () => {
  test('should credit who wrote a passage in a fork, not who copied it back by hand', async () => {
    const story = new Story(61)
    const page = story.page('Ada')
    const base = story.commit('Ada', one(page))
    const added = story.paragraph('Bruno')
    const theirs = story.commit('Bruno', one([...page.slice(0, 3), added, ...page.slice(3)]), { parents: [base] })
    const at = story.commit('Ada', one([added, ...page]), { parents: [base] })
    const alone = await attribute(upTo(story, at), { at })
    expect(alone.people.map(({ name }) => name)).toEqual(['Ada'])
    const result = await attribute(upTo(story, at), { at, network: [fork(story, theirs)] })
    expect(right(story, at, result)).toMatchObject({ author: 1, commit: 1 })
    expect(result.files[0]!.tokens[0]).toMatchObject({ commit: theirs, repository: 'fiches/adaptation', how: 'copied', authors: [person('Bruno')] })
    expect(result.files[0]!.tokens.at(-1)!.repository).toBeUndefined()
    expect(result.people.find(({ name }) => name === 'Bruno')!.words).toBe(added.flat().length)
  })

  test('should take nothing from what a fork wrote later', async () => {
    const story = new Story(62)
    const page = story.page('Ada')
    const base = story.commit('Ada', one(page))
    const added = story.paragraph('Ada')
    const at = story.commit('Ada', one([added, ...page]), { parents: [base] })
    const theirs = story.commit('Bruno', one([...page, added]), { parents: [base] })
    const result = await attribute(upTo(story, at), { at, network: [fork(story, theirs)] })
    expect(result).toEqual(await attribute(upTo(story, at), { at }))
  })

  test('should leave headings and small phrases that two people write alike to each of them', async () => {
    const story = new Story(63)
    const heading = (by: string): Page => [[['Objectifs', 'de', 'la', 'séance'].map((text) => ({ text, by, commit: story.nextOid }))]]
    const page = story.page('Ada', 2)
    const base = story.commit('Ada', one(page))
    const theirs = story.commit('Bruno', one([...heading('Bruno'), ...page]), { parents: [base] })
    const at = story.commit('Chloe', one([...page, ...heading('Chloe')]), { parents: [base] })
    expect(right(story, at, await attribute(upTo(story, at), { at, network: [fork(story, theirs)] }))).toMatchObject({ author: 1, commit: 1 })
  })

  test('should credit who wrote short paragraphs of an adaptation, and the heading that stands with them, not who pasted them', async () => {
    const story = new Story(65)
    const written = (by: string, ...sentences: string[]): Page => sentences.map((sentence) => [sentence.split(' ').map((text) => ({ text, by, commit: story.nextOid }))])
    const page = story.page('Ada', 3)
    const base = story.commit('Ada', one(page))
    const short = written('Bruno', 'On plante un petit noyau', 'On attend la pluie longtemps')
    const steps = written('Bruno', 'Suite', 'La terre boit tout lentement', 'Puis rien')
    const theirs = story.commit('Bruno', one([...page.slice(0, 1), ...short, ...page.slice(1), ...steps]), { parents: [base] })
    const ours = story.commit('Ada', one([short[1]!, ...page]), { parents: [base] })
    const at = story.commit('Ada', one([short[1]!, ...page.slice(0, 2), short[0]!, ...page.slice(2), ...steps]), { parents: [ours] })
    expect(right(story, at, await attribute(upTo(story, at), { at, network: [fork(story, theirs)] }))).toMatchObject({ author: 1 })
  })

  test('should leave a short paragraph that another fiche of the network has to who types it again', async () => {
    const story = new Story(66)
    const phrase = (by: string): Page => [['On', 'plante', 'un', 'petit', 'noyau'].map((text) => ({ text, by, commit: story.nextOid }))].map((sentence) => [sentence])
    const theirs = story.commit('Bruno', one([...story.page('Bruno', 2), ...phrase('Bruno')]), { parents: [] })
    const at = story.commit('Ada', one([...story.page('Ada', 2), ...phrase('Ada')]), { parents: [] })
    expect(right(story, at, await attribute(upTo(story, at), { at, network: [fork(story, theirs)] }))).toMatchObject({ author: 1, commit: 1 })
  })

  test('should give a fork the credits of its original, and remember across both', async () => {
    const story = new Story(64)
    let page = story.page('Ada')
    story.commit('Ada', one(page))
    for (const by of ['Bruno', 'Chloe']) story.commit(by, one(page = edited(story, page, by, ['word', 'add sentence'])))
    const base = story.tip
    const theirs = story.commit('Driss', one(edited(story, page, 'Driss', ['add paragraph'])), { parents: [base] })
    const memory = new AttributionMemory()
    const original = await attribute(upTo(story, base), { at: base, memory })
    const forked = await attribute(upTo(story, theirs), { at: theirs, memory, network: [{ ...upTo(story, base), repository: 'fiches/origine' }] })
    expect(right(story, theirs, forked)).toMatchObject({ author: 1, commit: 1 })
    expect(original.files[0]!.tokens.every(({ repository }) => repository === undefined)).toBe(true)
  })
})

describe('words carried over from other versions', () => {
  test('should give the words of a squash to who wrote them, when their versions are still there', async () => {
    const story = new Story(65)
    const page = story.page('Ada')
    const base = story.commit('Ada', one(page))
    let branch = page
    for (const by of ['Bruno', 'Chloe', 'Driss']) { branch = edited(story, branch, by, ['word']); story.commit(by, one(branch), { parents: [story.tip] }) }
    const tip = story.tip
    const at = story.commit('Elin', one(branch), { parents: [base], message: 'Ajouts (#4)\n\nCo-authored-by: Bruno <bruno@exemple.org>\nCo-authored-by: Chloe <chloe@exemple.org>\nCo-authored-by: Driss <driss@exemple.org>' })
    for (const result of [await attribute(upTo(story, at, tip), { at }), await attribute(upTo(story, at), { at, network: [fork(story, tip)] })]) {
      expect(right(story, at, result)).toMatchObject({ author: 1, commit: 1 })
      expect(result.people.find(({ name }) => name === 'Elin')).toMatchObject({ words: 0 })
      expect(new Set(result.files[0]!.tokens.map(({ how }) => how))).toEqual(new Set(['typed', 'squashed']))
    }
    const alone = await attribute(upTo(story, at), { at })
    expect(alone.files[0]!.tokens.filter(({ how }) => how === 'squashed').every(({ authors }) => authors.length === 4)).toBe(true)
  })

  test('should follow a cherry-pick back to a version that was never merged', async () => {
    const story = new Story(66)
    const page = story.page('Ada')
    const base = story.commit('Ada', one(page))
    const added = edited(story, page, 'Bruno', ['word'])
    const original = story.commit('Bruno', one(added), { parents: [base] })
    const at = story.commit('Bruno', one(added), { parents: [base], message: `Ajoute\n\n(cherry picked from commit ${original})` })
    expect(right(story, at, await attribute(upTo(story, at, original), { at }))).toMatchObject({ author: 1, commit: 1 })
    expect(right(story, at, await attribute(upTo(story, at), { at }))).toMatchObject({ author: 1 })
  })

  test('should name the source of an import, its authors and its licence', async () => {
    const story = new Story(67)
    const page = story.page('Ada', 3)
    const source = story.commit('Ada', one(page, 'fiches/atelier.md'))
    const at = story.commit('Bruno', one(page), { parents: [], message: `Importe l’atelier\n\nSource-Commit: https://exemple.org/fiches/commit/${source}\nOriginal-Licence: CC BY-SA 4.0` })
    const known = await attribute(upTo(story, at), { at, network: [{ ...upTo(story, source), repository: 'exemple/fiches' }] })
    expect(right(story, at, known)).toMatchObject({ author: 1, commit: 1 })
    expect(known.files[0]!.tokens[0]).toMatchObject({ repository: 'exemple/fiches', path: 'fiches/atelier.md', how: 'imported' })
    const unknown = await attribute(upTo(story, at), { at })
    expect(unknown.files[0]!.tokens[0]).toMatchObject({ commit: at, how: 'imported', licence: 'CC-BY-SA-4.0' })
  })

  test('should never make who imports an author: the header names them, or nobody does', async () => {
    for (const [dress, authors, confidence] of [['---\nauteurs: [Zoé Martin]\n---\n', ['Zoé Martin'], 1], ['', [], 0.1]] as const) {
      const story = new Story(68)
      story.commit('Bruno', one(story.page('Zoé')), { message: 'Reprend une fiche\n\nImported-From: https://exemple.org/fiche', dress: (text) => dress + text })
      const { files, people } = await attribute(story.history, { at: story.tip })
      for (const token of files[0]!.tokens) {
        expect(token.authors.map(({ name }) => name)).toEqual(authors)
        expect(token).toMatchObject({ how: 'imported', confidence })
      }
      expect(people.find(({ name }) => name === 'Bruno')).toMatchObject({ words: 0 })
    }
  })

  test('should bear names that go round in circles', async () => {
    const story = new Story(69)
    const page = story.page('Ada')
    story.commit('Ada', one(page))
    const next = story.nextOid
    story.commits[0] = { ...story.commits[0]!, message: `x\n\nSource-Commit: ${next}` }
    story.commit('Bruno', one(page, 'b.md'), { message: `y\n\nSource-Commit: ${story.commits[0].oid}` })
    expect((await attribute(story.history, { at: story.tip })).files[0]!.tokens.every(({ authors }) => authors[0]!.name === 'Ada')).toBe(true)
  })
})
