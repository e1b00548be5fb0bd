import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, desk, look, phone, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const body = Array.from({ length: 60 }, (_, n) => `## Partie ${n + 1}\n\nLe groupe écoute la partie ${n + 1} sans répondre.\n`).join('\n')

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const handle of ['lea', 'noe']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
  const lea = await forge.deps.people.findByHandle('lea')
  if (!lea) throw new Error('nobody')
  await forge.resource({ by: lea, slug: 'meteo', text: shortFiche('Le tour de météo', body) })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

for (const [size, viewport, handle] of [['1280', desk, 'lea'], ['360', phone, 'noe']] as const) {
  test(`should let people format a text who know no Markdown, ${size} px wide`, async () => {
    const { page, faults } = await signedIn(browser, url, { handle, password, viewport })
    await page.goto(`${url}/lea/meteo/ameliorer`)
    const text = page.getByRole('textbox', { name: 'Texte', exact: true })
    const select = (words: string) => text.evaluate((area: HTMLTextAreaElement, wanted) => { const at = area.value.indexOf(wanted); area.focus(); area.setSelectionRange(at, at + wanted.length) }, words)
    await look(page, 'ecrire')

    // A button, then the browser's own undo.
    await select('la partie 2 sans')
    await page.getByRole('button', { name: 'Gras', exact: true }).click()
    await expect.poll(() => text.inputValue()).toContain('écoute **la partie 2 sans** répondre')
    await page.locator('[data-apercu] strong', { hasText: 'la partie 2 sans' }).waitFor()
    await page.keyboard.press('Control+z')
    expect(await text.inputValue()).not.toContain('**la partie 2')

    // Keys only: italic, then the bar from the keyboard, one stop for Tab.
    await select('la partie 3')
    await page.keyboard.press('Control+i')
    await expect.poll(async () => (await text.inputValue()).split('\n').filter((line) => /partie 3\b/.test(line))).toEqual(['Le groupe écoute *la partie 3* sans répondre.'])
    await page.keyboard.press('Shift+Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Gras')
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Liste')
    await page.keyboard.press('Enter')
    await expect.poll(() => text.inputValue()).toContain('- Le groupe écoute *la partie 3*')

    // A list goes on by itself, and ends in an empty item.
    await text.evaluate((area: HTMLTextAreaElement) => { area.focus(); area.setSelectionRange(area.value.length, area.value.length) })
    await page.keyboard.type('\n- du papier\ndes feutres\n\nFin.')
    expect((await text.inputValue()).endsWith('- du papier\n- des feutres\n\nFin.'), await text.inputValue()).toBe(true)

    // What is being written is in sight in the preview.
    await page.locator('[data-apercu] li', { hasText: 'des feutres' }).waitFor()
    await expect.poll(() => page.evaluate(() => {
      const pane = document.querySelector('[data-apercu]'), last = [...document.querySelectorAll('[data-apercu] li')].at(-1)
      if (!pane || !last) return 'missing'
      return last.getBoundingClientRect().bottom <= pane.getBoundingClientRect().bottom + 40 ? 'in sight' : 'below'
    })).toBe('in sight')
    await look(page, 'ecrire-en-forme')
    expect(faults).toEqual([])
    await page.context().close()
  })
}

test('should lead to any part of a long fiche from its contents, without script too', async () => {
  for (const script of ['on', 'off'] as const) {
    const { page } = await signedIn(browser, url, { handle: 'lea', password, viewport: phone, script })
    await page.goto(`${url}/lea/meteo`)
    await page.locator('.contents summary').click()
    expect(await page.locator('.contents a').count()).toBe(61)
    await look(page, 'sommaire', script)
    await page.getByRole('link', { name: 'Partie 40', exact: true }).click()
    expect(await page.getByRole('heading', { name: 'Partie 40', exact: true }).evaluate((part) => Math.abs(part.getBoundingClientRect().top) < 200)).toBe(true)
    await page.context().close()
  }
})

test('should say that nobody is signed in any more rather than try for ever, the text staying there', async () => {
  const { page } = await signedIn(browser, url, { handle: 'lea', password, viewport: desk })
  await page.goto(`${url}/lea/meteo/ameliorer`)
  await page.context().clearCookies()
  await page.getByRole('textbox', { name: 'Texte', exact: true }).fill('Un mot tapé trop tard.')
  await page.getByRole('status').filter({ hasText: 'Votre connexion a pris fin' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Texte', exact: true }).inputValue()).toBe('Un mot tapé trop tard.')
  await page.context().close()
})

test('should show no button that would do nothing without script', async () => {
  const { page } = await signedIn(browser, url, { handle: 'lea', password, viewport: desk, script: 'off' })
  await page.goto(`${url}/lea/meteo/ameliorer`)
  expect(await page.locator('.format-bar button:visible').allTextContents()).toEqual(['Ajouter une image'])
  await page.goto(`${url}/nouvelle?type=outil-animation`)
  expect(await page.locator('.format-bar').isVisible()).toBe(false)
  await page.getByRole('textbox', { name: 'Texte', exact: true }).fill('Le groupe écoute.')
  await page.context().close()
})
