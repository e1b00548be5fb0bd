import { expect, test } from 'vitest'
import { addressOf, addressProblem, displayNameOf, displayNameProblem, handleOf, handleProblem, passwordProblem } from '../../../forge/domain/account.js'
import { argon2Passwords } from '../../../forge/adapters/auth/passwords.js'
import { credentialsOf } from '../../../forge/http/credentials.js'
import { afterSignIn } from '../../../forge/http/open-session.js'
import { accountErrors as frErrors } from '../../../web/messages/fr/errors-accounts.js'
import { accountErrors as enErrors } from '../../../web/messages/en/errors-accounts.js'
import { composeMail } from '../../../web/messages/mails.js'
import type { MailKind } from '../../../forge/domain/ports.js'

test('should forgive an @ and capitals in a handle, and refuse what cannot be an address', () => {
  expect(handleOf(' @Lea-Martin ')).toBe('lea-martin')
  expect(handleProblem('handle', 'lea-martin')).toBeUndefined()
  for (const handle of ['a', 'léa', 'lea--martin', '-lea', 'lea martin', '../x', 'x'.repeat(40), '']) expect(handleProblem('handle', handle)?.key, handle).toBe('handle.refused')
  for (const handle of ['connexion', 'reglages', 'api', 'assets']) expect(handleProblem('handle', handle)?.key, handle).toBe('handle.reserved')
})

test('should refuse names that print nothing or turn the text around', () => {
  for (const name of ['Léa Martin', 'Mésange bleue', '李雷', 'Anne-Marie d’Œuvre', 'R2']) expect(displayNameProblem('n', displayNameOf(name)), name).toBeUndefined()
  for (const name of ['', '   ', '\u200B', '...', 'Léa\u202Enitram', 'a<b>', 'Léa\u0000', 'x'.repeat(81), '\u2066x']) expect(displayNameProblem('n', displayNameOf(name)), JSON.stringify(name)).toBeDefined()
  expect(displayNameOf('  Léa \n Martin ')).toBe('Léa Martin')
})

test('should accept ordinary addresses and refuse those that would write a mail header', () => {
  for (const address of ['lea@exemple.fr', 'lea+fiche@sous.exemple.fr', 'léa@exemple.fr', 'o’neil@exemple.invalid', 'a@büro.example']) expect(addressProblem('e', addressOf(address)), address).toBeUndefined()
  for (const address of ['lea', 'lea@', '@exemple.fr', 'lea@exemple', 'a b@exemple.fr', 'lea@exemple.fr\nBcc: x@y.fr', 'a@b.fr,c@d.fr', '<lea@exemple.fr>', '"x"@y.fr', `${'x'.repeat(65)}@y.fr`, 'a..b@y.fr', 'x@-y.fr']) {
    expect(addressProblem('e', addressOf(address)), address).toBeDefined()
  }
  expect(addressOf(' Lea@EXEMPLE.fr ')).toBe('Lea@exemple.fr')
})

test('should ask for length, and refuse passwords that are guessed first', () => {
  expect(passwordProblem('p', 'neuf cara')?.key).toBe('password.too_short')
  expect(passwordProblem('p', '😀'.repeat(9))?.key).toBe('password.too_short')
  expect(passwordProblem('p', 'x'.repeat(201))?.key).toBe('password.too_long')
  for (const password of ['azertyuiop', 'MotDePasse123', 'aaaaaaaaaaaa', '1234567890']) expect(passwordProblem('p', password)?.key, password).toBe('password.too_common')
  expect(passwordProblem('p', 'Lea-Martin-Dupont', ['lea-martin-dupont'])?.key).toBe('password.too_close')
  expect(passwordProblem('p', 'le chat dort au soleil')).toBeUndefined()
})

test('should hash with argon2id, match the same characters typed otherwise, and match nothing without a hash', async () => {
  const passwords = argon2Passwords()
  const hash = await passwords.hash('une été à la mer')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwords.matches(hash, 'une e\u0301te\u0301 a\u0300 la mer')).toBe(true)
  expect(await passwords.matches(hash, 'autre chose')).toBe(false)
  expect(await passwords.matches(undefined, 'une été à la mer')).toBe(false)
  expect(await passwords.hash('une été à la mer')).not.toBe(hash)
})

test('should read tokens from Bearer and Basic headers', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  expect(credentialsOf('Bearer fc_abc')).toEqual({ secret: 'fc_abc' })
  expect(credentialsOf(basic('lea:fc_abc'))).toEqual({ handle: 'lea', secret: 'fc_abc' })
  expect(credentialsOf(basic('fc_abc:x-oauth-basic'))).toEqual({ secret: 'fc_abc' })
  expect(credentialsOf(basic('fc_abc:'))).toEqual({ secret: 'fc_abc' })
  expect(credentialsOf(basic(':fc_abc'))).toEqual({ secret: 'fc_abc' })
  for (const header of ['', 'Digest x', 'Bearer', 'Bearer a b', 'Basic ']) expect(credentialsOf(header), header).toBeUndefined()
})

test('should go nowhere but this site after signing in, and not back to signing in', () => {
  for (const suite of ['//mal.example', 'https://mal.example', '/\\mal.example', '/a/../\\mal.example', '/\t/mal.example', 'javascript:alert(1)', '/..//mal.example', '', undefined, ['/x'], '/connexion?suite=/', '/inscription', '/mot-de-passe/oublie', '/deconnexion']) {
    expect(afterSignIn(suite), String(suite)).toBe('/')
  }
  expect(afterSignIn('/cooperation/meteo/ameliorer?x=1#etape')).toBe('/cooperation/meteo/ameliorer?x=1#etape')
})

test('should say every refusal in both languages', () => {
  expect(Object.keys(enErrors).sort()).toEqual(Object.keys(frErrors).sort())
})

test('should keep what people wrote on one line of a mail', () => {
  for (const kind of ['reset', 'confirm', 'already_registered', 'password_changed', 'address_added'] as MailKind[]) {
    for (const locale of ['fr', 'en'] as const) {
      const { subject, text } = composeMail({ to: 'x@exemple.invalid', locale, kind, facts: { instance: 'Forge', name: 'Léa\nhttps://mal.example', handle: 'lea', link: 'http://f/x', hours: '2', days: '3', asked: 'b', signIn: 'http://f/connexion', forgotten: 'http://f/o', address: 'a@b.fr' } })
      expect(subject).not.toMatch(/[\r\n]|undefined/)
      expect(text).not.toContain('undefined')
      expect(text).toContain('Léa https://mal.example,')
    }
  }
})
