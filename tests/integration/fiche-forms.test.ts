import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { openProfile } from '../../forge/use-cases/openWords.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
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
  await openProfile(forge.deps, { kind: 'person', person, scopes: allScopes }, { community: 'resilience-alimentaire' })
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
  expect(moved.text).toContain('Vous la rangez maintenant dans «\u00a0cooperation\u00a0»\u00a0: les champs ont changé.')
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

const list = `---
type: vocabulaire
titre: Abris
resume: Où l’on cultive.
besoins: [partager-mes-ressources]
publics: [grand-public]
licence: CC0-1.0
notation: abri
concepts:
  - { notation: serre, libelle: Serre, libelle_en: Greenhouse, definition: Sous du verre., definition_en: Under glass. }
  - { notation: tunnel, libelle: Tunnel, libelle_en: Tunnel, definition: Sous une bâche., definition_en: Under a sheet., remplace_par: serre }
  - { notation: chassis, libelle: Châssis, libelle_en: Frame, definition: Une caisse vitrée., definition_en: A glazed box. }
---
`

test('should choose by its name the term that replaces another, and suggest the names that exist', async () => {
  await forge.resource({ by: await her(), slug: 'abris', text: list.replace('notation: abri', 'notation: autres-abris').replace('vitrée.,', 'vitrée., remplace_par: ailleurs,'), owner: 'resilience-alimentaire' })
  const { text } = await garance.get('/resilience-alimentaire/abris/ameliorer')
  const replacing = (i: number) => new RegExp(`<select[^>]*name="champ\\.concepts\\.${i}\\.remplace_par"[^>]*>(.*?)</select>`).exec(text)?.[1] ?? ''
  expect(replacing(1)).toContain('<option value="serre" selected>Serre</option>')
  expect(replacing(1)).not.toContain('value="tunnel"')
  // What is no term of the list stays.
  expect(replacing(2)).toContain('<option value="ailleurs" selected>ailleurs</option>')
  expect(text).toMatch(/list="champ-concepts-liste-large"[^>]*name="champ\.concepts\.0\.large"/)
  expect(text).toContain('<datalist id="champ-concepts-liste-large"><option value="serre">Serre</option>')
  expect(text).toMatch(/<datalist id="champ-montree_sous-liste">.*<option value="phase">/)
  // Untouched, nothing changes.
  await send(garance, '/resilience-alimentaire/abris/ameliorer', [...fieldsOf(text), ['etape', 'relire']])
  expect((await garance.get('/resilience-alimentaire/abris/ameliorer/relire')).text).toContain('il n’y a rien à envoyer')
})

test('should help with short names in a profile, and keep what no filter uses without asking for it', async () => {
  const { text } = await garance.get('/resilience-alimentaire/profil/ameliorer')
  expect(text).toMatch(/list="champ-champs-liste-vocabulaire"[^>]*name="champ\.champs\.0\.vocabulaire"/)
  expect(text).toContain('<option value="msv:etape">Étape culturale</option>')
  expect(text).toContain('<datalist id="champ-libelles-liste-champ">')
  expect(text).toContain('<code>saisons</code>')
  expect(text).not.toContain('Sert à filtrer')
  await send(garance, '/resilience-alimentaire/profil/ameliorer', [...typing(text, { 'champ.champs.0.libelle': 'Genre de sol' }), ['etape', 'relire']])
  const [draft] = await forge.deps.drafts.of((await her()).id)
  expect(draft?.text).toMatch(/libelle: Genre de sol\n(?:.+\n)*? +facette: true/)
})

test('should say beside a chosen term that it is no longer offered, and which one is', async () => {
  await forge.resource({ by: await her(), slug: 'sous-tunnel', text: shortFiche('Sous tunnel').replace('---\n\n', 'ext: { msv: { abri: [tunnel], type_sol: [argileux] } }\n---\n\n').replace('outil-animation', 'pratique-agricole'), owner: 'resilience-alimentaire' })
  await forge.resource({ by: await her(), slug: 'abri', text: list, owner: 'resilience-alimentaire' })
  const profile = await made('resilience-alimentaire', 'profil')
  if (!profile) throw new Error('no profile')
  const text = new TextDecoder().decode((await forge.git.file(profile.id, profile.tip ?? '', 'README.md'))?.bytes)
  const field = '  - { cle: abri, libelle: Abri, libelle_en: Shelter, aide: Sous quoi., aide_en: Under what., nature: termes, vocabulaire: abri }\n'
  await publishChange(forge.deps, { kind: 'person', person: await her(), scopes: allScopes }, { resource: profile, base: profile.tip ?? '', files: new Map([['README.md', text.replace('champs:\n', `champs:\n${field}`)]]), title: 'Abris', reason: '' })
  const form = (await garance.get('/resilience-alimentaire/sous-tunnel/ameliorer')).text
  expect(form).toMatch(/data-also="tunnel"><input type="checkbox" name="champ\.abri" value="tunnel" checked[^>]*> <span class="term"><span>Tunnel<\/span><span class="replaced">n’est plus proposé\u00a0: employez «\u00a0Serre\u00a0»/)
})

const cardOf = (page: string): string => /<section class="card" aria-labelledby="en-bref">[\s\S]*?<\/section>/.exec(page)?.[0] ?? ''

