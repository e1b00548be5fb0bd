import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Person } from '../../forge/domain/person.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { compiled } from '../../forge/config.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { aDesk, type Desk } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

let forge: TestForge
let desk: Desk
let url: string
let lou: Person
let token: string
let readOnly: string

beforeAll(async () => {
  desk = aDesk()
  forge = await aForge()
  url = (await forge.serve()).url
  const steward = await forge.person('camille', { displayName: 'Camille' })
  lou = (await forge.person('lou', { displayName: 'Lou Vasseur' })).person
  await forge.community('cooperation', [steward.person], [lou])
  const resource = await forge.resource({ by: steward.person, slug: 'meteo', owner: 'cooperation', rule: { kind: 'garant·es' } })
  // A title from a push is anybody's: it may try to command the terminal that lists it.
  await proposeChange(forge.deps, steward.actor, { resource, base: resource.tip!, title: 'Plus \u001b[31mclair\u001b]0;pris\u0007 \u009b2J', reason: '', files: new Map([['README.md', shortFiche('Le tour de météo', 'Plus clair.\n')]]) })
  token = await createToken(forge.deps, lou, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
  readOnly = await createToken(forge.deps, lou, { name: 'lecture', scopes: ['read'], expiresAt: undefined })
  writeFileSync(path.join(desk.dir, 'fiche.md'), shortFiche('Un rituel d’accueil'))
})
afterAll(async () => {
  await forge.close()
  desk.clear()
})

const asLou = () => ({ env: { COMMUNS_JETON: token, COMMUNS_SERVEUR: url } })

test('should keep a connection that only its person can read, tried first, and let COMMUNS_JETON win over it', async () => {
  const settings = path.join(desk.dir, 'settings/communs/connexions.json')
  expect(await desk.refused(['connexion', '--serveur', url, '--jeton', 'fc_rien-du-tout'])).toMatchObject({ code: 1, phrase: expect.stringContaining('Jeton inconnu') as string })
  expect(await desk.refused(['connexion', '--serveur', url])).toMatchObject({ type: 'token.missing' })
  expect(await desk.refused(['connexion', '--serveur', url, '--jeton', 'deux mots'])).toMatchObject({ type: 'token.malformed' })
  mkdirSync(path.dirname(settings), { recursive: true })
  writeFileSync(settings, '[]', { mode: 0o644 })
  const said = await desk.run(['connexion', '--serveur', `${url}/`, '--jeton', '-'], { input: `${token}\n` })
  expect(said).toMatchObject({ code: 0, stderr: '' })
  expect(said.stdout).toContain('Bonjour Lou Vasseur')
  expect(said.stdout).not.toContain(token)
  expect(statSync(settings).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toEqual([{ server: url, handle: 'lou', token }])

  expect(await desk.done(['propositions', 'cooperation/meteo'])).toContain('Camille')
  expect(await desk.refused(['nouvelle', 'lou/x', '--vide'], { env: { COMMUNS_JETON: readOnly } })).toMatchObject({ code: 1 })
  // A token meant for another server does not leave for this one.
  expect(await desk.refused(['nouvelle', `http://127.0.0.1:9/lou/x`, '--vide'], { env: { COMMUNS_JETON: token, COMMUNS_SERVEUR: url } })).toMatchObject({ type: 'token.missing' })
  writeFileSync(settings, '{"abîmé')
  expect(await desk.refused(['propositions', 'cooperation/meteo'])).toMatchObject({ type: 'connections.unreadable' })
  writeFileSync(settings, '[]')
})

test('should create a fiche from a file, or list what is wrong with it, one problem a line', async () => {
  const created = await desk.json<{ owner: string; slug: string; state: string; url: string }>(['nouvelle', 'lou/rituel', '--fichier', 'fiche.md', '--raison', 'Partager'], asLou())
  expect(created).toMatchObject({ owner: 'lou', slug: 'rituel', state: 'published', url: `${url}/lou/rituel` })
  expect((await desk.refused(['nouvelle', 'lou/rituel', '--fichier', 'fiche.md'], asLou())).code).toBe(1)
  writeFileSync(path.join(desk.dir, 'pauvre.md'), '---\ntitre: Sans rien\n---\n\nTexte.\n')
  const { problemes } = await desk.refused(['nouvelle', 'lou/pauvre', '--fichier', 'pauvre.md'], asLou())
  expect(problemes.length).toBeGreaterThan(1)
  expect(problemes.every(({ phrase }) => phrase.length > 10)).toBe(true)
  const { stderr, code } = await desk.run(['nouvelle', 'lou/pauvre', '--fichier', 'pauvre.md'], asLou())
  expect(code).toBe(1)
  expect(stderr.trim().split('\n')).toHaveLength(problemes.length + 1)
  expect(stderr).toMatch(/^ {2}ligne \d+/m)
})

test('should refuse files that are no text of a fiche before anything is sent', async () => {
  writeFileSync(path.join(desk.dir, 'latin1.md'), Buffer.from('été', 'latin1'))
  writeFileSync(path.join(desk.dir, 'enorme.md'), Buffer.alloc(5 * 1024 * 1024, 'a'))
  for (const [file, type] of [['latin1.md', 'file.not_utf8'], ['enorme.md', 'file.too_large'], ['absente.md', 'system.ENOENT'], ['.', 'file.is_folder'], ['/dev/zero', 'file.not_a_file']] as const) {
    expect(await desk.refused(['nouvelle', 'lou/x', '--fichier', file], asLou())).toMatchObject({ type, code: 1 })
  }
  expect(await desk.refused(['nouvelle', 'lou/x'], asLou())).toMatchObject({ type: 'usage.text' })
})

test('should write a fiche from six options, with the community’s licence, and say which fiches are its neighbours', async () => {
  const six = ['--type', 'outil-animation', '--titre', 'La météo du soir', '--resume', 'Dire son humeur : en une image.', '--besoin', 'Savoir comment va le groupe', '--besoin', 'se-connaitre', '--public', 'facilitateur']
  const { neighbours, owner, slug } = await desk.json<{ owner: string; slug: string; neighbours: { slug: string }[] }>(['nouvelle', '--chez', 'cooperation', ...six], asLou())
  expect({ owner, slug }).toEqual({ owner: 'cooperation', slug: 'la-meteo-du-soir' })
  expect(neighbours.map((one) => one.slug)).toEqual(['meteo'])
  const made = await fetch(`${url}/cooperation/la-meteo-du-soir.md`)
  expect(await made.text()).toBe('---\ntype: outil-animation\ntitre: La météo du soir\nresume: "Dire son humeur : en une image."\nbesoins: [ecouter-l-etat-du-groupe, se-connaitre]\npublics: [facilitateur]\nlicence: CC-BY-SA-4.0\n---\n')
  const { stderr, stdout } = await desk.run(['nouvelle', ...six, '--texte', 'suite.md'], asLou())
  expect(stderr).toContain('suite.md')
  expect(stdout).toBe('')
  const missing = await desk.refused(['nouvelle', '--titre', 'Sans le reste'], asLou())
  expect(missing.type).toBe('usage.fields')
  expect(missing.problemes.map(({ champ }) => champ)).toEqual(['type', 'resume', 'besoins', 'publics'])
  expect(await desk.refused(['nouvelle', ...six, '--besoin', 'dormir'], asLou())).toMatchObject({ type: 'usage.term' })
  expect(await desk.refused(['nouvelle', 'lou/x', '--vide', '--titre', 'x'], asLou())).toMatchObject({ type: 'usage.text' })
  expect(await forge.deps.resources.findByAddress('lou', 'x')).toBeUndefined()
})

/** A terminal of its own (`script` of util-linux), answering each question when it comes. */
function answering(command: readonly string[], answers: readonly (readonly [question: RegExp, answer: string])[]): Promise<{ code: number | null; shown: string }> {
  const quoted = [process.execPath, compiled('cli/main.ts'), ...command].map((word) => `'${word.replaceAll('\'', `'\\''`)}'`).join(' ')
  const child = spawn('script', ['-qec', quoted, '/dev/null'], { env: { ...process.env, HOME: desk.dir, XDG_CONFIG_HOME: path.join(desk.dir, 'settings'), ...asLou().env, TERM: 'dumb' }, stdio: ['pipe', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let shown = ''
    let at = 0
    const left = [...answers]
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text
      const [next] = left
      if (!next?.[0].test(shown.slice(at))) return
      at = shown.length
      left.shift()
      child.stdin.write(`${next[1]}\r`)
    })
    child.once('error', reject).once('close', (code) => { resolve({ code, shown }) })
  })
}

test('should ask for the six fields in a terminal, show the neighbours, and create nothing when the person leaves', async () => {
  const six = [[/ou son nom/, 'outil'], [/Pas compris/, '2'], [/Titre/, 'Le tour de météo du matin'], [/Résumé/, 'Chacun·e dit sa météo.'], [/séparés par des virgules/, 'Mieux nous connaître, 3'], [/Publics[^]*séparés par des virgules/, '1'], [/Licence/, '']] as const
  const left = await answering(['nouvelle', 'lou/au-terminal'], [...six, [/Créer quand même/, 'non']])
  expect(left.shown).toContain('Des fiches voisines existent')
  expect(left.shown).toContain('cooperation/meteo')
  expect(left.code).toBe(1)
  expect(await forge.deps.resources.findByAddress('lou', 'au-terminal')).toBeUndefined()
  const made = await answering(['nouvelle', 'lou/au-terminal'], [...six, [/Créer quand même/, 'oui']])
  expect(made.shown).toContain('/lou/au-terminal')
  expect(made.code).toBe(0)
  expect((await forge.deps.resources.findByAddress('lou', 'au-terminal'))?.fields).toMatchObject({ type: 'outil-animation', titre: 'Le tour de météo du matin', besoins: ['se-connaitre', 'ecouter-l-etat-du-groupe'], licence: 'CC-BY-SA-4.0' })
})

test('should refuse addresses that would lead elsewhere', async () => {
  for (const address of ['../admin', '..%2f..%2fadmin/x', 'a-b', 'a-b/c/d', '--upload-pack=x/y', 'http://[', 'cooperation/été', '/']) {
    const { code, stdout, stderr } = await desk.run(['propositions', '--', address], asLou())
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('n’est pas l’adresse d’une fiche')
  }
  for (const server of ['127.0.0.1:4000', 'ftp://a.b', 'file:///etc/passwd', 'http://lou:secret@127.0.0.1:1']) expect(await desk.refused(['propositions', 'a-b/c', '--serveur', server])).toMatchObject({ type: 'server.address' })
})

test('should print nothing that commands the terminal', async () => {
  const said = await desk.done(['propositions', 'cooperation/meteo'], asLou())
  expect(said).toContain('clair')
  expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect((await desk.run(['propositions', 'cooperation/meteo', '--json'], asLou())).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

test('should adapt a fiche, take its news, and say why it must be told', async () => {
  expect(await desk.run(['adapter', 'cooperation/meteo'], asLou())).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--raison') as string })
  expect((await desk.run(['adapter', 'cooperation/meteo', '--raison', 'gout'], asLou())).stderr).toContain('choisissez parmi public, duree')
  const adaptation = await desk.json<{ owner: string; slug: string; origin: { slug: string } }>(['adapter', 'cooperation/meteo', '--raison', 'duree', '--explication', 'En cinq minutes', '--titre', 'La météo express'], asLou())
  expect(adaptation).toMatchObject({ owner: 'lou', origin: { slug: 'meteo' } })
  expect(await desk.json(['reprendre', '--origine', `lou/${adaptation.slug}`], asLou())).toMatchObject({ reprises: false })
  expect(await desk.refused(['reprendre', `lou/${adaptation.slug}`], asLou())).toMatchObject({ type: 'usage.origin' })
  expect(await desk.done(['attribution', `lou/${adaptation.slug}`, '--serveur', url])).toContain('Camille')
})

test('should refuse with the server’s sentence what does not exist or is not allowed, and say when no forge answers', async () => {
  expect(await desk.refused(['propositions', 'cooperation/inconnue'], asLou())).toMatchObject({ code: 1, type: 'not_found.resource' })
  expect(await desk.refused(['integrer', '999', 'cooperation/meteo'], asLou())).toMatchObject({ type: 'not_found.proposal' })
  expect((await desk.refused(['integrer', '1', 'cooperation/meteo'], asLou())).phrase).not.toBe('')
  expect(await desk.refused(['integrer', '1', 'cooperation/meteo', '--serveur', url], { env: {} })).toMatchObject({ code: 1 })
  expect(await desk.refused(['propositions', 'a-b/c', '--serveur', 'http://127.0.0.1:9'])).toMatchObject({ type: 'server.unreachable', phrase: expect.stringContaining('http://127.0.0.1:9') as string })
  expect(await desk.refused(['propositions', 'a-b/c'])).toMatchObject({ type: 'server.unknown' })
})

test('should exit with 2 and one French sentence when the command line itself is wrong', async () => {
  const wrong: [string[], RegExp][] = [
    [['frobniquer'], /^Commande inconnue/], [['cloner'], /^Il manque un mot.*adresse/], [['cloner', '--nimporte'], /^Option inconnue.: --nimporte/], [['cloner', 'a', 'b', 'c'], /trop de mots/],
    [['integrer', 'un'], /^«.un.» ne convient pas.*numéro/], [['servir', '--port', 'abc'], /^«.abc.» ne convient pas.*65535/], [['citer', '--format', 'pdf'], /choisissez parmi texte/], [['propositions', 'a/b', '--serveur'], /attend une valeur/],
    [['admin', 'utilisateur', 'creer', 'lou'], /--courriel/],
  ]
  for (const [args, sentence] of wrong) {
    const { code, stdout, stderr } = await desk.run(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/error:|Allowed|invalid/i)
  }
  expect(await desk.refused(['frobniquer'])).toMatchObject({ code: 2, type: 'usage' })
})

test('should show its help in French and its version', async () => {
  const help = await desk.done(['--help'])
  expect(help).toContain('Commandes :')
  expect(help).not.toMatch(/Usage:|Options:|\[command\]|display help|default/)
  for (const command of ['servir', 'connexion', 'importer', 'nouvelle', 'cloner', 'proposer', 'propositions', 'comparer', 'adapter', 'reprendre', 'relire', 'integrer', 'attribution', 'citer', 'verifier', 'admin']) expect(help).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
  expect(await desk.done(['help', 'cloner'])).toBe(await desk.done(['clone', '--help']))
  expect(await desk.done(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
})
