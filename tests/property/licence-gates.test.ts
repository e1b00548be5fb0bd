/** Whatever is tried, by whichever door, no twenty words in a row that a licence keeps out ever stand in a published text. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verdict } from '../../content-schema/licences/verdict.js'
import { ForgeError } from '../../forge/domain/errors.js'
import type { Actor } from '../../forge/domain/person.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { createResourceFromText } from '../../forge/use-cases/createResourceFromText.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { undoVersion } from '../../forge/use-cases/undoVersion.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { git, withToken } from '../support/git.js'
import { fc } from '../support/fast-check.js'

const sources = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0', 'LAL-1.3', ''] as const
const labels = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-SA-4.0', 'LAL-1.3'] as const
const doors = ['publish', 'propose', 'create', 'undo', 'push'] as const
const long = 20

type Somebody = Actor & { kind: 'person' }
let forge: TestForge
let folder: string
let address: (slug: string) => string
let [author, writer] = [] as unknown as [Somebody, Somebody]
const targets = new Map<string, Resource>()
/** Sixty words of each source's own, none of which the others have. */
const wordsOf = (place: number): readonly string[] => Array.from({ length: 60 }, (_, at) => `mot${'abcdefgh'[place]}${String.fromCharCode(97 + (at % 26))}${at}`)
const under = (licence: string, body: string) => (licence === '' ? shortFiche('Une fiche', body).replace('licence: CC-BY-SA-4.0\n', '') : shortFiche('Une fiche', body).replace('CC-BY-SA-4.0', licence))

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'licence-gates-'))
  forge = await aForge()
  const { url } = await forge.serve()
  ;[author, writer] = await Promise.all(['ines', 'lea'].map(async (handle) => (await forge.person(handle)).actor as Somebody)) as [Somebody, Somebody]
  const token = await createToken(forge.deps, writer.person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
  address = (slug) => withToken(`${url}/lea/${slug}.git`, 'lea', token)
  for (const [place, licence] of sources.entries()) await forge.resource({ by: author.person, slug: `source-${place}`, text: under(licence, `${wordsOf(place).join(' ')}\n`) })
  for (const label of labels) targets.set(label, await forge.resource({ by: writer.person, slug: label.toLowerCase().replaceAll('.', '-'), text: under(label, 'Rien encore.\n') }))
})
afterAll(async () => {
  await forge?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

const textNow = async (resource: Resource) => new TextDecoder().decode((await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', 'README.md'))?.bytes)

/** Twenty words in a row of a source that may not be there. */
function smuggled(text: string, label: string): string | undefined {
  const bare = ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  for (const [place, licence] of sources.entries()) {
    const isLetIn = verdict({ relation: 'integration', sources: [{ licence: licence === '' ? 'inconnue' : licence }], target: label, context: { copiedWords: long } }).verdict !== 'block'
    const words = wordsOf(place)
    for (let at = 0; !isLetIn && at + long <= words.length; at += 1) if (bare.includes(` ${words.slice(at, at + long).join(' ')} `)) return `${licence} in ${label}`
  }
  return undefined
}

interface Attempt { readonly door: (typeof doors)[number]; readonly label: (typeof labels)[number]; readonly source: number; readonly from: number; readonly count: number; readonly width: number; readonly keeps: boolean }

const attempt: fc.Arbitrary<Attempt> = fc.record({
  door: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...doors.slice(0, 4)) }, { weight: 1, arbitrary: fc.constant('push' as const) }),
  label: fc.constantFrom(...labels), source: fc.nat({ max: sources.length - 1 }), from: fc.nat({ max: 40 }), count: fc.integer({ min: 3, max: 40 }), width: fc.integer({ min: 1, max: 12 }), keeps: fc.boolean(),
})

async function tried({ door, label, source, from, count, width, keeps }: Attempt): Promise<Resource | undefined> {
  const target = targets.get(label)!
  const words = wordsOf(source).slice(from, from + count)
  const wrapped = words.map((word, at) => `${word}${(at + 1) % width === 0 ? '\n' : ' '}`).join('').trim()
  const base = (await forge.git.resolve(target.id, MAIN)) ?? ''
  const now = await textNow(target)
  const text = keeps ? `${now.trimEnd()} ${wrapped}\n` : under(label, `${wrapped}\n`)
  const change = { resource: target, base, files: new Map([['README.md', text]]), title: 'Un essai', reason: '' }
  switch (door) {
    case 'publish': await publishChange(forge.deps, writer, change); return target
    case 'propose': await integrateProposal(forge.deps, writer, { resource: target, number: (await proposeChange(forge.deps, author, change)).number }); return target
    case 'create': return createResourceFromText(forge.deps, writer, { owner: 'lea', text: under(label, `${wrapped}\n`) })
    case 'undo': await undoVersion(forge.deps, writer, { resource: target, version: base, reason: '' }); return target
    case 'push': {
      const copy = mkdtempSync(path.join(folder, 'copie-'))
      await git(copy, 'clone', '-q', address(target.slug), '.')
      writeFileSync(path.join(copy, 'README.md'), text)
      await git(copy, 'commit', '-q', '--allow-empty', '-am', 'Un essai')
      await git(copy, 'push', '-q', 'origin', 'HEAD:main').catch((error: unknown) => { if (!/Licence/.test((error as { stderr: string }).stderr)) throw error })
      return target
    }
  }
}

test('should let no words that a licence keeps out into a published text, by any door, whole or in slices', async () => {
  await fc.assert(fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 3 }), async (attempts) => {
    for (const one of attempts) {
      let at: Resource | undefined
      try { at = await tried(one) } catch (error) {
        if (!(error instanceof ForgeError)) throw error
      }
      const changed = at ?? targets.get(one.label)!
      expect(smuggled(await textNow(changed), one.label)).toBeUndefined()
    }
  }), { numRuns: 12 })
}, 600_000)
