import { expect, test } from 'vitest'
import { checkFiche } from '../../../content-schema/check.js'
import { parseFiche } from '../../../content-schema/fiche.js'

test('should read its own fields', () => {
  const { fields } = parseFiche('---\ntype: outil-animation\ntitre: Le tour\nduree: { min: PT5M, max: PT1H30M }\ntaille_groupe: { min: 3, max: 30 }\nauteurs:\n  - { nom: Lou Exemple, role: auteur, structure: Le Jardin }\nmateriel: [{ nom: Bêche, quantite: 1 }, Mètre]\nderoule:\n  - { titre: Ouvrir, duree: PT2M, texte: On ouvre. }\nlangue: fr\n---\n')
  expect(fields).toMatchObject({
    type: 'outil-animation', titre: 'Le tour', duree: { minMinutes: 5, maxMinutes: 90 }, taille_groupe: { min: 3, max: 30 }, langue: 'fr',
    auteurs: [{ nom: 'Lou Exemple', role: 'auteur', structure: 'Le Jardin' }], materiel: [{ nom: 'Bêche', quantite: '1' }, { nom: 'Mètre' }],
    etapes: [{ titre: 'Ouvrir', duree: 'PT2M', minutes: 2, texte: 'On ouvre.' }], missing: ['resume', 'besoins', 'publics', 'licence'],
  })
})

test('should read other people’s headers where they mean the same', () => {
  const { fields } = parseFiche('---\ntitle: Retrospective\nsubtitle: Look back together\nauthors: [lou, "Sacha <sacha@example.org>"]\ntags: a, b\ntime: 30-90 mins (depends)\npeople: 4+\nlicense: CC0-1.0\nresources:\n  - { link: "https://example.org", description: A page }\nwhatIs: >-\n  A long text about what this practice is, in several words.\n---\n')
  expect(fields).toMatchObject({
    titre: 'Retrospective', resume: 'Look back together', auteurs: [{ nom: 'lou' }, { nom: 'Sacha' }], mots_cles: ['a', 'b'],
    duree: { minMinutes: 30, maxMinutes: 90 }, taille_groupe: { min: 4 }, licence: 'CC0-1.0', sources: [{ titre: 'A page', url: 'https://example.org' }],
    prose: [{ field: 'whatIs', text: 'A long text about what this practice is, in several words.' }],
  })
})

test('should prefer its own keys, and fall back on a foreign one of the right shape', () => {
  expect(parseFiche('---\ntitle: B\ntitre: A\n---\n').fields.titre).toBe('A')
  expect(parseFiche('---\ntitle: Untitled\n---\n# Vrai titre\n').fields.titre).toBe('Vrai titre')
  expect(parseFiche('---\ntitre: Test\n---\n# Autre\n').fields.titre).toBe('Test')
})

test('should find title, summary and language of a fiche without header', () => {
  const { fields, hasHeader } = parseFiche('#Le **tour** de [météo](x)\n\n![photo](a.png)\nPhoto par Quelqu’un, sous licence CC BY\n\nLe groupe se dit dans quel état il est, avec une image pour chaque personne et sans que nous commentions.\n')
  expect(hasHeader).toBe(false)
  expect(fields.titre).toBe('Le tour de météo')
  expect(fields.resume).toMatch(/^Le groupe se dit/)
  expect(fields.langue).toBe('fr')
  expect(parseFiche('# The round\n\nThe group says how it is, and you listen to the people that are in the room, for this is the way we start.\n').fields.langue).toBe('en')
})

test('should say where the body is, with BOM and CRLF', () => {
  const text = '\uFEFF---\r\ntitre: Le tour\r\n---\r\n\r\nCorps\r\n'
  const fiche = parseFiche(text)
  expect(fiche).toMatchObject({ hasHeader: true, header: { titre: 'Le tour' }, body: '\r\nCorps\r\n', bodyLine: 4 })
  expect(text.slice(fiche.bodyStart)).toBe(fiche.body)
})

test('should read what can be read of a broken header, and say what is broken', () => {
  const fiche = parseFiche('---\ntitre: Le tour\nresume: Deux : points : cassés\nbesoins: [financer]\n---\nCorps\n')
  expect(fiche.header).toEqual({ titre: 'Le tour', besoins: ['financer'] })
  expect(fiche.yamlProblem).toMatchObject({ line: 3 })
  expect(fiche.body).toBe('Corps\n')
})

test('should never show an e-mail address of a header', () => {
  const { fields } = parseFiche('---\nauteurs: [Lou <lou@example.org>, sacha@example.org]\ncontributeurs: "Alex (alex@example.org)"\n---\n')
  expect(JSON.stringify([fields.auteurs, fields.contributeurs])).not.toContain('@')
})

