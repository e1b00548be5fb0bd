import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { LICENCE_SUBJECT } from '../../../forge/domain/inbox.js'
import { RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { answerRelicensing, recordPermission, withdrawPermission } from '../../../forge/use-cases/answerRelicensing.js'
import { askRelicensing, closeAsk, weighChange } from '../../../forge/use-cases/askRelicensing.js'
import { changeLicence } from '../../../forge/use-cases/changeLicence.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { clarifyLicence } from '../../../forge/use-cases/manageResource.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { freshStory } from '../../../forge/use-cases/survivingWords.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { labelHistory } from '../../../forge/use-cases/labelHistory.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { git, gitRefused, withToken } from '../../support/git.js'

let flow: Flow
afterEach(() => flow.forge.close())

const noesWords = `${text}\nQuatrième paragraphe, où l’on écrit calmement ce que chaque personne retient de sa journée.\n`
const under = (licence: string, body: string): string => body.replace(/^licence: .*$/m, `licence: ${licence}`)

async function now(): Promise<Resource> { return (await flow.forge.deps.resources.find(flow.fiche.id))! }
async function publish(by: string, written: string, title = 'Autrement'): Promise<Resource> {
  const fiche = await now()
  flow.clock.at += 60_000
  const done = await publishChange(flow.forge.deps, flow.person(by), { resource: fiche, base: fiche.tip!, files: new Map([['README.md', written]]), title, reason: '' })
  if (done.kind !== 'published') throw new Error(done.kind)
  return done.resource
}
/** A version as another Git wrote it, past every check. */
async function written(content: string, who: { readonly name: string; readonly email: string }): Promise<Resource> {
  const { id, tip } = await now()
  const author = { ...who, at: flow.clock.at, offsetMinutes: 0 }
  const commit = await flow.forge.git.writeCommit(id, { parents: [tip!], baseTree: (await flow.forge.git.commit(id, tip!)).tree, files: new Map([['README.md', content]]), author, committer: author, message: 'Autrement' })
  await flow.forge.git.updateRefs(id, [{ ref: 'refs/heads/main', from: tip, to: commit }])
  await reindex(flow.forge.deps, [id])
  return now()
}
/** `noe` wrote the last paragraph under CC BY-SA 4.0, `garance` the others. */
async function aSharedFiche(): Promise<Resource> {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  return publish('noe', noesWords, 'Garder une trace')
}
const missing = async (licence: string) => (await weighChange(flow.forge.deps, flow.person('garance'), await now(), licence)).missing.map(({ name }) => name)
const messages = async (handle: string) => (await readInbox(flow.forge.deps, flow.person(handle))).mentions.map(({ mention }) => [mention.number, mention.reason])

test('should let whoever wrote every word change the licence by improving the fiche, and keep what they granted', async () => {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  const changed = await publish('garance', under('CC-BY-4.0', text))
  expect(changed.licence.licence?.id).toBe('CC-BY-4.0')
  expect((await freshStory(flow.forge.deps, changed)).answers).toMatchObject([{ by: { handle: 'garance' }, licence: 'CC-BY-4.0', answer: 'consented', version: changed.tip }])
  expect((await labelHistory(flow.forge.deps, changed)).map(({ from, to, authors }) => [from, to, authors.map(({ name }) => name)])).toEqual([[undefined, 'CC-BY-SA-4.0', ['garance']], ['CC-BY-SA-4.0', 'CC-BY-4.0', ['garance']]])
  expect(await doctor(flow.forge.deps, [changed.id])).toEqual([])
}, 60_000)

test('should refuse by every way a label that words of others do not allow, say whose, and change nothing', async () => {
  const fiche = await aSharedFiche()
  const before = fiche.tip
  const refused = { refusal: 'conflict', key: 'licence.consents_missing', details: { to: 'CC-BY-4.0', names: ['noe'] } }
  await expect(publish('garance', under('CC-BY-4.0', noesWords))).rejects.toMatchObject(refused)
  const { number } = await proposeChange(flow.forge.deps, flow.person('garance'), { resource: fiche, base: fiche.tip!, files: new Map([['README.md', under('CC-BY-4.0', noesWords)]]), title: 'Licence', reason: '' })
  await expect(integrateProposal(flow.forge.deps, flow.person('garance'), { resource: fiche, number })).rejects.toMatchObject(refused)
  await expect(changeLicence(flow.forge.deps, flow.person('garance'), { resource: fiche, licence: 'CC BY 4.0', reason: 'Plus simple.' })).rejects.toMatchObject(refused)
  expect((await now()).tip).toBe(before)
  expect((await flow.forge.git.events(fiche.id, RESOURCE_JOURNAL)).some(({ payload }) => payload.kind === 'licence_consented')).toBe(false)
  // A proposition of whose words it is needs nobody else's: garance's own are the published ones, and she was not asked.
  const theirs = await proposeChange(flow.forge.deps, flow.person('noe'), { resource: fiche, base: fiche.tip!, files: new Map([['README.md', under('CC-BY-4.0', noesWords)]]), title: 'Licence', reason: '' })
  await expect(integrateProposal(flow.forge.deps, flow.person('garance'), { resource: fiche, number: theirs.number })).rejects.toMatchObject({ key: 'licence.consents_missing', details: { names: ['garance'] } })
}, 60_000)

test('should let pass the labels that the words allow by themselves, another way of writing one, and a label once the words of others are gone', async () => {
  await aSharedFiche()
  await publish('garance', under('"https://creativecommons.org/licenses/by-sa/4.0/deed.fr"', noesWords))
  await publish('garance', under('LAL-1.3', noesWords))
  // Back: words born under CC BY-SA 4.0 are still under it, whatever label was over them since.
  await publish('garance', under('CC-BY-SA-4.0', noesWords))
  const alone = await publish('garance', under('CC0-1.0', text))
  expect(alone.licence.licence?.id).toBe('CC0-1.0')
}, 60_000)

test('should ask those whose words need it, count each one’s own yes or no, and change the licence once all are there', async () => {
  const fiche = await aSharedFiche()
  const { deps } = flow.forge
  expect(await missing('CC-BY-4.0')).toEqual(['noe'])
  await expect(askRelicensing(deps, flow.person('lea'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'x' })).rejects.toMatchObject({ refusal: 'forbidden' })
  await expect(askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: ' ' })).rejects.toMatchObject({ key: 'licence.why_missing' })
  await expect(askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'LAL-1.3', reason: 'x' })).rejects.toMatchObject({ key: 'licence.nobody_to_ask' })
  const story = await askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Un éditeur voudrait la reprendre.' })
  const ask = story.asks[0]!
  expect(ask).toMatchObject({ by: { handle: 'garance' }, licence: 'CC-BY-4.0', people: [{ handle: 'noe' }], version: fiche.tip })
  expect(await messages('noe')).toEqual([[LICENCE_SUBJECT, 'consent_asked']])
  expect(await messages('garance')).toEqual([])
  await expect(askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'CC BY 4.0', reason: 'x' })).rejects.toMatchObject({ key: 'licence.asked_already' })
  // Nobody answers for somebody else.
  await expect(answerRelicensing(deps, flow.person('lea'), { resource: fiche, ask: ask.event, answer: 'consented', text: '' })).rejects.toMatchObject({ key: 'licence.not_your_words' })
  await answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'refused', text: 'Pas sans partage.' })
  expect(await messages('garance')).toEqual([[LICENCE_SUBJECT, 'consent_answered']])
  await expect(publish('garance', under('CC-BY-4.0', noesWords))).rejects.toMatchObject({ key: 'licence.consents_missing' })
  flow.clock.at += 60_000
  await answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'consented', text: 'D’accord finalement.' })
  expect(await missing('CC-BY-4.0')).toEqual([])
  // What was granted is one licence, not any.
  expect(await missing('CC0-1.0')).toEqual(['noe'])
  const done = await changeLicence(deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Tout le monde est d’accord.' })
  expect(done.kind).toBe('published')
  expect((await now()).licence.licence?.id).toBe('CC-BY-4.0')
  await expect(answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'refused', text: '' })).rejects.toMatchObject({ key: 'licence.granted_stays' })
  expect((await freshStory(deps, fiche)).answers.map(({ by, answer }) => [by.handle, answer])).toEqual([['garance', 'consented'], ['noe', 'refused'], ['noe', 'consented'], ['garance', 'consented']])
  expect(await doctor(deps, [fiche.id])).toEqual([])
  await reindex(deps, [fiche.id])
  expect(await messages('noe')).toEqual([[LICENCE_SUBJECT, 'consent_asked']])
  expect((await now()).licence.licence?.id).toBe('CC-BY-4.0')
}, 60_000)

