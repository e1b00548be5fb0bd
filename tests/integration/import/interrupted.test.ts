import { expect, onTestFinished, test } from 'vitest'
import type { Deps } from '../../../forge/domain/ports.js'
import { importHistory } from '../../../forge/use-cases/importHistory.js'
import { recoverPending } from '../../../forge/use-cases/recoverPending.js'
import { doctor } from '../../../forge/use-cases/reindex.js'
import { aForge } from '../../support/forge.js'
import { aSource, fiche } from './sources.js'

/** A batch of fifty, and a few more. */
const many = 54
const repositoriesOf = async (git: { listRepositories(): AsyncIterable<string> }) => { const ids: string[] = []; for await (const id of git.listRepositories()) ids.push(id); return ids }

async function anImport() {
  const source = aSource()
  source.commit('ana', 'Début', Object.fromEntries(Array.from({ length: many }, (_, n) => [`fiches/${n}.md`, fiche(`Fiche ${n}`, `Le texte numéro ${n}.\n`)])))
  const forge = await aForge()
  onTestFinished(() => forge.close())
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  const input = { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation', pathspecs: ['fiches/*.md'] } as const
  return { forge, again: (deps: Deps = forge.deps) => importHistory(deps, actor, input) }
}

/** As if the process ended there: nothing after it is done, not even tidying up. */
function dyingAtIndex(deps: Deps, nth: number): Deps {
  const dead = () => Promise.reject(new Error('killed'))
  let batches = 0
  return { ...deps, git: { ...deps.git, remove: dead }, resources: { ...deps.resources, remove: dead, putAll: (entries) => (++batches === nth ? dead() : deps.resources.putAll(entries)) } }
}

test('should end at the next start what a crash left between repositories and index, and go on when repeated', async () => {
  const { forge, again } = await anImport()
  await expect(again(dyingAtIndex(forge.deps, 2))).rejects.toThrow('killed')
  // The first batch is indexed; the repositories of the second are there, and noted.
  expect(await forge.deps.resources.allIds()).toHaveLength(50)
  expect(await repositoriesOf(forge.git)).toHaveLength(many)
  expect(await forge.deps.pending.all()).toHaveLength(many - 50)

  await recoverPending(forge.deps)
  expect(await forge.deps.pending.all()).toEqual([])
  expect(await doctor(forge.deps, await repositoriesOf(forge.git))).toEqual([])
  expect(await forge.deps.resources.allIds()).toHaveLength(many)

  const { resources } = await again()
  expect(resources.map(({ outcome }) => outcome)).toEqual(Array.from({ length: many }, () => 'unchanged'))
  expect(await repositoriesOf(forge.git)).toHaveLength(many)
})

test('should write notes and index once a batch, and take back everything, earlier batches included, when the index refuses', async () => {
  const { forge, again } = await anImport()
  const { pending, resources } = forge.deps
  const calls = { begin: 0, putAll: 0 }
  const refusing: Deps = {
    ...forge.deps,
    pending: { ...pending, begin: (...operations) => { calls.begin += 1; return pending.begin(...operations) } },
    resources: { ...resources, put: () => Promise.reject(new Error('one by one')), putAll: (entries) => (++calls.putAll === 2 ? Promise.reject(new Error('full disk')) : resources.putAll(entries)) },
  }
  await expect(again(refusing)).rejects.toThrow('full disk')
  expect(calls).toEqual({ begin: 2, putAll: 2 })
  expect(await resources.allIds()).toEqual([])
  expect(await repositoriesOf(forge.git)).toEqual([])
  await recoverPending(forge.deps)
  expect(await pending.all()).toEqual([])
})
