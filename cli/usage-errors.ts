import type { CommanderError } from 'commander'

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''
const between = (message: string, pattern: RegExp): string => pattern.exec(message)?.[1] ?? ''

/** What is wrong with a command line, in French; commander says it in English. */
export function usageSentence({ code, message }: Pick<CommanderError, 'code' | 'message'>): string {
  const meant = between(message, /\(Did you mean (?:one of )?(.+)\?\)/)
  const hint = meant === '' ? '' : ` Vouliez-vous dire ${meant} ?`
  switch (code) {
    case 'commander.unknownCommand': return `Commande inconnue : ${quoted(message)}.${hint} La liste : communs --help`
    case 'commander.unknownOption': return `Option inconnue : ${quoted(message)}.${hint}`
    case 'commander.missingArgument': return `Il manque un mot à la commande : <${quoted(message)}>.`
    case 'commander.missingMandatoryOptionValue': return `Il manque l’option ${quoted(message)}.`
    case 'commander.optionMissingArgument': return `L’option ${quoted(message)} attend une valeur.`
    case 'commander.excessArguments': return 'La commande a trop de mots. Un texte de plusieurs mots se met entre guillemets.'
    case 'commander.conflictingOption': return `Ces options ne vont pas ensemble : ${[...message.matchAll(/'([^']*)'/g)].map(([, name]) => name).join(' et ')}.`
    case 'commander.invalidArgument': {
      const value = between(message, /argument '([^']*)' is invalid/) || between(message, /command-argument value '([^']*)' is invalid/)
      const choices = between(message, /Allowed choices are (.+)\.$/)
      const why = choices === '' ? between(message, /is invalid(?: for argument '[^']*')?\. ([^]*)$/) : `choisissez parmi ${choices}.`
      const name = message.includes("option '") ? `pour l’option ${quoted(message)}` : `pour <${between(message, /for argument '([^']*)'/)}>`
      return `« ${value} » ne convient pas ${message.startsWith('error: option') || message.includes('for argument') ? name : ''} : ${why}`.replace(/[ \u00a0]+:/, '\u00a0:')
    }
    default: return message.replace(/^error: /, '')
  }
}
