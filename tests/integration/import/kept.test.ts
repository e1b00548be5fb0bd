import { expect, onTestFinished, test } from 'vitest'
import type { Deps } from '../../../forge/domain/ports.js'
import { importHistory, type ImportInput } from '../../../forge/use-cases/importHistory.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { aForge } from '../../support/forge.js'
import { aSource, fiche } from './sources.js'

/** What is brought, and every ref that moves, with whether the repository's objects were kept meanwhile. */
function watched(deps: Deps): { deps: Deps; seen: string[] } {
  const seen: string[] = []
  let keeping = 0
  const told = (what: string) => { seen.push(`${what} ${keeping > 0 ? 'kept' : 'not kept'}`) }
  const git = Object.create(deps.git, {
    keeping: { value: async <T>(repo: string, work: () => Promise<T>) => deps.git.keeping(repo, async () => { keeping += 1; try { return await work() } finally { keeping -= 1 } }) },
    updateRefs: { value: (...args: Parameters<Deps['git']['updateRefs']>) => { told('named'); return deps.git.updateRefs(...args) } },
  }) as Deps['git']
  const histories: Deps['histories'] = {
    ...deps.histories,
    async open(...args) {
      const source = await deps.histories.open(...args)
      return new Proxy(source, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name)
          if (typeof value !== 'function') return value
          return (...given: unknown[]) => { if (name === 'bring' || name === 'refreshWhole') told('brought'); return Reflect.apply(value, target, given) as unknown }
        },
      })
    },
  }
  return { deps: { ...deps, git, histories }, seen }
}

test.each([['file by file', { pathspecs: ['*.md'] }], ['whole', {}]] as [string, Partial<ImportInput>][])('should keep what a repeated import brings until it is named, %s, published or proposed', async (_how, input) => {
  const source = aSource()
  source.commit('ana', 'Début', { 'README.md': fiche('La météo') })
  const forge = await aForge()
  onTestFinished(() => forge.close())
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  const from = (deps: Deps) => importHistory(deps, actor, { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation', ...input })
  const [made] = (await from(forge.deps)).resources
  const outcomeOf = async (deps: Deps) => (await from(deps)).resources[0]?.outcome

  source.commit('bob', 'Une suite', { 'README.md': fiche('La météo', 'Une suite.\n') })
  const first = watched(forge.deps)
  expect(await outcomeOf(first.deps)).toBe('updated')
  expect(first.seen).toContain('brought kept')
  expect(first.seen).toContain('named kept')

  const resource = await forge.deps.resources.findByAddress('cooperation', made?.slug ?? '')
  if (!resource?.tip) throw new Error('nothing imported')
  await publishChange(forge.deps, actor, { resource, base: resource.tip, files: new Map([['annexe.md', 'Une annexe.\n']]), title: 'Annexe', reason: '' })
  source.commit('bob', 'Encore', { 'README.md': fiche('La météo', 'Une suite, encore.\n') })
  const second = watched(forge.deps)
  expect(await outcomeOf(second.deps)).toBe('diverged')
  expect(await outcomeOf(second.deps)).toBe('diverged')
  for (const { seen } of [first, second]) expect(seen.filter((one) => one.endsWith('not kept'))).toEqual([])
})
