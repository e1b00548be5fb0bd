import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'
import { git } from '../../support/git.js'

let flow: Flow
let visitor: Visitor
let base: string
let old: Resource
beforeAll(async () => {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  old = flow.fiche
  const { forge, fiche, person } = flow
  let tip = fiche.tip ?? ''
  for (const [at, who] of ['noe', 'garance', 'noe'].entries()) {
    flow.clock.at += 60_000
    const done = await publishChange(forge.deps, person(who), { resource: (await forge.deps.resources.find(fiche.id)) ?? fiche, base: tip, files: new Map([['README.md', text.replace('du milieu', `du milieu ${at}`)]]), title: `Retouche ${at}`, reason: '' })
    if (done.kind !== 'published') throw new Error(done.kind)
    tip = done.commit
  }
  await git(forge.git.repoDir(fiche.id), 'tag', 'v1.0', fiche.tip ?? '')
  base = `/${addressOf(fiche)}`
  visitor = aVisitor((await forge.serve()).url)
})
afterAll(() => flow.forge.close())

test('should put one credit first, and every other form on the same page', async () => {
  const { text: page } = await visitor.get(`${base}/citer`)
  const areas = [...page.matchAll(/<textarea id="([^"]+)"/g)].map(([, id]) => id)
  expect(areas).toEqual(['mention-texte', 't-markdown', 't-html', 't-bibtex', 't-ris', 't-csl', 't-cff', 't-jsonld'])
  expect(page).toContain('«\u00a0Le tour de météo\u00a0», par garance')
  expect(page).toMatch(/value="markdown" checked/)
  expect((await visitor.get(`${base}/citer?forme=ris`)).text).toMatch(/value="ris" checked/)
  expect((await visitor.get(`${base}/citer?forme=pdf`)).text).toMatch(/value="markdown" checked/)
})

test('should cite any version, by its name or not, in both languages', async () => {
  const { text: page } = await visitor.get(`${base}/citer`)
  expect(page).toMatch(/<option value="1\.0">/)
  // The empty choice of the form is the current version.
  const chosen = await visitor.get(`${base}/citer?langue=en&version=1.0`)
  expect(chosen.text).toContain('“Le tour de météo”, by garance, version 1.0')
  expect(chosen.text).toMatch(/<option value="1\.0" selected>/)
  expect(chosen.text).not.toContain('noe')
  expect((await visitor.get(`${base}/citer?langue=fr&version=`)).text).toMatch(/Modifié par noe/)
  const history = (await visitor.get(`${base}/historique`)).text
  const [, link = ''] = /href="([^"]+\/versions\/[0-9a-f]{40}\/citer)"/.exec(history) ?? []
  const unnamed = await visitor.get(link)
  expect([unnamed.status, unnamed.text.includes('n’est pas la version actuelle') || unnamed.text.includes('version actuelle')]).toEqual([200, true])
})

test('should give each form alone at its own address, the same as on the page', async () => {
  const all = JSON.parse((await visitor.get(`${base}/citer.json?langue=fr`)).text) as Record<string, string>
  for (const [ending, form, type] of [['txt', 'text', 'text/plain'], ['md', 'markdown', 'text/markdown'], ['html', 'html', 'text/plain'], ['bib', 'bibtex', 'application/x-bibtex'], ['ris', 'ris', 'application/x-research-info-systems'], ['csl.json', 'csl', 'application/vnd.citationstyles.csl+json'], ['cff', 'cff', 'application/yaml'], ['jsonld', 'jsonld', 'application/ld+json']] as const) {
    for (let time = 0; time < 2; time += 1) {
      const alone = await visitor.get(`${base}/citer.${ending}?langue=fr`)
      expect([alone.status, alone.headers.get('content-type'), alone.text], ending).toEqual([200, `${type}; charset=utf-8`, all[form]])
    }
  }
  expect((await visitor.get(`${base}/versions/1.0/citer.txt?langue=en`)).text).toContain('version 1.0')
  expect((await visitor.get(`${base}/versions/${old.tip ?? ''}/citer.txt?langue=fr`)).text).toContain(`${base}/versions/1.0`)
  expect((await visitor.get(`${base}/citer.pdf`)).status).toBe(404)
})
