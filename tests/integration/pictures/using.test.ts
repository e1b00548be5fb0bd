import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes } from '../../../forge/domain/person.js'
import { chooseName } from '../../../forge/use-cases/chooseName.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { sendPicture } from '../../support/picture-forms.js'
import { photograph } from '../../support/pictures.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'
import { unzipped } from '../../support/zip.js'

let forge: TestForge
let url: string
let garance: Visitor
const password = 'le chat dort au soleil'
const photo = await photograph(90, 60)
const body = 'On s’assoit.\n\n![Un cercle](media/cercle.jpg)\n\nOn écoute.\n\n| a | b |\n|---|---|\n| ![Une table](media/table.jpg) | x |\n\n![Un arbre](media/arbre.jpg)\n\n*Photo : Lou Exemple, CC BY-NC 4.0*\n'
const text = shortFiche('Le cercle', body).replace('duree:', 'couverture: { fichier: media/nuage.jpg, alt: Un nuage, credit: "Ana Exemple, CC0 1.0" }\nduree:')

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  const { person } = await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', displayName: 'Garance Rive', password })
  await forge.resource({
    by: person, slug: 'le-cercle', text,
    files: { 'media/cercle.jpg': photo, 'media/table.jpg': photo, 'media/arbre.jpg': photo, 'media/nuage.jpg': photo, 'media/table.jpg.license': 'SPDX-FileCopyrightText: 2020 Zoé Exemple\nSPDX-License-Identifier: CC-BY-SA-3.0\n' },
  })
  garance = aVisitor(url)
  await garance.submit('/connexion', { identifiant: 'garance', mot_de_passe: password })
})
afterAll(() => forge.close())

test('should show the fiche’s own picture with its credit, to everybody', async () => {
  const page = await aVisitor(url).get('/garance/le-cercle')
  expect(page.text).toMatch(/<figure class="cover"><img src="\/garance\/le-cercle\/fichiers\/media\/nuage\.jpg\?brut=1" alt="Un nuage"><figcaption>Ana Exemple, CC0 1\.0<\/figcaption>/)
  expect(page.text).not.toContain('De qui sont ces images')
})

