/** The system's Chromium, and what every page must hold: no axe violation, no sideways scroll, nothing refused by our own policy. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'

export const desk = { width: 1280, height: 800 }
export const phone = { width: 360, height: 740 }

export const aBrowser = (): Promise<Browser> => chromium.launch({
  executablePath: process.env.COMMUNS_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** A French-speaking person's window. With script off, `expectSound` measures only what it can. */
export const aWindow = (browser: Browser, viewport: { width: number; height: number }, script: 'on' | 'off' = 'on'): Promise<BrowserContext> =>
  browser.newContext({ viewport, locale: 'fr-FR', javaScriptEnabled: script === 'on', reducedMotion: 'reduce' })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

/** Axe finds nothing (its source is evaluated by the debugger, so our policy on scripts stays in force), and nothing is wider than the window. */
export async function expectSound(page: Page, what: string): Promise<void> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }).axe.run({ resultTypes: ['violations'] }))
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`), what).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${what}: sideways scroll`).toBeLessThanOrEqual(0)
}

/** A sound page, and its picture where COMMUNS_CAPTURES names a folder. */
export async function look(page: Page, name: string, script: 'on' | 'off' = 'on'): Promise<void> {
  if (script === 'on') await expectSound(page, name)
  const folder = process.env.COMMUNS_CAPTURES
  if (folder) await page.screenshot({ path: path.join(folder, `${name}-${page.viewportSize()?.width}.png`), fullPage: true })
}

/** Presses a button that leads to a page. */
export async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()])
}

/** Somebody signed in, in a window of their own; `faults` holds what our own policy refused and what broke in their pages. */
export async function signedIn(browser: Browser, url: string, who: { readonly handle: string; readonly password: string; readonly viewport: { width: number; height: number }; readonly script?: 'on' | 'off' }): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await aWindow(browser, who.viewport, who.script)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => { if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => { faults.push(error.message) })
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Identifiant').fill(who.handle)
  await page.getByLabel('Mot de passe').fill(who.password)
  await send(page, 'Se connecter')
  return { context, page, faults }
}
