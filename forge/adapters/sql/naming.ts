import { sql, type Transaction } from 'kysely'
import type { KeptNameChoice, NameChoice, NameTraces, NamingStore, TracesIn } from '../../domain/naming.js'
import type { Database } from './database.js'
import type { Tables } from './schema.js'

interface ChoiceRow { person_id: string; choice: NameChoice['kind']; pseudonym: string | null }
const toChoice = ({ choice, pseudonym }: ChoiceRow): NameChoice => (choice === 'pseudonym' ? { kind: choice, name: pseudonym ?? '' } : { kind: choice })
const names = (json: string): string[] => JSON.parse(json) as string[]

/** Origins followed back from a resource; deeper ones are not asked (nor could a loop of origins hang a page). */
const deepest = 30
const rowsAtOnce = 500

async function keepTraces(tx: Transaction<Tables>, traces: readonly TracesIn[]): Promise<void> {
  for (const { person, resource, headerNames, writtenNames } of traces) {
    const kept = { header_names: JSON.stringify(headerNames), written_names: JSON.stringify(writtenNames) }
    await tx.insertInto('name_traces').values({ person_id: person, resource_id: resource, ...kept }).onConflict((c) => c.columns(['person_id', 'resource_id']).doUpdateSet(kept)).execute()
  }
}

/** How people chose to be named: private tables `name_choices`, `name_traces` and `name_proofs`. */
export function sqlNaming(db: Database): NamingStore {
  return {
    async on(resources) {
      const found = new Map<string, { choices: Map<string, NameChoice>; traces: NameTraces[] }>()
      if (resources.length === 0) return found
      const isAny = await db.selectFrom('name_choices').select('choice').limit(1).executeTakeFirst()
      if (!isAny) return found
      const onRoot = (root: string) => {
        const known = found.get(root)
        if (known) return known
        const made = { choices: new Map<string, NameChoice>(), traces: [] as NameTraces[] }
        found.set(root, made)
        return made
      }
      const wanted = [...new Set(resources)]
      for (let i = 0; i < wanted.length; i += rowsAtOnce) {
        const ids = sql.join(wanted.slice(i, i + rowsAtOnce))
        const line = sql`WITH RECURSIVE line (root, id, depth) AS (
          SELECT id, id, 0 FROM resources WHERE id IN (${ids})
          UNION ALL SELECT line.root, resources.origin_id, depth + 1 FROM line JOIN resources ON resources.id = line.id WHERE resources.origin_id IS NOT NULL AND depth < ${deepest})`
        const choices = await sql<ChoiceRow & { root: string }>`${line} SELECT root, person_id, choice, pseudonym FROM line JOIN name_choices ON name_choices.resource_id = line.id
          WHERE depth = 0 OR reach = 'family' ORDER BY root, depth`.execute(db)
        for (const row of choices.rows) {
          const { choices: here } = onRoot(row.root)
          // The nearest wins: the resource's own, then its origin's…
          if (!here.has(row.person_id)) here.set(row.person_id, toChoice(row))
        }
        const traces = await sql<{ root: string; person_id: string; header_names: string; written_names: string }>`${line}
          SELECT root, person_id, header_names, written_names FROM line JOIN name_traces ON name_traces.resource_id = line.id`.execute(db)
        for (const row of traces.rows) onRoot(row.root).traces.push({ person: row.person_id, headerNames: names(row.header_names), writtenNames: names(row.written_names) })
      }
      return found
    },
    async everywhere(people) {
      const found = new Map<string, NameChoice>()
      const wanted = [...new Set(people)]
      for (let i = 0; i < wanted.length; i += rowsAtOnce) {
        const rows = await db.selectFrom('name_choices').selectAll().where('resource_id', '=', '').where('person_id', 'in', wanted.slice(i, i + rowsAtOnce)).execute()
        for (const row of rows) found.set(row.person_id, toChoice(row))
      }
      return found
    },
    async of(person) {
      const rows = await db.selectFrom('name_choices').selectAll().where('person_id', '=', person).orderBy('chosen_at').execute()
      return rows.map((row): KeptNameChoice => ({ person, resource: row.resource_id === '' ? undefined : row.resource_id, choice: toChoice(row), reach: row.reach, at: row.chosen_at }))
    },
    async trace(traces) {
      await db.transaction().execute(async (tx) => {
        await keepTraces(tx, traces)
        await tx.updateTable('identity_generation').set((e) => ({ value: e('value', '+', 1) })).execute()
      })
    },
    async choose({ person, resource = '', choice, reach, at }, traces, proof) {
      await db.transaction().execute(async (tx) => {
        const row = { choice: choice.kind, pseudonym: choice.kind === 'pseudonym' ? choice.name : null, reach, chosen_at: at }
        await tx.insertInto('name_choices').values({ person_id: person, resource_id: resource, ...row }).onConflict((c) => c.columns(['person_id', 'resource_id']).doUpdateSet(row)).execute()
        await keepTraces(tx, traces)
        const was = JSON.stringify({ ...proof.was, headerNames: traces.flatMap(({ headerNames }) => headerNames), writtenNames: [...new Set(traces.flatMap(({ writtenNames }) => writtenNames))] })
        await tx.insertInto('name_proofs').values({ id: proof.id, person_id: person, resource_id: resource, choice: choice.kind, was, chosen_at: at }).execute()
        await tx.updateTable('identity_generation').set((e) => ({ value: e('value', '+', 1) })).execute()
      })
    },
  }
}
