import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Person } from '../../forge/domain/person.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { aDesk, type Desk, type GitThere } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

let forge: TestForge
let desk: Desk
let url: string
let lou: Person
const tokens = new Map<string, string>()

beforeAll(async () => {
  desk = aDesk()
  forge = await aForge()
  url = (await forge.serve()).url
  const steward = (await forge.person('camille', { displayName: 'Camille' })).person
  lou = (await forge.person('lou', { displayName: 'Lou Vasseur' })).person
  await forge.community('cooperation', [steward], [])
  for (const slug of ['avec-git', 'sans-git', 'conflit-avec-git', 'conflit-sans-git', 'jeton']) await forge.resource({ by: steward, slug, owner: 'cooperation', rule: { kind: 'garant·es' }, files: { 'annexes/été — à lire.md': 'Une annexe.\n' } })
  await forge.community('vide', [steward], [])
  for (const person of [steward, lou]) tokens.set(person.handle, await createToken(forge.deps, person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined }))
})
afterAll(async () => {
  await forge.close()
  desk.clear()
})

const by = (handle: string) => ({ COMMUNS_JETON: tokens.get(handle), COMMUNS_SERVEUR: url })
const proposals = async (slug: string) => desk.json<{ propositions: { number: number; title: string; description: string; head: string; iterations: number }[] }>(['propositions', `cooperation/${slug}`], { env: by('lou') })

