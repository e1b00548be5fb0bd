import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Person } from '../../../forge/domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { chooseName } from '../../../forge/use-cases/chooseName.js'
import { answerNameClaim, claimName, readNameClaims } from '../../../forge/use-cases/claimName.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { offerRole } from '../../../forge/use-cases/claimRole.js'
import { answerRole } from '../../../forge/use-cases/answerRole.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { citeVersion } from '../../../forge/use-cases/citeResource.js'
import { readNameRights } from '../../../forge/use-cases/readNameRights.js'
import { readContributions } from '../../../forge/use-cases/readContributions.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { freshRoles } from '../../../forge/use-cases/recordRole.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor } from '../../support/visitor.js'

type Someone = { person: Person; actor: Actor }
let forge: TestForge
let garance: Someone
let noe: Someone
let jeanne: Someone
let other: Someone

beforeAll(async () => {
  forge = await aForge()
  ;[garance, noe, jeanne, other] = await Promise.all([forge.person('garance', { displayName: 'Garance' }), forge.person('noe', { displayName: 'Noé' }), forge.person('jeanne', { displayName: 'Jeanne Davant' }), forge.person('autre', { displayName: 'Autre' })])
  await forge.community('cooperation', [garance.person, noe.person], [])
}, 120_000)
afterAll(() => forge?.close())

/** A fiche whose header names somebody, and whose history holds a version by them, under an address nobody confirmed. */
async function aFiche(slug: string, files: Record<string, string> = {}): Promise<Resource> {
  const fiche = await forge.resource({ by: garance.person, owner: 'cooperation', slug, text: shortFiche().replace('licence:', 'auteurs: [Jeanne d’Avant]\nlicence:'), files })
  const older = { name: 'Jeanne d’Avant', email: 'jeanne@ailleurs.invalid', at: Date.UTC(2020, 1, 1), offsetMinutes: 60 }
  const commit = await forge.git.writeCommit(fiche.id, { parents: [fiche.tip ?? ''], baseTree: (await forge.git.commit(fiche.id, fiche.tip ?? '')).tree, files: new Map([['notes.md', 'Des notes.\n']]), author: older, committer: older, message: 'Ajouter des notes' })
  await forge.git.updateRefs(fiche.id, [{ ref: MAIN, from: fiche.tip, to: commit }])
  return (await indexResource(forge.deps, fiche.id)) as Resource
}
const now = async (fiche: Resource) => (await forge.deps.resources.find(fiche.id)) as Resource
const namesOn = async (fiche: Resource) => { const { own, declared } = await readContributions(forge.deps, await now(fiche)); return { history: own.map(({ person }) => person.name), header: declared.map(({ nom }) => nom) } }

test('should keep a claim and each answer in the journal of the resource, the last one in force', async () => {
  const fiche = await aFiche('revendiquee')
  await claimName(forge.deps, jeanne.actor, { resource: fiche, kind: 'claimed', name: 'jeanne d’avant', text: 'C’est moi.' })
  await expect(claimName(forge.deps, jeanne.actor, { resource: fiche, kind: 'claimed', name: 'Jeanne d’Avant', text: 'Encore.' })).rejects.toMatchObject({ key: 'naming.said_already' })
  const [claim] = await readNameClaims(forge.deps, fiche)
  expect(claim).toMatchObject({ kind: 'claimed', name: 'Jeanne d’Avant', by: { handle: 'jeanne' }, answers: [] })
  // Nothing is recognised before somebody answers.
  expect((await namesOn(fiche)).history).toContain('Jeanne d’Avant')
  await answerNameClaim(forge.deps, garance.actor, { resource: fiche, claim: claim?.id ?? '', accepted: false, reason: 'Rien ne le montre.' })
  expect((await namesOn(fiche)).history).toContain('Jeanne d’Avant')
  await answerNameClaim(forge.deps, noe.actor, { resource: fiche, claim: claim?.id ?? '', accepted: true, reason: 'Je la connais.' })
  const [answered] = await readNameClaims(forge.deps, fiche)
  expect(answered?.answers.map(({ accepted, reason }) => [accepted, reason])).toEqual([[false, 'Rien ne le montre.'], [true, 'Je la connais.']])
  expect((await namesOn(fiche)).history).toContain('Jeanne Davant')
  // It is the repository that says so: an index made again finds it.
  await reindex(forge.deps, [fiche.id])
  expect((await now(fiche)).recognised).toMatchObject([{ name: 'Jeanne d’Avant', person: { id: jeanne.person.id } }])
  expect((await namesOn(fiche)).history).toContain('Jeanne Davant')
  expect(await doctor(forge.deps, [fiche.id])).toEqual([])
})

