import { afterEach, expect, test } from 'vitest'
import { historyBytes } from '../../../forge/adapters/provenance/git-bytes.js'
import { parseLog } from '../../../forge/adapters/provenance/parsing.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { readContributions } from '../../../forge/use-cases/readContributions.js'
import { readHistory } from '../../../forge/use-cases/readHistory.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { readProvenance, type ProvenanceReading } from '../../../forge/use-cases/readProvenance.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
afterEach(() => flow.forge.close())

/** A version written by one person and brought later, by another unless told, as a pull with rebase or an import leaves it. */
async function brought(message: string, files: Record<string, string>, committer = 'Yanis'): Promise<{ resource: Resource; written: number; entered: number }> {
  const { deps } = flow.forge
  const parent = await deps.git.commit(flow.fiche.id, flow.fiche.tip!)
  const [written, entered] = [flow.clock.at + 60_000, flow.clock.at + 3_600_000]
  const by = (name: string, at: number) => ({ name, email: `${name.toLowerCase()}@exemple.invalid`, at, offsetMinutes: 60 })
  const oid = await deps.git.writeCommit(flow.fiche.id, { parents: [parent.oid], baseTree: parent.tree, files: new Map(Object.entries(files)), author: by('Soizic', written), committer: by(committer, entered), message })
  await deps.git.updateRefs(flow.fiche.id, [{ ref: 'refs/heads/main', from: parent.oid, to: oid }])
  await indexResource(deps, flow.fiche.id)
  return { resource: (await deps.resources.find(flow.fiche.id))!, written, entered }
}

test('should read when a version entered its history, by whom, and the files that may say its licence', async () => {
  flow = await aFlow()
  const { resource, written, entered } = await brought('Une licence', { 'README.md': `${text}\nEncore.\n`, 'LICENSE': 'CC BY-SA 4.0\n', 'notes.txt': 'rien\n' })
  const last = parseLog(await historyBytes(flow.forge.git).log(resource.id, resource.tip!, [])).at(-1)
  expect(last).toMatchObject({ oid: resource.tip, at: written, committedAt: entered, author: { name: 'Soizic' }, committer: { name: 'Yanis', email: 'yanis@exemple.invalid' } })
  expect([...last?.changes.keys() ?? []]).toEqual(['README.md'])
  expect([...last?.notices?.keys() ?? []]).toEqual(['LICENSE'])
})

test('should show words of an import that names nobody as nobody’s, on every screen', async () => {
  flow = await aFlow()
  const { resource } = await brought('Repris d’ailleurs\n\nImported-From: https://exemple.invalid/notes', { 'README.md': `${text}\nUn passage venu d’ailleurs, que personne ici ne réclame pour sien.\n` }, 'Soizic')
  let reading: ProvenanceReading
  do { reading = await readProvenance(flow.forge.deps, { resource, locale: 'fr' }) } while (reading.state.kind === 'under_way')
  expect(reading.state.kind).toBe('known')
  expect(reading.origins.filter(({ commit }) => commit === resource.tip).map(({ writers }) => writers)).toEqual([[]])
  // Who brought it is said to have brought it, and is nobody's author.
  const contributions = await readContributions(flow.forge.deps, resource)
  expect(contributions.own.find(({ person }) => person.name === 'Soizic')?.roles).toEqual(['importer'])
  const { entries } = await readHistory(flow.forge.deps, { resource, page: 1 })
  expect(entries[0]).toMatchObject({ commit: resource.tip, authors: [], did: [{ role: 'importer', people: [{ name: 'Soizic' }] }] })
  const reader = aVisitor((await flow.forge.serve()).url)
  for (const page of ['', '/qui-a-ecrit-quoi', '/qui-a-ecrit-quoi.json', '/historique', '/comparer', '/contributions', '/citer']) expect((await reader.get(`/cooperation/le-tour-de-meteo${page}`)).status, page).toBe(200)
}, 60_000)
