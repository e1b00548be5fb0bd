/** Files such as people send, and such as nobody should. */
import { crc32 as zlibCrc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

export interface Colour { readonly r: number; readonly g: number; readonly b: number }
const orange: Colour = { r: 200, g: 120, b: 40 }

export const plain = (width: number, height: number, colour = orange): Sharp => sharp({ create: { width, height, channels: 3, background: colour } })
/** As detailed as a photograph: it does not compress away. */
export const grainy = (width: number, height: number): Sharp => sharp({ create: { width, height, channels: 3, background: orange, noise: { type: 'gaussian', mean: 128, sigma: 30 } } })

/** A photograph held sideways, that says where, when and with what it was taken. */
export const photograph = (width = 900, height = 600): Promise<Buffer> => grainy(width, height)
  .withExif({ IFD0: { Make: 'Appareil', Artist: 'Camille Exemple' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '2/1 21/1 5/1' } })
  .withMetadata({ orientation: 6 }).jpeg().toBuffer()

export const moving = async (): Promise<Buffer> => sharp([await plain(60, 40).png().toBuffer(), await plain(60, 40, { r: 0, g: 0, b: 255 }).png().toBuffer()], { join: { animated: true } }).gif().toBuffer()

/** A small PNG file that unfolds into as many pixels as asked, one bit each. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** `zlib.crc32` is of Node 20.15 and 22.2 on; older 20s compute it. */
function crc32(bytes: Buffer): number {
  if (typeof zlibCrc32 === 'function') return zlibCrc32(bytes)
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
