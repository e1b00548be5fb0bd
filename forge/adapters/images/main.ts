/**
 * The process that makes pictures anew: loading the image library and decoding what somebody sent happen away from the server, which a hostile
 * file can then neither hold nor take down. Answers one question at a time; lives as long as the channel.
 */
import { writeFileSync } from 'node:fs'
import type { Preparation } from '../../domain/picture.js'
import { prepareFile } from './prepare.js'

export interface PictureQuestion { readonly file: string; readonly start: Uint8Array }
export type PictureAnswer = Preparation

// Where memory runs out, this process is the one to lose (Linux; elsewhere there is no such file).
try { writeFileSync('/proc/self/oom_score_adj', '1000') } catch { /* not there, or not allowed */ }

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { /* the server decides */ })
process.on('disconnect', () => process.exit(0))
process.on('message', ({ file, start }: PictureQuestion) => {
  void prepareFile(file, start).then((answer: PictureAnswer) => { if (process.connected) process.send?.(answer, undefined, undefined, () => { /* the server is gone: `disconnect` follows */ }) })
})
