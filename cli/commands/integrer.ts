import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { placeOf } from '../place.js'
import type { CommandContext } from '../terminal.js'
import { whole } from '../whole.js'

/** `communs integrer N`: integrates a proposition into the published text. */
export function integrer(program: Command, { terminal }: CommandContext): void {
  program.command('integrer').alias('merge').description('intégrer une proposition à la fiche')
    .argument('<n>', 'numéro de la proposition', whole).argument('[adresse]', 'COMMUNAUTE/FICHE ; par défaut celle de cette copie')
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (number: number, address: string | undefined, options: { serveur?: string; json: boolean }) => {
      const place = await placeOf(address, options.serveur)
      const { commit, mergeRequest } = await place.client.call(api.merge, { params: { owner: place.owner, slug: place.slug, number } })
      if (options.json) terminal.json({ commit, proposition: mergeRequest })
      else terminal.say(`La proposition ${number} est intégrée à la fiche : ${mergeRequest.title}`)
    })
}
