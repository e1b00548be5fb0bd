import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGitStore, type GitStoreHandle } from '../../../forge/adapters/git/store.js'
import { openGitTransport } from '../../../forge/adapters/git/transport/transport.js'
import { visitor } from '../../../forge/domain/person.js'
import type { Push, PushGate } from '../../../forge/domain/push.js'

const run = promisify(execFile)
const repo = '01jd8m7t3r6wz0q4k2n5xvabcd'
const signature = { name: 'Lou', email: 'lou@exemple.invalid', at: 1_700_000_000_000, offsetMinutes: 60 }

let folder: string
let store: GitStoreHandle
let url: string
let stop: () => Promise<void>
let refusals: string[] = []
const judged: Push[] = []
const proposed: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'transport-'))
  store = await openGitStore({ dataDir: path.join(folder, 'data') })
  await store.create(repo)
  const commit = await store.writeCommit(repo, { parents: [], baseTree: undefined, files: new Map([['README.md', '# Fiche\n']]), author: signature, committer: signature, message: 'Première version' })
  await store.updateRefs(repo, [{ ref: 'refs/heads/main', from: undefined, to: commit }])
  const gate: PushGate = {
    judge: (push) => { judged.push({ ...push }); return Promise.resolve({ refusals, warnings: [] }) },
    async propose(_push, command) {
      proposed.push(command.to ?? '')
      await store.updateRefs(repo, [{ ref: 'refs/merge-requests/1/head', from: await store.resolve(repo, 'refs/merge-requests/1/head'), to: command.to }])
      return { ref: 'refs/merge-requests/1/head', oid: command.to ?? '', say: ['Proposition 1 ouverte'] }
    },
    settled: () => Promise.resolve(),
  }
  const transport = openGitTransport({ store, dataDir: path.join(folder, 'data'), gate, maxBytes: 3_000_000, sentence: (key) => key, onError: (error) => { console.error(error) } })
  const server = createServer((req, res) => {
    const asked = new URL(req.url ?? '/', 'http://x')
    const service = asked.searchParams.get('service')
    const answer = asked.pathname.endsWith('/info/refs')
      ? service === 'git-upload-pack' ? transport.advertiseUpload(req, res, repo) : transport.advertiseReceive(req, res, repo)
      : asked.pathname.endsWith('/git-upload-pack') ? transport.upload(req, res, repo) : transport.receive(req, res, repo, visitor)
    answer.catch((error: unknown) => { console.error(error); res.destroy() })
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`
  stop = () => new Promise((done) => { server.close(() => { done() }); server.closeAllConnections() })
})
afterAll(async () => {
  await stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const git = async (cwd: string, ...args: string[]) => run('git', ['-c', 'user.name=Lou', '-c', 'user.email=lou@exemple.invalid', ...args], { cwd, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' } })
const clone = async (name: string, ...args: string[]) => { await git(folder, 'clone', '-q', ...args, url, name); return path.join(folder, name) }
async function version(dir: string, text: string): Promise<void> {
  writeFileSync(path.join(dir, 'README.md'), text)
  await git(dir, 'commit', '-qam', 'Une version')
}

test.each(['0', '1', '2'])('should clone with protocol version %s', async (protocol) => {
  const dir = await clone(`v${protocol}`, '-c', `protocol.version=${protocol}`)
  expect(existsSync(path.join(dir, 'README.md'))).toBe(true)
  await git(dir, 'fsck', '--full', '--strict')
})

test('should clone again from memory once asked twice', async () => {
  await clone('again-1')
  const dir = await clone('again-2')
  expect((await git(dir, 'rev-parse', 'HEAD')).stdout.trim()).toBe(await store.resolve(repo, 'refs/heads/main'))
})

test('should push to main, then clone what was pushed', async () => {
  const dir = await clone('pusher')
  await version(dir, '# Fiche\n\nUn mot de plus.\n')
  await git(dir, 'push', '-q', 'origin', 'HEAD:main')
  const again = await clone('after-push')
  expect((await git(again, 'rev-parse', 'HEAD')).stdout).toBe((await git(dir, 'rev-parse', 'HEAD')).stdout)
})

test('should turn refs/for/main into a proposition and tell the terminal', async () => {
  const dir = await clone('proposer')
  await version(dir, '# Fiche\n\nUne proposition.\n')
  const { stderr } = await git(dir, 'push', 'origin', 'HEAD:refs/for/main', '-o', 'title=Plus clair', '-o', 'description=Parce que')
  expect(stderr).toContain('remote: Proposition 1 ouverte')
  expect(stderr).toContain('refs/merge-requests/1/head')
  expect(judged.at(-1)?.options).toEqual(['title=Plus clair', 'description=Parce que'])
  expect(proposed.at(-1)).toBe((await git(dir, 'rev-parse', 'HEAD')).stdout.trim())
})

test('should leave no trace of a refused push', async () => {
  const dir = await clone('refused')
  await version(dir, '# Refusée\n')
  const before = await store.refs(repo)
  refusals = ['Cette fiche se modifie par proposition.', 'Une seconde raison.']
  const failure = await git(dir, 'push', 'origin', 'HEAD:main').then(() => undefined, (error: unknown) => error as { stderr: string })
  refusals = []
  expect(failure?.stderr).toContain('remote: Cette fiche se modifie par proposition.')
  expect(failure?.stderr).toContain('remote: Une seconde raison.')
  expect(await store.refs(repo)).toEqual(before)
  expect(await store.resolve(repo, (await git(dir, 'rev-parse', 'HEAD')).stdout.trim())).toBeUndefined()
})

test('should refuse in words a push that is too large', async () => {
  const dir = await clone('large')
  writeFileSync(path.join(dir, 'bruit.bin'), Buffer.from(Array.from({ length: 6_000_000 }, () => Math.floor(Math.random() * 256))))
  await git(dir, 'add', '.')
  await git(dir, 'commit', '-qm', 'Du bruit')
  const failure = await git(dir, 'push', 'origin', 'HEAD:main').then(() => undefined, (error: unknown) => error as { stderr: string })
  expect(failure?.stderr).toMatch(/push\.too_large/)
})

test('should clone shallow and partial', async () => {
  const shallow = await clone('shallow', '--depth', '1')
  expect((await git(shallow, 'rev-list', '--count', 'HEAD')).stdout.trim()).toBe('1')
  const partial = await clone('partial', '--filter=blob:none')
  expect(existsSync(path.join(partial, 'README.md'))).toBe(true)
})

test('should stay healthy when clients die in the middle', async () => {
  const dir = await clone('killed')
  writeFileSync(path.join(dir, 'gros.bin'), Buffer.alloc(2_000_000, 7))
  await git(dir, 'add', '.')
  await git(dir, 'commit', '-qm', 'Gros')
  for (const wait of [5, 20, 40]) {
    const pushing = execFile('git', ['push', '-q', 'origin', 'HEAD:refs/heads/essai'], { cwd: dir })
    const ended = new Promise((go) => pushing.once('close', go))
    await new Promise((go) => setTimeout(go, wait))
    pushing.kill('SIGKILL')
    await ended
  }
  expect(existsSync(path.join(await clone('healthy'), 'README.md'))).toBe(true)
})
