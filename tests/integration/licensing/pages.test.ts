import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '../../../forge/domain/resource.js'
import { askRelicensing } from '../../../forge/use-cases/askRelicensing.js'
import { answerRelicensing } from '../../../forge/use-cases/answerRelicensing.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let flow: Flow
let reader: Visitor
let fiche: Resource
let ask: string
const base = '/cooperation/le-tour-de-meteo'

beforeAll(async () => {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  const done = await publishChange(flow.forge.deps, flow.person('noe'), { resource: flow.fiche, base: flow.fiche.tip!, files: new Map([['README.md', `${text}\nQuatrième paragraphe, où l’on écrit calmement ce que chaque personne retient de sa journée.\n`]]), title: 'Garder une trace', reason: '' })
  if (done.kind !== 'published') throw new Error(done.kind)
  fiche = done.resource
  flow.clock.at += 60_000
  ask = (await askRelicensing(flow.forge.deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un <livre>.' })).asks[0]!.event
  reader = aVisitor((await flow.forge.serve()).url)
}, 120_000)
afterAll(() => flow.forge.close())

test('should tell anybody the story of the licence and where consents stand, without a form', async () => {
  const page = (await reader.get(`${base}/licence`)).text
  expect(page).toContain('Pour un &lt;livre&gt;.')
  expect(page).not.toContain('<form method="post" action="/cooperation')
  const json = JSON.parse((await reader.get(`${base}/licence.json?vers=CC0-1.0`)).text) as Record<string, unknown>
  expect(json).toMatchObject({
    licence: 'CC-BY-SA-4.0', asks: [{ event: ask, licence: 'CC-BY-4.0', by: { handle: 'garance' }, people: [{ handle: 'garance', hasAgreed: true }, { handle: 'noe', hasAgreed: false, answer: null }] }],
    history: [{ kind: 'consented', by: [{ handle: 'garance' }] }, { kind: 'asked' }, { kind: 'label', from: null, to: 'CC-BY-SA-4.0' }],
    change: { licence: 'CC0-1.0', verdict: 'block', code: 'NEED_ALL_AUTHORS', missing: [{ handle: 'garance' }, { handle: 'noe' }] },
  })
  expect((await reader.get(`${base}/licence?vers=nimporte`)).status).toBe(200)
  // What visitors are given is never what was true before.
  flow.clock.at += 60_000
  await answerRelicensing(flow.forge.deps, flow.person('noe'), { resource: fiche, ask, answer: 'consented', text: 'Oui.' })
  expect((await reader.get(`${base}/licence`)).text).toContain('Tous les accords sont là')
})
