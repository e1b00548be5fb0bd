import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../../forge/domain/person.js'
import type { Resource } from '../../forge/domain/resource.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { git, gitRefused, withToken } from '../support/git.js'

let forge: TestForge
let folder: string
let resource: Resource
let url: string
let steward: Person
let passerby: Person
let stewardUrl: string
let passerbyUrl: string
let readOnlyUrl: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'push-'))
  forge = await aForge()
  const served = await forge.serve()
  steward = (await forge.person('camille', { displayName: 'Camille' })).person
  passerby = (await forge.person('lou', { displayName: 'Lou' })).person
  await forge.community('cooperation', [], [steward])
  resource = await forge.resource({ by: steward, slug: 'meteo', owner: 'cooperation', rule: { kind: 'garant·es' } })
  url = `${served.url}/cooperation/meteo.git`
  const token = async (person: Person, scopes: ('read' | 'write')[] = ['read', 'write']) => createToken(forge.deps, person, { name: 'essai', scopes, expiresAt: undefined })
  stewardUrl = withToken(url, 'camille', await token(steward))
  passerbyUrl = withToken(url, 'lou', await token(passerby))
  readOnlyUrl = withToken(url, 'lou', await token(passerby, ['read']))
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true })
})

async function copyWith(name: string, text: string): Promise<string> {
  await git(folder, 'clone', '-q', url, name)
  const dir = path.join(folder, name)
  writeFileSync(path.join(dir, 'README.md'), text)
  await git(dir, 'commit', '-qam', 'Rendre la consigne plus claire\n\nDeux personnes ne l’avaient pas comprise.')
  return dir
}
const allRefs = async () => forge.git.refs(resource.id)

test('should open a proposition for somebody without any right, then update it', async () => {
  const dir = await copyWith('proposer', shortFiche('Le tour de météo', 'Une consigne plus claire.\n'))
  const first = await git(dir, 'push', passerbyUrl, 'HEAD:refs/for/main')
  expect(first.stderr).toContain('Proposition 1 ouverte')
  expect(first.stderr).toContain('/cooperation/meteo/propositions/1')
  const opened = await forge.deps.mergeRequests.find(resource.id, 1)
  expect(opened).toMatchObject({ title: 'Rendre la consigne plus claire', description: 'Deux personnes ne l’avaient pas comprise.', state: 'open', proposedBy: { handle: 'lou' } })

  writeFileSync(path.join(dir, 'README.md'), shortFiche('Le tour de météo', 'Une consigne encore plus claire.\n'))
  await git(dir, 'commit', '-qam', 'Encore plus clair')
  const second = await git(dir, 'push', passerbyUrl, 'HEAD:refs/for/main')
  expect(second.stderr).toContain('Proposition 1 mise à jour')
  expect((await forge.deps.mergeRequests.find(resource.id, 1))?.iterations).toHaveLength(2)
  expect(await forge.git.resolve(resource.id, 'refs/merge-requests/1/iterations/1')).toBe(opened?.head)
})

test('should take title and description from push options', async () => {
  const dir = await copyWith('options', shortFiche('Le tour de météo', 'Autre chose.\n'))
  await git(dir, 'push', stewardUrl, 'HEAD:refs/for/main', '-o', 'title=Un titre à moi', '-o', 'description=Mes raisons')
  expect((await forge.deps.mergeRequests.of(resource.id, 'open')).map((r) => [r.title, r.description])).toContainEqual(['Un titre à moi', 'Mes raisons'])
})

test('should refuse a direct push with the sentence that says how to propose, and leave no trace', async () => {
  const dir = await copyWith('direct', shortFiche('Le tour de météo', 'Direct.\n'))
  const before = await allRefs()
  const said = await gitRefused(dir, 'push', passerbyUrl, 'HEAD:main')
  expect(said).toContain('Cette fiche se modifie par proposition')
  expect(said).toContain('refs/for/main')
  expect(await allRefs()).toEqual(before)
})

test('should say who to be when no token is given, and refuse a token that only reads', async () => {
  const dir = await copyWith('anonymous', shortFiche('Le tour de météo', 'Anonyme.\n'))
  expect(await gitRefused(dir, 'push', url, 'HEAD:refs/for/main')).toMatch(/could not read Username|Authentication failed/)
  expect(await gitRefused(dir, 'push', withToken(url, 'lou', 'fc_faux'), 'HEAD:refs/for/main')).toContain('Authentication failed')
  expect(await gitRefused(dir, 'push', readOnlyUrl, 'HEAD:refs/for/main')).toContain('Ce jeton ne permet que de lire')
})

test('should let a steward publish, index it and record who pushed', async () => {
  const dir = await copyWith('publish', shortFiche('La météo du groupe', 'Publié.\n'))
  await git(dir, 'push', '-q', stewardUrl, 'HEAD:main')
  expect((await forge.deps.resources.find(resource.id))?.title).toBe('La météo du groupe')
  const events = await forge.git.events(resource.id, 'refs/journal/resource')
  expect(events.at(-1)?.payload).toMatchObject({ kind: 'pushed', actor: { handle: 'camille' } })
  expect(await forge.deps.pending.all()).toEqual([])
})

test.each([
  ['HEAD:refs/pull/1/head', 'les propositions d’une autre forge'],
  ['+HEAD:refs/merge-requests/1/head', 'les propositions d’une autre forge'],
  ['+HEAD:refs/journal/resource', 'est refusé'],
  ['HEAD:refs/for/essai', 'refs/for/main'],
  [':main', 'ne peut pas être supprimé'],
])('should refuse %s with a sentence', async (refspec, sentence) => {
  const dir = path.join(folder, 'publish')
  const before = await allRefs()
  expect(await gitRefused(dir, 'push', stewardUrl, refspec)).toContain(sentence)
  expect(await allRefs()).toEqual(before)
})

test('should never rewrite the published text nor a citable version', async () => {
  const dir = path.join(folder, 'publish')
  await git(dir, 'push', '-q', stewardUrl, 'HEAD:refs/tags/v1.0')
  await git(dir, 'commit', '-q', '--amend', '-m', 'Réécriture')
  expect(await gitRefused(dir, 'push', '-f', stewardUrl, 'HEAD:main')).toContain('jamais réécrit')
  expect(await gitRefused(dir, 'push', '-f', stewardUrl, 'HEAD:refs/tags/v1.0')).toContain('version citable')
})

test('should refuse a push that takes the licence away, naming file and line', async () => {
  await git(folder, 'clone', '-q', url, 'broken')
  const dir = path.join(folder, 'broken')
  writeFileSync(path.join(dir, 'README.md'), shortFiche().replace('licence: CC-BY-SA-4.0\n', ''))
  await git(dir, 'commit', '-qam', 'Sans licence')
  expect(await gitRefused(dir, 'push', stewardUrl, 'HEAD:main')).toMatch(/README\.md, ligne \d+/)
})
