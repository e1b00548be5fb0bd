import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { passagesIn, withoutMarks } from '../../../forge/prose/word-marks.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readFiche } from '../../../forge/use-cases/readFiche.js'
import { readProvenance } from '../../../forge/use-cases/readProvenance.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let reader: Visitor
let garance: { person: Person; actor: Actor }
let lea: { person: Person; actor: Actor }
let fiche: Resource
let firstTip: string

const text = (more: { readonly title?: string; readonly steps?: string; readonly body?: string } = {}): string => `---
type: outil-animation
titre: ${more.title ?? 'Le tour de météo'}
resume: Savoir en quelques minutes comment chaque personne arrive.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
materiel:
  - nom: Un gong de cuivre
    lien: https://exemple.fr/gong
deroule:
  - titre: Poser le cadre
    texte: |
      Rappeler que **personne** ne commente.
${more.steps ?? ''}---

## Conseils

${more.body ?? 'Chaque personne dit son humeur en une image, puis [la suivante](annexes/grille.md) parle.'}

- Tenir le temps
- Remercier le groupe
`

const publish = async (who: { actor: Actor }, file: string, title: string, path = 'README.md'): Promise<void> => {
  const done = await publishChange(forge.deps, who.actor, { resource: fiche, base: fiche.tip!, files: new Map([[path, file]]), title, reason: '' })
  expect(done.kind).toBe('published')
  fiche = (await forge.deps.resources.find(fiche.id))!
}

beforeAll(async () => {
  forge = await aForge()
  garance = await forge.person('garance', { displayName: 'Garance Haute-Rive' })
  lea = await forge.person('lea', { displayName: 'Léa Fontaine' })
  await forge.community('cooperation', [garance.person], [lea.person])
  fiche = await forge.resource({ by: garance.person, slug: 'le-tour-de-meteo', owner: 'cooperation', rule: { kind: 'ouverte' }, text: text(), files: { 'annexes/grille.md': '# La grille\n\nUne colonne par humeur.\n' } })
  firstTip = fiche.tip!
  await publish(lea, text({ steps: '  - titre: Clore en douceur\n    texte: Demander à chaque personne un mot pour finir.\n', body: 'Chaque personne dit, sans se presser, son humeur en une image, puis [la suivante](annexes/grille.md) parle.' }), 'Ajouter une clôture')
  reader = aVisitor((await forge.serve()).url)
}, 120_000)
afterAll(() => forge?.close())

/** What the page says of words: the numbers of their people. */
const peopleOf = (html: string, words: string): string | undefined => passagesIn(html).find((passage) => passage.words.includes(words))?.people

test('should say who wrote each passage, and show the very same text', async () => {
  const { status, text: page } = await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi')
  expect(status).toBe(200)
  expect(page).toContain('Qui a écrit quoi')
  expect(peopleOf(page, 'son humeur en une image')).toBe('1')
  expect(peopleOf(page, 'sans se presser')).toBe('2')
  expect(peopleOf(page, 'Clore en douceur')).toBe('2')
  expect(peopleOf(page, 'Un gong de cuivre')).toBe('1')
  expect(peopleOf(page, 'Le tour de météo')).toBe('1')
  expect(page).toMatch(/Garance Haute-Rive[^]*Léa Fontaine/)
  expect(page).toContain('Ajouter une clôture')
  // No link holds another, and nobody's address is shown.
  expect(page).not.toMatch(/<a [^>]*>(?:(?!<\/a>)[^])*<a /)
  expect(page).not.toContain('noreply')
  const plain = await readFiche(forge.deps, { resource: fiche, locale: 'fr' })
  const marked = await readProvenance(forge.deps, { resource: fiche, locale: 'fr' })
  for (const part of ['steps', 'objectives', 'watchPoints'] as const) expect(marked.rendered[part].map(withoutMarks)).toEqual(plain.rendered![part])
  expect(withoutMarks(marked.rendered.body.html)).toBe(plain.rendered!.body.html)
})

