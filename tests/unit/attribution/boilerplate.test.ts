/** Sentences that everybody types, and passages that somebody copies: what stands around tells them apart. */
import { expect, test } from 'vitest'
import { changesBetween, type HistoryCommit } from '../../../forge/attribution/history.js'
import { attribute, type AttributedToken } from '../../../forge/attribution/provenance.js'
import { person } from './generated-history.js'

/** Versions that follow each other, each writing some files anew; who wrote each word of the last, as `Name: words`, file by file. */
async function written(...versions: readonly { by: string; files: Record<string, string | undefined> }[]): Promise<Record<string, string[]>> {
  const blobs = new Map<string, string>()
  const commits: HistoryCommit[] = []
  let tree = new Map<string, string>()
  versions.forEach(({ by, files }, i) => {
    const before = tree
    tree = new Map(tree)
    for (const [path, text] of Object.entries(files)) { const oid = `text ${text}`; if (text === undefined) tree.delete(path); else { blobs.set(oid, text); tree.set(path, oid) } }
    commits.push({ oid: `version-${i}`, parents: i === 0 ? [] : [`version-${i - 1}`], author: person(by), at: 1000 * (i + 1), message: 'x', changes: changesBetween(before, tree) })
  })
  const { files } = await attribute({ commits: () => commits, blob: (oid) => Promise.resolve(blobs.get(oid)!) }, { at: commits.at(-1)!.oid })
  return Object.fromEntries(files.map(({ path, tokens }) => [path, runs(tokens)]))
}

function runs(tokens: readonly AttributedToken[]): string[] {
  const found: { by: string; words: string[] }[] = []
  for (const { text, authors } of tokens) {
    const by = authors.map(({ name }) => name).join(' + ')
    if (found.at(-1)?.by === by) found.at(-1)!.words.push(text); else found.push({ by, words: [text] })
  }
  return found.map(({ by, words }) => `${by}: ${words.join(' ')}`)
}

const CIRCLE = 'Installer le groupe en cercle, sans table ni obstacle.'
const weather = `## Déroulement\n\n${CIRCLE} Chaque personne dit son humeur avec un mot de météo, puis se tait.`
const harvest = `## Déroulement\n\n${CIRCLE} Les récoltes passent de main en main pendant que la doyenne raconte.`
const compost = `## Déroulement\n\n${CIRCLE} On retourne le tas à la fourche et on note sa température.`

test('should leave a heading and a sentence that everybody types to who typed them there', async () => {
  expect(await written({ by: 'Ada', files: { 'a.md': weather } }, { by: 'Bruno', files: { 'b.md': harvest } }, { by: 'Chloe', files: { 'c.md': compost } })).toEqual({
    'a.md': [expect.stringMatching(/^Ada: Déroulement/)], 'b.md': [expect.stringMatching(/^Bruno: Déroulement/)], 'c.md': [expect.stringMatching(/^Chloe: Déroulement/)],
  })
})

test('should leave a passage to its author with the heading and the short items copied with it, changed on the way or not', async () => {
  const steps = '## Déroulement\n\n- Ouvrir.\n- Respirer un moment.\n\nChaque personne dit son humeur avec un mot de météo, puis se tait.\n\n- Fermer.'
  const other = '# Récoltes\n\nLes paniers arrivent tôt le matin.'
  expect(await written({ by: 'Ada', files: { 'a.md': steps } }, { by: 'Bruno', files: { 'b.md': other } }, { by: 'Bruno', files: { 'b.md': `${other}\n\n${steps.replace('humeur', 'envie')}` } })).toMatchObject({
    'b.md': ['Bruno: Récoltes Les paniers arrivent tôt le matin', 'Ada: Déroulement Ouvrir Respirer un moment Chaque personne dit son', 'Bruno: envie', 'Ada: avec un mot de météo puis se tait Fermer'],
  })
})

test('should take a sentence removed and typed again among new words for new once it is known to be everybody’s', async () => {
  const without = 'Les récoltes passent de main en main pendant que la doyenne raconte.'
  expect(await written(
    { by: 'Ada', files: { 'a.md': `${CIRCLE} ${without}` } }, { by: 'Bruno', files: { 'b.md': compost } }, { by: 'Ada', files: { 'a.md': without } },
    { by: 'Chloe', files: { 'a.md': `${without}\n\nLe soir venu, on recommence. ${CIRCLE} Puis on chante.` } },
  )).toMatchObject({ 'a.md': [expect.stringMatching(/^Ada: Les récoltes/), expect.stringMatching(/^Chloe: Le soir venu on recommence Installer .* chante$/)] })
  // Typed once in the whole history, it came back.
  expect(await written({ by: 'Ada', files: { 'a.md': `${CIRCLE} ${without}` } }, { by: 'Ada', files: { 'a.md': without } }, { by: 'Chloe', files: { 'a.md': `${without} ${CIRCLE}` } }))
    .toMatchObject({ 'a.md': [expect.stringMatching(/^Ada: /)] })
})

