import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ForgeError } from '../../../forge/domain/errors.js'
import { stopping, type Incoming } from '../../../forge/domain/incoming.js'
import { journalRef } from '../../../forge/domain/merge-request.js'
import type { Actor, Person } from '../../../forge/domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { grantWords } from '../../../forge/use-cases/grantWords.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { judgeProposal } from '../../../forge/use-cases/judgeProposal.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { newFiche } from '../../../forge/use-cases/newFiche.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { freshProposal } from '../../../forge/use-cases/recordOnProposal.js'
import { takeNews } from '../../../forge/use-cases/takeNews.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { git, gitRefused, withToken } from '../../support/git.js'

type Somebody = Actor & { kind: 'person' }

const paragraph = 'Avant de commencer, chaque participante dessine sur une feuille le chemin qui l’a menée jusqu’ici, avec ses détours, ses haltes et les personnes rencontrées, puis le raconte en deux minutes à sa voisine de gauche.'
const quotation = 'chaque participante dessine sur une feuille le chemin qui l’a menée jusqu’ici'
const start = 'Chacun arrive et s’installe.'
const under = (licence: string, body: string, title = 'Une fiche'): string => shortFiche(title, `${body}\n`).replace('CC-BY-SA-4.0', licence)

let forge: TestForge
let now = Date.UTC(2026, 2, 1)
let [ines, garance, lea, noe] = [] as unknown as [Somebody, Somebody, Somebody, Somebody]
let fiche: Resource

beforeEach(async () => {
  now = Date.UTC(2026, 2, 1)
  forge = await aForge({ clock: { now: () => (now += 60_000) } })
  ;[ines, garance, lea, noe] = await Promise.all(['ines', 'garance', 'lea', 'noe'].map(async (handle) => (await forge.person(handle)).actor as Somebody)) as [Somebody, Somebody, Somebody, Somebody]
  fiche = await forge.resource({ by: garance.person, slug: 'arrivee', text: under('CC-BY-SA-4.0', start, 'L’arrivée') })
})
afterEach(() => forge.close())

const theirs = (licence: string, by: Person = ines.person, body = paragraph) => forge.resource({ by, slug: 'chemin', text: under(licence, body, 'Le chemin') })
const mainOf = (resource: Resource) => forge.git.resolve(resource.id, MAIN)
const textNow = async (resource: Resource) => new TextDecoder().decode((await forge.git.file(resource.id, (await mainOf(resource)) ?? '', 'README.md'))?.bytes)
const withWords = (words: string, resource = fiche) => new Map([['README.md', under(resource.licence.licence?.id ?? '', `${start}\n\n${words}`, resource.title)]])
const propose = async (actor: Actor, words: string, resource = fiche) => (await proposeChange(forge.deps, actor, { resource, base: (await mainOf(resource)) ?? '', files: withWords(words, resource), title: 'Un début', reason: 'Parce que.' })).number
const publish = async (words: string, actor: Actor = garance, resource = fiche) => publishChange(forge.deps, actor, { resource, base: (await mainOf(resource)) ?? '', files: withWords(words, resource), title: 'Un début', reason: '' })
const integrate = (number: number, actor: Actor = garance, resource = fiche) => integrateProposal(forge.deps, actor, { resource, number })
async function judged(number: number, resource = fiche): Promise<Incoming> {
  const fresh = (await forge.deps.resources.find(resource.id)) ?? resource
  const { request, chain } = await freshProposal(forge.deps, fresh, number)
  return judgeProposal(forge.deps, fresh, request, chain)
}
const grant = async (actor: Actor, number: number, names?: readonly string[]) => {
  const incoming = await judged(number)
  await grantWords(forge.deps, actor, { resource: fiche, incoming, names: names ?? incoming.ingredients.map(({ name }) => name) })
}
const stoppedBy = async (work: Promise<unknown>) => {
  const error = await work.then(() => undefined, (refused: unknown) => refused as ForgeError)
  expect(error).toMatchObject({ refusal: 'forbidden', key: 'licences.stopped' })
  return stopping(error?.details.incoming as Incoming)
}

