/** One way out to the network for everything the command line asks of a forge, through the person's proxy when they have one. */

const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']

export interface Asked { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Uint8Array<ArrayBuffer>; readonly redirect?: 'error' | 'follow' | 'manual' }
export type Answer = Pick<Response, 'status' | 'ok' | 'statusText' | 'headers' | 'text' | 'body' | 'url'>

/** `fetch`, honouring HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which Node's own ignores. */
export async function request(url: URL | string, asked: Asked): Promise<Answer> {
  if (!proxyNames.some((name) => (process.env[name] ?? '') !== '')) return fetch(url, asked)
  const { EnvHttpProxyAgent, fetch: proxied } = await import('undici')
  return await proxied(url, { ...asked, dispatcher: new EnvHttpProxyAgent() }) as unknown as Answer
}
