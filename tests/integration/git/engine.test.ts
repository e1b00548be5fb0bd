import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openGitEngine } from '../../../forge/adapters/git/engine.js'
import { aFolder, anId, aStore, commitOn, git } from './a-store.js'

async function anEngine() {
  const dataDir = aFolder()
  const engine = await openGitEngine({ dataDir })
  onTestFinished(() => engine.close())
  return { engine, dataDir, recorded: () => readdirSync(path.join(dataDir, 'run/processes')).map(Number) }
}

const isRunning = (pid: number) => { try { process.kill(pid, 0); return true } catch { return false } }
const until = async (fact: () => boolean) => { while (!fact()) await new Promise((go) => setTimeout(go, 5)) }

test('should give exit codes, both outputs and exact bytes', async () => {
  const { engine, dataDir } = await anEngine()
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 256))
  expect((await engine.run(['init', '-q', '--bare', 'r.git'], { repoDir: dataDir })).code).toBe(0)
  const repoDir = path.join(dataDir, 'r.git')
  const oid = (await engine.run(['hash-object', '-w', '--stdin'], { repoDir, input: bytes })).stdout.toString().trim()
  expect((await engine.run(['cat-file', 'blob', oid], { repoDir })).stdout.equals(bytes)).toBe(true)
  expect(await engine.run(['cat-file', 'blob', 'f'.repeat(40)], { repoDir })).toMatchObject({ code: 128, stderr: expect.stringContaining('fatal') as unknown })
  expect((await engine.pipe([{ args: ['cat-file', 'blob', oid], repoDir }, { args: ['hash-object', '--stdin'], repoDir }])).stdout.toString().trim()).toBe(oid)
})

test('should run Git with nothing of the server’s environment, no hook and no transport', async () => {
  process.env['GIT_DIR'] = '/nulle/part'
  process.env['SECRET_DU_SERVEUR'] = 'x'
  onTestFinished(() => { delete process.env['GIT_DIR']; delete process.env['SECRET_DU_SERVEUR'] })
  const { engine, dataDir } = await anEngine()
  const shown = (await engine.run(['-c', 'alias.env=!env', 'env'], {})).stdout.toString()
  expect(shown).not.toMatch(/SECRET_DU_SERVEUR|GIT_DIR=\/nulle/)
  expect(shown).toMatch(/GIT_CONFIG_NOSYSTEM=1/)
  await engine.run(['init', '-q', '--bare', 'r.git'], { repoDir: dataDir })
  const clone = (options: object) => engine.run(['clone', '-q', '--bare', `file://${dataDir}/r.git`, `copie-${Math.random()}.git`], { repoDir: dataDir, ...options })
  expect((await clone({})).stderr).toMatch(/transport 'file' not allowed/)
  expect((await clone({ allowProtocols: ['file'] })).code).toBe(0)
  expect((await engine.run(['config', 'core.hooksPath'], { repoDir: path.join(dataDir, 'r.git') })).stdout.toString().trim()).toBe('/dev/null')
  expect((await engine.run(['config', 'core.hooksPath'], { repoDir: path.join(dataDir, 'r.git'), hooksPath: '/ailleurs' })).stdout.toString().trim()).toBe('/ailleurs')
})

test('should end what takes too long or says too much, and what is killed', async () => {
  const { engine, recorded } = await anEngine()
  const slow = ['-c', 'alias.dort=!sleep 60 & sleep 60', 'dort']
  await expect(engine.run(slow, { timeoutMs: 100 })).rejects.toMatchObject({ refusal: 'unavailable', key: 'git.too_long' })
  await expect(engine.run(['help', '-a'], { maxBytes: 100 })).rejects.toMatchObject({ refusal: 'too_large' })
  const command = engine.stream(slow)
  await until(() => recorded().length > 1)
  const pid = recorded().find((each) => each !== engine.pid()) ?? 0
  command.kill()
  expect(await command.done).toMatchObject({ code: -1 })
  await until(() => !isRunning(pid) && recorded().length === 1)
  expect(recorded()).toEqual([engine.pid()])
})

test('should bear a command that ends before its input, and a reader that goes away', async () => {
  const { engine } = await anEngine()
  expect((await engine.run(['version'], { input: Buffer.alloc(5_000_000) })).code).toBe(0)
  const command = engine.stream(['-c', 'alias.flot=!yes', 'flot'])
  command.stdout.once('data', () => command.stdout.destroy())
  await new Promise((done) => command.stdout.once('close', done))
  command.kill()
  await command.done
  expect((await engine.run(['version'])).code).toBe(0)
})

