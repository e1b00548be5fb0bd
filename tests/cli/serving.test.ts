import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { shortFiche } from '../support/forge.js'
import { aDesk, type Desk } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

let desk: Desk
let data: string
beforeAll(() => { desk = aDesk(); data = path.join(desk.dir, 'donnees') })
afterAll(() => { desk.clear() })

/** Serves until `stop`; the first line of standard output. */
async function serving(args: readonly string[]): Promise<{ said: string; stop(): Promise<number | null>; pid: number }> {
  const child = desk.start(['servir', '--donnees', data, '--port', '0', ...args])
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => { complaint += chunk.toString() })
  const closed = once(child, 'close') as Promise<[number | null]>
  const said = await Promise.race([once(createInterface({ input: child.stdout! }), 'line').then(([line]) => line as string), closed.then(() => { throw new Error(complaint) })])
  return { said, pid: child.pid!, stop: async () => { child.kill('SIGINT'); return (await closed)[0] } }
}

test('should serve an empty instance, alone on its folder, and stop cleanly on Ctrl+C', async () => {
  expect(await desk.json(['admin', 'utilisateur', 'creer', 'lou', '--courriel', 'lou@exemple.org', '--jeton', '--donnees', data])).toMatchObject({ handle: 'lou', jeton: expect.stringMatching(/^\S{20,}$/) as string })
  const forge = await serving(['--vide', '--json'])
  try {
    const { url } = JSON.parse(forge.said) as { url: string }
    expect(await (await fetch(`${url}/api/v1/communities`)).json()).toEqual({ items: [] })
    for (const args of [['servir', '--port', '0'], ['admin', 'reindex'], ['admin', 'doctor'], ['admin', 'utilisateur', 'creer', 'ada', '--courriel', 'ada@exemple.org']]) {
      expect(await desk.refused([...args, '--donnees', data])).toMatchObject({ code: 1, type: 'data.locked', phrase: expect.stringContaining(`processus ${forge.pid}`) as string })
    }
  } finally { expect(await forge.stop()).toBe(0) }
  // The folder is free again, and whole.
  expect(await desk.done(['admin', 'doctor', '--donnees', data])).toBe('Tout est en ordre.\n')
  expect(await desk.json(['admin', 'reindex', '--donnees', data])).toEqual({ resources: 0, skipped: [] })
})

test('should tell people the address, and which port is taken', async () => {
  const forge = await serving(['--vide'])
  expect(forge.said).toMatch(/^La forge est ouverte.: http:\/\/127\.0\.0\.1:\d+$/)
  expect(await forge.stop()).toBe(0)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await desk.refused(['servir', '--vide', '--donnees', data, '--port', String(port)])).toMatchObject({ code: 1, type: 'system.EADDRINUSE', phrase: expect.stringContaining(String(port)) as string })
  other.close()
  expect((await desk.refused(['servir', '--vide', '--donnees', data, '--port', '0', '--hote', '192.0.2.1'])).phrase).toContain('--hote')
})

test('should refuse data folders that are none, or cannot be written, and make nothing of a slip of typing', async () => {
  const file = path.join(desk.dir, 'fichier')
  writeFileSync(file, '')
  for (const folder of [file, path.join(file, 'dessous'), '/sys/communs']) expect(await desk.refused(['servir', '--vide', '--port', '0', '--donnees', folder])).toMatchObject({ code: 1, type: 'data.not_writable' })
  for (const command of ['reindex', 'doctor']) expect(await desk.refused(['admin', command, '--donnees', path.join(desk.dir, 'faute-de-frappe')])).toMatchObject({ code: 1, type: 'data.not_here' })
  expect(existsSync(path.join(desk.dir, 'faute-de-frappe'))).toBe(false)
  const damaged = path.join(desk.dir, 'abimees')
  mkdirSync(path.join(damaged, 'repos'), { recursive: true })
  writeFileSync(path.join(damaged, 'communs.sqlite'), 'pas une base, mais assez long pour en avoir l’air'.repeat(40))
  expect(await desk.refused(['admin', 'doctor', '--donnees', damaged])).toMatchObject({ code: 1, type: 'data.damaged' })
})

test('should list each field of an account that does not fit', async () => {
  const { problemes } = await desk.refused(['admin', 'utilisateur', 'creer', 'L OU', '--courriel', 'lou', '--donnees', data])
  expect(problemes.map(({ phrase }) => phrase)).toEqual([expect.stringContaining('identifiant'), expect.stringContaining('adresse')])
  expect((await desk.refused(['admin', 'utilisateur', 'creer', 'lou', '--courriel', 'autre@exemple.org', '--donnees', data])).problemes).toHaveLength(1)
})

test('should find what differs after a fault, exit with 3, and rebuild the index from the repositories', async () => {
  const { jeton } = await desk.json<{ jeton: string }>(['admin', 'utilisateur', 'creer', 'ada', '--courriel', 'ada@exemple.org', '--jeton', '--donnees', data])
  writeFileSync(path.join(desk.dir, 'fiche.md'), shortFiche())
  const forge = await serving(['--vide', '--json'])
  await desk.done(['nouvelle', 'ada/meteo', '--fichier', 'fiche.md', '--serveur', (JSON.parse(forge.said) as { url: string }).url], { env: { COMMUNS_JETON: jeton } })
  expect(await forge.stop()).toBe(0)
  expect(await desk.done(['admin', 'doctor', '--donnees', data])).toBe('Tout est en ordre.\n')
  const database = new Database(path.join(data, 'communs.sqlite'))
  database.pragma('foreign_keys = OFF')
  database.exec('DELETE FROM resources')
  database.close()
  const people = await desk.run(['admin', 'doctor', '--donnees', data])
  expect(people).toMatchObject({ code: 3, stdout: expect.stringContaining('absent de l’index (ada/meteo)') as string })
  const machine = await desk.run(['admin', 'doctor', '--donnees', data, '--json'])
  expect([machine.code, JSON.parse(machine.stdout)]).toMatchObject([3, { findings: [{ kind: 'not_indexed', what: 'ada/meteo' }] }])
  expect(await desk.json(['admin', 'reindex', '--donnees', data])).toEqual({ resources: 1, skipped: [] })
  expect(await desk.done(['admin', 'doctor', '--donnees', data])).toBe('Tout est en ordre.\n')
})