test('should ask those who may say it whose a picture is, and nobody else', async () => {
  const page = await garance.get('/garance/le-cercle')
  const card = /De qui sont ces images[^]*?<\/section>/.exec(page.text)?.[0] ?? ''
  expect([...card.matchAll(/de=([^"]+)"/g)].map(([, path]) => decodeURIComponent(path ?? ''))).toEqual(['media/cercle.jpg'])
})

test('should credit each picture with its own author and licence, on the page and in the archive', async () => {
  const cite = await aVisitor(url).get('/garance/le-cercle/citer')
  for (const said of ['Ana Exemple', 'Zoé Exemple', 'Lou Exemple', 'licenses/by-sa/3.0/', 'licenses/by-nc/4.0/']) expect(cite.text).toContain(said)
  const response = await fetch(`${url}/garance/le-cercle.zip`)
  const files = unzipped(Buffer.from(await response.arrayBuffer()))
  const credits = files.get('le-cercle/CREDITS.md')?.toString() ?? ''
  for (const [path, said] of [['media/arbre.jpg', 'Lou Exemple'], ['media/table.jpg', 'Zoé Exemple'], ['media/nuage.jpg', 'Ana Exemple'], ['media/cercle.jpg', 'Licence à préciser']]) expect(credits.split('\n').find((line) => line.startsWith(`- ${path} –`)), path).toContain(said)
})

test('should put the credit under the picture and beside its file, once somebody says whose it is', async () => {
  const here = '/garance/le-cercle/ameliorer/image?de=media%2Fcercle.jpg'
  const page = await garance.get(here)
  expect([page.status, page.text.includes('De qui est cette image'), page.text.includes('type="file"')]).toEqual([200, true, false])
  const asked = await sendPicture(garance, here, { 'image-auteur': 'autre', 'image-licence': 'CC-BY-4.0' })
  expect([asked.status, asked.text.includes('Dites qui a fait l’image'), asked.text.includes('Dites d’où vient l’image')]).toEqual([422, true, true])
  const refused = await sendPicture(garance, here, { 'image-auteur': 'autre', 'image-nom': 'Lou', 'image-licence': 'inconnue' })
  expect(refused.status).toBe(422)
  const done = await sendPicture(garance, here, { 'image-auteur': 'autre', 'image-nom': 'Lou Exemple', 'image-licence': 'CC-BY-4.0', 'image-source': 'prêtée par Lou' })
  expect(done.status, done.text.slice(0, 1500)).toBe(303)
  const end = await garance.get('/garance/le-cercle/ameliorer/relire')
  await garance.post('/garance/le-cercle/ameliorer/envoyer', { _csrf: csrfOf(end.text), brouillon: /name="brouillon" value="(\d+)"/.exec(end.text)?.[1] ?? '', title: 'Dire de qui est le cercle', reason: '' })
  const resource = await forge.deps.resources.findByAddress('garance', 'le-cercle')
  const at = async (path: string) => Buffer.from((await forge.git.file(resource?.id ?? '', resource?.tip ?? '', path))?.bytes ?? new Uint8Array())
  expect((await at('README.md')).toString()).toBe(text.replace('(media/cercle.jpg)\n', '(media/cercle.jpg)\n\n*Image\u00a0: Lou Exemple, [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), source\u00a0: prêtée par Lou*\n'))
  expect((await at('media/cercle.jpg.license')).toString()).toContain('SPDX-FileCopyrightText: Lou Exemple\nSPDX-License-Identifier: CC-BY-4.0\n')
  expect(Buffer.compare(await at('media/cercle.jpg'), photo)).toBe(0)
  expect((await garance.get('/garance/le-cercle')).text).not.toContain('De qui sont ces images')
})

test('should answer like any other form for a picture that is not there', async () => {
  const page = await garance.get('/garance/le-cercle/ameliorer/image?de=media%2Frien.jpg')
  expect([page.status, page.text.includes('type="file"')]).toEqual([200, true])
})

test('should not name, by a picture, somebody who asked not to be named', async () => {
  const resource = await forge.deps.resources.findByAddress('garance', 'le-cercle')
  const person = await forge.deps.people.findByHandle('garance')
  if (!resource || !person) throw new Error('not there')
  for (const [description, place] of [['Une pierre', 'end'], ['Un galet', 'cover']] as const) {
    const done = await sendPicture(garance, '/garance/le-cercle/ameliorer/image', { 'image-description': description, 'image-place': place }, { bytes: photo })
    expect(done.status, done.text.slice(0, 1500)).toBe(303)
  }
  const end = await garance.get('/garance/le-cercle/ameliorer/relire')
  await garance.post('/garance/le-cercle/ameliorer/envoyer', { _csrf: csrfOf(end.text), brouillon: /name="brouillon" value="(\d+)"/.exec(end.text)?.[1] ?? '', title: 'Deux images', reason: '' })
  const pages = ['', '/citer', '.md', '.json', '.jsonld', '/fichiers/media/une-pierre.webp.license', '/fichiers/media/un-galet.webp.license?brut=1']
  const reader = aVisitor(url)
  const naming = async () => (await Promise.all(pages.map(async (page) => ({ page, names: (await reader.get(`/garance/le-cercle${page}`)).text.includes('Garance Rive') })))).filter(({ names }) => names).map(({ page }) => page)
  expect(await naming()).toEqual(pages)
  await chooseName(forge.deps, { kind: 'person', person, scopes: allScopes }, { person: person.id, resource: await forge.deps.resources.find(resource.id), choice: { kind: 'anonymous' }, reach: 'resource' })
  expect(await naming()).toEqual([])
  expect((await reader.get('/garance/le-cercle')).text).toMatch(/Image\u00a0: anonyme, <a [^]*<figcaption>|<figcaption>anonyme, CC BY-SA 4\.0/)
  // What is stored stays, and what one edits too.
  expect((await garance.get('/garance/le-cercle/ameliorer')).text).toContain('Image\u00a0: Garance Rive')
})
