/** Imports of real repositories, compared with what Git says of the same files. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { importHistory, type ImportResult } from '../../../forge/use-cases/importHistory.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { git } from '../../support/git.js'

// Hundreds of repositories are made, then read again by Git.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
const bundleOf = (name: string): string => {
  const file = path.join(data, `${name}.bundle`)
  if (!existsSync(file)) throw new Error(`${file} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  return file
}

interface Imported { readonly forge: TestForge; readonly result: ImportResult; readonly source: string; dirOf(path: string): Promise<string> }

async function imported(name: string, options: { pathspecs?: readonly string[]; olderFolders?: readonly string[] } = {}): Promise<Imported> {
  const forge = await aForge()
  const clones = mkdtempSync(path.join(os.tmpdir(), 'source-'))
  atTheEnd(async () => { await forge.close(); rmSync(clones, { recursive: true, force: true }) })
  const source = path.join(clones, 'source.git')
  await git(clones, 'clone', '--quiet', '--mirror', bundleOf(name), source)
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  const started = performance.now()
  const result = await importHistory(forge.deps, actor, { location: { kind: 'bundle', file: bundleOf(name) }, owner: 'cooperation', ...options })
  if (process.env.COMMUNS_MESURES) console.log(`${name}: ${result.resources.length} resources, ${((performance.now() - started) / result.resources.length).toFixed(1)} ms each, ${(await kibibytes(forge) / result.resources.length).toFixed(1)} KiB each, ${result.resources.reduce((sum, r) => sum + r.commits, 0)} versions, ${addressesOf(result).size} addresses`)
  return {
    forge, result, source,
    async dirOf(file) {
      const one = result.resources.find((resource) => resource.path === file)
      const resource = one && await forge.deps.resources.findByAddress(one.owner, one.slug)
      if (!resource) throw new Error(`${file} was not imported`)
      return forge.git.repoDir(resource.id)
    },
  }
}

const ends: (() => Promise<void>)[] = []
const atTheEnd = (end: () => Promise<void>) => { ends.push(end) }
afterAll(async () => { for (const end of ends) await end() })

const addressesOf = (result: ImportResult): Set<string> => new Set(result.resources.flatMap((resource) => resource.authors.map((author) => author.email.toLowerCase())))

async function kibibytes(forge: TestForge): Promise<number> {
  let total = 0
  for (const name of await readdir(path.join(forge.dataDir, 'repos'), { recursive: true })) total += (await stat(path.join(forge.dataDir, 'repos', name))).blocks / 2
  return total
}

/** Every address that writes the file under this name, by Git itself: no side of a merge left out. */
async function authorsByGit(source: string, paths: readonly string[]): Promise<Set<string>> {
  const { stdout } = await git(source, 'log', '--full-history', '--no-merges', '--format=%ae', 'HEAD', '--', ...paths.map((each) => `:(literal)${each}`))
  return new Set(stdout.trim().toLowerCase().split('\n'))
}

/** What must hold of every imported resource; one in `every` is looked at unless COMMUNS_TOUT_VERIFIER asks for all. */
async function checkAll({ result, source, dirOf }: Imported, every = 1): Promise<void> {
  for (const resource of result.resources.filter((_resource, i) => i % every === 0 || process.env.COMMUNS_TOUT_VERIFIER !== undefined)) {
    const dir = await dirOf(resource.path)
    const check = await git(dir, 'fsck', '--full', '--strict', '--no-progress', '--no-dangling')
    expect(check.stdout + check.stderr, resource.path).toBe('')
    const [there, here] = await Promise.all([git(source, 'rev-parse', `HEAD:${resource.path}`), git(dir, 'rev-parse', `refs/heads/main:${resource.path}`)])
    expect(here.stdout, resource.path).toBe(there.stdout)
    const { stdout } = await git(dir, 'log', '--format=%ae%x00%ce%x00%at%x00%ct%x00%(trailers:key=Source-Commit,valueonly,separator=%x2c)', 'main')
    const versions = stdout.trim().split('\n').map((line) => line.split('\0'))
    expect(versions.length, resource.path).toBe(resource.commits)
    const wanted = (await git(source, 'log', '--no-walk=unsorted', '--format=%ae%x00%ce%x00%at%x00%ct', ...versions.map((version) => version[4] ?? ''))).stdout.trim().split('\n')
    expect(versions.map((version) => version.slice(0, 4).join('\0')), resource.path).toEqual(wanted)
    const credited = new Set(versions.map((version) => (version[0] ?? '').toLowerCase()))
    for (const address of await authorsByGit(source, [resource.path])) expect(credited, `${resource.path} loses ${address}`).toContain(address)
    expect([...credited].filter((address) => address.includes('users.noreply.127'))).toEqual([])
  }
}

