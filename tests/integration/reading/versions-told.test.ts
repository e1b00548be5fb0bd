import { afterEach, expect, test } from 'vitest'
import type { Resource } from '../../../forge/domain/resource.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { entriesOf, readHistory } from '../../../forge/use-cases/readHistory.js'
import { summariseVersions } from '../../../forge/use-cases/summariseVersions.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
afterEach(() => flow.forge.close())

const now = async (): Promise<Resource> => (await flow.forge.deps.resources.find(flow.fiche.id))!
const told = async () => (await readHistory(flow.forge.deps, { resource: await now(), page: 1 })).entries
const did = (entry: Awaited<ReturnType<typeof told>>[number] | undefined) => entry?.did.map(({ role, people }) => [role, people.map(({ name }) => name)])
const summaries = async (locale: 'fr' | 'en' = 'fr') => {
  const [resource, versions] = [await now(), await told()]
  const { of, isLate } = await summariseVersions(flow.forge.deps, { resource, versions, locale })
  expect(isLate).toBe(false)
  return versions.map(({ commit }) => of.get(commit))
}

/** One more version, as any Git client could push it. */
async function commit(by: { name: string; email: string }, message: string, files: Record<string, string>): Promise<void> {
  const { deps } = flow.forge
  const { tip } = await now()
  const parent = await deps.git.commit(flow.fiche.id, tip!)
  const who = { ...by, at: flow.clock.at += 60_000, offsetMinutes: 0 }
  const oid = await deps.git.writeCommit(flow.fiche.id, { parents: [parent.oid], baseTree: parent.tree, files: new Map(Object.entries(files)), author: who, committer: who, message })
  await deps.git.updateRefs(flow.fiche.id, [{ ref: 'refs/heads/main', from: parent.oid, to: oid }])
  await indexResource(deps, flow.fiche.id)
}

test('should say who wrote, who reviewed and who integrated each version, and what it changed', async () => {
  flow = await aFlow({ rule: { kind: 'relecture', readers: 1 } })
  const number = await flow.propose('lea', 'Un autre début', 'Premier paragraphe, du début.', 'Premier paragraphe, du commencement.\n\nUn paragraphe de plus.')
  await giveVerdict(flow.forge.deps, flow.person('noe'), { resource: flow.fiche, number, verdict: 'consent', text: '' })
  await integrateProposal(flow.forge.deps, flow.person('garance'), { resource: flow.fiche, number })
  expect(did((await told())[0])).toEqual([['author', ['lea']], ['integrator', ['garance']], ['reviewer', ['noe']]])
  const [last, first] = await summaries()
  expect(last).toEqual({ kind: 'changed', sentence: '1 paragraphe ajouté, 1 passage modifié.' })
  expect(first).toMatchObject({ kind: 'changed', sentence: expect.stringMatching(/^Premier texte\u00A0: /) as string })
  expect((await summaries('en'))[0]).toEqual({ kind: 'changed', sentence: '1 paragraph added, 1 passage changed.' })

  const page = (await aVisitor((await flow.forge.serve()).url).get('/cooperation/le-tour-de-meteo/historique')).text
  const shown = page.replace(/<[^>]+>/g, '')
  expect(shown).toContain('lea · intégration\u00a0: garance · relecture\u00a0: noe · ')
  expect(shown).toContain('1 paragraphe ajouté, 1 passage modifié.')
  const { commit: tip } = (await told())[0]!
  expect(page).toContain(`/comparer?a=${tip}"`)
  expect(page).toContain(`/qui-a-ecrit-quoi?version=${tip}"`)
})

test('should tell apart those who imported, went back or only committed from those who wrote', async () => {
  flow = await aFlow()
  const ines = { name: 'Inès Roche', email: 'ines@exemple.invalid' }
  await commit(ines, 'À deux\n\nCo-authored-by: Awa Diarra <awa@exemple.invalid>\nReviewed-by: Paola Verdier <paola@exemple.invalid>', { 'README.md': text.replace('du début', 'du tout début') })
  await commit(ines, 'Repris d’ailleurs\n\nOriginal-Author: Soizic Le Braz <soizic@exemple.invalid>', { 'README.md': text.replace('du milieu', 'du beau milieu') })
  const undone = (await told())[0]!
  await undoVersion(flow.forge.deps, flow.person('garance'), { resource: await now(), version: undone.commit, reason: 'Trop tôt.' })
  const [back, imported, together] = await told()
  expect(did(back)).toEqual([['restorer', ['garance']]])
  expect(did(imported)).toEqual([['author', ['Soizic Le Braz']], ['importer', ['Inès Roche']]])
  expect(did(together)).toEqual([['author', ['Inès Roche', 'Awa Diarra']], ['reviewer', ['Paola Verdier']]])
})

test('should follow names chosen since, and `.mailmap`', async () => {
  flow = await aFlow()
  await commit({ name: 'noe', email: 'noe@exemple.invalid' }, 'D’une autre adresse\n\nReviewed-by: P. V. <paola@exemple.invalid>', { 'README.md': `${text}\nEncore.\n`, '.mailmap': 'Paola Verdier <paola@exemple.invalid>\n' })
  expect(did((await told())[0])).toEqual([['author', ['noe']], ['reviewer', ['Paola Verdier']]])
  expect((await told())[0]?.did[0]?.people[0]?.handle).toBe('noe')
})

test('should say when the text stayed the same, and nothing of a text that is too long or unreadable', async () => {
  flow = await aFlow()
  const ines = { name: 'Inès Roche', email: 'ines@exemple.invalid' }
  await commit(ines, 'Une annexe', { 'annexe.md': '# Annexe\n' })
  await commit(ines, 'Un livre entier', { 'README.md': `${text}\n${'Un mot après l’autre. '.repeat(6_000)}\n` })
  await commit(ines, 'Retour à la fiche', { 'README.md': text })
  const [shorter, long, annex, first] = await summaries()
  expect([shorter, long]).toEqual([undefined, undefined])
  expect(annex).toEqual({ kind: 'same' })
  expect(first?.kind).toBe('changed')
  const page = await aVisitor((await flow.forge.serve()).url).get('/cooperation/le-tour-de-meteo/historique')
  expect(page.status).toBe(200)
  expect(page.text).toContain('Le texte de la fiche n’a pas changé.')
})

test('should answer for versions that nobody signed', async () => {
  flow = await aFlow()
  await commit({ name: '', email: '' }, '', { 'README.md': `${text}\nDe personne.\n` })
  const [entry] = await entriesOf(flow.forge.deps, await now(), await flow.forge.deps.git.log(flow.fiche.id, { from: [(await now()).tip!], limit: 1 }), new Map())
  expect(entry?.did.length).toBeLessThanOrEqual(1)
  expect((await aVisitor((await flow.forge.serve()).url).get('/cooperation/le-tour-de-meteo/historique')).status).toBe(200)
})
