/** What is kept of accounts: persons, their addresses, and the ways they sign in. Private, backed up, never rebuilt. */
import type { FormOfAddress, Locale, Person, PersonId, Scope } from './person.js'

export interface PeopleStore {
  /** With their first address, in one transaction. Refuses `conflict` when the handle was taken meanwhile, or the address confirmed by somebody else. */
  create(person: { id: PersonId; handle: string; displayName: string; formOfAddress: FormOfAddress; locale: Locale; isAdmin: boolean; passwordHash: string | undefined; at: number; address?: { readonly address: string; readonly confirmed: 'yes' | 'not-yet' } }): Promise<Person>
  find(id: PersonId): Promise<Person | undefined>
  findMany(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Person>>
  findByHandle(handle: string): Promise<Person | undefined>
  update(id: PersonId, change: Partial<Pick<Person, 'displayName' | 'formOfAddress' | 'bio' | 'locale'>>): Promise<void>
  passwordHash(id: PersonId): Promise<string | undefined>
  setPasswordHash(id: PersonId, hash: string): Promise<void>
  /** The number that grows whenever a shown name changes: part of every page's cache key. */
  identityGeneration(): Promise<number>
}

export interface EmailAddress { readonly address: string; readonly person: PersonId; readonly confirmedAt: number | undefined; readonly isPrimary: boolean }

export interface EmailStore {
  of(person: PersonId): Promise<readonly EmailAddress[]>
  /** The person who confirmed this address (compared without case), if any. */
  findConfirmed(address: string): Promise<PersonId | undefined>
  /** Every confirmed address → person, for linking histories: only those asked. */
  findManyConfirmed(addresses: readonly string[]): Promise<ReadonlyMap<string, PersonId>>
  add(person: PersonId, address: string, at: number): Promise<void>
  /** Refuses `conflict` when somebody else confirmed it first. */
  confirm(person: PersonId, address: string, at: number): Promise<void>
  makePrimary(person: PersonId, address: string): Promise<void>
  remove(person: PersonId, address: string): Promise<void>
}

export interface TokenRecord { readonly id: string; readonly person: PersonId; readonly name: string; readonly scopes: readonly Scope[]; readonly createdAt: number; readonly lastUsedAt: number | undefined; readonly expiresAt: number | undefined }

/** Personal tokens: only a hash of each is kept. */
export interface TokenStore {
  create(token: { id: string; person: PersonId; name: string; scopes: readonly Scope[]; secretHash: string; at: number; expiresAt: number | undefined }): Promise<void>
  of(person: PersonId): Promise<readonly TokenRecord[]>
  findByHash(secretHash: string): Promise<TokenRecord | undefined>
  touch(id: string, at: number): Promise<void>
  revoke(person: PersonId, id: string): Promise<void>
}

/** Links sent by mail (password reset, address confirmation): single use, hashed, expiring. */
export interface OneTimeLinks {
  create(link: { secretHash: string; person: PersonId; purpose: 'reset' | 'confirm'; address: string; expiresAt: number }): Promise<void>
  /** The link's facts, marking it used; undefined when unknown, used or expired. */
  use(secretHash: string, purpose: 'reset' | 'confirm', at: number): Promise<{ person: PersonId; address: string } | undefined>
  peek(secretHash: string, purpose: 'reset' | 'confirm', at: number): Promise<{ person: PersonId; address: string } | undefined>
  /** Makes a person's unused links of one kind worthless. */
  endAllOf(person: PersonId, purpose: 'reset' | 'confirm'): Promise<void>
}

/** Browser sessions. */
export interface Sessions {
  /** Ends every session of a person, except one (after a password change). */
  endAllOf(person: PersonId, except?: string): Promise<void>
}

/** Accounts elsewhere (OpenID Connect) that sign in as a person here. */
export interface IdentityLinks {
  find(issuer: string, subject: string): Promise<PersonId | undefined>
  link(issuer: string, subject: string, person: PersonId, at: number): Promise<void>
}
