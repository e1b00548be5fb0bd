import { promises as dns } from 'node:dns'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { ForgeError } from '../../../domain/errors.js'
import type { ImportLocation } from '../../../domain/importing.js'

/** What `git fetch` is given for a location, and what is said of it. */
export interface FetchFrom {
  readonly name: string
  /** The argument after `--`. */
  readonly from: string
  readonly protocols: readonly string[]
  readonly config: readonly string[]
}

/** Ranges of addresses that an import may read: the public Internet, nothing else. */
export function isPublicAddress(text: string): boolean {
  let address: ipaddr.IPv4 | ipaddr.IPv6
  try { address = ipaddr.process(text) } catch { return false }
  if (address.kind() === 'ipv6') {
    // Addresses that carry an IPv4 one lead wherever that one leads.
    const carried = carriedIpv4(address as ipaddr.IPv6)
    if (carried !== undefined) return isPublicAddress(carried)
  }
  return address.range() === 'unicast'
}

/** The IPv4 address inside a NAT64 (RFC 6052) or 6to4 (RFC 3056) one. */
function carriedIpv4(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray()
  const range = address.range()
  if (range === 'rfc6052') return bytes.slice(12).join('.')
  if (range === '6to4') return bytes.slice(2, 6).join('.')
  return undefined
}

export interface AddressPolicy {
  readonly allowPrivate: boolean
  /** How names become addresses; the system's resolver by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

const systemResolver = async (host: string): Promise<readonly string[]> => (await dns.lookup(host, { all: true, verbatim: true })).map((found) => found.address)

/**
 * Checks an address to import from, and pins the name in it to the addresses that were checked, so that a second answer of the
 * name server cannot lead elsewhere. Refuses `invalid`: other protocols, credentials in the address, private networks; `unavailable`
 * when the name is unknown.
 */
export async function fetchFromUrl(text: string, policy: AddressPolicy): Promise<FetchFrom> {
  let url: URL
  try { url = new URL(text) } catch { throw new ForgeError('invalid', 'import.address_malformed') }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy.allowPrivate)) throw new ForgeError('invalid', 'import.https_only', { protocol: url.protocol.replace(/:$/, '') })
  if (url.username !== '' || url.password !== '') throw new ForgeError('invalid', 'import.no_credentials')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '') throw new ForgeError('invalid', 'import.address_malformed')
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  const isLiteral = ipaddr.isValid(host)
  let addresses: readonly string[]
  try { addresses = isLiteral ? [host] : await (policy.resolve ?? systemResolver)(host.replace(/\.$/, '')) } catch { addresses = [] }
  if (addresses.length === 0) throw new ForgeError('unavailable', 'import.host_unknown', { host })
  // One private address among public ones is enough to be led astray.
  if (!policy.allowPrivate && !addresses.every(isPublicAddress)) throw new ForgeError('invalid', 'import.private_address', { host })
  url.hash = ''
  url.search = ''
  const pinned = addresses.map((address) => (address.includes(':') ? `[${address}]` : address)).join(',')
  return {
    name: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`,
    from: url.href,
    protocols: policy.allowPrivate ? ['https', 'http'] : ['https'],
    config: [
      'http.followRedirects=false', 'http.lowSpeedLimit=1000', 'http.lowSpeedTime=60', 'credential.helper=', 'http.emptyAuth=false', 'http.proxy=',
      ...(isLiteral ? [] : [`http.curloptResolve=${host}:${port}:${pinned}`]),
    ],
  }
}

const bundleSignature = /^# v[23] git bundle\n/

async function fetchFromBundle(file: string, name: string | undefined): Promise<FetchFrom> {
  const handle = await fs.open(file, 'r').catch(() => undefined)
  if (!handle) throw new ForgeError('not_found', 'import.file_missing', { path: file })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0)
    if (!bundleSignature.test(buffer.toString('latin1', 0, bytesRead))) throw new ForgeError('invalid', 'import.not_a_bundle', { path: path.basename(name ?? file) })
  } finally { await handle.close() }
  return { name: path.basename(name ?? file), from: path.resolve(file), protocols: ['file'], config: [] }
}

async function fetchFromFolder(dir: string): Promise<FetchFrom> {
  const full = path.resolve(dir)
  const isRepository = async (candidate: string) => (await fs.stat(path.join(candidate, 'objects')).catch(() => undefined))?.isDirectory() === true && (await fs.stat(path.join(candidate, 'HEAD')).catch(() => undefined)) !== undefined
  const dotGit = path.join(full, '.git')
  // A linked work tree has a file there that says where its repository is: Git follows it.
  const isWorkTree = (await fs.stat(dotGit).catch(() => undefined)) !== undefined
  if (!isWorkTree && !await isRepository(full)) throw new ForgeError('invalid', 'import.not_a_repository', { path: dir })
  if ((await fs.stat(path.join(isWorkTree ? dotGit : full, 'shallow')).catch(() => undefined)) !== undefined) throw new ForgeError('invalid', 'import.shallow')
  const name = path.basename(full) === '.git' ? path.basename(path.dirname(full)) : path.basename(full)
  return { name, from: full, protocols: ['file'], config: [] }
}

export async function fetchFrom(location: ImportLocation, policy: AddressPolicy): Promise<FetchFrom> {
  switch (location.kind) {
    case 'url': return fetchFromUrl(location.url, policy)
    case 'bundle': return fetchFromBundle(location.file, location.name)
    case 'folder': return fetchFromFolder(location.dir)
  }
}
