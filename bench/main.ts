/** `npm run bench -- <what>`: see bench/README.md. Figures are Markdown on stdout; what goes on is told on stderr. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { benchAttribution } from './attribution/attribution.js'
import { attributionOptions } from './attribution/options.js'
import { killRounds } from './kills/rounds.js'
import { benchPassages } from './passages/passages.js'
import { benchProse } from './prose/prose.js'
import { realRepositories } from './real/repositories.js'
import { benchReview } from './review/review.js'
import { benchPages } from './transport/pages.js'
import { benchTransport } from './transport/transport.js'

const note = (sentence: string): void => { process.stderr.write(`${sentence}\n`) }

/** A folder for one bench, removed at its end. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'bench-')))
  try { return await work(folder) } finally { rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

function option(argv: readonly string[], name: string, otherwise: number): number {
  const at = argv.indexOf(`--${name}`)
  const value = at < 0 ? otherwise : Number(argv[at + 1])
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number above 0`)
  return value
}

export async function main(argv: readonly string[], root: string): Promise<number> {
  const [what, ...options] = argv
  const program = process.env.COMMUNS_PROGRAM ?? path.join(root, 'dist/cli/main.js')
  const data = path.resolve(root, process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
  const rounds = (otherwise: number) => option(options, 'rounds', otherwise)
  switch (what) {
    case 'attribution': console.log(await inFolder((folder) => benchAttribution({ ...attributionOptions(options), program, folder, data, note }))); return 0
    case 'kills': {
      const report = await inFolder((dataDir) => killRounds({ program, dataDir, rounds: rounds(100), workers: 6, thoroughEvery: 10, gestures: 13, note }))
      console.log(`| kills of the server | of its helpers | acknowledged | problems |\n|---|---|---|---|\n| ${report.kills} | ${report.helperKills} | ${report.acknowledged} | ${report.problems.length} |\n`)
      console.log(`Gestures: ${Object.entries(report.gestures).map(([name, count]) => `${name} ${count}`).join(', ')}`)
      for (const problem of report.problems) console.log(`- ${problem}`)
      return report.problems.length === 0 ? 0 : 1
    }
    case 'real': {
      const { table, problems } = await inFolder((folder) => realRepositories({ program, folder, data, note }))
      console.log(table)
      for (const problem of problems) console.log(`- ${problem}`)
      return problems.length === 0 ? 0 : 1
    }
    case 'prose': {
      const at = options.indexOf('--list')
      const list = at < 0 ? undefined : path.resolve(options[at + 1] ?? '.')
      const { tables, problems } = await inFolder((folder) => benchProse({ data, folder, list, note }))
      console.log(tables)
      for (const problem of problems) console.log(`- ${problem}`)
      return problems.length === 0 ? 0 : 1
    }
    case 'passages': console.log(await inFolder((folder) => benchPassages({ program, folder, data, seed: option(options, 'seed', 1), note }))); return 0
    case 'review': console.log(await inFolder((folder) => benchReview({ program, folder, rounds: rounds(5), note }))); return 0
    case 'transport': console.log(await inFolder((folder) => benchTransport({ program, folder, root, rounds: rounds(5), note }))); return 0
    case 'pages': console.log(await inFolder((folder) => benchPages({ program, folder, root, rounds: rounds(5), note }))); return 0
    default:
      note('npm run bench -- attribution | kills | real | passages | prose | review | transport | pages [--rounds N] [--seed N] [--list FOLDER]')
      return 2
  }
}
