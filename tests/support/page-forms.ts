/** The form `#ecrire` of a page, as a browser without script posts it. */
import type { Visitor } from './visitor.js'

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')

/** Everything the form of a page would post untouched, as a browser does: text areas with CRLF, their first line break dropped. */
export function fieldsOf(page: string): [string, string][] {
  const form = /<form method="post"[^>]*id="ecrire"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const fields: [string, string][] = []
  for (const match of form.matchAll(/<input [^>]*>|<textarea[^>]*>([\s\S]*?)<\/textarea>|<select[^>]*>([\s\S]*?)<\/select>/g)) {
    const [whole, area, select] = match
    const name = unescaped(/ name="([^"]*)"/.exec(whole)?.[1] ?? '')
    if (area !== undefined) fields.push([name, unescaped(area.replace(/^\n/, '')).replace(/\r\n|\r|\n/g, '\r\n')])
    else if (select !== undefined) fields.push([name, unescaped(/<option value="([^"]*)" selected/.exec(select)?.[1] ?? /<option value="([^"]*)"/.exec(select)?.[1] ?? '')])
    else if (!/type="(checkbox|radio)"/.test(whole) || / checked/.test(whole)) fields.push([name, unescaped(/ value="([^"]*)"/.exec(whole)?.[1] ?? '')])
  }
  return fields
}

/** Sends fields as a browser does, several of one name included. Redirects are not followed. */
export async function send(visitor: Visitor, path: string, fields: readonly (readonly [string, string])[]) {
  const response = await fetch(new URL(path, visitor.base), { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields.map(([k, v]) => [k, v])), headers: { origin: visitor.base, accept: 'text/html', cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() }
}
