import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
const rows = [...readme.matchAll(/^\| (\S+) \| ([^|]+) \| [^|]+ \|$/gm)].filter(([, name]) => name !== 'paquet').map(([, name, places]) => ({ name: name ?? '', places: (places ?? '').split(',').map((place) => place.trim()) }))

/** Imported names in a file or a whole folder. */
function textOf(place: string): string {
  const full = path.join(root, place)
  try { return readFileSync(full, 'utf8') } catch {
    return readdirSync(full, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(ts|css|mjs)$/.test(entry.name)).map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).join('\n')
  }
}

test.each(rows)('should depend on $name where the README says', ({ name, places }) => {
  expect(Object.keys(dependencies)).toContain(name)
  for (const place of places) expect(textOf(place), `${place} imports ${name}`).toContain(name)
})

test('should link only to files that exist', () => {
  for (const [, target] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) expect(() => textOf(target ?? ''), target).not.toThrow()
})
