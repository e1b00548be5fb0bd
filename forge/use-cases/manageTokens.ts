import { displayNameOf } from '../domain/account.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { Actor, Person, Scope } from '../domain/person.js'
import type { Deps, TokenRecord } from '../domain/ports.js'
import { mayManageAccount } from './updateProfile.js'
import { hashOfSecret, newTokenSecret } from './secrets.js'

/** What the form offers. */
export const tokenLifetimes = [30, 90, 365] as const
const dayMs = 24 * 3600_000
const most = 100

/** Makes a token and answers its secret: the only time anybody sees it. */
export async function createToken(deps: Pick<Deps, 'tokens' | 'clock' | 'ids'>, person: Pick<Person, 'id'>, token: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: number | undefined }): Promise<string> {
  const secret = newTokenSecret()
  await deps.tokens.create({ id: deps.ids.next(), person: person.id, name: token.name, scopes: token.scopes, secretHash: hashOfSecret(secret), at: deps.clock.now(), expiresAt: token.expiresAt })
  return secret
}

/** A person makes a token for a program of theirs. Refuses `invalid`: name missing or too long, too many tokens. `days` undefined: until revoked. */
export async function addToken(deps: Pick<Deps, 'tokens' | 'clock' | 'ids'>, actor: Actor, input: { readonly name: string; readonly access: 'read' | 'write'; readonly days: number | undefined }): Promise<string> {
  const person = mayManageAccount(actor)
  const name = displayNameOf(input.name)
  const existing = await deps.tokens.of(person.id)
  refuseProblems([
    name === '' ? { field: 'name', key: 'token.name_missing' } : name.length > 80 ? { field: 'name', key: 'name.too_long', details: { most: 80 } } : undefined,
    existing.length >= most ? { field: 'name', key: 'token.too_many', details: { most } } : undefined,
  ])
  return createToken(deps, person, {
    name, scopes: input.access === 'write' ? ['read', 'write'] : ['read'],
    expiresAt: input.days === undefined ? undefined : deps.clock.now() + input.days * dayMs,
  })
}

export async function tokensOf(deps: Pick<Deps, 'tokens'>, actor: Actor): Promise<readonly TokenRecord[]> {
  return deps.tokens.of(mayManageAccount(actor).id)
}

/** Ends a token at once. Somebody else's, or one that is gone, is left alone without a word. */
export async function revokeToken(deps: Pick<Deps, 'tokens'>, actor: Actor, id: string): Promise<void> {
  await deps.tokens.revoke(mayManageAccount(actor).id, id)
}
