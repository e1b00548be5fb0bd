import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allScopes, type Actor, type Person } from '../../../forge/domain/person.js'
import { journalRef } from '../../../forge/domain/merge-request.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { chooseName } from '../../../forge/use-cases/chooseName.js'
import { commentPassage } from '../../../forge/use-cases/commentPassage.js'
import { commentProposal } from '../../../forge/use-cases/commentProposal.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { newsFor } from '../../../forge/use-cases/newsFor.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { composeDigest } from '../../../web/messages/digest.js'
import { crawl, type Crawled } from '../../support/crawl.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let url: string
let hidden: Actor & { kind: 'person' }
let garance: Actor & { kind: 'person' }
let fiche: Resource
let adaptation: Resource
let reader: Visitor
let signedIn: Visitor
const password = 'le chat dort au soleil'
/** However it is written: the account's name and handle, the name an older history was signed with, the addresses. */
const traces = /z[eé]phyrine|ouistiti/i
const header = `auteurs:
  - nom: Zéphyrine Ouistiti
    structure: Les Ouistitis associés
    courriel: zephyrine@ouistiti.exemple
contributeurs: [Garance Rive]
`
/** Files beside the fiche that list people. */
const lists = {
  AUTHORS: 'Garance Rive\nZéphyrine Ouistiti <zephyrine@ouistiti.exemple>\n', 'CITATION.cff': 'cff-version: 1.2.0\nauthors:\n  - name: Zéphyrine Ouistiti\n  - name: Garance Rive\n',
  '.mailmap': 'Garance Rive <garance@ailleurs.exemple>\nZ. Ouistiti-Ancienne <z.ancienne@exemple.invalid> <zephyrine@ouistiti.exemple>\n',
}
const text = shortFiche('Le tour de météo', 'Chaque personne dit son humeur en une image.\n\nLe groupe écoute sans répondre.\n').replace('licence:', `${header}licence:`)

async function someone(handle: string, displayName: string): Promise<Actor & { kind: 'person' }> {
  const { person } = await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName, password })
  return { kind: 'person', person, scopes: allScopes }
}
const now = async (): Promise<Resource> => (await forge.deps.resources.find(fiche.id)) as Resource
const published = async () => new TextDecoder().decode((await forge.git.file(fiche.id, (await now()).tip ?? '', 'README.md'))?.bytes)
async function publish(by: Actor, find: string, replace: string): Promise<string> {
  const resource = await now()
  const done = await publishChange(forge.deps, by, { resource, base: resource.tip ?? '', files: new Map([['README.md', (await published()).replace(find, replace)]]), title: `Dire ${replace}`, reason: '' })
  if (done.kind !== 'published') throw new Error('not published')
  return done.commit
}
async function propose(by: Actor, find: string, replace: string): Promise<number> {
  const resource = await now()
  return (await proposeChange(forge.deps, by, { resource, base: resource.tip ?? '', files: new Map([['README.md', (await published()).replace(find, replace)]]), title: `Proposer ${replace}`, reason: 'Pour voir.' })).number
}

