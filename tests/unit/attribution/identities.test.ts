import { describe, expect, test } from 'vitest'
import { authorsOf, isBot, mapped, mentionedIn, parseIdentities, parseMailmap, People, samePerson, trailersOf } from '../../../forge/attribution/identities.js'
import { parseTrailers, personTrailer, withTrailers } from '../../../forge/attribution/trailers.js'

const ada = { name: 'Ada', email: 'ada@exemple.org' }

describe('mailmap', () => {
  const map = parseMailmap([
    '# a comment <not@an.entry>', 'Ada Lovelace <ada@exemple.org>', '<ada@exemple.org> <ADA@ancien.exemple>',
    'Bruno B. <bruno@exemple.org> <b@exemple.org> # since 2020', 'Chloé <chloe@exemple.org> Driss <partage@exemple.org>', 'nonsense', '<>',
  ].join('\r\n'))

  test('should read the four forms of gitmailmap(5), without regard to case', () => {
    expect(mapped(map, ada)).toEqual({ name: 'Ada Lovelace', email: 'ada@exemple.org' })
    expect(mapped(map, { name: 'A.', email: 'ada@ANCIEN.exemple' })).toEqual({ name: 'A.', email: 'ada@exemple.org' })
    expect(mapped(map, { name: 'x', email: 'b@exemple.org' })).toEqual({ name: 'Bruno B.', email: 'bruno@exemple.org' })
    expect(mapped(map, { name: 'driss', email: 'partage@exemple.org' })).toEqual({ name: 'Chloé', email: 'chloe@exemple.org' })
    expect(mapped(map, { name: 'Elin', email: 'partage@exemple.org' })).toEqual({ name: 'Elin', email: 'partage@exemple.org' })
  })
})

describe('trailers read', () => {
  test('should find several co-authors, folded lines and odd casing', () => {
    const message = 'Ajoute une étape\n\nPourquoi : parce que.\n\nco-authored-By : Ada <ada@exemple.org>\nCo-Authored-By: Bruno\n  <bruno@exemple.org>\nREVIEWED-BY:Chloé <chloe@exemple.org>\nMerge-Request: 12\nSource-Commit: abc\nSource-Commit: def'
    expect(trailersOf(message)).toEqual({
      coAuthors: [ada, { name: 'Bruno', email: 'bruno@exemple.org' }], originalAuthors: [], sourceCommits: ['abc', 'def'], importedFrom: [], originalLicences: [],
      reviewers: [{ name: 'Chloé', email: 'chloe@exemple.org' }], mergeRequests: ['12'], undoes: [],
    })
  })
  test('should find a co-author left in the middle of a squash message, on Windows lines too', () => {
    expect(trailersOf('Titre (#3)\r\n\r\n* un\r\n\r\nCo-authored-by: Ada <ada@exemple.org>\r\n\r\n* deux\r\n').coAuthors).toEqual([ada])
  })
  test('should not take the subject, prose or a quotation for a trailer', () => {
    expect(parseTrailers('Co-authored-by: Ada <ada@exemple.org>')).toEqual([])
    expect(parseTrailers('Titre\n\nAttention: ceci est du texte\net ceci aussi')).toEqual([])
    expect(trailersOf('Titre\n\n> Co-authored-by: Ada <ada@exemple.org>').coAuthors).toEqual([])
  })
  test('should read several people of one value, a bare address and a bare name', () => {
    expect(parseIdentities('Ada <ada@exemple.org>, "Bruno" <b@exemple.org>')).toEqual([ada, { name: 'Bruno', email: 'b@exemple.org' }])
    expect(parseIdentities('ada@exemple.org')).toEqual([{ name: '', email: 'ada@exemple.org' }])
    expect(parseIdentities('Collectif du jardin')).toEqual([{ name: 'Collectif du jardin', email: '' }])
    expect(parseIdentities(' <> ')).toEqual([])
  })
})

