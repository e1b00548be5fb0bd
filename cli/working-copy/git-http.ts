/** What isomorphic-git needs of HTTP: requests through the person's proxy, and the push options it does not know itself. */
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git'
import { request } from '../network.js'

/** A client for `http:` of isomorphic-git. `pushOptions` go with the push as `git push -o` sends them (gitprotocol-pack). */
export function gitHttp(pushOptions: readonly string[] = []): HttpClient {
  return {
    async request({ url, method = 'GET', headers = {}, body }: GitHttpRequest): Promise<GitHttpResponse> {
      const parts: Uint8Array[] = []
      if (body) for await (const part of body) parts.push(part)
      let sent: Buffer<ArrayBuffer> | undefined = parts.length === 0 ? undefined : Buffer.concat(parts)
      if (sent && pushOptions.length > 0 && url.endsWith('/git-receive-pack')) sent = withPushOptions(sent, pushOptions)
      const response = await request(url, { method, headers: { ...headers, 'Accept-Language': 'fr' }, redirect: 'follow', ...(sent && { body: sent }) })
      return {
        url: response.url, method, statusCode: response.status, statusMessage: response.statusText, headers: Object.fromEntries(response.headers),
        body: chunks(response.body),
      }
    },
  }
}

async function* chunks(body: ReadableStream<Uint8Array> | null): AsyncIterableIterator<Uint8Array> {
  if (body) for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) yield chunk
}

const packet = (text: string): Buffer => { const bytes = Buffer.from(text, 'utf8'); return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]) }
const flush = Buffer.from('0000')

/** Commands, flush, pack → commands with the capability, flush, options, flush, pack. */
function withPushOptions(body: Buffer<ArrayBuffer>, options: readonly string[]): Buffer<ArrayBuffer> {
  const commands: string[] = []
  let at = 0
  for (;;) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (Number.isNaN(length)) return body
    if (length < 4) { at += 4; break }
    commands.push(body.toString('utf8', at + 4, at + length))
    at += length
  }
  const [first = '', ...others] = commands
  const said = first.includes('\0') ? `${first.trimEnd()} push-options` : `${first.trimEnd()}\0 push-options`
  return Buffer.concat([packet(`${said}\n`), ...others.map(packet), flush, ...options.map((option) => packet(`${option}\n`)), flush, body.subarray(at)])
}
