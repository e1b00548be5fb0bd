import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A forge this person signed in to, with their token. Readable by them only. */
export interface Connection { readonly server: string; readonly handle: string; readonly token: string }

const file = (): string => path.join(process.env.COMMUNS_CONFIG ?? path.join(process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'communs'), 'connexions.json')

function all(): readonly Connection[] {
  try { return JSON.parse(readFileSync(file(), 'utf8')) as Connection[] } catch { return [] }
}

/** The connection to `server`; without one, the last made. */
export function savedConnection(server?: string): Connection | undefined {
  const wanted = server?.replace(/\/+$/, '')
  return wanted === undefined ? all()[0] : all().find((connection) => connection.server === wanted)
}

/** Keeps a connection, most recent first. */
export function saveConnection(connection: Connection): string {
  const target = file()
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
  writeFileSync(target, `${JSON.stringify([connection, ...all().filter((each) => each.server !== connection.server)], null, 2)}\n`, { mode: 0o600 })
  return target
}
