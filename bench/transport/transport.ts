/** Clones, fetches and pushes: through the forge, through `git http-backend` behind nginx, and on the same disk. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { aBench, aHistory, git, interleaved, median, timed } from './fixture.js'
import { startPeers } from './peers.js'

const run = promisify(execFile)
const ratio = (a: number, b: number) => (a / b).toFixed(2)

export interface BenchOptions { readonly program: string; readonly folder: string; readonly root: string; readonly rounds: number; note(sentence: string): void }

export async function benchTransport({ program, folder, root, rounds, note }: BenchOptions): Promise<string> {
  const source = await aHistory(folder, 'petite', { versions: 50 })
  const large = await aHistory(folder, 'moyenne', { versions: 10, megabytes: 24 })
  const bench = await aBench(program, folder)
  const { forge, onDisk } = await bench.place(source, 'petite')
  const medium = await bench.place(large, 'moyenne')
  const peers = await startPeers(path.join(folder, 'peers'), bench.bareRoot)
  try {
    const open = (address: string) => address.replace(/\/\/[^/@]*@/, '//')
    const places = { forge: open(forge), nginx: `${peers.gitUrl}/petite.git`, file: `file://${onDisk}` } as const
    type Place = keyof typeof places
    const lines = ['| with a Git client (ms, median) | forge | nginx + http-backend | file:// | forge / nginx | forge / file |', '|---|---|---|---|---|---|']
    const row = (name: string, ms: Record<Place, number>) => lines.push(`| ${name} | ${ms.forge.toFixed(0)} | ${ms.nginx.toFixed(0)} | ${ms.file.toFixed(0)} | ${ratio(ms.forge, ms.nginx)} | ${ratio(ms.forge, ms.file)} |`)
    const each = (work: (place: Place, round: number) => Promise<number>) => ({ forge: (n: number) => work('forge', n), nginx: (n: number) => work('nginx', n), file: (n: number) => work('file', n) })

    note('clone')
    row('clone', await interleaved(rounds, each((place, n) => timed(() => git(folder, 'clone', '-q', places[place], `c-${place}-${n}`)))))
    note('fetch')
    row('fetch, nothing new', await interleaved(rounds * 2, each((place) => timed(() => git(path.join(folder, `c-${place}-0`), 'fetch', '-q')))))
    note('push')
    const targets = { ...places, forge } as const
    row('push one commit', await interleaved(rounds * 2, each(async (place, n) => {
      const dir = path.join(folder, `c-${place}-0`)
      const file = path.join(dir, 'README.md')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/Une fiche pour mesurer.*/, `Une fiche pour mesurer ${n} ${place}.`))
      await git(dir, 'commit', '-qam', `Mesure ${n}`)
      return timed(() => git(dir, 'push', '-q', targets[place], 'HEAD:main'))
    })))
    note('clone of 24 MB')
    const larges = { forge: open(medium.forge), nginx: `${peers.gitUrl}/moyenne.git`, file: `file://${medium.onDisk}` } as const
    row('clone of 24 MB', await interleaved(rounds, each((place, n) => timed(() => git(folder, 'clone', '-q', larges[place], `m-${place}-${n}`)))))

    lines.push('', '| requests without a client (clones/s, median) | forge | nginx + http-backend | forge / nginx |', '|---|---|---|---|')
    const tips = { forge: (await git(folder, 'ls-remote', places.forge, 'refs/heads/main')).slice(0, 40), nginx: (await git(folder, 'ls-remote', places.nginx, 'refs/heads/main')).slice(0, 40) }
    for (const kind of ['unchanged', 'cold'] as const) {
      for (const clients of kind === 'cold' ? [8] : [1, 8, 32]) {
        note(`${kind}, ${clients} clients`)
        const rates = { forge: [] as number[], nginx: [] as number[] }
        for (let n = 0; n < rounds; n += 1) {
          for (const place of n % 2 === 0 ? ['forge', 'nginx'] as const : ['nginx', 'forge'] as const) {
            const { stdout } = await run(process.execPath, [path.join(root, 'node_modules/.cache/bench/transport/load.js'), JSON.stringify({ url: places[place], want: tips[place], clients, ms: 800, fresh: kind === 'cold' })])
            rates[place].push((JSON.parse(stdout) as { clones: number }).clones)
          }
        }
        lines.push(`| ${kind}, ${clients} at once | ${median(rates.forge).toFixed(0)} | ${median(rates.nginx).toFixed(0)} | ${ratio(median(rates.forge), median(rates.nginx))} |`)
      }
    }
    return lines.join('\n')
  } finally {
    await peers.stop()
    await bench.stop()
  }
}
