import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { chooseMail } from '../../../forge/use-cases/chooseMail.js'
import { commentProposal } from '../../../forge/use-cases/commentProposal.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { markAllSeen } from '../../../forge/use-cases/markSeen.js'
import { sendDueMail } from '../../../forge/use-cases/sendDueMail.js'
import type { MailFrequency } from '../../../forge/domain/notifications.js'
import { aFlow, dayMs, type Flow } from '../../support/a-flow.js'
import { aForge } from '../../support/forge.js'
import { lastMail, mailsIn, type WrittenMail } from '../../support/mails.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
const folders: string[] = []
afterEach(async () => {
  await flow.forge.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Monday 9 November, past the hour when summaries leave. */
const monday = Date.parse('2026-11-09T05:01:00Z')
/** Mails that left since the last look, by handle. */
let read = 0
async function sent(now?: number): Promise<ReadonlyMap<string, WrittenMail>> {
  if (now !== undefined) flow.clock.at = now
  const count = await sendDueMail(flow.forge.deps)
  const all = mailsIn(flow.forge.dataDir)
  const fresh = all.slice(read)
  read = all.length
  expect(fresh).toHaveLength(count)
  return new Map(fresh.map((mail) => [mail.to.split('@')[0] ?? '', mail]))
}
const begin = async (options: Parameters<typeof aFlow>[0] = {}) => { read = 0; flow = await aFlow(options) }
const choose = (handle: string, frequency: MailFrequency) => chooseMail(flow.forge.deps, flow.person(handle), frequency)
const on = (number: number) => ({ resource: flow.fiche, number })
const subjectOf = (mail: WrittenMail | undefined) => {
  const header = /^Subject: (.*(?:\n[ \t].*)*)$/m.exec(mail?.text ?? '')?.[1] ?? ''
  return decodeURIComponent(header.replace(/\?=\s+=\?UTF-8\?Q\?/g, '').replace(/=\?UTF-8\?Q\?|\?=/g, '').replace(/_/g, ' ').replace(/=([0-9A-F]{2})/g, '%$1'))
}

test('should send one summary a week, on Monday, of what awaits and what happened, and never twice the same', async () => {
  await begin()
  const number = await flow.propose('lea', 'Au début')
  await giveVerdict(flow.forge.deps, flow.person('noe'), { ...on(number), verdict: 'objection', text: 'On se perd, @zoe ?' })
  expect([...(await sent(Date.parse('2026-11-08T20:00:00Z'))).keys()]).toEqual([])
  const mails = await sent(monday)
  expect([...mails.keys()].sort()).toEqual(['garance', 'lea', 'zoe'])
  expect(subjectOf(mails.get('garance'))).toBe('Forge à communs\u00a0: votre semaine')
  expect(mails.get('garance')?.text).toContain('CE QUI ATTEND VOTRE AVIS\n\n- «\u00a0Au début\u00a0», par lea, pour la fiche «\u00a0Le tour de météo\u00a0» (petite retouche, 1\u00a0min)\n  noe voit un risque\u00a0: aidez à le lever.\n  http://127.0.0.1:4000/cooperation/le-tour-de-meteo/propositions/1\n')
  expect(mails.get('lea')?.text).toContain('VOS PROPOSITIONS\n\n- «\u00a0Au début\u00a0», pour la fiche «\u00a0Le tour de météo\u00a0»\n  noe objecte\n')
  expect(mails.get('lea')?.text).not.toContain('ON VOUS PARLE')
  expect(mails.get('zoe')?.text).toContain('ON VOUS PARLE\n\n- noe vous cite, à propos de «\u00a0Au début\u00a0»')
  expect(mails.get('zoe')?.text).toContain('«\u00a0On se perd, @zoe ?\u00a0»')
  // Asked again at once, later that week, or the Monday after: nothing new, nothing sent.
  expect((await sent()).size).toBe(0)
  expect((await sent(monday + 3 * dayMs)).size).toBe(0)
  await giveVerdict(flow.forge.deps, flow.person('garance'), { ...on(number), verdict: 'question', text: 'Où ?' })
  const next = await sent(monday + 7 * dayMs)
  expect([...next.keys()]).toEqual(['lea'])
  expect(next.get('lea')?.text).toContain('garance pose une question')
  expect(next.get('lea')?.text).not.toContain('noe objecte')
})

test('should write nothing to who has nothing to read, has already seen it, chose nothing or has no confirmed address', async () => {
  await begin()
  const number = await flow.propose('lea')
  await commentProposal(flow.forge.deps, flow.person('noe'), { ...on(number), text: 'Joli, @zoe.' })
  await choose('garance', 'none')
  await markAllSeen(flow.forge.deps, flow.person('lea'))
  const { person: nobody } = await flow.forge.person('sans-adresse')
  await flow.forge.deps.emails.add(nobody.id, 'non-confirmee@exemple.invalid', flow.clock.at)
  await commentProposal(flow.forge.deps, flow.person('noe'), { ...on(number), text: 'Et @sans-adresse ?' })
  // Seen up to the first message: only the second is told.
  const mails = await sent(monday)
  expect([...mails.keys()].sort()).toEqual(['lea', 'zoe'])
  expect(mails.get('lea')?.text.match(/noe a écrit un message/g)).toHaveLength(1)
})

test('should write each day, or as things happen, to who asked for it, in their language', async () => {
  await begin()
  await flow.forge.deps.people.update(flow.person('garance').person.id, { locale: 'en' })
  await choose('garance', 'at_once')
  await choose('noe', 'daily')
  const number = await flow.propose('lea', 'Au début')
  const first = await sent(flow.clock.at + 6 * 60_000)
  expect([...first.keys()]).toEqual(['garance'])
  expect(first.get('garance')?.text).toContain('WHAT AWAITS A WORD FROM YOU')
  expect(first.get('garance')?.text).toContain('Nothing is missing: read it, then integrate it or say what holds you back.')
  expect((await sent(flow.clock.at + 6 * 60_000)).size).toBe(0)
  const morning = await sent(Date.parse('2026-11-05T06:00:00Z'))
  expect([...morning.keys()]).toEqual(['noe'])
  expect(subjectOf(morning.get('noe'))).toBe('Forge à communs\u00a0: votre journée')
  await commentProposal(flow.forge.deps, flow.person('lea'), { ...on(number), text: 'Pour @garance.' })
  expect((await sent(flow.clock.at + 6 * 60_000)).get('garance')?.text).toContain('lea names you')
})

test('should thank the proposer and the readers when it is integrated, at once if they wish', async () => {
  await begin()
  await choose('lea', 'at_once')
  const number = await flow.propose('lea', 'Au début')
  await giveVerdict(flow.forge.deps, flow.person('noe'), { ...on(number), verdict: 'consent', text: '' })
  await sent(flow.clock.at + 6 * 60_000)
  await integrateProposal(flow.forge.deps, flow.person('garance'), on(number))
  const now = await sent(flow.clock.at + 6 * 60_000)
  expect([...now.keys()]).toEqual(['lea'])
  expect(now.get('lea')?.text).toContain('MERCI\n\n- garance a intégré votre proposition «\u00a0Au début\u00a0» à la fiche «\u00a0Le tour de météo\u00a0». Merci\u00a0!\n')
  const week = await sent(monday)
  expect(week.get('noe')?.text).toContain('Votre relecture a compté\u00a0: garance a intégré «\u00a0Au début\u00a0»')
  expect(week.has('lea')).toBe(false)
  // Nothing awaits any more: whoever integrated it has nothing to read.
  expect(week.has('garance')).toBe(false)
})

test('should remind those who can act after a week without a reader, and the community’s stewards after three', async () => {
  await begin({ rule: { kind: 'ouverte' } })
  for (const handle of ['garance', 'noe', 'lea', 'zoe']) await choose(handle, 'daily')
  await flow.propose('lea', 'Au début')
  const opened = flow.clock.at
  const morning = (days: number) => Date.parse('2026-11-04T06:00:00Z') + days * dayMs
  expect([...(await sent(morning(1))).keys()].sort()).toEqual(['garance', 'noe'])
  for (const days of [2, 4, 7]) expect((await sent(morning(days))).size).toBe(0)
  const week = await sent(morning(8))
  expect([...week.keys()].sort()).toEqual(['garance', 'noe'])
  expect(week.get('noe')?.text).toContain('SANS RÉPONSE DEPUIS UNE SEMAINE\n\n- «\u00a0Au début\u00a0», par lea')
  expect(week.get('noe')?.text).toContain('Personne n’a encore répondu depuis le 4\u00a0novembre\u00a02026.')
  for (const days of [9, 15, 21]) expect((await sent(morning(days))).size).toBe(0)
  const three = await sent(morning(22))
  expect([...three.keys()]).toEqual(['garance'])
  expect(three.get('garance')?.text).toContain('RIEN NE BOUGE DEPUIS TROIS SEMAINES')
  expect(flow.clock.at - opened).toBeGreaterThan(21 * dayMs)
  expect((await sent(morning(40))).size).toBe(0)
})

test('should remind every member where the rule asks for readers, and only stewards where they decide alone', async () => {
  for (const [rule, reminded] of [[{ kind: 'relecture', readers: 1 }, ['garance', 'noe']], [{ kind: 'garant·es' }, ['garance']]] as const) {
    await begin({ rule })
    await flow.propose('lea', 'Au début')
    await sent(monday)
    expect([...(await sent(monday + 7 * dayMs)).keys()].sort()).toEqual(reminded)
    if (rule.kind === 'relecture') await flow.forge.close()
  }
})

test('should not remind of what somebody has read', async () => {
  await begin()
  await choose('garance', 'daily')
  const number = await flow.propose('lea', 'Au début')
  await commentProposal(flow.forge.deps, flow.person('noe'), { ...on(number), text: 'Je lis.' })
  await sent(flow.clock.at + dayMs)
  expect((await sent(flow.clock.at + 8 * dayMs)).has('garance')).toBe(false)
})

test('should remember over a restart what was told, and send again what could not leave', async () => {
  await begin()
  await flow.propose('lea', 'Au début')
  flow.clock.at = monday
  const failing = { ...flow.forge.deps, mailer: { send: async () => { throw new Error('no post today') } }, log: { ...flow.forge.deps.log, error: () => undefined } }
  const rounds = { goesOn: () => true, putOff: new Map<string, number>() }
  expect(await sendDueMail(failing, rounds)).toBe(0)
  expect([...rounds.putOff.keys()]).toHaveLength(2)
  // Put off for an hour, though the post works again.
  expect(await sendDueMail(flow.forge.deps, rounds)).toBe(0)
  flow.clock.at += 3600_000
  expect(await sendDueMail(flow.forge.deps, { ...rounds, goesOn: () => false })).toBe(0)
  expect([...(await sent()).keys()].sort()).toEqual(['garance', 'noe'])
  const { dataDir } = flow.forge
  const before = await flow.forge.deps.notifications.of(flow.person('garance').person.id)
  expect(before.toldUntil).toBe(Date.parse('2026-11-09T05:00:00Z'))
  const again = await reopened(dataDir)
  try {
    expect(await sendDueMail(again.deps)).toBe(0)
    expect(mailsIn(dataDir)).toHaveLength(2)
    expect(await again.deps.notifications.of(flow.person('garance').person.id)).toEqual(before)
  } finally { await again.close() }
})

/** Another forge on a copy of the folder: the one under test removes its own when it closes. */
async function reopened(dataDir: string) {
  const copy = mkdtempSync(`${dataDir}-copie-`)
  folders.push(copy)
  cpSync(dataDir, copy, { recursive: true, filter: (source) => !/\/run(\/|$)|lock|verrou/.test(source.slice(dataDir.length)) })
  return aForge({ dataDir: copy, clock: flow.clock })
}

test('should end the mails of one person by one click, signed in or not, by page or by mail program, once', async () => {
  await begin()
  await flow.propose('lea', 'Au début')
  const garance = (await sent(monday)).get('garance')
  const { url } = await flow.forge.serve()
  const unfolded = (garance?.text ?? '').replace(/\n[ \t]+/g, ' ')
  const link = /^List-Unsubscribe:\s*<([^>]+)>$/m.exec(unfolded)?.[1] ?? ''
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/desabonner\/[0-9a-z]{26}\.[\w-]{43}$/)
  expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
  expect(garance?.text).toContain(`\n${link}\n`)
  const path = new URL(link).pathname
  const visitor = aVisitor(url)
  const page = await visitor.get(path)
  expect([page.status, page.text.includes('ne vous écrira plus')]).toEqual([200, true])
  // Opening it, as scanners do, ended nothing.
  expect((await flow.forge.deps.notifications.of(flow.person('garance').person.id)).frequency).toBe('weekly')
  const forged = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`
  expect((await fetch(`${url}${forged}`, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status).toBe(410)
  // As a mail program does: no cookie, no origin.
  const done = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  expect([done.status, (await done.text()).includes('vous ne recevrez plus ces courriels')]).toEqual([200, true])
  expect((await flow.forge.deps.notifications.of(flow.person('garance').person.id)).frequency).toBe('none')
  expect((await flow.forge.deps.notifications.of(flow.person('noe').person.id)).frequency).toBe('weekly')
  // Chosen again later, what the old link could do is over.
  await choose('garance', 'daily')
  expect((await fetch(`${url}${path}`, { method: 'POST' })).status).toBe(410)
  expect((await flow.forge.deps.notifications.of(flow.person('garance').person.id)).frequency).toBe('daily')
})

test('should send what is due as soon as it is served, without being asked', async () => {
  await begin()
  await flow.propose('lea', 'Au début')
  flow.clock.at = monday
  await flow.forge.serve()
  expect((await lastMail(flow.forge.dataDir, 'digest', 2)).text).toContain('CE QUI ATTEND VOTRE AVIS')
})

test('should not let a title write a mail of its own', async () => {
  await begin()
  const title = 'Au début\n\nhttp://ailleurs.example/piege'
  await flow.propose('lea', title).catch(() => flow.propose('lea', 'Au début http://ailleurs.example/piege'))
  const text = (await sent(monday)).get('garance')?.text ?? ''
  expect(text).not.toMatch(/^\s*http:\/\/ailleurs/m)
})
