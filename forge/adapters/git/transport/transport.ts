import path from 'node:path'
import { mkdirSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RepoId } from '../../../domain/git.js'
import type { Actor } from '../../../domain/person.js'
import type { PushGate } from '../../../domain/push.js'
import type { GitStoreHandle } from '../store.js'
import { writeHooks } from './hooks.js'
import { ReceivePack } from './receive.js'
import { UploadPack } from './upload.js'

/** Git's smart HTTP over an open store. The gate decides what pushes may do. */
export function openGitTransport(parts: {
  readonly store: GitStoreHandle
  readonly dataDir: string
  readonly gate: PushGate
  readonly maxBytes: number
  sentence(key: string, details?: Readonly<Record<string, unknown>>): string
  onError(error: unknown): void
}) {
  const { store } = parts
  const runRoot = path.join(path.resolve(parts.dataDir), 'run')
  const talkRoot = path.join(runRoot, 'talks')
  rmSync(talkRoot, { recursive: true, force: true })
  mkdirSync(talkRoot, { recursive: true, mode: 0o700 })
  const upload = new UploadPack({ engine: store.engine, repoDir: (repo) => store.repoDir(repo), refsState: (repo) => store.refsState(repo) })
  const receive = new ReceivePack({
    engine: store.engine, hooksPath: writeHooks(runRoot), talkRoot, repoDir: (repo) => store.repoDir(repo), refsMoved: (repo) => { store.refsMoved(repo) }, keep: (repo) => store.keep(repo), marked: (repo, work) => store.marked(repo, work),
    gate: parts.gate, maxBytes: parts.maxBytes, sentence: (key, details) => parts.sentence(key, details), onError: (error) => { parts.onError(error) },
  })
  return {
    advertiseUpload: (req: IncomingMessage, res: ServerResponse, repo: RepoId) => upload.advertise(req, res, repo),
    upload: (req: IncomingMessage, res: ServerResponse, repo: RepoId) => upload.answer(req, res, repo),
    advertiseReceive: (_req: IncomingMessage, res: ServerResponse, repo: RepoId) => receive.advertise(res, repo),
    receive: (req: IncomingMessage, res: ServerResponse, repo: RepoId, actor: Actor) => receive.answer(req, res, repo, actor),
  }
}
