import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { placeOf } from '../place.js'
import type { CommandContext } from '../terminal.js'

const states = { open: 'ouverte', merged: 'intégrée', declined: 'non retenue', withdrawn: 'retirée' } as const

/** `communs propositions`: those of a resource. */
export function propositions(program: Command, { terminal }: CommandContext): void {
  program.command('propositions').alias('proposals').description('lister les propositions d’une fiche')
    .argument('[adresse]', 'COMMUNAUTE/FICHE ; par défaut celle de cette copie').option('--toutes', 'les closes aussi', false)
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string | undefined, options: { toutes: boolean; serveur?: string; json: boolean }) => {
      const place = await placeOf(address, options.serveur)
      const { items } = await place.client.call(api.listMergeRequests, { params: { owner: place.owner, slug: place.slug }, query: options.toutes ? {} : { state: 'open' } })
      if (options.json) terminal.json({ propositions: items })
      else if (items.length === 0) terminal.say('Aucune proposition.')
      else for (const request of items) terminal.say(`${String(request.number).padStart(4)}  ${states[request.state].padEnd(12)}  ${request.title} — ${request.proposedBy.name}, ${request.openedAt.slice(0, 10)}`)
    })
}
