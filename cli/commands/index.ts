import type { Command } from 'commander'
import type { CommandContext } from '../terminal.js'

export type Register = (program: Command, context: CommandContext) => void

/** The exit codes of a command that fails: its line is wrong, or it could not do what was asked. */
export interface FailureCodes { readonly usage: number; readonly refused: number }

interface Entry { readonly names: readonly string[]; readonly failures?: FailureCodes; load(): Promise<Register> }

/** Every command by its names, in the order the help lists them. Each is loaded when it is asked for: a command line starts often. */
const entries: readonly Entry[] = [
  { names: ['servir', 'serve'], load: async () => (await import('./servir.js')).servir },
  { names: ['connexion', 'login'], load: async () => (await import('./connexion.js')).connexion },
  { names: ['importer', 'import'], load: async () => (await import('./importer.js')).importer },
  { names: ['nouvelle', 'new'], load: async () => (await import('./nouvelle.js')).nouvelle },
  { names: ['cloner', 'clone'], load: async () => (await import('./cloner.js')).cloner },
  { names: ['proposer', 'propose'], load: async () => (await import('./proposer.js')).proposer },
  { names: ['propositions', 'proposals'], load: async () => (await import('./propositions.js')).propositions },
  { names: ['comparer', 'diff'], load: async () => (await import('./comparer.js')).comparer },
  { names: ['adapter', 'fork'], load: async () => (await import('./adapter.js')).adapter },
  { names: ['reprendre', 'sync'], load: async () => (await import('./reprendre.js')).reprendre },
  { names: ['relire', 'review'], load: async () => (await import('./relire.js')).relire },
  { names: ['integrer', 'merge'], load: async () => (await import('./integrer.js')).integrer },
  // Git takes 1 to 128 for conflicts, and what is above for a failure.
  { names: ['merge-file'], failures: { usage: 129, refused: 255 }, load: async () => (await import('./merge-file.js')).mergeFile },
  { names: ['attribution', 'blame'], load: async () => (await import('./attribution.js')).attribution },
  { names: ['citer', 'cite'], load: async () => (await import('./citer.js')).citer },
  { names: ['licence', 'license'], load: async () => (await import('./licence.js')).licence },
  { names: ['verifier', 'check'], load: async () => (await import('./verifier.js')).verifier },
  { names: ['admin'], load: async () => (await import('./admin.js')).admin },
]

const named = (word: string | undefined): Entry | undefined => (word === undefined ? undefined : entries.find(({ names }) => names.includes(word)))

/** The exit codes of this command when it fails. */
export const failureCodesOf = (word: string | undefined): FailureCodes => named(word)?.failures ?? { usage: 2, refused: 1 }

/** What registers the command of this name alone; every command for any other word (help, a slip of typing). */
export async function commandsFor(word: string | undefined): Promise<readonly Register[]> {
  const entry = named(word)
  return Promise.all((entry === undefined ? entries : [entry]).map(({ load }) => load()))
}
