import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import type { Person } from '../../forge/domain/person.js'
import { aBrowser, aWindow, desk, expectSound, phone } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

/** Set to a folder to keep what every screen looks like. */
const captures = process.env.COMMUNS_CAPTURES
const sizes = [{ name: 'bureau', ...desk }, { name: 'mobile', ...phone }] as const

let browser: Browser
let forge: TestForge
let base: string
let garance: Person
let fiche: Resource
const windows: BrowserContext[] = []

beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())
beforeEach(async () => {
  forge = await aForge()
  const hash = await forge.deps.passwords.hash('un grand mot de passe')
  for (const handle of ['garance', 'lea']) {
    const { person } = await forge.person(handle)
    await forge.deps.people.setPasswordHash(person.id, hash)
    if (handle === 'garance') garance = person
  }
  await forge.community('coop', [garance], [])
  fiche = await forge.resource({
    by: garance, slug: 'le-tour-de-meteo', owner: 'coop',
    text: shortFiche('Le tour de météo', `Chaque personne dit **son humeur** en une image de météo, brièvement. Le groupe écoute sans répondre, puis passe à la suivante.

Deuxième paragraphe, au milieu du texte : on peut passer son tour, et rien n’est répété dehors.

- Poser le cadre, en deux minutes
- Faire le tour, en dix minutes

| Temps | Qui |
|---|---|
| 10 min | tout le groupe |
`),
  })
  base = (await forge.serve()).url
})
afterEach(async () => {
  for (const window of windows.splice(0)) await window.close()
  await forge.close()
})

async function reader(handle: string | undefined, size: { width: number; height: number } = desk, script: 'on' | 'off' = 'on'): Promise<Page> {
  const window = await aWindow(browser, size, script)
  windows.push(window)
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  if (handle !== undefined) {
    await page.goto(`${base}/connexion`)
    await page.fill('#champ-identifiant', handle)
    await page.fill('#champ-mot_de_passe', 'un grand mot de passe')
    await page.locator('main form button').first().click()
    await page.waitForURL(`${base}/`)
  }
  return page
}

async function look(page: Page, screen: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize({ width: size.width, height: size.height })
    await expectSound(page, `${screen}, ${size.name}`)
    if (captures !== undefined) {
      mkdirSync(captures, { recursive: true })
      await page.screenshot({ path: path.join(captures, `${screen}-${size.name}.png`), fullPage: true })
    }
  }
  await page.setViewportSize(desk)
}

/** Chooses words of the text as a mouse or a finger does. */
const choose = (page: Page, words: string) => page.evaluate((wanted) => {
  const walker = document.createTreeWalker(document.querySelector('fc-passages')!, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(wanted) ?? -1
    if (at < 0 || node.parentElement?.offsetParent === null) continue
    document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
    return
  }
  throw new Error(`no « ${wanted} » on the page`)
}, words)
const home = () => `${base}/coop/le-tour-de-meteo`
const author = async () => (await forge.git.commit(fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '')).author.name