test('should stop a paragraph under NC at the integration in a BY-SA fiche, though nobody declared it, and let it in once its author grants it', async () => {
  await theirs('CC-BY-NC-4.0')
  const number = await propose(lea, paragraph)
  const before = await mainOf(fiche)
  const [one, ...more] = await stoppedBy(integrate(number))
  expect(more).toEqual([])
  expect(one).toMatchObject({ kind: 'passage', words: 35, licence: 'CC BY-NC 4.0', from: { title: 'Le chemin', address: 'ines/chemin' }, people: [{ name: 'ines' }], mayGrant: [ines.person.id], verdict: { code: 'NC_DROPPED_WHOLE' } })
  expect(one?.verdict.fixes.length).toBeGreaterThan(0)
  expect(await mainOf(fiche)).toBe(before)
  expect((await forge.git.events(fiche.id, journalRef(number))).map(({ payload }) => payload.kind)).toEqual(['opened'])

  await expect(grant(lea, number)).rejects.toMatchObject({ key: 'licences.not_yours_to_grant' })
  await grant(ines, number)
  expect((await judged(number)).result).toMatchObject({ verdict: { verdict: 'pass', code: 'GRANTED_BY_ALL' }, granted: [{ by: { handle: 'ines' } }] })
  expect((await integrate(number)).kind).toBe('merged')
  expect(await textNow(fiche)).toContain(paragraph)
  expect((await forge.git.events(fiche.id, RESOURCE_JOURNAL)).filter(({ payload }) => payload.kind === 'words_granted')).toMatchObject([{ payload: { actor: { id: ines.person.id }, licence: 'CC-BY-SA-4.0', words: paragraph.slice(0, -1) } }])
})

test('should stop it when it is published straight away, and at a new fiche, and write nothing', async () => {
  await theirs('CC-BY-NC-4.0')
  const before = await mainOf(fiche)
  await stoppedBy(publish(paragraph))
  expect(await mainOf(fiche)).toBe(before)
  expect(await forge.deps.pending.all()).toEqual([])
  const known = await forge.deps.resources.allIds()
  await stoppedBy(newFiche(forge.deps, garance, { owner: 'garance', fields: { type: 'outil-animation', titre: 'Une autre', resume: 'Un autre résumé assez long.', besoins: ['ecouter-l-etat-du-groupe'], publics: ['facilitateur'], licence: 'CC-BY-SA-4.0' }, body: paragraph }))
  expect(await forge.deps.resources.allIds()).toEqual(known)
})

test('should let its author put it in a new fiche of theirs, once they grant it', async () => {
  await theirs('CC-BY-NC-4.0')
  const fields = { type: 'outil-animation', titre: 'Une autre', resume: 'Un autre résumé assez long.', besoins: ['ecouter-l-etat-du-groupe'], publics: ['facilitateur'], licence: 'CC-BY-SA-4.0' }
  const [stopped] = await stoppedBy(newFiche(forge.deps, ines, { owner: 'ines', fields, body: paragraph }))
  const made = await newFiche(forge.deps, ines, { owner: 'ines', fields, body: paragraph, granting: [stopped?.name ?? ''] })
  expect((await forge.git.events(made.id, RESOURCE_JOURNAL)).map(({ payload }) => payload.kind)).toEqual(['created', 'words_granted'])
  // Granted once under that licence, it may be taken from there by anybody, under the same.
  expect((await publish(paragraph)).kind).toBe('published')
  await expect(newFiche(forge.deps, lea, { owner: 'lea', fields: { ...fields, licence: 'CC-BY-4.0' }, body: paragraph, granting: [stopped?.name ?? ''] })).rejects.toMatchObject({ refusal: 'forbidden' })
})

test('should stop whoever wrote it too, until they say that they grant it', async () => {
  await theirs('CC-BY-NC-4.0')
  const number = await propose(ines, paragraph)
  expect(await stoppedBy(integrate(number))).toMatchObject([{ verdict: { code: 'GRANT_MISSING' } }])
  await grant(ines, number)
  expect((await integrate(number)).kind).toBe('merged')
})

test('should wait for everyone who wrote it together, and for no less', async () => {
  const source = await forge.resource({ by: ines.person, slug: 'chemin', text: under('CC-BY-NC-4.0', 'Rien encore.', 'Le chemin') })
  await publishChange(forge.deps, ines, { resource: source, base: source.tip ?? '', files: new Map([['README.md', under('CC-BY-NC-4.0', paragraph, 'Le chemin')]]), title: 'Le chemin', reason: '', coAuthors: [{ name: 'noe', email: `${noe.person.id}@users.noreply.127.0.0.1` }] })
  const number = await propose(ines, paragraph)
  await grant(ines, number)
  expect(await stoppedBy(integrate(number))).toMatchObject([{ verdict: { code: 'NEED_COAUTHORS' }, mayGrant: [noe.person.id] }])
  await grant(noe, number)
  expect((await integrate(number)).kind).toBe('merged')
})

