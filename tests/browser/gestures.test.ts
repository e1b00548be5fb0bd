import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, aWindow, desk, phone } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const paragraphs = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'
const body = `## Déroulé\n\n${paragraphs}`
const windows: BrowserContext[] = []

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const [handle, displayName] of [['garance', 'Garance Doucelune'], ['lea', 'Léa Grandpré'], ['noe', 'Noé Hautbois']] as const) {
    await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })
  }
})
afterAll(async () => {
  for (const context of windows) await context.close()
  await browser?.close()
  await forge?.close()
})

async function person(handle: string): Promise<Person> {
  const found = await forge.deps.people.findByHandle(handle)
  if (!found) throw new Error(`nobody is called ${handle}`)
  return found
}

/** A fiche that Garance keeps: its address. */
async function aFiche(slug: string, options: { community?: string } = {}): Promise<string> {
  await forge.resource({
    by: await person('garance'), slug, text: shortFiche(`Fiche ${slug}`, paragraphs),
    ...(options.community !== undefined && { owner: options.community, rule: { kind: 'ouverte' as const } }),
  })
  return `${url}/${options.community ?? 'garance'}/${slug}`
}

async function as(handle: string, script: 'on' | 'off', viewport = desk): Promise<Page> {
  const context = await aWindow(browser, viewport, script)
  windows.push(context)
  const page = await context.newPage()
  await signIn(page, handle)
  return page
}

async function signIn(page: Page, handle: string): Promise<void> {
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Identifiant').fill(handle)
  await page.getByLabel('Mot de passe').fill(password)
  await send(page, 'Se connecter')
}

async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()])
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Texte', exact: true })
const published = async (fiche: string): Promise<string> => (await fetch(`${fiche}.md`)).text()
const address = (page: Page): string => new URL(page.url()).pathname

/** From the fiche to the end screen: `changed` is the whole new text. */
async function write(page: Page, fiche: string, changed: string, title: string): Promise<void> {
  await page.goto(fiche)
  await page.getByRole('link', { name: 'Améliorer', exact: true }).first().click()
  await page.waitForURL(/\/ameliorer/)
  await text(page).fill(changed)
  await send(page, 'Voir mes changements')
  await page.getByLabel('En quelques mots').fill(title)
}

for (const [script, viewport] of [['on', desk], ['off', phone]] as const) {
  test(`should carry a fiche from proposition to adaptation and back, script ${script}`, async () => {
    const fiche = await aFiche(`histoire-${script}`)
    const path = new URL(fiche).pathname
    const [lea, noe, garance] = [await as('lea', script, viewport), await as('noe', script, viewport), await as('garance', script, viewport)]

    await write(lea, fiche, body.replace('du milieu', 'du bel été'), 'Un bel été')
    await lea.getByLabel('Pourquoi, si cela aide').fill('On y voit plus clair.')
    await send(lea, 'Envoyer ma proposition')
    expect(address(lea)).toBe(`${path}/propositions/1`)
    expect(await published(fiche)).not.toContain('bel été')

    await noe.goto(`${fiche}/propositions/1`)
    await noe.locator('ins', { hasText: 'bel été' }).first().waitFor()
    await noe.getByRole('radio', { name: /^Objection/ }).check()
    await noe.getByLabel(/Quel risque|Votre message/).fill('L’hiver, plus personne ne s’y retrouve.')
    await noe.getByLabel('Qu’est-ce qui la lèverait').fill('Dire que l’hiver marche aussi.')
    await send(noe, 'Terminer la relecture')
    await garance.goto(`${fiche}/propositions/1`)
    await garance.getByText('L’hiver, plus personne').waitFor()
    expect(await garance.getByRole('button', { name: 'Intégrer à la fiche' }).count()).toBe(0)
    await noe.getByText('Lever l’objection').first().click()
    await send(noe, 'Lever l’objection')
    await garance.reload()
    await send(garance, 'Intégrer à la fiche')
    expect(await published(fiche)).toContain('du bel été')
    await garance.goto(`${fiche}/contributions`)
    expect(await garance.locator('main').innerText()).toContain('Léa Grandpré')
    expect(await garance.locator('main').innerText()).toContain('Noé Hautbois')

    await noe.goto(fiche)
    await noe.getByRole('link', { name: 'Adapter', exact: true }).click()
    await noe.getByLabel('Pour un autre lieu').check()
    await noe.getByLabel('En une phrase').fill('Sous la pluie.')
    await noe.getByLabel('Titre de votre adaptation').fill(`Sous la pluie ${script}`)
    await send(noe, 'Adapter')
    expect(address(noe)).toBe(`/noe/sous-la-pluie-${script}/ameliorer`)
    await text(noe).fill(body.replace('du milieu', 'du bel été').replace('du début', 'du début, à l’abri'))
    await send(noe, 'Voir mes changements')
    await noe.getByLabel('En quelques mots').fill('À l’abri')
    await send(noe, 'Publier')
    expect(await published(fiche)).not.toContain('à l’abri')

    await write(garance, fiche, body.replace('du milieu', 'du bel été').replace('de la fin', 'du bout'), 'Le bout')
    await send(garance, 'Publier')
    expect(address(garance)).toBe(path)
    const adaptation = `${url}/noe/sous-la-pluie-${script}`
    await noe.goto(adaptation)
    await noe.getByText('La fiche d’origine a évolué (1)').waitFor()
    await noe.goto(`${adaptation}/nouveautes`)
    await send(noe, 'Reprendre les nouveautés')
    expect(await published(adaptation)).toMatch(/à l’abri[^]*bel été[^]*du bout/)
    await noe.goto(`${adaptation}/proposer-a-l-origine`)
    await noe.getByLabel('En quelques mots').fill('Penser à l’abri')
    await send(noe, 'Proposer à l’original')
    expect(address(noe)).toBe(`${path}/propositions/2`)
    await garance.goto(`${fiche}/propositions/2`)
    await send(garance, 'Intégrer à la fiche')
    expect(await published(fiche)).toMatch(/à l’abri[^]*bel été[^]*du bout/)
  }, 240_000)
}

