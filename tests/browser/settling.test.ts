import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const body = `Premier paragraphe, du début, avec **des mots** qui comptent.

Deuxième paragraphe, du milieu.

Troisième paragraphe, de la suite.

- Une liste
- de choses

Quatrième paragraphe, où chacune et chacun respire longuement, de la fin.
`

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const handle of ['garance', 'paule', 'ines', 'lea', 'noe']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle[0]!.toUpperCase() + handle.slice(1), password })
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const actor = async (handle: string): Promise<Actor & { kind: 'person' }> => ({ kind: 'person', person: (await forge.deps.people.findByHandle(handle))!, scopes: allScopes })

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

const mainOf = async (resource: Resource) => (await forge.git.resolve(resource.id, MAIN)) ?? ''
const textOf = async (resource: Resource) => new TextDecoder().decode((await forge.git.file(resource.id, await mainOf(resource), 'README.md'))?.bytes)
async function publish(by: Actor, resource: Resource, changes: readonly (readonly [string, string])[], files: Record<string, string | Uint8Array> = {}): Promise<void> {
  const text = changes.reduce((now, [find, replace]) => now.replace(find, replace), await textOf(resource))
  const done = await publishChange(forge.deps, by, { resource: (await forge.deps.resources.find(resource.id)) ?? resource, base: await mainOf(resource), files: new Map(Object.entries({ 'README.md': text, ...files })), title: 'Mieux', reason: '' })
  expect(done.kind).toBe('published')
}

// A picture of one colour, small enough to be written here.
const dot = (colour: string) => Uint8Array.from(Buffer.from(colour === 'a' ? 'R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==' : colour === 'b' ? 'R0lGODlhAQABAIAAAAD/AAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==' : 'R0lGODlhAQABAIAAAAAA/wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'))

