/**
 * Pushes, through stock `git receive-pack` and its quarantine. What may be pushed is decided by the PushGate, asked from the
 * pre-receive hook while nothing has moved yet; `refs/for/*` become propositions in proc-receive.
 */
import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Socket } from 'node:net'
import { ForgeError } from '../../../domain/errors.js'
import type { Oid, RefName, RepoId } from '../../../domain/git.js'
import type { Actor } from '../../../domain/person.js'
import type { Push, PushCommand, PushGate, PushJudgement } from '../../../domain/push.js'
import type { GitEngine } from '../engine.js'
import { listRefs } from '../refs.js'
import { bodyOf, gitHeaders, sendOn } from './bodies.js'
import { pipeNames } from './hooks.js'
import { TalkPipes } from './pipes.js'
import { flush, packet, readPackets, remoteRefuses, remoteSays } from './pkt-line.js'
import { quarantinedObjects } from './quarantine.js'
import { Slots } from './upload.js'

export interface ReceiveParts {
  readonly engine: GitEngine
  readonly hooksPath: string
  /** Where the pipes of each push are made. */
  readonly talkRoot: string
  repoDir(repo: RepoId): string
  /** To be called whenever refs may have moved. */
  refsMoved(repo: RepoId): void
  /** Runs `work` with the repository marked as being written: what a crash leaves of it is looked for at the next start. */
  marked<T>(repo: RepoId, work: () => Promise<T>): Promise<T>
  /** Keeps the objects of the repository, until the answer is called: nothing erased takes what a push relies on. */
  keep(repo: RepoId): Promise<() => void>
  readonly gate: PushGate
  readonly maxBytes: number
  /** The sentence of a refusal, for the terminal. */
  sentence(key: string, details?: Readonly<Record<string, unknown>>): string
  onError(error: unknown): void
}

const nothing = '0'.repeat(40)
const toCommand = (line: string): PushCommand | undefined => {
  const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(line)
  if (!match) return undefined
  const [, from, to, ref] = match as unknown as [string, Oid, Oid, RefName]
  return { ref, from: from === nothing ? undefined : from, to: to === nothing ? undefined : to }
}

/** A push, filled by its pre-receive; `release` ends the keeping of its objects. */
type PushUnderWay = { -readonly [K in keyof Push]: Push[K] } & { release: () => void }

/** How long a client may send nothing in the middle of a push. */
const idleMs = 60_000

export class ReceivePack {
  readonly #slots = new Slots(12)
  #capabilities: Promise<string> | undefined
  #nextTalk: Promise<string> | undefined
  constructor(private readonly parts: ReceiveParts) {}

