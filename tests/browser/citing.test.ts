import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { git } from '../support/git.js'
import { aBrowser, aWindow, desk, look, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
let fiche: Resource
beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  const { person: garance } = await forge.person('garance', { displayName: 'Garance Vautrin' })
  const { person: lea, actor } = await forge.person('lea', { displayName: 'Léa Borel' })
  const origin = await forge.resource({ by: garance, slug: 'le-tour-de-meteo' })
  await git(forge.git.repoDir(origin.id), 'tag', 'v1.0', origin.tip ?? '')
  fiche = await adaptResource(forge.deps, actor, { origin, owner: lea.handle, title: 'Le tour de météo avec des enfants', reason: 'public', explanation: '' })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should give one credit to copy, then one other form at a time, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
    const page = await context.newPage()
    await page.goto(`${url}/${addressOf(fiche)}/citer`)
    await page.getByRole('button', { name: 'Copier la mention' }).click()
    await page.getByText('Copié').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^«.Le tour de météo avec des enfants.», par Léa Borel, .*D’après «.Le tour de météo.» de Garance Vautrin/)
    expect(await page.locator('.form-panel:visible').count()).toBe(1)
    await look(page, 'citer')
    await page.getByRole('radio', { name: 'Page web' }).check()
    expect(await page.locator('.form-panel:visible h3').allTextContents()).toEqual(['Page web'])
    await look(page, 'citer-page-web')
    await context.close()
  }, 60_000)

  test(`should do the same without script, version and language too, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport, 'off')
    const page = await context.newPage()
    await page.goto(`${url}/${addressOf(fiche)}/citer`)
    await page.getByRole('radio', { name: 'BibTeX' }).check()
    await page.locator('#t-bibtex').waitFor({ state: 'visible' })
    await page.getByRole('combobox', { name: 'Version' }).selectOption('1.0')
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Montrer' }).click()])
    await page.getByText('n’est pas la version actuelle').waitFor()
    await page.locator('.cite-choices').getByRole('link', { name: 'English' }).click()
    expect(await page.locator('#mention-texte').inputValue()).toContain('by Garance Vautrin, version 1.0')
    await look(page, 'citer-sans-script', 'off')
    await context.close()
  }, 60_000)
}
