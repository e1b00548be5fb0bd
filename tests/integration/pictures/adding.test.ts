import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFiche } from '../../../content-schema/fiche.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { keptIn, sendForm, sendPicture } from '../../support/picture-forms.js'
import { bomb, photograph, plain } from '../../support/pictures.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let url: string
const password = 'le chat dort au soleil'
const visitors = new Map<string, Visitor>()

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  for (const [handle, displayName] of [['garance', 'Garance Rive'], ['lea', 'Léa Source']] as const) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })
})
afterAll(() => forge.close())

async function signedIn(handle: string): Promise<Visitor> {
  const known = visitors.get(handle)
  if (known) return known
  const visitor = aVisitor(url)
  await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
  visitors.set(handle, visitor)
  return visitor
}
async function person(handle: string) {
  const found = await forge.deps.people.findByHandle(handle)
  if (!found) throw new Error(`no ${handle}`)
  return found
}
async function fiche(slug: string, text = shortFiche('Le tour de météo', 'On s’assoit.\n\n## Variantes\n\nDebout aussi.\n')): Promise<Resource> {
  return forge.resource({ by: await person('garance'), slug, text })
}
const kept = async (handle: string, resource: Resource) => forge.deps.draftPictures.of((await person(handle)).id, resource.id)
const draftOf = async (handle: string, resource: Resource) => (await forge.deps.drafts.find((await person(handle)).id, resource.id, 'README.md'))?.text
const filesOf = async (resource: Resource) => (await forge.git.tree(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', { recursive: true })).map((entry) => entry.path).filter((name) => name.startsWith('media/'))
async function bytesOf(resource: Resource, name: string): Promise<Buffer> {
  const file = await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', name)
  return Buffer.from(file?.bytes ?? new Uint8Array())
}
async function publish(visitor: Visitor, slug: string): Promise<void> {
  const end = await visitor.get(`/garance/${slug}/ameliorer/relire`)
  const stamp = /name="brouillon" value="(\d+)"/.exec(end.text)?.[1] ?? ''
  const sent = await visitor.post(`/garance/${slug}/ameliorer/envoyer`, { _csrf: csrfOf(end.text), brouillon: stamp, title: 'Une image', reason: '' })
  expect(sent.status, sent.text.slice(0, 2000)).toBe(303)
}

test('should put a photograph in a fiche with its credit, and nothing in it of where it was taken', async () => {
  const resource = await fiche('avec-photo')
  const garance = await signedIn('garance')
  const base = '/garance/avec-photo'
  const opened = await garance.get(`${base}/ameliorer`)
  const toPicture = await garance.post(`${base}/ameliorer`, { _csrf: csrfOf(opened.text), corps: '## Déroulé\n\nOn s’assoit en rond.\n\n## Variantes\n\nDebout aussi.\n', etape: 'image' })
  expect(toPicture.location).toBe(`${base}/ameliorer/image`)
  const added = await sendPicture(garance, `${base}/ameliorer/image`, { 'image-description': 'Neuf personnes assises en cercle', 'image-place': 'sous 1 Variantes' }, { bytes: await photograph() })
  expect(added.status, added.text.slice(0, 3000)).toBe(303)

  // In the draft: the text, the preview shows it, and nobody else can see it.
  expect(await draftOf('garance', resource)).toContain('## Variantes\n\n![Neuf personnes assises en cercle](media/neuf-personnes-assises-en-cercle.webp)\n\n*Image\u00a0: Garance Rive, [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)*\n\nDebout aussi.\n')
  expect(await draftOf('garance', resource)).toContain('On s’assoit en rond.')
  const again = await garance.get(`${base}/ameliorer`)
  const address = /<img[^>]+src="([^"]*brouillon\/images\/[0-9a-z]{26})"/.exec(again.text)?.[1] ?? ''
  const shown = await garance.get(address)
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([200, 'image/webp', 'private, max-age=3600'])
  expect((await (await signedIn('lea')).get(address)).status).toBe(404)
  expect([401, 303]).toContain((await aVisitor(url).get(address)).status)
  expect((await garance.get(`${base}/ameliorer/relire`)).text).toContain(address)
  expect(await filesOf(resource)).toEqual([])

  await publish(garance, 'avec-photo')
  expect(await filesOf(resource)).toEqual(['media/neuf-personnes-assises-en-cercle.webp', 'media/neuf-personnes-assises-en-cercle.webp.license'])
  const file = await bytesOf(resource, 'media/neuf-personnes-assises-en-cercle.webp')
  const said = await sharp(file).metadata()
  expect([said.format, said.width, said.height, said.exif, said.xmp]).toEqual(['webp', 600, 900, undefined, undefined])
  expect((await bytesOf(resource, 'media/neuf-personnes-assises-en-cercle.webp.license')).toString()).toBe('SPDX-FileCopyrightText: Garance Rive\nSPDX-License-Identifier: CC-BY-SA-4.0\n')
  expect(await kept('garance', resource)).toEqual([])
  // The credit of a picture is no licence of the text.
  expect((await forge.deps.resources.find(resource.id))?.licence).toMatchObject({ state: 'declared', licence: { id: 'CC-BY-SA-4.0' } })
  const page = await aVisitor(url).get(base)
  expect(page.text).toContain('fichiers/media/neuf-personnes-assises-en-cercle.webp')
})

