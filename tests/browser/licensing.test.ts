import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor, type Person } from '../../forge/domain/person.js'
import type { Resource } from '../../forge/domain/resource.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { indexResource } from '../../forge/use-cases/indexResource.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const people = new Map<string, Person>()
const actor = (handle: string): Actor => ({ kind: 'person', person: people.get(handle)!, scopes: allScopes })
const body = 'Chaque personne dit en une phrase le temps qu’il fait dans sa tête.\n\nOn écoute sans répondre, et l’on remercie.\n'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const [handle, displayName] of [['garance', 'Garance Petit'], ['noe', 'Noé Laurent']] as const) people.set(handle, (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })).person)
  await forge.community('cooperation', [people.get('garance')!], [people.get('noe')!])
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

/** Garance began it, Noé added a paragraph, somebody who never came here another. */
async function aSharedFiche(slug: string): Promise<Resource> {
  const first = await forge.resource({ by: people.get('garance')!, slug, owner: 'cooperation', rule: { kind: 'ouverte' }, text: shortFiche('Le tour de météo', body) })
  const done = await publishChange(forge.deps, actor('noe'), { resource: first, base: first.tip!, files: new Map([['README.md', shortFiche('Le tour de météo', `${body}\nPour finir, chacun·e note ce qu’elle ou il retient de ce tour, sur un papier que personne d’autre ne lira.\n`)]]), title: 'Garder une trace', reason: '' })
  if (done.kind !== 'published') throw new Error(done.kind)
  const author = { name: 'Anne Martin', email: 'anne@ailleurs.invalid', at: Date.now(), offsetMinutes: 60 }
  const text = new TextDecoder().decode((await forge.git.file(first.id, done.commit, 'README.md'))!.bytes)
  const commit = await forge.git.writeCommit(first.id, { parents: [done.commit], baseTree: (await forge.git.commit(first.id, done.commit)).tree, files: new Map([['README.md', `${text}\nUne variante : dessiner son temps plutôt que le dire, puis accrocher tous les dessins au mur.\n`]]), author, committer: author, message: 'Une variante en dessins' })
  await forge.git.updateRefs(first.id, [{ ref: 'refs/heads/main', from: done.commit, to: commit }])
  return (await indexResource(forge.deps, first.id))!
}
const shown = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')

for (const [size, viewport, script] of [['1280', desk, 'on'], ['360', phone, 'on'], ['sans script', desk, 'off']] as const) {
  test(`should lead from the fiche to asking, answering and changing the licence, ${size}`, async () => {
    const slug = `meteo-${size.replaceAll(' ', '-')}`
    await aSharedFiche(slug)
    const garance = await signedIn(browser, url, { handle: 'garance', password, viewport, script })
    const { page } = garance
    await page.goto(`${url}/cooperation/${slug}`)
    await page.getByRole('link', { name: 'Son histoire, changer de licence' }).click()
    expect(new URL(page.url()).pathname).toBe(`/cooperation/${slug}/licence`)
    await look(page, 'licence-page', script)
    await page.getByRole('radio', { name: /CC BY 4\.0/ }).check()
    await send(page, 'Voir ce que cela demande')
    expect(await shown(page)).toMatch(/il faut demander à Noé Laurent[^]*Il manque l’accord de 2 personnes/)
    await look(page, 'licence-demande', script)
    await send(page, 'Demander leur accord')
    expect(await shown(page)).toContain('Dites pourquoi, en quelques mots.')
    await page.getByLabel('Pourquoi ?').fill('Une éditrice voudrait la reprendre dans un livre, avec nos noms.')
    await send(page, 'Demander leur accord')
    expect(await shown(page)).toMatch(/Passer à CC BY 4\.0 \?[^]*Anne Martin n’a pas de compte ici[^]*Noé Laurent n’a pas encore répondu/)
    await page.getByText('Noter une autorisation reçue').click()
    await page.getByLabel('De qui').fill('Anne Martin')
    await page.getByLabel('Pour quelle licence').selectOption('CC-BY-4.0')
    await page.getByLabel('Ce qui est accordé').fill('Lettre du 3 mars 2026, gardée au local : « d’accord pour le livre, sous CC BY 4.0 ».')
    await look(page, 'licence-autorisation', script)
    await send(page, 'Noter')
    expect(await shown(page)).toContain('Anne Martin autorise CC BY 4.0')

    const noe = await signedIn(browser, url, { handle: 'noe', password, viewport, script })
    await noe.page.goto(`${url}/propositions?onglet=mentions`)
    await look(noe.page, 'licence-message', script)
    expect(await noe.page.getByRole('link', { name: /demande votre accord pour changer la licence/ }).count()).toBeGreaterThan(0)
    await noe.page.goto(`${url}/propositions`)
    expect(await shown(noe.page)).toMatch(/Vos mots sous CC BY 4\.0 : êtes-vous d’accord \?[^]*Une éditrice voudrait la reprendre/)
    await look(noe.page, 'licence-a-relire', script)
    await noe.page.getByRole('link', { name: 'Lire et répondre' }).click()
    expect(new URL(noe.page.url()).pathname).toBe(`/cooperation/${slug}/licence`)
    await look(noe.page, 'licence-repondre', script)
    await noe.page.getByLabel('Un mot, si vous voulez').fill('Avec plaisir.')
    await send(noe.page, 'Oui, je suis d’accord')
    expect(await shown(noe.page)).toMatch(/Noé Laurent est d’accord[^]*Avec plaisir/)
    await noe.page.goto(`${url}/propositions`)
    expect(await noe.page.getByRole('link', { name: 'Lire et répondre' }).count()).toBe(0)

    await page.goto(`${url}/cooperation/${slug}/licence?vers=CC-BY-4.0`)
    expect(await shown(page)).toContain('La licence peut changer tout de suite.')
    await look(page, 'licence-prete', script)
    await send(page, 'Passer à CC BY 4.0')
    expect(await page.locator('body').innerText()).toContain('La fiche est maintenant sous')
    expect(await shown(page)).toContain('CC BY-SA 4.0 devient CC BY 4.0')
    await look(page, 'licence-changee', script)
    expect(garance.faults).toEqual([])
    expect(noe.faults).toEqual([])
    await garance.context.close()
    await noe.context.close()
  }, 180_000)
}