test('should show readers what a fiche says in the fields of communities, whichever it lives in', async () => {
  const ext = 'ext: { msv: { type_sol: [argileux, martien], surface_m2: 1200, inconnu: secret }, autre: { cle: rien } }\n---\n\n'
  await forge.resource({ by: await her(), slug: 'paillage', text: shortFiche('Paillage').replace('---\n\n', ext) })
  const { text } = await aVisitor(garance.base).get('/garance/paillage')
  const card = cardOf(text).replaceAll('\u202f', ' ')
  expect(card).toContain('<dt>Type de sol</dt><dd><a href="/vocabulaires/msv:type-sol#argileux">Sol argileux</a>, martien</dd>')
  expect(card).toContain('<dt>Surface concernée (m²)</dt><dd>1 200\u00a0m²</dd>')
  expect(card).not.toContain('secret')
  expect((await aVisitor(garance.base).get('/vocabulaires/msv:type-sol')).text).toContain('id="argileux"')
})

test('should bound what a hostile header says in the fields of communities, and escape it', async () => {
  const ext = `ext: { msv: { type_sol: [${Array.from({ length: 40 }, (_, i) => `"<b>${i}"`).join(', ')}], etape: { a: 1 }, surface_m2: "${'9'.repeat(500)}<i>" } }\n---\n\n`
  await forge.resource({ by: await her(), slug: 'demesure', text: shortFiche('Démesure').replace('---\n\n', ext) })
  const { status, text: page } = await aVisitor(garance.base).get('/garance/demesure')
  expect(status).toBe(200)
  const text = cardOf(page)
  expect(text).toContain('&lt;b&gt;7')
  expect(text).not.toContain('&lt;b&gt;8')
  expect(text).not.toContain('9'.repeat(300))
  expect(text).not.toMatch(/<b>\d|<i>/)
})

test('should say of a profile what it adds, its rules, names and licences; and of a community without one, that it adds nothing yet', async () => {
  const profile = (await aVisitor(garance.base).get('/resilience-alimentaire/profil')).text
  expect(profile).toContain('C’est ce que cette communauté ajoute aujourd’hui.')
  expect(profile).not.toContain('C’est la liste que les fiches emploient.')
  expect(profile).toContain('<dt>Règles</dt><dd>Seulement ce qui a été mis en pratique</dd><dd>Une fiche en double devient une variante</dd><dd>On devient membre par décision des membres</dd>')
  expect(profile).toContain('<dt>Licences acceptées</dt><dd>CC BY-SA 4.0 · CC BY 4.0 · CC0 1.0</dd>')
  expect(profile).toContain('se dit «\u00a0Nombre de personnes sur la parcelle\u00a0»')
  await forge.community('sans-profil', [await her()])
  const settings = (await garance.get('/c/sans-profil/reglages')).text
  expect(settings).toContain('Cette communauté n’ajoute rien encore')
  expect(settings).not.toContain('publié avec la forge')
  expect((await garance.get('/c/cooperation/reglages')).text).toContain('publié avec la forge')
})

test('should repeat under a field everything that is wrong with it', async () => {
  const page = await garance.get('/nouvelle?type=vocabulaire&owner=resilience-alimentaire')
  const wrong = await send(garance, '/nouvelle', typing(page.text, {
    ...filled, 'champ.titre': 'Haies', 'champ.notation': 'haies', 'champ.concepts.0.notation': 'Haie Haute', 'champ.concepts.0.libelle': 'Haie', 'champ.concepts.1.notation': 'basse', 'champ.concepts.1.libelle': '',
  }))
  expect(wrong.status).toBe(422)
  const beside = /<ul class="error" id="champ-concepts-erreur">(.*?)<\/ul>/.exec(wrong.text)?.[1] ?? ''
  expect(beside.match(/<li>/g)?.length).toBeGreaterThanOrEqual(2)
})

test('should lead to the very cell of a row that cannot be read, and tell all of them', async () => {
  await forge.resource({ by: await her(), slug: 'en-etapes', text: shortFiche('En étapes').replace('duree:', 'deroule:\n  - { titre: Ouvrir, duree: PT2M }\n  - { titre: Clore, duree: PT2M }\nduree:') })
  const page = await garance.get('/garance/en-etapes/ameliorer')
  const refused = await send(garance, '/garance/en-etapes/ameliorer', [...typing(page.text, { 'champ.deroule.0.duree': 'un peu', 'champ.deroule.1.duree': 'davantage' }), ['etape', 'relire']])
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('<a href="#champ-deroule-0-duree">Déroulé, Étape 1\u00a0: ')
  expect(refused.text).toContain('<a href="#champ-deroule-1-duree">Déroulé, Étape 2\u00a0: ')
  expect(refused.text).toMatch(/id="champ-deroule-1-duree" name="champ\.deroule\.1\.duree" aria-invalid="true" aria-describedby="[^"]*champ-deroule-erreur"/)
  expect(refused.text).not.toMatch(/id="champ-deroule-1-titre"[^>]*aria-describedby/)
})

test('should say of a profile, not of a list, why it is not in use', async () => {
  await forge.resource({ by: await her(), slug: 'profil-perdu', text: '---\ntype: profil\ntitre: Perdu\nresume: Rien.\nbesoins: [partager-mes-ressources]\npublics: [grand-public]\nlicence: CC0-1.0\nprefixe: perdu\netend: cc-coeur@1\n---\n' })
  const { text } = await aVisitor(garance.base).get('/garance/profil-perdu')
  expect(text).toContain('Ce profil n’est employé par aucune fiche')
  expect(text).not.toContain('Cette liste')
})
