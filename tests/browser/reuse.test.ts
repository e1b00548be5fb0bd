import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { indexResource } from '../../forge/use-cases/indexResource.js'
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
/** Kept out of the fiche that has it: published there before anybody here could see where it comes from. */
const kept = 'Derrière la serre, on allume trois bougies dans des bocaux, et chaque personne dit à la flamme la plus proche ce qu’elle n’ose pas dire au groupe entier.'
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
  const serre = (words: string) => shortFiche('Les bougies de la serre', `${words}\n`).replace('CC-BY-SA-4.0', 'CC-BY-NC-4.0')
  const candles = await forge.resource({ by: garance.person, slug: 'bougies', text: serre('Rien encore.') })
  await forge.resource({ by: noe.person, slug: 'flammes', text: shortFiche('Dire à la flamme', `${kept}\n`) })
  const author = { name: 'Garance Haute-Rive', email: `${garance.person.id}@users.noreply.127.0.0.1`, at: candles.createdAt - 3600_000, offsetMinutes: 0 }
  const root = await forge.git.writeCommit(candles.id, { parents: [], baseTree: undefined, files: new Map([['README.md', serre(kept)]]), author, committer: author, message: 'Première version' })
  await forge.git.updateRefs(candles.id, [{ ref: 'refs/heads/main', from: candles.tip, to: undefined }])
  await forge.git.updateRefs(candles.id, [{ ref: 'refs/heads/main', from: undefined, to: root }])
  await indexResource(forge.deps, candles.id)
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

test('should say that a licence keeps the words out, by which clause and what to do, to visitors too', async () => {
  for (const viewport of [desk, phone]) {
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    await page.goto(`${url}/noe/flammes/aussi-dans`)
    expect(await shown(page)).toMatch(/Les bougies de la serre[^]*sous CC BY-NC 4\.0[^]*Ces mots sont plus anciens dans « Les bougies de la serre »[^]*pas permis\.[^]*CC BY-NC 4\.0, section[^]*Que faire/)
    expect(await page.locator('.licence-verdict.block').count()).toBe(1)
    await look(page, `aussi-dans-bloque-${viewport.width}`)
    await context.close()
  }
})
