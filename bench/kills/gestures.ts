/** What people do at once on a forge, at random; each gesture that was acknowledged says what must be there for ever. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Account, Instance } from './instance.js'

const run = promisify(execFile)

/** Something a person was told is done. */
export type Acknowledged =
  | { readonly kind: 'created'; readonly at: string; readonly tip: string; readonly origin?: string }
  | { readonly kind: 'published'; readonly at: string; readonly commit: string }
  | { readonly kind: 'pushed'; readonly at: string; readonly commit: string; readonly by: string }
  | { readonly kind: 'tagged'; readonly at: string; readonly tag: string; readonly commit: string }
  | { readonly kind: 'proposed'; readonly at: string; readonly number: number; readonly iteration: number; readonly head: string }
  | { readonly kind: 'said'; readonly at: string; readonly number: number; readonly text: string }
  | { readonly kind: 'merged'; readonly at: string; readonly number: number; readonly commit: string }

interface ResourceAnswer { owner: string; slug: string; tip: string }
interface ProposalAnswer { number: number; head: string; iterations: number }

const token = () => randomBytes(6).toString('hex')
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
const paragraphs = 14

const fiche = (title: string) => `---
type: outil-animation
titre: ${title}
resume: Une fiche que plusieurs personnes changent à la fois.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
---

## Déroulé

${Array.from({ length: paragraphs }, (_, n) => `Passage ${n} : ${token()}.`).join('\n\n')}
`
const changed = (text: string): string => text.replace(new RegExp(`Passage ${Math.floor(Math.random() * paragraphs)} : .*`), (line) => `${line.split(' : ')[0]} : ${token()} ${token()}.`)

/** A refusal (a rule, a moved fiche) is part of life; anything the server did not answer is no acknowledgement. */
class NotDone extends Error {}

export class Crowd {
  readonly acknowledged: Acknowledged[] = []
  readonly counts = new Map<string, number>()
  readonly #addresses: string[] = []
  readonly #open: { at: string; number: number }[] = []
  #isOver = false

  constructor(private readonly instance: Instance, private readonly people: { readonly steward: Account; readonly proposer: Account; readonly reader: Account }, private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
  }

