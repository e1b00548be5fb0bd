import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { indexResource } from '../../forge/use-cases/indexResource.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

type PersonActor = Actor & { kind: 'person' }
let forge: TestForge
let browser: Browser
let url: string
let garance: PersonActor
const password = 'le chat dort au soleil'
const text = shortFiche('Le tour de météo').replace('licence:', 'auteurs: [Garance Rive, Jeanne d’Avant]\nlicence:')

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  browser = await aBrowser()
  const made = await Promise.all([['garance', 'Garance Rive'], ['jeanne', 'Jeanne Davant']].map(async ([handle = '', displayName = '']) => ({ kind: 'person' as const, scopes: allScopes, person: (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })).person })))
  garance = made[0] as PersonActor
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })
const shown = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')

/** A fiche with an older version by somebody no account stands behind. */
async function aFiche(slug: string): Promise<Resource> {
  const fiche = await forge.resource({ by: garance.person, slug, text })
  const older = { name: 'Jeanne d’Avant', email: 'jeanne@ailleurs.invalid', at: Date.UTC(2020, 1, 1), offsetMinutes: 60 }
  const commit = await forge.git.writeCommit(fiche.id, { parents: [fiche.tip ?? ''], baseTree: (await forge.git.commit(fiche.id, fiche.tip ?? '')).tree, files: new Map([['notes.md', 'Des notes.\n']]), author: older, committer: older, message: 'Ajouter des notes' })
  await forge.git.updateRefs(fiche.id, [{ ref: MAIN, from: fiche.tip, to: commit }])
  return (await indexResource(forge.deps, fiche.id)) as Resource
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should let somebody withdraw their name from a fiche and put it back, by keyboard, ${size} px wide`, async () => {
    await aFiche(`retrait-${size}`)
    const address = `${url}/garance/retrait-${size}`
    const { page, context, faults } = await as('garance', viewport)
    await page.goto(`${address}/contributions`)
    const fold = page.locator('summary', { hasText: 'Mon nom sur cette fiche' })
    await fold.focus()
    await page.keyboard.press('Enter')
    await look(page, `mon-nom-${size}`)
    await page.getByRole('radio', { name: 'Mon nom : Garance Rive' }).focus()
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('radio', { name: 'Retirer mon nom' }).isChecked()).toBe(true)
    await send(page, 'Enregistrer mon choix')
    const after = await shown(page)
    expect(after).toContain('Votre nom est retiré d’ici')
    expect(after).toContain('retiré·e à sa demande')
    // The address holds a handle: it is said rather than hidden.
    expect(after).toContain('contient votre identifiant (garance)')
    await look(page, `nom-retire-${size}`)
    await page.goto(address)
    expect(await shown(page)).not.toContain('Garance Rive')
    await look(page, `fiche-sans-nom-${size}`)
    await page.goto(`${address}/contributions`)
    await page.getByRole('radio', { name: 'Mon nom : Garance Rive' }).check()
    await send(page, 'Enregistrer mon choix')
    await page.goto(address)
    expect(await shown(page)).toContain('Garance Rive')
    await page.goto(`${address}/citer`)
    await look(page, `citer-${size}`)
    expect(faults).toEqual([])
    await context.close()
  })

  test(`should let somebody say that a name is theirs, and a steward answer, without script, ${size} px wide`, async () => {
    await aFiche(`dit-${size}`)
    const address = `${url}/garance/dit-${size}/contributions`
    const jeanne = await as('jeanne', viewport, 'off')
    await jeanne.page.goto(address)
    await jeanne.page.locator('summary', { hasText: 'C’est moi' }).click()
    await jeanne.page.locator('#revendique').selectOption('Jeanne d’Avant')
    await jeanne.page.locator('#revendique-motif').fill('Je l’ai écrite avec Garance, pour la rencontre de 2020.')
    await look(jeanne.page, `cest-moi-${size}`, 'off')
    await send(jeanne.page, 'Dire que c’est moi')
    expect(await shown(jeanne.page)).toContain('Sans réponse pour l’instant')
    const steward = await as('garance', viewport, 'off')
    await steward.page.goto(address)
    await steward.page.locator('.claims summary').click()
    await steward.page.getByRole('radio', { name: 'Oui, c’est bien cette personne' }).check()
    await steward.page.locator('.claims textarea').fill('Oui, nous l’avons écrite ensemble.')
    await look(steward.page, `repondre-${size}`, 'off')
    await send(steward.page, 'Envoyer la réponse')
    const answered = await shown(steward.page)
    expect(answered).toContain('Reconnu')
    // The name in the history is now her account's, under the name she has today.
    expect(await steward.page.locator('table .person', { hasText: 'Jeanne Davant' }).count()).toBe(1)
    await look(steward.page, `reconnu-${size}`, 'off')
    await jeanne.context.close()
    await steward.context.close()
  })

  test(`should let somebody be named nowhere from their settings, ${size} px wide`, async () => {
    const { page, context, faults } = await as('jeanne', viewport)
    await page.goto(`${url}/reglages/nom`)
    await look(page, `reglages-nom-${size}`)
    await page.getByRole('radio', { name: /Ne pas me nommer/ }).check()
    await send(page, 'Enregistrer')
    expect(await page.locator('body').innerText()).toContain('toutes les pages suivent')
    await page.goto(`${url}/@jeanne`)
    expect(await shown(page)).toContain('a choisi de ne pas être nommée')
    await look(page, `page-anonyme-${size}`)
    await page.goto(`${url}/reglages/nom`)
    await page.getByRole('radio', { name: /Montrer mon nom/ }).check()
    await send(page, 'Enregistrer')
    expect(faults).toEqual([])
    await context.close()
  })

  test(`should say what would stay written, and prepare the proposition that takes a name out of the text, ${size} px wide`, async () => {
    await forge.resource({ by: garance.person, slug: `reste-${size}`, text: shortFiche('La météo', 'Chaque personne dit son humeur, comme Garance Rive le montre.\n') })
    const { page, context, faults } = await as('garance', viewport)
    await page.goto(`${url}/garance/reste-${size}/contributions`)
    await page.locator('summary', { hasText: 'Mon nom sur cette fiche' }).click()
    expect(await shown(page)).toContain('Le texte de la fiche vous nomme une fois.')
    await look(page, `ce-qui-resterait-${size}`)
    await send(page, 'Proposer de retirer ce nom du texte')
    expect(await shown(page)).toContain('[nom retiré]')
    await look(page, `nom-du-texte-${size}`)
    expect(faults).toEqual([])
    await context.close()
  }, 60_000)
}
