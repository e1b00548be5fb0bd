import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { copyHere, placeOf, whoAmI } from '../place.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'

/** `communs reprendre`: takes the published text into this copy; with `--origine`, takes an adaptation's news from its origin. */
export function reprendre(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('reprendre').alias('sync').description('reprendre dans cette copie la version publiée ; avec --origine, les nouveautés de la fiche d’origine')
    .argument('[adresse]', 'avec --origine : l’adaptation ; par défaut celle de cette copie').option('--origine', 'les nouveautés de la fiche d’origine', false)
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string | undefined, options: { origine: boolean; serveur?: string; json: boolean }) => {
      if (!options.origine && address !== undefined) throw new Refused('usage.origin', `Pour reprendre dans une adaptation les nouveautés de son origine : communs reprendre ${address} --origine. Sans adresse, la commande met à jour la copie de ce dossier.`)
      if (options.origine) {
        const place = await placeOf(address, options.serveur)
        const outcome = await place.client.call(api.takeNews, { params: { owner: place.owner, slug: place.slug } })
        if (options.json) terminal.json({ reprises: outcome.taken, version: outcome.commit, proposition: outcome.proposed })
        else if (outcome.proposed !== null) terminal.say(`Les nouveautés sont proposées à l’adaptation (proposition ${outcome.proposed}) : sa règle demande que d’autres les lisent.`)
        else terminal.say(outcome.taken ? 'Les nouveautés de la fiche d’origine sont reprises.' : 'Il n’y avait rien de nouveau.')
        return
      }
      const { copy, place } = await copyHere(options.serveur)
      const changed = await copy.changed()
      if (changed.length === 0 && await copy.isSettling()) throw new Refused('copy.unrecorded', 'Vous avez concilié des passages : proposez-les d’abord (communs proposer --raison "…").')
      if (changed.length > 0) throw new Refused('copy.unrecorded', `Des changements ne sont pas encore proposés (${changed.join(', ')}) : proposez-les d’abord (communs proposer --raison "…"), pour n’en perdre aucun.`)
      // Somebody who only reads has recorded nothing: taking the published text then signs no version.
      const identity = place.client.token === undefined ? { name: 'communs', email: 'communs@localhost' } : (await whoAmI(place.client)).identity
      const before = await copy.head()
      const { conflicts } = await copy.takePublished(identity)
      const now = await copy.head()
      if (options.json) terminal.json({ conflits: conflicts, avant: before ?? null, version: now ?? null })
      else if (conflicts.length === 0) terminal.say(before === now ? 'Rien de nouveau : cette copie a déjà tout ce qui est publié.' : 'Cette copie a maintenant la version publiée.')
      else terminal.say(`Des passages sont à concilier dans : ${conflicts.join(', ')}. Choisissez entre les marques <<<<<<< et >>>>>>>, effacez-les, puis : communs proposer --raison "…"`)
      if (conflicts.length > 0) context.exitWith(3)
    })
}
