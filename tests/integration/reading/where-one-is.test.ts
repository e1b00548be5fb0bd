import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { aFlow, type Flow } from '../../support/a-flow.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let flow: Flow
let visitor: Visitor
beforeAll(async () => {
  flow = await aFlow()
  await adaptResource(flow.forge.deps, flow.person('noe'), { origin: flow.fiche, owner: 'noe', title: 'La météo du soir', reason: 'duree', explanation: '' })
  await flow.propose('lea')
  visitor = aVisitor((await flow.forge.serve()).url)
})
afterAll(() => flow.forge.close())

/** What is lit among the rubrics, then among the pages of one: its address, and whether it is the page itself. */
const lit = (page: string): string[] => [...page.matchAll(/<nav class="(?:tabs|views)"[^>]*>[\s\S]*?<\/nav>/g)]
  .flatMap(([nav]) => [...nav.matchAll(/<a href="([^"]*)"[^>]*? aria-current="(page|true)"/g)].map(([, href = '', how = '']) => `${href} ${how}`))

test('should light one rubric on every page of a resource, as the page itself only where it is', async () => {
  const base = `/${addressOf(flow.fiche)}`
  const version = flow.fiche.tip ?? ''
  const expected: Record<string, string[]> = {
    '': ['page'], '/historique': ['/historique page'], '/propositions': ['/propositions page'], '/propositions/1': ['/propositions true', '/propositions/1#change true'], '/fichiers': ['/fichiers page'], '/fichiers/README.md': ['/fichiers true'],
    '/contributions': ['/contributions page', '/contributions page'], '/contributions/frise': ['/contributions true', '/contributions/frise page'], '/citer': ['/contributions true', '/citer page'],
    [`/versions/${version}/citer`]: ['/contributions true', '/citer page'], '/qui-a-ecrit-quoi': ['/contributions true', '/qui-a-ecrit-quoi page'],
    '/adaptations': ['/adaptations page'], '/decisions': ['/propositions true'], '/passages': ['true'],
  }
  for (const [path, tabs] of Object.entries(expected)) {
    const { status, text } = await visitor.get(`${base}${path}`)
    expect(status, path).toBe(200)
    const found = lit(text).map((one) => one.replace(base, '').trim())
    expect(found, path).toEqual(tabs)
  }
  expect(lit((await visitor.get('/noe/la-meteo-du-soir/nouveautes')).text)).toEqual(['/noe/la-meteo-du-soir/adaptations true'])
})

test('should lead from who contributed, and from the history, to what tells the rest', async () => {
  const base = `/${addressOf(flow.fiche)}`
  expect((await visitor.get(`${base}/contributions`)).text).toContain(`<a href="${base}/adaptations">La famille de cette fiche</a>`)
  expect((await visitor.get(`${base}/historique`)).text).toContain(`<a href="${base}/contributions/frise">La frise des versions</a>`)
})