  /** Git says once what it can; the refs of each repository are read, not asked for. */
  async advertise(res: ServerResponse, repo: RepoId): Promise<void> {
    const repoDir = this.parts.repoDir(repo)
    this.#capabilities ??= this.#askCapabilities(repoDir).catch((error: unknown) => { this.#capabilities = undefined; throw error })
    const [capabilities, refs] = await Promise.all([this.#capabilities, listRefs(repoDir)])
    const lines = refs.length === 0 ? [`${nothing} capabilities^{}`] : refs.map(({ name, oid }) => `${oid} ${name}`)
    const body = Buffer.concat([packet('# service=git-receive-pack\n'), flush, ...lines.map((line, n) => packet(n === 0 ? `${line}\0${capabilities}\n` : `${line}\n`)), flush])
    res.writeHead(200, { ...gitHeaders('application/x-git-receive-pack-advertisement'), 'Content-Length': body.length }).end(body)
  }

  async #askCapabilities(repoDir: string): Promise<string> {
    const { stdout } = await this.parts.engine.run(['receive-pack', '--stateless-rpc', '--http-backend-info-refs', '.'], { repoDir })
    const [first] = readPackets(stdout, 1)?.packets ?? []
    const said = first?.kind === 'data' ? /\0(.+?)\n?$/.exec(first.payload.toString('utf8'))?.[1] : undefined
    if (said === undefined) throw new ForgeError('unavailable', 'push.failed')
    return said
  }

  async answer(req: IncomingMessage, res: ServerResponse, repo: RepoId, actor: Actor): Promise<void> {
    await this.#slots.take(() => this.parts.marked(repo, () => this.#receive(req, res, repo, actor)))
  }

  async #receive(req: IncomingMessage, res: ServerResponse, repo: RepoId, actor: Actor): Promise<void> {
    const { parts } = this
    const folder = await this.#takeTalk()
    const pipes = new TalkPipes(folder)
    const push: PushUnderWay = { repo, actor, commands: [], options: [], release: () => undefined }
    const repoDir = parts.repoDir(repo)
    const command = parts.engine.stream(['receive-pack', '--stateless-rpc', '.'], {
      repoDir, hooksPath: parts.hooksPath, env: { COMMUNS_TALK: folder, GIT_COMMITTER_NAME: 'forge', GIT_COMMITTER_EMAIL: 'forge@localhost' },
      // Ours counts first and refuses in words; Git's own limit is the net below.
      config: [`receive.maxInputSize=${parts.maxBytes * 2 + 8 * 1024 * 1024}`, 'core.packedGitWindowSize=32m', 'core.packedGitLimit=256m', 'core.deltaBaseCacheLimit=64m'],
      // What a small pack inflates to is known only while it inflates.
      limits: { memoryMb: 2048, cpuSeconds: 600, fileMb: Math.ceil(parts.maxBytes / 1024 / 1024) * 4 + 64 },
    })
    const gone = () => { command.kill() }
    res.once('close', gone)
    const talks = Promise.all([this.#judge(pipes, push, repoDir), this.#record(pipes, push)]).catch((error: unknown) => { parts.onError(error) })
    let cut: 'too_large' | 'too_slow' | undefined
    const feeding = this.#feed(req, command.stdin, (why) => { cut ??= why; command.kill() })
    res.writeHead(200, gitHeaders('application/x-git-receive-pack-result'))
    let report: Buffer = Buffer.alloc(0)
    try {
      report = await this.#forward(command.stdout, res)
      await command.done
    } catch (error) {
      report = Buffer.concat([remoteRefuses(error instanceof ForgeError ? parts.sentence(error.key, error.details) : parts.sentence('push.interrupted')), flush])
    } finally {
      res.off('close', gone)
      command.kill()
      // Whoever waits for the command to take more bytes must not wait for ever.
      command.stdin.destroy()
      pipes.close()
      await Promise.allSettled([talks, feeding])
      parts.refsMoved(repo)
      if (push.commands.length > 0) await parts.gate.settled(push).catch((error: unknown) => { parts.onError(error) })
      push.release()
      await fs.rm(folder, { recursive: true, force: true })
    }
    if (cut === 'too_large') report = Buffer.concat([remoteRefuses(parts.sentence('push.too_large', { megabytes: Math.round(parts.maxBytes / 1024 / 1024) })), flush])
    if (cut === 'too_slow') report = Buffer.concat([remoteRefuses(parts.sentence('push.interrupted')), flush])
    res.end(report)
  }

  /** A folder of pipes for one push; the next one's is made meanwhile. */
  async #takeTalk(): Promise<string> {
    const ready = this.#nextTalk ?? this.#makeTalk()
    this.#nextTalk = this.#makeTalk()
    this.#nextTalk.catch(() => { this.#nextTalk = undefined })
    return ready
  }

  async #makeTalk(): Promise<string> {
    const folder = path.join(this.parts.talkRoot, randomBytes(12).toString('hex'))
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    await this.parts.engine.makePipes(pipeNames.map((name) => path.join(folder, name)))
    return folder
  }

