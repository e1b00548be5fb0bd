import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, aWindow, desk, expectSound, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'

const password = 'le chat dort au soleil'
const fiche = `---
# Écrite un soir
type: outil-animation
titre: "Le tour de météo" # le nom d'usage
resume: Savoir en quelques minutes comment chaque personne arrive.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
deroule:
  - { titre: Poser le cadre, duree: PT2M, texte: Dire la consigne., note: gardée } # court
  - { titre: Tour de parole, duree: PT10M, texte: Chaque personne parle. }
---

Le groupe écoute sans répondre.
`
let forge: TestForge
let browser: Browser
let url: string
const windows: BrowserContext[] = []

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', displayName: 'Garance Doucelune', password })
})
afterAll(async () => {
  for (const context of windows) await context.close()
  await browser?.close()
  await forge?.close()
})

async function garance(): Promise<Person> {
  const found = await forge.deps.people.findByHandle('garance')
  if (!found) throw new Error('nobody')
  return found
}

async function signedIn(viewport: { width: number; height: number }, script: 'on' | 'off' = 'on'): Promise<Page> {
  const context = await aWindow(browser, viewport, script)
  windows.push(context)
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Identifiant').fill('garance')
  await page.getByLabel('Mot de passe').fill(password)
  await send(page, 'Se connecter')
  return page
}

async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button, exact: true }).click()])
}

const published = async (path: string): Promise<string> => (await fetch(`${url}${path}.md`)).text()

