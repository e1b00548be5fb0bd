import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFiche } from '../../../content-schema/fiche.js'
import { MAIN } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { fieldsOf } from '../../support/page-forms.js'
import { keptIn, sendForm, type SentFile } from '../../support/picture-forms.js'
import { photograph } from '../../support/pictures.js'
import { aVisitor, type Answer, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let url: string
let garance: Visitor
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', displayName: 'Garance Rive', password })
  garance = aVisitor(url)
  await garance.submit('/connexion', { identifiant: 'garance', mot_de_passe: password })
})
afterAll(() => forge.close())

/** The form of a page filled and sent as a browser sends it, its file input included. */
async function fill(page: string, typed: Readonly<Record<string, string>>, file?: SentFile): Promise<Answer> {
  const own = fieldsOf(page).filter(([name]) => !(name in typed) && name !== 'image')
  return sendForm(garance, '/nouvelle', [...own, ...Object.entries(typed)], file)
}
const told = { 'champ.titre': 'Le cercle', 'champ.resume': 'S’asseoir en rond.', 'champ.besoins': 'ecouter-l-etat-du-groupe', 'champ.publics': 'facilitateur', corps: '## Déroulé\n\nOn s’assoit.\n' }
const form = async () => (await garance.get('/nouvelle?type=outil-animation&owner=garance')).text
const fileOf = async (slug: string, path: string) => {
  const resource = await forge.deps.resources.findByAddress('garance', slug)
  const file = resource && await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', path)
  return file && Buffer.from(file.bytes)
}

test('should publish a new fiche with its picture, however often the form comes back', async () => {
  const first = await fill(await form(), { ...told, 'champ.resume': '', 'image-place': 'cover' }, { bytes: await photograph(90, 60) })
  // The picture is kept, and what is missing of the fiche and of the picture is asked for in turn.
  expect([first.status, first.text.includes('Ce qu’elle montre')]).toEqual([422, true])
  const id = keptIn(first.text)
  expect(id).toBeDefined()
  expect((await garance.get(`/nouvelle/images/${id}`)).headers.get('content-type')).toBe('image/webp')
  expect((await aVisitor(url).get(`/nouvelle/images/${id}`)).status).not.toBe(200)
  let page = await fill(first.text, told)
  expect([page.status, page.text.includes('Dites en une phrase ce que montre l’image'), keptIn(page.text)]).toEqual([422, true, id])
  page = await fill(page.text, { ...told, 'image-description': 'Neuf chaises en rond' })
  while (page.status === 200) page = await fill(page.text, { ...told, 'image-description': 'Neuf chaises en rond' })
  expect([page.status, page.location]).toEqual([303, '/garance/le-cercle'])
  expect(parseFiche((await fileOf('le-cercle', 'README.md'))?.toString() ?? '').fields.couverture).toEqual({ fichier: 'media/neuf-chaises-en-rond.webp', alt: 'Neuf chaises en rond', credit: 'Garance Rive, CC BY-SA 4.0' })
  expect((await fileOf('le-cercle', 'media/neuf-chaises-en-rond.webp'))?.subarray(8, 12).toString()).toBe('WEBP')
  expect((await fileOf('le-cercle', 'media/neuf-chaises-en-rond.webp.license'))?.toString()).toBe('SPDX-FileCopyrightText: Garance Rive\nSPDX-License-Identifier: CC-BY-SA-4.0\n')
  expect(await forge.deps.draftPictures.countOf((await forge.deps.people.findByHandle('garance'))?.id ?? '')).toBe(0)
})

test('should put it in the text when asked, under the licence chosen for the fiche', async () => {
  let page = await fill(await form(), { ...told, 'champ.titre': 'Autre cercle', 'champ.licence': 'CC-BY-4.0', 'image-description': 'Des chaises', 'image-place': 'end' }, { bytes: await photograph(90, 60) })
  while (page.status === 200) page = await fill(page.text, { ...told, 'champ.titre': 'Autre cercle', 'champ.licence': 'CC-BY-4.0' })
  expect(page.location).toBe('/garance/autre-cercle')
  expect((await fileOf('autre-cercle', 'README.md'))?.toString()).toMatch(/licence: CC-BY-4\.0\n[^]*On s’assoit\.\n\n!\[Des chaises\]\(media\/des-chaises\.webp\)\n\n\*Image\u00a0: Garance Rive, \[CC BY 4\.0\]\(https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/\)\*\n$/)
})

test('should stop a picture whose licence is not known, and lose nothing of the fiche', async () => {
  const stopped = await fill(await form(), { ...told, 'champ.titre': 'Cercle inconnu', 'image-description': 'Des chaises', 'image-auteur': 'autre', 'image-nom': 'Lou', 'image-licence': 'inconnue', 'image-place': 'end' }, { bytes: await photograph(90, 60) })
  expect([stopped.status, stopped.text.includes('sans licence, tous les droits sont réservés'), stopped.text.includes('Cercle inconnu'), stopped.text.includes('On s’assoit.')]).toEqual([422, true, true, true])
  expect(await forge.deps.resources.findByAddress('garance', 'cercle-inconnu')).toBeUndefined()
})

test('should ask for the file when only its words came, and publish without picture when nothing is said of one', async () => {
  const asked = await fill(await form(), { ...told, 'champ.titre': 'Sans fichier', 'image-description': 'Des chaises' })
  expect([asked.status, asked.text.includes('Choisissez une image')]).toEqual([422, true])
  let page = await fill(asked.text, { ...told, 'champ.titre': 'Sans fichier', 'image-description': '' })
  while (page.status === 200) page = await fill(page.text, { ...told, 'champ.titre': 'Sans fichier', 'image-description': '' })
  expect(page.location).toBe('/garance/sans-fichier')
  expect((await fileOf('sans-fichier', 'README.md'))?.toString()).not.toContain('media/')
})
