import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { readText } from '../../forge/use-cases/fileText.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { aBrowser, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'
const text = shortFiche('Le cercle de parole', body)
const proposed = text.replace('du début', 'du matin').replace('du milieu', 'de midi').replace('de la fin', 'du soir').replace('min: PT5M', 'min: PT10M')

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

async function actor(handle: string): Promise<Extract<Actor, { kind: 'person' }>> {
  const person = await forge.deps.people.findByHandle(handle)
  if (!person) throw new Error(`no ${handle}`)
  return { kind: 'person', person, scopes: allScopes }
}

async function aProposition(slug: string): Promise<{ fiche: Resource; address: string }> {
  const fiche = await forge.resource({ by: (await actor('garance')).person, slug, text })
  await proposeChange(forge.deps, await actor('lea'), { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', proposed]]), title: 'Les moments de la journée', reason: 'Testé avec 14 personnes.' })
  return { fiche, address: `${url}/garance/${slug}/propositions/1` }
}

const published = async (fiche: Resource) => readText(forge.deps, fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '', 'README.md')

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

test('should let somebody review with the keyboard alone, and integrate exactly what they accepted', async () => {
  const { fiche, address } = await aProposition('clavier')
  const { context, page, faults } = await as('garance', desk)
  await page.goto(address)
  await look(page, 'relecture')
  const focused = () => page.evaluate(() => document.activeElement?.closest('.review-change')?.id ?? document.activeElement?.id ?? '')
  const state = (id: string) => page.locator(`#${id}`).getAttribute('data-state')
  await page.keyboard.press('j')
  expect(await focused()).toBe('c1')
  await page.keyboard.press('a')
  await page.waitForFunction(() => document.activeElement?.id === 'c2')
  expect(await state('c1')).toBe('accepted')
  await page.keyboard.press('a')
  await page.waitForFunction(() => document.activeElement?.id === 'c3')
  // Not kept: the key opens the reason, where keys write.
  await page.keyboard.press('r')
  expect(await focused()).toBe('c3')
  await page.keyboard.type('On ne mange pas à midi pile, jamais.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'c4')
  expect(await state('c3')).toBe('not_kept')
  await page.keyboard.press('k')
  expect(await focused()).toBe('c3')
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page.waitForFunction(() => document.activeElement?.id === 'terminer')
  expect(await page.locator('[data-progress-text]').first().textContent()).toBe('Réponses : 4 sur 4')
  expect(await page.locator('[data-announce]').textContent()).toContain('Accepté')
  await look(page, 'relecture-repondue')
  // Nothing is public yet: a reload finds it all again, somebody else sees nothing.
  await page.reload()
  expect(await state('c3')).toBe('not_kept')
  for (let presses = 0; presses < 60 && !(await page.evaluate(() => document.activeElement?.textContent === 'Terminer et intégrer')); presses++) await page.keyboard.press(presses === 0 ? 'End' : 'Shift+Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Terminer et intégrer')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.getByText('sauf un changement').waitFor()
  expect(await published(fiche)).toBe(proposed.replace('de midi', 'du milieu'))
  await look(page, 'relecture-integree')
  const lea = await as('lea', phone)
  await lea.page.goto(address)
  await lea.page.getByText('Non retenu cette fois par garance, parce que').waitFor()
  await look(lea.page, 'relecture-auteur')
  expect([...faults, ...lea.faults]).toEqual([])
  await context.close()
  await lea.context.close()
})

for (const script of ['on', 'off'] as const) {
  test(`should let somebody review on a phone, script ${script}`, async () => {
    const { fiche, address } = await aProposition(`telephone-${script}`)
    const { context, page } = await as('garance', phone, script)
    await page.goto(address)
    if (script === 'on') await look(page, 'relecture-mobile')
    for (const [place, title] of ['c1', 'c2', 'c4'].entries()) {
      const before = page.url()
      const button = page.locator(`#${title}`).getByRole('button', { name: 'Accepter' })
      if (script === 'on') { await button.click(); await page.locator(`#${title}[data-state=accepted]`).waitFor() }
      else await Promise.all([page.waitForNavigation(), button.click()])
      expect(page.url().startsWith(before.split('#')[0] ?? ''), String(place)).toBe(true)
      expect(await page.locator(`#${title}`).getAttribute('data-state')).toBe('accepted')
    }
    // A reason is asked for, and nothing is lost when it is missing.
    const third = page.locator('#c3')
    await third.getByText('Ne pas retenir', { exact: true }).click()
    if (script === 'on') await third.getByRole('button', { name: 'Ne pas retenir ce changement' }).click()
    else await send(page, 'Ne pas retenir ce changement')
    await page.locator('#c3[data-state=not_kept]').waitFor()
    await page.getByLabel('Votre message').fill('Merci Léa, sauf pour midi.')
    await send(page, 'Terminer la relecture')
    await page.getByText('Dites pourquoi vous ne retenez pas le changement 3').waitFor()
    expect(await page.getByLabel('Votre message').inputValue()).toBe('Merci Léa, sauf pour midi.')
    if (script === 'on') await look(page, 'relecture-refus')
    if (!(await page.locator('#c3').getByLabel('Pourquoi').isVisible())) await page.locator('#c3').getByText('Ne pas retenir', { exact: true }).click()
    await page.locator('#c3').getByLabel('Pourquoi').fill('Midi, c’est trop précis.')
    if (script === 'on') { await page.locator('#c3').getByRole('button', { name: 'Ne pas retenir ce changement' }).click(); await page.waitForFunction(() => document.activeElement?.id === 'terminer') }
    else await send(page, 'Ne pas retenir ce changement')
    await send(page, 'Terminer la relecture')
    await page.getByText('Votre relecture est envoyée').waitFor()
    await send(page, 'Intégrer les 3 changements retenus')
    await page.getByText('sauf un changement').waitFor()
    expect(await published(fiche)).toBe(proposed.replace('de midi', 'du milieu'))
    await context.close()
  })
}

test('should lose nothing and tell everybody when two people review while the proposer sends a new text and somebody integrates', async () => {
  const { fiche, address } = await aProposition('ensemble')
  const [garance, noe, lea] = [await as('garance', desk), await as('noe', desk), await as('lea', desk)]
  for (const { page } of [garance, noe, lea]) await page.goto(address)
  // Two reviews at once, neither shown to the other before its end.
  await garance.page.locator('#c2').getByRole('button', { name: 'Accepter' }).click()
  await garance.page.locator('#c2[data-state=accepted]').waitFor()
  await noe.page.locator('#c3').getByRole('button', { name: 'Favorable' }).click()
  await noe.page.locator('#c3[data-state=favorable]').waitFor()
  await noe.page.getByLabel('Votre message').fill('Le soir, c’est quand ?')
  await noe.page.getByText('Brouillon de relecture gardé').waitFor()
  // The proposer sends another text: both are told, and what they answered stays.
  await updateProposal(forge.deps, await actor('lea'), { resource: fiche, number: 1, files: new Map([['README.md', proposed.replace('du soir', 'de la nuit')]]), message: 'La nuit' })
  for (const { page } of [garance, noe]) await page.getByText('Une nouvelle version de cette proposition vient d’arriver').waitFor()
  await look(noe.page, 'relecture-nouvelle-version')
  await send(noe.page, 'Terminer la relecture')
  await noe.page.getByText('est arrivée pendant votre relecture').waitFor()
  expect(await noe.page.locator('#c3').getAttribute('data-state')).toBe('favorable')
  expect(await noe.page.getByLabel('Votre message').inputValue()).toBe('Le soir, c’est quand ?')
  await send(noe.page, 'Terminer la relecture')
  await noe.page.getByText('Votre relecture est envoyée').waitFor()
  await garance.page.getByText('Il y a du nouveau').or(garance.page.getByText('Une nouvelle version')).first().waitFor()
  await garance.page.goto(address)
  expect(await garance.page.locator('#c2').getAttribute('data-state')).toBe('accepted')
  for (const change of ['c1', 'c3', 'c4']) {
    await garance.page.locator(`#${change}`).getByRole('button', { name: 'Accepter' }).click()
    await garance.page.locator(`#${change}[data-state=accepted]`).waitFor()
  }
  // Noé is reviewing again when it is integrated: told, and refused with a sentence.
  await noe.page.goto(address)
  await send(garance.page, 'Terminer et intégrer')
  await garance.page.getByText('Intégrée par garance').waitFor()
  await noe.page.getByText('Il y a du nouveau').waitFor()
  await send(noe.page, 'Terminer la relecture')
  await noe.page.getByText('déjà close').waitFor()
  expect(await published(fiche)).toBe(proposed.replace('du soir', 'de la nuit'))
  await look(noe.page, 'relecture-close')
  for (const { context, faults } of [garance, noe, lea]) { expect(faults).toEqual([]); await context.close() }
})
