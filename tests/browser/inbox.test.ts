import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '../../forge/domain/person.js'
import { commentProposal } from '../../forge/use-cases/commentProposal.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { giveVerdict } from '../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { sendDueMail } from '../../forge/use-cases/sendDueMail.js'
import { allScopes } from '../../forge/domain/person.js'
import { aBrowser, aWindow, desk, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { mailsIn } from '../support/mails.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const dayMs = 24 * 3600_000
const clock = { at: Date.parse('2026-11-04T10:00:00Z'), now() { return this.at } }
const body = '**Premier** paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'

beforeAll(async () => {
  forge = await aForge({ clock })
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const size of ['1280', '360']) {
    for (const name of ['Garance', 'Lea', 'Noe']) await createPerson(forge.deps, { handle: `${name.toLowerCase()}-${size}`, email: `${name.toLowerCase()}-${size}@exemple.invalid`, displayName: name, password })
  }
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })

const actor = async (handle: string): Promise<Extract<Actor, { kind: 'person' }>> => {
  const person = await forge.deps.people.findByHandle(handle)
  if (!person) throw new Error(handle)
  return { kind: 'person', person, scopes: allScopes }
}

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should show each person what awaits them, what is new and who speaks to them, ${size} px wide`, async () => {
    clock.at += dayMs
    const [garance, lea, noe] = [await actor(`garance-${size}`), await actor(`lea-${size}`), await actor(`noe-${size}`)]
    const text = shortFiche(`Le tour de météo ${size}`, body)
    const fiche = await forge.resource({ by: garance.person, slug: `meteo-${size}`, text })
    const propose = async (by: typeof lea, find: string, replace: string, title: string) =>
      (await proposeChange(forge.deps, by, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace(find, replace)]]), title, reason: `Testé dehors avec 14 personnes, @noe-${size}.` })).number
    const small = await propose(lea, 'du milieu', 'au soleil', 'Un milieu au soleil')
    clock.at += dayMs
    const long = await propose(noe, 'Troisième', `${'Avant de finir, chaque personne prend un temps pour elle. '.repeat(40)}\n\nTroisième`, 'Un temps pour soi avant la fin, pour que chacun·e reparte tranquille')

    // Garance: what she may move forward, the oldest first; the retouch says so.
    const steward = await as(`garance-${size}`, viewport)
    await steward.page.goto(`${url}/propositions`)
    const cards = steward.page.locator('.inbox > li')
    expect(await cards.locator('h3 a').allTextContents()).toEqual(['Un milieu au soleil', 'Un temps pour soi avant la fin, pour que chacun·e reparte tranquille'])
    expect(await cards.first().innerText()).toContain('petite retouche, 1\u00a0min')
    expect(await cards.nth(1).innerText()).toMatch(/\d\u00a0min de lecture/)
    expect(await steward.page.locator('nav.main .count').innerText()).toMatch(/^2/)
    await look(steward.page, 'a-relire')
    await cards.first().getByRole('link', { name: 'Un milieu au soleil' }).click()
    await steward.page.getByText('Relecture rapide').waitFor()
    expect(await steward.page.locator('a.mention').first().getAttribute('href')).toBe(`/@noe-${size}`)
    await look(steward.page, 'petite-retouche')

    // Garance answers: one thing less awaits her; Léa sees it, with what is still missing.
    await commentProposal(forge.deps, garance, { resource: fiche, number: small, text: `Joli. Qu’en dis-tu, @lea-${size} ?` })
    await giveVerdict(forge.deps, noe, { resource: fiche, number: small, verdict: 'objection', text: 'Au soleil, gare aux coups de chaud.', liftCondition: 'Prévoir de l’ombre.' })
    await steward.page.goto(`${url}/propositions`)
    expect(await cards.locator('h3 a').allTextContents()).toEqual(['Un temps pour soi avant la fin, pour que chacun·e reparte tranquille'])
    const proposer = await as(`lea-${size}`, viewport)
    await proposer.page.goto(`${url}/propositions?onglet=miennes`)
    await proposer.page.getByText('Depuis votre dernière visite', { exact: true }).waitFor()
    await proposer.page.getByText('doit être levée avant d’intégrer').waitFor()
    await proposer.page.getByText('Noe objecte').waitFor()
    await look(proposer.page, 'mes-propositions')
    await proposer.page.getByRole('link', { name: /^Mentions/ }).click()
    await proposer.page.getByText('Garance vous cite').waitFor()
    await look(proposer.page, 'mentions')
    await proposer.page.getByRole('link', { name: 'Garance vous cite' }).click()
    await proposer.page.getByRole('heading', { name: 'Un milieu au soleil' }).waitFor()
    expect(await proposer.page.locator('nav.main .count').count()).toBe(0)

    // Integrated: thanks to who proposed and to who read.
    await updateProposal(forge.deps, noe, { resource: fiche, number: long, files: new Map([['README.md', text.replace('de la fin', 'du bout')]]), message: 'Plus court' })
    await giveVerdict(forge.deps, lea, { resource: fiche, number: long, verdict: 'consent', text: '' })
    await integrateProposal(forge.deps, garance, { resource: fiche, number: long })
    const reader = await as(`noe-${size}`, viewport)
    await reader.page.goto(`${url}/propositions?onglet=miennes`)
    await reader.page.getByText('Merci\u00a0! Garance a intégré votre proposition').waitFor()
    await look(reader.page, 'merci')
    await proposer.page.goto(`${url}/propositions?onglet=mentions`)
    await proposer.page.getByText('Merci d’avoir relu').waitFor()
    await send(proposer.page, 'Tout marquer comme vu')
    await proposer.page.getByText('Tout est marqué comme vu').waitFor()

    // Three weeks of silence: Garance takes over.
    clock.at += 22 * dayMs
    await steward.page.goto(`${url}/garance-${size}/meteo-${size}/propositions/${small}`)
    await steward.page.getByText('Prendre en charge').first().click()
    await look(steward.page, 'prendre-en-charge')
    await steward.page.getByLabel('Un mot à la personne').fill('Merci, je termine.')
    await send(steward.page, 'Prendre en charge')
    await steward.page.getByText('Vous avez pris cette proposition en charge').waitFor()
    await look(steward.page, 'prise-en-charge')
    await steward.page.getByRole('link', { name: 'Terminer la proposition' }).click()
    await steward.page.getByRole('textbox', { name: 'Texte', exact: true }).waitFor()
    for (const { context } of [steward, proposer, reader]) await context.close()
  }, 240_000)

  test(`should let people choose their mails, and end them from one without signing in, ${size} px wide`, async () => {
    const { page, context } = await as(`noe-${size}`, viewport, 'off')
    await page.goto(`${url}/reglages/courriels`)
    await page.getByRole('radio', { name: 'Un résumé par jour, s’il y a du nouveau' }).check()
    await send(page, 'Enregistrer')
    await page.getByText('C’est noté\u00a0: un résumé par jour.').waitFor()
    const [noe, lea] = [await actor(`noe-${size}`), await actor(`lea-${size}`)]
    const fiche = await forge.resource({ by: noe.person, slug: `a-noe-${size}`, text: shortFiche(`Une autre fiche ${size}`, body) })
    clock.at += 60_000
    await proposeChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', shortFiche(`Une autre fiche ${size}`, body.replace('du milieu', 'au soleil'))]]), title: 'Au soleil', reason: '' })
    clock.at += dayMs
    await sendDueMail(forge.deps)
    // Others get theirs in the same round.
    const written = await vi.waitFor(() => {
      const mail = mailsIn(forge.dataDir).findLast(({ to }) => to === `noe-${size}@exemple.invalid`)
      if (!mail) throw new Error('not yet')
      return mail
    }, { timeout: 10_000, interval: 20 })
    const { text: mailed } = written
    const stranger = await aWindow(browser, viewport, 'off')
    const out = await stranger.newPage()
    const token = /^http\S*\/desabonner\/(\S+)$/m.exec(mailed)?.[1] ?? ''
    await out.goto(`${url}/desabonner/${token}`)
    await send(out, 'Ne plus recevoir ces courriels')
    await out.getByText('C’est fait').waitFor()
    await context.close()
    await stranger.close()
    // The same pages, with what measures them.
    const measured = await as(`noe-${size}`, viewport)
    await measured.page.goto(`${url}/reglages/courriels`)
    await look(measured.page, 'courriels')
    await measured.page.goto(`${url}/desabonner/${token}`)
    await look(measured.page, 'desabonne')
    await measured.context.close()
  }, 120_000)
}
