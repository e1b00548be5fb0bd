import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import * as api from '../../forge/contract/api.js'
import { mostBytes } from '../files.js'
import { copyHere, whoAmI } from '../place.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'
import { whole } from '../whole.js'

/** `communs proposer`: records what changed in this copy and offers it; no fork, no right needed. */
export function proposer(program: Command, { terminal }: CommandContext): void {
  program.command('proposer').alias('propose').description('proposer les changements de cette copie, ou mettre à jour sa proposition')
    .option('--raison <raison>', 'qu’avez-vous changé, et pourquoi ?').option('--titre <titre>', 'titre de la proposition').option('--proposition <n>', 'mettre à jour cette proposition', whole)
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (options: { raison?: string; titre?: string; proposition?: number; serveur?: string; json: boolean }) => {
      const { copy, place } = await copyHere(options.serveur)
      const { identity, credentials } = await whoAmI(place.client)
      if ((await copy.publishedVersion()) === undefined) throw new Refused('copy.empty', 'Cette ressource est encore vide : envoyez-y son premier texte avec git push origin HEAD:main, puis communs reprendre.')
      const changed = await copy.changed()
      const unsettled = changed.filter((file) => isUnsettled(path.join(copy.dir, file)))
      if (unsettled.length > 0) throw new Refused('copy.passages_to_settle', `Des passages sont encore à concilier dans ${unsettled.join(', ')} : choisissez entre les marques <<<<<<< et >>>>>>>, effacez-les, puis recommencez.`)
      if (changed.length > 0 || await copy.isSettling()) {
        if (options.raison === undefined || options.raison.trim() === '') throw new Refused('reason.missing', `Qu’avez-vous changé, et pourquoi ? Dites-le : communs proposer --raison "…"${changed.length > 0 ? ` (fichiers changés : ${changed.join(', ')})` : ''}`)
        await copy.record(options.titre === undefined ? options.raison : `${options.titre}\n\n${options.raison}`, identity)
      }
      if ((await copy.ahead()) === 0 || (await copy.differing()).length === 0) throw new Refused('copy.nothing_new', 'Il n’y a rien à proposer : cette copie est comme la version publiée.')
      const mine = async () => {
        const [head, { items }] = await Promise.all([copy.head(), place.client.call(api.listMergeRequests, { params: { owner: place.owner, slug: place.slug }, query: { state: 'open' } })])
        return items.find((each) => each.head === head && each.proposedBy.handle === credentials.handle)
      }
      const already = await mine()
      const said = already !== undefined ? `Cette version est déjà proposée :\n${already.url}` : await copy.propose(credentials, {
        ...(options.titre !== undefined && { title: options.titre }), ...(options.titre !== undefined && options.raison !== undefined && { description: options.raison }), ...(options.proposition !== undefined && { proposition: options.proposition }),
      })
      const request = already ?? (await mine())
      if (options.json) terminal.json({ proposition: request ?? null })
      else terminal.say(said === '' ? `Proposition ${request?.number ?? ''} : ${request?.url ?? ''}` : said)
    })
}

/** Whether a file still holds the marks of a merge left to a person. */
function isUnsettled(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile() || stat.size > mostBytes) return false
  const text = readFileSync(file, 'latin1')
  return /^<{7} /m.test(text) && /^>{7} /m.test(text)
}
