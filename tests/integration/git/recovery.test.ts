import { fork, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../../../forge/config.js'
import { lockDataFolder } from '../../../forge/adapters/git/data-lock.js'
import { recover } from '../../../forge/adapters/git/recovery.js'
import { runFolder } from '../../../forge/adapters/git/run-folder.js'
import { openGitStore } from '../../../forge/adapters/git/store.js'
import { aFolder, anId, aStore, commitOn, git } from './a-store.js'

const isRunning = (pid: number) => {
  try { process.kill(pid, 0) } catch { return false }
  try { return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) } catch { return true }
}

/** A server of its own on a data folder, that says each commit it acknowledged and writes until it is killed. */
function aWriter(dataDir: string, repo: string): { child: ChildProcess; acknowledged: string[]; ready: Promise<void> } {
  const program = `
    import { openGitStore } from ${JSON.stringify(path.join(projectRoot, 'dist/forge/adapters/git/store.js'))}
    import { lockDataFolder } from ${JSON.stringify(path.join(projectRoot, 'dist/forge/adapters/git/data-lock.js'))}
    import { recover } from ${JSON.stringify(path.join(projectRoot, 'dist/forge/adapters/git/recovery.js'))}
    const [dataDir, repo] = process.argv.slice(2)
    await lockDataFolder(dataDir)
    await recover(dataDir)
    const store = await openGitStore({ dataDir })
    if (!await store.exists(repo)) await store.create(repo)
    const who = { name: 'A', email: 'a@exemple.test', at: 1700000000000, offsetMinutes: 0 }
    for (let n = 0; ; n++) {
      await store.exclusively(repo, async () => {
        const from = await store.resolve(repo, 'refs/heads/main')
        const to = await store.writeCommit(repo, { parents: from ? [from] : [], baseTree: from ? (await store.commit(repo, from)).tree : undefined, files: new Map([['f-' + (n % 7) + '.md', process.pid + ' ' + n]]), author: who, committer: who, message: 'v' + n })
        if (await store.updateRefs(repo, [{ ref: 'refs/heads/main', from, to }]) !== 'done') throw new Error('moved')
        process.send(to)
        await store.append(repo, 'refs/journal/resource', [{ author: who, payload: { kind: 'version', to } }])
      })
    }`
  const file = path.join(dataDir, 'writer.mjs')
  writeFileSync(file, program)
  const child = fork(file, [dataDir, repo], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const acknowledged: string[] = []
  const ready = new Promise<void>((go) => child.on('message', (oid: string) => { acknowledged.push(oid); go() }))
  onTestFinished(() => { child.kill('SIGKILL') })
  return { child, acknowledged, ready }
}

test('should lose no acknowledged version when the server is killed while it writes', { timeout: 180_000 }, async () => {
  const dataDir = aFolder()
  const repo = anId()
  const acknowledged: string[] = []
  for (let round = 0; round < 8; round++) {
    const writer = aWriter(dataDir, repo)
    await writer.ready
    await new Promise((go) => setTimeout(go, 20 + 37 * round))
    const ended = new Promise((go) => writer.child.once('exit', go))
    writer.child.kill('SIGKILL')
    await ended
    acknowledged.push(...writer.acknowledged)
  }
  const unlock = await lockDataFolder(dataDir)
  await recover(dataDir)
  const store = await openGitStore({ dataDir })
  const history = new Set((await store.log(repo, { from: [await store.resolve(repo, 'refs/heads/main') ?? ''] })).map((commit) => commit.oid))
  for (const oid of acknowledged) expect(history.has(oid)).toBe(true)
  expect(git(store.repoDir(repo), ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
  // At most one event a round was not yet said when the kill came.
  expect((await store.events(repo, 'refs/journal/resource')).length).toBeGreaterThanOrEqual(acknowledged.length - 8)
  await commitOn(store, repo, { 'après.md': 'x' })
  await store.close()
  await unlock()
})

test('should clear what a killed run left: processes, locks, quarantines, half-made objects', async () => {
  const store = await aStore()
  const dataDir = path.join(store.repoDir(anId()), '../../../..')
  const repo = anId()
  await store.create(repo)
  await commitOn(store, repo, { 'README.md': 'a' })
  const dir = store.repoDir(repo)
  await store.close()
  // As after a kill: the run is not closed, a child still runs, a repository is marked.
  const left = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { PATH: process.env['PATH'], COMMUNS_RUN: runFolder(dataDir).mark } })
  writeFileSync(path.join(dataDir, 'run/state.json'), JSON.stringify({ state: 'open', boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() }))
  writeFileSync(path.join(dataDir, 'run/busy', repo), '')
  mkdirSync(path.join(dataDir, 'run/incoming/à-moitié.git'))
  const remains = ['HEAD.lock', 'packed-refs.lock', 'refs/heads/main.lock', 'objects/pack/tmp_pack_abc', 'objects/12/tmp_obj_abc', 'objects/tmp_objdir-incoming-x/pack/p', 'objects/info/commit-graphs/commit-graph-chain.lock']
  for (const name of remains) { mkdirSync(path.dirname(path.join(dir, name)), { recursive: true }); writeFileSync(path.join(dir, name), '') }
  const recovered = await recover(dataDir)
  expect(recovered).toMatchObject({ lastRun: 'died', endedProcesses: [left.pid], looked: [dir] })
  expect(isRunning(left.pid ?? 0)).toBe(false)
  for (const name of remains) expect(existsSync(path.join(dir, name)), name).toBe(false)
  expect(readdirSync(path.join(dataDir, 'run/incoming'))).toEqual([])
  expect(readdirSync(path.join(dataDir, 'run/busy'))).toEqual([])
  expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
})

test('should look everywhere when the machine stopped, and nowhere after a good end', async () => {
  const store = await aStore()
  const dataDir = path.join(store.repoDir(anId()), '../../../..')
  const [one, two] = [anId(), anId()]
  await store.create(one)
  await store.create(two)
  await store.close()
  expect(await recover(dataDir)).toMatchObject({ lastRun: 'closed', looked: [], removed: [] })
  for (const repo of [one, two]) writeFileSync(path.join(store.repoDir(repo), 'refs/heads/main.lock'), '')
  writeFileSync(path.join(dataDir, 'run/state.json'), JSON.stringify({ state: 'open', boot: 'un autre démarrage' }))
  const recovered = await recover(dataDir)
  expect(recovered).toMatchObject({ lastRun: 'machine-stopped', looked: 'all' })
  expect(recovered.removed).toHaveLength(2)
})

test('should never end a process that only has the number of a recorded one', async () => {
  const dataDir = aFolder()
  const bystander = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  onTestFinished(() => { bystander.kill('SIGKILL') })
  mkdirSync(path.join(dataDir, 'run/processes'), { recursive: true })
  for (const record of [{ startTicks: '1', boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() }, { startTicks: undefined, boot: 'ancien' }]) {
    writeFileSync(path.join(dataDir, 'run/processes', String(bystander.pid)), JSON.stringify({ pid: bystander.pid, kind: 'git', dir: '/x', startedAt: 0, ...record }))
    expect((await recover(dataDir)).endedProcesses).toEqual([])
  }
  expect(isRunning(bystander.pid ?? 0)).toBe(true)
})

test('should let one process hold a data folder, and say which when another tries', async () => {
  const dataDir = aFolder()
  const unlock = await lockDataFolder(dataDir)
  await expect(lockDataFolder(dataDir)).rejects.toMatchObject({ refusal: 'unavailable', key: 'data.locked', details: { pid: process.pid } })
  await unlock()
  await unlock()
  await (await lockDataFolder(dataDir))()
})

test('should give a data folder to one of many starters, and take over from a killed one', { timeout: 120_000 }, async () => {
  const dataDir = aFolder()
  const file = path.join(dataDir, 'holder.mjs')
  writeFileSync(file, `
    import { lockDataFolder } from ${JSON.stringify(path.join(projectRoot, 'dist/forge/adapters/git/data-lock.js'))}
    try { await lockDataFolder(${JSON.stringify(dataDir)}); process.send('held'); setInterval(() => {}, 1000) }
    catch (error) { process.send(error.key, () => process.exit(0)) }`)
  const start = () => {
    const child = fork(file, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    onTestFinished(() => { child.kill('SIGKILL') })
    return { child, said: new Promise<unknown>((go) => child.once('message', go)) }
  }
  const starters = Array.from({ length: 6 }, start)
  const said = await Promise.all(starters.map((each) => each.said))
  expect([...said].sort()).toEqual(['data.locked', 'data.locked', 'data.locked', 'data.locked', 'data.locked', 'held'])
  const holder = starters[said.indexOf('held')]?.child
  const ended = new Promise((go) => holder?.once('exit', go))
  holder?.kill('SIGKILL')
  await ended
  expect(await start().said).toBe('held')
  rmSync(file)
})
