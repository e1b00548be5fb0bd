import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { aBrowser, aWindow, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const passage = 'Quand la lune est pleine au-dessus du jardin, on compte à voix basse les limaces qui traversent l’allée, puis on note leur nombre au dos d’une vieille carte postale.'
/** A word changed, and one in bold by halves. */
const changed = passage.replace('compte', 'dénombre')
const other = 'Sur le banc vert, chaque personne raconte à mi-voix la dernière chose qui l’a fait rire, puis choisit un galet dans le grand panier rond.'
const shown = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  const people: (Actor & { kind: 'person' })[] = []
  for (const [handle, displayName] of [['garance', 'Garance Haute-Rive'], ['noe', 'Noé Marchepied'], ['lou', 'Lou Tertre']] as const) {
    people.push({ kind: 'person', scopes: allScopes, person: (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })).person })
  }
  const [garance, noe] = people as [typeof people[0], typeof people[0]]
  await forge.resource({ by: garance.person, slug: 'limaces', text: shortFiche('Compter les limaces à la pleine lune', `${passage}\n`).replace('CC-BY-SA-4.0', 'CC-BY-4.0') })
  const bank = await forge.resource({ by: garance.person, slug: 'banc', text: shortFiche('Le banc vert', `${other}\n`) })
  for (const size of ['1280', '360', 'sans-script']) {
    await forge.resource({ by: noe.person, slug: `lune-${size}`, text: shortFiche(`La lune au jardin ${size}`, `Avant tout, on sort.\n\n> **${changed.slice(0, 60)}**${changed.slice(60)}\n`) })
  }
  await adaptResource(forge.deps, noe, { origin: bank, owner: 'noe', title: 'Le banc bleu', reason: 'lieu', explanation: 'Notre banc est bleu.' })
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

for (const [size, viewport, script] of [['1280', desk, 'on'], ['360', phone, 'on'], ['sans-script', phone, 'off']] as const) {
  test(`should show where a passage also stands, and keep what somebody says of it, ${size}`, async () => {
    const { page, context, faults } = await signedIn(browser, url, { handle: 'lou', password, viewport, script })
    await page.goto(`${url}/noe/lune-${size}`)
    await page.locator('.reuse-line').getByRole('link').click()
    expect(await shown(page)).toContain('Compter les limaces à la pleine lune')
    expect(await shown(page)).toMatch(/29 mots identiques, à 1 mot près/)
    expect(await shown(page)).toContain('Aucun lien n’est déclaré entre les deux fiches.')
    await look(page, `aussi-dans-${size}`, script)
    await page.locator('section.shared', { hasText: 'Compter les limaces' }).locator('details summary').first().click()
    await page.locator('section.shared', { hasText: 'Compter les limaces' }).getByLabel('Pourquoi le pensez-vous ?').first().fill('La fiche de Garance le dit depuis plus longtemps.\n\nJe l’ai lue là-bas.')
    await look(page, `dire-d-ou-vient-${size}`, script)
    await send(page, 'Envoyer')
    expect(await shown(page)).toContain('Lou Tertre dit que ce passage vient d’ailleurs')
    await look(page, `dit-${size}`, script)
    await context.close()

    const owner = await signedIn(browser, url, { handle: 'garance', password, viewport, script })
    await owner.page.goto(`${url}/propositions?onglet=mentions`)
    await look(owner.page, `message-${size}`, script)
    await owner.page.getByRole('link', { name: 'Lou Tertre dit qu’un passage vient d’ailleurs' }).first().click()
    await owner.page.locator('.disputes summary').first().click()
    await owner.page.getByLabel('Votre réponse').fill('Je l’avais entendu chez une voisine.')
    await send(owner.page, 'Répondre')
    expect(await shown(owner.page)).toContain('Garance Haute-Rive répond')
    await look(owner.page, `reponse-${size}`, script)
    expect([...faults, ...owner.faults]).toEqual([])
    await owner.context.close()
  })
}

test('should say first what is declared, to visitors too', async () => {
  for (const viewport of [desk, phone]) {
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    await page.goto(`${url}/noe/le-banc-bleu/aussi-dans`)
    expect(await shown(page)).toContain('Cette fiche en est une adaptation')
    expect(await shown(page)).toContain('Se connecter pour signaler un passage')
    await look(page, `famille-${viewport.width}`)
    await context.close()
  }
})
