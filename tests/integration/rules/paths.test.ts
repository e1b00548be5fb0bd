/** Every way into the published text, under each decision rule. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor, type Person } from '../../../forge/domain/person.js'
import { MAIN, type DecisionRule, type Resource } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { createResourceFromText } from '../../../forge/use-cases/createResourceFromText.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { newFiche } from '../../../forge/use-cases/newFiche.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { saveDraft } from '../../../forge/use-cases/saveDraft.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { git, gitRefused, withToken } from '../../support/git.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

type Who = 'steward' | 'member' | 'passerby'
const whos: readonly Who[] = ['steward', 'member', 'passerby']
const password = 'le chat dort au soleil'
const day = 24 * 3600 * 1000

interface Case { readonly rule: DecisionRule; readonly publish: readonly Who[]; readonly integrateOwn: readonly Who[]; readonly integrateUnread: readonly Who[] }
const cases: readonly Case[] = [
  { rule: { kind: 'ouverte' }, publish: ['steward', 'member'], integrateOwn: ['steward', 'member'], integrateUnread: ['steward', 'member'] },
  { rule: { kind: 'garant·es' }, publish: ['steward'], integrateOwn: ['steward'], integrateUnread: ['steward'] },
  { rule: { kind: 'relecture', readers: 1 }, publish: [], integrateOwn: [], integrateUnread: [] },
  { rule: { kind: 'consentement', days: 3 }, publish: [], integrateOwn: [], integrateUnread: [] },
]

let forge: TestForge
let folder: string
let url: string
let people: Record<Who | 'reader', Person>
const visitors = new Map<Who, Visitor>()
const tokens = new Map<Who, string>()
const acting = (person: Person): Actor => ({ kind: 'person', person, scopes: allScopes })

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rules-')))
  forge = await aForge()
  url = (await forge.serve()).url
  const made = await Promise.all(['garance', 'lea', 'noe', 'zoe'].map(async (handle) => {
    await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
    return forge.deps.people.findByHandle(handle)
  }))
  const [steward, member, passerby, reader] = made as [Person, Person, Person, Person]
  people = { steward, member, passerby, reader }
  for (const who of whos) {
    const visitor = aVisitor(url)
    await visitor.submit('/connexion', { identifiant: people[who].handle, mot_de_passe: password })
    visitors.set(who, visitor)
    tokens.set(who, await createToken(forge.deps, people[who], { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined }))
  }
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

const at = (n: number) => ({ slug: `fiche-${n}`, owner: `voisins-${n}` })
const fiches = new Map<number, Resource>()
async function ficheOf(n: number, { rule }: Case): Promise<Resource> {
  const known = fiches.get(n)
  const { slug, owner } = at(n)
  if (!known) {
    await forge.community(owner, [], [people.member, people.steward], rule)
    fiches.set(n, await newFiche(forge.deps, acting(people.steward), { owner, body: 'Un texte.\n', fields: { type: 'outil-animation', titre: slug, resume: 'Un résumé.', besoins: ['se-connaitre'], publics: ['grand-public'], licence: 'CC-BY-SA-4.0' } }))
  }
  return (await forge.deps.resources.findByAddress(owner, slug)) ?? (() => { throw new Error('no such fiche') })()
}
const textOf = async (fiche: Resource): Promise<string> => new TextDecoder().decode((await forge.git.file(fiche.id, fiche.tip ?? '', 'README.md'))?.bytes)
const mainOf = (fiche: Resource) => forge.git.resolve(fiche.id, MAIN)
const edit = async (fiche: Resource, words: string) => ({ resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${await textOf(fiche)}\n${words}\n`]]), title: words, reason: '' })

cases.forEach((c, n) => {
  const { rule } = c
  const name = rule.kind

  test(`should give a new fiche, a new resource of the API and the API's views the community's rule ${name}`, async () => {
    const fiche = await ficheOf(n, c)
    expect(fiche.rule).toEqual(rule)
    const empty = await createResourceFromText(forge.deps, acting(people.member), { owner: at(n).owner, slug: 'vide' })
    expect(empty.rule).toEqual(rule)
    const view = await (await fetch(`${url}/api/v1/resources/${at(n).owner}/${at(n).slug}`)).json() as { rule: DecisionRule }
    expect(view.rule).toEqual(rule)
    const { items } = await (await fetch(`${url}/api/v1/communities`)).json() as { items: { handle: string; rule: DecisionRule }[] }
    expect(items.find(({ handle }) => handle === at(n).owner)?.rule).toEqual(rule)
  })

  for (const who of whos) {
    const may = c.publish.includes(who)
    test(`should ${may ? 'let' : 'not let'} a ${who} publish from the site, the API or Git under ${name}`, async () => {
      // From the site: the button says what sending does.
      let fiche = await ficheOf(n, c)
      const before = await mainOf(fiche)
      const visitor = visitors.get(who) as Visitor
      await saveDraft(forge.deps, acting(people[who]), { resource: fiche, path: 'README.md', base: fiche.tip ?? '', text: `${await textOf(fiche)}\nDu site, ${who}.\n`, reason: '' })
      const end = `/${at(n).owner}/${at(n).slug}/ameliorer/relire`
      const { text } = await visitor.get(end)
      expect(text.includes('>Publier</button>')).toBe(may)
      expect(text.includes('>Envoyer ma proposition</button>')).toBe(!may)
      if (!may && n > 1) expect(text).toContain('Personne ne publie seul·e ici')
      const publishing = publishChange(forge.deps, acting(people[who]), await edit(fiche, `Publié, ${who}.`))
      if (may) await expect(publishing).resolves.toMatchObject({ kind: 'published' })
      else await expect(publishing).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.propose_instead' })

      // By the API.
      fiche = await ficheOf(n, c)
      const answer = await fetch(`${url}/api/v1/resources/${at(n).owner}/${at(n).slug}/versions`, {
        method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(who) ?? ''}`, 'accept-language': 'fr' }, body: JSON.stringify({ base: fiche.tip, text: `${await textOf(fiche)}\nAPI, ${who}.\n`, reason: 'Par l’API' }),
      })
      expect(answer.status).toBe(may ? 201 : 403)
      if (!may) expect(await answer.text()).toContain('refs/for/main')

      // By Git, straight to the published text; the refusal says how to propose, and that way is open.
      const dir = `${n}-${who}`
      const address = withToken(`${url}/${at(n).owner}/${at(n).slug}.git`, people[who].handle, tokens.get(who) ?? '')
      await git(folder, 'clone', '-q', address, dir)
      const copy = path.join(folder, dir)
      fiche = await ficheOf(n, c)
      writeFileSync(path.join(copy, 'README.md'), `${await textOf(fiche)}\nPoussé, ${who}.\n`)
      await git(copy, 'commit', '-qam', 'Pousser')
      if (may) await git(copy, 'push', address, 'HEAD:main')
      else expect(await gitRefused(copy, 'push', address, 'HEAD:main')).toContain('git push origin HEAD:refs/for/main')
      if (!may) expect((await git(copy, 'push', address, 'HEAD:refs/for/main')).stderr).toContain('Proposition')
      if (!may) expect(await mainOf(fiche)).toBe(before)
    })

    test(`should ${c.integrateOwn.includes(who) ? 'let' : 'not let'} a ${who} integrate their own proposition, and ${c.integrateUnread.includes(who) ? 'let' : 'not let'} them integrate one nobody read, under ${name}`, async () => {
      const own = await proposeChange(forge.deps, acting(people[who]), await edit(await ficheOf(n, c), `La mienne, ${who}.`))
      const other = await proposeChange(forge.deps, acting(people.reader), await edit(await ficheOf(n, c), `D’ailleurs, ${who}.`))
      for (const [request, may] of [[own, c.integrateOwn.includes(who)], [other, c.integrateUnread.includes(who)]] as const) {
        const fiche = await ficheOf(n, c)
        const integrating = integrateProposal(forge.deps, acting(people[who]), { resource: fiche, number: request.number })
        if (!may) await expect(integrating).rejects.toMatchObject({ refusal: 'forbidden' })
        else expect(['merged', 'conflicts']).toContain((await integrating).kind)
      }
    })
  }
})

test('should integrate after consents, by whoever did not write it', async () => {
  const c = cases[2] as Case
  const fiche = await ficheOf(2, c)
  // A steward's own: the reader who consents integrates it; the steward cannot.
  const own = await proposeChange(forge.deps, acting(people.steward), await edit(fiche, 'De la garante.'))
  await expect(integrateProposal(forge.deps, acting(people.reader), { resource: fiche, number: own.number })).rejects.toMatchObject({ key: 'policy.readers_integrate' })
  await giveVerdict(forge.deps, acting(people.reader), { resource: fiche, number: own.number, verdict: 'consent', text: '' })
  await expect(integrateProposal(forge.deps, acting(people.steward), { resource: fiche, number: own.number })).rejects.toMatchObject({ key: 'policy.second_voice' })
  await expect(integrateProposal(forge.deps, acting(people.passerby), { resource: fiche, number: own.number })).rejects.toMatchObject({ key: 'policy.readers_integrate' })
  await expect(integrateProposal(forge.deps, acting(people.reader), { resource: fiche, number: own.number })).resolves.toMatchObject({ kind: 'merged' })
  // A stranger's, read by another stranger: only a steward opens the door.
  const strange = await proposeChange(forge.deps, acting(people.passerby), await edit(await ficheOf(2, c), 'D’une inconnue.'))
  await giveVerdict(forge.deps, acting(people.reader), { resource: fiche, number: strange.number, verdict: 'consent', text: '' })
  await expect(integrateProposal(forge.deps, acting(people.reader), { resource: fiche, number: strange.number })).rejects.toMatchObject({ key: 'policy.readers_integrate' })
  await expect(integrateProposal(forge.deps, acting(people.steward), { resource: fiche, number: strange.number })).resolves.toMatchObject({ kind: 'merged' })
})

test('should count no co-author as a reader, nor let them integrate, nor lift an objection', async () => {
  const fiche = await ficheOf(2, cases[2] as Case)
  const address = (person: Person) => `${person.id}@users.noreply.${forge.deps.settings.host}`
  const request = await proposeChange(forge.deps, acting(people.passerby), { ...(await edit(fiche, 'À deux.')), coAuthors: [{ name: 'garance', email: address(people.steward) }] })
  await giveVerdict(forge.deps, acting(people.steward), { resource: fiche, number: request.number, verdict: 'consent', text: '' })
  await expect(integrateProposal(forge.deps, acting(people.steward), { resource: fiche, number: request.number })).rejects.toMatchObject({ key: 'policy.second_voice' })
  await forge.deps.communities.setMember(fiche.owner.id, people.member.id, 'steward', Date.now())
  try {
    await expect(integrateProposal(forge.deps, acting(people.member), { resource: fiche, number: request.number })).rejects.toMatchObject({ key: 'proposal.consents_missing', details: { have: 0, need: 1 } })
  } finally { await forge.deps.communities.setMember(fiche.owner.id, people.member.id, 'member', Date.now()) }
})

test('should wait for the delay of a consent, and never take silence for one', async () => {
  const fiche = await ficheOf(3, cases[3] as Case)
  const request = await proposeChange(forge.deps, acting(people.passerby), await edit(fiche, 'Attendre.'))
  const opened = request.openedAt
  const integrate = (when: number) => integrateProposal(forge.deps, acting(people.steward), { resource: fiche, number: request.number, at: when })
  await expect(integrate(opened + 400 * day)).rejects.toMatchObject({ key: 'proposal.consents_missing' })
  await giveVerdict(forge.deps, acting(people.reader), { resource: fiche, number: request.number, verdict: 'consent', text: '', at: opened + 1000 })
  await expect(integrate(opened + 2 * day)).rejects.toMatchObject({ key: 'proposal.too_early' })
  await expect(integrate(opened + 4 * day)).resolves.toMatchObject({ kind: 'merged' })
})

test('should write the first version of an empty fiche under every rule', async () => {
  for (const [n, c] of cases.entries()) {
    await ficheOf(n, c)
    const empty = await createResourceFromText(forge.deps, acting(people.steward), { owner: at(n).owner, slug: 'premiere' })
    const visitor = visitors.get('steward') as Visitor
    expect((await visitor.get(`/nouvelle?dans=${at(n).owner}/premiere`)).status, c.rule.kind).toBe(200)
    expect(empty.state).toBe('empty')
    const dir = `premiere-${n}`
    const address = withToken(`${url}/${at(n).owner}/premiere.git`, 'garance', tokens.get('steward') ?? '')
    await git(folder, 'init', '-q', '-b', 'main', dir)
    writeFileSync(path.join(folder, dir, 'README.md'), shortFiche('Première'))
    await git(path.join(folder, dir), 'add', '.')
    await git(path.join(folder, dir), 'commit', '-qm', 'Première version')
    await git(path.join(folder, dir), 'push', address, 'HEAD:main')
    expect((await forge.deps.resources.find(empty.id))?.state, c.rule.kind).toBe('published')
  }
})
