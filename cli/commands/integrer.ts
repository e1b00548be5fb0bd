import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { placeOf, type Place } from '../place.js'
import { ServerRefusal } from '../refusals.js'
import { paramsOf, readProposition } from '../reviewing/proposition.js'
import { standingSentences } from '../reviewing/standing.js'
import type { CommandContext } from '../terminal.js'
import { whole } from '../whole.js'

/** `communs integrer N`: integrates a proposition into the published text, without the changes that its reviews did not keep. */
export function integrer(program: Command, { terminal }: CommandContext): void {
  program.command('integrer').alias('merge').description('intégrer une proposition à la fiche, sans les changements non retenus')
    .argument('<n>', 'numéro de la proposition', whole).argument('[adresse]', 'COMMUNAUTE/FICHE\u00a0; par défaut celle de cette copie')
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (number: number, address: string | undefined, options: { serveur?: string; json: boolean }) => {
      const place = await placeOf(address, options.serveur)
      const { commit, mergeRequest } = await place.client.call(api.merge, { params: paramsOf(place, number) }).catch((error: unknown) => refuse(place, number, error))
      if (options.json) { terminal.json({ commit, proposition: mergeRequest }); return }
      const left = (await readProposition(place, number)).changes.filter(({ decision }) => decision?.decision === 'not_kept')
      terminal.say(`La proposition ${number} est intégrée à la fiche\u00a0: ${mergeRequest.title}`)
      for (const { number: n, title, decision } of left) terminal.say(`    sans le changement ${n} (${title})\u00a0: ${decision?.reason ?? ''}`)
    })
}

/** The server's own refusal, with where the proposition stands: what is missing, and who can act. */
async function refuse(place: Place, number: number, error: unknown): Promise<never> {
  if (!(error instanceof ServerRefusal) || ![403, 409].includes(error.status)) throw error
  const standing = await readProposition(place, number).then(standingSentences, () => [])
  throw new ServerRefusal(error.status, error.type, error.message, [...error.problems, ...standing.map((sentence) => ({ fr: sentence }))])
}
