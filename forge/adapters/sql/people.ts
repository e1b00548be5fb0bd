import type { Person } from '../../domain/person.js'
import type { EmailStore, IdentityLinks, OneTimeLinks, OwnerStore, PeopleStore, TokenStore } from '../../domain/ports.js'
import type { Scope } from '../../domain/person.js'
import { ForgeError } from '../../domain/errors.js'
import type { Database } from './database.js'

/** Two people at once: the database's uniqueness has the last word, in the domain's words. */
async function orConflict<T>(key: string, write: Promise<T>): Promise<T> {
  try { return await write } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_CONSTRAINT_UNIQUE') throw new ForgeError('conflict', key)
    throw error
  }
}

interface PersonRow { id: string; handle: string; display_name: string; form_of_address: Person['formOfAddress']; bio: string; locale: 'fr' | 'en'; is_admin: number; created_at: number }

const toPerson = (row: PersonRow): Person => ({
  id: row.id, handle: row.handle, displayName: row.display_name, formOfAddress: row.form_of_address, bio: row.bio,
  locale: row.locale, isAdmin: row.is_admin === 1, createdAt: row.created_at,
})

/** People, in the private tables `owners` and `people`. */
export function sqlPeople(db: Database): PeopleStore {
  const select = () => db.selectFrom('people').innerJoin('owners', 'owners.id', 'people.id')
    .select(['people.id', 'owners.handle', 'display_name', 'form_of_address', 'bio', 'locale', 'is_admin', 'people.created_at'])
  return {
    async create(person) {
      await db.transaction().execute(async (tx) => {
        await orConflict('handle.taken', tx.insertInto('owners').values({ id: person.id, handle: person.handle, kind: 'person', created_at: person.at }).execute())
        await tx.insertInto('people').values({
          id: person.id, display_name: person.displayName, form_of_address: person.formOfAddress, locale: person.locale,
          is_admin: person.isAdmin ? 1 : 0, password_hash: person.passwordHash ?? null, created_at: person.at,
        }).execute()
        if (person.address) {
          await orConflict('email.confirmed_elsewhere', tx.insertInto('email_addresses').values({
            person_id: person.id, address: person.address.address, confirmed_at: person.address.confirmed === 'yes' ? person.at : null, is_primary: 1, added_at: person.at,
          }).execute())
        }
      })
      return toPerson(await select().where('people.id', '=', person.id).executeTakeFirstOrThrow())
    },
    async find(id) {
      const row = await select().where('people.id', '=', id).executeTakeFirst()
      return row && toPerson(row)
    },
    async findMany(ids) {
      if (ids.length === 0) return new Map()
      const rows = await select().where('people.id', 'in', [...new Set(ids)]).execute()
      return new Map(rows.map((row) => [row.id, toPerson(row)]))
    },
    async findByHandle(handle) {
      const row = await select().where('owners.handle', '=', handle).executeTakeFirst()
      return row && toPerson(row)
    },
    async update(id, change) {
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('people').set({
          ...(change.displayName !== undefined && { display_name: change.displayName }),
          ...(change.formOfAddress !== undefined && { form_of_address: change.formOfAddress }),
          ...(change.bio !== undefined && { bio: change.bio }),
          ...(change.locale !== undefined && { locale: change.locale }),
        }).where('id', '=', id).execute()
        await tx.updateTable('identity_generation').set((e) => ({ value: e('value', '+', 1) })).execute()
      })
    },
    async passwordHash(id) {
      return (await db.selectFrom('people').select('password_hash').where('id', '=', id).executeTakeFirst())?.password_hash ?? undefined
    },
    async setPasswordHash(id, hash) {
      await db.updateTable('people').set({ password_hash: hash }).where('id', '=', id).execute()
    },
    async identityGeneration() {
      return (await db.selectFrom('identity_generation').select('value').executeTakeFirstOrThrow()).value
    },
  }
}

/** The addresses people claim and confirm. */
export function sqlEmails(db: Database): EmailStore {
  return {
    async of(person) {
      const rows = await db.selectFrom('email_addresses').selectAll().where('person_id', '=', person).orderBy('is_primary', 'desc').orderBy('added_at').execute()
      return rows.map((r) => ({ address: r.address, person: r.person_id, confirmedAt: r.confirmed_at ?? undefined, isPrimary: r.is_primary === 1 }))
    },
    async findConfirmed(address) {
      return (await db.selectFrom('email_addresses').select('person_id').where('address', '=', address).where('confirmed_at', 'is not', null).executeTakeFirst())?.person_id
    },
    async findManyConfirmed(addresses) {
      const found = new Map<string, string>()
      for (let i = 0; i < addresses.length; i += 500) {
        const rows = await db.selectFrom('email_addresses').select(['address', 'person_id'])
          .where('address', 'in', addresses.slice(i, i + 500)).where('confirmed_at', 'is not', null).execute()
        for (const row of rows) found.set(row.address.toLowerCase(), row.person_id)
      }
      return found
    },
    async add(person, address, at) {
      const first = await db.selectFrom('email_addresses').select('address').where('person_id', '=', person).executeTakeFirst()
      await db.insertInto('email_addresses').values({ person_id: person, address, confirmed_at: null, is_primary: first ? 0 : 1, added_at: at })
        .onConflict((c) => c.columns(['person_id', 'address']).doNothing()).execute()
    },
    async confirm(person, address, at) {
      await orConflict('email.confirmed_elsewhere', db.updateTable('email_addresses').set({ confirmed_at: at }).where('person_id', '=', person).where('address', '=', address).execute())
      await db.updateTable('identity_generation').set((e) => ({ value: e('value', '+', 1) })).execute()
    },
    async makePrimary(person, address) {
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('email_addresses').set({ is_primary: 0 }).where('person_id', '=', person).execute()
        await tx.updateTable('email_addresses').set({ is_primary: 1 }).where('person_id', '=', person).where('address', '=', address).execute()
      })
    },
    async remove(person, address) {
      await db.deleteFrom('email_addresses').where('person_id', '=', person).where('address', '=', address).where('is_primary', '=', 0).execute()
      await db.updateTable('identity_generation').set((e) => ({ value: e('value', '+', 1) })).execute()
    },
  }
}