async function openFields(page: Page): Promise<void> {
  const closed = page.locator('details.field-group:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}

/** Presses Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const called = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement
      return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim().replace(/\s+/g, ' ')
    })
    if (typeof name === 'string' ? called.startsWith(name) : name.test(called)) return
    seen.push(called.slice(0, 30))
  }
  throw new Error(`Tab never reached ${String(name)}: ${seen.join(' | ')}`)
}

test('should publish a new fiche with the keyboard alone, 360 px wide', async () => {
  const page = await signedIn(phone)
  // On a phone it is under one's name.
  await tabTo(page, 'Garance')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Nouvelle fiche')
  await Promise.all([page.waitForURL(/\/nouvelle$/), page.keyboard.press('Enter')])
  await tabTo(page, 'Fiche outil d’animation')
  await Promise.all([page.waitForURL(/type=outil-animation/), page.keyboard.press('Enter')])
  await tabTo(page, 'Titre')
  await page.keyboard.type('Le cercle des mercis')
  await tabTo(page, 'Résumé')
  await page.keyboard.type('Chaque personne remercie quelqu’un.')
  // Needs: a few letters, Enter; then another from the list itself.
  await tabTo(page, 'Chercher dans la liste')
  await page.keyboard.type('mieux nous')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await tabTo(page, 'Chercher dans la liste')
  await page.keyboard.type('facilit')
  await page.keyboard.press('Enter')
  await tabTo(page, /^Publier/)
  await Promise.all([page.waitForURL(/le-cercle-des-mercis/), page.keyboard.press('Enter')])
  expect(await published('/garance/le-cercle-des-mercis')).toBe('---\ntype: outil-animation\nlicence: CC-BY-SA-4.0\ntitre: Le cercle des mercis\nresume: Chaque personne remercie quelqu’un.\nbesoins: [se-connaitre, se-mettre-en-train]\npublics: [facilitateur]\n---\n')
}, 120_000)

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should change, move, add and take away steps and terms, ${size} px wide, touching nothing else`, async () => {
    const slug = `meteo-${size}`
    await forge.resource({ by: await garance(), slug, text: fiche })
    const page = await signedIn(viewport)
    await page.goto(`${url}/garance/${slug}/ameliorer`)
    await openFields(page)
    await expectSound(page, `the form with every field open, ${size}`)
    const steps = page.getByRole('group', { name: 'Déroulé', exact: true })
    await steps.getByRole('button', { name: 'Descendre, Étape 1' }).click()
    expect(await steps.getByRole('status').first().textContent()).toBe('Maintenant\u00a0: Étape 2')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Monter, Étape 2')
    await steps.getByRole('button', { name: 'Ajouter une étape' }).click()
    await page.keyboard.type('Remercier')
    const added = steps.getByRole('group', { name: 'Étape 3' })
    await added.getByLabel('Durée').fill('1h30')
    await steps.getByRole('button', { name: 'Retirer, Étape 1' }).click()
    const needs = page.getByRole('group', { name: /^Besoins/ })
    await needs.getByRole('button', { name: 'Retirer Savoir comment va le groupe' }).click()
    await needs.getByRole('searchbox').fill('deci')
    expect(await needs.getByRole('checkbox').count()).toBe(1)
    await needs.getByRole('searchbox').press('Enter')
    await expectSound(page, `the form once filled, ${size}`)
    const duration = page.getByRole('group', { name: 'Durée', exact: true }).first()
    await duration.getByLabel('Au plus court').fill('de 10 min à 1h')
    await duration.getByLabel('Au plus long').fill('')
    await page.getByText('Compris : de 10 min à 1 h').waitFor()
    await send(page, 'Voir mes changements')
    await page.getByLabel('En quelques mots').fill('Autrement')
    await send(page, 'Publier')
    expect(await published(`/garance/${slug}`)).toBe(fiche
      .replace('[ecouter-l-etat-du-groupe]', '[decider-ensemble]').replace('{ min: PT5M, max: PT20M }', '{ min: PT10M, max: PT1H }')
      .replace('  - { titre: Tour de parole, duree: PT10M, texte: Chaque personne parle. }\n', '  - { titre: Remercier, duree: PT1H30M }\n'))
  }, 120_000)
}

test('should show neighbours as one types, and lead to improving or adapting one', async () => {
  await forge.resource({ by: await garance(), slug: 'bilan-en-etoile', text: fiche.replace('Le tour de météo', 'Le bilan en étoile') })
  const page = await signedIn(phone)
  await page.goto(`${url}/nouvelle?type=outil-animation`)
  await page.getByRole('textbox', { name: /^Titre/ }).pressSequentially('Bilan en étoiles')
  await page.getByText('Une fiche voisine existe déjà.').waitFor()
  await expectSound(page, 'neighbours while typing')
  expect(await page.getByRole('link', { name: 'Améliorer, Le bilan en étoile' }).getAttribute('href')).toBe('/garance/bilan-en-etoile/ameliorer')
  expect(await page.getByRole('link', { name: 'Adapter, Le bilan en étoile' }).getAttribute('href')).toBe('/garance/bilan-en-etoile/adapter')
  // Looking at one takes nothing away.
  const [apart] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Améliorer, Le bilan en étoile' }).click()])
  await apart.waitForURL(/bilan-en-etoile\/ameliorer/)
  await apart.close()
  expect(await page.getByRole('textbox', { name: /^Titre/ }).inputValue()).toBe('Bilan en étoiles')
  await page.getByRole('textbox', { name: /^Résumé/ }).fill('Autre chose.')
  await page.getByRole('group', { name: /^Besoins/ }).getByRole('checkbox').first().check()
  await page.getByRole('group', { name: /^Publics/ }).getByRole('checkbox').first().check()
  // They were seen: nothing stands between the person and publishing.
  await send(page, 'Publier')
  expect(new URL(page.url()).pathname).toBe('/garance/bilan-en-etoiles')
}, 60_000)

test('should show neighbours once before publishing to somebody without script, keeping what was typed', async () => {
  await forge.resource({ by: await garance(), slug: 'jardin-partage', text: fiche.replace('Le tour de météo', 'Ouvrir un jardin partagé') })
  const page = await signedIn(phone, 'off')
  await page.goto(`${url}/nouvelle`)
  await page.getByRole('link', { name: /^Fiche outil/ }).click()
  await page.getByRole('textbox', { name: /^Titre/ }).fill('Un jardin partagé dans la cour')
  await send(page, 'Publier')
  // What misses comes first, beside its field and on top.
  expect(await page.getByRole('alert').getByRole('link').count()).toBeGreaterThanOrEqual(3)
  await page.getByRole('textbox', { name: /^Résumé/ }).fill('Commencer à plusieurs.')
  await page.getByRole('group', { name: /^Besoins/ }).getByRole('checkbox').first().check()
  await page.getByRole('group', { name: /^Publics/ }).getByRole('checkbox').first().check()
  await send(page, 'Publier')
  await page.getByText('Une fiche voisine existe déjà.').waitFor()
  expect(await page.getByRole('textbox', { name: /^Résumé/ }).inputValue()).toBe('Commencer à plusieurs.')
  expect(await forge.deps.resources.findByAddress('garance', 'un-jardin-partage-dans-la-cour')).toBeUndefined()
  await send(page, 'Publier quand même la mienne')
  expect(new URL(page.url()).pathname).toBe('/garance/un-jardin-partage-dans-la-cour')
}, 60_000)

test('should lead from what one minute would add to that very field, and say in words what is not understood', async () => {
  await forge.resource({ by: await garance(), slug: 'une-minute', text: fiche.replace(/duree: .*\n/, 'niveau: 1-decouverte\nphases: [inclusion]\n').replace('besoins:', 'valeur_ajoutee: Arriver.\nthematiques: [reunions]\ncontextes: [association]\nbesoins:') })
  const page = await signedIn(phone)
  await page.goto(`${url}/garance/une-minute`)
  const minute = page.getByRole('region', { name: 'Une minute devant vous ?' })
  expect(await minute.innerText()).toMatch(/remplie à \d+\s%/)
  const link = minute.getByRole('link').first()
  const field = new URL(await link.getAttribute('href') ?? '', url).searchParams.get('champ') ?? ''
  await Promise.all([page.waitForURL(/ameliorer/), link.click()])
  expect(await page.evaluate((id) => document.getElementById(id)?.contains(document.activeElement), `champ-${field}`)).toBe(true)
  await openFields(page)
  await page.getByRole('group', { name: 'Durée', exact: true }).first().getByLabel('Au plus court').fill('un certain temps')
  await send(page, 'Voir mes changements')
  const alert = page.getByRole('alert')
  expect((await alert.innerText()).replace(/\s+/g, ' ')).toContain('Durée : Cette durée n’est pas comprise')
  expect(await alert.getByRole('link').getAttribute('href')).toBe('#champ-duree')
  expect(await page.locator('#champ-duree-min').inputValue()).toBe('un certain temps')
  await expectSound(page, 'a form to correct')
  // A visitor is not asked to work.
  expect(await (await fetch(`${url}/garance/une-minute`)).text()).not.toContain('Une minute devant vous')
}, 60_000)

test('should find a term by its short name, without accents, and choose as replacement a term just added', async () => {
  await forge.resource({ by: await garance(), slug: 'par-nom-court', text: fiche })
  const page = await signedIn(desk)
  await page.goto(`${url}/garance/par-nom-court/ameliorer`)
  await openFields(page)
  const needs = page.getByRole('group', { name: /^Besoins/ })
  await needs.getByRole('searchbox').fill('ecouter-l-etat')
  expect(await needs.getByRole('checkbox').count()).toBe(1)
  expect(await needs.getByRole('checkbox').getAttribute('value')).toBe('ecouter-l-etat-du-groupe')
  await needs.getByRole('searchbox').fill('DECIDER')
  expect(await needs.getByRole('checkbox').first().getAttribute('value')).toBe('decider-ensemble')

  const term = (notation: string, label: string) => `  - { notation: ${notation}, libelle: ${label}, libelle_en: ${label}, definition: Un abri., definition_en: A shelter. }\n`
  await forge.resource({ by: await garance(), slug: 'abris', text: `---\ntype: vocabulaire\ntitre: Abris\nresume: Où l’on cultive.\nbesoins: [partager-mes-ressources]\npublics: [grand-public]\nlicence: CC0-1.0\nnotation: abri\nconcepts:\n${term('serre', 'Serre')}${term('tunnel', 'Tunnel')}---\n` })
  await page.goto(`${url}/garance/abris/ameliorer`)
  const terms = page.getByRole('group', { name: 'Termes', exact: true })
  await terms.getByRole('button', { name: 'Ajouter un terme' }).click()
  const added = terms.getByRole('group', { name: 'Terme 3' })
  await added.getByLabel('Nom court').fill('yourte')
  await added.getByLabel('Ce que les gens lisent').fill('Yourte')
  const second = terms.getByRole('group', { name: 'Terme 2' })
  await second.getByText('En anglais, et autres précisions').click()
  const replaced = second.getByLabel('Remplacé par')
  await replaced.focus()
  expect(await replaced.locator('option').allTextContents()).toEqual(['Non précisé', 'Serre', 'Yourte'])
  await replaced.selectOption('yourte')
  await expectSound(page, 'the form of a list')
  await send(page, 'Voir mes changements')
  expect(await page.getByRole('main').innerText()).toContain('yourte')
}, 60_000)

test('should change the type without losing a word, and publish on Enter rather than change it', async () => {
  const page = await signedIn(phone)
  await page.goto(`${url}/nouvelle?type=outil-animation`)
  const title = page.getByRole('textbox', { name: /^Titre/ })
  await title.fill('Le jeu des cailloux')
  await Promise.all([page.waitForNavigation(), title.press('Enter')])
  expect(await page.getByRole('alert').getByRole('link').count()).toBeGreaterThanOrEqual(3)
  await page.getByText('(changer)').click()
  await page.getByLabel('Un autre type').selectOption('methode')
  await expectSound(page, 'another type')
  await send(page, 'Prendre ce type')
  await page.getByText('Ce que vous avez écrit est resté.').waitFor()
  expect(await page.getByRole('textbox', { name: /^Titre/ }).inputValue()).toBe('Le jeu des cailloux')
  await expectSound(page, 'the form of another type')
}, 60_000)
