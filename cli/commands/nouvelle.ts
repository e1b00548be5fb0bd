import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { openClient, parseAddress } from '../client.js'
import { readText } from '../files.js'
import { whoAmI } from '../place.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'

/** `communs nouvelle OWNER/SLUG`: publishes a new fiche from a file, or makes an empty resource to push into. */
export function nouvelle(program: Command, { terminal }: CommandContext): void {
  program.command('nouvelle').alias('new').description('créer une ressource : depuis un fichier Markdown, ou vide pour y envoyer un historique')
    .argument('<adresse>', 'COMMUNAUTE/FICHE ou IDENTIFIANT/FICHE')
    .option('--vide', 'sans texte, pour y envoyer un historique (git push)', false).option('--fichier <fichier>', 'le texte de la fiche, en Markdown avec son en-tête')
    .option('--raison <raison>', 'pourquoi cette fiche').option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string, options: { vide: boolean; fichier?: string; raison?: string; serveur?: string; json: boolean }) => {
      const { server, owner, slug } = parseAddress(address)
      if (!options.vide && options.fichier === undefined) throw new Refused('usage.text', 'Donnez le texte avec --fichier FICHE.md, ou --vide pour une ressource où envoyer un historique.')
      if (options.vide && options.fichier !== undefined) throw new Refused('usage.text', 'Choisissez : --fichier publie ce texte, --vide n’en met aucun.')
      const text = options.fichier === undefined ? undefined : readText(options.fichier)
      const wanted = options.serveur ?? server
      const client = openClient(wanted === undefined ? {} : { server: wanted })
      await whoAmI(client)
      const resource = await client.call(api.createResource, { body: { owner, slug, ...(text !== undefined && { text }), ...(options.raison !== undefined && { reason: options.raison }) } })
      if (options.json) terminal.json(resource)
      else {
        terminal.say(`Ressource créée : ${resource.url}`)
        if (options.vide) terminal.say(`Envoyez-y un historique : git push ${resource.cloneUrl} HEAD:main`)
      }
    })
}
