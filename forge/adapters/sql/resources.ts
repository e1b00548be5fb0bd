import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely, type SelectQueryBuilder, type Transaction } from 'kysely'
import type { FacetCount, FacetName, IndexedAuthor, ResourceIndex, ResourceQuery } from '../../domain/ports.js'
import type { Owner, Resource, ResourceId } from '../../domain/resource.js'
import { durationBand } from '../../../content-schema/bands.js'
import { WORDS_TYPES } from '../../../content-schema/data/fields-of-words.js'
import type { Database } from './database.js'
import { indexTables, keptResults, type Tables } from './schema.js'

/** The record column: a Resource without what is private (names) or already a column of another table. */
type Stored = Omit<Resource, 'owner'>
interface Row { record: string; owner_id: string; handle: string; kind: 'person' | 'community'; owner_name: string | null; community_name: string | null }

/** The index of resources, tables `resources`, `resource_concepts`, `resource_text`, `redirects`, `stewards`, `resource_people`, `resource_roles`. */
export function sqlResources(db: Database): ResourceIndex {
  const select = () => db.selectFrom('resources')
    .innerJoin('owners', 'owners.id', 'resources.owner_id')
    .leftJoin('people', 'people.id', 'owners.id').leftJoin('communities', 'communities.id', 'owners.id')
    .select(['resources.record', 'resources.owner_id', 'owners.handle', 'owners.kind', 'people.display_name as owner_name', 'communities.name as community_name'])

  /** Rows → resources, with the stewards' names as they are today. */
  async function load(rows: readonly Row[]): Promise<Resource[]> {
    const stored = rows.map((row) => ({ row, record: JSON.parse(row.record) as Stored }))
    const ids = [...new Set(stored.flatMap(({ record }) => record.stewards.map((s) => s.id)))]
    const people = ids.length === 0 ? [] : await db.selectFrom('people').innerJoin('owners', 'owners.id', 'people.id')
      .select(['people.id', 'handle', 'display_name']).where('people.id', 'in', ids).execute()
    const names = new Map(people.map((p) => [p.id, { id: p.id, handle: p.handle, name: p.display_name }]))
    return stored.map(({ row, record }) => ({
      ...record,
      owner: { kind: row.kind, id: row.owner_id, handle: row.handle, name: row.owner_name ?? row.community_name ?? row.handle } satisfies Owner,
      stewards: record.stewards.map((s) => names.get(s.id) ?? s),
    }))
  }

  return {
    async find(id) { return (await load(await select().where('resources.id', '=', id).execute()))[0] },
    async findByAddress(owner, slug) {
      return (await load(await select().where('owners.handle', '=', owner).where('resources.slug', '=', slug).execute()))[0]
    },
    async findRedirect(owner, slug) {
      return db.selectFrom('redirects').innerJoin('resources', 'resources.id', 'redirects.resource_id').innerJoin('owners', 'owners.id', 'resources.owner_id')
        .select(['owners.handle as owner', 'resources.slug as slug']).where('redirects.owner_handle', '=', owner).where('redirects.slug', '=', slug).executeTakeFirst()
    },
    async isAddressTaken(owner, slug) {
      const here = await select().where('owners.handle', '=', owner).where('resources.slug', '=', slug).executeTakeFirst()
      if (here) return true
      return (await db.selectFrom('redirects').select('resource_id').where('owner_handle', '=', owner).where('slug', '=', slug).executeTakeFirst()) !== undefined
    },
    async put(resource, extra) { await db.transaction().execute((tx) => putIn(tx, resource, extra)) },
    async putAll(entries) {
      await db.transaction().execute(async (tx) => { for (const { resource, extra } of entries) await putIn(tx, resource, extra) })
    },
    async remove(id) {
      await removeText(db, id)
      await db.deleteFrom('resources').where('id', '=', id).execute()
    },
    async search(query) {
      const matching = filtered(db, query)
      const [{ total }, rows, facets] = await Promise.all([
        matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
        ordered(db, query).execute(),
        query.counts === 'none' ? uncounted : facetsOf(db, query),
      ])
      const ids = rows.map((r) => r.id)
      const found = ids.length === 0 ? [] : await load(await select().where('resources.id', 'in', ids).execute())
      const byId = new Map(found.map((r) => [r.id, r]))
      return { total: Number(total), items: ids.flatMap((id) => byId.get(id) ?? []), facets }
    },
    async wordsBeginning(start) {
      // The letter after it, as the index sorts: by code points.
      const { rows } = await sql<{ word: string; fiches: number }>`SELECT term AS word, doc AS fiches FROM temp.resource_words WHERE term >= ${start} AND term < ${start + '\u{10FFFF}'} LIMIT ${mostWords}`.execute(db)
      // A letter is 12 ms of a library of 10 000 fiches; a question asks for several.
      await setImmediate()
      return rows
    },
    async adaptationsOf(id) {
      return load(await select().where('resources.origin_id', '=', id).where('resources.state', '=', 'published').orderBy('resources.created_at').execute())
    },
    async contributedBy(emails) {
      if (emails.length === 0) return []
      return load(await select().where('resources.id', 'in', db.selectFrom('resource_people').select('resource_id').where('email', 'in', [...emails]))
        .where('resources.state', '=', 'published').orderBy('resources.updated_at', 'desc').execute())
    },
    async stewardedBy(person) {
      return load(await select().where('resources.id', 'in', db.selectFrom('stewards').select('resource_id').where('person_id', '=', person))
        .orderBy('resources.updated_at', 'desc').execute())
    },
    async rolesOf(person) {
      const rows = await db.selectFrom('resource_roles').select(['resource_id', 'role']).where('person_id', '=', person).where('state', '=', 'confirmed').orderBy('at', 'desc').orderBy('claim').execute()
      const ids = [...new Set(rows.map((row) => row.resource_id))]
      const found = ids.length === 0 ? [] : await load(await select().where('resources.id', 'in', ids).where('resources.state', '=', 'published').execute())
      const byId = new Map(found.map((resource) => [resource.id, resource]))
      return rows.flatMap((row) => { const resource = byId.get(row.resource_id); return resource ? [{ resource, role: row.role }] : [] })
    },
    async rolesAwaiting(person, limit) {
      const looksAfter = db.selectFrom('resources').select('resources.id').where((e) => e.or([
        e('owner_id', '=', person),
        e('resources.id', 'in', e.selectFrom('stewards').select('resource_id').where('person_id', '=', person)),
        e('owner_id', 'in', e.selectFrom('memberships').select('community_id').where('person_id', '=', person).where('role', '=', 'steward')),
      ]))
      const rows = await db.selectFrom('resource_roles').innerJoin('resources', 'resources.id', 'resource_roles.resource_id').where('resources.state', '=', 'published')
        .where('resource_roles.state', 'in', ['claimed', 'offered']).where((e) => e.or([e('person_id', '=', person), e('resource_id', 'in', looksAfter)]))
        .select(['resource_id', (e) => e.fn.min('at').as('since')]).groupBy('resource_id').orderBy('since').limit(limit).execute()
      return rows.map((row) => row.resource_id)
    },
    async rolesIn(id) {
      const rows = await db.selectFrom('resource_roles').select(['claim', 'state']).where('resource_id', '=', id).execute()
      return new Map(rows.map(({ claim, state }) => [claim, state]))
    },
    async peopleOf(ids) {
      const people = new Map<string, IndexedAuthor[]>()
      for (let i = 0; i < ids.length; i += 500) {
        const rows = await db.selectFrom('resource_people').selectAll().where('resource_id', 'in', ids.slice(i, i + 500))
          .orderBy('first_at').orderBy('commits', 'desc').orderBy('email').execute()
        for (const row of rows) {
          const known = people.get(row.resource_id)
          const author = { email: row.email, name: row.name, firstAt: row.first_at, lastAt: row.last_at, commits: row.commits }
          if (known) known.push(author); else people.set(row.resource_id, [author])
        }
      }
      return people
    },
    async importedFrom(source, owner) {
      const query = db.selectFrom('resources').innerJoin('owners', 'owners.id', 'resources.owner_id')
        .select(['owners.handle as owner', 'resources.slug', sql<string | null>`json_extract(record, '$.importedFrom.path')`.as('path')])
        .where(sql<string>`json_extract(record, '$.importedFrom.source')`, '=', source)
      const rows = await (owner === undefined ? query : query.where('owners.handle', '=', owner)).execute()
      return new Map(rows.map((row) => [row.path ?? '', { owner: row.owner, slug: row.slug }] as const))
    },
    async allIds() { return (await db.selectFrom('resources').select('id').orderBy('id').execute()).map((r) => r.id) },
    async clear() {
      await db.transaction().execute(async (tx) => { for (const table of [...keptResults, ...indexTables]) await tx.deleteFrom(table).execute() })
    },
  }
}

