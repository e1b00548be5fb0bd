import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ForgeError } from '../../../domain/errors.js'

/** The request's bytes, decompressed when Git compressed them. A malformed stream becomes an error of the stream. */
export function bodyOf(req: IncomingMessage): Readable {
  if (!/^(x-)?gzip$/i.test(req.headers['content-encoding'] ?? '')) return req
  const plain = createGunzip()
  req.on('error', (error) => plain.destroy(error))
  req.on('aborted', () => plain.destroy(new Error('aborted')))
  return req.pipe(plain)
}

/** A whole body of at most `limit` bytes once decompressed, within a minute. Refuses `too_large`, `invalid` when it is not what it says. */
export async function wholeBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const late = setTimeout(() => { req.destroy() }, 60_000)
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Stopping early must not end the connection: the refusal goes through it.
    for await (const chunk of bodyOf(req).iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw new ForgeError('too_large', 'request.too_large')
      chunks.push(chunk)
    }
  } catch (error) {
    if (/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw new ForgeError('invalid', 'request.malformed')
    throw error
  } finally { clearTimeout(late) }
  return Buffer.concat(chunks)
}

/** Headers of every smart HTTP answer (gitprotocol-http): never cached on the way. */
export const gitHeaders = (contentType: string) => ({
  'Content-Type': contentType, 'Cache-Control': 'no-cache, max-age=0, must-revalidate', Expires: 'Fri, 01 Jan 1980 00:00:00 GMT', Pragma: 'no-cache',
})

/** Writes, and waits when the client is slow; false when it is gone. */
export function sendOn(res: ServerResponse, chunk: Uint8Array): Promise<boolean> {
  if (res.destroyed || res.writableEnded) return Promise.resolve(false)
  if (res.write(chunk)) return Promise.resolve(true)
  return new Promise((resolve) => {
    const drained = () => { res.off('close', closed); resolve(true) }
    const closed = () => { res.off('drain', drained); resolve(false) }
    res.once('drain', drained)
    res.once('close', closed)
  })
}
