import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { Refused } from './refusals.js'

const Connections = z.array(z.object({ server: z.string(), handle: z.string(), token: z.string() }))

/** A forge this person signed in to, with their token. Readable by them only. */
export type Connection = z.infer<typeof Connections>[number]

const file = (): string => path.join(process.env.COMMUNS_CONFIG || path.join(process.env.XDG_CONFIG_HOME || path.join(os.homedir(), '.config'), 'communs'), 'connexions.json')

function all(): readonly Connection[] {
  let text: string
  try { text = readFileSync(file(), 'utf8') } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  try { return Connections.parse(JSON.parse(text)) } catch { throw new Refused('connections.unreadable', `Le fichier des connexions ${file()} est abîmé : corrigez-le ou effacez-le, puis reconnectez-vous.`) }
}

/** The connection to `server`; without one, the last made. */
export function savedConnection(server?: string): Connection | undefined {
  return server === undefined ? all()[0] : all().find((connection) => connection.server === server)
}

/** Keeps a connection, most recent first; answers where. */
export function saveConnection(connection: Connection): string {
  const target = file()
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
  const fresh = `${target}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify([connection, ...all().filter((each) => each.server !== connection.server)], null, 2)}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, target)
  return target
}
