/**
 * `/<owner>/<slug>.git`: smart HTTP for stock Git. Raw, before express. Anybody reads what is public; pushing asks for a handle and a
 * personal token (Basic). Cookies are never looked at here, so no page can make a browser push.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import { ForgeError } from '../domain/errors.js'
import type { RepoId } from '../domain/git.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { Revisions } from '../domain/revisions.js'
import { authenticateToken } from '../use-cases/authenticateToken.js'
import { getResource, movedTo } from '../use-cases/access.js'
import { refusalSentence, type Locale } from '../../web/messages/messages.js'
import { credentialsOf } from './credentials.js'
import { statusOf } from './errors.js'
import type { GitTransport } from './git-transport.js'
import type { EarlyHandler } from './server.js'

const address = /^\/([A-Za-z0-9][A-Za-z0-9-]{0,79})\/([A-Za-z0-9][A-Za-z0-9-]{0,79})\.git(\/[^?]*)?(?:\?(.*))?$/

type Deps_ = Pick<Deps, 'resources' | 'tokens' | 'people' | 'clock' | 'log'>

/** Which repository an address is, as long as its resource did not change: a clone asks three times. */
interface KnownAddress { readonly id: RepoId; readonly foundAt: number }

export function gitEndpoint(deps: Deps_, transport: GitTransport, revisions: Revisions): EarlyHandler {
  const addresses = new LRUCache<string, KnownAddress>({ max: 2000 })
  async function repoOf(asked: Asked): Promise<RepoId> {
    const key = `${asked.owner}/${asked.slug}`
    const known = addresses.get(key)
    if (known && revisions.lastChange([`resource:${known.id}`]) <= known.foundAt) return known.id
    const foundAt = revisions.current()
    const { id } = await resourceOf(asked)
    addresses.set(key, { id, foundAt })
    return id
  }
  return (req, res) => {
    const match = address.exec(req.url ?? '')
    if (!match) return false
    const [, owner = '', slug = '', rest = '', query = ''] = match
    res.on('error', () => { /* the client went away */ })
    answer({ deps, transport, repoOf, req, res, owner, slug, rest, query: new URLSearchParams(query) }).catch((error: unknown) => { refuse(deps, req, res, error) })
    return true
  }
}

interface Asked {
  readonly deps: Deps_
  readonly transport: GitTransport
  repoOf(asked: Asked): Promise<RepoId>
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly owner: string
  readonly slug: string
  readonly rest: string
  readonly query: URLSearchParams
}

async function answer(asked: Asked): Promise<void> {
  const { req, res, transport, rest } = asked
  const isGet = req.method === 'GET' || req.method === 'HEAD'
  if (rest === '' || rest === '/') { res.writeHead(302, { Location: `/${asked.owner}/${asked.slug}` }).end(); return }
  if (rest === '/info/refs' && isGet) {
    const service = asked.query.get('service')
    if (service === 'git-upload-pack') { await transport.advertiseUpload(req, res, await asked.repoOf(asked)); return }
    if (service === 'git-receive-pack') {
      if ((await pusher(asked)) === undefined) { askWho(asked); return }
      await transport.advertiseReceive(req, res, await asked.repoOf(asked))
      return
    }
    throw new ForgeError('forbidden', 'git.smart_only')
  }
  const posted = (kind: string) => req.method === 'POST' && req.headers['content-type'] === `application/x-git-${kind}-request`
  if (rest === '/git-upload-pack' && posted('upload-pack')) { await transport.upload(req, res, await asked.repoOf(asked)); return }
  if (rest === '/git-receive-pack' && posted('receive-pack')) {
    const actor = await pusher(asked)
    if (actor === undefined) { askWho(asked); return }
    await transport.receive(req, res, await asked.repoOf(asked), actor)
    return
  }
  throw new ForgeError('not_found', 'not_found.page')
}

/** The resource, old addresses included: Git follows no redirection on a push, so a moved resource answers in place. */
async function resourceOf(asked: Asked): Promise<Resource> {
  try { return await getResource(asked.deps, asked.owner, asked.slug) } catch (error) {
    const moved = movedTo(error)
    if (moved) return getResource(asked.deps, moved.owner, moved.slug)
    throw error
  }
}

/** Who pushes; undefined when no credentials came. Refuses `unauthenticated` when they are wrong. */
async function pusher({ deps, req }: Asked): Promise<Actor | undefined> {
  const { authorization } = req.headers
  if (authorization === undefined) return undefined
  const credentials = credentialsOf(authorization)
  if (!credentials) throw new ForgeError('unauthenticated', 'token.unknown')
  return authenticateToken(deps, credentials)
}

function askWho({ req, res }: Asked): void {
  req.resume()
  res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Forge a communs: votre identifiant et un jeton personnel", charset="UTF-8"', 'Content-Type': 'text/plain; charset=utf-8' })
    .end(`${refusalSentence(localeOf(req), 'git.who')}\n`)
}

export const localeOf = (req: IncomingMessage): Locale => (/^\s*en\b/i.test(req.headers['accept-language'] ?? '') ? 'en' : 'fr')

/** Reads and drops what a refused client still sends, for a moment, so that it hears the refusal; then the connection goes. */
function drain(req: IncomingMessage, res: ServerResponse): void {
  req.unpipe()
  req.resume()
  if (req.complete) return
  if (!res.headersSent) res.setHeader('Connection', 'close')
  const late = setTimeout(() => { req.destroy() }, 10_000)
  late.unref()
  req.once('end', () => { clearTimeout(late) })
}

/** Refusals as plain text: Git shows them after `remote: `. */
function refuse(deps: Pick<Deps, 'log'>, req: IncomingMessage, res: ServerResponse, error: unknown): void {
  drain(req, res)
  if (!(error instanceof ForgeError)) deps.log.error({ err: error, path: req.url?.split('?')[0] }, 'git request failed')
  if (res.headersSent || res.destroyed) { res.destroy(); return }
  const refusal = error instanceof ForgeError ? error : new ForgeError('unavailable', 'unavailable.git')
  res.writeHead(statusOf[refusal.refusal], {
    'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache',
    ...(refusal.refusal === 'unauthenticated' && { 'WWW-Authenticate': 'Basic realm="Forge a communs", charset="UTF-8"' }),
  }).end(`${refusalSentence(localeOf(req), refusal.key, refusal.details)}\n`)
}
