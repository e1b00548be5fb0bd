import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { offerBack } from '../../forge/use-cases/offerBack.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { takeNews } from '../../forge/use-cases/takeNews.js'
import { aBrowser, aWindow, desk, expectSound, look, phone, send, signedIn } from '../support/browser.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let url: string
const password = 'le chat dort au soleil'
const dayMs = 24 * 3600_000
const clock = { at: Date.parse('2026-03-04T10:00:00Z'), now() { return this.at } }
type Acting = Extract<Actor, { kind: 'person' }>
const sizes = [['1280', desk], ['360', phone]] as const
const fiches = new Map<string, { fiche: Resource; adaptation: Resource }>()

beforeAll(async () => {
  forge = await aForge({ clock })
  url = (await forge.serve()).url
  browser = await aBrowser()
  for (const [size] of sizes) fiches.set(size, await aFamily(size))
})
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

const somebody = async (handle: string, displayName: string): Promise<Acting> =>
  ({ kind: 'person', scopes: allScopes, person: (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })).person })

/** A fiche with a history of months, adapted, adapted again, with news taken and offered. */
async function aFamily(size: string): Promise<{ fiche: Resource; adaptation: Resource }> {
  const [garance, lea, noe] = [await somebody(`garance-${size}`, 'Garance Vautrin'), await somebody(`lea-${size}`, 'Léa Borel'), await somebody(`noe-${size}`, 'Noé')]
  const text = (...words: string[]) => shortFiche('Le cercle de parole', `Chaque personne parle à son tour, sans être interrompue.\n\nLe bâton de parole passe de main en main.\n\n${words.join('\n\n')}\n`)
  let fiche = await forge.resource({ by: garance.person, slug: `cercle-${size}`, text: text() })
  const now = async (resource: Resource) => (await forge.deps.resources.find(resource.id)) ?? resource
  const publish = async (by: Acting, resource: Resource, title: string, words: string) => {
    clock.at += 9 * dayMs
    const fresh = await now(resource)
    const outcome = await publishChange(forge.deps, by, { resource: fresh, base: fresh.tip ?? '', title, reason: '', files: new Map([['README.md', words]]) })
    if (outcome.kind === 'conflicts') throw new Error('conflicts')
  }
  await publish(garance, fiche, 'Dire quand commencer', text('On commence à l’heure.'))
  fiche = await now(fiche)
  await forge.git.updateRefs(fiche.id, [{ ref: 'refs/tags/v1.0', from: undefined, to: fiche.tip }])
  clock.at += 20 * dayMs
  const proposal = await proposeChange(forge.deps, noe, { resource: fiche, base: fiche.tip ?? '', title: 'Un objet plutôt qu’un bâton, pour celles et ceux que le bâton gêne', reason: '', files: new Map([['README.md', text('On commence à l’heure.', 'Un galet convient aussi.')]]) })
  clock.at += dayMs
  await integrateProposal(forge.deps, garance, { resource: fiche, number: proposal.number })
  clock.at += 12 * dayMs
  const adaptation = await adaptResource(forge.deps, lea, { origin: await now(fiche), owner: `lea-${size}`, title: 'Cercle de parole en ligne', reason: 'lieu', explanation: 'Pour des réunions à distance, caméras ouvertes ou non.' })
  const online = (...more: string[]) => text('On commence à l’heure.', 'Un galet convient aussi.', ...more).replace('titre: Le cercle de parole', 'titre: Cercle de parole en ligne')
  await publish(lea, adaptation, 'Passer la parole en nommant la personne suivante', online('On nomme la personne suivante.'))
  clock.at += 3 * dayMs
  await offerBack(forge.deps, lea, { resource: await now(adaptation), title: 'Nommer la personne suivante', reason: '', ficheTitle: 'origin' })
  await publish(garance, fiche, 'Rappeler la confidentialité', text('On commence à l’heure.', 'Un galet convient aussi.').replace('tour, sans', 'tour, en confiance, sans'))
  clock.at += 2 * dayMs
  await takeNews(forge.deps, lea, { resource: await now(adaptation) })
  clock.at += 5 * dayMs
  await adaptResource(forge.deps, noe, { origin: await now(adaptation), owner: `noe-${size}`, title: 'Cercle de parole en ligne avec des enfants de six à dix ans', reason: 'public', explanation: '' })
  await adaptResource(forge.deps, noe, { origin: await now(fiche), owner: `noe-${size}`, title: 'Talking circle', reason: 'langue', explanation: '' })
  await publish(garance, fiche, 'Finir par un tour de météo', text('On commence à l’heure.', 'Un galet convient aussi.', 'On finit par la météo.').replace('tour, sans', 'tour, en confiance, sans'))
  await publish(lea, adaptation, 'Couper les micros', online('On nomme la personne suivante.', 'On coupe les micros.').replace('tour, sans', 'tour, en confiance, sans'))
  return { fiche: await now(fiche), adaptation: await now(adaptation) }
}

