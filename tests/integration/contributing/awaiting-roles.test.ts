import { afterEach, expect, test } from 'vitest'
import { allScopes } from '../../../forge/domain/person.js'
import { addressOf } from '../../../forge/domain/resource.js'
import { answerRole } from '../../../forge/use-cases/answerRole.js'
import { claimRole, offerRole } from '../../../forge/use-cases/claimRole.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { setStewards } from '../../../forge/use-cases/manageResource.js'
import { newsFor } from '../../../forge/use-cases/newsFor.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { aFlow, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
afterEach(() => flow.forge.close())

const rolesFor = async (handle: string) => (await readInbox(flow.forge.deps, flow.person(handle))).roles.map(({ claim, isOwn, isNew }) => [claim.role, isOwn, isNew])
const countsOf = async (handle: string) => (await readInbox(flow.forge.deps, flow.person(handle))).counts

test('should put before each person the roles that wait for their word, until somebody gives it', async () => {
  flow = await aFlow()
  const { forge, fiche, person } = flow
  const claim = await claimRole(forge.deps, person('lea'), { resource: fiche, role: 'test', note: 'Deux fois.' })
  flow.clock.at += 60_000
  const offer = await offerRole(forge.deps, person('zoe'), { resource: fiche, role: 'idea', to: { handle: 'noe' }, note: '' })
  flow.clock.at += 60_000
  await offerRole(forge.deps, person('lea'), { resource: fiche, role: 'illustration', to: { name: 'Bo' }, note: '' })

  expect(await rolesFor('garance')).toEqual([['test', false, true], ['illustration', false, true]])
  expect(await rolesFor('noe')).toEqual([['idea', true, true]])
  // Whoever said it waits for others; a member who answers for nothing is not asked.
  expect([await rolesFor('lea'), await rolesFor('zoe')]).toEqual([[], []])
  // One place to go and see, though a message says it too.
  expect(await countsOf('garance')).toEqual({ toReview: 2, mine: 0, mentions: 2, all: 1 })

  await answerRole(forge.deps, person('garance'), { resource: fiche, claim: claim.event, answer: 'confirmed', reason: '' })
  await answerRole(forge.deps, person('noe'), { resource: fiche, claim: offer.event, answer: 'declined', reason: '' })
  expect([await rolesFor('garance'), await rolesFor('noe')]).toEqual([[['illustration', false, true]], []])
  // What asked for an answer is no news once it was given: nothing is left to see, nor to write to them about.
  expect(await countsOf('noe')).toEqual({ toReview: 0, mine: 0, mentions: 0, all: 0 })
  expect((await newsFor(forge.deps, person('noe').person, { after: 0, until: flow.clock.at })).mentions).toEqual([])

  await reindex(forge.deps, [fiche.id])
  expect(await rolesFor('garance')).toEqual([['illustration', false, true]])
})

test('should not ask a steward about their own word, where another one has to confirm it', async () => {
  flow = await aFlow()
  const { forge, fiche, person } = flow
  await setStewards(forge.deps, person('garance'), { resource: fiche, handles: ['garance', 'noe'] })
  const shared = (await forge.deps.resources.find(fiche.id)) ?? fiche
  await claimRole(forge.deps, person('garance'), { resource: shared, role: 'didactics', note: '' })
  expect([await rolesFor('garance'), await rolesFor('noe')]).toEqual([[], [['didactics', false, true]]])
})

test('should be answered from « À relire » in one click, and leave that page', async () => {
  flow = await aFlow()
  const { forge, fiche, person } = flow
  const password = 'le chat dort au soleil'
  const { person: ines } = await createPerson(forge.deps, { handle: 'ines', email: 'ines@exemple.invalid', displayName: 'Inès', password })
  const offer = await offerRole(forge.deps, person('zoe'), { resource: fiche, role: 'idea', to: { handle: 'ines' }, note: 'Inès en parlait dès 2019.' })
  const visitor = aVisitor((await forge.serve()).url)
  await visitor.submit('/connexion', { identifiant: 'ines', mot_de_passe: password })
  const page = (await visitor.get('/propositions')).text
  expect(page).toContain('Idée d’origine\u00a0: est-ce bien vous\u00a0?')
  expect(page).toContain('Inès en parlait dès 2019.')
  const answered = await visitor.submit('/propositions', { reason: '', retour: 'a-relire' }, `/${addressOf(fiche)}/contributions/roles/${offer.event}/confirmer`)
  expect([answered.status, answered.location]).toEqual([303, '/propositions'])
  const after = (await visitor.get('/propositions')).text
  expect(after).toContain('C’est confirmé')
  expect(after).not.toContain('est-ce bien vous')
  expect((await readInbox(forge.deps, { kind: 'person', person: ines, scopes: allScopes })).counts.all).toBe(0)
})
