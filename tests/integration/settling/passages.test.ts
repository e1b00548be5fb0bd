import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { allScopes, type Actor } from '../../../forge/domain/person.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { proposeChange, updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { settleFieldsOf } from '../../support/settle-form.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let garance: Actor & { kind: 'person' }
let lea: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let fiche: Resource
let steward: Visitor
const password = 'le chat dort au soleil'
const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la suite.\n\nQuatrième paragraphe, de la fin.\n'
const page = '/garance/meteo/propositions/1/concilier'

beforeEach(async () => {
  forge = await aForge()
  for (const handle of ['garance', 'lea', 'noe']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle[0]!.toUpperCase() + handle.slice(1), password })
  const actor = async (handle: string): Promise<typeof garance> => ({ kind: 'person', person: (await forge.deps.people.findByHandle(handle))!, scopes: allScopes })
  ;[garance, lea, noe] = [await actor('garance'), await actor('lea'), await actor('noe')]
  fiche = await forge.resource({ by: garance.person, slug: 'meteo', text: shortFiche('Météo', body) })
  steward = aVisitor((await forge.serve()).url)
  await steward.submit('/connexion', { identifiant: 'garance', mot_de_passe: password })
})
afterEach(() => forge.close())

const mainOf = async () => (await forge.git.resolve(fiche.id, MAIN)) ?? ''
const textNow = async (path = 'README.md') => new TextDecoder().decode((await forge.git.file(fiche.id, await mainOf(), path))?.bytes)
async function publish(find: string, replace: string): Promise<void> {
  const done = await publishChange(forge.deps, garance, { resource: fiche, base: await mainOf(), files: new Map([['README.md', (await textNow()).replace(find, replace)]]), title: replace, reason: '' })
  expect(done.kind).toBe('published')
}
async function propose(by: Actor, changes: readonly (readonly [string, string])[]) {
  const text = changes.reduce((now, [find, replace]) => now.replace(find, replace), await textNow())
  return proposeChange(forge.deps, by, { resource: fiche, base: await mainOf(), files: new Map([['README.md', text]]), title: 'Mieux', reason: '' })
}

test('should say of each passage who last touched it on each side, and when', async () => {
  const request = await propose(lea, [['du milieu', 'au soleil']])
  // Another iteration by its proposer, elsewhere: the passage stays from the first one.
  const first = await forge.git.file(fiche.id, request.head, 'README.md')
  await updateProposal(forge.deps, lea, { resource: fiche, number: 1, base: request.head, files: new Map([['README.md', new TextDecoder().decode(first?.bytes).replace('de la fin', 'du bout')]]), message: 'La fin' })
  await publish('du milieu', 'sous la pluie')
  await publish('de la fin', 'de la toute fin')
  await publish('du début', 'du commencement')
  const { text } = await steward.get(page)
  const sides = [...text.matchAll(/<div class="side (ours|theirs)">[\s\S]*?<p class="soft who">([\s\S]*?)<\/p>/g)].map(([, which, said]) => `${which}: ${said!.replace(/<[^>]+>/g, '').replaceAll('\u00A0', ' ')}`)
  expect(sides).toHaveLength(4)
  expect(sides[0]).toMatch(/^ours: Garance, le \d/)
  expect(sides[1]).toMatch(/^theirs: Lea, le \d/)
  expect(text).toContain('Inchangé')
  expect(text).not.toContain('<pre class="source">')
})

test('should say where one is in words, a picture by what it shows', async () => {
  await publish('Troisième paragraphe, de la suite.', '![Un **soleil** dessiné](media/soleil.png) et sa [légende](https://exemple.org/a)')
  await propose(lea, [['du milieu', 'au soleil']])
  await publish('du milieu', 'sous la pluie')
  const { text } = await steward.get(page)
  expect(text).toMatch(/<summary>Inchangé\u00A0: Un soleil dessiné et sa légende<\/summary>/)
})