test('should integrate what two people changed at once in different paragraphs, and credit both', async () => {
  const fiche = await aFiche('a-deux')
  const [lea, noe] = [await as('lea', 'on'), await as('noe', 'on')]
  await Promise.all([lea.goto(`${fiche}/ameliorer`), noe.goto(`${fiche}/ameliorer`)])
  await text(lea).fill(body.replace('du début', 'du tout début'))
  await text(noe).fill(body.replace('de la fin', 'de la toute fin'))
  for (const [page, title] of [[lea, 'Le tout début'], [noe, 'La toute fin']] as const) {
    await send(page, 'Voir mes changements')
    await page.getByLabel('En quelques mots').fill(title)
    await send(page, 'Envoyer ma proposition')
  }
  const garance = await as('garance', 'on')
  for (const number of [1, 2]) {
    await garance.goto(`${fiche}/propositions/${number}`)
    await send(garance, 'Intégrer à la fiche')
    await garance.getByText('Intégrée par').first().waitFor()
  }
  expect(await published(fiche)).toMatch(/tout début[^]*du milieu[^]*toute fin/)
  await garance.goto(`${fiche}/contributions`)
  const said = await garance.locator('main').innerText()
  for (const name of ['Garance Doucelune', 'Léa Grandpré', 'Noé Hautbois']) expect(said).toContain(name)
}, 120_000)

test('should publish at once in an open community, put together what two members wrote, and ask about the same words', async () => {
  await forge.community('les-voisins', [await person('garance')], [await person('lea'), await person('noe')], { kind: 'ouverte' })
  const fiche = await aFiche('ensemble', { community: 'les-voisins' })
  const [lea, noe] = [await as('lea', 'on'), await as('noe', 'off', phone)]
  await Promise.all([lea.goto(`${fiche}/ameliorer`), noe.goto(`${fiche}/ameliorer`)])
  await text(lea).fill(body.replace('du milieu', 'du cœur'))
  await send(lea, 'Voir mes changements')
  await lea.getByLabel('En quelques mots').fill('Le cœur')
  await send(lea, 'Publier')
  expect(await published(fiche)).toContain('du cœur')

  // Noé had begun before: the same words are asked about, his stay as he typed them.
  await text(noe).fill(body.replace('du milieu', 'du centre').replace('de la fin', 'du bout'))
  await send(noe, 'Voir mes changements')
  await noe.getByLabel('En quelques mots').fill('Le centre, le bout')
  await send(noe, 'Publier')
  expect(address(noe)).toBe('/les-voisins/ensemble/ameliorer/concilier')
  expect(await published(fiche)).toContain('du cœur')
  // Side by side, as they are read: what each changed of what was there is marked.
  expect(await noe.locator('.side.ours ins').allInnerTexts()).toEqual(['cœur'])
  expect(await noe.locator('.side.theirs ins').allInnerTexts()).toEqual(['centre'])
  expect(await noe.locator('.side del').allInnerTexts()).toEqual(['milieu', 'milieu'])
  await noe.getByLabel('Prendre la vôtre').check()
  await noe.locator('form button.primary').click()
  await noe.waitForURL(/relire/)
  await send(noe, 'Publier')
  expect(await published(fiche)).toMatch(/du centre[^]*du bout/)
  await noe.goto(`${fiche}/contributions`)
  const said = await noe.locator('main').innerText()
  expect(said).toContain('Léa Grandpré')
  expect(said).toContain('Noé Hautbois')
}, 120_000)

