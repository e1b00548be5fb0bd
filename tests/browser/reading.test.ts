import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '../../forge/demo/seed.js'
import { aBrowser, aWindow, desk, expectSound, look, phone, signedIn } from '../support/browser.js'
import { allScopes } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

/** Views that pages.ts, which has one of each type, leaves out. */
const fiche = '/cooperation/le-tour-de-meteo'
const views: readonly (readonly [name: string, path: string])[] = [
  ['search with filters', '/recherche?type=outil-animation&tri=titre'], ['search without result, filtered', '/recherche?q=zzzz&type=kit'], ['before and after', `${fiche}/comparer?vue=avant-apres`],
  ['first version', `${fiche}/comparer?a=1.0`], ['version by its number', `${fiche}/versions/1.0`], ['history with propositions', '/cooperation/decision-par-consentement/historique'],
  ['contributions of an adaptation', '/idriss-valdore/le-tour-de-meteo-a-la-releve/contributions'], ['adaptations of an adaptation', '/idriss-valdore/le-tour-de-meteo-a-la-releve/adaptations'], ['files of a version', `${fiche}/fichiers?version=1.0`],
]

let forge: TestForge
let browser: Browser
let url: string

beforeAll(async () => {
  forge = await aForge()
  await seedDemonstration(forge.deps, { account: 'closed' })
  url = (await forge.serve()).url
  browser = await aBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should show every view of reading without fault, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport)
    const faults: string[] = []
    for (const [name, path] of views) {
      const page = await context.newPage()
      page.on('console', (message) => { if (/Content Security Policy|Refused/.test(message.text())) faults.push(`${name}: ${message.text()}`) })
      page.on('pageerror', (error) => { faults.push(`${name}: ${error.message}`) })
      await page.goto(url + path)
      await expectSound(page, name)
      await page.close()
    }
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)
}

test('should go from one view of a change to another without leaving the page, by keyboard, and keep its address', async () => {
  const context = await aWindow(browser, desk)
  const page = await context.newPage()
  await page.goto(`${url}${fiche}/comparer`)
  await page.evaluate(() => { (globalThis as unknown as { stayed: boolean }).stayed = true })
  await page.getByRole('link', { name: 'Texte source' }).focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.source-view').isVisible()).toBe(true)
  expect(await page.locator('.diff-view').isVisible()).toBe(false)
  expect(new URL(page.url()).searchParams.get('vue')).toBe('source')
  expect(await page.getByRole('link', { name: 'Texte source' }).getAttribute('aria-current')).toBe('true')
  await expectSound(page, 'source, without leaving')
  await page.getByRole('link', { name: 'Avant et après' }).click()
  expect(await page.locator('.sides').isVisible()).toBe(true)
  expect(await page.evaluate(() => (globalThis as unknown as { stayed?: boolean }).stayed)).toBe(true)
  expect(await page.evaluate(() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); return ids.filter((id, at) => ids.indexOf(id) !== at) })).toEqual([])
  // The address leads to the same view.
  await page.reload()
  expect(await page.locator('.sides').isVisible()).toBe(true)
  await context.close()
}, 60_000)

test('should keep a wide table that changed inside its own scroll, 360 px wide, in every view', async () => {
  const { person } = await forge.person('lou-tableau')
  const actor = { kind: 'person' as const, person, scopes: allScopes }
  const table = (month: string) => `\n| Espèce | Semis sous abri | Repiquage en pleine terre | Récolte principale | Remarques de la saison |\n|---|---|---|---|---|\n| Tomate | ${month} | mai | juillet | https://exemple.invalid/une/adresse/qui/ne/se/coupe/pas/du/tout |\n`
  const resource = await forge.resource({ by: person, slug: 'semis', text: shortFiche('Semis') + table('février') })
  await publishChange(forge.deps, actor, { resource, base: resource.tip ?? '', files: new Map([['README.md', shortFiche('Semis') + table('mars')]]), title: 'Semer plus tard', reason: '' })
  const context = await aWindow(browser, phone)
  const page = await context.newPage()
  for (const view of ['', '?vue=avant-apres', '?vue=source']) {
    await page.goto(`${url}/lou-tableau/semis/comparer${view}`)
    await expectSound(page, `wide table ${view}`)
  }
  await context.close()
}, 60_000)