const bomb = (levels: number): string => ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...Array.from({ length: levels }, (_, index) => `k${index}: &k${index} [${Array(10).fill(index === 0 ? '*a' : `*k${index - 1}`).join(',')}]`)].join('\n')
const HOSTILE: readonly (readonly [string, string])[] = [
  ['a billion laughs', `---\n${bomb(9)}\n---\nCorps`],
  ['a header of one megabyte', `---\ntitre: ${'x'.repeat(1_100_000)}\n---\nCorps`],
  ['a hundred thousand open brackets', `---\ntitre: ${'['.repeat(100_000)}\n---\nCorps`],
  ['a hundred thousand nested maps', `---\n${'- '.repeat(100_000)}x\n---\nCorps`],
  ['tabs as indentation', '---\nmateriel:\n\t- nom: x\n---\nCorps'],
  ['a header that nothing closes', '---\ntitre: x\n\nCorps'],
  ['a list instead of fields', '---\n- a\n- b\n---\nCorps'],
  ['an alias to nothing', '---\ntitre: *rien\n---\nCorps'],
]
for (const [name, text] of HOSTILE) {
  test(`should answer ${name} with a sentence`, () => {
    const fiche = parseFiche(text)
    expect(fiche.yamlProblem?.messageFr).toMatch(/\S.*[.!]$/)
    expect(fiche.body.endsWith('Corps')).toBe(true)
    expect(checkFiche(text).some(problem => problem.rule === 'en-tete-illisible')).toBe(true)
  })
}

test('should keep prototypes out of reach of a header', () => {
  const fiche = parseFiche('---\n__proto__: { titre: volé, polluted: true }\nconstructor: x\ntoString: y\n---\n')
  expect(Object.getPrototypeOf(fiche.header)).toBe(Object.prototype)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(fiche.fields.titre).toBeUndefined()
})

test('should read an entry of Interpole, by the keys of its wiki or by the questions of its exported table', () => {
  const wiki = parseFiche('---\nid_fiche: LeTourDeMeteo\nid_typeannonce: "2"\nbf_titre: Le tour de météo\nbf_valeur_ajoutee: Savoir comment va le groupe\nbf_description: Chacun·e dit sa météo.\nbf_objectif: Créer du lien, Réguler l’énergie, Autre chose\nbf_duree: 10 à 30 min\nbf_taille_groupe: De 6 à 12\nbf_distance: Ca s\'adapte bien à distance\nbf_licence: CC BY-SA 4.0\nbf_autrices: Lou Exemple\nimagebf_image: meteo.jpg\nbf_site_internet: https://example.org\n---\n')
  const table = parseFiche('---\nTitre: Le tour de météo\n"Valeur ajoutée / utilité de l\'outil en une phrase": Savoir comment va le groupe\nRésumé du déroulé (500 caractères): Chacun·e dit sa météo.\nObjectif: Décider ensemble et s\'aligner\nTaille du groupe: Plus de 30 personnes\nDurée: 10 à 30 min\nVariantes et bonifications: En silence\n"Licence d\'utilisation de la ressource": CC 0\n---\n')
  expect(wiki.fields).toMatchObject({
    titre: 'Le tour de météo', valeur_ajoutee: 'Savoir comment va le groupe', resume: 'Chacun·e dit sa météo.', besoins: ['se-connaitre', 'se-mettre-en-train'], objectifs: ['Créer du lien, Réguler l’énergie, Autre chose'],
    duree: { minMinutes: 10, maxMinutes: 30 }, taille_groupe: { min: 6, max: 12 }, modalites: ['a-distance'], licence: 'CC BY-SA 4.0', auteurs: [{ nom: 'Lou Exemple' }], couverture: { fichier: 'meteo.jpg' },
  })
  expect(table.fields).toMatchObject({ titre: 'Le tour de météo', resume: 'Chacun·e dit sa météo.', besoins: ['decider-ensemble'], taille_groupe: { min: 31 }, duree: { minMinutes: 10, maxMinutes: 30 }, variantes: [{ texte: 'En silence' }], licence: 'CC 0' })
  for (const { header } of [wiki]) expect(header).toMatchObject({ id_fiche: 'LeTourDeMeteo', id_typeannonce: '2', bf_site_internet: 'https://example.org', bf_objectif: 'Créer du lien, Réguler l’énergie, Autre chose' })
  expect(parseFiche('---\nbesoins: [financer]\nbf_objectif: Créer du lien\n---\n').fields.besoins).toEqual(['financer'])
})

test('should read a text anew each time, whatever was done with a former reading of it', () => {
  const text = '---\ntitre: Le tour\nmots_cles: &m [a, b]\nobjectifs: *m\n---\n'
  const first = parseFiche(text)
  ;(first.header.mots_cles as string[]).push('c')
  first.fields.mots_cles.push('d')
  expect(parseFiche(text).header).toEqual({ titre: 'Le tour', mots_cles: ['a', 'b'], objectifs: ['a', 'b'] })
  expect(parseFiche(text).fields.mots_cles).toEqual(['a', 'b'])
  for (let at = 0; at < 10; at += 1) expect(parseFiche(text.replace('Le tour', `Le tour ${at}`)).fields.titre).toBe(`Le tour ${at}`)
})