  /**
   * Sends what Git says on the way, and gives back its report: it is for the end, when the journal and the index hold what it announces.
   * A pack that Git could not take is said in words before it.
   */
  async #forward(stdout: Readable, res: ServerResponse): Promise<Buffer> {
    let held: Buffer = Buffer.alloc(0)
    let isReport = false
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, chunk])
      while (!isReport) {
        const [first] = readPackets(held, 1)?.packets ?? []
        if (first?.kind !== 'data' || first.payload[0] !== 2) { isReport = first !== undefined || readPackets(held, 1) === undefined; break }
        const said = held.subarray(0, first.payload.length + 4)
        held = held.subarray(said.length)
        await sendOn(res, said)
      }
    }
    const report = held.toString('latin1')
    const isNotTaken = /^[0-9a-f]{4}(?:\u0001[0-9a-f]{4})?unpack (?!ok)/.test(report)
    // Judged good, and yet another version came in between: Git says it in its own words.
    const isLate = /[0-9a-f]{4}ng refs\/heads\/main (?!pre-receive)/.test(report)
    const key = isNotTaken ? 'push.not_taken' : isLate ? 'push.main_never_rewritten' : undefined
    return key === undefined || held[4] !== 1 ? held : Buffer.concat([remoteSays(this.parts.sentence(key)), held])
  }

  /** Hands the request on to Git, up to the size a push may have. What comes after is read and dropped, so that the client hears the refusal. */
  async #feed(req: IncomingMessage, stdin: Writable, cut: (why: 'too_large' | 'too_slow') => void): Promise<void> {
    // Somebody who sends nothing keeps a place that others wait for.
    const idle = setTimeout(() => { cut('too_slow'); req.destroy() }, idleMs)
    let size = 0
    let isOver = false
    try {
      for await (const chunk of bodyOf(req) as AsyncIterable<Buffer>) {
        size += chunk.length
        idle.refresh()
        if (isOver) {
          if (size > this.parts.maxBytes * 4) { req.destroy(); return }
          continue
        }
        if (size > this.parts.maxBytes) { isOver = true; cut('too_large'); continue }
        if (!stdin.destroyed && !stdin.write(chunk)) await new Promise<void>((go) => {
          const on = () => { stdin.off('drain', on); stdin.off('close', on); stdin.off('error', on); go() }
          stdin.once('drain', on); stdin.once('close', on); stdin.once('error', on)
        })
      }
      if (!isOver) stdin.end()
    } catch { stdin.end() } finally { clearTimeout(idle) }
  }

  /** pre-receive: the whole push, judged. */
  async #judge(pipes: TalkPipes, push: PushUnderWay, repoDir: string): Promise<void> {
    const { parts } = this
    const lines = await untilEnd(await pipes.read('judge-ask'))
    if (lines === undefined) return
    const of = (kind: string) => lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1))
    const quarantine = of('quarantine')[0]
    push.commands = of('command').flatMap((line) => toCommand(line) ?? [])
    push.options = of('option')
    let judgement: PushJudgement
    try {
      // From here until receive-pack is gone: its objects leave quarantine before refs name them, and it has checked what they rely on.
      push.release = await parts.keep(push.repo)
      judgement = await parts.gate.judge(push, quarantinedObjects(parts.engine, repoDir, quarantine && path.isAbsolute(quarantine) ? quarantine : path.join(repoDir, 'objects'), push.commands.flatMap((command) => command.to ?? [])))
    } catch (error) {
      judgement = { refusals: [error instanceof ForgeError ? parts.sentence(error.key, error.details) : parts.sentence('push.failed')], warnings: [] }
      if (!(error instanceof ForgeError)) parts.onError(error)
    }
    const { refusals, warnings } = judgement
    const said = (refusals.length > 0 ? refusals : warnings).flatMap((sentence) => sentence.split('\n')).map((line) => `say ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')}\n`)
    const answer = await pipes.writer('judge-answer')
    answer?.end(`${said.join('')}exit ${refusals.length > 0 ? 1 : 0}\n`)
  }

  /** proc-receive (githooks): versions are agreed on, then come the commands it handles and the push options; one answer a command. */
  async #record(pipes: TalkPipes, push: Push): Promise<void> {
    const section = sectionsOf(await pipes.read('record-ask'))
    const features = await section()
    if (features === undefined) return
    const answer = await pipes.writer('record-answer')
    if (answer === undefined) return
    const withOptions = features.some((line) => line.includes('push-options'))
    answer.write(Buffer.concat([packet(withOptions ? 'version=1\0push-options\n' : 'version=1\n'), flush]))
    const asked = await section()
    if (withOptions) await section()
    const said: string[] = []
    for (const line of asked ?? []) {
      const command = toCommand(line)
      if (!command) continue
      const outcome = await this.#propose(push, command)
      if ('refused' in outcome) answer.write(packet(`ng ${command.ref} ${outcome.refused.replace(/\s+/g, ' ')}\n`))
      else {
        answer.write(Buffer.concat([packet(`ok ${command.ref}\n`), packet(`option refname ${outcome.ref}\n`), packet(`option old-oid ${command.from ?? nothing}\n`), packet(`option new-oid ${outcome.oid}\n`)]))
        said.push(...outcome.say)
      }
    }
    answer.end(flush)
    const say = await pipes.writer('record-say')
    say?.end(said.map((line) => `${line}\n`).join(''))
  }

  async #propose(push: Push, command: PushCommand): ReturnType<PushGate['propose']> {
    try { return await this.parts.gate.propose(push, command) } catch (error) {
      if (error instanceof ForgeError) return { refused: this.parts.sentence(error.key, error.details) }
      this.parts.onError(error)
      return { refused: this.parts.sentence('push.failed') }
    }
  }
}

/** Lines up to `end`; undefined when the pipe was closed before. */
function untilEnd(pipe: Socket): Promise<string[] | undefined> {
  return new Promise((resolve) => {
    let text = ''
    pipe.setEncoding('utf8')
    pipe.on('data', (chunk: string) => {
      text += chunk
      if (text === 'end\n' || text.endsWith('\nend\n')) { resolve(text.split('\n').slice(0, -2)); pipe.destroy() }
    })
    pipe.on('close', () => { resolve(undefined) })
  })
}

/** Successive flush-ended sections of packet lines; undefined once the pipe is closed. */
function sectionsOf(pipe: Socket): () => Promise<string[] | undefined> {
  let bytes: Buffer = Buffer.alloc(0)
  let isClosed = false
  let wake: () => void = () => undefined
  pipe.on('data', (chunk: Buffer) => { bytes = Buffer.concat([bytes, chunk]); wake() })
  pipe.on('close', () => { isClosed = true; wake() })
  return async () => {
    const lines: string[] = []
    for (;;) {
      const read = readPackets(bytes, 1)
      if (read === undefined) return undefined
      const [first] = read.packets
      if (first === undefined) {
        if (isClosed) return undefined
        await new Promise<void>((go) => { wake = go })
        continue
      }
      bytes = read.rest
      if (first.kind === 'flush') return lines
      lines.push(first.payload.toString('utf8').replace(/\n$/, ''))
    }
  }
}
