import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'
import { lastMail, mailsIn, pathOf } from '../../support/mails.js'
import { askForReset } from '../../../forge/use-cases/resetPassword.js'
import { signIn } from '../../../forge/use-cases/signIn.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'

let forge: TestForge
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
})
afterAll(() => forge.close())

const newPerson = (handle: string) => createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, password, displayName: handle })
async function signedIn(handle: string): Promise<Visitor> {
  const visitor = aVisitor(url)
  const answer = await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
  expect(answer.status).toBe(303)
  return visitor
}
const signUpFields = (handle: string, email = `${handle}@exemple.invalid`) => ({ handle, displayName: 'Léa Martin', formOfAddress: 'autrice', email, password, suite: '/a-propos' })

test('should make an account, sign it in, and confirm its address by a button', async () => {
  const visitor = aVisitor(url)
  const answer = await visitor.submit('/inscription', signUpFields('lea'))
  expect([answer.status, answer.location]).toEqual([303, '/a-propos'])
  expect((await visitor.follow(answer)).text).toContain('Bienvenue Léa Martin')
  const person = await forge.deps.people.findByHandle('lea')
  expect(person).toMatchObject({ displayName: 'Léa Martin', formOfAddress: 'autrice', isAdmin: false })
  expect(await forge.deps.emails.findConfirmed('lea@exemple.invalid')).toBeUndefined()

  const mail = await lastMail(forge.dataDir, 'confirm')
  expect(mail.to).toBe('lea@exemple.invalid')
  // A mail scanner opens the link: nothing is confirmed.
  const scanner = await aVisitor(url).get(pathOf(mail.link))
  expect(scanner.status).toBe(200)
  expect(scanner.headers.get('cache-control')).toBe('no-store')
  expect(await forge.deps.emails.findConfirmed('lea@exemple.invalid')).toBeUndefined()

  const reader = aVisitor(url)
  expect((await reader.submit(pathOf(mail.link), {})).status).toBe(303)
  expect(await forge.deps.emails.findConfirmed('LEA@exemple.invalid')).toBe(person?.id)
  expect((await reader.get(pathOf(mail.link))).status).toBe(404)
})

