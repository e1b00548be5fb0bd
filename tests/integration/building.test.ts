import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A copy of the sources, so that what other tests run on stays. */
const project = path.join(import.meta.dirname, '../..')
let root = ''
const build = () => promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')])
const at = (...parts: string[]) => path.join(root, 'dist', ...parts)
const assets = () => Object.values(JSON.parse(readFileSync(at('assets/manifest.json'), 'utf8')) as Record<string, string>)
/** One build takes the place of another by two renames: whoever looks in the microseconds between them looks again. */
function look<T>(read: () => T): T {
  for (let attempt = 1; ; attempt++) {
    try { return read() } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 50) throw error }
  }
}
const asides = () => readdirSync(root).filter((name) => name.startsWith('.dist-'))

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'forge-building-'))
  for (const each of ['content-schema', 'forge', 'web', 'cli', 'scripts', 'tsconfig.json', 'package.json']) cpSync(path.join(project, each), path.join(root, each), { recursive: true })
  symlinkSync(path.join(project, 'node_modules'), path.join(root, 'node_modules'), 'dir')
  await build()
})
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

test('builds at the same moment never show half a build, and leave nothing beside it', async () => {
  const whole = readFileSync(at('forge/app.js'), 'utf8').length
  const builds = Promise.all([build(), build(), build()])
  let isOver = false
  void builds.finally(() => { isOver = true }).catch(() => undefined)
  let looks = 0
  while (!isOver) {
    const names = look(assets)
    expect(look(() => readFileSync(at('forge/app.js'), 'utf8')).length).toBe(whole)
    for (const name of names) expect(look(() => statSync(at('assets', name))).isFile()).toBe(true)
    looks += 1
    await new Promise((go) => setImmediate(go))
  }
  await builds
  expect(looks).toBeGreaterThan(10)
  expect(asides()).toEqual([])
})

test('a build drops the modules whose source is gone, keeps the assets that pages made before still name', async () => {
  const style = readdirSync(path.join(root, 'web/styles')).find((name) => name.endsWith('.css')) as string
  const before = assets().find((name) => name.startsWith(`styles/${style.replace('.css', '-')}`)) as string
  writeFileSync(path.join(root, 'web/styles', style), `${readFileSync(path.join(root, 'web/styles', style), 'utf8')}\n.changed { color: red }\n`)
  writeFileSync(path.join(root, 'forge/gone.ts'), 'export const gone = 1\n')
  await build()
  expect(existsSync(at('forge/gone.js'))).toBe(true)
  expect(assets()).not.toContain(before)
  expect(existsSync(at('assets', before))).toBe(true)

  rmSync(path.join(root, 'forge/gone.ts'))
  const longAgo = new Date(Date.now() - 48 * 3600_000)
  utimesSync(at('assets', before), longAgo, longAgo)
  await build()
  expect(existsSync(at('forge/gone.js'))).toBe(false)
  expect(existsSync(at('assets', before))).toBe(false)
})

test('a build that fails leaves the former one whole; what a killed one left is cleared later', async () => {
  writeFileSync(path.join(root, 'forge/broken.ts'), 'export const = \n')
  await expect(build()).rejects.toThrow()
  expect(readFileSync(at('forge/app.js'), 'utf8').length).toBeGreaterThan(1000)
  expect(asides()).toEqual([])
  rmSync(path.join(root, 'forge/broken.ts'))

  mkdirSync(path.join(root, '.dist-killed'))
  const anHourAgo = new Date(Date.now() - 2 * 3600_000)
  utimesSync(path.join(root, '.dist-killed'), anHourAgo, anHourAgo)
  await build()
  expect(asides()).toEqual([])
})
