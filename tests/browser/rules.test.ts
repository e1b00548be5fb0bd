import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { giveVerdict } from '../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

type PersonActor = Actor & { kind: 'person' }
let forge: TestForge
let browser: Browser
let url: string
let garance: PersonActor
let lea: PersonActor
let noe: PersonActor
const password = 'le chat dort au soleil'
const text = shortFiche('Le tour de météo', 'Chaque personne dit en une phrase le temps qu’il fait dans sa tête.\n\nLe groupe écoute sans répondre, puis quelqu’un remercie.\n')

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  const made = await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => ({ kind: 'person' as const, scopes: allScopes, person: (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle.charAt(0).toUpperCase() + handle.slice(1), password })).person })))
  ;[garance, lea, noe] = made as [PersonActor, PersonActor, PersonActor]
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

const main = async (fiche: Resource) => (await forge.git.resolve(fiche.id, MAIN)) ?? ''
const published = async (fiche: Resource) => new TextDecoder().decode((await forge.git.file(fiche.id, await main(fiche), 'README.md'))?.bytes)
const shown = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')
async function edit(fiche: Resource, find: string, replace: string): Promise<void> {
  const done = await publishChange(forge.deps, garance, { resource: fiche, base: await main(fiche), files: new Map([['README.md', (await published(fiche)).replace(find, replace)]]), title: `Dire « ${replace} »`, reason: '' })
  expect(done.kind).toBe('published')
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should let stewards choose each rule, say what it lacks, and show the decisions, ${size} px wide`, async () => {
    const slug = `regles-${size}`
    const fiche = await forge.resource({ by: garance.person, slug, text })
    const address = `${url}/garance/${slug}`
    const { page, context, faults } = await as('garance', viewport)
    await page.goto(`${address}/reglages`)
    await look(page, 'reglages')
    // By keyboard: to the rule, down to the third, then its number.
    const rules = page.getByRole('group', { name: 'Qui décide' })
    await rules.getByRole('radio', { name: 'Garant·es', exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    expect(await rules.getByRole('radio', { name: 'Relecture', exact: true }).isChecked()).toBe(true)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('champ-readers')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('40')
    await page.locator('#regle-reason').fill('Pour relire à plusieurs.')
    await send(page, 'Changer la règle')
    expect(await shown(page)).toContain('un nombre de 1 à 20')
    expect(await page.locator('#champ-readers').inputValue()).toBe('40')
    expect(await page.locator('#regle-reason').inputValue()).toBe('Pour relire à plusieurs.')
    await look(page, 'reglages-refuses')
    await page.locator('#champ-readers').fill('1')
    await send(page, 'Changer la règle')
    expect((await forge.deps.resources.find(fiche.id))?.rule).toEqual({ kind: 'relecture', readers: 1 })

    // What it lacks, to each one.
    const { number } = await proposeChange(forge.deps, lea, { resource: (await forge.deps.resources.find(fiche.id)) ?? fiche, base: await main(fiche), files: new Map([['README.md', text.replace('remercie', 'dit merci')]]), title: 'Dire merci', reason: '' })
    await page.goto(`${address}/propositions/${number}`)
    expect(await shown(page)).toContain('Il manque une relecture. Vous pouvez la donner.')
    await look(page, 'manque')
    await giveVerdict(forge.deps, noe, { resource: fiche, number, verdict: 'consent', text: '' })
    await page.reload()
    expect(await shown(page)).toContain('Rien ne s’y oppose : vous pouvez l’intégrer.')
    expect(await shown(page)).toContain('Ont lu ce texte : Noe (consent).')

    await page.goto(`${address}/reglages`)
    await rules.getByRole('radio', { name: 'Consentement', exact: true }).check()
    await page.locator('#champ-days').fill('5')
    await send(page, 'Changer la règle')
    await page.goto(`${address}/propositions/${number}`)
    expect(await shown(page)).toContain('On peut encore objecter jusqu’au')
    await page.goto(`${address}/ameliorer`)
    await page.goto(`${address}/decisions`)
    expect(await shown(page)).toContain('Garance a changé la règle : Relecture par une personne → Consentement, 5 jours pour objecter')
    await look(page, 'decisions')
    expect(faults).toEqual([])
    await context.close()
  })

  test(`should take a version back and put it back, ${size} px wide`, async () => {
    const slug = `revenir-${size}`
    const fiche = await forge.resource({ by: garance.person, slug, text })
    const address = `${url}/garance/${slug}`
    const { number } = await proposeChange(forge.deps, lea, { resource: fiche, base: await main(fiche), files: new Map([['README.md', text.replace('sans répondre', 'en répondant')]]), title: 'Répondre tout de suite', reason: 'Pour aller plus vite.' })
    expect((await integrateProposal(forge.deps, garance, { resource: fiche, number })).kind).toBe('merged')
    const { page, context, faults } = await as('garance', viewport)
    const sound = (name: string) => look(page, name)

    // One click on the integrated proposition.
    await page.goto(`${address}/propositions/${number}`)
    await sound('proposition-integree')
    await page.locator('#revenir-raison').fill('On se coupait la parole.')
    await send(page, 'Revenir sur cette version')
    expect(await published(fiche)).toBe(text)
    expect(await shown(page)).toContain('Garance est revenu·e sur cette version le')
    expect(await shown(page)).toContain('On se coupait la parole.')
    await sound('proposition-reprise')

    // From the history, with what will change shown before: putting it back.
    await page.goto(`${address}/historique`)
    await sound('historique')
    await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: /^Revenir sur cette version/ }).first().click()])
    expect(await shown(page)).toContain('« Répondre tout de suite » sera rétabli')
    await sound('retablir')
    await send(page, 'Rétablir cette version')
    expect(await published(fiche)).toContain('en répondant')

    // Passages that changed since are settled.
    await edit(fiche, 'en répondant', 'en répondant chacune son tour')
    await page.goto(`${address}/propositions/${number}`)
    await page.locator('#revenir-raison').fill('Gardé en chemin.')
    await send(page, 'Revenir sur cette version')
    expect(await shown(page)).toContain('Revenir en arrière pour ce passage')
    await sound('concilier')
    await page.getByLabel('Revenir en arrière pour ce passage').check()
    await send(page, 'Revenir sur cette version')
    expect(await published(fiche)).toBe(text)
    expect(await shown(page)).toContain('Gardé en chemin.')

    // Somebody else proposes it.
    await edit(fiche, 'remercie', 'dit merci')
    const other = await as('noe', viewport)
    await other.page.goto(`${address}/historique`)
    await Promise.all([other.page.waitForNavigation(), other.page.getByRole('link', { name: /^Revenir sur cette version/ }).first().click()])
    await look(other.page, 'proposer-de-revenir')
    await send(other.page, 'Proposer de revenir sur cette version')
    expect(await shown(other.page)).toContain('Revenir sur « Dire')
    expect([...faults, ...other.faults]).toEqual([])
    await context.close()
    await other.context.close()
  })
}

test('should let a community choose its rule', async () => {
  await forge.community('voisins', [garance.person])
  const save = (page: Page) => Promise.all([page.waitForNavigation(), page.locator('form:has(#champ-days)').getByRole('button', { name: 'Enregistrer', exact: true }).click()])
  for (const viewport of [desk, phone]) {
    const { page, context, faults } = await as('garance', viewport)
    await page.goto(`${url}/c/voisins/reglages`)
    await look(page, 'communaute')
    await page.getByRole('radio', { name: 'Consentement', exact: true }).check()
    await page.locator('#champ-days').fill('0')
    await save(page)
    await look(page, 'communaute-refusee')
    expect(await shown(page)).toContain('un nombre de 1 à 90')
    await page.locator('#champ-days').fill(viewport === desk ? '10' : '12')
    await save(page)
    expect(faults).toEqual([])
    await context.close()
  }
  expect((await forge.deps.communities.findByHandle('voisins'))?.defaultRule).toEqual({ kind: 'consentement', days: 12 })
})
