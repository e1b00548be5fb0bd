import path from 'node:path'

/** Seeds to look at while developing, and those that figures are reported on: nothing may be tuned on the second. */
const SEEDS = { dev: [11, 12, 13], report: [101, 102, 103] } as const

export interface AttributionOptions {
  readonly seeds: readonly number[]
  /** Names of scenarios; all when empty. */
  readonly only: readonly string[]
  /** A file where the words that the engine got wrong are listed. */
  readonly failures: string | undefined
  /** A folder with WikiWho’s own program. */
  readonly wikiwho: string | undefined
  readonly withPeers: boolean
}

/** Reads `--seeds dev|report|1,2,3 --only NAMES --failures FILE --wikiwho FOLDER --no-peers`. Throws with a sentence on anything else. */
export function attributionOptions(argv: readonly string[]): AttributionOptions {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i]!
    if (['--no-peers'].includes(name)) flags.add(name)
    else if (['--seeds', '--only', '--failures', '--wikiwho'].includes(name) && argv[i + 1] !== undefined) values.set(name, argv[++i]!)
    else throw new Error(`attribution does not know ${name}, or wants a value for it`)
  }
  const asPath = (name: string) => { const value = values.get(name); return value === undefined ? undefined : path.resolve(value) }
  return { seeds: seedsOf(values.get('--seeds') ?? 'report'), only: values.get('--only')?.split(',') ?? [], failures: asPath('--failures'), wikiwho: asPath('--wikiwho'), withPeers: !flags.has('--no-peers') }
}

function seedsOf(asked: string): readonly number[] {
  if (asked === 'dev' || asked === 'report') return SEEDS[asked]
  const seeds = asked.split(',').map(Number)
  if (!seeds.every((seed) => Number.isInteger(seed) && seed >= 0)) throw new Error('--seeds wants dev, report or whole numbers with commas')
  return seeds
}