test('should refuse what is not written there, what says nothing, and answers of those who may not', async () => {
  const fiche = await aFiche('refusee')
  const before = (await forge.git.events(fiche.id, RESOURCE_JOURNAL)).length
  await expect(claimName(forge.deps, jeanne.actor, { resource: fiche, kind: 'claimed', name: 'Garance', text: 'Moi.' })).rejects.toMatchObject({ refusal: 'invalid', key: 'naming.not_written_here' })
  await expect(claimName(forge.deps, jeanne.actor, { resource: fiche, kind: 'claimed', name: 'Jeanne d’Avant', text: '  ' })).rejects.toMatchObject({ key: 'naming.reason_missing' })
  await expect(claimName(forge.deps, { kind: 'visitor' }, { resource: fiche, kind: 'claimed', name: 'Jeanne d’Avant', text: 'Moi.' })).rejects.toMatchObject({ refusal: 'unauthenticated' })
  expect((await forge.git.events(fiche.id, RESOURCE_JOURNAL)).length).toBe(before)
  await claimName(forge.deps, garance.actor, { resource: fiche, kind: 'claimed', name: 'Jeanne d’Avant', text: 'C’est mon nom d’avant.' })
  const [claim] = await readNameClaims(forge.deps, fiche)
  const answer = (by: Someone) => answerNameClaim(forge.deps, by.actor, { resource: fiche, claim: claim?.id ?? '', accepted: true, reason: 'Oui.' })
  await expect(answer(garance)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.own_claim' })
  await expect(answer(other)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.stewards_only' })
  expect((await namesOn(fiche)).history).toContain('Jeanne d’Avant')
})

test('should keep a dispute without changing any credit', async () => {
  const fiche = await aFiche('contestee')
  const names = await namesOn(fiche)
  await claimName(forge.deps, other.actor, { resource: fiche, kind: 'contested', name: 'Garance', text: 'Elle n’a fait que la recopier.' })
  const [claim] = await readNameClaims(forge.deps, fiche)
  expect(claim).toMatchObject({ kind: 'contested', name: 'Garance' })
  await answerNameClaim(forge.deps, noe.actor, { resource: fiche, claim: claim?.id ?? '', accepted: true, reason: 'À voir ensemble.' })
  expect(await namesOn(fiche)).toEqual(names)
  const page = (await aVisitor((await forge.serve()).url).get('/cooperation/contestee/contributions')).text
  expect(page).toContain('Contestation retenue')
  expect(page).toContain('Elle n’a fait que la recopier.')
})

test('should hide a recognised name too, whenever it is recognised, once its person withdraws it', async () => {
  const fiche = await aFiche('retiree')
  await chooseName(forge.deps, jeanne.actor, { person: jeanne.person.id, resource: fiche, choice: { kind: 'withdrawn' }, reach: 'family' })
  // Written by somebody else, the name may be a namesake's: it stays until it is known to be hers.
  expect((await namesOn(fiche)).history).toContain('Jeanne d’Avant')
  await claimName(forge.deps, jeanne.actor, { resource: fiche, kind: 'claimed', name: 'Jeanne d’Avant', text: 'C’est moi.' })
  await answerNameClaim(forge.deps, noe.actor, { resource: fiche, claim: (await readNameClaims(forge.deps, fiche))[0]?.id ?? '', accepted: true, reason: 'Oui.' })
  const { url } = await forge.serve()
  for (const path of ['', '/contributions', '/citer', '/historique', '.md', '.json', '.jsonld', '/historique.atom']) expect((await aVisitor(url).get(`/cooperation/retiree${path}`)).text, path).not.toMatch(/Jeanne/)
})

test('should never let somebody hide a namesake: a name that another wrote in the header stays', async () => {
  const fiche = await aFiche('homonyme')
  const namesake = await forge.person('homonyme', { displayName: 'Jeanne d’Avant' })
  await chooseName(forge.deps, namesake.actor, { person: namesake.person.id, resource: fiche, choice: { kind: 'withdrawn' }, reach: 'family' })
  const { url } = await forge.serve()
  expect((await aVisitor(url).get('/cooperation/homonyme.md')).text).toContain('Jeanne d’Avant')
  expect((await namesOn(fiche)).history).toContain('Jeanne d’Avant')
})

test('should honour .mailmap on pages, and never let it bring back a name that was withdrawn', async () => {
  const fiche = await aFiche('mailmap', { '.mailmap': `Jeanne la Nouvelle <jeanne@ailleurs.invalid>\nGarance Dévoilée <garance@devoilee.invalid> <${garance.person.id}@users.noreply.${forge.deps.settings.host}>\n` })
  expect((await namesOn(fiche)).history).toEqual(expect.arrayContaining(['Garance', 'Jeanne la Nouvelle']))
  const { url } = await forge.serve()
  for (const path of ['', '/historique', '/citer']) expect((await aVisitor(url).get(`/cooperation/mailmap${path}`)).text, path).toContain('Jeanne la Nouvelle')
  await chooseName(forge.deps, garance.actor, { person: garance.person.id, resource: fiche, choice: { kind: 'anonymous' }, reach: 'resource' })
  for (const path of ['', '/contributions', '/citer', '/historique']) expect((await aVisitor(url).get(`/cooperation/mailmap${path}`)).text, path).not.toMatch(/Dévoilée|Garance/)
  await chooseName(forge.deps, garance.actor, { person: garance.person.id, resource: fiche, choice: { kind: 'named' }, reach: 'resource' })
})

test('should let people claim by the same gesture a name of the header, of the history, or given for a role', async () => {
  const fiche = await aFiche('trois-noms')
  await offerRole(forge.deps, garance.actor, { resource: fiche, role: 'idea', to: { name: 'Jeanne Autrefois' }, note: '' })
  await offerRole(forge.deps, other.actor, { resource: fiche, role: 'illustration', to: { name: 'Jeanne Pinceau' }, note: '' })
  const rights = await readNameRights(forge.deps, jeanne.actor, await now(fiche), await readContributions(forge.deps, await now(fiche)))
  // Named in both, the history is where it is said: a header alone proves less.
  expect(rights.claimable).toEqual([{ name: 'Jeanne d’Avant', where: 'history' }, { name: 'Jeanne Autrefois', where: 'role' }, { name: 'Jeanne Pinceau', where: 'role' }])
  const claimed = async (name: string) => {
    await claimName(forge.deps, jeanne.actor, { resource: await now(fiche), kind: 'claimed', name, text: 'C’est moi.' })
    const claim = (await readNameClaims(forge.deps, fiche)).at(-1)
    await answerNameClaim(forge.deps, noe.actor, { resource: await now(fiche), claim: claim?.id ?? '', accepted: true, reason: 'Je la connais.' })
  }
  await claimed('jeanne autrefois')
  const credited = async (resource: Resource) => { const { credited: own, creditedBefore } = await readContributions(forge.deps, await now(resource)); return [...own, ...creditedBefore].map(({ role, person }) => [role, person.name, person.handle]) }
  expect(await credited(fiche)).toEqual([['idea', 'Jeanne Davant', 'jeanne']])
  expect((await citeVersion(forge.deps, { resource: await now(fiche), locale: 'fr' })).short.text).toContain('Avec Jeanne Davant (idée d’origine)')
  expect((await forge.deps.resources.rolesOf(jeanne.person.id)).map(({ role }) => role)).toEqual(['idea'])
  expect(await doctor(forge.deps, await forge.deps.resources.allIds())).toEqual([])
  const adaptation = await adaptResource(forge.deps, noe.actor, { origin: await now(fiche), owner: 'noe', title: 'Ailleurs', reason: 'lieu', explanation: '' })
  expect(await credited(adaptation)).toEqual([['idea', 'Jeanne Davant', 'jeanne']])
  expect((await forge.git.events(fiche.id, RESOURCE_JOURNAL)).map(({ payload }) => payload.kind).filter((kind) => /^(name|role)_/.test(kind))).toEqual(['role_offered', 'role_answered', 'role_offered', 'name_claimed', 'name_answered'])

  // What is theirs, they may withdraw; nobody else may any more.
  const idea = (await freshRoles(forge.deps, fiche)).find(({ role }) => role === 'idea')?.event ?? ''
  await expect(answerRole(forge.deps, garance.actor, { resource: await now(fiche), claim: idea, answer: 'withdrawn', reason: 'Non.' })).rejects.toMatchObject({ key: 'policy.role_own_name' })
  await answerRole(forge.deps, jeanne.actor, { resource: await now(fiche), claim: idea, answer: 'withdrawn', reason: '' })
  expect([await credited(fiche), await credited(adaptation)]).toEqual([[], []])
  // A role that waits for stewards waits for the person, once it is known who they are.
  await claimed('Jeanne Pinceau')
  const drawn = (await readInbox(forge.deps, jeanne.actor)).roles.map(({ claim, isOwn }) => [claim.role, isOwn])
  expect([drawn, (await readInbox(forge.deps, garance.actor)).roles.filter(({ resource }) => resource.id === fiche.id)]).toEqual([[['illustration', true]], []])
})
