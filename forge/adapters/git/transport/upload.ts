/**
 * Clones and fetches. Stock `git upload-pack` answers; unchanged repositories are answered from memory.
 *
 * Protocol v2's advertisement is the same for every repository, so it costs nothing. Answers are cached by repository, state of
 * its refs, protocol and request: a thousand clones of one fiche start Git twice.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { RepoId } from '../../../domain/git.js'
import { gitHeaders, sendOn, wholeBody } from './bodies.js'
import type { GitEngine } from '../engine.js'
import { packet } from './pkt-line.js'

const largestCachedAnswer = 4 * 1024 * 1024
const largestRequest = 10 * 1024 * 1024

export interface UploadParts {
  readonly engine: GitEngine
  repoDir(repo: RepoId): string
  /** Changes whenever a ref of the repository does. */
  refsState(repo: RepoId): string
}

export class UploadPack {
  readonly #answers = new LRUCache<string, Buffer>({ maxSize: 64 * 1024 * 1024, sizeCalculation: (answer) => answer.length + 200 })
  readonly #underWay = new Map<string, Promise<Buffer | undefined>>()
  #v2Advertisement: Promise<Buffer> | undefined
  readonly #slots = new Slots(6)

  constructor(private readonly parts: UploadParts) {}

  async advertise(req: IncomingMessage, res: ServerResponse, repo: RepoId): Promise<void> {
    const protocol = protocolOf(req)
    const body = protocol === 'version=2' ? await this.#advertiseV2(repo) : await this.#advertiseRefs(repo, protocol)
    res.writeHead(200, { ...gitHeaders('application/x-git-upload-pack-advertisement'), 'Content-Length': body.length }).end(body)
  }

  /** Version 2 lists capabilities only: one answer for all, made with the first repository asked for. */
  #advertiseV2(repo: RepoId): Promise<Buffer> {
    this.#v2Advertisement ??= this.#advertisement(repo, 'version=2').catch((error: unknown) => { this.#v2Advertisement = undefined; throw error })
    return this.#v2Advertisement
  }

  async #advertiseRefs(repo: RepoId, protocol: string): Promise<Buffer> {
    const key = `${repo} ${this.parts.refsState(repo)} refs ${protocol}`
    const known = this.#answers.get(key)
    if (known) return known
    const made = await this.#advertisement(repo, protocol)
    if (made.length <= largestCachedAnswer) this.#answers.set(key, made)
    return made
  }

  async #advertisement(repo: RepoId, protocol: string): Promise<Buffer> {
    const { stdout } = await this.#slots.take(() => this.parts.engine.run(['upload-pack', '--stateless-rpc', '--http-backend-info-refs', '.'], { repoDir: this.parts.repoDir(repo), env: protocol ? { GIT_PROTOCOL: protocol } : {} }))
    return Buffer.concat([packet('# service=git-upload-pack\n'), Buffer.from('0000'), stdout])
  }

  /** One request of a clone or fetch. */
  async answer(req: IncomingMessage, res: ServerResponse, repo: RepoId): Promise<void> {
    const protocol = protocolOf(req)
    const request = await wholeBody(req, largestRequest)
    const key = `${repo} ${this.parts.refsState(repo)} ${protocol} ${createHash('sha1').update(request).digest('base64')}`
    const headers = gitHeaders('application/x-git-upload-pack-result')
    const known = this.#answers.get(key) ?? (await this.#underWay.get(key))
    if (known) { res.writeHead(200, { ...headers, 'Content-Length': known.length }).end(known); return }
    let tell: (answer: Buffer | undefined) => void = () => undefined
    if (!this.#underWay.has(key)) {
      this.#underWay.set(key, new Promise((resolve) => { tell = resolve }))
    }
    try { tell(await this.#slots.take(() => this.#stream(res, headers, repo, protocol, request, key))) } finally {
      tell(undefined)
      this.#underWay.delete(key)
    }
  }

  /** Streams Git's answer; gives it back (and keeps it) when it was whole and small. */
  async #stream(res: ServerResponse, headers: Record<string, string>, repo: RepoId, protocol: string, request: Buffer, key: string): Promise<Buffer | undefined> {
    const command = this.parts.engine.stream(['upload-pack', '--stateless-rpc', '--strict', '.'], { repoDir: this.parts.repoDir(repo), ...(protocol && { env: { GIT_PROTOCOL: protocol } }) })
    const gone = () => { command.kill() }
    res.once('close', gone)
    command.stdin.end(request)
    const kept: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of command.stdout as AsyncIterable<Buffer>) {
        if (size === 0) res.writeHead(200, headers)
        size += chunk.length
        if (size <= largestCachedAnswer) kept.push(chunk)
        else kept.length = 0
        if (!(await sendOn(res, chunk))) return undefined
      }
      const { code } = await command.done
      if (!res.headersSent) res.writeHead(200, headers)
      res.off('close', gone)
      res.end()
      // Git says 128 for requests it refuses inside the protocol (an unknown object): told to this client, not remembered.
      if (code !== 0 || size === 0 || size > largestCachedAnswer) return undefined
      const answer = Buffer.concat(kept)
      this.#answers.set(key, answer)
      return answer
    } finally {
      res.off('close', gone)
      command.kill()
    }
  }
}

/** What the client asks in `Git-Protocol`, reduced to what Git 2.39 knows; anything else is version 0. */
export function protocolOf(req: IncomingMessage): '' | 'version=1' | 'version=2' {
  const asked = req.headers['git-protocol']
  const version = typeof asked === 'string' ? /(?:^|:)version=([12])(?:$|:)/.exec(asked)?.[1] : undefined
  return version === '2' ? 'version=2' : version === '1' ? 'version=1' : ''
}

/** At most so many Git processes of one kind at once; the others wait their turn. */
export class Slots {
  readonly #waiting: (() => void)[] = []
  constructor(private free: number) {}
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((go) => { this.#waiting.push(go) })
    try { return await work() } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }
}
