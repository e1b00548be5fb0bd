import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Person } from '../../forge/domain/person.js'
import { RESOURCE_JOURNAL, type Resource } from '../../forge/domain/resource.js'
import { changePushChecks, pushChecksOf } from '../../forge/use-cases/manageResource.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { git, gitRefused, withToken } from '../support/git.js'

let forge: TestForge
let folder: string
let steward: Person
let passerby: Person
const acting = (person: Person) => ({ kind: 'person' as const, person, scopes: allScopes })

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'push-checks-'))
  forge = await aForge()
  await forge.serve()
  steward = (await forge.person('camille', { displayName: 'Camille' })).person
  passerby = (await forge.person('lou', { displayName: 'Lou' })).person
  await forge.community('cooperation', [], [steward])
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A published fiche and a copy of it whose remote is its steward's; `write` makes a version of another text. */
async function copyOf(slug: string, text: string): Promise<{ resource: Resource; dir: string; other: string; write: (text: string) => Promise<void> }> {
  const resource = await forge.resource({ by: steward, slug, owner: 'cooperation', text })
  const { url } = await forge.serve()
  const address = async (person: Person) => withToken(`${url}/cooperation/${slug}.git`, person.handle, await createToken(forge.deps, person, { name: `essai ${slug}`, scopes: ['read', 'write'], expiresAt: undefined }))
  await git(folder, 'clone', '-q', await address(steward), slug)
  const dir = path.join(folder, slug)
  return {
    resource, dir, other: await address(passerby),
    async write(changed) {
      writeFileSync(path.join(dir, 'README.md'), changed)
      await git(dir, 'commit', '-qam', 'Changer l’en-tête')
    },
  }
}
const refsOf = (resource: Resource) => forge.git.refs(resource.id)

test('should refuse a text that is not UTF-8, and one that holds orders nobody sees', async () => {
  const { resource, dir, other, write } = await copyOf('octets', shortFiche())
  const before = await refsOf(resource)
  writeFileSync(path.join(dir, 'README.md'), Buffer.from(shortFiche('Le tour de m\u00e9t\u00e9o'), 'latin1'))
  await git(dir, 'commit', '-qam', 'En latin')
  for (const [remote, ref] of [['origin', 'HEAD:main'], [other, 'HEAD:refs/for/main']] as const) expect(await gitRefused(dir, 'push', remote, ref)).toContain('UTF-8')
  await git(dir, 'reset', '-q', '--hard', 'HEAD~1')
  await write(shortFiche().replace('Chaque personne', 'Chaque \u001b[31mpersonne'))
  expect((await gitRefused(dir, 'push', 'origin', 'HEAD:main')).replaceAll('\u00a0', ' ')).toMatch(/README\.md, ligne \d+ : .*U\+001B/)
  expect(await refsOf(resource)).toEqual(before)
})

test.each([
  ['a needed field goes away', (text: string) => text.replace(/^licence:.*\n/m, ''), /README\.md, ligne 1 : « Licence/],
  ['the header breaks', (text: string) => text.replace('titre: ', 'titre: Le tour : '), /README\.md, ligne 3 : .*guillemets/],
  ['a bomb of references comes in', (text: string) => text.replace('duree:', `a: &a [x, x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`}, `.repeat(9)}x]`).join('\n')}\nduree:`), /README\.md, ligne \d+ : .*renvois/],
  ['a picture says nothing', (text: string) => `${text}\n![](media/cercle.png)\n`, /README\.md, ligne 17 : .*description/],
])('should refuse a push and a proposition by which %s, with file, line and sentence', async (what, change, said) => {
  const { resource, dir, other, write } = await copyOf(`refus-${what.length}`, shortFiche())
  await write(change(shortFiche()))
  const before = await refsOf(resource)
  expect((await gitRefused(dir, 'push', 'origin', 'HEAD:main')).replaceAll('\u00a0', ' ')).toMatch(said)
  expect((await gitRefused(dir, 'push', other, 'HEAD:refs/for/main')).replaceAll('\u00a0', ' ')).toMatch(said)
  expect(await refsOf(resource)).toEqual(before)
})

test('should let what came wrong stay wrong, whoever improves something else', async () => {
  const asItCame = '# Le tour\n\n![](a.png)\n\nOn se parle.\n'
  const { resource, dir, write } = await copyOf('importee', asItCame)
  await write(`${asItCame}\nEt on s’écoute.\n`)
  await git(dir, 'push', '-q', 'origin', 'HEAD:main')
  await write(`${asItCame}\nEt on s’écoute.\n\n![](b.png)\n`)
  expect(await gitRefused(dir, 'push', 'origin', 'HEAD:main')).toContain('b.png')
  const tip = await forge.git.resolve(resource.id, 'refs/heads/main')
  expect((await forge.git.log(resource.id, { from: [tip!] })).length).toBe(2)
})

test('should accept and tell instead, when the stewards say so; and refuse again when they change their mind', async () => {
  const { resource, dir, write } = await copyOf('souple', shortFiche())
  expect(await pushChecksOf(forge.deps, resource)).toBe('refused')
  await expect(changePushChecks(forge.deps, acting(passerby), { resource, pushedProblems: 'told' })).rejects.toMatchObject({ refusal: 'forbidden' })
  await expect(changePushChecks(forge.deps, acting(steward), { resource, pushedProblems: 'refused' })).rejects.toMatchObject({ key: 'change.nothing' })
  await changePushChecks(forge.deps, acting(steward), { resource, pushedProblems: 'told' })
  expect((await forge.git.events(resource.id, RESOURCE_JOURNAL)).at(-1)?.payload).toMatchObject({ kind: 'checks_changed', pushedProblems: 'told', actor: { handle: 'camille' } })

  await write(shortFiche().replace(/^publics:.*\n/m, ''))
  const { stderr } = await git(dir, 'push', 'origin', 'HEAD:main')
  expect(stderr).toMatch(/remote: Accepté/)
  expect(stderr.replaceAll('\u00a0', ' ')).toMatch(/remote: README\.md, ligne 1 : « Publics » est à compléter/)
  const tip = (await git(dir, 'rev-parse', 'HEAD')).stdout.trim()
  expect(await forge.git.resolve(resource.id, 'refs/heads/main')).toBe(tip)
  expect((await forge.deps.resources.find(resource.id))?.fields.missing).toEqual(['publics'])

  await changePushChecks(forge.deps, acting(steward), { resource, pushedProblems: 'refused' })
  await write(shortFiche().replace(/^publics:.*\n/m, '').replace(/^besoins:.*\n/m, ''))
  expect(await gitRefused(dir, 'push', 'origin', 'HEAD:main')).toContain('Besoins')
  expect(await forge.git.resolve(resource.id, 'refs/heads/main')).toBe(tip)
})