describe.each<[GitThere, string]>([['git', 'avec-git'], ['no git', 'sans-git']])('with %s', (git, slug) => {
  const copy = () => path.join(desk.dir, slug)
  const here = (handle = 'lou') => ({ cwd: copy(), git, env: by(handle) })

  test('should clone, change, propose, propose again, see it integrated and take it back', async () => {
    const cloned = await desk.json<{ dossier: string; avec: string; version: string; origine: string }>(['cloner', `${url}/cooperation/${slug}`], { git })
    expect(cloned).toMatchObject({ dossier: copy(), avec: git === 'git' ? 'git' : 'isomorphic-git', origine: `${url}/cooperation/${slug}.git` })
    expect(readFileSync(path.join(copy(), 'annexes/été — à lire.md'), 'utf8')).toBe('Une annexe.\n')

    expect(await desk.done(['comparer'], here())).toBe('Rien n’a changé.\n')
    expect(await desk.refused(['proposer', '--raison', 'Rien'], here())).toMatchObject({ type: 'copy.nothing_new', code: 1 })

    appendFileSync(path.join(copy(), 'README.md'), '\nOn finit par un silence.\n')
    expect(await desk.done(['comparer'], here())).toContain('{+')
    expect(await desk.run(['comparer', '--code'], here())).toMatchObject({ code: 3 })
    expect((await desk.refused(['proposer'], here())).phrase).toContain('README.md')
    expect(await desk.refused(['reprendre'], here())).toMatchObject({ type: 'copy.unrecorded' })

    const said = await desk.done(['proposer', '--titre', 'Finir par un silence', '--raison', 'Pour laisser retomber.\nVraiment.'], here())
    expect(said).toContain('Proposition 1 ouverte')
    expect(said).toContain(`${url}/cooperation/${slug}/propositions/1`)
    expect((await proposals(slug)).propositions).toMatchObject([{ number: 1, title: 'Finir par un silence', description: 'Pour laisser retomber. Vraiment.', iterations: 1 }])
    expect(await desk.done(['proposer'], here())).toContain('déjà proposée')

    writeFileSync(path.join(copy(), 'annexes/été — à lire.md'), 'Une annexe plus longue.\n')
    writeFileSync(path.join(copy(), 'note.md'), 'Une note.\n')
    expect(await desk.json(['proposer', '--raison', 'Une annexe'], here())).toMatchObject({ proposition: { number: 1, iterations: 2 } })

    expect(await desk.done(['reprendre'], here())).toContain('Rien de nouveau')
    expect((await desk.refused(['integrer', '1'], here())).phrase).not.toBe('')
    expect(await desk.json(['integrer', '1'], here('camille'))).toMatchObject({ proposition: { state: 'merged' } })
    expect(await desk.done(['propositions'], here())).toBe('Aucune proposition.\n')
    expect(await desk.done(['propositions', '--toutes'], here())).toContain('intégrée')
    expect(await desk.json<{ avant: string; version: string }>(['reprendre'], here())).toMatchObject({ conflits: [] })
    expect(await desk.refused(['proposer', '--raison', 'Rien'], here())).toMatchObject({ type: 'copy.nothing_new' })
    const resource = (await forge.deps.resources.findByAddress('cooperation', slug))!
    const published = await forge.git.file(resource.id, resource.tip!, 'README.md')
    expect(Buffer.from(published!.bytes).toString()).toContain('On finit par un silence.')
  })

  test('should put two people’s passages together, or ask which, without losing either', async () => {
    const mine = path.join(desk.dir, `${slug}-mine`)
    const at = { cwd: mine, git, env: by('lou') }
    await desk.done(['cloner', `cooperation/conflit-${slug}`, mine], { git, env: by('lou') })
    await desk.done(['cloner', `cooperation/conflit-${slug}`, `${mine}-theirs`], { env: by('camille') })
    const publish = async (from: string, to: string) => {
      const theirs = { cwd: `${mine}-theirs`, env: by('camille') }
      const file = path.join(`${mine}-theirs`, 'README.md')
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
      rmSync(path.join(`${mine}-theirs`, 'annexes'), { recursive: true, force: true })
      const { proposition } = await desk.json<{ proposition: { number: number } }>(['proposer', '--raison', to], theirs)
      await desk.done(['integrer', String(proposition.number)], theirs)
      await desk.done(['reprendre'], theirs)
    }
    await publish('Le groupe écoute', 'Le cercle écoute')
    writeFileSync(path.join(mine, 'README.md'), readFileSync(path.join(mine, 'README.md'), 'utf8').replace('## Déroulé', '## Comment faire'))
    await desk.done(['proposer', '--raison', 'Un titre plus clair'], at)
    expect(await desk.json(['reprendre'], at)).toMatchObject({ conflits: [] })
    expect(readFileSync(path.join(mine, 'README.md'), 'utf8')).toMatch(/## Comment faire[^]*Le cercle écoute/)
    expect(existsSync(path.join(mine, 'annexes/été — à lire.md'))).toBe(false)

    await publish('Le cercle écoute', 'La ronde écoute')
    writeFileSync(path.join(mine, 'README.md'), readFileSync(path.join(mine, 'README.md'), 'utf8').replace('Le cercle écoute', 'L’assemblée écoute'))
    await desk.done(['proposer', '--raison', 'Dire assemblée'], at)
    const conflict = await desk.run(['reprendre'], at)
    expect(conflict).toMatchObject({ code: 3 })
    expect(conflict.stdout).toContain('à concilier dans : README.md')
    const marked = readFileSync(path.join(mine, 'README.md'), 'utf8')
    expect(marked).toMatch(/<{7} [^]*L’assemblée écoute[^]*={7}[^]*La ronde écoute[^]*>{7} /)
    expect(await desk.refused(['proposer', '--raison', 'Tel quel'], at)).toMatchObject({ type: 'copy.passages_to_settle' })
    writeFileSync(path.join(mine, 'README.md'), marked.replace(/<{7} .*\n([^]*?)={7}\n[^]*?>{7} .*\n/, '$1'))
    await desk.done(['proposer', '--raison', 'Garder assemblée'], at)
    const { propositions } = await proposals(`conflit-${slug}`)
    expect(propositions).toHaveLength(1)
    await desk.done(['integrer', String(propositions[0]!.number)], { ...at, env: by('camille') })
    await desk.done(['reprendre'], at)
    expect(readFileSync(path.join(mine, 'README.md'), 'utf8')).toContain('L’assemblée écoute')
  })

  test('should say in words what cannot be cloned, and leave nothing behind', async () => {
    expect(await desk.refused(['cloner', `${url}/cooperation/inconnue`], { git })).toMatchObject({ code: 1, type: 'not_found.resource' })
    expect(await desk.refused(['cloner', 'http://127.0.0.1:9/a/b', 'b'], { git })).toMatchObject({ code: 1, type: 'server.unreachable' })
    expect(existsSync(path.join(desk.dir, 'inconnue'))).toBe(false)
    expect(existsSync(path.join(desk.dir, 'b'))).toBe(false)
    mkdirSync(path.join(desk.dir, `plein-${slug}`))
    writeFileSync(path.join(desk.dir, `plein-${slug}`, 'moi.txt'), 'à moi')
    expect(await desk.refused(['cloner', `${url}/cooperation/jeton`, `plein-${slug}`], { git })).toMatchObject({ type: 'copy.folder_in_use' })
    expect(readFileSync(path.join(desk.dir, `plein-${slug}`, 'moi.txt'), 'utf8')).toBe('à moi')
    expect(await desk.refused(['proposer', '--raison', 'x'], { git, env: by('lou') })).toMatchObject({ type: 'copy.not_here' })
  })

  test('should show the server’s own sentence when a push is refused', async () => {
    const dir = path.join(desk.dir, `refus-${slug}`)
    await desk.done(['cloner', 'cooperation/jeton', dir], { git, env: by('lou') })
    writeFileSync(path.join(dir, 'README.md'), 'Un titre perdu.\n')
    const { phrase, code } = await desk.refused(['proposer', '--raison', 'Casser'], { cwd: dir, git, env: by('lou') })
    expect(code).toBe(1)
    expect(phrase).toMatch(/README\.md/)
    expect(phrase).not.toMatch(/remote:|error:|fatal:|hint:/)
    expect(await desk.refused(['proposer', '--raison', 'Casser', '--proposition', '999'], { cwd: dir, git, env: by('lou') })).toMatchObject({ type: 'push.refused' })
    expect((await proposals('jeton')).propositions).toEqual([])
  })

  test('should clone an empty resource and say how to fill it', async () => {
    const address = `lou/vide-${slug}`
    expect(await desk.json(['nouvelle', address, '--vide'], { env: by('lou') })).toMatchObject({ state: 'empty' })
    const dir = path.join(desk.dir, `vide-${slug}`)
    expect(await desk.done(['cloner', address], { git, env: by('lou') })).toContain('encore vide')
    writeFileSync(path.join(dir, 'README.md'), shortFiche())
    expect(await desk.refused(['proposer', '--raison', 'x'], { cwd: dir, git, env: by('lou') })).toMatchObject({ type: 'copy.empty' })
  })
})

test('should keep the token out of arguments and files, and the person’s credential helper out of the talk', async () => {
  const dir = path.join(desk.dir, 'jeton')
  const log = path.join(desk.dir, 'helper.log')
  writeFileSync(path.join(desk.dir, 'gitconfig'), `[credential]\n\thelper = "!echo asked >> ${log}; #"\n[user]\n\tname = Loulou\n\temail = loulou@exemple.org\n`)
  await desk.done(['cloner', 'cooperation/jeton'], { env: by('lou') })
  // A pre-push hook of theirs sees what is on the command line of the push.
  writeFileSync(path.join(dir, '.git/hooks/pre-push'), `#!/bin/sh\ntr '\\0' ' ' < /proc/$PPID/cmdline > ${log}.arguments\n`, { mode: 0o755 })
  appendFileSync(path.join(dir, 'README.md'), '\nUne ligne.\n')
  await desk.done(['proposer', '--raison', 'Une ligne'], { cwd: dir, env: by('lou') })
  const token = tokens.get('lou')!
  const said = readFileSync(`${log}.arguments`, 'utf8')
  expect(said).toContain('refs/for/main')
  expect(said).not.toContain(token)
  expect(said).not.toContain(Buffer.from(`lou:${token}`).toString('base64'))
  expect(readFileSync(path.join(dir, '.git/config'), 'utf8')).not.toContain(token)
  expect(existsSync(log)).toBe(false)
  // Their own name, since they have set one.
  const { propositions } = await proposals('jeton')
  const resource = await forge.deps.resources.findByAddress('cooperation', 'jeton')
  expect((await forge.git.commit(resource!.id, propositions[0]!.head)).author).toMatchObject({ name: 'Loulou', email: 'loulou@exemple.org' })
})

test('should go through the person’s proxy', async () => {
  const { createServer, request } = await import('node:http')
  const asked: string[] = []
  const proxy = createServer((req, res) => {
    asked.push(req.url ?? '')
    req.pipe(request(req.url ?? '', { method: req.method, headers: req.headers }, (answer) => { res.writeHead(answer.statusCode ?? 502, answer.headers); answer.pipe(res) }))
  }).on('connect', (req, socket) => {
    asked.push(req.url ?? '')
    void import('node:net').then(({ connect }) => { const [host, port] = (req.url ?? '').split(':'); const far = connect(Number(port), host, () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); far.pipe(socket).pipe(far) }) })
  })
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
  try {
    const env = { ...by('lou'), http_proxy: `http://127.0.0.1:${(proxy.address() as { port: number }).port}` }
    await desk.done(['cloner', 'cooperation/sans-git', 'par-proxy'], { git: 'no git', env })
    expect(asked.length).toBeGreaterThan(0)
    asked.length = 0
    await desk.done(['propositions', 'cooperation/sans-git'], { env })
    expect(asked.length).toBeGreaterThan(0)
  } finally { proxy.closeAllConnections(); proxy.close() }
})