async function putIn(tx: Transaction<Tables>, resource: Resource, extra: Parameters<ResourceIndex['put']>[1]): Promise<void> {
  const { owner, ...record } = resource
  const concepts = conceptsOf(resource)
  const row = {
    owner_id: owner.id, slug: resource.slug, state: resource.state, title: resource.title, type: resource.fields.type ?? null,
    language: resource.fields.langue, licence: resource.licence.licence?.id ?? null,
    duration: durationBand(resource.fields.duree) ?? null, origin_id: resource.origin?.resource ?? null, tip: resource.tip ?? null,
    journal_tip: resource.journalTip ?? null, created_at: resource.createdAt, updated_at: resource.updatedAt, record: JSON.stringify(record),
  }
  const isKnown = (await tx.selectFrom('resources').select('id').where('id', '=', resource.id).executeTakeFirst()) !== undefined
  if (isKnown) {
    await tx.updateTable('resources').set(row).where('id', '=', resource.id).execute()
    for (const table of ['resource_concepts', 'redirects', 'stewards', 'resource_people', 'resource_roles'] as const) {
      await tx.deleteFrom(table).where('resource_id', '=', resource.id).execute()
    }
    await removeText(tx, resource.id)
  } else await tx.insertInto('resources').values({ id: resource.id, ...row }).execute()
  if (concepts.length > 0) await tx.insertInto('resource_concepts').values(concepts).onConflict((c) => c.doNothing()).execute()
  if (resource.stewards.length > 0) {
    await tx.insertInto('stewards').values(resource.stewards.map((s) => ({ resource_id: resource.id, person_id: s.id }))).onConflict((c) => c.doNothing()).execute()
  }
  for (const former of extra.formerAddresses) {
    await tx.insertInto('redirects').values({ owner_handle: former.owner, slug: former.slug, resource_id: resource.id }).onConflict((c) => c.doNothing()).execute()
  }
  for (const person of extra.people) {
    await tx.insertInto('resource_people').values({
      resource_id: resource.id, email: person.email, name: person.name, first_at: person.firstAt, last_at: person.lastAt, commits: person.commits,
    }).onConflict((c) => c.doNothing()).execute()
  }
  for (const { event, role, holder, state, at } of extra.roles) {
    await tx.insertInto('resource_roles').values({ resource_id: resource.id, claim: event, role, person_id: 'person' in holder ? holder.person.id : null, state, at }).execute()
  }
  await tx.insertInto('resource_text').values({
    resource_id: resource.id, title: resource.title, summary: resource.fields.resume ?? '',
    keywords: [...resource.fields.mots_cles, ...resource.fields.thematiques, ...resource.fields.besoins].join(' '), body: extra.text,
  }).execute()
}

