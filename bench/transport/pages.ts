/** Pages and gestures of the site beside what Debian packages do with the same history. */
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { aBench, aHistory, ficheText, git, gitEnv, interleaved, median, timed } from './fixture.js'
import { startPeers } from './peers.js'
import type { BenchOptions } from './transport.js'

const run = promisify(execFile)
const ratio = (a: number, b: number) => (a / b).toFixed(2)
const perPage = 20

export async function benchPages({ program, folder, rounds, note }: BenchOptions): Promise<string> {
  const source = await aHistory(folder, 'petite', { versions: 50 })
  const large = await aHistory(folder, 'moyenne', { versions: 10, megabytes: 16 })
  const bench = await aBench(program, folder)
  const { bare } = await bench.place(source, 'petite')
  const medium = await bench.place(large, 'moyenne')
  const peers = await startPeers(path.join(folder, 'peers'), bench.bareRoot)
  const { instance, account } = bench
  const lines = ['| | forge (ms) | beside (ms) | forge / beside |', '|---|---|---|---|']
  const row = (name: string, ours: number, theirs: number) => lines.push(`| ${name} | ${ours.toFixed(2)} | ${theirs.toFixed(2)} | ${ratio(ours, theirs)} |`)
  const page = async (url: string) => { const answer = await fetch(url, { headers: { accept: 'text/html', 'accept-language': 'fr' } }); const text = await answer.text(); if (!answer.ok || text.length < 2000) throw new Error(`${url}: ${answer.status}`) }
  const pages = (urls: readonly string[]) => timed(async () => { for (const url of urls) await page(url) }).then((ms) => ms / urls.length)
  const api = async <T>(address: string, body: object): Promise<T> => {
    const answer = await fetch(`${instance.url}/api/v1${address}`, { method: 'POST', headers: { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  try {
    const cgit = Array.from({ length: perPage }, () => `${peers.cgitUrl}/petite.git/tree/README.md`)
    const fiche = `${instance.url}/garance/petite`
    await pages([fiche, fiche, ...cgit])

    note('fiche page')
    const fresh: string[][] = []
    for (let n = 0; n < rounds; n += 1) {
      fresh.push([])
      for (let k = 0; k < perPage; k += 1) fresh[n]?.push((await api<{ url: string }>('/resources', { owner: 'garance', text: ficheText(`Fiche ${n} ${k}`, `${n}-${k}`) })).url)
    }
    const views = await interleaved(rounds, {
      kept: () => pages(Array.from({ length: perPage }, () => fiche)),
      assembled: (n) => pages(Array.from({ length: perPage }, (_, k) => `${fiche}?n=${n}-${k}`)),
      first: (n) => pages(fresh[n] ?? []),
      cgit: () => pages(cgit),
    })
    row('fiche page, kept, beside cgit’s file view', views.kept, views.cgit)
    row('fiche page, rendering kept', views.assembled, views.cgit)
    row('fiche page, seen for the first time', views.first, views.cgit)

    note('adaptations')
    const forks = path.join(folder, 'forks')
    mkdirSync(forks)
    const adapt = (slug: string, n: number) => timed(() => api(`/resources/garance/${slug}/adaptations`, { owner: 'garance', reason: 'public', slug: `a-${slug}-${n}` }))
    const copies = await interleaved(rounds, {
      small: (n) => adapt('petite', n), shared: (n) => timed(() => git(forks, 'clone', '-q', '--bare', '--shared', bare, `s-${n}.git`)),
      large: (n) => adapt('moyenne', n), whole: (n) => timed(() => git(forks, 'clone', '-q', '--bare', '--no-local', medium.bare, `w-${n}.git`)),
    })
    row('adaptation of a small fiche, beside git clone --bare --shared', copies.small, copies.shared)
    row('adaptation of 16 MB, beside git clone --bare --no-local', copies.large, copies.whole)

    note('web edit')
    const edits = await interleaved(rounds * 2, {
      forge: async (n) => {
        const { text, version } = await (await fetch(`${instance.url}/api/v1/resources/garance/petite/text`)).json() as { text: string; version: string }
        return timed(() => api('/resources/garance/petite/versions', { base: version, text: text.replace(/Une fiche pour mesurer.*/, `Une fiche pour mesurer ${n}.`), reason: 'Mesurer' }))
      },
      plumbing: async (n) => {
        const text = path.join(folder, 'edit.md')
        writeFileSync(text, readFileSync(path.join(source, 'README.md'), 'utf8').replace('mesurer.', `mesurer ${n}.`))
        return timed(() => plumbing(bare, text))
      },
    })
    row('publish a version, beside six Git commands', edits.forge, edits.plumbing)
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${instance.pid}/status`, 'utf8'))?.[1]) / 1024
    lines.push('', `Memory of the web process after all this: ${rss.toFixed(0)} MiB. Median of ${rounds} rounds; ${median([perPage])} pages a round.`)
    return lines.join('\n')
  } finally {
    await peers.stop()
    await bench.stop()
  }
}

/** One file changed in a bare repository by Git's own commands, one process each. */
async function plumbing(bare: string, file: string): Promise<void> {
  const plain = async (...args: string[]) => (await run('git', ['-C', bare, ...args], { env: gitEnv })).stdout.trim()
  const blob = await plain('hash-object', '-w', file)
  const parent = await plain('rev-parse', 'refs/heads/main')
  const entries = (await plain('ls-tree', parent)).split('\n').map((line) => line.replace(/[0-9a-f]{40}(\tREADME\.md)$/, `${blob}$1`))
  const tree = await new Promise<string>((resolve, reject) => {
    const child = execFile('git', ['-C', bare, 'mktree'], { env: gitEnv }, (error, stdout) => { if (error) reject(new Error(error.message)); else resolve(stdout.trim()) })
    child.stdin?.end(`${entries.join('\n')}\n`)
  })
  const commit = await plain('commit-tree', tree, '-p', parent, '-m', 'Mesure')
  await plain('update-ref', 'refs/heads/main', commit, parent)
}