test('should be read whole without script: search, filter, follow, take away', async () => {
  const context = await aWindow(browser, phone, 'off')
  const page = await context.newPage()
  await page.goto(url)
  await page.getByLabel('Que cherchez-vous').fill('météo')
  await page.getByRole('button', { name: 'Rechercher' }).click()
  await page.getByRole('link', { name: 'Le tour de météo', exact: true }).click()
  expect(await page.locator('h1').textContent()).toBe('Le tour de météo')
  await page.getByText('Emporter', { exact: true }).click()
  expect(await page.getByRole('link', { name: 'Archive ZIP' }).isVisible()).toBe(true)
  await page.getByRole('link', { name: /^Historique/ }).click()
  await page.getByRole('link', { name: /^Ce qui a changé/ }).first().click()
  expect(await page.locator('ins').count()).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Avant et après' }).click()
  expect(await page.getByRole('heading', { name: 'Avant', exact: true }).isVisible()).toBe(true)
  await context.close()
})

test('should copy the credit with a button, and say so', async () => {
  const context = await aWindow(browser, desk)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
  const page = await context.newPage()
  await page.goto(`${url}/cooperation/le-tour-de-meteo/contributions`)
  await page.getByRole('button', { name: 'Copier' }).click()
  await page.getByText('Copié').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('CC BY-SA 4.0')
  await context.close()
})

test('should close « Emporter » on Escape and on a click elsewhere, and by its button without script', async () => {
  await createPerson(forge.deps, { handle: 'lou-menu', email: 'lou-menu@exemple.invalid', displayName: 'Lou', password: 'le chat dort au soleil' })
  const { page, context, faults } = await signedIn(browser, url, { handle: 'lou-menu', password: 'le chat dort au soleil', viewport: phone })
  await page.goto(url + fiche)
  const [button, list] = [page.locator('.take > summary'), page.locator('.take-list')]
  await button.click()
  await expectSound(page, 'to take away')
  await page.keyboard.press('Escape')
  expect(await list.isVisible()).toBe(false)
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
  await button.click()
  await page.locator('h1').click()
  expect(await list.isVisible()).toBe(false)
  expect(faults).toEqual([])
  await context.close()

  // Whoever reads without an account gets a page without script, that is kept as it travels.
  const visiting = await aWindow(browser, phone)
  const visit = await visiting.newPage()
  await visit.goto(url + fiche)
  expect(await visit.locator('script[src]').count()).toBe(0)
  for (const isOpen of [true, false]) {
    await visit.locator('.take > summary').click()
    expect(await visit.locator('.take-list').isVisible()).toBe(isOpen)
  }
  await visiting.close()
}, 60_000)

test('should show a picture that changed beside the one it was, where no word changed', async () => {
  const { person } = await forge.person('lou-image')
  const actor = { kind: 'person' as const, person, scopes: allScopes }
  const picture = (background: string) => sharp({ create: { width: 60, height: 40, channels: 3, background } }).png().toBuffer()
  const text = shortFiche('Le plan', '![Le plan de la salle](media/plan.png)\n')
  const resource = await forge.resource({ by: person, slug: 'plan', text, files: { 'media/plan.png': await picture('#2f6b3c') } })
  const done = await publishChange(forge.deps, actor, { resource, base: resource.tip ?? '', files: new Map<string, string | Uint8Array>([['README.md', text], ['media/plan.png', await picture('#9a4a1c')]]), title: 'Un plan plus juste', reason: '' })
  expect(done.kind).toBe('published')
  for (const viewport of [desk, phone]) {
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    await page.goto(`${url}/lou-image/plan/comparer`)
    const pictures = page.locator('.two-up img')
    await pictures.last().scrollIntoViewIfNeeded()
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.two-up img')].every((one) => one.complete && one.naturalWidth === 60))
    expect(await page.locator('.two-up figcaption').allInnerTexts()).toEqual(['Avant', 'Après'])
    expect(new Set(await pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src))).size).toBe(2)
    await look(page, 'comparer-image')
    await context.close()
  }
}, 60_000)
