/** Every page of a site that a reader can reach from some addresses, whole. */
import { unzipped } from './zip.js'
import type { Visitor } from './visitor.js'

export interface Crawled { readonly path: string; readonly status: number; readonly text: string }

const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', '\'').replaceAll('&quot;', '"')

/** Reads `from`, then whatever they link to that `follows`, each once, at most `most`; archives file by file. */
export async function crawl(visitor: Visitor, from: readonly string[], follows: (path: string) => boolean, most = 400): Promise<Crawled[]> {
  const wanted = [...from]
  const seen = new Set(wanted)
  const read: Crawled[] = []
  for (let path = wanted.shift(); path !== undefined && read.length < most; path = wanted.shift()) {
    if (path.includes('.zip')) {
      const response = await fetch(new URL(path, visitor.base), { headers: { cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })
      for (const [name, bytes] of unzipped(Buffer.from(await response.arrayBuffer()))) read.push({ path: `${path}!${name}`, status: response.status, text: bytes.toString('utf8') })
      continue
    }
    const answer = await visitor.get(path)
    read.push({ path, status: answer.status, text: `${answer.text}\n${answer.location ?? ''}` })
    for (const [, found = ''] of answer.text.matchAll(/(?:href|action|src)="([^"#]+)/g)) {
      const url = new URL(unescaped(found), new URL(path, visitor.base))
      const next = url.pathname + url.search
      if (url.origin === visitor.base && !seen.has(next) && follows(next)) { seen.add(next); wanted.push(next) }
    }
  }
  return read
}