/** A proposition whose words, and picture, changed on both sides. */
async function aConflict(slug: string, steward: string): Promise<Resource> {
  const [garance, lea] = await Promise.all([steward, 'lea'].map(actor))
  const fiche = await forge.resource({ by: (garance as Actor & { kind: 'person' }).person, slug, text: shortFiche('Le tour de météo', body), files: { 'media/plan.gif': dot('a') } })
  const base = await mainOf(fiche)
  const proposed = (await textOf(fiche)).replace('PT20M', 'PT45M').replace('du milieu', 'au soleil').replace('de la fin', 'du bout du chemin')
  await proposeChange(forge.deps, lea!, { resource: fiche, base, files: new Map<string, string | Uint8Array>([['README.md', proposed], ['media/plan.gif', dot('b')]]), title: 'Au soleil', reason: '' })
  await publish(garance!, fiche, [['PT20M', 'PT30M'], ['du milieu', 'sous la pluie'], ['Quatrième paragraphe, où', 'Quatrième paragraphe et dernier, où']], { 'media/plan.gif': dot('c') })
  return fiche
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should let somebody settle passages with the result in sight and nothing lost, ${size} px wide`, async () => {
    const steward = size === '360' ? 'paule' : 'garance'
    const fiche = await aConflict(`concilier-${size}`, steward)
    const { page, context, faults } = await as(steward, viewport)
    const address = `${url}/${steward}/concilier-${size}/propositions/1/concilier`
    await page.goto(address)
    await look(page, 'concilier-premiere-visite')
    // No file by its path: the text of the fiche, a picture.
    for (const name of ['Texte principal', 'Image «\u00A0plan.gif\u00A0»']) await page.getByRole('heading', { name, level: 2 }).waitFor()
    expect(await page.locator('main').innerText()).not.toContain('README')
    // The tour, one step after the other, closed for good.
    await page.getByText('Comparer', { exact: true }).waitFor()
    expect(await page.getByText('Relire', { exact: true }).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Suivant' }).click()
    await page.getByRole('button', { name: 'Suivant' }).click()
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.getByRole('button', { name: 'J’ai compris' }).click()])
    expect(await page.getByRole('status').filter({ hasText: 'sur 4' }).innerText()).toBe('1 sur 4 décidé')
    const passages = page.locator('fieldset.passage')
    // Each choice shows in the result, and is kept.
    await passages.filter({ hasText: 'soleil' }).getByLabel('Garder les deux').check()
    await page.locator('[data-apercu] ins', { hasText: 'soleil' }).first().waitFor()
    await passages.first().getByLabel('Prendre la proposition').check()
    await page.getByText('3 sur 4 décidés').waitFor()
    await look(page, 'concilier-en-cours')
    await page.waitForTimeout(900)
    await page.goto(address)
    await page.getByText('3 sur 4 décidés').waitFor()
    expect(await page.locator('details.how[open]').count()).toBe(0)
    await page.getByRole('link', { name: 'Suivant à décider' }).first().click()
    expect(new URL(page.url()).hash).toBe(`#${await passages.filter({ has: page.locator('img') }).getAttribute('id')}`)
    await send(page, 'Intégrer avec ces choix')
    await page.getByRole('alert').waitFor()
    await look(page, 'concilier-incomplet')
    await passages.filter({ has: page.locator('img') }).getByLabel('Prendre la proposition').check()
    await page.getByText('4 sur 4 décidés').waitFor()
    await send(page, 'Intégrer avec ces choix')
    await page.getByText('La proposition est intégrée').waitFor()
    const text = await textOf(fiche)
    expect(text).toContain('PT45M')
    expect(text).toMatch(/sous la pluie\.\n\nDeuxième paragraphe, au soleil/)
    expect(text).toMatch(/et dernier, où .*, du bout du chemin/)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  test(`should let somebody take news passage by passage, and look at the ignored ones again, ${size} px wide`, async () => {
    const [garance, noe] = await Promise.all(['garance', 'noe'].map(actor))
    const origin = await forge.resource({ by: (garance as Actor & { kind: 'person' }).person, slug: `origine-${size}`, text: shortFiche('Le tour de météo', body) })
    const mine = await adaptResource(forge.deps, noe!, { origin, owner: 'noe', title: `Dehors ${size}`, reason: 'lieu', explanation: '' })
    await publish(noe!, mine, [['du milieu', 'sous un arbre']])
    await publish(garance!, origin, [['PT20M', 'PT30M'], ['du milieu', 'au soleil'], ['de choses', 'de choses\n- et d’autres'], ['de la fin', 'du bout']], { 'annexe.md': '# Annexe\n\nUn texte.\n' })
    const { page, context, faults } = await as('noe', viewport)
    const address = `${url}/noe/dehors-${size}/nouveautes`
    await page.goto(address)
    await page.getByText('La fiche d’origine a évolué (1)').waitFor()
    await look(page, 'nouveautes-premiere-visite')
    await page.getByText('4 sur 5 décidés').waitFor()
    const passages = page.locator('fieldset.passage')
    await passages.filter({ hasText: 'bout' }).getByLabel('Ignorer').check()
    await passages.filter({ hasText: 'arbre' }).getByLabel('Garder les deux').check()
    await page.locator('[data-apercu] ins', { hasText: 'soleil' }).first().waitFor()
    await look(page, 'nouveautes-choisies')
    await send(page, 'Reprendre les nouveautés')
    await page.getByText('Un changement est laissé de côté').waitFor()
    const text = await textOf(mine)
    expect(text).toMatch(/sous un arbre\.\n\nDeuxième paragraphe, au soleil/)
    expect(text).toContain('- et d’autres')
    expect(text).toContain('PT30M')
    expect(text).toContain('de la fin')
    await page.goto(address)
    await look(page, 'nouveautes-rien')
    await page.getByRole('link', { name: 'Revoir le changement ignoré' }).click()
    await page.getByText('Ce que vous aviez laissé de côté').waitFor()
    await look(page, 'nouveautes-ignorees')
    await page.getByLabel('Reprendre', { exact: true }).check()
    await send(page, 'Reprendre les nouveautés')
    await page.getByText('Les nouveautés sont dans votre adaptation').waitFor()
    expect(await textOf(mine)).toContain('du bout')
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
}

test('should settle passages and take news without script, on a phone', async () => {
  const fiche = await aConflict('sans-script', 'ines')
  const { page, context } = await as('ines', phone, 'off')
  await page.goto(`${url}/ines/sans-script/propositions/1/concilier`)
  await page.getByText('Comparer', { exact: true }).waitFor()
  await look(page, 'concilier-sans-script', 'off')
  await page.locator('fieldset.passage').filter({ hasText: 'soleil' }).getByLabel('Prendre la proposition').check()
  await send(page, 'J’ai compris')
  expect(await page.locator('fieldset.passage').filter({ hasText: 'soleil' }).getByLabel('Prendre la proposition').isChecked()).toBe(true)
  await send(page, 'Voir le résultat')
  await page.locator('#resultat ins', { hasText: 'soleil' }).first().waitFor()
  await look(page, 'concilier-resultat-sans-script', 'off')
  for (const passage of await page.locator('fieldset.passage').all()) await passage.getByLabel('Garder la version publiée').check()
  await send(page, 'Intégrer avec ces choix')
  await page.getByText('La proposition est intégrée').waitFor()
  expect(await textOf(fiche)).toContain('sous la pluie')

  const [ines, noe] = await Promise.all(['ines', 'noe'].map(actor))
  const mine = await adaptResource(forge.deps, noe!, { origin: (await forge.deps.resources.find(fiche.id))!, owner: 'noe', title: 'Sans script', slug: 'sans', reason: 'lieu', explanation: '' })
  await publish(ines!, fiche, [['du début', 'du commencement'], ['de la suite', 'de la suite encore']])
  const other = await as('noe', phone, 'off')
  await other.page.goto(`${url}/noe/sans/nouveautes`)
  await other.page.locator('fieldset.passage').filter({ hasText: 'encore' }).getByLabel('Ignorer').check()
  await send(other.page, 'Voir le résultat')
  await other.page.locator('#resultat ins', { hasText: 'commencement' }).first().waitFor()
  await look(other.page, 'nouveautes-resultat-sans-script', 'off')
  await send(other.page, 'Reprendre les nouveautés')
  expect(await textOf(mine)).toContain('du commencement')
  expect(await textOf(mine)).not.toContain('encore')
  await context.close()
  await other.context.close()
}, 120_000)
