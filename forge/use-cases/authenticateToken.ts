import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { hashOfSecret, tokenPrefix } from './secrets.js'

const minuteMs = 60_000

/**
 * Who acts with this personal token, limited to its scopes; for the API (Bearer or Basic) and Git over HTTP (Basic, handle and token).
 *
 * Its last use is written at most once a minute. Refuses `unauthenticated`: unknown, revoked or expired, or somebody else's than `handle`.
 */
export async function authenticateToken(deps: Pick<Deps, 'tokens' | 'people' | 'clock'>, credentials: { readonly handle?: string; readonly secret: string }): Promise<Extract<Actor, { kind: 'person' }>> {
  const { secret } = credentials
  const token = secret.startsWith(tokenPrefix) && secret.length < 200 ? await deps.tokens.findByHash(hashOfSecret(secret)) : undefined
  const person = token && (await deps.people.find(token.person))
  if (!token || !person) throw new ForgeError('unauthenticated', 'token.unknown')
  const at = deps.clock.now()
  if (token.expiresAt !== undefined && token.expiresAt <= at) throw new ForgeError('unauthenticated', 'token.expired', { name: token.name })
  if (credentials.handle !== undefined && credentials.handle.toLowerCase() !== person.handle.toLowerCase()) throw new ForgeError('unauthenticated', 'token.of_another', { handle: credentials.handle })
  if (token.lastUsedAt === undefined || at - token.lastUsedAt >= minuteMs) await deps.tokens.touch(token.id, at)
  return { kind: 'person', person, scopes: new Set(token.scopes) }
}
