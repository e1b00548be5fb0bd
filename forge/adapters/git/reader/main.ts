/**
 * A reader process: libgit2 in a process of its own, so that a hostile object that crashes it or fills its memory never
 * takes the server. Says `ready` or `unusable`, then answers one request at a time; lives as long as the channel.
 */
import { writeFileSync } from 'node:fs'
import { ForgeError } from '../../../domain/errors.js'
import type { ReaderBackend, ReaderOperation } from './backend.js'

export interface ReaderRequest { readonly id: number; readonly operation: ReaderOperation; readonly args: readonly unknown[] }
export type ReaderReply =
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'refused'; readonly refusal: ForgeError['refusal']; readonly key: string; readonly details: ForgeError['details'] }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string }

const say = (message: unknown) => { if (process.connected) process.send?.(message, undefined, undefined, () => { /* the server is gone: `disconnect` follows */ }) }

// Where memory runs out, this process is the one to lose (Linux; elsewhere there is no such file).
try { writeFileSync('/proc/self/oom_score_adj', '1000') } catch { /* not there, or not allowed */ }

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { /* the server decides */ })

let backend: ReaderBackend | undefined
try {
  backend = (await import('./libgit2.js')).openLibgit2(process.argv[2] ?? '')
  say({ ready: true })
} catch (error) {
  say({ unusable: error instanceof Error ? error.message : String(error) })
}

process.on('disconnect', () => void backend?.close().finally(() => process.exit(0)))
process.on('message', (request: ReaderRequest) => void answer(request).then(say))

async function answer({ id, operation, args }: ReaderRequest): Promise<ReaderReply> {
  try {
    if (!backend) throw new Error('no backend')
    const value = await (backend[operation] as (...args: unknown[]) => Promise<unknown>)(...args)
    return { id, kind: 'value', value }
  } catch (error) {
    if (error instanceof ForgeError) return { id, kind: 'refused', refusal: error.refusal, key: error.key, details: error.details }
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
