import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const body = '**Premier** paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const handle of ['garance', 'lea', 'noe']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should let people improve, review, reconcile, integrate and adapt a fiche, ${size} px wide`, async () => {
    const garance = await forge.deps.people.findByHandle('garance')
    if (!garance) throw new Error('no such person')
    const slug = `meteo-${size}`
    await forge.resource({ by: garance, slug, text: shortFiche('Le tour de météo', body) })
    const fiche = `${url}/garance/${slug}`

    // Léa improves: preview, draft kept while she writes, end screen, proposition.
    const lea = await as('lea', viewport)
    await lea.page.goto(`${fiche}/ameliorer`)
    await look(lea.page, 'ameliorer')
    await lea.page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`## Déroulé\n\n${body.replace('du milieu', 'au **soleil**')}`)
    await lea.page.locator('[data-apercu] strong', { hasText: 'soleil' }).waitFor()
    await lea.page.getByText('Brouillon enregistré').waitFor()
    await lea.page.goto(`${fiche}/ameliorer`)
    await lea.page.getByText('Vous reprenez votre brouillon').waitFor()
    await look(lea.page, 'ameliorer-brouillon')
    await send(lea.page, 'Voir mes changements')
    await look(lea.page, 'ameliorer-relire')
    await lea.page.getByLabel('En quelques mots').fill('Un milieu au soleil')
    await lea.page.getByLabel('Pourquoi, si cela aide').fill('Testé dehors avec 14 personnes.')
    await send(lea.page, 'Envoyer ma proposition')
    expect(new URL(lea.page.url()).pathname).toBe(`/garance/${slug}/propositions/1`)
    await look(lea.page, 'proposition-auteur')

    // Noé objects; Garance sees what is missing; Noé lifts.
    const noe = await as('noe', viewport)
    await noe.page.goto(`${fiche}/propositions/1`)
    await look(noe.page, 'proposition-relecture')
    await noe.page.getByRole('radio', { name: /^Objection/ }).check()
    await noe.page.getByLabel('Quel risque voyez-vous').fill('Au soleil, on attrape des coups de chaleur.')
    await noe.page.getByLabel('Qu’est-ce qui la lèverait').fill('Dire de prévoir de l’ombre.')
    await send(noe.page, 'Terminer la relecture')
    const steward = await as('garance', viewport)
    await steward.page.goto(`${fiche}/propositions/1`)
    await steward.page.getByText('doit être levée avant d’intégrer').waitFor()
    expect(await steward.page.getByRole('button', { name: 'Intégrer à la fiche' }).count()).toBe(0)
    await look(steward.page, 'proposition-objection')
    await noe.page.goto(`${fiche}/propositions/1`)
    await noe.page.getByText('Lever l’objection').first().click()
    await send(noe.page, 'Lever l’objection')

    // Garance publishes in the same passage meanwhile, then reconciles and integrates.
    await steward.page.goto(`${fiche}/ameliorer`)
    await steward.page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`## Déroulé\n\n${body.replace('du milieu', 'sous la pluie')}`)
    await send(steward.page, 'Voir mes changements')
    await steward.page.getByLabel('En quelques mots').fill('Le milieu sous la pluie')
    await send(steward.page, 'Publier')
    await steward.page.goto(`${fiche}/propositions/1`)
    await steward.page.getByRole('link', { name: 'Concilier les passages' }).click()
    await steward.page.waitForURL(/concilier/)
    await look(steward.page, 'concilier')
    await steward.page.getByLabel('Écrire autre chose').check()
    await steward.page.getByLabel('Votre texte pour ce passage').fill('Deuxième paragraphe, au soleil ou sous la pluie.')
    await look(steward.page, 'concilier-choisi')
    await send(steward.page, 'Intégrer avec ces choix')
    await steward.page.getByText('Intégrée par garance').waitFor()
    await look(steward.page, 'proposition-integree')
    for (const view of ['avant', 'apres', 'source']) {
      await steward.page.goto(`${fiche}/propositions/1?vue=${view}`)
      await look(steward.page, `proposition-${view}`)
    }
    for (const address of ['propositions', 'reglages']) {
      await steward.page.goto(`${fiche}/${address}`)
      await look(steward.page, `fiche-${address}`)
    }

    // Noé adapts; the original moves on; he takes the news and offers his changes back.
    await noe.page.goto(`${fiche}/adapter`)
    await look(noe.page, 'adapter')
    await noe.page.getByLabel('Pour un autre public').check()
    await noe.page.getByLabel('Titre de votre adaptation').fill(`La météo dehors ${size}`)
    await send(noe.page, 'Adapter')
    expect(new URL(noe.page.url()).pathname).toBe(`/noe/la-meteo-dehors-${size}/ameliorer`)
    await noe.page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`## Déroulé\n\n${body.replace('du milieu', 'au soleil ou sous la pluie').replace('du début', 'du début, dehors')}`)
    await send(noe.page, 'Voir mes changements')
    await noe.page.getByLabel('En quelques mots').fill('Dehors')
    await send(noe.page, 'Publier')
    await steward.page.goto(`${fiche}/ameliorer`)
    await steward.page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`## Déroulé\n\n${body.replace('du milieu', 'au soleil ou sous la pluie').replace('de la fin', 'du bout')}`)
    await send(steward.page, 'Voir mes changements')
    await steward.page.getByLabel('En quelques mots').fill('Le bout')
    await send(steward.page, 'Publier')
    await noe.page.goto(`${url}/noe/la-meteo-dehors-${size}/nouveautes`)
    await noe.page.getByText('La fiche d’origine a évolué (1)').waitFor()
    await look(noe.page, 'nouveautes')
    await send(noe.page, 'Reprendre les nouveautés')
    await noe.page.getByText('Les nouveautés sont dans votre adaptation').waitFor()
    await noe.page.goto(`${url}/noe/la-meteo-dehors-${size}/proposer-a-l-origine`)
    await look(noe.page, 'proposer-a-l-origine')
    await noe.page.getByLabel('En quelques mots').fill('Faire la météo dehors')
    await send(noe.page, 'Proposer à l’original')
    expect(new URL(noe.page.url()).pathname).toBe(`/garance/${slug}/propositions/2`)
    await steward.page.goto(`${url}/propositions`)
    await look(steward.page, 'a-relire')

    // A new fiche.
    await noe.page.goto(`${url}/nouvelle`)
    await look(noe.page, 'nouvelle')
    await noe.page.goto(`${url}/nouvelle?type=outil-animation`)
    await noe.page.getByRole('textbox', { name: /^Titre/ }).fill(`Dessiner la météo ${size}`)
    await send(noe.page, 'Publier')
    await noe.page.getByRole('alert').waitFor()
    await look(noe.page, 'nouvelle-a-corriger')
    await noe.page.getByRole('textbox', { name: /^Résumé/ }).fill('Chacun·e dessine son humeur.')
    await noe.page.getByRole('group', { name: /^Besoins/ }).getByRole('checkbox').first().check()
    await noe.page.getByRole('group', { name: /^Publics/ }).getByRole('checkbox').first().check()
    // Seen while writing, neighbours are not shown once more before publishing.
    await noe.page.locator('fc-neighbours [data-id]').first().waitFor()
    await send(noe.page, 'Publier')
    expect(new URL(noe.page.url()).pathname).toBe(`/noe/dessiner-la-meteo-${size}`)
    expect([...lea.faults, ...noe.faults, ...steward.faults]).toEqual([])
    for (const { context } of [lea, noe, steward]) await context.close()
  }, 240_000)
}

test('should let somebody without script improve, propose and comment', async () => {
  const garance = await forge.deps.people.findByHandle('garance')
  if (!garance) throw new Error('no such person')
  await forge.resource({ by: garance, slug: 'sans-script', text: shortFiche('Sans script', body) })
  const { page, context } = await as('lea', phone, 'off')
  await page.goto(`${url}/garance/sans-script/ameliorer`)
  await page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`## Déroulé\n\n${body.replace('du milieu', 'au soleil')}`)
  await send(page, 'Garder en brouillon')
  await page.getByText('Brouillon gardé').waitFor()
  await send(page, 'Voir mes changements')
  await page.getByLabel('En quelques mots').fill('Au soleil')
  await send(page, 'Envoyer ma proposition')
  await page.getByLabel('Ajouter un message').fill('Qu’en dites-vous ?')
  await send(page, 'Envoyer')
  await page.getByText('Qu’en dites-vous').waitFor()
  expect((await forge.deps.mergeRequests.awaiting(10)).some((r) => r.title === 'Au soleil')).toBe(true)
  await context.close()
}, 60_000)