test('should ask for everything that is missing at once, and keep the picture and what was typed', async () => {
  const resource = await fiche('incomplete')
  const garance = await signedIn('garance')
  const here = '/garance/incomplete/ameliorer/image'
  const asked = await sendPicture(garance, here, { 'image-auteur': 'autre', 'image-source': 'trouvée au grenier', 'image-place': 'start' }, { bytes: await photograph() })
  expect(asked.status).toBe(422)
  for (const sentence of ['Dites en une phrase ce que montre l’image', 'Dites qui a fait l’image', 'L’image n’est pas de vous']) expect(asked.text).toContain(sentence)
  expect(asked.text).toContain('value="trouvée au grenier"')
  const id = keptIn(asked.text)
  expect((await kept('garance', resource)).map((one) => one.id)).toEqual([id])
  expect(await draftOf('garance', resource)).toBeUndefined()

  const done = await sendPicture(garance, here, { 'image-gardee': id ?? '', 'image-auteur': 'autre', 'image-nom': 'Camille Exemple', 'image-licence': 'CC-BY-4.0', 'image-source': 'https://exemple.org/cercle_(1)', 'image-description': 'Un cercle', 'image-modifiee': 'oui', 'image-place': 'start' })
  expect(done.status, done.text.slice(0, 2000)).toBe(303)
  expect(await draftOf('garance', resource)).toContain('\n\n![Un cercle](media/un-cercle.webp)\n\n*Image\u00a0: Camille Exemple, [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), [source](https://exemple.org/cercle_%281%29), modifiée*\n\n## Déroulé')
  await publish(garance, 'incomplete')
  expect((await bytesOf(resource, 'media/un-cercle.webp.license')).toString()).toBe('SPDX-FileCopyrightText: Camille Exemple\nSPDX-License-Identifier: CC-BY-4.0\nSPDX-FileComment: Source: https://exemple.org/cercle_(1)\nSPDX-FileComment: Modified from the original.\n')
})

test('should stop where a licence forbids, say why and what else can be done', async () => {
  const resource = await fiche('interdite')
  const garance = await signedIn('garance')
  const here = '/garance/interdite/ameliorer/image'
  const said = { 'image-description': 'Un dessin', 'image-auteur': 'autre', 'image-nom': 'Camille Exemple', 'image-source': 'https://exemple.org/' }
  const first = await sendPicture(garance, here, { ...said, 'image-licence': 'CC-BY-ND-4.0', 'image-modifiee': 'oui' }, { bytes: await plain(40, 40).png().toBuffer() })
  expect([first.status, /Pas permis|pas permis/.test(first.text), first.text.includes('Que faire')]).toEqual([422, true, first.text.includes('Que faire')])
  expect(first.text).toContain('ne permet pas de diffuser une version modifiée')
  const id = keptIn(first.text) ?? ''
  for (const [licence, sentence] of [['inconnue', 'sans licence, tous les droits sont réservés'], ['', 'tous droits réservés']] as const) {
    const refused = await sendPicture(garance, here, { ...said, 'image-gardee': id, 'image-licence': licence, ...(licence === '' && { 'image-autre-licence': 'Tous droits réservés' }) })
    expect(refused.status).toBe(422)
    expect(refused.text.toLowerCase()).toContain(sentence.toLowerCase())
  }
  // Allowed, with something to understand first: shown once.
  const warned = await sendPicture(garance, here, { ...said, 'image-gardee': id, 'image-licence': 'CC-BY-NC-4.0' })
  expect([warned.status, warned.text.includes('la page n’est plus tout à fait libre')]).toEqual([200, true])
  expect(await draftOf('garance', resource)).toBeUndefined()
  const understood = /name="image-compris" value="([A-Z_]+)"/.exec(warned.text)?.[1] ?? ''
  expect((await sendPicture(garance, here, { ...said, 'image-gardee': id, 'image-licence': 'CC-BY-NC-4.0', 'image-compris': understood })).status).toBe(303)
})

