import type { Command } from 'commander'
import type { CommandContext } from '../terminal.js'
import { admin } from './admin.js'
import { servir } from './servir.js'

export type Register = (program: Command, context: CommandContext) => void

/** Every command, in the order the help lists them. */
export const commands: readonly Register[] = [servir, admin]