test('should count shares that make a whole, called indicative', async () => {
  const { writers, origins } = await readProvenance(forge.deps, { resource: fiche, locale: 'fr' })
  expect(writers.map(({ person }) => person.name)).toEqual(['Garance Haute-Rive', 'Léa Fontaine'])
  expect(writers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  expect(writers.map(({ together }) => together)).toEqual([0, 0])
  expect(origins.map(({ title }) => title).sort()).toEqual(['Ajouter une clôture', 'Première version'])
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi')).text).toContain('Calcul indicatif')
})

test('should show apart what one person wrote, without script', async () => {
  const { text: page } = await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?personne=2')
  expect(page).toContain('Ce que Léa Fontaine a écrit')
  const theirs = [...page.matchAll(/<ol class="jumps">([^]*?)<\/ol>/g)].map(([, list]) => list).join('')
  const targets = [...theirs.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(1)
  for (const id of targets) expect(page).toContain(`id="${id}"`)
  expect(page).toMatch(/<span class="w aside"[^>]*>Remercier le groupe/)
  expect(page).toMatch(/<span class="w t2"[^>]*>sans se presser/)
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?personne=<script>')).status).toBe(200)
})

test('should lead from each number to a line that says when, why and how', async () => {
  const { text: page } = await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi')
  const cues = [...page.matchAll(/<a class="qui [^"]*" href="#(o\d+)"/g)].map(([, id]) => id)
  expect(cues.length).toBeGreaterThan(4)
  for (const id of new Set(cues)) expect(page).toMatch(new RegExp(`<li id="${id}">[^]*?comparer\\?a=[0-9a-f]{40}[^]*?</li>`))
})

test('should tell of an earlier version, by its own address or by choice', async () => {
  const before = await reader.get(`/cooperation/le-tour-de-meteo/versions/${firstTip}/qui-a-ecrit-quoi`)
  expect(before.text).toContain('Voir la version actuelle')
  expect(before.text).not.toContain('Léa Fontaine')
  expect((await reader.get(`/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?version=${firstTip}`)).text).not.toContain('Clore en douceur')
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?version=9.9')).status).toBe(404)
})

test('should tell of another Markdown file, and of no other kind of file', async () => {
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?fichier=annexes/grille.md')).text).toMatch(/<span class="w t1"[^>]*>Une colonne par humeur/)
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?fichier=annexes/absent.md')).status).toBe(404)
  expect((await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi?fichier=../../secret.md')).status).toBe(404)
})

test('should say the same to machines, with places in the text', async () => {
  const { text: body } = await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi.json')
  const told = JSON.parse(body) as { state: string; version: string; people: { name: string; handle: string }[]; origins: { people: number[]; how: string }[]; runs: { start: number; end: number; origin: number }[] }
  expect(told).toMatchObject({ state: 'known', version: fiche.tip, path: 'README.md', notCovered: 0 })
  const raw = (await reader.get('/cooperation/le-tour-de-meteo.md')).text
  const run = told.runs.find(({ start, end }) => raw.slice(start, end).includes('sans se presser'))
  expect(told.people[told.origins[run!.origin]!.people[0]!]).toMatchObject({ name: 'Léa Fontaine', handle: 'lea' })
  expect(body).not.toContain('noreply')
  expect(JSON.parse((await reader.get('/api/v1/resources/cooperation/le-tour-de-meteo/provenance')).text)).toEqual(told)
})

test('should keep each word with its author in an adaptation, and say which fiche it comes from', async () => {
  const idriss = await forge.person('idriss', { displayName: 'Idriss Valdoré' })
  const adaptation = await adaptResource(forge.deps, idriss.actor, { origin: fiche, owner: 'idriss', title: 'La météo à la relève', reason: 'public', explanation: 'Pour des équipes de nuit.' })
  const { text: page } = await reader.get(`/idriss/${adaptation.slug}/qui-a-ecrit-quoi`)
  expect(peopleOf(page, 'son humeur en une image')).toBe('1')
  expect(page).toMatch(/Écrit dans la fiche <a href="\/cooperation\/le-tour-de-meteo">/)
  expect(page).toMatch(/Garance Haute-Rive[^]*Léa Fontaine[^]*Idriss Valdoré/)
})

test('should follow who people are today, whatever is kept of histories', async () => {
  await forge.deps.people.update(lea.person.id, { displayName: 'Léa des Fontaines' })
  const { text: page } = await reader.get('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi')
  expect(page).toContain('Léa des Fontaines')
  expect(page).not.toContain('Léa Fontaine<')
})

test('should be reached from the fiche and from its contributions', async () => {
  for (const from of ['', '/contributions', '/fichiers/annexes/grille.md']) expect((await reader.get(`/cooperation/le-tour-de-meteo${from}`)).text).toContain('/cooperation/le-tour-de-meteo/qui-a-ecrit-quoi')
})

test('should find in an adaptation’s later words, copied by hand into its origin, who first wrote them', async () => {
  const origin = await forge.resource({ by: garance.person, slug: 'le-cercle', owner: 'cooperation', rule: { kind: 'ouverte' }, text: text({ title: 'Le cercle de parole' }) })
  const maya = await forge.person('maya', { displayName: 'Maya Verchère' })
  const adaptation = await adaptResource(forge.deps, maya.actor, { origin, owner: 'maya', title: 'Le cercle de parole', reason: 'lieu', explanation: '' })
  const added = 'Allumez une bougie au centre, puis laissez le silence s’installer avant que la première personne commence à raconter.'
  const withIt = text({ title: 'Le cercle de parole' }).replace('- Tenir le temps', `${added}\n\n- Tenir le temps`)
  expect((await publishChange(forge.deps, maya.actor, { resource: adaptation, base: adaptation.tip!, files: new Map([['README.md', withIt]]), title: 'Une bougie', reason: '' })).kind).toBe('published')
  // Git keeps whole seconds: what was written first must be seen to be.
  await new Promise((later) => { setTimeout(later, 1_100) })
  expect((await publishChange(forge.deps, garance.actor, { resource: origin, base: origin.tip!, files: new Map([['README.md', withIt]]), title: 'Une bougie aussi', reason: '' })).kind).toBe('published')
  const { text: page } = await reader.get('/cooperation/le-cercle/qui-a-ecrit-quoi')
  const line = passagesIn(page).find(({ words }) => words.includes('Allumez une bougie'))
  const who = new RegExp(`<li id="o${line!.origin}">([^]*?)</li>`).exec(page)?.[1]
  expect(who).toContain('Maya Verchère')
  expect(who).toContain(`Écrit dans la fiche <a href="/maya/${adaptation.slug}">`)
  expect(who).not.toContain('comparer?a=')
})
