import { execFile } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlesIn, emptyResource } from '../../../bench/real/repositories.js'
import { openByGit } from '../../../cli/history/by-git.js'
import { attribute } from '../../../forge/attribution/provenance.js'
import { historyBytes } from '../../../forge/adapters/provenance/git-bytes.js'
import { openProvenance } from '../../../forge/adapters/provenance/provenance.js'
import { projectRoot } from '../../../forge/config.js'
import type { ProvenanceAnswer, WordOriginKey, WordsOfFile } from '../../../forge/domain/provenance.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { readProvenance } from '../../../forge/use-cases/readProvenance.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor } from '../../support/visitor.js'

const data = path.resolve(projectRoot, process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
let forge: TestForge
let folder: string
let url: string
let token: string

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'words-')))
  forge = await aForge()
  const { person } = await forge.person('garance')
  token = await createToken(forge.deps, person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
  url = (await forge.serve()).url
})
afterAll(async () => {
  await forge?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function pushed(name: string): Promise<{ resource: Resource; clone: string }> {
  const bundle = bundlesIn(data).find((file) => path.basename(file) === `${name}.bundle`)
  if (bundle === undefined) throw new Error(`${data} holds no ${name}.bundle: set COMMUNS_DONNEES_REELLES to the folder of the real repositories`)
  const clone = path.join(folder, `${name}.git`)
  const git = async (...args: string[]) => (await promisify(execFile)('git', args)).stdout.trim()
  await git('clone', '-q', '--bare', bundle, clone)
  await git('-C', clone, 'push', '-q', await emptyResource(url, { handle: 'garance', token }, name), `${await git('-C', clone, 'symbolic-ref', 'HEAD')}:refs/heads/main`)
  const resource = await forge.deps.resources.findByAddress('garance', name)
  if (resource === undefined) throw new Error(`${name} is not there`)
  return { resource, clone }
}

async function ended(ask: () => Promise<ProvenanceAnswer>): Promise<WordsOfFile> {
  for (;;) {
    const answer = await ask()
    if (answer.kind === 'known') return answer.words
    if (answer.kind === 'failed') throw new Error('it failed')
  }
}

/** The biggest Markdown file: the one with most people. */
async function biggest(resource: Resource): Promise<string> {
  const files = (await forge.deps.git.tree(resource.id, resource.tip!, { recursive: true })).filter((file) => /\.md$/i.test(file.path) && file.kind === 'blob')
  const sizes = await Promise.all(files.map(async (file) => ({ path: file.path, bytes: (await forge.deps.git.blob(resource.id, file.oid)).length })))
  return sizes.sort((a, b) => b.bytes - a.bytes)[0]!.path
}

test.each(['guide-rgpd-cnil', 'art-of-command-line'])('should say of every word of %s what the engine says, and mark it where it is shown', async (name) => {
  const { resource, clone } = await pushed(name)
  const file = name === 'art-of-command-line' ? resource.mainPath : await biggest(resource)
  const words = await ended(() => forge.deps.provenance.wordsOf({ repo: resource.id, at: resource.tip!, path: file, versions: resource.versions, network: [] }))
  const local = await openByGit(clone, resource.tip)
  const told = await attribute(local, { at: local.at, paths: [file] }).finally(() => { local.close() })
  const tokens = told.files[0]!.tokens
  expect(tokens.length).toBeGreaterThan(500)
  const wrong = tokens.filter((token) => {
    const run = words.runs.find(([start, end]) => start <= token.start && token.end <= end)
    const origin = run && words.origins[run[2]]
    return origin?.commit !== token.commit || origin.path !== token.path || origin.how !== token.how || JSON.stringify(origin.authors) !== JSON.stringify(token.authors)
  })
  expect(wrong).toEqual([])
  expect(words.origins.reduce((sum, origin) => sum + origin.words, 0)).toBe(tokens.length)
  const reading = await readProvenance(forge.deps, { resource, path: file, locale: 'fr' })
  expect(reading.writers.length).toBe(new Set(tokens.flatMap(({ authors }) => authors.map(({ email, name: own }) => email.toLowerCase() || own))).size)
  const page = await aVisitor(url).get(`/garance/${name}/qui-a-ecrit-quoi?fichier=${encodeURIComponent(file)}`)
  expect(page.status).toBe(200)
  expect(page.text.match(/<span class="w t/g)!.length).toBeGreaterThan(20)
  expect(page.text).not.toMatch(/<a [^>]*>(?:(?!<\/a>)[^])*<a /)
  // No address of anybody, in the page or for machines: only those the text itself writes.
  const raw = Buffer.from((await forge.deps.git.file(resource.id, resource.tip!, file))!.bytes).toString('utf8')
  for (const { authors } of words.origins) for (const { email } of authors) if (email.includes('@') && !raw.includes(email)) expect(page.text).not.toContain(`>${email}`)
}, 240_000)

test('should read a long history apart, say how far it is, and keep what it found', async () => {
  const { resource } = await pushed('facilitation-method-specs')
  const store = new Map<string, WordsOfFile>()
  const kept = { find: ({ commit, path: file }: WordOriginKey) => Promise.resolve(store.get(`${commit} ${file}`)), put: ({ commit, path: file }: WordOriginKey, words: WordsOfFile) => { store.set(`${commit} ${file}`, words); return Promise.resolve() } }
  const parts = { git: forge.deps.git, bytes: historyBytes(forge.git), store: kept, clock: forge.deps.clock, log: forge.deps.log }
  const question = { repo: resource.id, at: resource.tip!, path: resource.mainPath, versions: 100_000, network: [] }
  const first = openProvenance({ ...parts, patienceMs: 0 })
  expect((await first.wordsOf(question)).kind).toBe('under_way')
  const words = await ended(() => first.wordsOf(question))
  await first.close()
  // Another process, or an adaptation with the same versions: found by what it is, in no repository at all.
  const second = openProvenance({ ...parts, bytes: { log: () => Promise.reject(new Error('nothing to read')), blobs: () => Promise.reject(new Error('nothing to read')) } })
  expect(await second.wordsOf({ ...question, repo: 'another' })).toEqual({ kind: 'known', words })
  expect((await second.wordsOf({ ...question, path: 'other.md' })).kind).toBe('failed')
  await second.close()
}, 120_000)
