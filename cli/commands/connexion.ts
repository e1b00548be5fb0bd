import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { openClient, serverAddress } from '../client.js'
import { saveConnection } from '../connection.js'
import { Refused } from '../refusals.js'
import { askSecret, firstLineOfInput } from '../secret.js'
import type { CommandContext } from '../terminal.js'

/** `communs connexion`: remembers a server and a personal token, after trying them. */
export function connexion(program: Command, { terminal }: CommandContext): void {
  program.command('connexion').alias('login').description('se connecter à une forge avec un jeton personnel')
    .option('--serveur <adresse>', 'adresse de la forge (ou COMMUNS_SERVEUR)').option('--jeton <jeton>', 'le jeton, - pour le lire sur l’entrée ; sinon COMMUNS_JETON, ou une question').option('--json', 'répondre en JSON', false)
    .action(async (options: { serveur?: string; jeton?: string; json: boolean }) => {
      const named = options.serveur ?? (process.env.COMMUNS_SERVEUR || undefined)
      if (named === undefined) throw new Refused('server.unknown', 'Quelle forge ? Donnez --serveur https://…')
      const server = serverAddress(named)
      const token = options.jeton === '-' ? await firstLineOfInput() : options.jeton ?? (process.env.COMMUNS_JETON || (await askSecret(`Jeton personnel (créez-le sur ${server}/reglages/jetons ; il ne s’affiche pas) : `)))
      if (token.trim() === '') throw new Refused('token.missing', 'Donnez le jeton avec --jeton - (sur l’entrée) ou dans COMMUNS_JETON.')
      const { handle, name } = await openClient({ server, token }).call(api.me)
      const file = saveConnection({ server, handle, token: token.trim() })
      if (options.json) terminal.json({ server, handle, name })
      else terminal.say(`Bonjour ${name}. Connexion à ${server} gardée dans ${file}.`)
    })
}
