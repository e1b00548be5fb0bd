import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RepoId } from '../domain/git.js'
import type { Actor } from '../domain/person.js'

/** Git's smart HTTP protocol (gitprotocol-http), once the address is resolved and the person known. Each answers the whole request. */
export interface GitTransport {
  advertiseUpload(req: IncomingMessage, res: ServerResponse, repo: RepoId): Promise<void>
  upload(req: IncomingMessage, res: ServerResponse, repo: RepoId): Promise<void>
  advertiseReceive(req: IncomingMessage, res: ServerResponse, repo: RepoId): Promise<void>
  receive(req: IncomingMessage, res: ServerResponse, repo: RepoId, actor: Actor): Promise<void>
}
