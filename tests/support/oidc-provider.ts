/** A real OpenID Connect provider on a free port of 127.0.0.1, whose login is a plain form that believes anybody. */
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type Configuration } from 'oidc-provider'

export interface Account { readonly sub: string; readonly email?: string; readonly email_verified?: boolean; readonly name?: string }
export interface TestProvider {
  readonly issuer: string
  readonly accounts: Map<string, Account>
  /** From the authorization address to the address the provider sends the browser back to, signed in as `sub`. */
  authorize(url: string, sub: string): Promise<string>
  close(): Promise<void>
}

export async function aProvider(client: { readonly id: string; readonly secret: string; redirectUri(): string }): Promise<TestProvider> {
  const accounts = new Map<string, Account>()
  const server: Server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const configuration: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUri()], response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ ...(accounts.get(id) ?? { sub: id }) }) }),
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: true } },
  }
  const provider = new Provider(issuer, configuration)
  server.on('request', provider.callback())
  return {
    issuer, accounts,
    async authorize(url, sub) {
      const jar = new Map<string, string>()
      let next = url
      for (let hop = 0; hop < 20; hop += 1) {
        if (!next.startsWith(issuer)) return next
        const ask = (init: RequestInit = {}) => fetch(next, { ...init, redirect: 'manual', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } })
        let response = await ask()
        if (response.status === 200) {
          const page = await response.text()
          const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
          if (prompt === undefined) throw new Error(page)
          response = await ask({ method: 'POST', body: new URLSearchParams({ prompt, login: sub, password: 'x' }) })
        }
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
          if (value === '') jar.delete(name)
          else jar.set(name, value)
        }
        next = new URL(response.headers.get('location') ?? '', next).href
      }
      throw new Error('the provider goes round in circles')
    },
    close: () => new Promise((resolve) => { server.close(() => { resolve() }); server.closeAllConnections() }),
  }
}