const as = (handle: string, viewport: typeof desk, script: 'on' | 'off' = 'on') => signedIn(browser, url, { handle, password, viewport, script })
const of = (size: string) => { const found = fiches.get(size); if (!found) throw new Error(size); return found }

/** How many times Tab is pressed until the focused link leads there. */
async function tabTo(page: Page, part: string): Promise<number> {
  for (let presses = 1; presses < 160; presses += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => (document.activeElement?.getAttribute('href') ?? '').includes(wanted) && document.activeElement?.closest('svg') !== null, part)) return presses
  }
  return -1
}

for (const [size, viewport] of sizes) {
  test(`should let people say what they did besides writing, without script, ${size} px wide`, async () => {
    const { fiche } = of(size)
    const place = `${url}/${addressOf(fiche)}/contributions`
    const stranger = await aWindow(browser, viewport)
    const out = await stranger.newPage()
    await out.goto(place)
    await out.getByRole('link', { name: 'Se connecter pour signaler une contribution' }).waitFor()
    expect(await out.locator('form[action*="/contributions/roles"]').count()).toBe(0)
    await look(out, 'contributions-visiteuse')
    await stranger.close()

    // Léa says what she did; a form that cannot be taken comes back with what was typed.
    const lea = await as(`lea-${size}`, viewport, 'off')
    await lea.page.goto(place)
    await lea.page.getByText('J’ai contribué autrement').click()
    await lea.page.locator('#moi-role').selectOption('test')
    await lea.page.locator('#moi-note').fill('Deux fois au printemps, avec vingt personnes.\n\nLe galet passe mieux que le bâton.')
    await send(lea.page, 'Envoyer')
    await lea.page.getByText('C’est noté. Les garant·es de la fiche ont été prévenu·es.').waitFor()
    await lea.page.getByText('Signaler ce qu’une autre personne a fait').click()
    const other = lea.page.locator('form', { has: lea.page.locator('#autre-who') })
    await lea.page.locator('#autre-who').fill('@personne-ici')
    await lea.page.locator('#autre-role').selectOption('idea')
    await lea.page.locator('#autre-note').fill('Vu dans son atelier.')
    await Promise.all([lea.page.waitForNavigation(), other.getByRole('button', { name: 'Envoyer' }).click()])
    await lea.page.locator('#autre-who-erreur', { hasText: '@personne-ici' }).waitFor()
    expect(await lea.page.locator('#autre-note').inputValue()).toBe('Vu dans son atelier.')
    await look(lea.page, 'contributions-refus', 'off')
    await lea.page.locator('#autre-who').fill(`@noe-${size}`)
    await Promise.all([lea.page.waitForNavigation(), other.getByRole('button', { name: 'Envoyer' }).click()])
    await lea.page.getByText('C’est envoyé. La réponse vous sera annoncée dans « À relire », à la page « Mentions ».').waitFor()

    // Noé is asked whether it is right, where what awaits him is.
    const asked = await as(`noe-${size}`, viewport)
    await asked.page.goto(`${url}/propositions`)
    await asked.page.getByRole('link', { name: 'Idée d’origine\u00a0: est-ce bien vous\u00a0?' }).waitFor()
    await look(asked.page, 'a-relire-contribution')
    await asked.context.close()

    // Garance finds it among her messages, confirms, and names somebody without an account.
    const garance = await as(`garance-${size}`, viewport)
    await garance.page.goto(`${url}/propositions?onglet=mentions`)
    await garance.page.getByRole('link', { name: 'Léa Borel indique une contribution, à confirmer' }).click()
    await garance.page.getByText('attend votre réponse').waitFor()
    await look(garance.page, 'contributions-a-confirmer')
    await send(garance.page, 'Confirmer')
    await garance.page.getByText('C’est confirmé').waitFor()
    await garance.page.getByText('Signaler ce qu’une autre personne a fait').click()
    await garance.page.locator('#autre-who').fill('Anne Martinon')
    await garance.page.locator('#autre-role').selectOption('idea')
    await look(garance.page, 'contributions-formulaire')
    await Promise.all([garance.page.waitForNavigation(), garance.page.locator('form', { has: garance.page.locator('#autre-who') }).getByRole('button', { name: 'Envoyer' }).click()])
    await garance.page.locator('.people-table th', { hasText: 'Anne Martinon' }).waitFor()

    // Noé says it was not him, then disputes that it was Anne.
    const noe = await as(`noe-${size}`, viewport, 'off')
    await noe.page.goto(`${url}/propositions?onglet=mentions`)
    await noe.page.getByRole('link', { name: 'Léa Borel voudrait noter ce que vous avez fait' }).click()
    await send(noe.page, 'Non, ce n’est pas moi')
    await noe.page.getByText('C’est noté\u00a0: ce n’est pas confirmé.').waitFor()
    const anne = noe.page.locator('li.role', { hasText: 'Anne Martinon' })
    await anne.locator('summary', { hasText: 'Contester' }).click()
    await anne.getByRole('textbox').fill('Elle la tenait elle-même de cercles bien plus anciens.')
    await Promise.all([noe.page.waitForNavigation(), anne.getByRole('button', { name: 'Contester' }).click()])
    await noe.page.getByText('Votre contestation se lit maintenant à côté.').waitFor()
    expect(await noe.page.locator('.people-table', { hasText: 'contesté' }).count()).toBe(1)

    // Léa takes her name away: it is told without her name.
    await lea.page.goto(place)
    const own = lea.page.locator('li.role', { hasText: 'Le galet passe mieux' })
    await look(lea.page, 'contributions-lea', 'off')
    await garance.page.goto(place)
    await look(garance.page, 'contributions-garance')
    await garance.page.goto(`${url}/@lea-${size}`)
    await garance.page.getByText('A mis en pratique').waitFor()
    await look(garance.page, 'personne')
    await own.locator('summary', { hasText: 'Retirer mon nom' }).click()
    await Promise.all([lea.page.waitForNavigation(), own.getByRole('button', { name: 'Retirer mon nom' }).click()])
    await lea.page.getByText('C’est fait\u00a0: le nom n’est plus montré.').waitFor()
    expect(await lea.page.locator('.people-table', { hasText: 'mise en pratique' }).count()).toBe(0)
    await garance.page.reload()
    expect(await garance.page.getByText('A mis en pratique').count()).toBe(0)
    for (const { context, faults } of [lea, garance, noe]) { expect(faults).toEqual([]); await context.close() }
  }, 240_000)

  test(`should draw the timeline and the family, and tell the same in words, by keyboard, ${size} px wide`, async () => {
    const { fiche, adaptation } = of(size)
    const context = await aWindow(browser, viewport)
    const page = await context.newPage()
    await page.goto(`${url}/${addressOf(fiche)}/contributions/frise`)
    await look(page, 'frise')
    const drawn = page.locator('svg.timeline a')
    expect(await drawn.count()).toBe(await page.locator('.facts-table tbody tr').count())
    for (const words of ['Rappeler la confidentialité', 'version 1.0', 'proposition nº\u00a01', 'Cercle de parole en ligne', 'Noé']) {
      expect(await page.locator('.facts-table').innerText(), words).toContain(words)
      expect((await drawn.evaluateAll((links) => links.map((one) => one.getAttribute('aria-label') ?? one.textContent))).join('\n'), words).toContain(words)
    }
    expect(await tabTo(page, '/comparer?a=')).toBeGreaterThan(0)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(page.url()).toContain('/comparer?a=')
    // Drawn text is as large as text that is read.
    await page.goto(`${url}/${addressOf(adaptation)}/contributions/frise`)
    await look(page, 'frise-adaptation')
    expect(await page.evaluate(() => Math.min(...[...document.querySelectorAll('svg.timeline text')].map((one) => one.getBoundingClientRect().height)))).toBeGreaterThanOrEqual(13)
    expect(await page.locator('.facts-table').innerText()).toContain('Améliorations offertes à l’originale')
    expect(await page.locator('.facts-table').innerText()).toContain('nouveautés de l’originale reprises')

    await page.goto(`${url}/${addressOf(adaptation)}/adaptations`)
    await look(page, 'famille')
    expect(await page.locator('svg.family a').count()).toBe(4)
    const list = await page.locator('.family-list').first().innerText()
    for (const words of ['Le cercle de parole', 'Cercle de parole en ligne', 'cette fiche', 'Talking circle', 'Pour des réunions à distance', 'des nouveautés de l’originale restent à reprendre']) expect(list, words).toContain(words)
    expect(await tabTo(page, `/noe-${size}/`)).toBeGreaterThan(0)
    await context.close()
    const bare = await aWindow(browser, viewport, 'off')
    const still = await bare.newPage()
    await still.goto(`${url}/${addressOf(adaptation)}/contributions/frise`)
    expect(await still.locator('svg.timeline a').count()).toBeGreaterThan(3)
    await bare.close()
  }, 180_000)
}

test('should draw a long history month by month, legibly', async () => {
  const garance = await somebody('garance-longue', 'Garance Vautrin')
  let fiche = await forge.resource({ by: garance.person, slug: 'longue', text: shortFiche('Une longue histoire') })
  for (let version = 0; version < 100; version += 1) {
    clock.at += 4 * dayMs
    const outcome = await publishChange(forge.deps, garance, { resource: fiche, base: fiche.tip ?? '', title: `Version ${version}`, reason: '', files: new Map([['README.md', shortFiche('Une longue histoire', `Mot ${version}.\n`)]]) })
    if (outcome.kind === 'conflicts') throw new Error('conflicts')
    fiche = outcome.resource
  }
  const context = await aWindow(browser, phone)
  const page = await context.newPage()
  await page.goto(`${url}/${addressOf(fiche)}/contributions/frise`)
  await look(page, 'frise-longue')
  expect(await page.locator('svg.timeline a').count()).toBeLessThanOrEqual(15)
  await page.locator('svg.timeline a').first().focus()
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).toMatch(/^#m\d{4}-\d{2}$/)
  await expectSound(page, 'a month')
  await context.close()
}, 180_000)
