import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { openProfile } from '../../forge/use-cases/openWords.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { fieldsOf, send } from '../support/page-forms.js'
import { aVisitor, type Visitor } from '../support/visitor.js'

let forge: TestForge
let garance: Visitor
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  const { url } = await forge.serve()
  const { person } = await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', displayName: 'Garance', password })
  for (const community of ['cooperation', 'resilience-alimentaire']) await forge.community(community, [person])
  garance = aVisitor(url)
  await garance.submit('/connexion', { identifiant: 'garance', mot_de_passe: password })
})
afterAll(() => forge.close())

async function her() {
  const person = await forge.deps.people.findByHandle('garance')
  if (!person) throw new Error('nobody')
  return person
}

test('should let a community choose the licence it offers first, while a fiche’s own licence stays', async () => {
  await openProfile(forge.deps, { kind: 'person', person: await her(), scopes: allScopes }, { community: 'resilience-alimentaire' })
  const { text } = await garance.get('/resilience-alimentaire/profil/ameliorer')
  expect(text).toMatch(/<p class="label" id="champ-licence">/)
  expect(text).not.toContain('name="champ.licence"')
  expect(text).toMatch(/<input type="radio" name="champ\.licence_par_defaut" value="CC-BY-SA-4\.0" checked/)
  expect(text).toContain('name="champ.licence_par_defaut" value="CC-BY-4.0"')
})

test('should tell what a community asks for from what stops publishing, and put both first', async () => {
  const { text } = await garance.get('/nouvelle?type=pratique-agricole&owner=resilience-alimentaire')
  expect(text).toMatch(/<legend>Saisons <span class="required">\(demandé par la communauté\)<\/span><\/legend>/)
  expect(text).toMatch(/Titre <span class="required">\(obligatoire\)/)
  expect(text.indexOf('<legend>Saisons')).toBeLessThan(text.indexOf('id="corps"'))
  expect((await garance.get('/nouvelle?type=pratique-agricole&owner=garance')).text).not.toContain('demandé par la communauté')
})

type Fields = readonly (readonly [string, string])[]
/** What a page posts, some of it typed over. */
const typing = (page: string, typed: Readonly<Record<string, string>>): Fields => {
  const fields = fieldsOf(page)
  return [...fields.filter(([name]) => typed[name] === undefined), ...Object.entries(typed)]
}
const filled = { 'champ.titre': 'Pailler au printemps', 'champ.resume': 'Couvrir le sol.', 'champ.besoins': 'ecouter-l-etat-du-groupe', 'champ.publics': 'facilitateur' }
const made = async (owner: string, slug: string) => forge.deps.resources.findByAddress(owner, slug)

test('should show once what is worth a look in a new fiche, then publish', async () => {
  const page = await garance.get('/nouvelle?type=pratique-agricole&owner=resilience-alimentaire')
  const shown = await send(garance, '/nouvelle', typing(page.text, filled))
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('À voir avant de publier')
  expect(shown.text).toContain('Cette communauté demande aussi «\u00a0Saisons\u00a0».')
  expect(shown.text).toContain('<a href="#champ-saisons">Aller à «\u00a0Saisons\u00a0»</a>')
  expect(shown.text).toContain('>Publier ainsi</button>')
  expect(await made('resilience-alimentaire', 'pailler-au-printemps')).toBeUndefined()
  // A hint is never shown here, and what stops publishing comes first.
  const stopped = await send(garance, '/nouvelle', typing(shown.text, { 'champ.resume': '' }))
  expect(stopped.status).toBe(422)
  expect(stopped.text).not.toContain('À voir avant de publier')
  const sent = await send(garance, '/nouvelle', typing(stopped.text, filled))
  expect(sent.location).toBe('/resilience-alimentaire/pailler-au-printemps')
})

test('should show what a change adds to see where it is reread, with a link back, and send it all the same', async () => {
  const text = shortFiche('À relire').replace('publics:', 'phases: [inconnue]\npublics:')
  await forge.resource({ by: await her(), slug: 'a-relire', text, owner: 'resilience-alimentaire' })
  const editor = await garance.get('/resilience-alimentaire/a-relire/ameliorer')
  await send(garance, '/resilience-alimentaire/a-relire/ameliorer', [...typing(editor.text, {}), ['champ.besoins', 'voler'], ['champ.type_sol', 'martien'], ['etape', 'relire']])
  const { text: end } = await garance.get('/resilience-alimentaire/a-relire/ameliorer/relire')
  expect(end).toContain('À voir avant d’envoyer')
  expect(end).toContain('«\u00a0voler\u00a0» n’est pas un terme de «\u00a0Besoins auxquels répond la ressource\u00a0».')
  expect(end).toContain('href="/resilience-alimentaire/a-relire/ameliorer?champ=besoins"')
  // What was there before is nobody's fault today.
  expect(end).not.toContain('inconnue')
  const stamp = /name="brouillon" value="(\d+)"/.exec(end)?.[1] ?? ''
  expect((await garance.submit('/resilience-alimentaire/a-relire/ameliorer/relire', { title: 'Voler', reason: '', brouillon: stamp }, '/resilience-alimentaire/a-relire/ameliorer/envoyer')).location).toBe('/resilience-alimentaire/a-relire')
})

