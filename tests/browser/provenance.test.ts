import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '../../forge/domain/resource.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aBrowser, aWindow, desk, look, phone } from '../support/browser.js'
import { aForge, type TestForge } from '../support/forge.js'

let forge: TestForge
let browser: Browser
let address: string
let fiche: Resource

/** What each person adds, in turn. */
const additions: readonly (readonly [string, string, string])[] = [
  ['lea', 'Léa Fontaine', '\nLe groupe écoute sans répondre, puis quelqu’un remercie chaque personne de ce qu’elle a bien voulu dire.\n'],
  ['idriss', 'Idriss Valdoré', '\n- Poser le cadre en deux minutes, debout si possible\n- Rappeler que [personne ne commente](https://exemple.fr/cadre) ce qui est dit\n'],
  ['noe', 'Noé Marchepied', '- Prévoir des images pour qui n’aime pas parler\n'],
  ['nadege', 'Nadège Fontepierre', '\n| Temps | Qui fait quoi |\n|---|---|\n| 10 minutes | tout le groupe dit son humeur |\n| 5 minutes | la personne qui facilite résume |\n'],
  ['ines', 'Inès Roche', '\n> On repart plus léger quand on sait comment vont les autres, disait une participante.\n'],
  ['awa', 'Awa Diarra', '\nÀ distance, chaque personne change son image de profil pour une météo dessinée à la main.\n'],
  ['soizic', 'Soizic Le Braz', '\n```\nMinuteur : dix minutes, sonnerie douce\n```\n'],
  ['yanis', 'Yanis Cordier', '\nAprès une absence, laissez la personne passer son tour sans rien lui demander.\n'],
  ['paola', 'Paola Verdier', '\nGardez une trace dessinée au mur, datée, pour relire ensemble le chemin parcouru dans l’année.\n'],
]

beforeAll(async () => {
  forge = await aForge()
  browser = await aBrowser()
  const garance = await forge.person('garance', { displayName: 'Garance Haute-Rive' })
  let text = `---
type: outil-animation
titre: Le tour de météo
resume: Savoir en quelques minutes comment chaque personne arrive, sans que cela devienne une discussion.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
materiel:
  - nom: Des images de ciel
deroule:
  - titre: Ouvrir le tour
    texte: Proposer une image de météo, **brièvement**, puis passer la parole.
---

## Conseils de pratique

Chaque personne dit en une phrase le temps qu’il fait dans sa tête, et s’arrête là.
`
  await forge.community('cooperation', [garance.person])
  fiche = await forge.resource({ by: garance.person, slug: 'le-tour-de-meteo', owner: 'cooperation', rule: { kind: 'ouverte' }, text })
  for (const [handle, displayName, added] of additions) {
    const who = await forge.person(handle, { displayName })
    await forge.deps.communities.setMember(fiche.owner.id, who.person.id, 'member', 1)
    text += added
    await publishChange(forge.deps, who.actor, { resource: fiche, base: fiche.tip!, files: new Map([['README.md', text]]), title: `Ajouter « ${added.trim().slice(0, 30)} »`, reason: '' })
    fiche = (await forge.deps.resources.find(fiche.id))!
  }
  address = `${(await forge.serve()).url}/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi`
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await forge?.close()
})

async function reader(viewport: typeof desk, script: 'on' | 'off' = 'on'): Promise<{ page: Page; faults: string[]; close(): Promise<void> }> {
  const context = await aWindow(browser, viewport, script)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => { if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => { faults.push(error.message) })
  return { page, faults, close: () => context.close() }
}

const lit = (page: Page) => page.locator('.w.lit').allInnerTexts()

for (const [size, viewport] of [['1280', desk], ['360', phone]] as const) {
  test(`should say of words, pointed at or chosen, whose they are and where they come from, ${size} px wide`, async () => {
    const { page, faults, close } = await reader(viewport)
    await page.goto(address)
    await look(page, 'qui-a-ecrit-quoi')
    await page.locator('.w', { hasText: 'Poser le cadre' }).hover()
    expect((await lit(page)).join(' ')).toContain('personne ne commente')
    expect((await lit(page)).join(' ')).not.toContain('dans sa tête')
    await page.locator('.w', { hasText: 'Poser le cadre' }).click()
    const panel = page.getByRole('dialog', { name: 'D’où viennent ces mots' })
    expect(await panel.innerText()).toContain('Idriss Valdoré')
    expect(await panel.getByRole('link', { name: 'Ce que cette version a changé' }).getAttribute('href')).toMatch(/comparer\?a=[0-9a-f]{40}/)
    // The words that came together, and no others of the same person.
    expect((await page.locator('.w.chosen').allInnerTexts()).join(' ')).toContain('Poser le cadre')
    expect(await page.locator('.w:not(.chosen)').count()).toBeGreaterThan(0)
    await look(page, 'qui-a-ecrit-quoi-panneau')
    await page.keyboard.press('Escape')
    expect([await panel.count(), await page.locator('.w.chosen').count()]).toEqual([0, 0])
    await page.locator('.w', { hasText: 'Poser le cadre' }).click()
    await page.getByText('restent libres selon leur licence').click()
    await page.mouse.move(0, 0)
    expect([await panel.count(), await page.locator('.w.chosen').count()]).toEqual([0, 0])
    // Words that lead somewhere still do; their number tells who wrote them.
    expect(await page.getByRole('link', { name: 'personne ne commente' }).getAttribute('href')).toBe('https://exemple.fr/cadre')
    await page.getByRole('link', { name: /Awa Diarra$/ }).and(page.locator('a.qui')).first().focus()
    expect((await lit(page)).join(' ')).toContain('météo dessinée à la main')
    await page.keyboard.press('Enter')
    expect(await panel.innerText()).toContain('Awa Diarra')
    expect(await panel.getByRole('button', { name: 'Fermer' }).evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.classList.contains('qui'))).toBe(true)
    await page.getByRole('checkbox', { name: 'Montrer les numéros' }).uncheck()
    expect(await page.locator('a.qui').first().isVisible()).toBe(false)
    await page.getByRole('checkbox', { name: 'Montrer les numéros' }).check()
    expect(faults).toEqual([])
    await close()
  })

  test(`should show apart what one person wrote, ${size} px wide`, async () => {
    const { page, faults, close } = await reader(viewport)
    await page.goto(address)
    await page.locator('.writers').getByRole('link', { name: /Nadège/ }).click()
    await page.getByRole('heading', { name: /Ce que Nadège Fontepierre a écrit/ }).waitFor()
    await look(page, 'qui-a-ecrit-quoi-personne')
    await page.getByRole('checkbox', { name: /Masquer/ }).check()
    expect(await page.locator('article').getByText('dans sa tête').isVisible()).toBe(false)
    expect(await page.locator('article').getByText('la personne qui facilite résume').isVisible()).toBe(true)
    expect(faults).toEqual([])
    await close()
  })

  test(`should be whole without script, ${size} px wide`, async () => {
    const { page, close } = await reader(viewport, 'off')
    await page.goto(address)
    await look(page, 'qui-a-ecrit-quoi-sans-script', 'off')
    await page.getByRole('link', { name: /Léa Fontaine$/ }).and(page.locator('a.qui')).first().click()
    const target = page.locator('li:target')
    expect(await target.innerText()).toContain('Léa Fontaine')
    expect(await target.getByRole('link', { name: 'Ce que cette version a changé' }).count()).toBe(1)
    await close()
  })
}