describe('multibao-contributions', () => {
  let all: Imported
  beforeAll(async () => { all = await imported('multibao-contributions', { pathspecs: ['contributions/*.md'] }) })

  test('should make 86 resources, each with its own history, its authors and its bytes', async () => {
    expect(all.result.resources).toHaveLength(86)
    expect(all.result.skipped).toEqual([])
    expect(addressesOf(all.result).size).toBeGreaterThanOrEqual(20)
    await checkAll(all)
  })

  test('should keep apart two names that differ only by Unicode form, and give each its address', () => {
    const twins = all.result.resources.filter((resource) => resource.path.normalize('NFC').endsWith('planifier_gagné.md'))
    expect(twins).toHaveLength(2)
    expect(new Set(twins.map((twin) => twin.path)).size).toBe(2)
    expect(new Set(twins.map((twin) => twin.slug)).size).toBe(2)
  })

  test('should read a licence where the fiche states one and none where it is silent', () => {
    const licences = all.result.resources.map((resource) => resource.licence)
    expect(licences.filter((licence) => licence?.includes('CC-BY-NC-SA') === true).length).toBeGreaterThanOrEqual(20)
    expect(licences.filter((licence) => licence?.includes('CC-BY-SA') === true).length).toBeGreaterThanOrEqual(15)
    expect(licences.filter((licence) => licence === null).length).toBeGreaterThan(0)
  })

  test('should change nothing when imported again', async () => {
    const actor = (await all.forge.deps.people.findByHandle('lou'))!
    const again = await importHistory(all.forge.deps, { kind: 'person', person: actor, scopes: new Set(['read', 'write', 'admin']) }, { location: { kind: 'bundle', file: bundleOf('multibao-contributions') }, owner: 'cooperation', pathspecs: ['contributions/*.md'] })
    expect(new Set(again.resources.map((resource) => resource.outcome))).toEqual(new Set(['unchanged']))
    expect((await all.forge.deps.resources.allIds()).length).toBe(86)
  })
})

describe('opl-practices', () => {
  test('should find the authors of older folders, which renames alone do not show', async () => {
    const all = await imported('opl-practices', { pathspecs: ['src/pages/practice/*.md'], olderFolders: ['content/practice', 'content/practices'] })
    expect(all.result.resources).toHaveLength(241)
    await checkAll(all, 8)
    expect(addressesOf(all.result).size).toBeGreaterThanOrEqual(156)
    for (const resource of all.result.resources.filter((_resource, i) => i % 4 === 0)) {
      const credited = new Set(resource.authors.map((author) => author.email.toLowerCase()))
      const past = resource.ancestors.filter((ancestor) => ancestor.how === 'older_folder').map((ancestor) => ancestor.path)
      if (past.length === 0) continue
      for (const address of await authorsByGit(all.source, past)) expect(credited, `${resource.path} loses ${address}`).toContain(address)
    }
    // « new.md » was renamed into two fiches, one after the other: neither takes the other's past.
    const byPath = new Map(all.result.resources.map((resource) => [resource.path, resource]))
    expect(byPath.get('src/pages/practice/kanban.md')?.ancestors.map((ancestor) => ancestor.path)).toEqual(['src/pages/practice/new.md'])
  })
})

describe('jeu-cartes-co-creatif', () => {
  test('should make 322 resources, names that differ only by case apart', async () => {
    const all = await imported('jeu-cartes-co-creatif', { pathspecs: ['*.md'] })
    expect(all.result.resources).toHaveLength(322)
    await checkAll(all, 16)
    const twins = all.result.resources.filter((resource) => resource.path.toLowerCase() === 'objectifs_flous.md')
    expect(twins.map((twin) => twin.path)).toEqual(['Objectifs_flous.md', 'objectifs_flous.md'])
    expect(new Set(twins.map((twin) => twin.slug)).size).toBe(2)
  })
})