test('should show the form of another place once it is chosen, with everything typed and why', async () => {
  const page = await garance.get('/nouvelle?type=pratique-agricole&owner=resilience-alimentaire')
  const soil = 'champ.type_sol'
  const moved = await send(garance, '/nouvelle', [...typing(page.text, { ...filled, 'champ.titre': 'Ailleurs', owner: 'cooperation', corps: 'Mon texte.' }), [soil, 'argileux']])
  expect(moved.status).toBe(200)
  expect(moved.text).toContain('Vous la rangez maintenant dans «\u00a0cooperation\u00a0», qui demande d’autres champs')
  expect(moved.text).toContain('Résumé du déroulé <span class="required">')
  expect(moved.text).not.toContain('<legend>Type de sol')
  for (const typed of ['value="Ailleurs"', 'Couvrir le sol.', 'Mon texte.', 'value="ecouter-l-etat-du-groupe" checked', '<option value="cooperation" selected>']) expect(moved.text).toContain(typed)
  expect(await made('cooperation', 'ailleurs')).toBeUndefined()
  // Back: what has no field elsewhere was kept.
  const back = await send(garance, '/nouvelle', typing(moved.text, { ...filled, owner: 'resilience-alimentaire' }))
  expect(back.text).toMatch(/name="champ\.type_sol" value="argileux" checked/)
  // Two places that ask for the same go on.
  const own = await garance.get('/nouvelle?type=outil-animation&owner=personne')
  expect((await send(garance, '/nouvelle', typing(own.text, { ...filled, 'champ.titre': 'Chez moi', owner: 'garance' }))).location).toBe('/garance/chez-moi')
})

test('should offer the licence of the new place unless another was chosen', async () => {
  const words = await garance.get('/nouvelle?type=vocabulaire&owner=garance')
  expect(words.text).toMatch(/value="CC0-1\.0" checked/)
  const fiche = await send(garance, '/nouvelle', typing(words.text, { 'champ.type': 'outil-animation' }))
  expect(fiche.text).toMatch(/name="champ\.licence" value="CC-BY-SA-4\.0" checked/)
  const chosen = await send(garance, '/nouvelle', typing(fiche.text, { 'champ.type': 'methode', 'champ.licence': 'CC-BY-4.0' }))
  expect(chosen.text).toMatch(/name="champ\.licence" value="CC-BY-4\.0" checked/)
})

test('should change the type inside the form, keeping everything typed', async () => {
  const page = await garance.get('/nouvelle?type=outil-animation&owner=garance')
  const again = await send(garance, '/nouvelle', typing(page.text, { ...filled, 'champ.titre': 'Un retour', 'champ.type': 'retour-experience', 'champ.deroule.0.titre': 'Ouvrir', etape: 'type', corps: 'Mon texte.' }))
  expect(again.status).toBe(200)
  expect(again.text).toContain('Voici les champs pour «\u00a0')
  expect(again.text).toContain('<option value="retour-experience" selected>')
  expect(again.text).toContain('id="champ-ce_qui_a_marche"')
  for (const typed of ['value="Un retour"', 'Couvrir le sol.', 'Mon texte.', 'value="facilitateur" checked']) expect(again.text).toContain(typed)
  const back = await send(garance, '/nouvelle', typing(again.text, { ...filled, 'champ.titre': 'Un retour', 'champ.type': 'outil-animation' }))
  expect(back.text).toMatch(/name="champ\.deroule\.0\.titre" value="Ouvrir"|name="champ\.deroule\.0\.titre"[^>]* value="Ouvrir"/)
  // The button alone, nothing changed: nothing is published.
  expect((await send(garance, '/nouvelle', typing(back.text, { ...filled, 'champ.titre': 'Un retour', etape: 'type' }))).status).toBe(200)
  expect(await made('garance', 'un-retour')).toBeUndefined()
})

test('should ask first for what makes a list or a profile', async () => {
  for (const [type, keys] of [['vocabulaire', ['notation', 'concepts']], ['profil', ['prefixe', 'champs', 'licence_par_defaut']]] as const) {
    const { text } = await garance.get(`/nouvelle?type=${type}&owner=resilience-alimentaire`)
    for (const key of keys) {
      expect(text.indexOf(`id="champ-${key}"`)).toBeGreaterThan(0)
      expect(text.indexOf(`id="champ-${key}"`)).toBeLessThan(text.indexOf('<textarea id="corps"'))
    }
  }
})