test('should refuse the label in the editor, keep what was typed, and lead to the page', async () => {
  const first = await forge.resource({ by: people.get('garance')!, slug: 'editeur', owner: 'cooperation', rule: { kind: 'ouverte' }, text: shortFiche('La ronde des prénoms', 'On se met en cercle, et chaque personne dit son prénom avec un geste que tout le monde refait.\n') })
  await publishChange(forge.deps, actor('noe'), { resource: first, base: first.tip!, files: new Map([['README.md', shortFiche('La ronde des prénoms', 'On se met en cercle, et chaque personne dit son prénom avec un geste que tout le monde refait.\n\nAu second tour, on va deux fois plus vite, puis on recommence sans la voix, seulement avec les gestes.\n')]]), title: 'Un second tour', reason: '' })
  const { page, context, faults } = await signedIn(browser, url, { handle: 'garance', password, viewport: desk })
  await page.goto(`${url}/cooperation/editeur/ameliorer?entete=brut`)
  const header = page.locator('#entete')
  await header.fill((await header.inputValue()).replace('CC-BY-SA-4.0', 'CC0-1.0'))
  await send(page, 'Voir mes changements')
  await page.getByLabel('En quelques mots').fill('Tout libérer')
  await send(page, 'Publier')
  expect(await shown(page)).toMatch(/il manque l’accord de Noé Laurent/)
  expect(await page.getByLabel('En quelques mots').inputValue()).toBe('Tout libérer')
  await look(page, 'licence-editeur')
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

test('should show on a proposition that it changes the licence, and whose consent it needs, before anybody integrates it', async () => {
  const body = 'On note au tableau ce qui nous a étonné·es, puis on choisit ensemble une seule question pour la suite.\n'
  const first = await forge.resource({ by: people.get('garance')!, slug: 'etonnements', owner: 'cooperation', rule: { kind: 'ouverte' }, text: shortFiche('Les étonnements', body) })
  const { number } = await proposeChange(forge.deps, actor('noe'), { resource: first, base: first.tip!, files: new Map([['README.md', shortFiche('Les étonnements', body).replace('CC-BY-SA-4.0', 'CC0-1.0')]]), title: 'Tout libérer', reason: '' })
  for (const viewport of [desk, phone]) {
    const { page, context, faults } = await signedIn(browser, url, { handle: 'noe', password, viewport })
    await page.goto(`${url}/cooperation/etonnements/propositions/${number}`)
    expect(await shown(page)).toMatch(/Cette proposition change la licence : de CC BY-SA 4\.0 à CC0 1\.0[^]*il faut demander à Garance Petit[^]*Il manque l’accord d’une personne/)
    expect(await page.getByRole('button', { name: /^Intégrer/ }).count()).toBe(0)
    expect(await shown(page)).not.toContain('vous pouvez l’intégrer')
    await look(page, 'licence-proposition')
    await page.getByRole('link', { name: 'Demander ces accords, ou voir où ils en sont' }).click()
    expect(new URL(page.url()).search).toBe('?vers=CC0-1.0')
    expect(faults).toEqual([])
    await context.close()
  }
}, 120_000)

for (const [size, viewport, script] of [['1280', desk, 'on'], ['360', phone, 'on'], ['sans script', desk, 'off']] as const) {
  test(`should let who adapts a fiche under a choice of licences choose one, ${size}`, async () => {
    const slug = `au-choix-${size.replaceAll(' ', '-')}`
    await forge.resource({ by: people.get('garance')!, slug, text: shortFiche('La ronde', body).replace('CC-BY-SA-4.0', 'CC-BY-4.0 OR CC-BY-SA-4.0') })
    const { page, context, faults } = await signedIn(browser, url, { handle: 'noe', password, viewport, script })
    await page.goto(`${url}/garance/${slug}/adapter`)
    expect(await shown(page)).toMatch(/Sous quelle licence \?[^]*« La ronde » laisse le choix entre plusieurs licences[^]*CC BY 4\.0[^]*CC BY-SA 4\.0[^]*Garder le choix ouvert/)
    await look(page, 'adapter-choix', script)
    await page.getByRole('radio', { name: 'Pour un autre lieu ou contexte' }).check()
    // A browser stops a form where something required is missing; a program's is answered with the sentence.
    await page.locator('form[action$="/adapter"]').evaluate((form) => { (form as unknown as { noValidate: boolean }).noValidate = true })
    await send(page, 'Adapter')
    expect(await shown(page)).toContain('Choisissez sous quelle licence sera votre adaptation')
    expect(await page.getByRole('radio', { name: 'Pour un autre lieu ou contexte' }).isChecked()).toBe(true)
    await look(page, 'adapter-choix-manque', script)
    await page.locator('input[name="licence"][value="CC-BY-SA-4.0"]').check()
    await page.getByLabel('Titre de votre adaptation').fill(`La ronde ${size}`)
    await send(page, 'Adapter')
    expect(new URL(page.url()).pathname).toMatch(/^\/noe\/la-ronde-.*\/ameliorer$/)
    await page.goto(page.url().replace('/ameliorer', ''))
    expect(await shown(page)).toContain('CC BY-SA 4.0')
    expect(await shown(page)).not.toContain('licence à préciser')
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
}
