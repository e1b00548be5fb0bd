/** Wires HTTP to an open forge: early handlers (Git transport, cached pages), routes, sessions. */
import type { RequestListener } from 'node:http'
import { openGitTransport } from './adapters/git/transport/transport.js'
import type { Forge } from './forge.js'
import { ForgeError } from './domain/errors.js'
import type { Push, PushGate } from './domain/push.js'
import type { HttpParts } from './http/context.js'
import { credentialsOf } from './http/credentials.js'
import { gitEndpoint } from './http/git-endpoint.js'
import { openLive } from './http/live.js'
import { openInboxCounts } from './http/inbox-counts.js'
import { openPageCache } from './http/page-cache.js'
import { allRouters } from './http/routes/index.js'
import { createHandler, type EarlyHandler } from './http/server.js'
import { authenticateToken } from './use-cases/authenticateToken.js'
import { judgePush, type PushRemark } from './use-cases/judgePush.js'
import { detailOfPush, proposePushed, settlePush } from './use-cases/recordPush.js'
import { note, type Note } from './use-cases/writing.js'
import { headRef } from './domain/merge-request.js'
import { refusalSentence } from '../web/messages/messages.js'
import { shortLines } from '../web/messages/short-lines.js'

export async function wireHttp(forge: Forge, built: { asset(name: string): string; assetsDir: string; sessionSecret: string }): Promise<RequestListener> {
  const { deps } = forge
  const pages = openPageCache(forge.revisions, built.asset)
  const parts: HttpParts = { deps, asset: built.asset, assetsDir: built.assetsDir, pages, live: openLive(forge.revisions), inbox: openInboxCounts(deps, () => forge.revisions.current()), about: forge.about, ...(forge.oidc && { oidc: forge.oidc }) }
  const transport = openGitTransport({
    store: forge.git, dataDir: forge.dataDir, gate: pushGate(forge), maxBytes: deps.settings.maxPushBytes,
    sentence: (key, details) => refusalSentence('fr', key, details), onError: (error) => { deps.log.error({ err: error }, 'push failed') },
  })
  const early: EarlyHandler[] = [gitEndpoint(deps, transport, forge.revisions), (req, res) => pages.early(req, res)]
  return createHandler({
    parts, early, sessionStore: forge.sessions, sessionSecret: built.sessionSecret, routers: allRouters(parts),
    authenticateToken: (authorization) => actorOf(forge, authorization),
  })
}

/** Bearer token, or Basic with handle and token. */
async function actorOf(forge: Forge, authorization: string) {
  const credentials = credentialsOf(authorization)
  if (credentials) return authenticateToken(forge.deps, credentials)
  throw new ForgeError('unauthenticated', 'token.unknown')
}

/** What is said of licences tells several things at once: in lines that a terminal shows whole. */
const isOfLicences = (key: string): boolean => key.startsWith('push.licence_') || key.startsWith('licence.')
const terminalColumns = 76

/** What pushes may do: the use cases, in sentences for the terminal. */
function pushGate(forge: Forge): PushGate {
  const { deps } = forge
  const notes = new WeakMap<Push, Note>()
  const languageOf = (push: { actor: Parameters<PushGate['judge']>[0]['actor'] }) => (push.actor.kind === 'person' ? push.actor.person.locale : 'fr')
  return {
    async judge(push, objects) {
      const resource = await deps.resources.find(push.repo)
      if (!resource) return { refusals: [refusalSentence('fr', 'not_found.resource')], warnings: [] }
      // Noted before receive-pack may move anything; ended by `settled`, or at the next start.
      const noting = note(deps, push.repo, 'push', detailOfPush(push))
      noting.catch(() => { /* awaited below */ })
      let judged: Awaited<ReturnType<typeof judgePush>>
      try { judged = await judgePush(deps, push, objects, resource) } catch (error) {
        await (await noting).done()
        throw error
      }
      const noted = await noting
      if (judged.refusals.length === 0) notes.set(push, noted)
      else await noted.done()
      const inWords = ({ key, details }: PushRemark) => {
        const sentence = refusalSentence(languageOf(push), key, details)
        return isOfLicences(key) ? shortLines(sentence, terminalColumns - 'remote: '.length) : sentence
      }
      return { refusals: judged.refusals.map(inWords), warnings: judged.warnings.map(inWords) }
    },
    async propose(push, command) {
      const resource = await deps.resources.find(push.repo)
      if (!resource || command.to === undefined) return { refused: refusalSentence('fr', 'not_found.resource') }
      const { request, isNew } = await proposePushed(deps, push, resource, command.to)
      const page = `${deps.settings.baseUrl}/${resource.owner.handle}/${resource.slug}/propositions/${request.number}`
      const english = languageOf(push) === 'en'
      const say = english ? (isNew ? `Proposal ${request.number} opened:` : `Proposal ${request.number} updated:`) : isNew ? `Proposition ${request.number} ouverte :` : `Proposition ${request.number} mise à jour :`
      return { ref: headRef(request.number), oid: command.to, say: ['', say, `  ${page}`, ''] }
    },
    async settled(push) {
      const noted = notes.get(push)
      if (!noted) return
      notes.delete(push)
      try { await settlePush(deps, push) } catch (error) { noted.interrupted(); throw error }
      // Nobody waits for the note to go: one that a crash leaves is looked at again, and nothing is left to do.
      noted.done().catch((error: unknown) => { deps.log.error({ err: error }, 'note of a push could not be ended') })
    },
  }
}
