import type { Command } from 'commander'
import type { CommandContext } from '../terminal.js'
import { adapter } from './adapter.js'
import { admin } from './admin.js'
import { attribution } from './attribution.js'
import { citer } from './citer.js'
import { cloner } from './cloner.js'
import { comparer } from './comparer.js'
import { connexion } from './connexion.js'
import { importer } from './importer.js'
import { integrer } from './integrer.js'
import { nouvelle } from './nouvelle.js'
import { proposer } from './proposer.js'
import { propositions } from './propositions.js'
import { reprendre } from './reprendre.js'
import { servir } from './servir.js'
import { verifier } from './verifier.js'

export type Register = (program: Command, context: CommandContext) => void

/** Every command, in the order the help lists them. */
export const commands: readonly Register[] = [
  servir, connexion, importer, nouvelle, cloner, proposer, propositions, comparer, adapter, reprendre, integrer, attribution, citer, verifier, admin,
]
