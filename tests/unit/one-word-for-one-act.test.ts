import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')
const filesIn = (folder: string, ending: string): string[] => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name))

/** DESIGN §2: « Je l’ai mise en pratique », « retour d’expérience ». What an import reads of other sites keeps their words. */
test('should call putting a fiche into practice by that name alone, wherever people read it', () => {
  const read = [...filesIn('web/messages/fr', '.ts'), ...filesIn('content-schema/data', '.ts'), ...filesIn('content-schema/rules', '.ts'), ...filesIn('docs', '.md'), 'forge/domain/role-words.ts', 'README.md', 'CHANGELOG.md']
    .filter((file) => !file.endsWith('data/mappings.ts'))
  const other = read.flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n').flatMap((line, at) => (/(?<![a-z_])[Ee]xpériment|[Ee]xperimentation(?!_requise|')/.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])))
  expect(other).toEqual([])
})
