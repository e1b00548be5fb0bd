import { InvalidArgumentError, type Command } from 'commander'
import { inDataFolder } from '../data-folder.js'
import type { CommandContext } from '../terminal.js'

/** `communs servir`: opens the data folder (filling an empty one with the demonstration) and serves until stopped. */
export function servir(program: Command, { terminal }: CommandContext): void {
  program.command('servir').alias('serve').description('servir la forge sur cette machine')
    .option('--port <n>', 'port d’écoute', port, 4000)
    .option('--donnees <dossier>', 'dossier des données', process.env.COMMUNS_DONNEES ?? './data')
    .option('--vide', 'ne pas remplir une forge vide avec la démonstration', false)
    .option('--hote <adresse>', 'adresse d’écoute', process.env.COMMUNS_HOTE ?? '127.0.0.1')
    .option('--json', 'dire l’adresse et le compte en JSON', false)
    .action(async (options: { port: number; donnees: string; vide: boolean; hote: string; json: boolean }) => {
      const { serveInstance } = await import('../../forge/main.js')
      const instance = await inDataFolder(options.donnees, () => serveInstance({ dataDir: options.donnees, port: options.port, host: options.hote, empty: options.vide, locale: terminal.locale, note: (sentence) => { terminal.note(sentence) } }))
      if (options.json) terminal.json({ url: instance.url, ...(instance.demo && { compte: instance.demo }) })
      else {
        terminal.say(`La forge est ouverte : ${instance.url}`)
        if (instance.demo) terminal.say(`Compte de démonstration : ${instance.demo.handle} — mot de passe : ${instance.demo.password}`)
        terminal.say('Ctrl+C pour l’arrêter.')
      }
      await instance.stopped
      if (!options.json) terminal.note('La forge est arrêtée.')
    })
}

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new InvalidArgumentError('un port est un nombre entre 0 et 65535.')
  return value
}
