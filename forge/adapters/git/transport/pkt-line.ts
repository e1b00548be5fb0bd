/** Git's packet lines (gitprotocol-common): four hexadecimal digits of length, then the payload; `0000` is a flush. */

export const flush = Buffer.from('0000')

export function packet(payload: string | Uint8Array): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

/** A sideband-2 message: what the terminal shows after `remote: `. */
export const remoteSays = (sentence: string): Buffer => packet(`\u0002${sentence}\n`)

/** A sideband-3 message: a fatal refusal. */
export const remoteRefuses = (sentence: string): Buffer => packet(`\u0003${sentence}\n`)

export type Packet = { readonly kind: 'data'; readonly payload: Buffer } | { readonly kind: 'flush' }

/** Reads as many whole packets as `bytes` holds. `rest` is what is left; undefined when the bytes are not packet lines. */
export function readPackets(bytes: Buffer, atMost = Infinity): { packets: Packet[]; rest: Buffer } | undefined {
  const packets: Packet[] = []
  let at = 0
  while (packets.length < atMost && at + 4 <= bytes.length) {
    const digits = bytes.toString('latin1', at, at + 4)
    if (!/^[0-9a-f]{4}$/i.test(digits)) return undefined
    const length = parseInt(digits, 16)
    if (length < 4) { packets.push({ kind: 'flush' }); at += 4; continue }
    if (at + length > bytes.length) break
    packets.push({ kind: 'data', payload: bytes.subarray(at + 4, at + length) })
    at += length
  }
  return { packets, rest: bytes.subarray(at) }
}
