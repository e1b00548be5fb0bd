import { Option, type Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { placeOf, whoAmI } from '../place.js'
import type { CommandContext } from '../terminal.js'

type Reason = 'public' | 'duree' | 'lieu' | 'langue' | 'accessibilite' | 'autre'

/** `communs adapter OWNER/SLUG`: one's own copy on the forge, the original untouched. */
export function adapter(program: Command, { terminal }: CommandContext): void {
  program.command('adapter').alias('fork').description('adapter une fiche à son contexte, l’originale restant intacte')
    .argument('[adresse]', 'COMMUNAUTE/FICHE ; par défaut celle de cette copie')
    .addOption(new Option('--raison <raison>', 'pourquoi').choices(['public', 'duree', 'lieu', 'langue', 'accessibilite', 'autre']).makeOptionMandatory())
    .option('--explication <texte>', 'en une phrase', '').option('--chez <identifiant>', 'communauté ou personne qui l’accueille ; par défaut vous').option('--titre <titre>', 'titre de l’adaptation')
    .option('--licence <licence>', 'quand la fiche en offre plusieurs (« A OR B ») : celle de l’adaptation')
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string | undefined, options: { raison: Reason; explication: string; chez?: string; titre?: string; licence?: string; serveur?: string; json: boolean }) => {
      const place = await placeOf(address, options.serveur)
      const owner = options.chez ?? (await whoAmI(place.client)).credentials.handle
      const resource = await place.client.call(api.adapt, { params: { owner: place.owner, slug: place.slug }, body: { owner, reason: options.raison, explanation: options.explication, ...(options.titre !== undefined && { title: options.titre }), ...(options.licence !== undefined && { licence: options.licence }) } })
      if (options.json) terminal.json(resource)
      else terminal.say(`Votre adaptation est là : ${resource.url}\nPour la modifier ici : communs cloner ${resource.owner}/${resource.slug}`)
    })
}
