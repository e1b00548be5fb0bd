import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test, vi } from 'vitest'
import { openPictures } from '../../../forge/adapters/images/pictures.js'
import type { Preparation } from '../../../forge/domain/picture.js'
import { bomb, grainy, moving, photograph, plain } from '../../support/pictures.js'
import { fc } from '../../support/fast-check.js'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'images-'))
const pictures = openPictures({ dataDir })
afterAll(() => { rmSync(dataDir, { recursive: true, force: true }) })

async function* blocks(bytes: Uint8Array, size = 64_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const prepare = (bytes: Uint8Array, maxBytes = 20 * 1024 * 1024): Promise<Preparation> => pictures.prepare(blocks(bytes), { maxBytes })
const kept = async (bytes: Uint8Array) => {
  const done = await prepare(bytes)
  if (done.kind !== 'ready') throw new Error(done.why)
  return done.picture
}
const leftovers = (): string[] => (existsSync(path.join(dataDir, 'run/images')) ? readdirSync(path.join(dataDir, 'run/images')) : [])

test('should turn a photograph upright and keep nothing of where, when and with what it was taken', async () => {
  const file = await photograph(900, 600)
  expect((await sharp(file).metadata()).exif?.toString('latin1')).toContain('Camille Exemple')
  const picture = await kept(file)
  expect([picture.width, picture.height]).toEqual([600, 900])
  const said = await sharp(picture.bytes).metadata()
  expect([said.format, said.exif, said.xmp, said.iptc, said.icc, said.orientation]).toEqual(['webp', undefined, undefined, undefined, undefined, undefined])
  expect(Buffer.from(picture.bytes).toString('latin1')).not.toMatch(/EXIF|Camille|Appareil/)
})

test('should make large pictures smaller, and small ones no larger', async () => {
  const wide = await kept(await plain(4000, 1000).jpeg().toBuffer())
  expect([wide.width, wide.height]).toEqual([1600, 400])
  const small = await kept(await plain(320, 200).png().toBuffer())
  expect([small.width, small.height]).toEqual([320, 200])
})

test('should read what browsers show, whatever the file is called', async () => {
  const shapes = [await plain(40, 30).jpeg().toBuffer(), await plain(40, 30).png().toBuffer(), await plain(40, 30).webp().toBuffer(), await plain(40, 30).gif().toBuffer(), await plain(40, 30).avif({ effort: 0 }).toBuffer()]
  for (const shape of shapes) expect((await kept(shape)).width).toBe(40)
})

test('should keep a drawing exactly, with what is transparent in it', async () => {
  const drawing = await sharp({ create: { width: 200, height: 120, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([{ input: await plain(50, 50, { r: 12, g: 34, b: 56 }).png().toBuffer(), left: 20, top: 20 }]).png().toBuffer()
  const { bytes } = await kept(drawing)
  const seen = await sharp(bytes).raw().toBuffer()
  const was = await sharp(drawing).raw().toBuffer()
  expect(Buffer.compare(seen, was)).toBe(0)
})

test('should keep the first view of a picture that moves, and say so', async () => {
  const picture = await kept(await moving())
  expect(picture.wasMoving).toBe(true)
  expect((await sharp(picture.bytes).metadata()).pages ?? 1).toBe(1)
})

test('should drop what hides behind a picture', async () => {
  const { bytes } = await kept(Buffer.concat([await photograph(), Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]))
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/<script|PK\u0003\u0004/)
})

test.each([
  ['nothing', async () => Buffer.alloc(0), 'empty'],
  ['a text', async () => Buffer.from('Bonjour'), 'not_a_picture'],
  ['a page that calls itself a picture', async () => Buffer.from('<!doctype html><img src=x onerror=alert(1)>'), 'not_a_picture'],
  ['a drawing made of code', async () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'vector'],
  ['a PDF', async () => Buffer.from('%PDF-1.7\n'), 'not_a_picture'],
  ['a TIFF', async () => plain(10, 10).tiff().toBuffer(), 'not_a_picture'],
  ['a telephone’s HEIC', async () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]), 'heic'],
  ['half a photograph', async () => { const file = await photograph(); return file.subarray(0, file.length >> 1) }, 'damaged'],
  ['half a drawing', async () => { const file = await grainy(300, 200).png().toBuffer(); return file.subarray(0, file.length >> 1) }, 'damaged'],
  ['the first bytes of a photograph, then noise', async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]), 'damaged'],
  ['a hundred kilobytes that unfold into 900 million pixels', async () => bomb(30_000, 30_000), 'too_large'],
] as const)('should refuse %s and keep nothing', async (_what, file, why) => {
  expect(await prepare(await file())).toEqual({ kind: 'refused', why })
  expect(leftovers()).toEqual([])
})

test('should read a file that is too heavy to its end, and keep nothing of it', async () => {
  let read = 0
  async function* heavy(): AsyncGenerator<Uint8Array> { for (let n = 0; n < 50; n += 1) { read += 1; yield new Uint8Array(1024 * 1024) } }
  expect(await pictures.prepare(heavy(), { maxBytes: 20 * 1024 * 1024 })).toEqual({ kind: 'refused', why: 'too_heavy' })
  expect(read).toBe(50)
  expect(leftovers()).toEqual([])
})

test('should keep nothing of a file whose sending stopped', async () => {
  async function* cut(): AsyncGenerator<Uint8Array> { yield new Uint8Array(10); throw new Error('aborted') }
  await expect(pictures.prepare(cut(), { maxBytes: 100 })).rejects.toThrow('aborted')
  expect(leftovers()).toEqual([])
})

test('should answer in words for any damage done to a picture', async () => {
  const files = [await photograph(120, 80), await grainy(60, 40).png().toBuffer(), await moving(), await plain(40, 30).webp().toBuffer()]
  await fc.assert(fc.asyncProperty(fc.nat(files.length - 1), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }), fc.boolean(), fc.nat(), async (which, changes, isCut, cut) => {
    const file = Buffer.from(files[which]!)
    for (const [at, byte] of changes) file[at % file.length] = byte
    const answer = await prepare(isCut ? file.subarray(0, cut % file.length) : file)
    if (answer.kind === 'ready') expect((await sharp(answer.picture.bytes).metadata()).format).toBe('webp')
    expect(leftovers()).toEqual([])
  }), { numRuns: 120 })
})

test('should take a file that its process does not survive for damaged, and read the next one', async () => {
  const file = await photograph(900, 600)
  const children = (): string[] => execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n').filter((line) => line.includes('adapters/images/main.js')).map((line) => line.trim().split(' ')[0] ?? '')
  const slow = prepare(await grainy(4000, 4000).png({ compressionLevel: 1 }).toBuffer(), 100 * 1024 * 1024)
  // As soon as it works on it.
  await vi.waitFor(() => { expect(leftovers().length).toBe(1) })
  await new Promise((resolve) => { setTimeout(resolve, 150) })
  for (const pid of children()) process.kill(Number(pid), 'SIGKILL')
  expect(['damaged', undefined]).toContain(await slow.then((done) => (done.kind === 'refused' ? done.why : undefined)))
  expect((await kept(file)).width).toBe(600)
  expect(leftovers()).toEqual([])
})
