import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compiled } from '../../forge/config.js'
import { aDesk, type Desk } from './communs.js'

vi.setConfig({ testTimeout: 240_000 })

const communs = `"${process.execPath}" "${compiled('cli/main.ts')}"`
let desk: Desk
let dir: string
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@exemple.org', ...args], { cwd: dir, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
beforeAll(() => {
  desk = aDesk()
  dir = path.join(desk.dir, 'depot')
  mkdirSync(path.join(dir, 'fiches'), { recursive: true })
  git('init', '-q', '-b', 'main')
  for (const [file, text] of [['fiches/a.md', '# Le cercle\n\nOn écoute.\n'], ['notes.txt', 'Rien.\n'], ['partie.md', 'Un texte.\n']] as const) writeFileSync(path.join(dir, file), text)
  symlinkSync('fiches/a.md', path.join(dir, 'lien.md'))
  git('add', '.')
  git('commit', '-qm', 'Écrire')
  git('rm', '-q', 'partie.md')
  git('commit', '-qm', 'Retirer')
})
afterAll(() => { desk.clear() })

test.each(['attribution', 'citer'])('should find the file that %s is asked about however its path is written, and say what it is when it is no text of the version', async (command) => {
  for (const asked of ['fiches/a.md', './fiches/a.md', 'fiches//a.md', 'fiches/../fiches/a.md']) expect(await desk.done([command, dir, asked])).toContain('Ada')
  expect(await desk.done([command, '.', 'a.md'], { cwd: path.join(dir, 'fiches') })).toContain('Ada')
  expect((await desk.refused([command, dir, 'fiches/A.md'])).phrase).toContain('Peut-être\u00a0: fiches/a.md')
  for (const gone of ['lien.md', 'partie.md']) {
    const { code, phrase } = await desk.refused([command, dir, gone])
    expect(code).toBe(1)
    expect(phrase).not.toContain('Peut-être')
    expect(phrase).toContain('lien')
  }
  expect((await desk.refused([command, dir, 'notes.txt'])).phrase).toContain('n’est pas un fichier Markdown')
})

test('should refuse to explain a word that the version does not hold', async () => {
  expect(await desk.refused(['attribution', dir, '--expliquer', 'absent'])).toMatchObject({ code: 1, type: 'word.unknown' })
})

test('should say in a diff by Git what a link points at, and compare texts of many megabytes', () => {
  const diff = (...args: string[]) => execFileSync('git', ['diff', ...args], { cwd: dir, encoding: 'utf8', env: { ...process.env, GIT_EXTERNAL_DIFF: `${communs} comparer` }, maxBuffer: 1 << 26 })
  renameSync(path.join(dir, 'lien.md'), path.join(dir, 'autre.md'))
  symlinkSync('ailleurs.md', path.join(dir, 'lien.md'))
  expect(diff('lien.md')).toContain('lien vers un autre fichier (fiches/a.md → ailleurs.md)')
  const long = 'Une phrase qui se répète, ici et là.\n'.repeat(150_000)
  writeFileSync(path.join(dir, 'long.md'), long)
  git('add', 'long.md')
  writeFileSync(path.join(dir, 'long.md'), `${long}Fin.\n`)
  expect(diff('long.md')).toMatch(/\{\+ ?Fin\./)
})