/** Found by the index of words, where the id is one: a full-text table has no other. */
async function removeText(db: Kysely<Tables>, id: ResourceId): Promise<void> {
  await db.deleteFrom('resource_text').where(sql<boolean>`resource_text MATCH ${`resource_id : "${id}"`}`).where('resource_id', '=', id).execute()
}

function conceptsOf(resource: Resource): { resource_id: string; facet: 'theme' | 'need' | 'audience'; notation: string }[] {
  const of = (facet: 'theme' | 'need' | 'audience', notations: readonly string[]) => notations.map((notation) => ({ resource_id: resource.id, facet, notation }))
  return [...of('theme', resource.fields.thematiques), ...of('need', resource.fields.besoins), ...of('audience', resource.fields.publics)]
}

const wordsIn = (text: string): readonly string[] => text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []

/** « mot-clé d’ici » → `"mot"* "cle"* …` in the four texts: every word required (or any), as a prefix; quotes and operators are never passed on. */
function ftsQuery({ text = '', meant, words: required }: ResourceQuery): string | undefined {
  const groups = (meant ?? wordsIn(text).map((word) => [word])).map((group) => group.flatMap(wordsIn)).filter((group) => group.length > 0)
  if (groups.length === 0) return undefined
  const anyOf = (group: readonly string[]): string => group.map((word) => `"${word}"*`).join(' OR ')
  return `{title summary keywords body} : (${groups.slice(0, 12).map((group) => (group.length > 1 ? `(${anyOf(group)})` : anyOf(group))).join(required === 'any' ? ' OR ' : ' AND ')})`
}

/** More than a large library has for one letter; a bound all the same. */
const mostWords = 20_000

const uncounted: Record<FacetName, FacetCount[]> = { type: [], theme: [], need: [], audience: [], duration: [], language: [], licence: [], community: [] }

type Filtered = SelectQueryBuilder<Tables, 'resources', object>
type Facet = Exclude<FacetName, 'community'>