test('should let one choose words, comment them, be answered beside them, and close the thread', async () => {
  const lea = await reader('lea')
  await lea.goto(home())
  await choose(lea, 'rien n’est répété')
  await lea.locator('.passage-bar').waitFor()
  await look(lea, 'barre')
  // The next stop of the keyboard is the bar; Escape lets go.
  await lea.keyboard.press('Tab')
  expect(await lea.evaluate(() => document.activeElement?.closest('.passage-bar') !== null && document.activeElement?.tagName)).toBe('BUTTON')
  await lea.keyboard.press('Escape')
  expect(await lea.locator('.passage-bar').count()).toBe(0)
  await choose(lea, 'rien n’est répété')
  await lea.locator('.passage-bar').getByRole('button', { name: 'Commenter' }).press('Enter')
  await lea.getByLabel('Votre commentaire').waitFor()
  expect(await lea.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await look(lea, 'commenter')
  await lea.keyboard.press('Escape')
  expect(await lea.locator('.passage-panel').count()).toBe(0)
  expect(await lea.evaluate(() => document.activeElement?.hasAttribute('data-p'))).toBe(true)

  await choose(lea, 'rien n’est répété')
  await lea.locator('.passage-bar').getByRole('button', { name: 'Commenter' }).click()
  await lea.getByLabel('Votre commentaire').fill('Même pas à la maison ?')
  await lea.getByRole('button', { name: 'Envoyer le commentaire' }).click()
  await lea.getByText('Votre commentaire est à sa place').waitFor()
  expect(await lea.locator('mark.passage-mark').allTextContents()).toEqual(['rien n’est répété'])
  expect(await lea.locator('.passage-note').innerText()).toContain('Même pas à la maison')
  await look(lea, 'fil')

  const steward = await reader('garance')
  await steward.goto(home())
  await steward.getByRole('link', { name: /Même pas à la maison/ }).click()
  await steward.locator('.passage-thread summary', { hasText: 'Répondre' }).click()
  await steward.getByLabel('Votre réponse').fill('Même pas.')
  await steward.locator('.passage-thread form button', { hasText: 'Répondre' }).click()
  await steward.getByText('Votre réponse est envoyée').waitFor()
  await look(steward, 'fil-repondu')
  await steward.getByRole('button', { name: 'Fermer ce fil' }).click()
  await steward.getByText('1 fil fermé').click()
  expect(await steward.locator('mark.passage-mark').count()).toBe(0)
  await look(steward, 'fil-ferme')
})

test('should let one propose another text for words, taken in one click by who may', async () => {
  const lea = await reader('lea')
  await lea.goto(home())
  await choose(lea, 'dix minutes')
  await lea.locator('.passage-bar').getByRole('button', { name: 'Proposer un autre texte' }).click()
  const field = lea.getByLabel('Votre formulation')
  expect(await field.inputValue()).toBe('- Faire le tour, en dix minutes')
  await look(lea, 'formuler')
  await field.fill('- Faire le tour, en douze minutes')
  await lea.getByLabel('Pourquoi').fill('C’est plus juste.')
  await lea.getByRole('button', { name: 'Envoyer ma formulation' }).click()
  await lea.getByText('Votre formulation est envoyée').waitFor()
  expect(await lea.getByRole('button', { name: 'Intégrer cette formulation' }).count()).toBe(0)

  const steward = await reader('garance')
  await steward.goto(home())
  await look(steward, 'formulation')
  await steward.locator('.passage-note').getByRole('button', { name: 'Intégrer cette formulation' }).click()
  await steward.getByText('La formulation est intégrée').waitFor()
  await steward.getByText('en douze minutes').waitFor()
  expect(await author()).toBe('lea')
})

test('should let one choose words of a proposition, and its proposer take what is suggested', async () => {
  const lea = await reader('lea')
  await lea.goto(`${home()}/passages`)
  await lea.locator('li', { hasText: 'Chaque personne dit' }).getByRole('link', { name: /Suggérer une autre formulation/ }).click()
  await lea.getByLabel('Votre formulation').fill('Chaque personne dit **son humeur**, en une image.')
  await lea.getByRole('button', { name: 'Envoyer ma formulation' }).click()
  const steward = await reader('garance')
  await steward.goto(`${home()}/propositions/1?vue=apres`)
  await choose(steward, 'en une image')
  await look(steward, 'proposition-barre')
  await steward.locator('.passage-bar').getByRole('button', { name: 'Proposer un autre texte' }).click()
  await steward.getByLabel('Votre formulation').fill('Chaque personne dit **son humeur**, en une seule image.')
  await steward.getByRole('button', { name: 'Envoyer ma formulation' }).click()
  await steward.getByText('Votre formulation est envoyée').waitFor()
  await lea.goto(`${home()}/propositions/1?vue=apres`)
  await look(lea, 'proposition-suggestion')
  await lea.locator('.passage-thread').getByRole('button', { name: 'Prendre cette formulation' }).click()
  await lea.getByText('La formulation est prise').waitFor()
  await lea.goto(`${home()}/propositions/1?vue=apres`)
  await lea.locator('fc-passages').getByText('en une seule image').waitFor()
})

test('should ask visitors for suggestions where the community chose to, held until approved', async () => {
  const steward = await reader('garance')
  await steward.goto(`${base}/c/coop/reglages`)
  await steward.getByLabel('Les personnes sans compte peuvent suggérer').check()
  await look(steward, 'reglage')
  await steward.locator('section.setting button', { hasText: 'Enregistrer' }).click()
  await steward.getByText('C’est enregistré').waitFor()

  const visitor = await reader(undefined)
  await visitor.goto(home())
  await choose(visitor, 'en une image')
  await visitor.locator('.passage-bar').getByRole('button', { name: 'Une suggestion' }).click()
  await visitor.getByLabel('Votre formulation').fill('Chaque personne dit son humeur en dessinant.')
  await visitor.getByLabel('Votre nom').fill('Ariane Passante')
  await look(visitor, 'visite')
  await visitor.getByRole('button', { name: 'Envoyer ma suggestion' }).click()
  await visitor.getByText('Votre suggestion attend').waitFor()
  expect(await visitor.getByText('en dessinant').count()).toBe(0)

  await steward.goto(home())
  await steward.getByRole('link', { name: '1 suggestion sans compte à lire' }).click()
  await look(steward, 'suggestions')
  await steward.getByRole('button', { name: 'Approuver' }).click()
  await steward.getByText('La suggestion est devenue une proposition').waitFor()
  await steward.goto(home())
  await steward.locator('.passage-thread').getByRole('button', { name: 'Intégrer cette formulation' }).click()
  await steward.getByText('La formulation est intégrée').waitFor()
  expect(await author()).toBe('Ariane Passante')
})

test('should do it all without script', async () => {
  const lea = await reader('lea', phone, 'off')
  await lea.goto(home())
  await lea.getByRole('link', { name: 'Commenter un passage, ou suggérer' }).click()
  await lea.locator('li', { hasText: 'Faire le tour' }).getByRole('link', { name: /^Commenter/ }).click()
  await lea.getByLabel('Votre commentaire').fill('Dix minutes à douze ?')
  await lea.getByRole('button', { name: 'Envoyer le commentaire' }).click()
  await lea.locator('#sur-des-passages').getByText('Dix minutes à douze').waitFor()
  expect(await lea.locator('#sur-des-passages blockquote').innerText()).toContain('Faire le tour, en dix minutes')
})

test('should weigh less script than a reading page may', async () => {
  const lea = await reader('lea')
  let bytes = 0
  const sizesOf: Promise<void>[] = []
  lea.on('response', (response) => { if (response.request().resourceType() === 'script') sizesOf.push(response.request().sizes().then(({ responseBodySize }) => { bytes += responseBodySize })) })
  await lea.goto(home())
  await lea.waitForLoadState('networkidle')
  await Promise.all(sizesOf)
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThan(30_000)
  console.log(`script of a reading page: ${bytes} bytes`)
})
