import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { git, gitRefused } from '../support/git.js'
import { aPushing, type Pushing } from '../support/pushing.js'

let p: Pushing
beforeAll(async () => { p = await aPushing() })
afterAll(() => p.close())

/** Bytes on a socket, as they are; the answer as text. */
function said(request: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(p.server).port), '127.0.0.1')
    let text = ''
    socket.setEncoding('latin1').on('data', (chunk: string) => { text += chunk }).on('close', () => { resolve(text) }).on('error', reject)
    socket.write(request)
  })
}
const post = (service: string, body: Buffer | string, headers: Record<string, string> = {}) =>
  fetch(`${p.url}/git-${service}`, { method: 'POST', headers: { 'content-type': `application/x-git-${service}-request`, ...headers }, body: new Uint8Array(Buffer.from(body as string)) })
const packet = (line: string) => (line.length + 4).toString(16).padStart(4, '0') + line

async function edited(dir: string, paragraph: string): Promise<string> {
  const file = path.join(dir, 'README.md')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${paragraph}\n`)
  await git(dir, 'commit', '-qam', paragraph)
  return (await git(dir, 'rev-parse', 'HEAD')).stdout.trim()
}

test('should answer clients that speak HTTP/1.0, HEAD, and gzip', async () => {
  const old = await said('GET /camille/meteo.git/info/refs?service=git-upload-pack HTTP/1.0\r\n\r\n')
  expect(old).toMatch(/^HTTP\/1\.1 200/)
  expect(old).toContain('refs/heads/main')
  const head = await fetch(`${p.url}/info/refs?service=git-upload-pack`, { method: 'HEAD' })
  expect(head.status).toBe(200)
  const asking = `${packet('command=ls-refs\n')}${packet('object-format=sha1\n')}00010000`
  const zipped = await post('upload-pack', gzipSync(asking), { 'content-encoding': 'gzip', 'git-protocol': 'version=2' })
  expect(await zipped.text()).toContain('refs/heads/main')
})

test.each([
  ['GET', '/info/refs', 403], ['GET', '/info/refs?service=git-archive', 403], ['GET', '/info/refs?service=--upload-pack', 403], ['GET', '/HEAD', 404], ['GET', '/objects/info/packs', 404],
  ['GET', '/config', 404], ['PUT', '/info/refs?service=git-upload-pack', 404], ['DELETE', '/git-upload-pack', 404], ['POST', '/git-upload-archive', 404], ['GET', '/git-receive-pack', 404], ['POST', '/git-receive-pack', 404],
])('should refuse %s %s in words', async (method, rest, status) => {
  const answer = await fetch(`${p.url}${rest}`, { method })
  expect(answer.status).toBe(status)
  expect((await answer.text()).trim()).not.toBe('')
})

test.each([
  '/camille/../camille/meteo.git/info/refs', '/camille/%2e%2e/meteo.git/info/refs', '//camille/meteo.git/info/refs', '/camille/meteo%00.git/info/refs', '/camille/meteo.git/../../../../etc/passwd', '/camille/meteo.git/%2e%2e/%2e%2e/secret',
  `/${'a'.repeat(6000)}/meteo.git/info/refs`, '/-h/--upload-pack.git/info/refs', '/camille/absente.git/info/refs', '/%ff%fe/x.git/info/refs', '/camille\\meteo.git/info/refs',
])('should not be led astray by %s', async (address) => {
  const answer = await said(`GET ${address}?service=git-upload-pack HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 (30[12378]|40[034]|414)/)
  expect(answer).not.toMatch(/root:|refs\/heads/)
})

test('should refuse in words bodies that are too large, before or after they unfold', async () => {
  const large = await post('upload-pack', randomBytes(11 * 1024 * 1024))
  expect(large.status).toBe(413)
  expect(await large.text()).toContain('trop volumineux')
  const bomb = await post('upload-pack', gzipSync(Buffer.alloc(64 * 1024 * 1024)), { 'content-encoding': 'gzip' })
  expect(bomb.status).toBe(413)
})

test('should take garbage for what it is', async () => {
  const want = `${packet(`want ${'f'.repeat(40)}\n`)}00000009done\n`
  const asked: [string | Buffer, Record<string, string>][] = [
    ['garbage', {}], ['', {}], ['ffffzz', {}], [want, {}], ['pas du gzip', { 'content-encoding': 'gzip' }], [`${packet('command=voler\n')}0000`, { 'git-protocol': 'version=2' }], [randomBytes(5000), {}],
  ]
  for (const [body, headers] of asked) {
    const answer = await post('upload-pack', body, headers)
    expect(answer.status, String(body).slice(0, 20)).toBeLessThan(500)
    expect(await answer.text()).not.toContain('PACK')
  }
  const authorization = `Basic ${Buffer.from(decodeURIComponent(new URL(p.stewardUrl).username) + ':' + new URL(p.stewardUrl).password).toString('base64')}`
  const before = await p.forge.git.refs(p.resource.id)
  for (const body of ['garbage', '', `${packet(`${'0'.repeat(40)} ${'f'.repeat(40)} refs/heads/x\0report-status side-band-64k\n`)}0000PACK${'x'.repeat(100)}`, 'ffff', randomBytes(3000)]) {
    await (await post('receive-pack', body, { authorization })).text()
  }
  expect(await p.forge.git.refs(p.resource.id)).toEqual(before)
  expect(await p.forge.deps.pending.all()).toEqual([])
})