test('should not bring a fiche back when what it gave to another leaves for a third, whose header is new', async () => {
  const header = (title: string) => `---\ntitre: ${title}\nlicence: CC-BY-SA-4.0\nlangue: fr\n---\n\n`
  const passage = 'Chaque personne dit son humeur avec un mot de météo, puis se tait. Les autres écoutent sans répondre.'
  const garden = `${header('Jardin')}Le compost chauffe au fond de la cour.`
  const { 'd.md': split } = await written(
    { by: 'Ada', files: { 'a.md': `${header('Un jeu de la météo')}${passage}`, 'b.md': garden } }, { by: 'Bruno', files: { 'a.md': undefined, 'b.md': `${garden}\n\n${passage}` } },
    { by: 'Chloe', files: { 'b.md': garden, 'd.md': `${header('Le tour de la parole')}${passage}` } },
  )
  expect(split).toEqual([expect.stringMatching(/^Chloe: titre Le tour de la parole licence .* fr$/), expect.stringMatching(/^Ada: Chaque .* répondre$/)])
})

test('should not read a header filled in like another as a copy of it, but the whole header of a fiche copied whole', async () => {
  const header = (title: string) => `---\ntitre: ${title}\nlicence: CC-BY-SA-4.0\nlangue: fr\ntype: fiche\nduree: 30 minutes\npublic: adultes\n---\n\n`
  const body = 'Chaque personne dit son humeur avec un mot de météo, puis se tait. Les autres écoutent sans répondre.'
  const result = await written({ by: 'Ada', files: { 'a.md': header('Météo') + body } }, { by: 'Bruno', files: { 'b.md': `${header('Écoute')}${body}\n\nMerci.`, 'c.md': `${header('Météo')}${body}\n\nEncore.` } })
  expect(result['b.md']![0]).toMatch(/^Bruno: titre Écoute licence .* adultes$/)
  expect(result['b.md']![1]).toMatch(/^Ada: Chaque .* répondre$/)
  expect(result['c.md']).toEqual([expect.stringMatching(/^Ada: titre Météo .* répondre$/), 'Bruno: Encore'])
})

test('should leave a paragraph alone in its file to its author when files are split, then joined: it moved, nobody repeats it', async () => {
  const [circle, weather, letter] = ['Le cercle commence par un moment de silence partagé entre toutes les personnes présentes.', 'Chaque personne choisit ensuite une image posée au sol et raconte pourquoi elle lui parle.', 'Pour finir, les participantes écrivent une lettre adressée à leur futur jardin.']
  const whole = [{ by: 'Ada', files: { 'a.md': circle } }, { by: 'Bruno', files: { 'a.md': `${circle}\n\n${weather}` } }, { by: 'Chloe', files: { 'a.md': `${circle}\n\n${weather}\n\n${letter}` } }]
  expect(await written(...whole, { by: 'Driss', files: { 'a.md': undefined, '1.md': circle, '2.md': weather, '3.md': letter } }, { by: 'Elin', files: { '1.md': undefined, '2.md': undefined, '3.md': undefined, 'b.md': `${letter}\n\n${circle}\n\n${weather}` } }))
    .toEqual({ 'b.md': [expect.stringMatching(/^Chloe: Pour finir/), expect.stringMatching(/^Ada: Le cercle/), expect.stringMatching(/^Bruno: Chaque/)] })
  // Taken out of a file that stays, and put back.
  expect(await written(...whole, { by: 'Driss', files: { 'a.md': circle, '2.md': weather, '3.md': letter } }, { by: 'Elin', files: { 'a.md': `${circle}\n\n${letter}\n\n${weather}`, '2.md': undefined, '3.md': undefined } }))
    .toEqual({ 'a.md': [expect.stringMatching(/^Ada: Le cercle/), expect.stringMatching(/^Chloe: Pour finir/), expect.stringMatching(/^Bruno: Chaque/)] })
})

test('should follow files that swap their names, or take the place of another, to the last small word', async () => {
  expect(await written({ by: 'Ada', files: { 'a.md': weather } }, { by: 'Bruno', files: { 'b.md': compost } }, { by: 'Chloe', files: { 'a.md': compost, 'b.md': weather } }))
    .toEqual({ 'a.md': [expect.stringMatching(/^Bruno: Déroulement/)], 'b.md': [expect.stringMatching(/^Ada: Déroulement/)] })
  expect(await written({ by: 'Ada', files: { 'a.md': weather } }, { by: 'Bruno', files: { 'b.md': compost } }, { by: 'Chloe', files: { 'a.md': compost, 'b.md': undefined } }))
    .toEqual({ 'a.md': [expect.stringMatching(/^Bruno: Déroulement/)] })
})

test('should give nobody the text of a file that was emptied and filled again, however short', async () => {
  const short = '# Jeu\n\n- une pomme\n- Zoé'
  expect(await written({ by: 'Ada', files: { 'a.md': short } }, { by: 'Bruno', files: { 'a.md': '' } }, { by: 'Chloe', files: { 'a.md': short } })).toEqual({ 'a.md': ['Ada: Jeu une pomme Zoé'] })
})