for (const script of ['on', 'off'] as const) {
  test(`should keep what was typed when the session ends meanwhile, script ${script}`, async () => {
    const fiche = await aFiche(`expire-${script}`)
    const lea = await as('lea', script)
    await lea.goto(`${fiche}/ameliorer`)
    const typed = body.replace('du milieu', 'que je ne veux pas perdre & <retaper>')
    await text(lea).fill(typed)
    await lea.context().clearCookies()
    await send(lea, 'Voir mes changements')
    expect(await lea.locator('h1').innerText()).toBe('Ce formulaire a expiré')
    const kept = await Promise.all((await lea.getByLabel('Ce que vous aviez écrit').all()).map((area) => area.inputValue()))
    expect(kept.some((value) => value.includes('que je ne veux pas perdre & <retaper>'))).toBe(true)
    // She signs in elsewhere, comes back, and sends it again: once to get a fresh form, once to send it.
    const other = await lea.context().newPage()
    await signIn(other, 'lea')
    await send(lea, 'Envoyer à nouveau')
    await send(lea, 'Envoyer à nouveau')
    expect(address(lea)).toBe(`/garance/expire-${script}/ameliorer/relire`)
    expect(await lea.locator('main').innerText()).toContain('que je ne veux pas perdre & <retaper>')
  }, 60_000)
}

test('should never show a password again in a form that has expired', async () => {
  const context = await aWindow(browser, desk)
  windows.push(context)
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Identifiant').fill('lea')
  await page.getByLabel('Mot de passe').fill(password)
  await context.clearCookies()
  await send(page, 'Se connecter')
  expect(await page.content()).not.toContain(password)
  await page.getByRole('link', { name: 'Rouvrir le formulaire' }).click()
  await page.waitForURL(/\/connexion/)
  await page.getByLabel('Mot de passe').waitFor()
}, 60_000)

test('should take up on another machine what was left in the middle of a sentence', async () => {
  const fiche = await aFiche('brouillon')
  const lea = await as('lea', 'on')
  await lea.goto(`${fiche}/ameliorer`)
  await text(lea).fill(body.replace('du milieu', 'du milieu, et puis'))
  await lea.getByText('Brouillon enregistré').waitFor()
  const elsewhere = await as('lea', 'off', phone)
  await elsewhere.goto(`${fiche}/ameliorer`)
  await elsewhere.getByText('Vous reprenez votre brouillon').waitFor()
  expect(await text(elsewhere).inputValue()).toContain('du milieu, et puis')
  // Nobody else sees it.
  const noe = await as('noe', 'off')
  await noe.goto(`${fiche}/ameliorer`)
  expect(await text(noe).inputValue()).not.toContain('et puis')
}, 60_000)

/** Presses Tab until the focus is on what is called so; every stop must be visible, outlined, and under nothing else. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement
      const box = at.getBoundingClientRect()
      const style = getComputedStyle(at)
      const [x, y] = [Math.min(innerWidth - 2, Math.max(1, box.left + box.width / 2)), Math.min(innerHeight - 2, Math.max(1, box.top + Math.min(box.height / 2, 20)))]
      const above = document.elementFromPoint(x, y)
      return {
        name: (at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent ?? '').trim().replace(/\s+/g, ' '),
        html: at.outerHTML.slice(0, 120), outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight, covered: !(above !== null && (at.contains(above) || above.contains(at) || (at as HTMLInputElement).labels?.[0]?.contains(above) === true)),
      }
    })
    expect(stop.outlined, `focus cannot be seen on ${stop.html}`).toBe(true)
    expect(stop.inView, `focus is out of sight on ${stop.html}`).toBe(true)
    expect(stop.covered, `something covers ${stop.html}`).toBe(false)
    if (stop.name.startsWith(name)) return
  }
  throw new Error(`Tab never reached ${name}`)
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should let a fiche be improved with the keyboard alone, ${size} px wide`, async () => {
    const fiche = await aFiche(`clavier-${size}`)
    const lea = await as('lea', 'on', viewport)
    await lea.goto(fiche)
    await tabTo(lea, 'Aller au contenu')
    await lea.keyboard.press('Enter')
    await tabTo(lea, 'Améliorer')
    await Promise.all([lea.waitForURL(/\/ameliorer/), lea.keyboard.press('Enter')])
    await tabTo(lea, 'Texte')
    await lea.keyboard.press('Control+End')
    await lea.keyboard.type('\n\nUn mot de plus, au clavier.')
    await tabTo(lea, 'Voir mes changements')
    await Promise.all([lea.waitForURL(/relire/), lea.keyboard.press('Enter')])
    await tabTo(lea, 'En quelques mots')
    await lea.keyboard.type('Au clavier')
    await tabTo(lea, 'Envoyer ma proposition')
    await Promise.all([lea.waitForURL(/propositions\/1/), lea.keyboard.press('Enter')])
    expect(await lea.locator('main').innerText()).toContain('Un mot de plus, au clavier.')
  }, 90_000)
}