test('should keep choices privately, in any order, and those that still hold when somebody publishes meanwhile', async () => {
  await propose(lea, [['du milieu', 'au soleil'], ['de la fin', 'du bout']])
  await publish('du milieu', 'sous la pluie')
  await publish('de la fin', 'de la toute fin')
  const first = await steward.get(page)
  const fields = settleFieldsOf(first.text)
  const [middle, end] = fields.names
  expect(fields.names).toHaveLength(2)
  const kept = await steward.post(page, { ...fields.values, [middle!]: 'theirs', [end!]: 'texte', [`${end!}.texte`]: 'Quatrième paragraphe, au bout de la fin.', etape: 'garder' })
  expect(kept.status).toBe(303)
  // Nobody else sees them.
  expect((await forge.deps.picks.find(lea.person.id, fiche.id, 'proposition:1'))).toBeUndefined()
  expect((await mainOf())).toBe(fields.values.published)
  const again = await steward.follow(kept)
  expect(again.text).toContain('Vos choix sont gardés')
  expect(settleFieldsOf(again.text).chosen).toEqual({ [middle!]: 'theirs', [end!]: 'texte' })
  // What stands at the end changes again: the choice of the middle holds, the typed words are offered anew.
  await publish('de la toute fin', 'de la fin des fins')
  const later = await steward.get(page)
  expect(settleFieldsOf(later.text).chosen).toEqual({ [middle!]: 'theirs' })
  expect(later.text).toContain('au bout de la fin')
  expect(later.text).toContain('Ce passage a changé depuis que vous l’avez décidé')
})

test('should show the result before anything is written, then integrate exactly that, everybody credited', async () => {
  await propose(lea, [['du milieu', 'au soleil'], ['de la fin', 'du bout']])
  await publish('du milieu', 'sous la pluie')
  await publish('de la fin', 'de la toute fin')
  const before = await mainOf()
  const { names, values } = settleFieldsOf((await steward.get(page)).text)
  const seen = await steward.follow(await steward.post(page, { ...values, [names[0]!]: 'both', etape: 'apercu' }))
  const result = /id="resultat"[\s\S]*?<\/section>/.exec(seen.text)?.[0] ?? ''
  expect(result).toContain('Un passage n’est pas décidé')
  expect(result).toMatch(/<ins>[\s\S]*au soleil/)
  expect(result).toContain('de la toute fin')
  expect(await mainOf()).toBe(before)
  const undecided = await steward.post(page, { ...values, [names[0]!]: 'both' })
  expect(undecided.status).toBe(422)
  expect(settleFieldsOf(undecided.text).chosen).toEqual({ [names[0]!]: 'both' })
  const done = await steward.post(page, { ...values, [names[0]!]: 'both', [names[1]!]: 'ours' })
  expect(done.status).toBe(303)
  expect(await textNow()).toContain('Deuxième paragraphe, sous la pluie.\n\nDeuxième paragraphe, au soleil.\n')
  expect(await textNow()).toContain('de la toute fin')
  expect(await forge.deps.picks.find(garance.person.id, fiche.id, 'proposition:1')).toBeUndefined()
  expect((await forge.git.commit(fiche.id, await mainOf())).author.name).toBe('Lea')
})

test('should answer a part of the page with the result, and keep the choices made, for its island', async () => {
  await propose(lea, [['du milieu', 'au soleil']])
  await publish('du milieu', 'sous la pluie')
  const { names, values } = settleFieldsOf((await steward.get(page)).text)
  const part = await steward.post(`${page}/apercu`, { ...values, [names[0]!]: 'theirs' })
  expect(part.text).toContain('<del>')
  expect(part.text).not.toContain('<html')
  expect(settleFieldsOf((await steward.get(page)).text).chosen).toEqual({ [names[0]!]: 'theirs' })
})

test('should not integrate what a proposer sent meanwhile without anybody having seen it', async () => {
  const request = await propose(lea, [['du milieu', 'au soleil']])
  await publish('du milieu', 'sous la pluie')
  const { names, values } = settleFieldsOf((await steward.get(page)).text)
  await updateProposal(forge.deps, lea, { resource: fiche, number: 1, base: request.head, files: new Map([['README.md', shortFiche('Météo', body.replace('du milieu', 'sous la lune'))]]), message: 'La lune' })
  const before = await mainOf()
  const answer = await steward.post(page, { ...values, [names[0]!]: 'theirs' })
  expect(answer.status).toBe(409)
  expect(await mainOf()).toBe(before)
})

