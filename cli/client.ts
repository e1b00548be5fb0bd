import type { z } from 'zod'
import { addressFor, type Endpoint } from '../forge/contract/endpoint.js'
import { savedConnection } from './connection.js'

/** A refusal of the server, in its own sentence. */
export class ServerRefusal extends Error {
  override name = 'ServerRefusal'
  constructor(readonly status: number, sentence: string, readonly problems: readonly { field?: string; line?: number; fr?: string }[] = []) { super(sentence) }
}

export interface Client {
  readonly server: string
  readonly token: string | undefined
  readonly handle: string | undefined
  call<B extends z.ZodType, R extends z.ZodType>(endpoint: Endpoint<B, R>, asked?: { params?: Record<string, string | number>; query?: Record<string, string | number | undefined>; body?: z.input<B> }): Promise<z.output<R>>
}

/**
 * A typed client of a forge. The server is `--serveur`, else that of the working copy, else the saved one; the token is
 * COMMUNS_JETON, else the one `communs connexion` saved for that server.
 */
export function openClient(options: { readonly server?: string; readonly language?: string }): Client {
  const saved = savedConnection(options.server)
  const server = (options.server ?? saved?.server)?.replace(/\/+$/, '')
  if (server === undefined) throw new Error('Quelle forge ? Donnez --serveur https://…, ou connectez-vous une fois : communs connexion --serveur https://…')
  const environmentToken = process.env.COMMUNS_JETON
  const token = environmentToken ?? saved?.token
  return {
    server, token, handle: environmentToken === undefined ? saved?.handle : undefined,
    async call(endpoint, asked = {}) {
      const url = new URL(server + addressFor(endpoint.path, asked.params ?? {}))
      for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value))
      const response = await fetch(url, {
        method: endpoint.method, redirect: 'error',
        headers: { Accept: 'application/json', 'Accept-Language': options.language ?? 'fr', ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...(endpoint.method !== 'GET' && { 'Content-Type': 'application/json' }) },
        ...(endpoint.method !== 'GET' && { body: JSON.stringify(asked.body ?? {}) }),
      }).catch((error: unknown) => { throw new Error(`La forge ${server} ne répond pas (${(error as { cause?: { code?: string } }).cause?.code ?? String(error)}).`) })
      const text = await response.text()
      if (!response.ok) throw refusalOf(response.status, text)
      return endpoint.reply.parse(JSON.parse(text)) as never
    },
  }
}

function refusalOf(status: number, text: string): ServerRefusal {
  try {
    const problem = JSON.parse(text) as { detail?: string; errors?: { field?: string; line?: number; fr?: string }[] }
    return new ServerRefusal(status, problem.detail ?? `La forge a répondu ${status}.`, problem.errors)
  } catch { return new ServerRefusal(status, `La forge a répondu ${status}.`) }
}

/** `OWNER/SLUG`, or the address of a fiche → its parts, and the server when it names one. */
export function parseAddress(text: string): { server: string | undefined; owner: string; slug: string } {
  const url = /^https?:\/\//.test(text) ? new URL(text) : undefined
  const [owner, slug, ...rest] = (url ? url.pathname : text).split('/').filter((part) => part !== '')
  if (owner === undefined || slug === undefined || (rest.length > 0 && !url)) throw new Error(`« ${text} » n’est pas l’adresse d’une fiche : donnez COMMUNAUTE/FICHE, par exemple cooperation/le-tour-de-meteo, ou son adresse web.`)
  return { server: url?.origin, owner, slug: slug.replace(/\.git$/, '') }
}
