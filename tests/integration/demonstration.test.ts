import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../support/forge.js'
import { seedDemonstration } from '../../forge/demo/seed.js'
import { refusalSentence } from '../../web/messages/messages.js'
import type { ForgeError } from '../../forge/domain/errors.js'

let forge: TestForge
let folder: string
const content = path.join(import.meta.dirname, '../../forge/demo/content')

beforeAll(async () => {
  forge = await aForge()
  folder = mkdtempSync(path.join(os.tmpdir(), 'forge-demo-'))
  cpSync(content, path.join(folder, 'lacking'), { recursive: true })
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true })
})

const refusalOf = async (contentRoot: string) => seedDemonstration(forge.deps, { account: 'closed', contentRoot }).then(() => undefined, (error: unknown) => error as ForgeError)

test('should say what of the demonstration is missing and how to open without it, and make nothing', async () => {
  const absent = path.join(folder, 'absent')
  const lost = path.join(folder, 'lacking/bilan-en-etoile/media')
  rmSync(lost, { recursive: true, force: true })
  for (const [root, told] of [[absent, absent], [path.join(folder, 'lacking'), lost]] as const) {
    const refused = await refusalOf(root)
    expect(refused).toMatchObject({ refusal: 'unavailable', key: 'demo.content_missing' })
    for (const locale of ['fr', 'en'] as const) {
      const sentence = refusalSentence(locale, refused?.key ?? '', refused?.details)
      expect(sentence).toContain(told)
      expect(sentence).toContain('communs servir --vide')
    }
  }
  expect(await forge.deps.communities.all()).toEqual([])
  expect(await forge.deps.resources.allIds()).toEqual([])
  expect(await forge.deps.people.findByHandle('nadege-fontepierre')).toBeUndefined()
})
