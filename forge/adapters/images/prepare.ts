import type { Preparation } from '../../domain/picture.js'
import { sharp } from './loaders.js'

/** Longest side kept, in pixels: twice the width of the text column, sharp on fine screens and on paper. */
const LONGEST_SIDE = 1600
/** Pixels decoded at most (height by width): the largest photographs of telephones, and nothing made to fill the memory. */
const MAX_PIXELS = 64_000_000
const TIMEOUT_SECONDS = 30
const QUALITY = 82

const reading = { failOn: 'error', limitInputPixels: MAX_PIXELS, sequentialRead: true } as const

/**
 * A picture made anew from the pixels of a file: turned upright, made smaller, in sRGB, without any of the file's own data (place, device,
 * name, thumbnail, whatever was hidden behind the image). WebP: one format for photographs, drawings and transparency, which every browser
 * reads and which weighs least; drawings are kept without loss where that is lighter. Only the first view of one that moves.
 */
export async function prepareFile(file: string, start: Uint8Array): Promise<Preparation> {
  try {
    const { format, pages = 1 } = await sharp(file, reading).metadata()
    const upright = sharp(file, reading).timeout({ seconds: TIMEOUT_SECONDS }).autoOrient().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    const { data, info } = await upright.clone().webp({ quality: QUALITY, effort: 4, smartSubsample: true }).toBuffer({ resolveWithObject: true })
    const exact = format === 'png' || format === 'gif' ? await upright.webp({ lossless: true, effort: 4 }).toBuffer() : undefined
    const bytes = exact !== undefined && exact.length <= data.length ? exact : data
    return { kind: 'ready', picture: { bytes: new Uint8Array(bytes), width: info.width, height: info.height, wasMoving: pages > 1 } }
  } catch (error) {
    return { kind: 'refused', why: refusalOf(error, start) }
  }
}

/** Whoever sent it is told what it is, as far as its first bytes say. */
function refusalOf(error: unknown, start: Uint8Array): Extract<Preparation, { kind: 'refused' }>['why'] {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit|too large|exceeds/i.test(message)) return 'too_large'
  const head = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, 2000)).toString('latin1')
  if (/<svg[\s>]/i.test(head)) return 'vector'
  if (/^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(head)) return 'heic'
  return /^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP|.{4}ftypavi[fs])/s.test(head) ? 'damaged' : 'not_a_picture'
}
