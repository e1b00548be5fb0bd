/** Rounds of: serve, let a crowd work, kill at a random moment, look. */
import path from 'node:path'
import { dumpIndex, missing, unsound } from './check.js'
import { Crowd } from './gestures.js'
import { Instance } from './instance.js'

export interface KillReport {
  readonly kills: number
  readonly helperKills: number
  readonly acknowledged: number
  readonly gestures: Readonly<Record<string, number>>
  /** Sentences; empty when nothing was lost and everything agrees. */
  readonly problems: readonly string[]
}

const between = (low: number, high: number) => low + Math.random() * (high - low)

/**
 * Kills a server `rounds` times while `workers` write at once. After each kill, what was acknowledged in the round is looked for, and
 * `doctor` asked; every `thoroughEvery` rounds and at the end, everything acknowledged so far, every repository, and the index rebuilt
 * beside the one that was kept.
 */
export async function killRounds(options: {
  readonly program: string
  readonly dataDir: string
  readonly rounds: number
  readonly workers: number
  readonly thoroughEvery: number
  /** At most so many gestures between a start and a kill. */
  readonly gestures: number
  /** Ends everything at once, servers included. */
  readonly signal?: AbortSignal
  note(sentence: string): void
}): Promise<KillReport> {
  const instance = new Instance(options.program, options.dataDir)
  options.signal?.addEventListener('abort', () => { void instance.kill() })
  const people = { steward: await instance.account('garance', '--admin'), proposer: await instance.account('lea'), reader: await instance.account('noe') }
  const crowd = new Crowd(instance, people, path.join(options.dataDir, 'clones'))
  const problems: string[] = []
  let helperKills = 0
  let seen = 0
  let kills = 0
  for (let round = 1; round <= options.rounds && problems.length === 0; round += 1) {
    options.signal?.throwIfAborted()
    await instance.start()
    const living = crowd.live(options.workers)
    const failed = living.then(() => undefined, (error: unknown) => { problems.push(String(error)) })
    // A moment counted in gestures, so that a busy machine is killed at work too.
    const enough = crowd.acknowledged.length + Math.floor(between(1, options.gestures + 1))
    for (let waited = 0; waited < 20_000 && crowd.acknowledged.length < enough; waited += 20) await new Promise((go) => setTimeout(go, 20))
    await new Promise((go) => setTimeout(go, between(0, 300)))
    if (round % 4 === 0) {
      const victim = instance.helpers(round % 8 === 0 ? 'reader' : 'engine')[0]
      if (victim !== undefined) { process.kill(victim, 'SIGKILL'); helperKills += 1 }
      await new Promise((go) => setTimeout(go, between(0, 1500)))
    }
    crowd.stop()
    await instance.kill()
    kills = round
    await failed
    const isThorough = round % options.thoroughEvery === 0 || round === options.rounds
    problems.push(...await afterKill(instance, crowd, isThorough ? 0 : seen, isThorough))
    seen = crowd.acknowledged.length
    options.note(`${round} / ${options.rounds} : ${seen} gestes accusés${problems.length > 0 ? `, ${problems.length} problèmes` : ''}`)
  }
  for (let waited = 0; waited < 5000 && instance.leftProcesses().length > 0; waited += 100) await new Promise((go) => setTimeout(go, 100))
  for (const pid of instance.leftProcesses()) problems.push(`process ${pid} is still there`)
  return { kills, helperKills, acknowledged: seen, gestures: Object.fromEntries(crowd.counts), problems }
}

async function afterKill(instance: Instance, crowd: Crowd, since: number, isThorough: boolean): Promise<string[]> {
  const problems: string[] = []
  const { findings } = await instance.command<{ findings: unknown[] }>('admin', 'doctor')
  problems.push(...findings.map((finding) => `doctor: ${JSON.stringify(finding)}`))
  problems.push(...await missing(instance.dataDir, crowd.acknowledged.slice(since)))
  if (!isThorough) return problems
  problems.push(...await unsound(instance.dataDir))
  const before = dumpIndex(instance.dataDir)
  await instance.command('admin', 'reindex')
  const after = dumpIndex(instance.dataDir)
  const [had, has] = [new Set(before), new Set(after)]
  problems.push(...before.filter((row) => !has.has(row)).map((row) => `only before reindex: ${row}`), ...after.filter((row) => !had.has(row)).map((row) => `only after reindex: ${row}`))
  return problems
}
