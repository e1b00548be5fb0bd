import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
/** One for each scenario: what was granted once may be taken by everybody. */
const paragraphs = {
  'propose-1280': 'Avant de commencer, chaque participante dessine sur une feuille le chemin qui l’a menée jusqu’ici, avec ses détours, ses haltes et les personnes rencontrées, puis le raconte en deux minutes à sa voisine de gauche.',
  'publish-1280': 'On trace au sol une grande ligne avec de la ficelle, et chacun se place plus ou moins près du bout selon ce qu’il pense de la phrase lue à voix haute, puis explique pourquoi il est là.',
  'propose-360': 'Au milieu de la table, on pose une cruche pleine et des verres vides, et la personne qui parle verse un peu d’eau à qui elle voudrait entendre ensuite, jusqu’à ce que la cruche soit vide.',
  'publish-360': 'Pendant dix minutes, le groupe marche dehors en silence par deux, ramasse trois choses qui disent comment va le projet, et les présente en rentrant sans jamais nommer celle de l’autre.',
}
const waited = 'Chacun garde une minute le silence en regardant par la fenêtre la plus proche, puis écrit sur un papier trois mots que personne d’autre ne lira avant la fin de la journée.'
const quoted = 'Quand tout le monde a fini, on affiche les dessins au mur et chacune va chercher'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const handle of ['garance', 'ines', 'lea']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle.replace(/^./, (first) => first.toUpperCase()), password })
  const ines = await forge.deps.people.findByHandle('ines')
  if (!ines) throw new Error('no such person')
  await forge.resource({ by: ines, slug: 'le-chemin', text: shortFiche('Le chemin dessiné', `${[...Object.values(paragraphs), waited, `${quoted} celui qui ressemble au sien pour en parler.`].join('\n\n')}\n`).replace('CC-BY-SA-4.0', 'CC-BY-NC-4.0') })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should say what comes from elsewhere, keep it out, and let it in once its author grants it, ${size} px wide`, async () => {
    const paragraph = paragraphs[`propose-${size}`]
    const garance = await forge.deps.people.findByHandle('garance')
    if (!garance) throw new Error('no such person')
    const fiche = await forge.resource({ by: garance, slug: `arrivee-${size}`, text: shortFiche('L’arrivée', 'Chacun arrive et s’installe.\n') })
    const address = `${url}/garance/${fiche.slug}`

    // Léa proposes: told before sending, and on the proposition.
    const lea = await as('lea', viewport)
    await lea.page.goto(`${address}/ameliorer`)
    await lea.page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`Chacun arrive et s’installe.\n\n${paragraph}\n\nOn dit ailleurs : « ${quoted.slice(0, 71)} ».\n`)
    await send(lea.page, 'Voir mes changements')
    const told = lea.page.getByRole('region', { name: 'Ce qui vient d’ailleurs' })
    expect((await told.innerText()).replaceAll('\u00a0', ' ')).toMatch(/Résultat : pas permis, à cause de « Le chemin dessiné », sous CC BY-NC 4\.0[^]*3\d mots de la fiche Le chemin dessiné, sous CC BY-NC 4\.0[^]*Écrit par Ines/)
    await look(lea.page, 'ailleurs-avant-envoi')
    await lea.page.getByLabel('En quelques mots').fill('Un début dessiné')
    await send(lea.page, 'Envoyer ma proposition')
    await lea.page.getByRole('region', { name: 'Ce qui vient d’ailleurs' }).getByText('peuvent l’accorder sur cette page').waitFor()
    await look(lea.page, 'ailleurs-proposante')
    await lea.page.getByText('Demander leur accord').click()
    await lea.page.getByLabel('Un mot pour les personnes qui l’ont écrit').fill('Il irait si bien au début de cette fiche.')
    await look(lea.page, 'ailleurs-demander')
    await send(lea.page, 'Envoyer la demande')
    await lea.page.getByText('On attend la réponse de').waitFor()
    await look(lea.page, 'ailleurs-demande')
    await lea.context.close()

    // Who may integrate sees why not.
    const steward = await as('garance', viewport)
    await steward.page.goto(`${address}/propositions/1`)
    expect(await steward.page.getByRole('button', { name: 'Intégrer à la fiche' }).count()).toBe(0)
    await steward.page.getByText('Une licence arrête cette proposition').waitFor()
    await look(steward.page, 'ailleurs-garante')

    // Ines wrote it: it awaits her, and she answers by one button, without script.
    const ines = await as('ines', viewport, 'off')
    await ines.page.goto(`${url}/propositions`)
    const asked = ines.page.getByRole('listitem').filter({ hasText: 'Lea voudrait reprendre dans' }).filter({ hasText: paragraph.slice(0, 40) })
    expect((await asked.innerText()).replaceAll('\u00a0', ' ')).toMatch(/Vos mots sous CC BY-SA 4\.0 : êtes-vous d’accord \?[^]*Il irait si bien/)
    await look(ines.page, 'accord-attendu', 'off')
    await asked.getByRole('link', { name: 'Lire et répondre' }).click()
    expect(new URL(ines.page.url()).hash).toBe('#ailleurs')
    expect(await ines.page.getByText('Je ne les accorde pas').count()).toBe(1)
    await look(ines.page, 'accord-repondre', 'off')
    await ines.page.getByRole('button', { name: 'Ces mots sont de moi' }).click()
    await ines.page.getByText('Votre accord est noté').waitFor()
    expect((await ines.page.getByRole('region', { name: 'Ce qui vient d’ailleurs' }).innerText()).replaceAll('\u00a0', ' ')).toMatch(/Résultat : permis, avec une chose à comprendre/)
    await ines.page.goto(`${url}/propositions`)
    expect(await ines.page.getByText(paragraph.slice(0, 40)).count()).toBe(0)
    await ines.context.close()

    await steward.page.reload()
    await look(steward.page, 'ailleurs-accorde')
    await send(steward.page, 'Intégrer à la fiche')
    await steward.page.getByText('intégrée').first().waitFor()
    await steward.page.goto(address)
    expect(await steward.page.locator('main').innerText()).toContain(paragraph.slice(0, 40))
    expect(steward.faults).toEqual([])
    await steward.context.close()
  })

  test(`should keep what was typed and offer the box to who wrote the words, at a direct publication, without script, ${size} px wide`, async () => {
    const paragraph = paragraphs[`publish-${size}`]
    const ines = await forge.deps.people.findByHandle('ines')
    if (!ines) throw new Error('no such person')
    await forge.resource({ by: ines, slug: `libre-${size}`, text: shortFiche('Une fiche libre', 'Chacun arrive et s’installe.\n') })
    const { page, context } = await as('ines', viewport, 'off')
    await page.goto(`${url}/ines/libre-${size}/ameliorer`)
    await page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`Chacun arrive et s’installe.\n\n${paragraph}\n`)
    await page.getByRole('button', { name: 'Voir mes changements' }).click()
    await page.getByLabel('En quelques mots').fill('Un début dessiné')
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.getByText('Réglez cela avant de publier').waitFor()
    expect(await page.getByLabel('En quelques mots').inputValue()).toBe('Un début dessiné')
    await look(page, 'ailleurs-publication', 'off')
    await page.getByLabel('Ces mots sont de moi').check()
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.waitForURL(`${url}/ines/libre-${size}`)
    expect(await page.locator('main').innerText()).toContain(paragraph.slice(0, 40))
    await context.close()
  })

  test(`should let who would publish others’ words send them as a proposition, where they can be asked for, ${size} px wide`, async () => {
    const garance = await forge.deps.people.findByHandle('garance')
    if (!garance) throw new Error('no such person')
    await forge.resource({ by: garance, slug: `a-part-${size}`, text: shortFiche('Une fiche à part', 'Chacun arrive et s’installe.\n') })
    const { page, context, faults } = await as('garance', viewport)
    await page.goto(`${url}/garance/a-part-${size}/ameliorer`)
    await page.getByRole('textbox', { name: 'Texte', exact: true }).fill(`Chacun arrive et s’installe.\n\n${waited}\n`)
    await send(page, 'Voir mes changements')
    await page.getByLabel('En quelques mots').fill('Un silence')
    await look(page, 'ailleurs-plutot-proposer')
    await send(page, 'Envoyer plutôt en proposition')
    expect(new URL(page.url()).pathname).toBe(`/garance/a-part-${size}/propositions/1`)
    await page.getByText('Demander leur accord').waitFor()
    await page.goto(`${url}/garance/a-part-${size}`)
    expect(await page.locator('main').innerText()).not.toContain(waited.slice(0, 40))
    expect(faults).toEqual([])
    await context.close()
  })
}
