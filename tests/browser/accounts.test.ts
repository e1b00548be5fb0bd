import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBrowser, aWindow, desk, expectSound, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'
import { lastMail } from '../support/mails.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  await createPerson(forge.deps, { handle: 'lea', email: 'lea@exemple.invalid', displayName: 'Léa Fontepierre-des-Bois', password })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

/** Clicks, and waits for the page that follows. */
async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()])
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should show every account page without fault, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => { if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text()) })
    page.on('pageerror', (error) => { faults.push(error.message) })
    for (const address of ['/connexion', '/inscription', '/mot-de-passe/oublie', '/a-propos']) {
      await page.goto(url + address)
      await expectSound(page, address)
    }
    await page.goto(`${url}/inscription`)
    await page.getByLabel('Nom affiché').fill('Zoé')
    await page.getByLabel('Identifiant').fill('lea')
    await page.getByLabel('Adresse électronique').fill('zoe@exemple.invalid')
    await page.getByLabel('Mot de passe').fill('court')
    await send(page, 'Créer mon compte')
    await expectSound(page, '/inscription, refused')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
    expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Zoé')

    await page.goto(`${url}/connexion?suite=/reglages`)
    await page.getByLabel('Identifiant').fill('lea')
    await page.getByLabel('Mot de passe').fill('pas le bon')
    await send(page, 'Se connecter')
    await expectSound(page, '/connexion, refused')
    await page.getByLabel('Mot de passe').fill(password)
    await send(page, 'Se connecter')
    expect(new URL(page.url()).pathname).toBe('/reglages')
    await expectSound(page, '/reglages')
    for (const address of ['/reglages/adresses', '/reglages/mot-de-passe', '/reglages/jetons']) {
      await page.goto(url + address)
      await expectSound(page, address)
    }
    await page.getByLabel('Pour quoi faire').fill('Git sur mon portable')
    await send(page, 'Créer le jeton')
    expect(await page.locator('.token').textContent()).toMatch(/^fc_[\w-]{43}$/)
    await expectSound(page, '/reglages/jetons, made')
    await page.goto(`${url}/reglages/adresses`)
    await page.getByLabel('Adresse électronique').fill(`une.adresse.vraiment.longue.${size}@une-organisation-au-nom-interminable.exemple.invalid`)
    await send(page, 'Ajouter')
    await expectSound(page, '/reglages/adresses, added')
    expect(faults).toEqual([])
    await context.close()
  })
}

test('should take somebody from sign-up to a confirmed address without any script', async () => {
  const context = await aWindow(browser, phone, 'off')
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByRole('link', { name: 'Créer un compte' }).click()
  await page.getByLabel('Nom affiché').fill('Mésange bleue')
  await page.getByLabel('autrice', { exact: true }).check()
  await page.getByLabel('Identifiant').fill('mesange')
  await page.getByLabel('Adresse électronique').fill('mesange@exemple.invalid')
  await page.getByLabel('Mot de passe').fill('une phrase bien à moi')
  await send(page, 'Créer mon compte')
  expect(await page.locator('.notice').textContent()).toContain('Bienvenue Mésange bleue')
  const { link } = await lastMail(forge.dataDir, 'confirm', 3)
  await page.goto(link)
  await send(page, 'Oui, c’est mon adresse')
  expect(await page.locator('.notice').textContent()).toContain('confirmée')
  const person = await forge.deps.people.findByHandle('mesange')
  expect(await forge.deps.emails.findConfirmed('mesange@exemple.invalid')).toBe(person?.id)
  await page.locator('.my-menu summary').click()
  await send(page, 'Se déconnecter')
  await page.goto(`${url}/reglages`)
  expect(new URL(page.url()).pathname).toBe('/connexion')
  await page.getByRole('link', { name: 'English' }).click()
  expect(await page.locator('h1').textContent()).toBe('Sign in')
  await context.close()
})

test('should close one’s own menu on Escape, on a click elsewhere and when the keyboard leaves it', async () => {
  const context = await aWindow(browser, desk)
  const page = await context.newPage()
  await page.goto(`${url}/connexion?suite=/communautes`)
  await page.getByLabel('Identifiant').fill('lea')
  await page.getByLabel('Mot de passe').fill(password)
  await send(page, 'Se connecter')
  const button = page.locator('.my-menu summary')
  const isOpen = () => page.getByRole('button', { name: 'Se déconnecter' }).isVisible()
  const hasFocus = () => button.evaluate((one) => one === document.activeElement)
  const openByKeyboard = async () => { await button.focus(); await page.keyboard.press('Enter'); expect(await isOpen()).toBe(true) }
  await openByKeyboard()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  expect([await isOpen(), await hasFocus()]).toEqual([false, true])
  // On plain text, the focus would be lost with the list.
  await button.click()
  await page.locator('h1').click()
  expect([await isOpen(), await hasFocus()]).toEqual([false, true])
  // Whoever goes elsewhere on purpose is not called back.
  await openByKeyboard()
  await page.keyboard.press('Shift+Tab')
  expect([await isOpen(), await hasFocus()]).toEqual([false, false])
  await openByKeyboard()
  for (let presses = 0; presses < 12 && await isOpen(); presses += 1) await page.keyboard.press('Tab')
  expect([await isOpen(), await hasFocus(), await page.evaluate(() => document.activeElement === document.body)]).toEqual([false, false, false])
  // The button itself still folds it.
  await button.click()
  await button.click()
  expect([await isOpen(), await hasFocus()]).toEqual([false, true])
  await context.close()
})
