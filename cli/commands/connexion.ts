import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { openClient } from '../client.js'
import { saveConnection } from '../connection.js'
import type { CommandContext } from '../terminal.js'

/** `communs connexion`: remembers a server and a personal token, after trying them. */
export function connexion(program: Command, { terminal }: CommandContext): void {
  program.command('connexion').alias('login').description('se connecter à une forge avec un jeton personnel')
    .requiredOption('--serveur <adresse>', 'adresse de la forge').option('--jeton <jeton>', 'le jeton ; sinon COMMUNS_JETON, ou une question').option('--json', 'répondre en JSON', false)
    .action(async (options: { serveur: string; jeton?: string; json: boolean }) => {
      const server = options.serveur.replace(/\/+$/, '')
      const token = options.jeton ?? process.env.COMMUNS_JETON ?? (await ask(`Jeton personnel (créez-le sur ${server}/reglages/jetons) : `))
      process.env.COMMUNS_JETON = token
      const { handle, name } = await openClient({ server }).call(api.me)
      const file = saveConnection({ server, handle, token })
      if (options.json) terminal.json({ server, handle, name })
      else terminal.say(`Bonjour ${name}. Connexion à ${server} gardée dans ${file}.`)
    })
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('Donnez le jeton avec --jeton ou dans COMMUNS_JETON.')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try { return (await lines.question(question)).trim() } finally { lines.close() }
}
