import { expect, test } from 'vitest'
import { attribute, chainOf } from '../../../forge/attribution/provenance.js'
import type { HistoryCommit } from '../../../forge/attribution/history.js'
import { person, Story, type Files, type Page } from './generated-history.js'

const one = (page: Page, path = 'README.md'): Files => new Map([[path, page]])
const under = (licence: string) => (text: string): string => `---\nlicence: ${licence}\n---\n${text}`

test('should say the licence each word was born under, even after it changes', async () => {
  const story = new Story(51)
  const page = story.page('Ada', 3)
  story.commit('Ada', one(page), { dress: under('CC-BY-4.0') })
  const longer = [...page, story.paragraph('Bruno')]
  story.commit('Bruno', one(longer), { dress: under('CC-BY-SA-4.0') })
  const { files } = await attribute(story.history, { at: story.tip })
  const licences = new Map(files[0]!.tokens.map((token) => [token.authors[0]!.name, token.licence]))
  expect(Object.fromEntries(licences)).toEqual({ Ada: 'CC-BY-4.0', Bruno: 'CC-BY-SA-4.0' })
})

test('should read the licence of the repository where the file declares none, as it stood then', async () => {
  const story = new Story(52)
  const page = story.page('Ada', 3)
  story.commit('Ada', one(page))
  const longer = [...page, story.paragraph('Bruno')]
  const second = story.commit('Bruno', one(longer))
  const longest = [...longer, story.paragraph('Chloe')]
  const third = story.commit('Chloe', one(longest))
  const blobs = new Map([['l1', 'Attribution-ShareAlike 4.0 International\n\nCreative Commons…'], ['l2', 'licence: CC0-1.0\n']])
  const notices: Record<string, [string, string | undefined][]> = { [second]: [['LICENSE', 'l1']], [third]: [['LICENSE', undefined], ['commun.yml', 'l2']] }
  const commits = story.commits.map((commit): HistoryCommit => ({ ...commit, ...(notices[commit.oid] && { notices: new Map(notices[commit.oid]) }) }))
  const { files } = await attribute({ commits: () => commits, blob: (oid) => (blobs.has(oid) ? Promise.resolve(blobs.get(oid)!) : story.history.blob(oid)) }, { at: third })
  const licences = new Map(files[0]!.tokens.map((token) => [token.authors[0]!.name, token.licence]))
  expect(Object.fromEntries(licences)).toEqual({ Ada: undefined, Bruno: 'CC-BY-SA-4.0', Chloe: 'CC0-1.0' })
})

test('should give the chain of every word: its birth, the moves of its file, its copies', async () => {
  const story = new Story(53)
  const page = story.page('Ada', 4)
  const born = story.commit('Ada', one(page, 'a.md'))
  const moved = story.commit('Bruno', one(page, 'b.md'))
  const copied = story.commit('Chloe', new Map([['b.md', page], ['c.md', [story.paragraph('Chloe'), page[0]!]]]))
  const result = await attribute(story.history, { at: story.tip })
  const [b, c] = result.files
  expect(b!.tokens.map((token) => chainOf(result, token))).toEqual(b!.tokens.map(() => [{ how: 'typed', commit: born, path: 'a.md' }, { how: 'moved', commit: moved, path: 'b.md' }]))
  // Copied from where it stands now, which is told too.
  expect(chainOf(result, c!.tokens.at(-1)!)).toEqual([{ how: 'typed', commit: born, path: 'a.md' }, { how: 'moved', commit: moved, path: 'b.md' }, { how: 'copied', commit: copied, path: 'c.md' }])
  expect(b!.tokens[0]).toMatchObject({ how: 'typed', path: 'a.md', authors: [person('Ada')], confidence: 1 })
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
})

test('should be sure of what stayed among its neighbours, less of a small word left alone in a sentence written anew', async () => {
  const story = new Story(54)
  const [first, ...rest] = story.page('Ada', 4)
  story.commit('Ada', one([first!, ...rest]))
  const [sentence, ...others] = first!
  const alone = [...story.sentence('Bruno', 3), ...sentence!.slice(2, 5), ...story.sentence('Bruno', 2)]
  story.commit('Bruno', one([[alone, ...others], ...rest]))
  const { files } = await attribute(story.history, { at: story.tip })
  const confidences = files[0]!.tokens.map(({ confidence }) => confidence)
  expect(Math.min(...confidences.slice(0, alone.length))).toBeLessThan(1)
  expect(confidences.slice(alone.length + 4).every((confidence) => confidence === 1)).toBe(true)
  expect(confidences.every((confidence) => confidence > 0 && confidence <= 1)).toBe(true)
})
