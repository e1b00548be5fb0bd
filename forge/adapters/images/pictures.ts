import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Pictures, Preparation } from '../../domain/picture.js'
import { pictureProcess } from './process.js'

/** First bytes kept to say what a file that cannot be read looks like. */
const START_BYTES = 2000

/**
 * Prepares pictures in a folder that only lives as long as a run. A file goes to the disk as it comes, so that memory never holds more than
 * a few blocks of it; it is decoded in a process of its own, one picture at a time, and goes away whatever happened.
 */
export function openPictures({ dataDir }: { readonly dataDir: string }): Pictures {
  const folder = path.join(dataDir, 'run', 'images')
  rmSync(folder, { recursive: true, force: true })
  const prepared = pictureProcess()
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = before.then(work)
    before = done.catch(() => undefined)
    return done
  }
  return {
    async prepare(stream, { maxBytes }): Promise<Preparation> {
      mkdirSync(folder, { recursive: true })
      const file = path.join(folder, randomUUID())
      try {
        const { bytes, start } = await received(stream, file, maxBytes)
        if (bytes === 0) return { kind: 'refused', why: 'empty' }
        if (bytes > maxBytes) return { kind: 'refused', why: 'too_heavy' }
        return await inTurn(() => prepared({ file, start }))
      } finally {
        await rm(file, { force: true })
      }
    },
  }
}

/** Writes a stream to a file, at most so many bytes; the rest is read and dropped, so that what follows it can be read. */
async function received(stream: AsyncIterable<Uint8Array>, file: string, maxBytes: number): Promise<{ readonly bytes: number; readonly start: Uint8Array }> {
  const written = await open(file, 'wx', 0o600)
  let bytes = 0
  let start = new Uint8Array()
  try {
    for await (const chunk of stream) {
      if (start.length < START_BYTES) start = Buffer.concat([start, chunk.subarray(0, START_BYTES - start.length)])
      bytes += chunk.length
      if (bytes <= maxBytes) await written.write(chunk)
    }
  } finally {
    await written.close()
  }
  return { bytes, start }
}
