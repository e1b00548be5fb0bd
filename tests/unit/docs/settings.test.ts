import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const guide = readFileSync(path.join(root, 'docs/REGLAGES.md'), 'utf8')
const sources = ['forge', 'cli'].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).join('\n')

/** Written by the forge for its own children; not settings. */
const internal = new Set(['COMMUNS_TALK', 'COMMUNS_RUN'])
const used = [...new Set([...sources.matchAll(/\bCOMMUNS_[A-Z_]+\b/g)].map(([name]) => name))].filter((name) => !internal.has(name)).sort()
const told = [...guide.matchAll(/^### (COMMUNS_[A-Z_]+)$/gm)].map(([, name]) => name)

test('should give every setting a heading in docs/REGLAGES.md, and none that does nothing', () => {
  expect([...told].sort()).toEqual(used)
})