describe('people', () => {
  test('should be one by address, never by name alone', () => {
    expect(samePerson(ada, { name: 'Autre', email: 'ADA@exemple.org' })).toBe(true)
    expect(samePerson(ada, { name: 'Ada', email: 'ada@ailleurs.org' })).toBe(false)
    expect(samePerson({ name: 'Ada', email: '' }, ada)).toBe(false)
  })
  test('should show the name used most, the latest among equals', () => {
    const people = new People()
    for (const name of ['ada', 'Ada L.', 'ada', 'Ada L.', '']) people.meet({ name, email: 'ada@exemple.org' })
    expect(people.all()).toEqual([{ name: 'Ada L.', email: 'ada@exemple.org' }])
  })
  test('should show the name that .mailmap declares for an address, however often another is used', () => {
    const mailmap = parseMailmap('Bruno B. <bruno@exemple.org> <b@exemple.org>\nAda Lovelace <ada@exemple.org>\n<ada@exemple.org> <ADA@ancien.exemple>')
    const people = new People(mailmap)
    for (const identity of [{ name: 'bb', email: 'Bruno@Exemple.org' }, { name: 'bb', email: 'bruno@exemple.org' }, { name: 'A.', email: 'ada@ancien.exemple' }]) people.meet(mapped(mailmap, identity))
    expect(people.all()).toEqual([{ name: 'Bruno B.', email: 'bruno@exemple.org' }, { name: 'Ada Lovelace', email: 'ada@exemple.org' }])
  })
  test('should leave a program out when it commits for somebody, and name it when it is alone', () => {
    const bot = { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' }
    expect(isBot(bot)).toBe(true)
    expect(isBot({ name: 'Robot Abbott', email: 'abbott@exemple.org' })).toBe(false)
    expect(authorsOf({ author: bot, message: 'x\n\nCo-authored-by: Ada <ada@exemple.org>' })).toEqual([ada])
    expect(authorsOf({ author: bot, message: 'x' })).toEqual([bot])
    expect(mentionedIn({ author: bot, message: 'x\n\nCo-authored-by: Ada <ada@exemple.org>' })).toEqual([bot, ada])
  })
  test('should credit the original authors of an import once each, and not who carried it', () => {
    expect(authorsOf({ author: { name: 'Import', email: 'i@exemple.org' }, message: 'x\n\nOriginal-Author: Ada <ADA@exemple.org>\nCo-authored-by: ada <ada@exemple.org>' })).toEqual([{ name: 'Ada', email: 'ADA@exemple.org' }])
  })
})

describe('trailers written', () => {
  test('should end the message, after a blank line or in the block it has, and not repeat', () => {
    const once = withTrailers('Titre\n\nCorps\n', [{ key: 'Co-authored-by', value: 'Ada <ada@exemple.org>' }])
    expect(once).toBe('Titre\n\nCorps\n\nCo-authored-by: Ada <ada@exemple.org>\n')
    expect(withTrailers(once, [{ key: 'co-authored-by', value: 'Ada <ada@exemple.org>' }, { key: 'Merge-Request', value: '3' }]))
      .toBe('Titre\n\nCorps\n\nCo-authored-by: Ada <ada@exemple.org>\nMerge-Request: 3\n')
    expect(withTrailers('Titre', [])).toBe('Titre\n')
    expect(trailersOf(withTrailers('', [{ key: 'Reviewed-by', value: 'Ada <ada@exemple.org>' }])).reviewers).toEqual([ada])
  })
  test('should let no value add a line, a trailer or a person', () => {
    const value = personTrailer({ name: 'Eve\nCo-authored-by: Ada <ada@exemple.org>\u202e', email: 'e@x>\r\n<ada@exemple.org' })
    const message = withTrailers('Titre', [{ key: 'Co-authored-by', value }])
    expect(message.trimEnd().split('\n')).toHaveLength(3)
    expect(trailersOf(message).coAuthors).toHaveLength(1)
    expect(trailersOf(message).coAuthors[0]!.email).not.toBe('ada@exemple.org')
    expect(() => withTrailers('x', [{ key: 'Bad: key', value: 'x' }])).toThrow(TypeError)
  })
})
