import path from 'node:path'
import type { Command } from 'commander'
import { openClient, parseAddress, serverAddress } from '../client.js'
import { progressBar } from '../progress.js'
import type { CommandContext } from '../terminal.js'
import { cloneInto } from '../working-copy/open.js'

/** `communs cloner OWNER/SLUG|URL [DIR]`: one's own synchronised copy, with Git or without. Reading needs no account. */
export function cloner(program: Command, { terminal }: CommandContext): void {
  program.command('cloner').alias('clone').description('emporter une copie synchronisée d’une fiche (fonctionne aussi sans Git installé)')
    .argument('<adresse>', 'COMMUNAUTE/FICHE ou adresse web de la fiche').argument('[dossier]', 'où la mettre ; par défaut un dossier au nom de la fiche')
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string, folder: string | undefined, options: { serveur?: string; json: boolean }) => {
      const { server, owner, slug } = parseAddress(address)
      const base = options.serveur === undefined ? server ?? openClient().server : serverAddress(options.serveur)
      const dir = path.resolve(folder ?? slug)
      const bar = progressBar(terminal, 'objets', 1)
      const copy = await cloneInto(`${base}/${owner}/${slug}.git`, dir, (done, total) => { bar.at(done, total) }).finally(() => { bar.end() })
      if (options.json) terminal.json({ dossier: copy.dir, origine: await copy.origin(), version: (await copy.head()) ?? null, avec: copy.by })
      else {
        terminal.say(`Copie faite dans ${path.relative(process.cwd(), dir) || '.'}`)
        if ((await copy.head()) === undefined) terminal.say('Cette ressource est encore vide : envoyez-y un historique avec git push origin HEAD:main.')
        else terminal.say('Modifiez les fichiers, puis : communs proposer --raison "…"')
      }
    })
}