test('should ask about a passage one removed and the other changed, a file one removed, and a picture both replaced', async () => {
  const picture = (n: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, n, n, n])
  await publishChange(forge.deps, garance, { resource: fiche, base: await mainOf(), files: new Map<string, string | Uint8Array>([['media/plan.png', picture(1)], ['annexe.md', '# Annexe\n\nUn texte.\n']]), title: 'Annexes', reason: '' })
  const base = await mainOf()
  await proposeChange(forge.deps, noe, { resource: fiche, base, files: new Map<string, string | Uint8Array | null>([['README.md', (await textNow()).replace('Deuxième paragraphe, du milieu.\n\n', '')], ['media/plan.png', picture(2)], ['annexe.md', null]]), title: 'Moins', reason: '' })
  await publishChange(forge.deps, garance, { resource: fiche, base, files: new Map<string, string | Uint8Array>([['README.md', (await textNow()).replace('du milieu', 'du cœur')], ['media/plan.png', picture(3)], ['annexe.md', '# Annexe\n\nUn texte relu.\n']]), title: 'Mieux', reason: '' })
  const { text } = await steward.get(page)
  expect(text).toContain('Passage supprimé')
  expect([...text.matchAll(/<img src="data:image\/png;base64,/g)]).toHaveLength(2)
  expect(text).toContain('Fichier supprimé')
  expect(text).toMatch(/<ins>[^<]*<[^<]*relu|<ins>[\s\S]{0,80}relu/)
  const { names, values } = settleFieldsOf(text)
  expect(names).toHaveLength(3)
  const done = await steward.post(page, { ...values, ...Object.fromEntries(names.map((name) => [name, 'theirs'])) })
  expect(done.status).toBe(303)
  const main = await mainOf()
  expect(await forge.git.file(fiche.id, main, 'annexe.md')).toBeUndefined()
  expect([...(await forge.git.file(fiche.id, main, 'media/plan.png'))?.bytes ?? []]).toEqual([...picture(2)])
  expect(await textNow()).not.toContain('Deuxième')
})

test('should show the explanations until they are closed, choices kept', async () => {
  await propose(lea, [['du milieu', 'au soleil']])
  await publish('du milieu', 'sous la pluie')
  const first = await steward.get(page)
  expect(first.text).toMatch(/<details class="how" open/)
  const { names, values } = settleFieldsOf(first.text)
  const closed = await steward.follow(await steward.post(page, { ...values, [names[0]!]: 'theirs', etape: 'compris' }))
  expect(closed.text).toMatch(/<details class="how">/)
  expect(settleFieldsOf(closed.text).chosen).toEqual({ [names[0]!]: 'theirs' })
})

test('should let only who may integrate see the passages, and refuse versions that were never shown', async () => {
  await propose(lea, [['du milieu', 'au soleil']])
  await publish('du milieu', 'sous la pluie')
  const visitor = aVisitor((await forge.serve()).url)
  expect((await visitor.get(page)).status).not.toBe(200)
  const { names, values } = settleFieldsOf((await steward.get(page)).text)
  for (const fake of [{ published: '0'.repeat(40) }, { head: values.published! }, { published: 'x' }] as Record<string, string>[]) {
    expect((await steward.post(page, { ...values, ...fake, [names[0]!]: 'theirs' })).status).toBeGreaterThanOrEqual(400)
  }
  expect(await textNow()).toContain('sous la pluie')
})

test('should show the rows of a table as rows, under its head', async () => {
  const table = '| Culture | Épaisseur |\n|---|---|\n| Ail | 5 cm |\n| Fraise | 8 cm |\n| Courge | 12 cm |\n'
  await publish('Quatrième', `${table}\nQuatrième`)
  await propose(lea, [['Fraise | 8', 'Fraise | 9']])
  await publish('Fraise | 8', 'Fraise | 7')
  const { text } = await steward.get(page)
  const passage = text.slice(text.indexOf('<fieldset class="card passage"'), text.indexOf('</fieldset>')).replace(/<span class="vh">.*?<\/span>/g, '').replace(/<textarea.*?<\/textarea>/s, '')
  expect(passage.match(/<th[^>]*>Culture<\/th>/g)).toHaveLength(2)
  expect(passage).toMatch(/<td[^>]*>Fraise<\/td>\s*<td[^>]*><del>8<\/del> ?<ins>9<\/ins> cm<\/td>/)
  expect(passage).not.toContain('|')
  // What follows in the table too, and where it is folded to a hint.
  expect(text).toMatch(/<summary>[^<]*Courge · 12 cm/)
  expect(text).toMatch(/<td[^>]*>Courge<\/td>/)
})