  /** Everybody at once, until `stop`. Failures by the kill are expected; a 500 answered by a living server is not, and is thrown. */
  async live(workers: number): Promise<void> {
    this.#isOver = false
    await Promise.all(Array.from({ length: workers }, async (_, n) => {
      while (!this.#isOver) {
        const name = this.#addresses.length < 2 ? 'create' : (pick(gestures) ?? 'propose')
        try {
          await this.#gesture(name, n)
          this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
        } catch (error) {
          if (!(error instanceof NotDone)) throw error
          if (!this.#isOver) await new Promise((go) => setTimeout(go, 20))
        }
      }
    }))
  }

  stop(): void { this.#isOver = true }

  async #gesture(name: (typeof gestures)[number], worker: number): Promise<void> {
    const { steward, proposer, reader } = this.people
    const at = pick(this.#addresses) ?? ''
    switch (name) {
      case 'create': {
        const made = await this.#api<ResourceAnswer>(steward, 'POST', '/resources', { owner: steward.handle, text: fiche(`Fiche ${token()}`) })
        this.#addresses.push(`${made.owner}/${made.slug}`)
        this.acknowledged.push({ kind: 'created', at: `${made.owner}/${made.slug}`, tip: made.tip })
        return
      }
      case 'adapt': {
        const made = await this.#api<ResourceAnswer>(proposer, 'POST', `/resources/${at}/adaptations`, { owner: proposer.handle, title: `Adaptation ${token()}`, reason: 'public' })
        this.acknowledged.push({ kind: 'created', at: `${made.owner}/${made.slug}`, tip: made.tip, origin: at })
        return
      }
      case 'publish': {
        const { text, version } = await this.#text(at)
        const { commit } = await this.#api<{ commit: string }>(steward, 'POST', `/resources/${at}/versions`, { base: version, text: changed(text), reason: `Publier ${token()}` })
        this.acknowledged.push({ kind: 'published', at, commit })
        return
      }
      case 'propose': {
        const { text, version } = await this.#text(at)
        const made = await this.#api<ProposalAnswer>(proposer, 'POST', `/resources/${at}/merge-requests`, { base: version, text: changed(text), title: `Proposer ${token()}`, reason: '' })
        this.#open.push({ at, number: made.number })
        this.acknowledged.push({ kind: 'proposed', at, number: made.number, iteration: 1, head: made.head })
        return
      }
      case 'update': {
        const one = this.#someOpen()
        const { text } = await this.#text(one.at)
        const made = await this.#api<ProposalAnswer>(proposer, 'POST', `/resources/${one.at}/merge-requests/${one.number}/iterations`, { text: changed(text), message: `Encore ${token()}` })
        this.acknowledged.push({ kind: 'proposed', at: one.at, number: one.number, iteration: made.iterations, head: made.head })
        return
      }
      case 'verdict': {
        const one = this.#someOpen()
        const text = token()
        await this.#api(reader, 'POST', `/resources/${one.at}/merge-requests/${one.number}/verdicts`, { verdict: 'consent', text })
        this.acknowledged.push({ kind: 'said', at: one.at, number: one.number, text })
        return
      }
      case 'merge': {
        const one = this.#someOpen()
        const { commit } = await this.#api<{ commit: string }>(steward, 'POST', `/resources/${one.at}/merge-requests/${one.number}/merge`, {})
        this.#open.splice(this.#open.indexOf(one), 1)
        this.acknowledged.push({ kind: 'merged', at: one.at, number: one.number, commit })
        return
      }
      case 'clone': {
        await this.#inClone(worker, at, async () => undefined)
        return
      }
      case 'push': {
        await this.#inClone(worker, at, async (dir) => {
          const commit = await this.#commit(dir)
          await this.#git(dir, 'push', this.#address(steward, at), 'HEAD:main')
          this.acknowledged.push({ kind: 'pushed', at, commit, by: steward.handle })
          const tag = `v1.${token()}`
          await this.#git(dir, 'push', this.#address(steward, at), `HEAD:refs/tags/${tag}`)
          this.acknowledged.push({ kind: 'tagged', at, tag, commit })
        })
        return
      }
      case 'push-proposal': {
        await this.#inClone(worker, at, async (dir) => {
          const commit = await this.#commit(dir)
          const { stderr } = await this.#git(dir, 'push', this.#address(reader, at), 'HEAD:refs/for/main')
          const number = Number(/propositions\/(\d+)/.exec(stderr)?.[1])
          this.acknowledged.push({ kind: 'proposed', at, number, iteration: 0, head: commit })
        })
      }
    }
  }

  #someOpen(): { at: string; number: number } {
    const one = pick(this.#open)
    if (!one) throw new NotDone()
    return one
  }

  #text(at: string): Promise<{ text: string; version: string }> { return this.#api(undefined, 'GET', `/resources/${at}/text`) }

  async #api<T>(who: Account | undefined, method: 'GET' | 'POST', address: string, body?: object): Promise<T> {
    const response = await fetch(`${this.instance.url}/api/v1${address}`, {
      method, headers: { accept: 'application/json', ...(who && { authorization: `Bearer ${who.token}` }), ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => { throw new NotDone(String(error)) })
    const text = await response.text().catch((error: unknown) => { throw new NotDone(String(error)) })
    if (response.status >= 500 && response.status !== 503) throw new Error(`${method} ${address}: ${response.status} ${text}\n${this.instance.said}`)
    if (!response.ok) throw new NotDone(`${response.status} ${text}`)
    try { return JSON.parse(text) as T } catch { throw new NotDone('half an answer') }
  }

  #address(who: Account | undefined, at: string): string { return `${who ? this.instance.url.replace('://', `://${who.handle}:${who.token}@`) : this.instance.url}/${at}.git` }

  async #inClone(worker: number, at: string, work: (dir: string) => Promise<void>): Promise<void> {
    const dir = path.join(this.folder, `clone-${worker}-${token()}`)
    try {
      await this.#git(this.folder, 'clone', '-q', this.#address(undefined, at), dir)
      await work(dir)
    } finally { rmSync(dir, { recursive: true, force: true }) }
  }

  async #commit(dir: string): Promise<string> {
    const file = path.join(dir, 'README.md')
    writeFileSync(file, changed(readFileSync(file, 'utf8')))
    await this.#git(dir, 'commit', '-qam', `Par Git ${token()}`)
    return (await this.#git(dir, 'rev-parse', 'HEAD')).stdout.trim()
  }

  async #git(cwd: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
    const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_AUTHOR_NAME: 'Lou', GIT_AUTHOR_EMAIL: 'lou@exemple.invalid', GIT_COMMITTER_NAME: 'Lou', GIT_COMMITTER_EMAIL: 'lou@exemple.invalid' }
    return run('git', args, { cwd, env, timeout: 60_000 }).catch((error: { stderr?: string }) => { throw new NotDone(error.stderr ?? String(error)) })
  }
}

const gestures = ['create', 'adapt', 'adapt', 'publish', 'publish', 'propose', 'propose', 'propose', 'update', 'verdict', 'merge', 'merge', 'push', 'push', 'push-proposal', 'clone'] as const
