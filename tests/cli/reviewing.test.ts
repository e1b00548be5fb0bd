/** Reviewing from a terminal: a real server, real Git, the real command line. */
import { execFileSync, spawn } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { compiled } from '../../forge/config.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { journalRef } from '../../forge/domain/merge-request.js'
import type { Actor, Person } from '../../forge/domain/person.js'
import { verdictsOf } from '../../forge/domain/replay.js'
import { reviewsOf } from '../../forge/domain/reviews.js'
import { readText } from '../../forge/use-cases/fileText.js'
import { addToken } from '../../forge/use-cases/manageTokens.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { aDesk, type Desk } from './communs.js'

const text = shortFiche('Le cercle', 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n')
const proposed = text.replace('du début', 'du matin').replace('du milieu', 'de midi').replace('min: PT5M', 'min: PT10M')

let forge: TestForge
let desk: Desk
let url: string
const actors: Record<string, Actor> = {}
const tokens: Record<string, string> = {}
const people: Record<string, Person> = {}
let fiche: Resource
let count = 0

beforeAll(async () => {
  desk = aDesk()
  forge = await aForge()
  url = (await forge.serve()).url
  for (const handle of ['garance', 'lea', 'noe']) {
    const { person, actor } = await forge.person(handle, { displayName: handle[0]!.toUpperCase() + handle.slice(1) })
    people[handle] = person
    actors[handle] = actor
    tokens[handle] = await addToken(forge.deps, actor, { name: 'essai', access: 'write', days: undefined })
  }
  await forge.community('cooperation', [people.garance!], [people.noe!])
})
afterAll(async () => {
  await forge.close()
  desk.clear()
})
beforeEach(async () => {
  fiche = await forge.resource({ by: people.garance!, slug: `cercle-${++count}`, owner: 'cooperation', text, rule: { kind: 'relecture', readers: 1 } })
  await proposeChange(forge.deps, actors.lea!, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', proposed]]), title: 'Les moments', reason: 'Plus clair.' })
})

const by = (who: string, env: Record<string, string> = {}) => ({ env: { COMMUNS_JETON: tokens[who], COMMUNS_SERVEUR: url, ...env } })
const here = () => `cooperation/${fiche.slug}`
const journal = () => forge.git.events(fiche.id, journalRef(1))
const published = async () => readText(forge.deps, fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '', 'README.md')

test('should show a proposition whole to anybody: who, why, each change with its words, what is missing and who can act', async () => {
  const said = await desk.done(['relire', '1', here(), '--serveur', url], { env: {} })
  expect(said).toContain('Proposition 1\u00a0: Les moments')
  expect(said).toContain('Lea, ')
  expect(said).toContain('Plus clair.')
  expect(said).toMatch(/ {2}1\. Durée\n {5}duree: \{ min: \[-PT5M-\]\{\+PT10M\+\}, max: PT20M \}/)
  expect(said).toContain('Premier paragraphe, du [-début-]{+matin+}.')
  expect(said).toContain('Deuxième paragraphe, [-du milieu-]{+de midi+}.')
  expect(said).not.toContain('Troisième')
  expect(said).toContain('Il manque une relecture (0 sur 1).')
  expect(said).toContain('Peuvent l’intégrer\u00a0: Garance.')
  expect(said).not.toContain('\u001b')
  expect(await journal()).toHaveLength(1)
})

test('should send what options say: decisions of who may integrate, opinions of others, verdict and comment; and integrate what was kept', async () => {
  expect(await desk.done(['relire', '1', here(), '--ne-pas-retenir', '2', '--raison', 'Le soir aussi.', '--avis', 'consentement', '--commenter', 'Merci !'], by('noe'))).toMatch(/^Votre relecture est envoyée\.\nRien ne s’y oppose\./)
  const json = await desk.json<{ files: { changes: { number: number; decision: { decision: string } | null }[] }[]; missing: unknown[] }>(['relire', '1', here(), '--accepter', '1,3', '--ne-pas-retenir', '2', '--raison', 'Le début reste le début.'], by('garance'))
  expect(json.files[0]?.changes.map(({ number, decision }) => [number, decision?.decision])).toEqual([[1, 'accepted'], [2, 'not_kept'], [3, 'accepted']])
  const chain = await journal()
  expect(reviewsOf(chain)).toMatchObject([{ by: { handle: 'noe' }, decides: false, decisions: [{ decision: 'reserved' }] }, { by: { handle: 'garance' }, decides: true }])
  expect(verdictsOf(chain)).toMatchObject([{ kind: 'consent', by: { handle: 'noe' } }])
  expect(chain.some(({ payload }) => payload.kind === 'comment' && payload.text === 'Merci !')).toBe(true)
  const said = await desk.done(['integrer', '1', here()], by('garance'))
  expect(said).toMatch(/^La proposition 1 est intégrée à la fiche\u00a0: Les moments\n {4}sans le changement 2 \(.+\)\u00a0: Le début reste le début\.\n$/)
  expect(await published()).toBe(proposed.replace('du matin', 'du début'))
  expect(await desk.done(['review', '1', here()], by('garance'))).toContain('Elle est intégrée.')
})

test('should send a verdict alone, with what would lift an objection, and say what it stops', async () => {
  const said = await desk.done(['relire', '1', here(), '--avis', 'objection', '--message', 'Trop long pour des enfants.', '--levee', 'Une variante courte.'], by('noe'))
  expect(said).toContain('Noe a une objection\u00a0: elle doit être levée avant d’intégrer.')
  expect(verdictsOf(await journal())).toMatchObject([{ kind: 'objection', text: 'Trop long pour des enfants.', liftCondition: 'Une variante courte.' }])
  const { code, stderr } = await desk.run(['integrer', '1', here()], by('garance'))
  expect(code).toBe(1)
  expect(stderr).toContain('Noe a une objection')
  expect(stderr).toContain('Peuvent l’intégrer\u00a0: Garance.')
})

test('should say, when integrating is refused, what is missing and who can act, or where passages are settled', async () => {
  const missing = await desk.refused(['integrer', '1', here()], by('garance'))
  expect(missing).toMatchObject({ code: 1, type: 'proposal.consents_missing' })
  expect(missing.problemes.map(({ phrase }) => phrase)).toEqual(['Il manque une relecture (0 sur 1).', 'Peuvent l’intégrer\u00a0: Garance.'])
  await desk.done(['relire', '1', here(), '--accepter', '1', '--avis', 'consentement'], by('noe'))
  await desk.done(['relire', '1', here(), '--accepter', '1'], by('garance'))
  expect((await desk.refused(['integrer', '1', here()], by('garance'))).problemes.map(({ phrase }) => phrase)).toContain('2 changements restent à décider sur 3.')
  await desk.done(['relire', '1', here(), '--accepter', 'tout'], by('garance'))
  const open = await forge.resource({ by: people.garance!, slug: `autre-${count}`, owner: 'cooperation', text })
  await proposeChange(forge.deps, actors.lea!, { resource: open, base: open.tip ?? '', files: new Map([['README.md', proposed]]), title: 'Les moments', reason: '' })
  await publishChange(forge.deps, actors.garance!, { resource: open, base: open.tip ?? '', files: new Map([['README.md', text.replace('du milieu', 'du goûter')]]), title: 'Goûter', reason: '' })
  const conflict = await desk.refused(['integrer', '1', `cooperation/${open.slug}`], by('garance'))
  expect(conflict).toMatchObject({ code: 1, type: 'proposal.passages_to_settle' })
  expect(conflict.problemes.map(({ phrase }) => phrase)).toContain(`Des passages sont à concilier\u00a0: ${url}/cooperation/${open.slug}/propositions/1/concilier`)
})

test('should list what is open with what is missing, who and since when; and what awaits me across the forge', async () => {
  expect(await desk.done(['propositions', here()], by('garance'))).toMatch(/^ {3}1 {2}ouverte {7}Les moments — Lea, depuis aujourd’hui — Il manque une relecture \(0 sur 1\)\.\n$/)
  expect(await desk.done(['propositions', '--a-relire'], by('garance'))).toContain(`1  ${here()}  Les moments — Lea, depuis aujourd’hui — Il manque une relecture (0 sur 1).`)
  expect(await desk.done(['propositions', '--a-relire'], by('lea'))).toBe('Rien ne vous attend.\n')
  expect(await desk.refused(['propositions', here(), '--a-relire'], by('garance'))).toMatchObject({ type: 'usage.awaiting' })
  expect(await desk.refused(['propositions', '--a-relire', '--serveur', url], { env: {} })).toMatchObject({ type: 'token.missing' })
})

test('should send nothing of a review that does not hold together, nor without a token', async () => {
  const refused = (...options: string[]) => desk.refused(['relire', '1', here(), ...options], by('garance'))
  expect(await refused('--accepter', '1,9')).toMatchObject({ code: 1, type: 'review.unknown_change', phrase: expect.stringContaining('en a 3') as string })
  expect(await refused('--ne-pas-retenir', '1')).toMatchObject({ type: 'usage.review', phrase: expect.stringContaining('--raison') as string })
  expect(await refused('--accepter', '1', '--ne-pas-retenir', '1', '--raison', 'x')).toMatchObject({ type: 'usage.review' })
  expect(await refused('--raison', 'x')).toMatchObject({ type: 'usage.review' })
  expect(await refused('--avis', 'consentement', '--levee', 'x')).toMatchObject({ type: 'usage.review' })
  expect(await refused('--avis', 'objection')).toMatchObject({ code: 1, type: 'proposal.objection_without_risk' })
  expect(await refused('--avis', 'refus')).toMatchObject({ code: 2, type: 'usage' })
  expect(await desk.refused(['relire', '1', here(), '--serveur', url, '--avis', 'consentement'], { env: {} })).toMatchObject({ type: 'token.missing' })
  expect(await desk.refused(['relire', '7', here()], by('garance'))).toMatchObject({ type: 'not_found.proposal' })
  expect(await desk.refused(['relire', '1', here(), '--avis', 'consentement'], by('lea'))).toMatchObject({ type: 'proposal.own_verdict' })
  expect(await journal()).toHaveLength(1)
})

/** The command in a terminal of its own (util-linux `script`), the keys typed one after the other. */
function inTerminal(args: readonly string[], keys: readonly string[], who: string, env: Record<string, string> = {}): Promise<string> {
  const quoted = [process.execPath, compiled('cli/main.ts'), ...args].map((word) => `'${word.replaceAll('\'', '\'\\\'\'')}'`).join(' ')
  const child = spawn('script', ['-qec', quoted, '/dev/null'], { cwd: desk.dir, env: { PATH: process.env.PATH, HOME: desk.dir, XDG_CONFIG_HOME: `${desk.dir}/settings`, TERM: 'xterm', LANG: 'C.UTF-8', ...by(who, env).env }, stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let said = ''
    let next = 0
    let answered = 0
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      // Each question ends without a line end: the next key is for it.
      const asked = said.slice(answered)
      if (next < keys.length && /(?:\?|:|—|\(o\/N\))\u0020(?:\u001b\[[0-9;]*[A-Z])*$/.test(asked)) { answered = said.length; child.stdin.write(`${keys[next++] ?? ''}\r`) }
    })
    child.once('error', reject).once('close', () => { resolve(said) })
  })
}
const hasScript = (() => { try { execFileSync('script', ['--version']); return true } catch { return false } })()

test.skipIf(!hasScript)('should go change by change in a terminal, in colours, and send nothing before the end is said', async () => {
  const left = await inTerminal(['relire', '1', here()], ['a', 'q', '', 'n'], 'garance')
  expect(left).toContain('Rien n’a été envoyé.')
  expect(await journal()).toHaveLength(1)
  const said = await inTerminal(['relire', '1', here()], ['a', 'n', 'Le début reste.', 'c', 'À midi pile ?', 'p', '', 'a', 'c', 'Bien vu.', 'o'], 'garance', {})
  expect(said).toContain('1 sur 3')
  expect(said).toContain('2 sur 3 (non retenu)')
  expect(said).toContain('\u001b[33;9mdébut\u001b[0m\u001b[34;4mmatin\u001b[0m')
  expect(said).toContain('Votre relecture est envoyée.')
  const chain = await journal()
  expect(reviewsOf(chain)).toMatchObject([{ decides: true, decisions: [{ decision: 'accepted' }, { decision: 'not_kept', reason: 'Le début reste.' }, { decision: 'accepted' }] }])
  expect(verdictsOf(chain)).toMatchObject([{ kind: 'consent', text: 'Bien vu.' }])
  expect(chain.filter(({ payload }) => payload.kind === 'comment').map(({ payload }) => payload)).toMatchObject([{ text: 'À midi pile ?', iteration: 1, change: { path: 'README.md' } }])
  expect((await inTerminal(['relire', '1', here()], ['q', '', ''], 'garance', { NO_COLOR: '1' }))).toContain('min: [-PT5M-]{+PT10M+}')
})