test('should cover no word written after a consent, nor forget that a change was given up', async () => {
  const fiche = await aSharedFiche()
  const { deps } = flow.forge
  const ask = (await askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un livre.' })).asks[0]!
  await answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'consented', text: '' })
  await publish('noe', `${noesWords}\nCinquième paragraphe, que Noé a ajouté plus tard, quand tout semblait dit et bien dit.\n`)
  expect(await missing('CC-BY-4.0')).toEqual(['noe'])
  flow.clock.at += 60_000
  await answerRelicensing(deps, flow.person('noe'), { resource: await now(), ask: ask.event, answer: 'consented', text: '' })
  expect(await missing('CC-BY-4.0')).toEqual([])
  await expect(closeAsk(deps, flow.person('lea'), { resource: fiche, ask: ask.event, reason: '' })).rejects.toMatchObject({ refusal: 'forbidden' })
  const closed = await closeAsk(deps, flow.person('garance'), { resource: fiche, ask: ask.event, reason: 'Le livre ne se fait pas.' })
  expect(closed.asks[0]?.closed).toMatchObject({ by: { handle: 'garance' }, reason: 'Le livre ne se fait pas.' })
  expect((await messages('noe'))[0]).toEqual([LICENCE_SUBJECT, 'consent_closed'])
  await expect(answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'refused', text: '' })).rejects.toMatchObject({ key: 'licence.ask_closed' })
}, 60_000)

