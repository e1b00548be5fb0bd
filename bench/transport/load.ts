/**
 * Clones without a Git client, as many as the server gives: what one client process costs would hide the server. Run as a process of its
 * own: `node load.js '{"url","want","clients","ms","fresh"}'` → `{"clones","p50"}`. With `fresh` no two requests are the same.
 */
import { Pool } from 'undici'

const asked = JSON.parse(process.argv[2] ?? '{}') as { url: string; want: string; clients: number; ms: number; fresh: boolean }
const packet = (line: string) => (line.length + 4).toString(16).padStart(4, '0') + line
const { origin, pathname } = new URL(asked.url)
const pool = new Pool(origin, { connections: asked.clients, pipelining: 1 })
const headers = { 'git-protocol': 'version=2' }
let made = 0

const body = (command: string, lines: readonly string[]) => {
  made += 1
  const agent = asked.fresh ? packet(`agent=bench/${process.pid}.${made}\n`) : packet('agent=bench\n')
  return `${packet(`command=${command}\n`)}${agent}${packet('object-format=sha1\n')}0001${lines.map((line) => packet(`${line}\n`)).join('')}0000`
}
async function post(content: string): Promise<number> {
  const { statusCode, body: answer } = await pool.request({ path: `${pathname}/git-upload-pack`, method: 'POST', headers: { ...headers, 'content-type': 'application/x-git-upload-pack-request', accept: 'application/x-git-upload-pack-result' }, body: content })
  const bytes = (await answer.arrayBuffer()).byteLength
  if (statusCode !== 200) throw new Error(`${asked.url}: ${statusCode}`)
  return bytes
}
async function clone(): Promise<void> {
  const { statusCode, body: answer } = await pool.request({ path: `${pathname}/info/refs?service=git-upload-pack`, method: 'GET', headers })
  await answer.arrayBuffer()
  if (statusCode !== 200) throw new Error(`${asked.url}: ${statusCode}`)
  await post(body('ls-refs', ['peel', 'symrefs', 'ref-prefix HEAD', 'ref-prefix refs/heads/', 'ref-prefix refs/tags/']))
  if (await post(body('fetch', ['no-progress', 'ofs-delta', `want ${asked.want}`, 'done'])) < 1000) throw new Error(`${asked.url} sent no pack`)
}

await clone()
const times: number[] = []
const until = performance.now() + asked.ms
const start = performance.now()
await Promise.all(Array.from({ length: asked.clients }, async () => {
  while (performance.now() < until) {
    const at = performance.now()
    await clone()
    times.push(performance.now() - at)
  }
}))
const seconds = (performance.now() - start) / 1000
times.sort((a, b) => a - b)
console.log(JSON.stringify({ clones: times.length / seconds, p50: times[Math.floor(times.length / 2)] }))
await pool.close()