/** Personal tokens. */
export function sqlTokens(db: Database): TokenStore {
  const toRecord = (r: { id: string; person_id: string; name: string; scopes: string; created_at: number; last_used_at: number | null; expires_at: number | null }) => ({
    id: r.id, person: r.person_id, name: r.name, scopes: r.scopes.split(' ') as Scope[], createdAt: r.created_at,
    lastUsedAt: r.last_used_at ?? undefined, expiresAt: r.expires_at ?? undefined,
  })
  return {
    async create(token) {
      await db.insertInto('tokens').values({
        id: token.id, person_id: token.person, name: token.name, scopes: token.scopes.join(' '), secret_hash: token.secretHash,
        created_at: token.at, last_used_at: null, expires_at: token.expiresAt ?? null,
      }).execute()
    },
    async of(person) {
      return (await db.selectFrom('tokens').selectAll().where('person_id', '=', person).orderBy('created_at', 'desc').execute()).map(toRecord)
    },
    async findByHash(secretHash) {
      const row = await db.selectFrom('tokens').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
      return row && toRecord(row)
    },
    async touch(id, at) { await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute() },
    async revoke(person, id) { await db.deleteFrom('tokens').where('id', '=', id).where('person_id', '=', person).execute() },
  }
}

/** Single-use links sent by mail. */
export function sqlOneTimeLinks(db: Database): OneTimeLinks {
  const valid = (secretHash: string, purpose: 'reset' | 'confirm', at: number) => db.selectFrom('one_time_links').select(['person_id', 'address'])
    .where('secret_hash', '=', secretHash).where('purpose', '=', purpose).where('used_at', 'is', null).where('expires_at', '>', at).executeTakeFirst()
  return {
    async create(link) {
      await db.insertInto('one_time_links').values({ secret_hash: link.secretHash, person_id: link.person, purpose: link.purpose, address: link.address, expires_at: link.expiresAt, used_at: null }).execute()
    },
    async use(secretHash, purpose, at) {
      const found = await valid(secretHash, purpose, at)
      if (!found) return undefined
      const { numUpdatedRows } = await db.updateTable('one_time_links').set({ used_at: at }).where('secret_hash', '=', secretHash).where('used_at', 'is', null).executeTakeFirst()
      return numUpdatedRows === 1n ? { person: found.person_id, address: found.address } : undefined
    },
    async peek(secretHash, purpose, at) {
      const found = await valid(secretHash, purpose, at)
      return found && { person: found.person_id, address: found.address }
    },
    async endAllOf(person, purpose) {
      await db.deleteFrom('one_time_links').where('person_id', '=', person).where('purpose', '=', purpose).execute()
    },
  }
}

/** OpenID Connect accounts. */
export function sqlIdentityLinks(db: Database): IdentityLinks {
  return {
    async find(issuer, subject) {
      return (await db.selectFrom('identity_links').select('person_id').where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst())?.person_id
    },
    async link(issuer, subject, person, at) {
      await db.insertInto('identity_links').values({ issuer, subject, person_id: person, linked_at: at }).onConflict((c) => c.doNothing()).execute()
    },
  }
}

/** The namespace of handles. */
export function sqlOwners(db: Database): OwnerStore {
  const select = () => db.selectFrom('owners').leftJoin('people', 'people.id', 'owners.id').leftJoin('communities', 'communities.id', 'owners.id')
    .select(['owners.id', 'owners.handle', 'owners.kind', 'people.display_name', 'communities.name'])
  type Row = { id: string; handle: string; kind: 'person' | 'community'; display_name: string | null; name: string | null }
  const toOwner = (row: Row) => ({ kind: row.kind, id: row.id, handle: row.handle, name: row.display_name ?? row.name ?? row.handle })
  return {
    async find(handle) { const row = await select().where('owners.handle', '=', handle).executeTakeFirst(); return row && toOwner(row) },
    async findById(id) { const row = await select().where('owners.id', '=', id).executeTakeFirst(); return row && toOwner(row) },
    async isTaken(handle) { return (await db.selectFrom('owners').select('id').where('handle', '=', handle).executeTakeFirst()) !== undefined },
  }
}
