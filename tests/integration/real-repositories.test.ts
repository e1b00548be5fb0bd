import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlesIn, emptyResource, roundtrip } from '../../bench/real/repositories.js'
import { projectRoot } from '../../forge/config.js'
import type { Person } from '../../forge/domain/person.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, type TestForge } from '../support/forge.js'

const data = path.resolve(projectRoot, process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
let forge: TestForge
let folder: string
let person: Person
let token: string

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'real-')))
  forge = await aForge()
  person = (await forge.person('garance')).person
  token = await createToken(forge.deps, person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true })
})

// All of them: npm run bench -- real
test.each(['facilitation-method-specs', 'guide-rgpd-cnil', 'politique-open-source-with-pulls'])('should take %s in and give it back the same', async (name) => {
  const bundle = bundlesIn(data).find((file) => path.basename(file) === `${name}.bundle`)
  if (bundle === undefined) throw new Error(`${data} holds no ${name}.bundle: set COMMUNS_DONNEES_REELLES to the folder of the real repositories`)
  const { url } = await forge.serve()
  const result = await roundtrip(bundle, await emptyResource(url, { handle: 'garance', token }, name), folder)
  expect(result.problems).toEqual([])
  expect(result.commits).toBeGreaterThan(10)
  const resource = await forge.deps.resources.findByAddress('garance', name)
  expect(resource).toMatchObject({ state: 'published', versions: result.commits })
  // What was refused left nothing behind.
  expect((await forge.git.refs(resource?.id ?? '')).filter((ref) => /^refs\/(pull|for)\//.test(ref.name))).toEqual([])
})
