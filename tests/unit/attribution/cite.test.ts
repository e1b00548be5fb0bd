import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { credit, type CreditInput } from '../../../forge/attribution/cite.js'
import { creditLicence } from '../../../forge/attribution/credit-licence.js'
import { triplesOf } from '../../support/rdfa.js'

const licence = { name: 'Creative Commons Attribution – Partage dans les mêmes conditions 4.0 International', shortName: 'CC BY-SA 4.0', uri: 'https://creativecommons.org/licenses/by-sa/4.0/', id: 'CC-BY-SA-4.0' }
const cercle: CreditInput = {
  title: 'Le cercle de parole', url: 'https://exemple.org/cooperation/cercle', version: '1.2', date: Date.UTC(2026, 2, 1),
  authors: [{ name: 'Ada', url: 'https://exemple.org/@ada' }, { name: 'Bruno' }], laterAuthors: [{ name: 'Chloé' }], nature: 'exemples ajoutés.', licence,
  origins: [{ title: 'Tour de parole', url: 'https://ailleurs.org/tour', authors: [{ name: 'Élodie' }] }],
}
const names = (...list: string[]) => list.map((name) => ({ name }))

describe('the credit people read', () => {
  test('should say title, authors, version, source, licence, changes and lineage in French', () => {
    expect(credit(cercle, 'fr').text).toBe('«\u00a0Le cercle de parole\u00a0», par Ada et Bruno, version\u00a01.2, 1er\u00a0mars 2026, https://exemple.org/cooperation/cercle. Licence CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). Modifié par Chloé\u00a0: exemples ajoutés. D’après «\u00a0Tour de parole\u00a0» d’Élodie (https://ailleurs.org/tour), licence à préciser.')
  })
  test('should say it in English', () => {
    expect(credit(cercle, 'en').text).toBe('“Le cercle de parole”, by Ada and Bruno, version 1.2, 1\u00a0March 2026, https://exemple.org/cooperation/cercle. Licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). Changes by Chloé: exemples ajoutés. Based on “Tour de parole” by Élodie (https://ailleurs.org/tour), licence to be confirmed.')
  })
  test('should link in Markdown, and mean it in HTML', () => {
    expect(credit(cercle, 'fr').markdown).toContain('*[Le cercle de parole](https://exemple.org/cooperation/cercle)*, par [Ada](https://exemple.org/@ada) et Bruno')
    expect(credit(cercle, 'fr').html).toContain('<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>')
    expect(credit(cercle, 'fr').html).toContain('<time property="dct:modified" datetime="2026-03-01" content="2026-03-01" datatype="xsd:date">1er\u00a0mars 2026</time>')
    expect(credit(cercle, 'fr').html).toContain('<span rel="dct:source"><span about="https://ailleurs.org/tour"><cite property="dct:title"><a href="https://ailleurs.org/tour">Tour de parole</a></cite>')
  })
  test('should write three names, then how many others, and where they all are; a fourth alone is named', () => {
    const five = { ...cercle, authors: names('A', 'B', 'C', 'D', 'E'), namesUrl: 'https://exemple.org/contributions' }
    expect(credit(five, 'fr').text).toContain('par A, B, C et 2\u00a0autres (liste complète\u00a0: https://exemple.org/contributions), version')
    expect(credit({ ...five, namesUrl: undefined, authors: names('A', 'B', 'C', 'D') }, 'fr').text).toContain('par A, B, C et D, version')
    expect(credit({ ...five, authors: names('A', 'B', 'C') }, 'fr').text).toContain('par A, B et C, version')
  })
  test('should write every name where the licence asks for all', () => {
    expect(credit({ ...cercle, authors: names('A', 'B', 'C', 'D', 'E'), licence: { ...licence, id: 'LAL-1.3', shortName: 'LAL 1.3' } }, 'fr').text).toContain('par A, B, C, D et E')
  })
  test('should begin by the source and the date of update under Licence Ouverte', () => {
    expect(credit({ ...cercle, licence: { name: 'Licence Ouverte 2.0', shortName: 'Licence Ouverte 2.0', uri: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence', id: 'etalab-2.0' } }, 'fr').text)
      .toMatch(/^Source\u00a0: Ada et Bruno, «\u00a0Le cercle de parole\u00a0», version\u00a01.2, mise à jour du 1er\u00a0mars 2026, https/)
  })
  test('should say « licence à préciser » and name nobody in particular rather than guess', () => {
    expect(credit({ title: 'Sans rien', url: 'https://exemple.org/x', authors: [] }, 'fr').text).toBe('«\u00a0Sans rien\u00a0», par auteur·ice à préciser, https://exemple.org/x. Licence à préciser.')
  })
})

describe('the credit of a work under several licences', () => {
  const under = (label: string) => credit({ ...cercle, authors: names('A', 'B', 'C', 'D', 'E'), changesUrl: 'https://exemple.org/historique', publisher: 'Coopération', licence: creditLicence(label, 'fr')! }, 'fr')

  test('should say a choice as a choice, and do what each licence asks', () => {
    const { text, markdown, html, jsonld, cff, bibtex } = under('CC-BY-4.0 OR GFDL-1.3-only')
    expect(text).toContain('. Au choix\u00a0: licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/) ou ')
    expect(text).toContain('par A, B, C, D et E')
    expect(text).toContain('publié par Coopération')
    expect(markdown).toContain('[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) ou [')
    expect(html.match(/rel="license"/g)).toHaveLength(2)
    expect((JSON.parse(jsonld) as { license: string[] }).license).toEqual(['https://creativecommons.org/licenses/by/4.0/', expect.stringContaining('gnu.org')])
    expect(parse(cff)).toMatchObject({ license: ['CC-BY-4.0', 'GFDL-1.3-only'] })
    expect(bibtex).toContain('(https://creativecommons.org/licenses/by/4.0/) ou ')
  })
  test('should name those that apply together, and let no program take them for a choice', () => {
    const { text, html, jsonld, cff } = under('CC-BY-4.0 AND ODbL-1.0')
    expect(text).toContain('. Licences CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/) et ODbL')
    expect(text).toContain('Contient des informations de')
    expect(html).not.toContain('rel="license"')
    expect(JSON.parse(jsonld)).not.toHaveProperty('license')
    expect(Object.keys(parse(cff) as object).filter((key) => key.startsWith('licen'))).toEqual([])
  })
  test('should not guess when one of them is unknown, nor say « Licence » twice', () => {
    expect(creditLicence('CC-BY-4.0 OR Licence de la maison', 'fr')).toBeUndefined()
    expect(under('etalab-2.0').text).toContain('. Licence Ouverte 2.0 (')
  })
})

describe('the credit programs read', () => {
  test('should say nothing of the page it is pasted in when the work has no address', () => {
    const triples = triplesOf(credit({ ...cercle, url: '' }, 'fr').html)
    expect(triples.filter(({ subject }) => subject === '')).toEqual([])
    expect(triples.find(({ predicate }) => predicate.endsWith('#license'))).toMatchObject({ subject: '_:b0', object: licence.uri })
  })
  test('should be valid JSON-LD, CFF and BibTeX', () => {
    const { jsonld, cff, bibtex } = credit(cercle, 'fr')
    expect(JSON.parse(jsonld)).toMatchObject({ '@type': 'LearningResource', name: 'Le cercle de parole', license: licence.uri, creator: [{ name: 'Ada' }, { name: 'Bruno' }], contributor: [{ name: 'Chloé' }], isBasedOn: [{ name: 'Tour de parole' }], dateModified: '2026-03-01' })
    expect(parse(cff)).toMatchObject({ 'cff-version': '1.2.0', title: 'Le cercle de parole', license: 'CC-BY-SA-4.0', authors: [{ alias: 'Ada' }, { alias: 'Bruno' }, { alias: 'Chloé' }], references: [{ title: 'Tour de parole' }] })
    expect(bibtex).toContain('@misc{ada-2026-cercle,')
    expect(bibtex).toContain('author = {{Ada} and {Bruno} and {Chloé}}')
  })
  test('should give the address of a licence that CFF does not list', () => {
    const { cff } = credit({ ...cercle, licence: { ...licence, id: 'LicenseRef-CC-BY-SA-3.0-FR' } }, 'fr')
    expect(parse(cff)).toMatchObject({ 'license-url': licence.uri })
    expect(parse(cff)).not.toHaveProperty('license')
  })
  test('should be read the same by tools of YAML 1.1, which take bare words for numbers, dates and booleans', () => {
    const odd = ['No', 'yes', 'on', '12:30', '1_000', '0o7', '2026-01-02', '=', '~', 'null', '- x', 'a: b', '@x', '#x', '"', '\\', '🌱', 'Doe, John']
    const { cff } = credit({ ...cercle, title: 'Non', authors: names(...odd), version: '1.10' }, 'fr')
    const read = parse(cff, { version: '1.1' }) as { authors: { alias: string }[]; title: string; version: string }
    expect(read.authors.map(({ alias }) => alias)).toEqual([...odd, 'Chloé'])
    expect(read).toMatchObject({ title: 'Non', version: '1.10', 'date-released': '2026-03-01' })
  })
  test('should list nobody twice whom nothing tells apart: the schema of CFF refuses the same author twice', () => {
    const twice = { ...cercle, authors: names('Ada', 'Bruno'), laterAuthors: [...names('Ada'), { name: 'Bruno', url: 'https://exemple.org/@bruno' }] }
    expect(parse(credit(twice, 'fr').cff)).toMatchObject({ authors: [{ alias: 'Ada' }, { alias: 'Bruno' }, { alias: 'Bruno', website: 'https://exemple.org/@bruno' }] })
    expect(credit(twice, 'fr').bibtex).toContain('author = {{Ada} and {Bruno} and {Bruno}}')
  })
  test('should make keys of whole words, accents or not', () => {
    expect(credit({ ...cercle, title: 'Le télétravail', authors: names('Élodie Béranger') }, 'fr').bibtex).toContain('@misc{beranger-2026-teletravail,')
  })
  test('should leave out a day that four figures cannot write, and never be without a title', () => {
    for (const date of [Date.UTC(12026, 0, 1), -1e15, Infinity, NaN]) {
      const made = credit({ ...cercle, date, title: ' \u202e' }, 'fr')
      expect(parse(made.cff)).not.toHaveProperty('date-released')
      expect(made.text).toMatch(/^«\u00a0sans titre\u00a0», par Ada et Bruno, version\u00a01.2, https/)
    }
  })
})

describe('hostile titles, names and addresses', () => {
  const hostile = '</script><img src=x onerror=alert(1)>\n} , author = {Eve},\r\n[clic](javascript:alert(1)) *x* `y` www.mal.org \u202eabc \ud800'
  const all = credit({ ...cercle, title: hostile, authors: names(hostile, '- Eve: x'), nature: hostile, url: 'javascript:alert(1)', licence: { name: hostile, shortName: hostile, uri: 'data:text/html,x', id: hostile } }, 'fr')

  test('should become text in HTML: no element, attribute or address of theirs', () => {
    // Every `<` opens or closes one of ours; every attribute value is one of ours.
    expect(all.html.split('<').slice(1).filter((part) => !/^\/?(p|cite|span|a|time)(?=[ >])/.test(part))).toEqual([])
    const attributes = [...all.html.matchAll(/<\w+([^>]*)>/g)].flatMap((tag) => [...tag[1]!.matchAll(/([\w:-]+)="[^"]*"/g)].map((attribute) => attribute[1]!))
    expect(attributes.filter((attribute) => !['lang', 'prefix', 'property', 'rel', 'href', 'about', 'datetime', 'content', 'datatype', 'typeof'].includes(attribute))).toEqual([])
    expect(all.html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect([...all.html.matchAll(/href="([^"]*)"/g)].map((address) => address[1])).toEqual(['https://ailleurs.org/tour'])
    expect([...all.html.matchAll(/about="([^"]*)"/g)].map((address) => address[1])).toEqual(['https://ailleurs.org/tour'])
  })
  test('should stay one line of plain text, no control, nothing reversed', () => {
    expect(all.text).not.toMatch(/[\u0000-\u001f\u202e\ud800]/)
    expect(all.markdown.split('\n')).toHaveLength(1)
    expect(all.markdown).toContain('\\[clic\\]')
  })
  test('should not leave a script, a YAML value or a BibTeX field', () => {
    expect(all.jsonld).not.toContain('<')
    expect(JSON.parse(all.jsonld)).not.toHaveProperty('license')
    expect(parse(all.cff)).toMatchObject({ authors: [{}, { alias: '- Eve: x' }, { alias: 'Chloé' }] })
    let depth = 0
    const fields: string[] = []
    for (const line of all.bibtex.split('\n')) {
      if (depth === 1) fields.push(line.trim().split(' = ')[0]!)
      for (const character of line) depth += character === '{' ? 1 : character === '}' ? -1 : 0
    }
    expect(depth).toBe(0)
    expect(fields.filter((field) => field !== '}')).toEqual(['title', 'author', 'year', 'month', 'version', 'note', 'langid'])
  })
})