test('should let a short quotation in, saying so', async () => {
  await theirs('CC-BY-NC-4.0')
  const number = await propose(lea, `Comme le dit une autre fiche, on « ${quotation} ».`)
  expect((await judged(number)).result).toMatchObject({ words: 12, verdict: { verdict: 'warn', code: 'SHORT_PASSAGE' } })
  expect((await integrate(number)).kind).toBe('merged')
})

test('should let the same words in where their licence allows it, and tell them as an ingredient', async () => {
  await theirs('CC-BY-4.0')
  const other = await forge.resource({ by: garance.person, slug: 'nc', text: under('CC-BY-NC-SA-4.0', start, 'Non commerciale') })
  const number = await propose(lea, paragraph, other)
  expect((await judged(number, other)).ingredients).toMatchObject([{ licence: 'CC BY 4.0', verdict: { verdict: 'pass' } }])
  expect((await integrate(number, garance, other)).kind).toBe('merged')
})

test('should stop a fiche without a licence and ask, as it stops a contradiction', async () => {
  await forge.resource({ by: ines.person, slug: 'muette', text: under('CC-BY-SA-4.0', paragraph, 'Muette').replace('licence: CC-BY-SA-4.0\n', '') })
  expect(await stoppedBy(publish(paragraph))).toMatchObject([{ licence: undefined, verdict: { code: 'UNKNOWN_LICENCE' } }])
})

test('should accuse nobody whose words were there first: taken out, then copied elsewhere, they may be put back', async () => {
  await publish(paragraph)
  const written = await mainOf(fiche)
  await publish('Autre chose.')
  await theirs('CC-BY-NC-4.0')
  const number = await propose(lea, paragraph)
  expect((await judged(number)).ingredients).toEqual([])
  const taken = await undoVersion(forge.deps, garance, { resource: fiche, version: (await mainOf(fiche)) ?? '', reason: 'Le chemin manque.' })
  expect(taken.kind).toBe('undone')
  expect(await textNow(fiche)).toContain(paragraph)
  expect(written).toBeDefined()
})

test('should stop an undo that brings back what a licence keeps out', async () => {
  const source = await theirs('CC-BY-4.0')
  await publish(paragraph)
  await publish('Autre chose.')
  const removal = (await mainOf(fiche)) ?? ''
  await becomes(source, under('CC-BY-NC-4.0', paragraph, 'Le chemin'))
  await stoppedBy(undoVersion(forge.deps, garance, { resource: fiche, version: removal, reason: '' }))
  expect(await mainOf(fiche)).toBe(removal)
})

/** As if the fiche had said so from the beginning, long before. */
async function becomes(source: Resource, text: string): Promise<void> {
  const author = { name: 'ines', email: `${ines.person.id}@users.noreply.127.0.0.1`, at: Date.UTC(2026, 1, 1), offsetMinutes: 0 }
  const root = await forge.git.writeCommit(source.id, { parents: [], baseTree: undefined, files: new Map([['README.md', text]]), author, committer: author, message: 'Première version' })
  await forge.git.updateRefs(source.id, [{ ref: MAIN, from: source.tip, to: undefined }])
  await forge.git.updateRefs(source.id, [{ ref: MAIN, from: undefined, to: root }])
  await indexResource(forge.deps, source.id)
}

test('should let an adaptation take its origin’s news without a word, where their licences agree', async () => {
  const mine = await adaptResource(forge.deps, lea, { origin: fiche, owner: 'lea', title: 'L’arrivée, ailleurs', reason: 'lieu', explanation: '' })
  await publish(paragraph)
  expect((await takeNews(forge.deps, lea, { resource: mine })).kind).toBe('taken')
  // And the other way: what both have from one history is nobody else's.
  const number = await propose(noe, `${paragraph}\n\nEt voilà.`)
  expect((await judged(number)).ingredients).toEqual([])
})

test('should not count words that were there before, moved to another file or not', async () => {
  const source = await theirs('CC-BY-4.0')
  await publish(paragraph)
  await becomes(source, under('CC-BY-NC-4.0', paragraph, 'Le chemin'))
  const base = (await mainOf(fiche)) ?? ''
  const files = new Map([['README.md', under('CC-BY-SA-4.0', start, 'L’arrivée')], ['chemin.md', `# Le chemin\n\n${paragraph.replaceAll(', ', ',\n')}\n`]])
  expect((await publishChange(forge.deps, garance, { resource: fiche, base, files, title: 'À part', reason: '' })).kind).toBe('published')
})

