import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import type { MergeRequestView, MissingView } from '../../forge/contract/views.js'
import { openClient } from '../client.js'
import { placeOf, whoAmI } from '../place.js'
import { Refused } from '../refusals.js'
import { proposerOf } from '../reviewing/proposition.js'
import { missingSentences, since } from '../reviewing/standing.js'
import type { CommandContext, Terminal } from '../terminal.js'

const states = { open: 'ouverte', merged: 'intégrée', declined: 'non retenue', withdrawn: 'retirée' } as const

/** `communs propositions`: those of a resource; or, across the forge, those that await who asks. */
export function propositions(program: Command, { terminal }: CommandContext): void {
  program.command('propositions').alias('proposals').description('lister les propositions d’une fiche, ou celles qui attendent votre relecture')
    .argument('[adresse]', 'COMMUNAUTE/FICHE\u00a0; par défaut celle de cette copie').option('--toutes', 'les closes aussi', false)
    .option('--a-relire', 'sur toute la forge, celles qui vous attendent', false)
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string | undefined, options: { toutes: boolean; aRelire: boolean; serveur?: string; json: boolean }) => {
      if (options.aRelire) {
        if (address !== undefined || options.toutes) throw new Refused('usage.awaiting', '--a-relire cherche sur toute la forge\u00a0: sans adresse et sans --toutes.')
        await listAwaiting(terminal, options)
        return
      }
      const place = await placeOf(address, options.serveur)
      const { items } = await place.client.call(api.listMergeRequests, { params: { owner: place.owner, slug: place.slug }, query: options.toutes ? {} : { state: 'open' } })
      if (options.json) terminal.json({ propositions: items })
      else if (items.length === 0) terminal.say('Aucune proposition.')
      else for (const request of items) terminal.say(`${String(request.number).padStart(4)}  ${states[request.state].padEnd(12)}  ${lineOf(request, request.missing)}`)
    })
}

async function listAwaiting(terminal: Terminal, options: { serveur?: string; json: boolean }): Promise<void> {
  const client = openClient(options.serveur === undefined ? {} : { server: options.serveur })
  await whoAmI(client)
  const { items } = await client.call(api.awaiting)
  if (options.json) terminal.json({ propositions: items })
  else if (items.length === 0) terminal.say('Rien ne vous attend.')
  else for (const { mergeRequest, resource, missing } of items) terminal.say(`${String(mergeRequest.number).padStart(4)}  ${resource.owner}/${resource.slug}  ${lineOf(mergeRequest, missing)}`)
}

/** What, who, since when, and what is missing. */
function lineOf(request: MergeRequestView, missing: readonly MissingView[]): string {
  const when = request.state === 'open' ? since(request) : request.openedAt.slice(0, 10)
  return `${request.title} — ${proposerOf(request)}, ${when}${request.state !== 'open' ? '' : ` — ${missing.length === 0 ? 'Rien ne s’y oppose.' : missingSentences(missing).join(' ')}`}`
}