test('should be the picture of the fiche, and come with a proposition', async () => {
  const resource = await fiche('couverture')
  const lea = await signedIn('lea')
  const added = await sendPicture(lea, '/garance/couverture/ameliorer/image', { 'image-description': 'Un nuage', 'image-place': 'cover', 'image-licence': 'CC0-1.0' }, { bytes: await photograph() })
  expect(added.status).toBe(303)
  expect(parseFiche((await draftOf('lea', resource)) ?? '').fields.couverture).toEqual({ fichier: 'media/un-nuage.webp', alt: 'Un nuage', credit: 'Léa Source, CC0 1.0' })
  await publish(lea, 'couverture')
  expect(await filesOf(resource)).toEqual([])
  const [request] = await forge.deps.mergeRequests.of(resource.id)
  expect((await forge.git.tree(resource.id, request?.head ?? '', { recursive: true })).map((entry) => entry.path)).toEqual(expect.arrayContaining(['media/un-nuage.webp', 'media/un-nuage.webp.license']))
})

test('should show a proposed picture where the proposed text does, to those who read the proposition', async () => {
  await fiche('proposee')
  const lea = await signedIn('lea')
  await sendPicture(lea, '/garance/proposee/ameliorer/image', { 'image-description': 'Trois chaises', 'image-licence': 'CC0-1.0' }, { bytes: await photograph(90, 60) })
  await publish(lea, 'proposee')
  const garance = await signedIn('garance')
  for (const view of ['', '?vue=apres']) {
    const page = await garance.get(`/garance/proposee/propositions/1${view}`)
    const image = [...page.text.matchAll(/<img[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes('alt="Trois chaises"')) ?? ''
    const address = (/src="([^"]+)"/.exec(image)?.[1] ?? '').replace(/&(?:amp|#x26|#38);/g, '&')
    expect(address, view).toBe('/garance/proposee/propositions/1/fichiers/media/trois-chaises.webp?version=1&cote=apres')
    expect((await garance.get(address)).headers.get('content-type')).toBe('image/webp')
  }
})

test('should leave behind a picture whose line was taken out of the text, and give the next one a free name', async () => {
  const resource = await fiche('deux-images')
  const garance = await signedIn('garance')
  const here = '/garance/deux-images/ameliorer/image'
  await sendPicture(garance, here, { 'image-description': 'Une chaise' }, { bytes: await photograph() })
  await sendPicture(garance, here, { 'image-description': 'une chaise !' }, { bytes: await photograph(60, 40) })
  expect(await draftOf('garance', resource)).toContain('media/une-chaise-2.webp')
  const opened = await garance.get('/garance/deux-images/ameliorer')
  await garance.post('/garance/deux-images/ameliorer', { _csrf: csrfOf(opened.text), corps: 'Du texte.\n\n![Une chaise](media/une-chaise-2.webp)\n', etape: 'brouillon' })
  await publish(garance, 'deux-images')
  expect(await filesOf(resource)).toEqual(['media/une-chaise-2.webp', 'media/une-chaise-2.webp.license'])
  expect(await kept('garance', resource)).toEqual([])
})

test('should say in words why a file is not kept, and keep what was typed', async () => {
  await fiche('refus')
  const garance = await signedIn('garance')
  const here = '/garance/refus/ameliorer/image'
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'Les dessins SVG'], [bomb(20_000, 20_000), 'trop de points'], [Buffer.alloc(0), 'Ce fichier est vide'],
    [(await photograph()).subarray(0, 9000), 'abîmée ou incomplète'], [Buffer.from('MZ\u0090 un programme'), 'n’est pas une image'], [Buffer.alloc(50 * 1024 * 1024, 1), 'trop lourd'],
  ]
  for (const [bytes, sentence] of cases) {
    const answer = await sendPicture(garance, here, { 'image-description': 'Ce que je voulais montrer' }, { bytes })
    expect([answer.status, answer.text.includes(sentence), answer.text.includes('Ce que je voulais montrer'), keptIn(answer.text)], sentence).toEqual([422, true, true, undefined])
  }
  const folder = path.join(forge.dataDir, 'run/images')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('should not look at a file that does not come from its own form', async () => {
  const resource = await fiche('ailleurs')
  const garance = await signedIn('garance')
  const here = '/garance/ailleurs/ameliorer/image'
  const file = { bytes: await photograph() }
  const said: [string, string][] = [['image-description', 'x'], ['image-auteur', 'moi'], ['image-licence', 'fiche'], ['image-place', 'end']]
  const page = await garance.get(here)
  expect((await sendForm(garance, here, said, file)).status).toBe(403)
  expect((await sendForm(garance, here, [['_csrf', 'autre'], ...said], file)).status).toBe(403)
  expect((await sendForm(garance, here, [['_csrf', csrfOf(page.text)], ...said], file, { origin: 'https://ailleurs.invalid' })).status).toBe(403)
  expect((await sendForm(aVisitor(url), here, [['_csrf', csrfOf(page.text)], ...said], file)).status).toBe(403)
  // A file before the token: not read either.
  const form = new FormData()
  form.append('image', new Blob([Buffer.from(file.bytes)]), 'a.jpg')
  for (const [name, value] of [['_csrf', csrfOf(page.text)], ...said] as const) form.append(name, value)
  const early = await fetch(`${url}${here}`, { method: 'POST', body: form, redirect: 'manual', headers: { origin: url, cookie: [...garance.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
  expect(early.status).toBe(422)
  expect(await kept('garance', resource)).toEqual([])
  // Another person's picture is nobody else's.
  const asked = await sendPicture(garance, here, {}, file)
  const stolen = await sendPicture(await signedIn('lea'), here, { 'image-gardee': keptIn(asked.text) ?? '', 'image-description': 'x' })
  expect([stolen.status, stolen.text.includes('Choisissez une image')]).toEqual([422, true])
})

test('should read on after a broken form', async () => {
  await fiche('cassee')
  const garance = await signedIn('garance')
  const cookie = [...garance.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const csrf = csrfOf((await garance.get('/garance/cassee/ameliorer/image')).text)
  const head = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n--x\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n`
  for (const body of [`${head}moitié`, 'n’importe quoi', '']) {
    const answer = await fetch(`${url}/garance/cassee/ameliorer/image`, { method: 'POST', body, headers: { origin: url, cookie, 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' } })
    expect([422, 403]).toContain(answer.status)
  }
  const folder = path.join(forge.dataDir, 'run/images')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  expect((await garance.get('/garance/cassee/ameliorer/image')).status).toBe(200)
})

test('should stop taking pictures past the limit of an hour, and lose nothing of what was typed', async () => {
  const resource = await fiche('beaucoup')
  await createPerson(forge.deps, { handle: 'noe', email: 'noe@exemple.invalid', displayName: 'Noé', password })
  const noe = await signedIn('noe')
  const here = '/garance/beaucoup/ameliorer/image'
  const said: [string, string][] = [['_csrf', csrfOf((await noe.get(here)).text)], ['image-description', 'Une chaise de trop'], ['image-auteur', 'moi'], ['image-licence', 'fiche'], ['image-place', 'end']]
  for (let n = 0; n < 120; n += 1) expect((await sendForm(noe, here, said)).status).toBe(422)
  const past = await sendForm(noe, here, said, { bytes: await photograph(60, 40) })
  expect([past.status, past.text.includes('reprenez dans une heure'), past.text.includes('Une chaise de trop')]).toEqual([422, true, true])
  expect(await kept('noe', resource)).toEqual([])
  // A form without picture is not stopped by that.
  expect((await sendForm(noe, here, said)).text).toContain('Choisissez une image')
})