test('should take a token the ways clients send it, and say in a sentence what is wrong with another', async () => {
  const { username, password } = new URL(p.stewardUrl)
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const ask = (authorization?: string) => fetch(`${p.url}/info/refs?service=git-receive-pack`, { headers: authorization === undefined ? {} : { authorization } })
  for (const way of [basic(`${username}:${password}`), basic(`${password}:`), `Bearer ${password}`]) expect((await ask(way)).status, way.slice(0, 7)).toBe(200)
  for (const way of [undefined, basic(`${username}:fc_faux`), basic(`autre:${password}`), basic('sans deux-points'), 'Basic é', 'Negotiate abc']) {
    const refused = await ask(way)
    expect(refused.status, way).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('Basic')
    expect(await refused.text()).toMatch(/jeton/i)
  }
})

test('should keep every one of twenty propositions pushed at once', async () => {
  const people = await Promise.all(['ana', 'bo', 'cleo', 'dan'].map(async (handle) => p.addressOf((await p.forge.person(handle)).person)))
  const heads = await Promise.all(Array.from({ length: 20 }, async (_, n) => {
    const dir = await p.clone(`vingt-${n}`)
    const head = await edited(dir, `Paragraphe ${n}.`)
    await git(dir, 'push', '-q', people[n % 4] ?? '', 'HEAD:refs/for/main')
    return head
  }))
  const kept = new Set((await p.forge.git.refs(p.resource.id, 'refs/merge-requests/')).filter((ref) => ref.name.includes('/iterations/')).map((ref) => ref.oid))
  for (const head of heads) expect(kept.has(head)).toBe(true)
  const requests = await p.forge.deps.mergeRequests.of(p.resource.id)
  expect(requests.reduce((sum, request) => sum + request.iterations.length, 0)).toBe(20)
  expect(await p.forge.deps.pending.all()).toEqual([])
})

test('should let one of two simultaneous publications in, and tell the other in words', async () => {
  const dirs = await Promise.all(['un', 'deux'].map(async (name) => { const dir = await p.clone(name); await edited(dir, `Publié par ${name}.`); return dir }))
  const outcomes = await Promise.all(dirs.map((dir) => git(dir, 'push', p.stewardUrl, 'HEAD:main').then(() => 'in', (error: { stderr: string }) => error.stderr)))
  expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
  expect(outcomes.find((outcome) => outcome !== 'in')).toMatch(/Quelqu’un a publié une version depuis la vôtre|fetch first/)
})

test('should shrug off clients killed at any moment of a clone and of a push', async () => {
  const dir = await p.clone('tuee')
  writeFileSync(path.join(dir, 'bruit.bin'), randomBytes(4_000_000))
  await git(dir, 'add', '.')
  await git(dir, 'commit', '-qm', 'Du bruit')
  for (const wait of [10, 60, 150, 300, 500]) {
    for (const args of [['push', '-q', p.stewardUrl, `HEAD:refs/heads/essai-${wait}`], ['clone', '-q', p.url, `tuee-${wait}`]]) {
      const child = execFile('git', args, { cwd: dir }, () => undefined)
      await new Promise((go) => setTimeout(go, wait))
      child.kill('SIGKILL')
    }
  }
  // Quarantines and talks go as soon as Git has noticed.
  const objects = path.join(p.forge.git.repoDir(p.resource.id), 'objects')
  const left = () => [...readdirSync(objects).filter((name) => /^(incoming-|tmp_)/.test(name)), ...readdirSync(path.join(p.forge.dataDir, 'run/talks')).slice(1)]
  for (let waited = 0; waited < 15_000 && (left().length > 0 || (await p.forge.deps.pending.all()).length > 0); waited += 50) await new Promise((go) => setTimeout(go, 50))
  expect(left()).toEqual([])
  expect(await p.forge.deps.pending.all()).toEqual([])
  await p.clone('apres')
})

test('should go on answering while twenty clones and pushes are under way', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const dir = await p.clone('charge')
  await edited(dir, 'Sous charge.')
  delay.enable()
  await Promise.all([
    ...Array.from({ length: 12 }, (_, n) => git(p.folder, 'clone', '-q', ...(n % 3 === 0 ? ['--depth', '1'] : n % 3 === 1 ? ['--filter=blob:none', '--bare'] : []), p.url, `charge-${n}`)),
    ...Array.from({ length: 4 }, (_, n) => git(dir, 'push', '-q', p.stewardUrl, `HEAD:refs/heads/charge-${n}`)),
  ])
  delay.disable()
  expect(delay.exceeds).toBe(0)
  expect(await gitRefused(dir, 'push', p.url, 'HEAD:main')).toMatch(/could not read Username|Authentication/)
})
