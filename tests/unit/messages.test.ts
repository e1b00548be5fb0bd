import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as en from '../../web/messages/en/index.js'
import * as fr from '../../web/messages/fr/index.js'

const root = path.resolve(import.meta.dirname, '../..')
const read = (folders: string[]) => folders.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && e.name.endsWith('.ts')).map((e) => readFileSync(path.join(e.parentPath, e.name), 'utf8'))).join('\n')

/** Every leaf of a message tree, as text (functions by their source). */
function leaves(tree: unknown, at = ''): [string, string][] {
  if (typeof tree === 'string' || typeof tree === 'function') return [[at, String(tree)]]
  return tree !== null && typeof tree === 'object' ? Object.entries(tree).flatMap(([key, inner]) => leaves(inner, `${at}.${key}`)) : []
}

test('should have the same sentences in French and in English', () => {
  const missing = leaves(fr).map(([at]) => at).filter((at) => !new Set(leaves(en).map(([other]) => other)).has(at))
  expect(missing).toEqual([])
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(fr.errors).sort())
})

test('should have a sentence for every refusal', () => {
  const used = [...read(['forge', 'cli']).matchAll(/new ForgeError\(\s*'[a-z_]+',\s*'([a-z_.]+)'/g)].map(([, key]) => key ?? '')
  expect([...new Set(used)].filter((key) => !(key in fr.errors))).toEqual([])
})

test('should write French with its own spaces, quotes and apostrophes', () => {
  const wrong = leaves(fr).filter(([, text]) => {
    const prose = text.replace(/https?:\S+|git \S.*|-o \S+/g, '')
    // In a function, ` ? ` and ` : ` are the code's own.
    return (text.includes('=>') ? / [;!»]/ : / [:;!?»]/).test(prose) || /« /.test(prose) || /\p{L}'\p{L}/u.test(prose)
  })
  expect(wrong).toEqual([])
})
