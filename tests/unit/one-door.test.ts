import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const forge = path.resolve(import.meta.dirname, '../../forge')
const files = readdirSync(forge, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

test('should move the published text in one place only, where licences are asked', () => {
  const moving = files.filter((file) => /ref: (?:MAIN|'refs\/heads\/main')/.test(readFileSync(path.join(forge, file), 'utf8')))
  expect(moving).toEqual(['use-cases/movePublished.ts'])
})

test('should let only what was judged before go through without being judged', () => {
  const trusted = files.filter((file) => /judgedBefore\(/.test(readFileSync(path.join(forge, file), 'utf8'))).sort()
  // An intent of a journal, an unmodified copy, and a first text judged before anything of it is made.
  expect(trusted).toEqual(['use-cases/adaptResource.ts', 'use-cases/createResource.ts', 'use-cases/recoverPending.ts'])
})
