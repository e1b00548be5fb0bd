/** The help pages, in French. */
import type { Argument, Command, Help, Option } from 'commander'

const titles: Readonly<Record<string, string>> = { 'Usage:': 'Usage :', 'Options:': 'Options :', 'Commands:': 'Commandes :', 'Arguments:': 'Arguments :' }
const inFrench = (usage: string): string => usage.replaceAll('[command]', '[commande]')

/** Gives a command and its children their help in French. */
export function speakFrench(command: Command): void {
  command
    .helpOption('-h, --help', 'afficher cette aide')
    .configureHelp({
      helpWidth: process.stdout.columns ?? 110,
      styleTitle: (title) => titles[title] ?? title,
      commandUsage(this: Help, each: Command) { return inFrench(ancestors(each) + each.name() + (each.aliases().length > 0 ? `|${each.alias()}` : '') + (each.usage() === '' ? '' : ` ${each.usage()}`)) },
      subcommandTerm: (each) => `${each.name()}${each.aliases().length > 0 ? `, ${each.alias()}` : ''}`,
      optionDescription: (option: Option) => described(option.description, option.argChoices, option.defaultValue),
      argumentDescription: (argument: Argument) => described(argument.description, argument.argChoices, argument.defaultValue),
    })
  for (const child of command.commands) speakFrench(child)
}

function described(description: string, choices: readonly string[] | undefined, value: unknown): string {
  const more = [
    ...(choices === undefined ? [] : [choices.join(', ')]),
    ...(value === undefined || value === false || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [`par défaut : ${String(value)}`]),
  ]
  return more.length === 0 ? description : `${description} (${more.join(' ; ')})`
}

function ancestors(command: Command): string {
  const names: string[] = []
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name())
  return names.map((name) => `${name} `).join('')
}
