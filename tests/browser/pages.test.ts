import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccount, seedDemonstration } from '../../forge/demo/seed.js'
import { aBrowser, aWindow, desk, expectSound, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'
import { pageTypes, type PageType } from './pages.js'

let forge: TestForge
let browser: Browser
let url: string

beforeAll(async () => {
  forge = await aForge()
  await seedDemonstration(forge.deps, { account: 'open' })
  url = (await forge.serve()).url
  browser = await aBrowser()
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

async function signIn(context: BrowserContext): Promise<void> {
  const account = await demoAccount(forge.deps)
  if (!account) throw new Error('the demonstration has no account')
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Identifiant').fill(account.handle)
  await page.getByLabel('Mot de passe').fill(account.password)
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Se connecter', exact: true }).click()])
  await page.close()
}

/** What the console and the page complain about; a page that is not there says so in the console too. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !/status of 404/.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => { faults.push(error.message) })
  page.on('requestfailed', (request) => { faults.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`) })
  page.on('request', (request) => { if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`asks elsewhere: ${request.url()}`) })
  return faults
}

/** Everything this page transfers, as if nothing had been kept from another; its scripts apart. */
async function firstVisit(page: Page): Promise<{ bytes(): number; scriptGzipped(): Promise<number> }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  const scripts = new Set<string>()
  cdp.on('Network.loadingFinished', (loaded) => { bytes += loaded.encodedDataLength })
  page.on('response', (response) => { if (response.request().resourceType() === 'script') scripts.add(response.url()) })
  return {
    bytes: () => bytes,
    scriptGzipped: async () => (await Promise.all([...scripts].map(async (script) => gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer())).length))).reduce((sum, size) => sum + size, 0),
  }
}

/** Sentences of the interface where a line could break before `: ; ! ? »` or after `«`. */
const brokenTypography = (page: Page): Promise<string[]> => page.evaluate(() => {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || parent.closest('pre, code, textarea, script, style, select, .prose, .diff, [lang="en"]')) continue
    const text = node.textContent ?? ''
    if (/\p{L} [:;!?»]|« |\p{L}'\p{L}/u.test(text)) found.push(text.trim().slice(0, 120))
  }
  return found
})

/** Controls too small for a finger. Links inside a sentence are excepted (WCAG 2.5.8). */
const smallTargets = (page: Page): Promise<string[]> => page.evaluate(() => {
  const wanted = 'button, .btn, summary, select, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea:not([hidden]), nav.main a, .tabs a, .views a, .chips a, label.check'
  return [...document.querySelectorAll<HTMLElement>(wanted)]
    .filter((e) => e.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true }) && e.getClientRects().length > 0 && !e.closest('.vh'))
    .filter((e) => e.getBoundingClientRect().height < 43.5)
    .map((e) => `${Math.round(e.getBoundingClientRect().height)} px: ${e.outerHTML.slice(0, 140)}`)
})

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should hold on every page type, ${size} px wide: no axe violation, no sideways scroll, nothing in the console, under 150 kB`, async () => {
    for (const as of ['visitor', 'person'] as const) {
      const context = await aWindow(browser, viewport)
      if (as === 'person') await signIn(context)
      for (const type of pageTypes.filter((t) => t.as === as)) {
        const page = await context.newPage()
        const faults = faultsOf(page)
        const load = await firstVisit(page)
        const answer = await page.goto(url + type.path)
        expect(answer?.status(), type.path).toBe(type.status ?? 200)
        await expectSays(page, type)
        await expectSound(page, type.what)
        expect(faults, type.what).toEqual([])
        expect(await brokenTypography(page), `${type.what}: French spaces and apostrophes`).toEqual([])
        if (size === '360') expect(await smallTargets(page), `${type.what}: small targets`).toEqual([])
        expect(load.bytes(), `${type.what}: weight`).toBeGreaterThan(50_000)
        expect(load.bytes(), `${type.what}: weight`).toBeLessThan(150_000)
        expect(await load.scriptGzipped(), `${type.what}: script`).toBeLessThanOrEqual(type.edits ? 150_000 : 30_000)
        await page.close()
      }
      await context.close()
    }
  }, 400_000)

}

async function expectSays(page: Page, type: PageType): Promise<void> {
  const main = await page.locator('main').innerText()
  if (typeof type.says === 'string') expect(main.replace(/\s+/g, ' '), type.what).toContain(type.says)
  else expect(main, type.what).toMatch(type.says)
}

test('should give the main content and the forms without script', async () => {
  for (const as of ['visitor', 'person'] as const) {
    const context = await aWindow(browser, phone, 'off')
    if (as === 'person') await signIn(context)
    const page = await context.newPage()
    for (const type of pageTypes.filter((t) => t.as === as)) {
      await page.goto(url + type.path)
      await expectSays(page, type)
      for (const form of await page.locator('form').all()) {
        expect(await form.locator('button:visible, input[type=submit]:visible').count() + await form.locator('xpath=ancestor::details[not(@open)]').count(), `${type.what}: a form with no button`).toBeGreaterThan(0)
        expect(await form.getAttribute('action') ?? type.path, `${type.what}: a form that goes nowhere`).toMatch(/^\//)
      }
      if (as === 'person') for (const form of await page.locator('form[method=post]').all()) expect(await form.locator('input[name=_csrf]').getAttribute('value'), type.what).toMatch(/^.{20,}$/)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${type.what}: sideways scroll`).toBeLessThanOrEqual(0)
    }
    await context.close()
  }
}, 300_000)