/** The published resources a query keeps; `except` leaves one facet's own filter out, to count its alternatives. */
function filtered(db: Database, query: ResourceQuery, except?: FacetName): Filtered {
  let q: Filtered = db.selectFrom('resources').where('resources.state', '=', 'published')
  const fts = ftsQuery(query)
  if (query.text !== undefined && query.text.trim() !== '' && fts === undefined) q = q.where(sql<boolean>`0`)
  if (fts !== undefined) q = q.where('resources.id', 'in', db.selectFrom('resource_text').select('resource_id').where(sql<boolean>`resource_text MATCH ${fts}`))
  const ownerHandle = (handle: string) => db.selectFrom('owners').select('id').where('handle', '=', handle)
  if (query.owner !== undefined) q = q.where('resources.owner_id', 'in', ownerHandle(query.owner))
  if (query.community !== undefined && except !== 'community') q = q.where('resources.owner_id', 'in', ownerHandle(query.community))
  // The lists of words are found on their own pages, among an owner's fiches, or by their type: never among fiches one may use.
  if (query.type === undefined && query.owner === undefined && query.community === undefined) q = q.where((e) => e.or([e('resources.type', 'is', null), e('resources.type', 'not in', [...WORDS_TYPES])]))
  // An adaptation that is still its origin, word for word, would be the same card twice: it is found in its owner's space and in its family.
  if (query.owner === undefined) q = q.where((e) => e.or([e('resources.origin_id', 'is', null), e(sql`json_extract(resources.record, '$.origin.takenUpTo')`, '!=', e.ref('resources.tip')), e('resources.origin_id', 'not in', db.selectFrom('resources as origins').select('origins.id').where('origins.state', '=', 'published'))]))
  const column = { type: 'resources.type', duration: 'resources.duration', language: 'resources.language', licence: 'resources.licence' } as const
  for (const facet of ['type', 'duration', 'language', 'licence'] as const) {
    const wanted = query[facet]
    if (wanted !== undefined && except !== facet) q = q.where(column[facet], '=', wanted)
  }
  for (const facet of ['theme', 'need', 'audience'] as const) {
    const wanted = query[facet]
    if (wanted !== undefined && except !== facet) {
      q = q.where('resources.id', 'in', db.selectFrom('resource_concepts').select('resource_id').where('facet', '=', facet).where('notation', '=', wanted))
    }
  }
  return q
}

function ordered(db: Database, query: ResourceQuery) {
  const fts = ftsQuery(query)
  const base = filtered(db, query).select('resources.id').limit(query.limit).offset(query.offset)
  if (fts !== undefined && (query.sort ?? 'relevance') === 'relevance') {
    return base.innerJoin('resource_text', 'resource_text.resource_id', 'resources.id').where(sql<boolean>`resource_text MATCH ${fts}`)
      .orderBy(sql`bm25(resource_text, 0, 10.0, 4.0, 4.0, 1.0)`).orderBy('resources.id')
  }
  return query.sort === 'title'
    ? base.orderBy(sql`resources.title COLLATE NOCASE`).orderBy('resources.id')
    : base.orderBy('resources.updated_at', 'desc').orderBy('resources.id')
}

async function facetsOf(db: Database, query: ResourceQuery): Promise<Record<FacetName, FacetCount[]>> {
  const column = { type: 'resources.type', duration: 'resources.duration', language: 'resources.language', licence: 'resources.licence' } as const
  const counts = async (facet: Facet): Promise<FacetCount[]> => {
    const q = facet === 'theme' || facet === 'need' || facet === 'audience'
      ? filtered(db, query, facet).innerJoin('resource_concepts', 'resource_concepts.resource_id', 'resources.id').where('resource_concepts.facet', '=', facet)
          .select(['resource_concepts.notation as notation', (e) => e.fn.countAll<number>().as('count')]).groupBy('resource_concepts.notation')
      : filtered(db, query, facet).where(column[facet], 'is not', null)
          .select([sql<string>`${sql.ref(column[facet])}`.as('notation'), (e) => e.fn.countAll<number>().as('count')]).groupBy(column[facet])
    const rows = await q.execute()
    return rows.map((r) => ({ notation: String(r.notation), count: Number(r.count) })).sort((a, b) => b.count - a.count || a.notation.localeCompare(b.notation))
  }
  const communities = async (): Promise<FacetCount[]> => {
    const rows = await filtered(db, query, 'community').innerJoin('owners', 'owners.id', 'resources.owner_id').where('owners.kind', '=', 'community')
      .select(['owners.handle as notation', (e) => e.fn.countAll<number>().as('count')]).groupBy('owners.handle').execute()
    return rows.map((r) => ({ notation: r.notation, count: Number(r.count) })).sort((a, b) => b.count - a.count || a.notation.localeCompare(b.notation))
  }
  const [type, theme, need, audience, duration, language, licence, community] = await Promise.all([
    counts('type'), counts('theme'), counts('need'), counts('audience'), counts('duration'), counts('language'), counts('licence'), communities(),
  ])
  return { type, theme, need, audience, duration, language, licence, community }
}
