/** Somebody with a browser without script: follows forms, keeps cookies, sends Origin as browsers do. */

export interface Answer { readonly status: number; readonly url: string; readonly text: string; readonly headers: Headers; readonly location: string | undefined }

export interface Visitor {
  /** The site's own address. */
  readonly base: string
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Opens `page`, takes its form token, and sends `fields` to `action` (the page itself when absent). Redirects are not followed. */
  submit(page: string, fields: Record<string, string>, action?: string): Promise<Answer>
  /** Sends a form as is, with the headers given. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  /** Follows a redirect of this site. */
  follow(answer: Answer): Promise<Answer>
  /** Every Set-Cookie received, whole. */
  readonly received: string[]
}

export const csrfOf = (page: string): string => /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''

export function aVisitor(base: string): Visitor {
  const cookies = new Map<string, string>()
  const received: string[] = []
  async function ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const url = new URL(path, base)
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { 'accept-language': 'fr', ...(cookies.size > 0 && { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') }), ...init.headers } })
    for (const line of response.headers.getSetCookie()) {
      received.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: response.status, url: url.href, text: await response.text(), headers: response.headers, location: response.headers.get('location') ?? undefined }
  }
  const get: Visitor['get'] = (path, headers = {}) => ask(path, { headers: { accept: 'text/html', ...headers } })
  const post: Visitor['post'] = (path, fields, headers = {}) => ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html', origin: new URL(base).origin, 'sec-fetch-site': 'same-origin', ...headers } })
  return {
    base: new URL(base).origin, cookies, received, get, post,
    async submit(page, fields, action = page) {
      const { text } = await get(page)
      return post(action, { _csrf: csrfOf(text), ...fields })
    },
    follow: (answer) => get(answer.location ?? '/'),
  }
}
