#!/usr/bin/env node
/**
 * `communs`: every gesture of the forge from a terminal, in French, with English aliases.
 *
 * Exit codes: 0 done · 1 refused or failed, a sentence on stderr says why · 2 the command line itself is wrong · 3 differences or
 * problems found (verifier, doctor, comparer --code).
 */
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Command, CommanderError } from 'commander'
import { ForgeError } from '../forge/domain/errors.js'
import { version } from '../forge/version.js'
import { commands } from './commands/index.js'
import { openTerminal, sayRefusal } from './terminal.js'

/** Runs one command line; answers its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal()
  const program = new Command('communs')
    .description('La forge à communs, en ligne de commande.')
    .version(version, '-V, --version', 'afficher la version')
    .helpOption('-h, --help', 'afficher cette aide')
    .helpCommand('help [commande]', 'aide d’une commande')
    .configureOutput({ writeOut: (text) => process.stdout.write(inFrench(text)), writeErr: (text) => process.stderr.write(inFrench(text)) })
    .exitOverride()
  let code = 0
  for (const register of commands) register(program, { terminal, exitWith: (wanted) => { code = wanted } })
  for (const command of allOf(program)) command.exitOverride().helpOption('-h, --help', 'afficher cette aide').configureOutput(program.configureOutput())
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof ForgeError) { sayRefusal(terminal, error); return 1 }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env.COMMUNS_JOURNAL === 'debug') console.error(error)
    return 1
  }
}

const allOf = (command: Command): Command[] => command.commands.flatMap((child) => [child, ...allOf(child)])

/** Commander's own words. */
function inFrench(text: string): string {
  return text
    .replace(/^Usage:/m, 'Usage :').replace(/^Options:/m, 'Options :').replace(/^Commands:/m, 'Commandes :').replace(/^Arguments:/m, 'Arguments :')
    .replace(/^error: unknown option '(.+)'/m, 'Option inconnue : $1').replace(/^error: unknown command '(.+)'/m, 'Commande inconnue : $1')
    .replace(/^error: missing required argument '(.+)'/m, 'Il manque : $1').replace(/^error: required option '(.+)' not specified/m, 'Il manque l’option $1')
    .replace(/^error: option '(.+)' argument missing/m, 'L’option $1 attend une valeur').replace(/^error: too many arguments.*$/m, 'Trop de mots dans la commande.')
    .replace(/\(Did you mean (.+)\?\)/, '(Vouliez-vous dire $1 ?)').replace('(default:', '(par défaut :')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) process.exitCode = await main(process.argv.slice(2))