test('should hold back a command whose output nobody reads', async () => {
  const { engine } = await anEngine()
  const command = engine.stream(['-c', 'alias.flot=!yes | head -c 50000000', 'flot'])
  await new Promise((go) => setTimeout(go, 100))
  expect(command.stdout.readableLength).toBeLessThan(5_000_000)
  let bytes = 0
  for await (const chunk of command.stdout) bytes += (chunk as Buffer).length
  expect(bytes).toBe(50_000_000)
  expect((await command.done).code).toBe(0)
})

test('should start again when killed: commands under way refused, their processes ended, the next ones served', async () => {
  const { engine, recorded } = await anEngine()
  const first = engine.pid() ?? 0
  const running = engine.stream(['-c', 'alias.dort=!sleep 60', 'dort'])
  await until(() => recorded().length > 1)
  const child = recorded().find((each) => each !== first) ?? 0
  process.kill(first, 'SIGKILL')
  await expect(running.done).rejects.toMatchObject({ refusal: 'unavailable' })
  expect((await engine.run(['version'])).code).toBe(0)
  expect(engine.pid()).not.toBe(first)
  await until(() => !isRunning(child))
})

test('should release what a killed command held, whether it could still hear or not', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const first = await commitOn(store, repo, { 'README.md': 'a' })
  const repoDir = store.repoDir(repo)
  const holdLock = () => {
    const command = store.engine.stream(['update-ref', '--stdin'], { repoDir })
    command.stdin.write(`start\nupdate refs/heads/main ${first}\nprepare\n`)
    return command
  }
  const lock = path.join(repoDir, 'refs/heads/main.lock')
  const told = holdLock()
  await until(() => existsSync(lock))
  told.kill()
  await commitOn(store, repo, { 'README.md': 'b' })
  const deaf = holdLock()
  await until(() => existsSync(lock))
  process.kill(store.engine.pid() ?? 0, 'SIGKILL')
  await expect(deaf.done).rejects.toMatchObject({ refusal: 'unavailable' })
  writeFileSync(lock, '')
  await commitOn(store, repo, { 'README.md': 'c' })
  expect(existsSync(lock)).toBe(false)
})

test('should go on storing while its engine and readers are killed again and again', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const killOne = async (n: number) => {
    await new Promise((go) => setTimeout(go, 13 * n % 40))
    const pid = n % 3 === 0 ? store.readerPids()[0] : store.engine.pid()
    if (pid !== undefined) { try { process.kill(pid, 'SIGKILL') } catch { /* already gone */ } }
  }
  const kills: Promise<void>[] = []
  const landed: string[] = []
  for (let n = 0; landed.length < 12; n++) {
    if (n < 10) kills.push(killOne(n))
    try { landed.push(await commitOn(store, repo, { [`f-${n}.md`]: String(n) })) } catch (error) {
      // Interrupted or told to try again: never anything else, and never silently lost.
      if (!['unavailable'].includes((error as { refusal?: string }).refusal ?? '') && (error as Error).message !== 'moved') throw error
    }
  }
  await Promise.all(kills)
  const tip = await store.resolve(repo, 'refs/heads/main') ?? ''
  const history = new Set((await store.log(repo, { from: [tip] })).map((commit) => commit.oid))
  for (const oid of landed) expect(history.has(oid)).toBe(true)
  expect(git(store.repoDir(repo), ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
})

test('should work in a folder whose path is too long for a socket', async () => {
  const dataDir = path.join(aFolder(), 'x'.repeat(60), 'y'.repeat(60))
  mkdirSync(dataDir, { recursive: true })
  const engine = await openGitEngine({ dataDir })
  onTestFinished(() => engine.close())
  expect((await engine.run(['version'])).code).toBe(0)
})

test('should refuse commands once closed, and leave nothing running or lying about', async () => {
  const dataDir = aFolder()
  const engine = await openGitEngine({ dataDir })
  const pid = engine.pid() ?? 0
  await engine.close()
  await engine.close()
  await expect(engine.run(['version'])).rejects.toMatchObject({ refusal: 'unavailable' })
  expect(isRunning(pid)).toBe(false)
  expect(readdirSync(path.join(dataDir, 'run')).filter((name) => name.endsWith('.sock'))).toEqual([])
  expect(readdirSync(path.join(dataDir, 'run/processes'))).toEqual([])
})
