#!/usr/bin/env node
/**
 * `communs`: every gesture of the forge from a terminal, in French, with English aliases.
 *
 * Exit codes: 0 done · 1 refused or failed, a sentence on stderr says why (verifier: something to correct) · 2 the command line itself
 * is wrong · 3 differences found (doctor, comparer --code, passages to settle after reprendre). merge-file has those of `git merge-file`.
 */
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Command, CommanderError } from 'commander'
import { version } from '../forge/version.js'
import { commandsFor, failureCodesOf, type Register } from './commands/index.js'
import { speakFrench } from './help.js'
import { refusalFrom } from './refusals.js'
import { openTerminal, sayRefusal, type CommandContext } from './terminal.js'

/** The command line made of these commands. */
export function programOf(commands: readonly Register[], context: CommandContext): Command {
  const program = new Command('communs')
    .description('La forge à communs, en ligne de commande.')
    // Otherwise `--version REV` of a command would be the program's.
    .enablePositionalOptions()
    .version(version, '-V, --version', 'afficher la version')
    .helpCommand('help [commande]', 'aide d’une commande')
  for (const register of commands) register(program, context)
  speakFrench(program)
  for (const command of [program, ...allOf(program)]) command.exitOverride().configureOutput({ outputError: () => undefined })
  return program
}

/** Runs one command line; answers its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal()
  let code = 0
  const program = programOf(await commandsFor(argv[0]), { terminal, exitWith: (wanted) => { code = wanted } })
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    const codes = failureCodesOf(argv[0])
    // Help and version were asked for, and printed; a command without its verb has just shown its help.
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help')) return error.exitCode === 0 ? 0 : codes.usage
    sayRefusal(terminal, refusalFrom(error, terminal.locale), options.includes('--json') ? 'json' : 'sentences')
    if (process.env.COMMUNS_JOURNAL === 'debug') console.error(error)
    return error instanceof CommanderError ? codes.usage : codes.refused
  }
}

const allOf = (command: Command): Command[] => command.commands.flatMap((child) => [child, ...allOf(child)])

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  // Whoever reads may stop reading (`communs … | head`): that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(0); throw error })
  process.exitCode = await main(process.argv.slice(2))
}