/** Somebody takes part in everything one can take part in; their oldest version comes from elsewhere, under another name and address. */
beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  hidden = await someone('zephyrine', 'Zéphyrine Ouistiti')
  garance = await someone('garance', 'Garance Rive')
  const { deps } = forge
  await deps.emails.add(hidden.person.id, 'z.ancienne@exemple.invalid', 1)
  await deps.emails.confirm(hidden.person.id, 'z.ancienne@exemple.invalid', 1)
  await forge.community('cooperation', [garance.person], [hidden.person], { kind: 'ouverte' })
  const made = await forge.resource({ by: hidden.person, owner: 'cooperation', slug: 'le-tour-de-meteo', text, rule: { kind: 'ouverte' }, files: { 'annexes/suite.md': `---\ntitre: Suite\n${header}---\n\nLa suite.\n`, ...lists } })
  fiche = made
  const older = { name: 'Z. Ouistiti-Ancienne', email: 'z.ancienne@exemple.invalid', at: Date.now(), offsetMinutes: 60 }
  const commit = await forge.git.writeCommit(made.id, { parents: [made.tip ?? ''], baseTree: (await forge.git.commit(made.id, made.tip ?? '')).tree, files: new Map([['notes.md', 'Des notes.\n']]), author: older, committer: older, message: 'Ajouter des notes\n\nCo-authored-by: Zéphyrine <z.ancienne@exemple.invalid>\n' })
  await forge.git.updateRefs(made.id, [{ ref: MAIN, from: made.tip, to: commit }])
  await indexResource(deps, made.id)
  const undone = await publish(hidden, 'en une image', 'en une phrase')
  await undoVersion(deps, hidden, { resource: await now(), version: undone, reason: 'Non.' })
  await publish(garance, 'Le groupe écoute', 'Le groupe se tait')
  const version = (await now()).tip ?? ''
  await commentPassage(deps, hidden, { place: { resource: await now() }, words: { version, at: (await published()).indexOf('Chaque personne'), exact: 'Chaque personne', before: '' }, text: 'Et si on chantait ?' })
  const mine = await propose(hidden, 'sans répondre', 'sans un mot')
  await giveVerdict(deps, garance, { resource: await now(), number: mine, verdict: 'consent', text: 'Oui.' })
  await integrateProposal(deps, garance, { resource: await now(), number: mine })
  const theirs = await propose(garance, 'son humeur', 'sa météo')
  await giveVerdict(deps, hidden, { resource: await now(), number: theirs, verdict: 'objection', text: 'Trop tôt.', liftCondition: 'Attendre.' })
  await commentProposal(deps, hidden, { resource: await now(), number: theirs, text: '@garance, qu’en dis-tu ?' })
  const open = await propose(hidden, 'Le groupe', 'Tout le groupe')
  await commentProposal(deps, garance, { resource: await now(), number: open, text: 'Je regarde.' })
  adaptation = await adaptResource(deps, garance, { origin: await now(), owner: 'garance', reason: 'public', explanation: 'Pour les enfants.', title: 'La météo des enfants' })
  reader = aVisitor(url)
  signedIn = aVisitor(url)
  await signedIn.submit('/connexion', { identifiant: 'garance', mot_de_passe: password })
}, 240_000)
afterAll(() => forge?.close())

const base = '/cooperation/le-tour-de-meteo'
const start = () => {
  const [here, there] = [`/api/v1/resources${base}`, `/garance/${adaptation.slug}`]
  return [
    '/', '/nouveautes.atom', '/recherche?q=meteo', '/c/cooperation', '/c/cooperation.atom', '/communautes', '/propositions', '/propositions?onglet=mentions', '/@garance', base, `${base}.json`, `${base}.jsonld`, `${base}.md`, `${base}.zip`, `${base}/historique`, `${base}/historique.atom`, `${base}/contributions`, `${base}/pratique`,
    `${base}/licence`, `${base}/licence?vers=CC0-1.0`, `${base}/licence.json?vers=CC0-1.0`, `${base}/citer`, `${base}/citer?langue=en`, `${base}/adaptations`, `${base}/decisions`, `${base}/decisions.json`, `${base}/aussi-dans`, `${base}/aussi-dans.json`, `${base}/passages`, `${base}/propositions`, `${base}/fichiers`, `${base}/fichiers/README.md`, `${base}/fichiers/annexes/suite.md`, ...Object.keys(lists).map((list) => `${base}/fichiers/${list}`), `${base}/fichiers/README.md?brut=1`, `${base}/reglages`,
    there, `${there}.json`, `${there}.zip`, `${there}.md`, `${there}/contributions`, `${there}/citer`, `${there}/historique`, `${there}/historique.atom`, `${there}/nouveautes`, `${there}/decisions`,
    here, `${here}/versions`, `${here}/contributions`, `${here}/merge-requests`, `${here}/merge-requests/1`, `${here}/merge-requests/2`, `${here}/merge-requests/3`, `${here}/merge-requests/2/changes`, '/api/v1/people/zephyrine', '/api/v1/resources?q=meteo',
  ]
}
const follows = (path: string) => (path.startsWith(base) || path.startsWith(`/garance/${adaptation.slug}`)) && !/\/ameliorer|\/adapter|\/git|\.git|\/connexion/.test(path)
const naming = (pages: readonly Crawled[]) => pages.filter((page) => traces.test(page.path === '/api/v1/people/zephyrine' ? page.text.replaceAll('zephyrine', '') : page.text))
const shown = (pages: readonly Crawled[]) => naming(pages).map(({ path, text: page }) => `${path} … ${(page.match(new RegExp(`.{0,60}(?:${traces.source}).{0,40}`, 'i')) ?? [''])[0]}`)
const crawled = async () => [...await crawl(reader, start(), follows), ...await crawl(signedIn, start(), follows)]
const choose = (input: Partial<Parameters<typeof chooseName>[2]>) => chooseName(forge.deps, hidden, { person: hidden.person.id, resource: undefined, choice: { kind: 'anonymous' }, reach: 'resource', ...input })
const histories = async () => {
  const refs = await forge.git.refs(fiche.id)
  return JSON.stringify(refs.map(({ name, oid }) => [name, oid]))
}