test('should refuse a pushed label before anything moves, and take it once it may be', async () => {
  const fiche = await aSharedFiche()
  const { deps } = flow.forge
  const token = await createToken(deps, flow.person('garance').person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
  const { url } = await flow.forge.serve()
  const address = withToken(`${url}/cooperation/${fiche.slug}.git`, 'garance', token)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'relicensing-'))
  try {
    await git(os.tmpdir(), 'clone', '-q', address, folder)
    const write = async (content: string, as = 'Garance <garance@exemple.invalid>') => {
      writeFileSync(path.join(folder, 'README.md'), content)
      await git(folder, 'commit', '-q', '-a', '-m', 'Licence', `--author=${as}`)
    }
    await write(under('CC-BY-4.0', noesWords))
    const inOneLine = (said: string) => said.replaceAll(/remote: ?/g, '').replace(/\s+/g, ' ')
    const refused = await gitRefused(folder, 'push', '-q', 'origin', 'HEAD:main')
    expect(inOneLine(refused)).toMatch(/il manque l’accord de noe[^]*\/licence\?vers=CC-BY-4\.0/)
    expect((await now()).tip).toBe(fiche.tip)
    expect((await freshStory(deps, fiche)).answers).toEqual([])
    const ask = (await askRelicensing(deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un livre.' })).asks[0]!
    await answerRelicensing(deps, flow.person('noe'), { resource: fiche, ask: ask.event, answer: 'consented', text: '' })
    // A version of somebody else's, pushed along, is somebody else's word.
    await write(under('CC-BY-4.0', `${noesWords}\nCe que Léa ajoute.\n`), 'lea <lea@exemple.invalid>')
    expect(inOneLine(await gitRefused(folder, 'push', '-q', 'origin', 'HEAD:main'))).toMatch(/accord de lea/)
    await git(folder, 'push', '-q', 'origin', 'HEAD^:main')
    expect((await now()).licence.licence?.id).toBe('CC-BY-4.0')
    expect((await freshStory(deps, fiche)).answers.map(({ by }) => by.handle)).toEqual(['garance', 'noe', 'garance'])
  } finally { rmSync(folder, { recursive: true, force: true }) }
}, 60_000)

test('should not let words come back under another label with the version that is taken back', async () => {
  await aSharedFiche()
  const { deps } = flow.forge
  await publish('garance', text)
  const gone = (await now()).tip!
  const fiche = await publish('garance', under('CC-BY-4.0', text))
  await expect(undoVersion(deps, flow.person('garance'), { resource: fiche, version: gone, reason: 'Ils manquaient.' })).rejects.toMatchObject({ key: 'licence.consents_missing', details: { names: ['noe'] } })
  // Taking the change of label back first, then the version: all is as it was.
  const back = await undoVersion(deps, flow.person('garance'), { resource: fiche, version: fiche.tip!, reason: 'Trop tôt.' })
  expect(back.kind).toBe('undone')
  expect((await undoVersion(deps, flow.person('garance'), { resource: await now(), version: gone, reason: 'Ils manquaient.' })).kind).toBe('undone')
}, 60_000)

test('should not let words come back by hand under another label than theirs, unless whoever wrote them brings or granted them', async () => {
  await aSharedFiche()
  const { deps } = flow.forge
  await publish('garance', text)
  await publish('garance', under('CC-BY-4.0', text))
  const before = (await now()).tip
  const pasted = under('CC-BY-4.0', noesWords.replace('Quatrième paragraphe, ', 'Quatrième paragraphe,\n'))
  await expect(publish('garance', pasted)).rejects.toMatchObject({ key: 'licence.words_back', details: { names: ['noe'], from: 'CC-BY-SA-4.0', to: 'CC-BY-4.0' } })
  expect((await now()).tip).toBe(before)
  // A proposition meets it when it is integrated.
  const { number } = await proposeChange(deps, flow.person('lea'), { resource: await now(), base: before!, files: new Map([['README.md', pasted]]), title: 'Garder une trace', reason: '' })
  await expect(integrateProposal(deps, flow.person('garance'), { resource: await now(), number })).rejects.toMatchObject({ key: 'licence.words_back' })
  // New words, a few of the old ones, and words moved about stop nobody.
  await publish('garance', under('CC-BY-4.0', `${text}\nAutre chose, que personne n’avait encore écrit ici, et qui tient en une longue phrase.\n`))
  const restored = await publish('noe', pasted, 'Je les remets')
  expect((await freshStory(deps, restored)).answers.at(-1)).toMatchObject({ by: { handle: 'noe' }, licence: 'CC-BY-4.0', answer: 'consented' })
  await publish('garance', under('CC-BY-4.0', text))
  await publish('garance', pasted)
}, 90_000)

test('should judge what stewards state of a text that does not say, by the licences its words had', async () => {
  await aSharedFiche()
  const { deps } = flow.forge
  const silent = await written(noesWords.replace(/^licence: .*\n/m, ''), { name: 'garance', email: 'garance@exemple.invalid' })
  expect(silent.licence.state).toBe('absent')
  await expect(clarifyLicence(deps, flow.person('garance'), { resource: silent, licence: 'CC-BY-4.0', reason: 'C’est dit.' })).rejects.toMatchObject({ key: 'licence.consents_missing', details: { names: ['noe'] } })
  const clarified = await clarifyLicence(deps, flow.person('garance'), { resource: silent, licence: 'CC-BY-SA-4.0', reason: 'Comme avant.' })
  expect(clarified.licence.licence?.id).toBe('CC-BY-SA-4.0')
  expect((await labelHistory(deps, clarified)).at(-1)).toMatchObject({ to: 'CC-BY-SA-4.0', clarified: { reason: 'Comme avant.' } })
}, 60_000)

test('should let a licence be stated for the first time over words that never had one', async () => {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  const { deps } = flow.forge
  const by = flow.person('garance').person
  // Words of their own: those of the other fiche have its licence already.
  const first = `${text.slice(0, text.indexOf('---', 3) + 4)}\nAvant de semer, on tamise la terre à la main, on note la date sur une ardoise et on laisse le plateau à l’ombre deux jours entiers.\n`
  const second = `${first}\nLe troisième jour, on arrose en pluie fine, puis on couvre d’un voile que chaque personne du jardin sait replier sans le déchirer.\n`
  const bare = await flow.forge.resource({ by, slug: 'sans-licence', owner: 'cooperation', rule: { kind: 'ouverte' }, text: first.replace(/^licence: .*\n/m, '') })
  flow.clock.at += 60_000
  const more = await publishChange(deps, flow.person('noe'), { resource: bare, base: bare.tip!, files: new Map([['README.md', second.replace(/^licence: .*\n/m, '')]]), title: 'Garder une trace', reason: '' })
  if (more.kind !== 'published') throw new Error(more.kind)
  flow.clock.at += 60_000
  const stated = await publishChange(deps, flow.person('garance'), { resource: more.resource, base: more.commit, files: new Map([['README.md', under('CC-BY-SA-4.0', second)]]), title: 'Licence', reason: '' })
  expect(stated.kind).toBe('published')
  // From then on it covers them.
  if (stated.kind !== 'published') return
  flow.clock.at += 60_000
  await expect(publishChange(deps, flow.person('garance'), { resource: stated.resource, base: stated.commit, files: new Map([['README.md', under('CC-BY-4.0', second)]]), title: 'Licence', reason: '' })).rejects.toMatchObject({ details: { names: ['noe'] } })
}, 60_000)

test('should count a permission received outside for the name that wrote, and let whoever has an account answer themselves', async () => {
  flow = await aFlow({ rule: { kind: 'ouverte' } })
  const { deps } = flow.forge
  // A version signed by somebody who never came here.
  const fiche = await written(noesWords, { name: 'Anne Martin', email: 'anne@ailleurs.invalid' })
  expect((await weighChange(deps, flow.person('garance'), fiche, 'CC-BY-4.0')).missing).toMatchObject([{ name: 'Anne Martin', isConfirmed: false }])
  await expect(recordPermission(deps, flow.person('lea'), { resource: fiche, name: 'Anne Martin', licence: 'CC-BY-4.0', text: 'Lettre.' })).rejects.toMatchObject({ refusal: 'forbidden' })
  await expect(recordPermission(deps, flow.person('garance'), { resource: fiche, name: 'Bo', licence: 'CC-BY-4.0', text: 'Lettre.' })).rejects.toMatchObject({ key: 'licence.name_unknown' })
  await expect(recordPermission(deps, flow.person('garance'), { resource: fiche, name: 'garance', licence: 'CC-BY-4.0', text: 'Lettre.' })).rejects.toMatchObject({ key: 'licence.answers_themselves' })
  const story = await recordPermission(deps, flow.person('garance'), { resource: fiche, name: 'anne  martin', licence: 'CC-BY-4.0', text: 'Lettre du 3 mars, gardée au local.' })
  expect(await missing('CC-BY-4.0')).toEqual([])
  expect(await missing('CC0-1.0')).toEqual(['Anne Martin'])
  await withdrawPermission(deps, flow.person('garance'), { resource: fiche, permission: story.permissions[0]!.event, reason: 'C’était pour une autre fiche.' })
  expect(await missing('CC-BY-4.0')).toEqual(['Anne Martin'])
}, 60_000)
