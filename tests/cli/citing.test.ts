import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '../../forge/demo/seed.js'
import { allScopes } from '../../forge/domain/person.js'
import { addressOf } from '../../forge/domain/resource.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { aDesk, type Desk } from './communs.js'
import { aForge, type TestForge } from '../support/forge.js'
import { git } from '../support/git.js'

let forge: TestForge
let desk: Desk
let url: string
beforeAll(async () => {
  forge = await aForge()
  await seedDemonstration(forge.deps, { account: 'closed' })
  desk = aDesk()
  url = (await forge.serve()).url
}, 240_000)
afterAll(async () => {
  await forge?.close()
  desk?.clear()
})

/** A copy with its journal, as somebody clones it. */
async function copyOf(address: string, name: string): Promise<string> {
  const copy = path.join(desk.dir, `${address.replace('/', '-')} ${name}`)
  await git(desk.dir, 'clone', '-q', `${url}/${address}.git`, copy)
  await git(copy, 'fetch', '-q', 'origin', 'refs/journal/*:refs/journal/*')
  return copy
}

/** Forms without what a copy cannot know: people's pages, and the name of the community that publishes. */
const plain = ['text', 'bibtex'] as const

test.each(['git', 'no git'] as const)('should give the same credit from a copy as on the web, roles and lineage included (%s)', async (there) => {
  const fiches = (await Promise.all((await forge.deps.resources.allIds()).map((id) => forge.deps.resources.find(id)))).filter((one) => one !== undefined)
  const named = (slug: string) => { const found = fiches.find((one) => one.slug === slug); if (!found) throw new Error(slug); return found }
  const [withRoles, first] = [named('le-tour-de-meteo'), named('le-tour-de-meteo-a-la-releve')]
  const other = fiches.find(({ origin, id }) => origin !== undefined && id !== first.id)
  const owner = await forge.deps.people.findByHandle(first.owner.handle)
  if (!owner || !other) throw new Error('the demonstration has two adaptations')
  // An adaptation of an adaptation, for the whole lineage. (What is said of an origin after it was adapted is not in the adaptation's own journal.)
  const slug = `encore-${there === 'git' ? 'un' : 'deux'}`
  const again = await adaptResource(forge.deps, { kind: 'person', person: owner, scopes: allScopes }, { origin: first, owner: owner.handle, title: 'Encore une autre', reason: 'public', explanation: '', slug })
  const addresses = [withRoles, other, again].map(addressOf)
  for (const address of addresses) {
    const copy = await copyOf(address, there)
    for (const language of ['fr', 'en']) {
      const web = JSON.parse(await (await fetch(`${url}/${address}/citer.json?langue=${language}`)).text()) as Record<string, string>
      const here = await desk.json<Record<string, string>>(['citer', copy, '--langue', language], { git: there })
      expect(web.text, address).toMatch(/\((idée d’origine|original idea)\)|D’après|Based on/)
      for (const form of plain) expect(here[form], `${address} ${form}`).toBe(web[form])
    }
    const oldest = (await git(copy, 'rev-list', '--reverse', '--first-parent', 'HEAD')).stdout.split('\n')[0] ?? ''
    const web = await (await fetch(`${url}/${address}/versions/${oldest}/citer.txt?langue=fr`)).text()
    expect((await desk.done(['citer', copy, '--langue', 'fr', '--version', oldest], { git: there })).trim(), `${address} ${oldest}`).toBe(web)
  }
}, 300_000)