test('should stop a source that the header says it derives from, and only tell one it builds on', async () => {
  const text = under('CC-BY-SA-4.0', start, 'L’arrivée')
  const base = (await mainOf(fiche)) ?? ''
  const derived = new Map([['README.md', text.replace('licence:', 'derive_de:\n  - titre: Un manuel\n    licence: CC BY-NC 4.0\nlicence:')]])
  expect(await stoppedBy(publishChange(forge.deps, garance, { resource: fiche, base, files: derived, title: 'Sources', reason: '' }))).toMatchObject([{ kind: 'declared', from: { title: 'Un manuel' } }])
  const named = new Map([['README.md', text.replace('licence:', 'sources:\n  - titre: Un manuel\n    licence: CC BY-NC 4.0\nlicence:')]])
  expect((await publishChange(forge.deps, garance, { resource: fiche, base, files: named, title: 'Sources', reason: '' })).kind).toBe('published')
})

test('should believe no date that a pushed version bears: what was slipped in and taken out proves nothing', async () => {
  await theirs('CC-BY-NC-4.0')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gates-'))
  try {
    const { url } = await forge.serve()
    const token = await createToken(forge.deps, garance.person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
    await git(folder, 'clone', '-q', withToken(`${url}/garance/arrivee.git`, 'garance', token), 'copie')
    const copy = path.join(folder, 'copie')
    const long = { GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z' }
    for (const [words, title] of [[paragraph, 'Autrefois'], ['', 'Et plus']] as const) {
      writeFileSync(path.join(copy, 'README.md'), words === '' ? under('CC-BY-SA-4.0', `${start} Bien.`, 'L’arrivée') : withWords(words).get('README.md') ?? '')
      await promisify(execFile)('git', ['-c', 'user.name=Garance', '-c', 'user.email=g@exemple.invalid', 'commit', '-qam', title], { cwd: copy, env: { ...process.env, ...long } })
    }
    await git(copy, 'push', '-q', 'origin', 'HEAD:main')
    fiche = (await forge.deps.resources.find(fiche.id)) ?? fiche
    const before = await mainOf(fiche)
    await stoppedBy(publish(paragraph))
    expect(await mainOf(fiche)).toBe(before)
  } finally { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
})

test('should refuse a push to the published text in a sentence, leave no trace of it, and only warn of a proposition', async () => {
  await theirs('CC-BY-NC-4.0')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gates-'))
  try {
    const { url } = await forge.serve()
    const token = async (who: Person) => withToken(`${url}/garance/arrivee.git`, who.handle, await createToken(forge.deps, who, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined }))
    await git(folder, 'clone', '-q', `${url}/garance/arrivee.git`, 'copie')
    const copy = path.join(folder, 'copie')
    writeFileSync(path.join(copy, 'README.md'), withWords(paragraph).get('README.md') ?? '')
    await git(copy, 'commit', '-qam', 'Un début')
    const refs = await forge.git.refs(fiche.id)
    const said = await gitRefused(copy, 'push', await token(garance.person), 'HEAD:main')
    const words = said.replaceAll(/remote: ?/g, '').replace(/\s+/g, ' ')
    for (const part of ['35 mots', 'Le chemin', 'CC BY-NC 4.0', 'Comment faire', 'README.md, ligne']) expect(words).toContain(part)
    // Short lines: the fiche, the passage, why, the clause and the ways out begin one each, and a command stays whole.
    const lines = said.split('\n').filter((line) => line.startsWith('remote: ')).map((line) => line.trimEnd().replaceAll('\u00a0', ' '))
    expect(lines.filter((line) => [...line].length > 76)).toEqual([])
    for (const start of ['Licence : cet envoi reprend', '  (README.md, ligne', '  CC BY-NC 4.0 réserve', '  Clause : CC BY-NC 4.0, section', '  Comment faire : Remplacer', '  Ces mots sont de vous']) expect(lines.filter((line) => line.startsWith(`remote: ${start}`))).toHaveLength(1)
    expect(said).toMatch(/\(git push origin HEAD:refs\/for\/main\)/)
    expect(await forge.git.refs(fiche.id)).toEqual(refs)
    const { stderr } = await git(copy, 'push', await token(lea.person), 'HEAD:refs/for/main')
    expect(stderr.replaceAll(/remote: ?/g, '').replace(/\s+/g, ' ')).toContain('ne pourra pas être intégrée')
    await stoppedBy(integrate(1))
    await grant(ines, 1)
    await git(copy, 'push', await token(garance.person), 'HEAD:main')
    expect(await textNow(fiche)).toContain(paragraph)
  } finally { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
})
