import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '../../forge/demo/seed.js'
import { aBrowser, aWindow, desk, look, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'

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
  test(`should say in the history who did what and what each version changed, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    await page.goto(`${url}/cooperation/decision-par-consentement/historique`)
    await look(page, 'history')
    expect(await page.locator('.versions .changed').count()).toBe(await page.locator('.versions > li').count())
    expect(await page.locator('.versions .meta', { hasText: 'intégration' }).count()).toBeGreaterThan(0)
    await context.close()
  }, 240_000)
}
