/** A forge with one fiche, a steward and a passer-by, and their addresses to push to. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Person } from '../../forge/domain/person.js'
import type { Resource } from '../../forge/domain/resource.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, type TestForge } from './forge.js'
import { git, withToken } from './git.js'

export interface Pushing {
  readonly forge: TestForge
  readonly folder: string
  readonly server: string
  readonly resource: Resource
  readonly url: string
  readonly stewardUrl: string
  addressOf(person: Person): Promise<string>
  clone(name: string, ...options: string[]): Promise<string>
  close(): Promise<void>
}

export async function aPushing(): Promise<Pushing> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'pushing-')))
  const forge = await aForge()
  const { url: server } = await forge.serve()
  const { person } = await forge.person('camille')
  const resource = await forge.resource({ by: person, slug: 'meteo' })
  const url = `${server}/camille/meteo.git`
  const addressOf = async (who: Person) => withToken(url, who.handle, await createToken(forge.deps, who, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined }))
  return {
    forge, folder, server, resource, url, stewardUrl: await addressOf(person), addressOf,
    async clone(name, ...options) { await git(folder, 'clone', '-q', ...options, url, name); return path.join(folder, name) },
    async close() { await forge.close(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) },
  }
}