test('should keep what was typed when sign-up has problems, except the password, and name each field', async () => {
  const visitor = aVisitor(url)
  const answer = await visitor.submit('/inscription', { ...signUpFields('Éléonore'), email: 'pas une adresse', password: 'court', displayName: '<b>Zoé</b>' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('value="Éléonore"')
  expect(answer.text).toContain('value="pas une adresse"')
  expect(answer.text).toContain('value="&lt;b&gt;Zoé&lt;')
  expect(answer.text).not.toContain('value="court"')
  for (const field of ['handle', 'email', 'password', 'displayName']) expect(answer.text).toMatch(new RegExp(`aria-invalid="true"[^>]*|id="champ-${field}-erreur"`))
  expect(answer.text.match(/aria-invalid="true"/g)).toHaveLength(4)
  expect(answer.text).toContain('role="alert"')
  expect(answer.text).toMatch(/value="autrice" checked/)
})

test('should refuse a handle that is taken, whatever its case, even by two people at once', async () => {
  await newPerson('prise')
  const answer = await aVisitor(url).submit('/inscription', signUpFields('Prise', 'autre@exemple.invalid'))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('déjà pris')
  const [one, two] = [aVisitor(url), aVisitor(url)]
  const answers = await Promise.all([one.submit('/inscription', signUpFields('jumelle', 'j1@exemple.invalid')), two.submit('/inscription', signUpFields('jumelle', 'j2@exemple.invalid'))])
  expect(answers.map((a) => a.status).sort()).toEqual([303, 422])
})

test('should answer the same thing for an address that already has an account; only its owner learns of it', async () => {
  const { person } = await newPerson('deja-la')
  const before = mailsIn(forge.dataDir).length
  const known = aVisitor(url)
  const first = await known.submit('/inscription', signUpFields('curieux-a', 'deja-la@exemple.invalid'))
  const second = await aVisitor(url).submit('/inscription', signUpFields('curieux-b', 'inconnue@exemple.invalid'))
  expect([first.status, first.location]).toEqual([second.status, second.location])
  const mail = await lastMail(forge.dataDir, 'already_registered')
  expect(mail.to).toBe('deja-la@exemple.invalid')
  expect(mail.text).toContain('deja-la')
  expect(mailsIn(forge.dataDir).length).toBe(before + 2)
  expect(await forge.deps.emails.findConfirmed('deja-la@exemple.invalid')).toBe(person.id)
  const settings = await known.get('/reglages/adresses')
  expect(settings.text).toContain('à confirmer')
})

test('should sign in by handle or confirmed address, go where one was going, and sign out', async () => {
  await newPerson('ines')
  for (const identifier of ['ines', '@Ines', 'INES@exemple.invalid']) {
    const visitor = aVisitor(url)
    const answer = await visitor.submit('/connexion', { identifiant: identifier, mot_de_passe: password, suite: '/a-propos?x=1' })
    expect([answer.status, answer.location], identifier).toEqual([303, '/a-propos?x=1'])
  }
  const visitor = await signedIn('ines')
  expect((await visitor.get('/reglages')).status).toBe(200)
  const out = await visitor.submit('/reglages', {}, '/deconnexion')
  expect(out.status).toBe(303)
  expect(visitor.cookies.has('communs')).toBe(false)
  const after = await visitor.get('/reglages')
  expect([after.status, after.location]).toEqual([303, '/connexion?suite=%2Freglages'])
})

test('should not lead to another site after signing in', async () => {
  await newPerson('prudente')
  for (const suite of ['//mal.example/x', 'https://mal.example', '/\\mal.example', '/a/../\\mal.example', '/%5cmal.example/..//mal.example']) {
    const visitor = aVisitor(url)
    const answer = await visitor.submit('/connexion', { identifiant: 'prudente', mot_de_passe: password, suite })
    expect(new URL(answer.location ?? '', url).origin, suite).toBe(url)
    const language = await visitor.get(`/langue/fr?suite=${encodeURIComponent(suite)}`)
    expect(new URL(language.location ?? '', url).origin, suite).toBe(url)
  }
})

test('should say the same thing for a wrong password, an unknown name and an account without a password', async () => {
  await newPerson('connue')
  await forge.person('sans-mot-de-passe')
  const pages = []
  for (const identifier of ['connue', 'inconnue', 'sans-mot-de-passe', 'nulle-part@exemple.invalid', 'connue@exemple.invalid']) {
    const answer = await aVisitor(url).submit('/connexion', { identifiant: identifier, mot_de_passe: 'pas le bon mot' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`value="${identifier}"`)
    expect(answer.text).not.toContain('pas le bon mot')
    pages.push(answer.text.replaceAll(identifier, '').replaceAll(csrfOf(answer.text), '').replace(/nonce="[^"]+"/g, ''))
  }
  expect(new Set(pages).size).toBe(1)
})

test('should check a password as thoroughly for nobody as for somebody', async () => {
  await newPerson('verifiee')
  const checked: (string | undefined)[] = []
  const passwords = { ...forge.deps.passwords, matches: (hash: string | undefined, typed: string) => { checked.push(hash); return forge.deps.passwords.matches(hash, typed) } }
  for (const identifier of ['verifiee', 'personne', 'personne@exemple.invalid']) await signIn({ ...forge.deps, passwords }, { identifier, password: 'x' })
  expect(checked).toHaveLength(3)
  expect(checked.map((hash) => typeof hash)).toEqual(['string', 'undefined', 'undefined'])
})

test('should renew the session identifier at sign-in, so that a planted one is worth nothing', async () => {
  await newPerson('fixee')
  const victim = aVisitor(url)
  await victim.get('/connexion')
  const planted = victim.cookies.get('communs') ?? ''
  expect(planted).not.toBe('')
  await victim.submit('/connexion', { identifiant: 'fixee', mot_de_passe: password })
  expect(victim.cookies.get('communs')).not.toBe(planted)
  const thief = aVisitor(url)
  thief.cookies.set('communs', planted)
  expect((await thief.get('/reglages')).status).toBe(303)
  expect((await victim.get('/reglages')).status).toBe(200)
})

test('should refuse the eleventh wrong password on an account with a sentence, keep the handle, and leave others alone', async () => {
  await newPerson('assaillie')
  await newPerson('voisine')
  const visitor = aVisitor(url)
  const { text } = await visitor.get('/connexion')
  const attempt = (identifiant: string, motDePasse: string) => visitor.post('/connexion', { _csrf: csrfOf(text), identifiant, mot_de_passe: motDePasse })
  const statuses: number[] = []
  for (let i = 0; i < 10; i += 1) statuses.push((await attempt(i % 2 === 0 ? 'assaillie' : '@ASSAILLIE', 'mauvais mot de passe')).status)
  expect(statuses).toEqual(Array<number>(10).fill(422))
  // Even the right one: guessing must not pay.
  const refused = await attempt('assaillie', password)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('900')
  expect(refused.text).toContain('Trop d’essais')
  expect(refused.text).toContain('value="assaillie"')
  expect((await visitor.get('/reglages')).status).toBe(303)
  expect((await attempt('voisine', password)).status).toBe(303)

  // The way out that the sentence promises.
  await askForReset(forge.deps, 'assaillie')
  const link = pathOf((await lastMail(forge.dataDir, 'reset')).link)
  const owner = aVisitor(url)
  expect((await owner.submit(link, { password: 'un tout nouveau secret' })).status).toBe(303)
  expect((await owner.submit('/connexion', { identifiant: 'assaillie', mot_de_passe: 'un tout nouveau secret' })).status).toBe(303)
})

test('should send a reset link to a known address only, work once, end every session and prove the address', async () => {
  const before = mailsIn(forge.dataDir).length
  await askForReset(forge.deps, 'inconnu@exemple.invalid')
  await askForReset(forge.deps, 'personne-de-ce-nom')
  expect(mailsIn(forge.dataDir).length).toBe(before)

  await aVisitor(url).submit('/inscription', signUpFields('oublieuse'))
  const elsewhere = await signedIn('oublieuse')
  const visitor = aVisitor(url)
  const [forKnown, forUnknown] = [await visitor.submit('/mot-de-passe/oublie', { identifiant: 'oublieuse' }), await visitor.submit('/mot-de-passe/oublie', { identifiant: 'inconnue@exemple.invalid' })]
  const shown = (page: string) => page.replace(/value="[^"]*"/g, '').replace(/nonce="[^"]+"/g, '')
  expect([forKnown.status, shown(forKnown.text)]).toEqual([forUnknown.status, shown(forUnknown.text)])

  const link = pathOf((await lastMail(forge.dataDir, 'reset', 2)).link)
  await askForReset(forge.deps, 'oublieuse')
  const other = pathOf((await lastMail(forge.dataDir, 'reset', 3)).link)
  const tooShort = await visitor.submit(link, { password: 'court' })
  expect(tooShort.status).toBe(422)
  const done = await visitor.submit(link, { password: 'un tout nouveau secret' })
  expect([done.status, done.location]).toEqual([303, '/connexion'])
  expect((await visitor.get(link)).status).toBe(404)
  expect((await visitor.get(other)).status).toBe(404)
  expect((await elsewhere.get('/reglages')).status).toBe(303)
  expect((await aVisitor(url).submit('/connexion', { identifiant: 'oublieuse', mot_de_passe: password })).status).toBe(422)
  expect((await aVisitor(url).submit('/connexion', { identifiant: 'oublieuse@exemple.invalid', mot_de_passe: 'un tout nouveau secret' })).status).toBe(303)
  expect((await lastMail(forge.dataDir, 'password_changed')).to).toBe('oublieuse@exemple.invalid')
})

test('should not take a confirmation link for a reset link, nor an expired one', async () => {
  const start = Date.now()
  let now = start
  const { deps } = forge
  const clocked = { ...deps, clock: { now: () => now } }
  await newPerson('ponctuelle')
  await askForReset(clocked, 'ponctuelle')
  const link = pathOf((await lastMail(forge.dataDir, 'reset', 4)).link)
  const secret = link.split('/').at(-1) ?? ''
  expect((await aVisitor(url).get(`/adresses/confirmer/${secret}`)).status).toBe(404)
  now = start + 2 * 3600_000 + 1
  const { readReset } = await import('../../../forge/use-cases/resetPassword.js')
  await expect(readReset(clocked, secret)).rejects.toMatchObject({ refusal: 'not_found', key: 'link.expired' })
})
