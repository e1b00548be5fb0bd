import { InvalidArgumentError, type Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { copyHere, whoAmI } from '../place.js'
import type { CommandContext } from '../terminal.js'

/** `communs proposer`: records what changed in this copy and offers it; no fork, no right needed. */
export function proposer(program: Command, { terminal }: CommandContext): void {
  program.command('proposer').alias('propose').description('proposer les changements de cette copie')
    .option('--raison <raison>', 'qu’avez-vous changé, et pourquoi ?').option('--titre <titre>', 'titre de la proposition').option('--proposition <n>', 'mettre à jour cette proposition', whole)
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (options: { raison?: string; titre?: string; proposition?: number; serveur?: string; json: boolean }) => {
      const { copy, place } = await copyHere(options.serveur)
      const { identity, credentials } = await whoAmI(place.client)
      const changed = await copy.changed()
      if (changed.length > 0) {
        if (options.raison === undefined) throw new Error(`Qu’avez-vous changé, et pourquoi ? Dites-le : communs proposer --raison "…" (fichiers changés : ${changed.join(', ')})`)
        await copy.record(options.titre === undefined ? options.raison : `${options.titre}\n\n${options.raison}`, identity)
      }
      if ((await copy.ahead()) === 0) throw new Error('Il n’y a rien à proposer : cette copie est comme la version publiée.')
      const said = await copy.propose(credentials, {
        ...(options.titre !== undefined && { title: options.titre }), ...(options.titre !== undefined && options.raison !== undefined && { description: options.raison }), ...(options.proposition !== undefined && { proposition: options.proposition }),
      })
      const { items } = await place.client.call(api.listMergeRequests, { params: { owner: place.owner, slug: place.slug }, query: { state: 'open' } })
      const mine = items.filter((request) => request.proposedBy.handle === credentials.handle)
      const request = mine.find((each) => each.number === options.proposition) ?? [...mine].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0]
      if (options.json) terminal.json({ proposition: request ?? null })
      else terminal.say(said === '' ? `Proposition ${request?.number ?? ''} : ${request?.url ?? ''}` : said)
    })
}

export function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('donnez le numéro d’une proposition.')
  return number
}
