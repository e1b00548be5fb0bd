import { afterEach, expect, test } from 'vitest'
import { allScopes } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { commentProposal } from '../../../forge/use-cases/commentProposal.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { markSeen } from '../../../forge/use-cases/markSeen.js'
import { noticeTouchedWords } from '../../../forge/use-cases/noticeTouchedWords.js'
import { proposeChange, updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
let fiche: Resource
afterEach(() => flow.forge.close())

const withNoe = `${text}\nQuatrième paragraphe, où l’on écrit calmement ce que chaque personne retient de sa journée.\n`
const withTypo = withNoe.replace('calmement', 'tranquillement')

/** `noe` has written the last paragraph, `garance` the others. */
async function aSharedFiche(): Promise<void> {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  const done = await publishChange(flow.forge.deps, flow.person('noe'), { resource: flow.fiche, base: flow.fiche.tip!, files: new Map([['README.md', withNoe]]), title: 'Garder une trace', reason: '' })
  expect(done.kind).toBe('published')
  fiche = (await flow.forge.deps.resources.find(flow.fiche.id))!
}

async function propose(by: string, proposed: string, reason = 'Parce que.'): Promise<number> {
  const { number } = await proposeChange(flow.forge.deps, flow.person(by), { resource: fiche, base: fiche.tip!, files: new Map([['README.md', proposed]]), title: 'Autrement', reason })
  return number
}

/** Until nothing is left to notice: a history may still be being read. */
async function noticed(): Promise<void> {
  for (;;) {
    await noticeTouchedWords(flow.forge.deps)
    if ((await flow.forge.deps.mergeRequests.awaiting(50)).every(({ touches }) => touches !== undefined)) return
  }
}

const reasons = async (handle: string) => (await readInbox(flow.forge.deps, flow.person(handle))).mentions.map(({ mention, isNew }) => [mention.reason, mention.number, isNew])

test('should tell those whose words a proposition would change, and nobody else', async () => {
  await aSharedFiche()
  const number = await propose('lea', withTypo)
  expect(await reasons('noe')).toEqual([])
  await noticed()
  expect(await reasons('noe')).toEqual([['on_my_words', number, true]])
  for (const other of ['garance', 'lea', 'zoe']) expect(await reasons(other), other).toEqual([])
  expect(await noticeTouchedWords(flow.forge.deps)).toBe(0)
}, 60_000)

test('should not tell of words of others, of words put in between or only moved, nor whoever looks after the fiche', async () => {
  await aSharedFiche()
  await propose('lea', withNoe.replace('du milieu', 'du beau milieu, refait'))
  await propose('lea', withNoe.replace('Troisième paragraphe', 'Un tout nouveau passage.\n\nTroisième paragraphe'))
  await propose('lea', withNoe.replace('**', '').replace('calmement', '**calmement**'))
  await propose('zoe', withNoe.replace('Premier paragraphe, du début.', 'On commence autrement.'))
  await noticed()
  for (const handle of ['noe', 'garance', 'lea', 'zoe']) expect(await reasons(handle), handle).toEqual([])
}, 60_000)

test('should keep it through what is said since, make it again after the index, and follow the text', async () => {
  await aSharedFiche()
  const number = await propose('lea', withTypo)
  await noticed()
  await commentProposal(flow.forge.deps, flow.person('zoe'), { resource: fiche, number, text: 'Joli.' })
  expect(await reasons('noe')).toEqual([['on_my_words', number, true]])
  const last = (await flow.forge.deps.journals.of([{ resource: fiche.id, number }])).get(`${fiche.id} ${number}`)?.at(-1)
  await markSeen(flow.forge.deps, flow.person('noe'), { resource: fiche.id, number }, last)
  expect(await reasons('noe')).toEqual([['on_my_words', number, false]])
  expect(await doctor(flow.forge.deps, [fiche.id])).toEqual([])
  await reindex(flow.forge.deps, [fiche.id])
  await noticed()
  expect(await reasons('noe')).toEqual([['on_my_words', number, false]])
  // The next text leaves those words alone.
  await updateProposal(flow.forge.deps, flow.person('lea'), { resource: fiche, number, files: new Map([['README.md', withNoe.replace('Deuxième', 'Second')]]), message: 'Ailleurs' })
  expect(await reasons('noe')).toEqual([])
  await noticed()
  expect(await reasons('noe')).toEqual([])
}, 60_000)

test('should not tell twice somebody called by name', async () => {
  await aSharedFiche()
  const called = await propose('lea', withTypo, 'Qu’en dis-tu, @noe ?')
  const number = await propose('zoe', withNoe.replace('de sa journée', 'du tour'))
  await noticed()
  expect((await reasons('noe')).map(([reason, of]) => `${String(reason)} ${String(of)}`).sort()).toEqual([`named ${called}`, `on_my_words ${number}`])
}, 60_000)

test('should say it in one sentence, with a link to the proposition', async () => {
  await aSharedFiche()
  const [password, { deps }] = ['le chat dort au soleil', flow.forge]
  const { person } = await createPerson(deps, { handle: 'ines', email: 'ines@exemple.invalid', displayName: 'Inès Roche', password })
  await deps.communities.setMember(fiche.owner.id, person.id, 'member', 1)
  const withInes = `${withNoe}\nUne dernière ronde permet de remercier celles et ceux qui ont préparé la salle.\n`
  await publishChange(deps, { kind: 'person', person, scopes: allScopes }, { resource: fiche, base: fiche.tip!, files: new Map([['README.md', withInes]]), title: 'Remercier', reason: '' })
  fiche = (await deps.resources.find(fiche.id))!
  const number = await propose('lea', withInes.replace('celles et ceux', 'tout le monde'))
  await noticed()
  const ines = aVisitor((await flow.forge.serve()).url)
  await ines.submit('/connexion', { identifiant: 'ines', mot_de_passe: password })
  const { text: page } = await ines.get('/propositions?onglet=mentions')
  expect(page).toMatch(new RegExp(`<a href="/cooperation/le-tour-de-meteo/propositions/${number}#[^"]*">Une proposition de lea touche à ce que vous avez écrit</a>`))
}, 60_000)
