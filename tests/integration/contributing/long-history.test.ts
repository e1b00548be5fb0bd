import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIsomorphic } from '../../../forge/adapters/git/reader/isomorphic.js'
import { contributions } from '../../../forge/attribution/contributions.js'
import { authorsOf } from '../../../forge/attribution/identities.js'
import type { CommitInfo } from '../../../forge/domain/git.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { nestedLimit } from '../../../forge/use-cases/listedVersions.js'
import { asHistory, readContributions } from '../../../forge/use-cases/readContributions.js'
import { readTimeline } from '../../../forge/use-cases/readTimeline.js'
import { aForge, type TestForge } from '../../support/forge.js'

const added = nestedLimit + 120
let forge: TestForge
let fiche: Resource
let commits: readonly CommitInfo[]

/** Forty people take turns; every ninth version is shared, every hundredth comes from a proposition. */
function historyAfter(first: string): string {
  const who = (n: number) => `Personne ${n % 40} <p${n % 40}@exemple.invalid> ${1_600_000_000 + n * 20_000} +0100`
  return Array.from({ length: added }, (_, at) => {
    const n = at + 1
    const message = `Retouche ${n}\n${n % 9 === 0 ? `\nCo-authored-by: Bo ${n % 7} <bo${n % 7}@exemple.invalid>\n` : n % 100 === 0 ? `\nMerge-Request: !${n / 100}\n` : ''}`
    const text = `---\ntitre: Longue\nlicence: CC-BY-SA-4.0\n---\n\n${n}\n`
    return `commit refs/heads/main\nauthor ${who(n)}\ncommitter ${who(n)}\ndata ${Buffer.byteLength(message)}\n${message}\n${n === 1 ? `from ${first}\n` : ''}M 100644 inline README.md\ndata ${Buffer.byteLength(text)}\n${text}\n`
  }).join('')
}

beforeAll(async () => {
  forge = await aForge()
  const { person } = await forge.person('garance')
  const made = await forge.resource({ by: person, slug: 'longue' })
  await new Promise<void>((resolve, reject) => {
    const child = spawn('git', ['fast-import', '--quiet', '--force'], { cwd: forge.git.repoDir(made.id) })
    child.once('close', (code) => { if (code === 0) resolve(); else reject(new Error(`fast-import: ${code}`)) })
    child.stdin.end(historyAfter(made.tip ?? ''))
  })
  fiche = (await indexResource(forge.deps, made.id)) as Resource
  commits = await forge.git.log(fiche.id, { from: [fiche.tip ?? ''] })
}, 180_000)
afterAll(() => forge?.close())

test('should tell of a long history the same people, counts and dates as its versions do', async () => {
  const { own, versions } = await readContributions(forge.deps, fiche)
  expect([versions, fiche.versions]).toEqual([added + 1, added + 1])
  const signed = new Map<string, number>()
  const shared = new Map<string, number>()
  for (const commit of commits) {
    signed.set(commit.author.name, (signed.get(commit.author.name) ?? 0) + 1)
    for (const { name } of authorsOf(commit)) if (name !== commit.author.name) shared.set(name, (shared.get(name) ?? 0) + 1)
  }
  expect(new Map(own.filter((one) => one.signed > 0).map((one) => [one.person.name, one.signed]))).toEqual(signed)
  expect(new Map(own.filter((one) => one.coSigned > 0).map((one) => [one.person.name, one.coSigned]))).toEqual(shared)
  expect(own.filter(({ roles }) => roles.includes('author')).map(({ person }) => person.name)).toEqual(['garance'])
  const third = own.find(({ person }) => person.name === 'Personne 3')
  const theirs = commits.filter(({ author }) => author.name === 'Personne 3')
  expect([third?.firstAt, third?.lastAt, third?.doings[0]]).toEqual([theirs.at(-1)?.author.at, theirs[0]?.author.at, theirs[0]?.message.split('\n')[0]])
})

test('should draw a long history with every version, person and proposition in it', async () => {
  const { by, versions, rows, pages } = await readTimeline(forge.deps, { resource: fiche, page: 1 })
  expect([by, versions]).toEqual(['month', added + 1])
  const all = [...rows]
  for (let page = 2; page <= pages; page += 1) all.push(...(await readTimeline(forge.deps, { resource: fiche, page })).rows)
  const facts = all.flatMap((row) => row.facts.flatMap((fact) => (fact.kind === 'version' ? [fact] : [])))
  expect(facts.map(({ commit }) => commit).sort()).toEqual(commits.map(({ oid }) => oid).sort())
  expect(facts.flatMap(({ proposal }) => (proposal === undefined ? [] : [proposal.number])).sort((a, b) => a - b)).toEqual(commits.flatMap(({ message }) => { const number = /Merge-Request: !(\d+)/.exec(message)?.[1]; return number === undefined ? [] : [Number(number)] }).sort((a, b) => a - b))
  const people = new Map(commits.map((commit) => [commit.oid, authorsOf(commit).map(({ name }) => name)]))
  for (const fact of facts) expect(fact.people.map(({ name }) => name)).toEqual(people.get(fact.commit))
})

test('should give the same answers whichever library reads, and keep them', async () => {
  const query = { from: [fiche.tip ?? ''], limit: 300 }
  const [people, signed] = [await forge.git.people(fiche.id, query), await forge.git.signed(fiche.id, query)]
  expect(people.contributors).toEqual(contributions(commits.slice(0, 300).map(asHistory)))
  expect([people.versions, people.oldest]).toEqual([300, commits[299]?.oid])
  expect(signed.versions.map(({ oid, people: who }) => [oid, who.map((each) => signed.people[each]?.name)])).toEqual(commits.slice(0, 300).map((commit) => [commit.oid, authorsOf(commit).map(({ name }) => name)]))
  const other = openIsomorphic()
  const walk = { ...query, not: [], skip: 0 }
  const dir = forge.git.repoDir(fiche.id)
  expect([await other.people(dir, walk), await other.signed(dir, walk)]).toEqual([people, signed])
  expect(await forge.git.people(fiche.id, query)).toBe(people)
  await expect(forge.git.people(fiche.id, { from: ['--all'] })).rejects.toMatchObject({ key: 'git.oid_invalid' })
}, 120_000)
