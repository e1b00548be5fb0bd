import type { z } from 'zod'
import { addressFor, type Endpoint } from '../forge/contract/endpoint.js'
import { isSlug } from '../content-schema/slug.js'
import { savedConnection } from './connection.js'
import { request } from './network.js'
import { Refused, ServerRefusal, type RefusedPart } from './refusals.js'

export interface Client {
  readonly server: string
  readonly token: string | undefined
  call<B extends z.ZodType, R extends z.ZodType>(endpoint: Endpoint<B, R>, asked?: { params?: Record<string, string | number>; query?: Record<string, string | number | readonly string[] | undefined>; body?: z.input<B>; file?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } }): Promise<z.output<R>>
}

/**
 * A typed client of a forge. The server is `--serveur`, else that of the working copy or address, else COMMUNS_SERVEUR, else the
 * last one signed in to. The token is COMMUNS_JETON, else the one `communs connexion` saved for that server; it goes with
 * what needs it only, never with a reading.
 */
export function openClient(options: { readonly server?: string; readonly token?: string; readonly locale?: string } = {}): Client {
  const asked = options.server ?? (process.env.COMMUNS_SERVEUR || undefined)
  const saved = savedConnection(asked === undefined ? undefined : serverAddress(asked))
  const named = asked ?? saved?.server
  if (named === undefined) throw new Refused('server.unknown', 'Quelle forge ? Donnez --serveur https://…, ou connectez-vous une fois : communs connexion --serveur https://…')
  const server = serverAddress(named)
  const token = checkedToken(options.token ?? environmentToken(server) ?? saved?.token)
  return {
    server, token,
    async call(endpoint, asked = {}) {
      const url = new URL(server + addressFor(endpoint.path, asked.params ?? {}))
      for (const [name, value] of Object.entries(asked.query ?? {})) for (const one of Array.isArray(value) ? value as readonly string[] : [value]) if (one !== undefined) url.searchParams.append(name, String(one))
      const response = await request(url, {
        method: endpoint.method, redirect: 'manual',
        headers: {
          Accept: 'application/json', 'Accept-Language': options.locale ?? (process.env.COMMUNS_LANGUE === 'en' ? 'en' : 'fr'),
          ...(token !== undefined && endpoint.access === 'write' && { Authorization: `Bearer ${token}` }), ...(endpoint.method !== 'GET' && { 'Content-Type': asked.file?.type ?? 'application/json' }),
        },
        ...(endpoint.method !== 'GET' && { body: asked.file?.bytes ?? JSON.stringify(asked.body ?? {}) }),
      }).catch((error: unknown) => { throw unreachable(server, error) })
      const text = await response.text().catch((error: unknown) => { throw unreachable(server, error) })
      if (response.status >= 300) throw refusalOf(server, response.status, text)
      const reply = endpoint.reply.safeParse(parsed(text))
      if (!reply.success) throw notAForge(server)
      return reply.data
    },
  }
}

/** `https://host[:port][/folder]`, without its last slash. Refuses what is not a web address. */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refused('server.address', `« ${text} » n’est pas l’adresse d’une forge : donnez-la entière, par exemple https://forge.exemple.org ou http://127.0.0.1:4000`)
  if (url.username !== '' || url.password !== '') throw new Refused('server.address', 'Ne mettez pas de mot de passe dans l’adresse : donnez un jeton dans COMMUNS_JETON, ou par communs connexion.')
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

/** The token of the environment: where a server is named beside it, it is for that one only. */
function environmentToken(server: string): string | undefined {
  const { COMMUNS_JETON: token, COMMUNS_SERVEUR: only } = process.env
  if (token === undefined || token.trim() === '') return undefined
  return only !== undefined && only !== '' && serverAddress(only) !== server ? undefined : token
}

function checkedToken(token: string | undefined): string | undefined {
  const clean = token?.trim()
  if (clean !== undefined && !/^[\x21-\x7e]{1,500}$/.test(clean)) throw new Refused('token.malformed', 'Ce jeton n’en est pas un : copiez-le en entier, sans espace ni retour à la ligne.')
  return clean
}

function unreachable(server: string, error: unknown): Refused {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  const why = {
    ECONNREFUSED: 'rien n’écoute à cette adresse', ENOTFOUND: 'ce nom de serveur est inconnu', EAI_AGAIN: 'pas de réseau', ECONNRESET: 'la connexion a été coupée', UND_ERR_SOCKET: 'la connexion a été coupée',
    ETIMEDOUT: 'délai dépassé', UND_ERR_CONNECT_TIMEOUT: 'délai dépassé', UND_ERR_HEADERS_TIMEOUT: 'délai dépassé', EHOSTUNREACH: 'machine injoignable', ENETUNREACH: 'pas de réseau',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'son certificat n’est pas reconnu', CERT_HAS_EXPIRED: 'son certificat est périmé', ERR_TLS_CERT_ALTNAME_INVALID: 'son certificat est pour un autre nom', UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'son certificat n’est pas reconnu',
  }[cause?.code ?? ''] ?? cause?.code ?? cause?.message ?? String(error)
  return new Refused('server.unreachable', `La forge ${server} ne répond pas (${why}). Vérifiez l’adresse et qu’elle est ouverte.`)
}

const notAForge = (server: string): Refused => new Refused('server.not_a_forge', `${server} n’a pas répondu comme une forge à communs : vérifiez l’adresse.`)

function parsed(text: string): unknown {
  try { return JSON.parse(text) as unknown } catch { return undefined }
}

function refusalOf(server: string, status: number, text: string): Refused {
  const problem = parsed(text) as { type?: string; detail?: string; errors?: RefusedPart[] } | undefined
  if (typeof problem?.detail !== 'string') return status >= 500 ? new ServerRefusal(status, 'server.failed', `La forge ${server} a rencontré une erreur (${status}). Réessayez plus tard.`) : notAForge(server)
  const sentence = status === 401 ? `${problem.detail} Reconnectez-vous : communs connexion --serveur ${server} (ou vérifiez COMMUNS_JETON).` : problem.detail
  return new ServerRefusal(status, (problem.type ?? '').replace(/^urn:communs:/, '') || 'server.refused', sentence, Array.isArray(problem.errors) ? problem.errors : [])
}

/** `OWNER/SLUG`, or the address of a fiche → its parts, and the server when it names one. */
export function parseAddress(text: string): { server: string | undefined; owner: string; slug: string } {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  const [owner = '', last = '', ...rest] = (url ? url.pathname : text).toLowerCase().split('/').filter((part) => part !== '')
  const slug = last.replace(/\.git$/, '')
  if (!isSlug(owner) || !isSlug(slug) || (rest.length > 0 && !url)) throw new Refused('address.malformed', `« ${text} » n’est pas l’adresse d’une fiche : donnez COMMUNAUTE/FICHE, par exemple cooperation/le-tour-de-meteo, ou son adresse web.`)
  return { server: url?.origin, owner, slug }
}