const linksIn = (body: string): string[] => [...body.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&').replaceAll('&#39;', '\''))

test('should lead nowhere dead: every link of every page, from the library on', async () => {
  const seen = new Set<string>(['/'])
  const queue = ['/', ...pageTypes.filter((t) => t.as === 'visitor' && !t.status).map((t) => t.path)]
  const dead: string[] = []
  const foundOn = new Map<string, string>()
  let read = 0
  while (queue.length > 0 && read < 1500) {
    const path = queue.shift()
    if (path === undefined) break
    read++
    const answer = await fetch(url + path, { headers: { accept: 'text/html', 'accept-language': 'fr' } })
    if (answer.status >= 400) dead.push(`${answer.status} ${path} (on ${foundOn.get(path) ?? 'the list'})`)
    const body = await answer.text()
    if (!answer.headers.get('content-type')?.includes('text/html') || answer.redirected) continue
    for (const href of linksIn(body)) {
      if (/^(#|mailto:|data:)/.test(href)) continue
      const target = new URL(href, url + path)
      // Forms that write are no links, and languages would double everything.
      if (target.origin !== url || /^\/(deconnexion|langue\/)/.test(target.pathname) || /\.git$/.test(target.pathname)) continue
      const next = target.pathname + target.search
      if (!seen.has(next)) { seen.add(next); queue.push(next); foundOn.set(next, path) }
    }
  }
  expect(dead).toEqual([])
  expect(read).toBeGreaterThan(150)
}, 400_000)

test('should lead somebody who has signed in nowhere dead', async () => {
  const context = await aWindow(browser, desk, 'off')
  await signIn(context)
  const dead: string[] = []
  const seen = new Set<string>()
  for (const type of pageTypes.filter((t) => !t.status)) {
    const answer = await context.request.get(url + type.path)
    for (const href of linksIn(await answer.text()).filter((h) => h.startsWith('/') && !h.startsWith('/langue/') && !/^\/assets\//.test(h))) {
      const path = href.split('#')[0] ?? href
      if (seen.has(path)) continue
      seen.add(path)
      // An address that only takes forms answers 404 to reading: forms are followed by the tests of gestures.
      const isAction = new RegExp(`action="${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('&', '&amp;')}"`).test(await answer.text())
      if (isAction) continue
      const status = (await context.request.get(url + path)).status()
      if (status >= 400) dead.push(`${status} ${path} (on ${type.path})`)
    }
  }
  expect(dead).toEqual([])
  await context.close()
}, 300_000)