describe.sequential('a name on pages', () => {
  let named: readonly string[] = []

  test('should stand wherever somebody took part, while they are named', async () => {
    const pages = await crawled()
    expect(pages.filter(({ status }) => status >= 500).map(({ path }) => path)).toEqual([])
    named = naming(pages).map(({ path }) => path)
    // The test would prove nothing if pages did not name them to begin with.
    expect(named.length).toBeGreaterThan(40)
    for (const path of [base, `${base}.json`, `${base}.jsonld`, `${base}.md`, `${base}.zip!le-tour-de-meteo/CREDITS.md`, `${base}.zip!le-tour-de-meteo/AUTHORS`, `${base}/fichiers/CITATION.cff`, `${base}/fichiers/.mailmap`, `${base}/historique.atom`, `${base}/contributions`, `${base}/citer`, `${base}/passages`, `${base}/propositions/2`, `/api/v1/resources${base}/contributions`]) expect(named).toContain(path)
  }, 240_000)

  test('should stand nowhere once they ask to be anonymous everywhere, and change no history', async () => {
    const before = await histories()
    await choose({})
    expect(await histories()).toBe(before)
    expect(shown(await crawled())).toEqual([])
    expect((await reader.get('/@zephyrine')).text).not.toMatch(/ouistiti|Zéphyrine|tour-de-meteo/)
    expect((await reader.get(`${base}/contributions`)).text).toContain('anonyme')
    // Only who may change the text is given it as it is.
    expect((await reader.get(`/api/v1/resources${base}/text`)).text).not.toMatch(traces)
    expect((await signedIn.get(`/api/v1/resources${base}/text`)).text).toContain('Zéphyrine Ouistiti')
    // Nobody else is taken out with them.
    for (const list of Object.keys(lists)) expect((await reader.get(`${base}/fichiers/${list}`)).text).toContain('Garance Rive')
  }, 240_000)

  test('should not be written in what they do next, in versions nor in journals', async () => {
    await publish(hidden, 'Le groupe', 'Le cercle')
    const number = await propose(hidden, 'sans un mot', 'en silence')
    const resource = await now()
    const commit = await forge.git.commit(resource.id, resource.tip ?? '')
    expect(commit.author.name).toBe('anonyme')
    expect(commit.author.email).toContain(hidden.person.id)
    expect(JSON.stringify(await forge.git.events(resource.id, journalRef(number)))).not.toMatch(traces)
    const digest = await newsFor(forge.deps, garance.person, { after: 0, until: Date.now() + 5_000 })
    expect(JSON.stringify(digest)).not.toMatch(traces)
    expect(composeDigest('fr', digest, { name: 'Garance', instance: 'x', frequency: 'daily', inbox: '', settings: '', unsubscribe: '' }).text).toContain('anonyme')
  })

  test('should leave an index that agrees with the repositories', async () => {
    expect(await doctor(forge.deps, [fiche.id, adaptation.id])).toEqual([])
    await reindex(forge.deps, [fiche.id, adaptation.id])
    expect(shown(await crawl(reader, start(), () => false))).toEqual([])
    expect(await doctor(forge.deps, [fiche.id, adaptation.id])).toEqual([])
  }, 120_000)

  test('should come back when they disclose it, everywhere or on one fiche', async () => {
    await choose({ resource: await now(), choice: { kind: 'named' } })
    expect((await reader.get(`${base}/contributions`)).text).toContain('Zéphyrine Ouistiti')
    await choose({ choice: { kind: 'named' } })
    const again = naming(await crawl(reader, start(), () => false)).map(({ path }) => path)
    for (const path of [base, `${base}.md`, `${base}/citer`]) expect(again).toContain(path)
  }, 120_000)

  test('should be withdrawn from one fiche and its adaptations, as asked', async () => {
    const before = await histories()
    await choose({ resource: await now(), choice: { kind: 'withdrawn' }, reach: 'family' })
    expect(await histories()).toBe(before)
    const pages = await crawled()
    expect(shown(pages.filter(({ path }) => path.startsWith(base) || path.startsWith(`/garance/${adaptation.slug}`) || path.startsWith(`/api/v1/resources${base}`)))).toEqual([])
    const credit = (await reader.get(`${base}/citer`)).text
    expect(credit).toContain('retiré·e à sa demande')
    // The licence and the fiche stay.
    expect(credit).toContain('creativecommons.org/licenses/by-sa/4.0')
    expect((await reader.get('/@zephyrine')).text).toContain('Zéphyrine Ouistiti')
    expect((await reader.get('/@zephyrine')).text).not.toContain(base)
    await choose({ resource: await now(), choice: { kind: 'withdrawn' }, reach: 'resource' })
    expect((await reader.get(`/garance/${adaptation.slug}/historique`)).text).toContain('Zéphyrine Ouistiti')
  }, 240_000)

  test('should give way to a pseudonym on one fiche, without a link to who it is', async () => {
    await choose({ resource: await now(), choice: { kind: 'pseudonym', name: 'La Chouette' } })
    const page = (await reader.get(`${base}/contributions`)).text
    expect(page).toContain('La Chouette')
    expect(page).not.toMatch(traces)
    expect((await reader.get(`${base}.md`)).text).toContain('La Chouette')
    await choose({ resource: await now(), choice: { kind: 'named' } })
  })

  test('should be nobody else’s to remove: neither a steward’s nor whoever administers', async () => {
    const admin = { ...garance, person: { ...garance.person, isAdmin: true } as Person }
    for (const actor of [garance, admin]) {
      await expect(chooseName(forge.deps, actor, { person: hidden.person.id, resource: await now(), choice: { kind: 'withdrawn' }, reach: 'family' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.own_name_only' })
    }
    expect((await reader.get(`${base}/contributions`)).text).toContain('Zéphyrine Ouistiti')
    // A form that names somebody else changes only who sends it.
    await signedIn.submit(`${base}/contributions`, { nom: 'anonymous', personne: hidden.person.id }, `${base}/noms`)
    const after = (await reader.get(`${base}/contributions`)).text
    expect(after).toContain('Zéphyrine Ouistiti')
    expect(after).not.toContain('Garance Rive</a>')
    await signedIn.submit(`${base}/contributions`, { nom: 'named' }, `${base}/noms`)
  })

  test('should keep the proof of who wrote, which nothing rewrites', async () => {
    const { openSqlite } = await import('../../../forge/adapters/sql/sqlite.js')
    const raw = openSqlite(`${forge.dataDir}/communs.sqlite`)
    const proofs = raw.prepare('SELECT choice, was FROM name_proofs ORDER BY chosen_at').all() as { choice: string; was: string }[]
    expect(proofs[0]?.choice).toBe('anonymous')
    expect(JSON.parse(proofs[0]?.was ?? '{}')).toMatchObject({ displayName: 'Zéphyrine Ouistiti', handle: 'zephyrine' })
    expect(() => raw.prepare('DELETE FROM name_proofs').run()).toThrow(/never removed/)
    expect(() => raw.prepare('UPDATE name_proofs SET was = \'{}\'').run()).toThrow(/never rewritten/)
    raw.close()
  })
})
