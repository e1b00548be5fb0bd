import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { aBrowser, aWindow, desk, look, phone, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  const { person } = await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', displayName: 'Garance', password })
  const body = 'Chaque personne dit en une phrase le temps qu’il fait dans sa tête.\n'
  await forge.resource({ by: person, slug: 'libre', text: shortFiche('Le tour de météo', body) })
  await forge.resource({ by: person, slug: 'fermee', text: shortFiche('Le cercle gardé', body).replace('licence: CC-BY-SA-4.0', 'licence: CC-BY-ND-4.0') })
  await forge.resource({ by: person, slug: 'double', text: shortFiche('Le cercle double', body).replace('licence: CC-BY-SA-4.0', 'licence: CC-BY-SA-4.0 OR GFDL-1.3-or-later') })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const shown = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should say in plain words what each licence allows and goes with, ${size} px wide`, async () => {
    const context = await aWindow(browser, viewport, 'off')
    const page = await context.newPage()
    await page.goto(`${url}/licences`)
    expect(await shown(page)).toContain('CC BY-SA 4.0')
    await page.getByRole('link', { name: 'CC BY-SA 4.0' }).first().click()
    expect(page.url()).toBe(`${url}/licences/CC-BY-SA-4.0`)
    const text = await shown(page)
    expect(text).toContain('Partager votre version sous la même licence')
    expect(text).toMatch(/LAL 1\.3 sans question/)
    expect(text).toMatch(/GPL 3\.0 en comprenant ceci/)
    expect(text).not.toContain('CC BY-NC 4.0')
    await context.close()
    const scripted = await aWindow(browser, viewport)
    const look2 = await scripted.newPage()
    for (const [name, path] of [['licences', '/licences'], ['licence-by-sa', '/licences/CC-BY-SA-4.0'], ['licence-nd', '/licences/CC-BY-NC-ND-3.0'], ['licence-sans-version', '/licences/LicenseRef-CC-BY-SA']] as const) {
      await look2.goto(`${url}${path}`)
      await look(look2, name)
    }
    await scripted.close()
  })

  test(`should show on a fiche what one may do, must do and whom to name, and judge an adaptation by its ingredients, ${size} px wide`, async () => {
    const { page, context, faults } = await signedIn(browser, url, { handle: 'garance', password, viewport })
    await page.goto(`${url}/garance/libre`)
    const card = page.getByRole('region', { name: 'Licence', exact: true })
    expect((await card.innerText()).replaceAll('\u00a0', ' ')).toMatch(/Partager votre version sous la même licence[^]*Nommer : Garance/)
    await look(page, 'fiche-licence')
    await card.getByRole('link', { name: 'En savoir plus sur cette licence' }).click()
    expect(page.url()).toBe(`${url}/licences/CC-BY-SA-4.0`)
    await page.goto(`${url}/garance/libre/adapter`)
    expect(await shown(page)).toMatch(/Ce qui est mélangé\s+Le tour de météo – CC BY-SA 4\.0\s+Résultat : permis\./i)
    await look(page, 'adapter-permis')
    await page.goto(`${url}/garance/fermee/adapter`)
    expect(await shown(page)).toMatch(/Le cercle gardé – CC BY-ND 4\.0\s+Résultat : pas permis\. CC BY-ND 4\.0 ne permet pas/i)
    await look(page, 'adapter-refuse')
    await page.goto(`${url}/garance/double/adapter`)
    expect(await shown(page)).toMatch(/laisse le choix entre plusieurs licences[^]*CC BY-SA 4\.0 ou GFDL 1\.3\+/)
    await look(page, 'adapter-au-choix')
    expect(faults).toEqual([])
    await context.close()
  })
}

test('should lead other ways of writing a licence to its page, and give machines its terms', async () => {
  const page = await (await aWindow(browser, desk)).newPage()
  const answer = await page.request.get(`${url}/licences/cc-by-sa-4.0`)
  expect(answer.url()).toBe(`${url}/licences/CC-BY-SA-4.0`)
  const json = await (await page.request.get(`${url}/licences/CC-BY-NC-4.0.json`)).json() as { uri: string; elements: object }
  expect(json).toMatchObject({ uri: 'https://creativecommons.org/licenses/by-nc/4.0/', elements: { by: true, sa: false, nc: true, nd: false } })
  const linked = await (await page.request.get(`${url}/licences/CC-BY-NC-4.0`, { headers: { accept: 'application/ld+json' } })).json() as { '@graph': { prohibits: string[] }[] }
  expect(linked['@graph'][0]?.prohibits).toEqual(['cc:CommercialUse'])
  expect((await page.request.get(`${url}/licences/jamais-ecrite`)).status()).toBe(404)
  await page.context().close()
})
