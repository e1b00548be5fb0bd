/** The same history in a forge and in bare repositories beside it: one fiche of about 8 KB, one image of 40 KB, fifty versions. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Instance, type Account } from '../kills/instance.js'
import { emptyResource } from '../real/repositories.js'

const run = promisify(execFile)
export const gitEnv = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_AUTHOR_NAME: 'Lou', GIT_AUTHOR_EMAIL: 'lou@exemple.invalid', GIT_COMMITTER_NAME: 'Lou', GIT_COMMITTER_EMAIL: 'lou@exemple.invalid' }
export const git = async (cwd: string, ...args: string[]): Promise<string> => (await run('git', args, { cwd, env: gitEnv, maxBuffer: 64 * 1024 * 1024 })).stdout

export const ficheText = (title: string, seed = 'a'): string => `---
type: outil-animation
titre: ${title}
resume: Une fiche pour mesurer.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
---

## Déroulé

${Array.from({ length: 26 }, (_, n) => `${n + 1}. **Étape ${n} ${seed}** — chaque personne dit *en une phrase* ce qu’elle garde, ce qu’elle laisse, et ce qu’elle demande au groupe. Le groupe écoute sans répondre, puis reformule ; on passe à la suivante quand elle se sent entendue ([exemple](https://exemple.invalid/${n})).`).join('\n\n')}

| Temps | Qui | Quoi |
|---|---|---|
| 5 min | garant·e | ouvrir |
| 10 min | groupe | écouter |
`

/** Writes the history in a new work tree and answers its folder. `megabytes` of noise make it a large one. */
export async function aHistory(folder: string, name: string, options: { readonly versions: number; readonly megabytes?: number }): Promise<string> {
  const dir = path.join(folder, name)
  mkdirSync(path.join(dir, 'media'), { recursive: true })
  await git(dir, 'init', '-q', '-b', 'main')
  writeFileSync(path.join(dir, 'media/image.png'), randomBytes(40_000))
  for (let n = 0; n < (options.megabytes ?? 0); n += 4) writeFileSync(path.join(dir, `media/bruit-${n}.bin`), randomBytes(4 * 1024 * 1024))
  for (let n = 0; n < options.versions; n += 1) {
    writeFileSync(path.join(dir, 'README.md'), ficheText(name, `v${n}`))
    await git(dir, 'add', '.')
    await git(dir, 'commit', '-qm', `Version ${n}`)
  }
  return dir
}

export interface Bench {
  readonly instance: Instance
  readonly account: Account
  /** Bare repositories, as `git clone --bare` makes them. */
  readonly bareRoot: string
  /** Puts a history in the forge (answers its address with credentials) and in a bare repository of the same name. */
  place(source: string, slug: string): Promise<{ forge: string; bare: string; onDisk: string }>
  stop(): Promise<void>
}

export async function aBench(program: string, folder: string): Promise<Bench> {
  const instance = new Instance(program, path.join(folder, 'data'))
  const account = await instance.account('garance')
  await instance.start()
  const bareRoot = path.join(folder, 'bare')
  mkdirSync(bareRoot)
  return {
    instance, account, bareRoot,
    async place(source, slug) {
      const forge = await emptyResource(instance.url, account, slug)
      await git(source, 'push', '-q', forge, 'HEAD:main')
      const bare = path.join(bareRoot, `${slug}.git`)
      await git(folder, 'clone', '-q', '--bare', source, bare)
      await git(bare, 'config', 'http.receivepack', 'true')
      // Its own twin for file://, since two servers of one repository would be pushed to in turn.
      const onDisk = path.join(bareRoot, `${slug}-disque.git`)
      await git(folder, 'clone', '-q', '--bare', source, onDisk)
      return { forge, bare, onDisk }
    },
    stop: () => instance.kill('SIGTERM'),
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
export const median = (values: readonly number[]): number => { const sorted = values.toSorted((a, b) => a - b); return sorted[Math.floor(sorted.length / 2)] ?? NaN }

/** Runs every variant once a round, in an order that turns, so that the weather is the same for all; answers medians in milliseconds. */
export async function interleaved<K extends string>(rounds: number, variants: Readonly<Record<K, (round: number) => Promise<number>>>): Promise<Record<K, number>> {
  const names = Object.keys(variants) as K[]
  const times = new Map<K, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < names.length; n += 1) {
      const name = names[(n + round) % names.length] as K
      times.get(name)?.push(await variants[name](round))
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>
}
