import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { z } from 'zod'
import * as api from '../../forge/contract/api.js'
import type { Forge } from '../../forge/forge.js'
import type { ImportLocation, ImportProgress } from '../../forge/domain/importing.js'
import { allScopes, type Actor } from '../../forge/domain/person.js'
import { ForgeError } from '../../forge/domain/errors.js'
import { openClient } from '../client.js'
import { withForge } from '../data-folder.js'
import { progressBar, type Progress } from '../progress.js'
import { Refused } from '../refusals.js'
import type { CommandContext, Terminal } from '../terminal.js'

interface Options { communaute: string; garant?: string; fichiers: string[]; dossierAncien: string[]; propositions: string[]; donnees?: string; serveur?: string; json: boolean }
type Result = z.output<typeof api.importSource.reply>

/** `communs importer SOURCE`: brings fiches from another repository with their whole history. */
export function importer(program: Command, { terminal }: CommandContext): void {
  program.command('importer').alias('import').description('importer des fiches avec tout leur historique : une par fichier (--fichiers), ou le dépôt entier')
    .argument('<source>', 'adresse d’un dépôt Git, fichier « .bundle » ou dossier')
    .requiredOption('--communaute <slug>', 'communauté (ou identifiant) qui reçoit les fiches')
    .option('--garant <handle>', 'qui répondra des fiches ; par défaut, la personne qui importe')
    .option('--fichiers <chemin>', 'chemin Git (« * » traverse les dossiers) : une ressource par fichier (plusieurs fois possible)', also, [] as string[])
    .option('--dossier-ancien <dossier>', 'dossier où les mêmes fichiers étaient avant (plusieurs fois possible)', also, [] as string[])
    .option('--propositions <refs>', "changements proposés à la source, tels qu’elle les garde (« refs/pull/*/head »)\u00a0: ils deviennent des propositions (plusieurs fois possible)", also, [] as string[])
    .option('--donnees <dossier>', 'dans le dossier de données d’une forge arrêtée').option('--serveur <adresse>', 'par une forge ouverte')
    .option('--json', 'répondre en JSON', false)
    .action(async (source: string, options: Options) => {
      if (options.donnees !== undefined && options.serveur !== undefined) throw new Refused('usage.place', 'Choisissez : --donnees pour une forge arrêtée, ou --serveur pour une forge ouverte.')
      const result = options.donnees === undefined ? await throughServer(source, options) : await intoFolder(terminal, source, options, options.donnees)
      if (options.json) terminal.json({ ...result, resources: result.resources.map((resource) => ({ ...resource, ancestors: resource.ancestors.map((ancestor) => ancestor.path), ancestorsFound: resource.ancestors })) })
      else sayResult(terminal, result)
    })
}

const also = (one: string, all: readonly string[]): string[] => [...all, one]

const isAddress = (source: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(source)

function locationOf(source: string): ImportLocation {
  if (isAddress(source)) return { kind: 'url', url: source }
  const found = statSync(source, { throwIfNoEntry: false })
  if (!found) throw new ForgeError('not_found', 'import.file_missing', { path: source })
  return found.isDirectory() ? { kind: 'folder', dir: source } : { kind: 'bundle', file: source }
}

async function intoFolder(terminal: Terminal, source: string, options: Options, dataDir: string): Promise<Result> {
  let result: Result | undefined
  await withForge(dataDir, async ({ forge }) => {
    const { importHistory } = await import('../../forge/use-cases/importHistory.js')
    const stopping = new AbortController()
    const stop = () => { stopping.abort() }
    process.once('SIGINT', stop).once('SIGTERM', stop)
    const bar = barOf(terminal)
    try {
      result = await importHistory(forge.deps, await keeper(forge, terminal, options), {
        location: locationOf(source), owner: options.communaute, ...(options.garant !== undefined && { steward: options.garant }),
        pathspecs: options.fichiers, olderFolders: options.dossierAncien, proposals: options.propositions, signal: stopping.signal, onProgress: (progress) => { bar.show(progress) },
      }) as Result
    } finally {
      bar.end()
      process.off('SIGINT', stop).off('SIGTERM', stop)
    }
  })
  return result as Result
}

/**
 * Who imports on a stopped instance: the garant·e named; else the person whose space it is; else the community's first garant·e;
 * else the instance's keeper. A community that does not exist yet is opened: who holds the folder may.
 */
async function keeper(forge: Forge, terminal: Terminal, options: Options): Promise<Actor> {
  const { deps } = forge
  const { instanceKeeper, openCommunity } = await import('../../forge/use-cases/openCommunity.js')
  const named = options.garant === undefined ? undefined : await deps.people.findByHandle(options.garant)
  if (options.garant !== undefined && !named) throw new ForgeError('not_found', 'not_found.person', { handle: options.garant })
  const owner = await deps.owners.find(options.communaute)
  if (!owner) {
    const steward = named ?? (await instanceKeeper(deps))
    const community = await openCommunity(deps, { handle: options.communaute, steward })
    if (!options.json) terminal.note(`Communauté ouverte : ${community.name}`)
    return { kind: 'person', person: steward, scopes: allScopes }
  }
  const stewards = owner.kind === 'community' ? (await deps.communities.members(owner.id)).filter((member) => member.role === 'steward') : []
  const person = named ?? (owner.kind === 'person' ? await deps.people.find(owner.id) : stewards[0] && (await deps.people.find(stewards[0].ref.id))) ?? (await instanceKeeper(deps))
  // The keeper of the folder may bring fiches to any community of the instance.
  return { kind: 'person', person: { ...person, isAdmin: true }, scopes: allScopes }
}

async function throughServer(source: string, options: Options): Promise<Result> {
  const client = openClient(options.serveur === undefined ? {} : { server: options.serveur })
  const asked = { owner: options.communaute, ...(options.garant !== undefined && { steward: options.garant }), files: options.fichiers, olderFolders: options.dossierAncien, proposals: options.propositions }
  const location = locationOf(source)
  if (location.kind === 'url') return client.call(api.importSource, { body: { source: location.url, ...asked } })
  if (location.kind === 'folder') throw new Refused('import.folder_elsewhere', `Un dossier s’envoie à une forge ouverte sous forme de fichier : git -C ${source} bundle create fiches.bundle --all, puis communs importer fiches.bundle …`)
  return client.call(api.importBundle, { query: { ...asked, name: path.basename(location.file) }, file: { type: 'application/x-git-bundle', bytes: readFileSync(location.file) } })
}

const stepNames: Readonly<Record<ImportProgress['step'], string>> = { fetch: 'source', read: 'historique', trace: 'fichiers suivis', write: 'historiques écrits', place: 'ressources', propose: 'propositions' }

function barOf(terminal: Terminal): { show(progress: ImportProgress): void; end(): void } {
  let bar: Progress | undefined
  let step: ImportProgress['step'] | undefined
  return {
    show(progress) {
      if (progress.step !== step) { bar?.end(); step = progress.step; bar = progressBar(terminal, stepNames[step], progress.total ?? 1) }
      bar?.at(progress.done, progress.total)
    },
    end() { bar?.end() },
  }
}

const outcomes = { created: 'créée', updated: 'complétée', unchanged: 'à jour', diverged: 'changée ici et à la source' } as const
const reasons = { path_refused: 'son nom pourrait sortir de la ressource ou tromper un ordinateur', too_large: 'fichier trop gros', retired: 'la fiche est retirée' } as const

function sayResult(terminal: Terminal, { resources, skipped, proposals }: Result): void {
  for (const resource of resources) {
    const people = `${resource.authors.length} ${resource.authors.length > 1 ? 'personnes' : 'personne'}`
    terminal.say(`${resource.owner}/${resource.slug} — ${outcomes[resource.outcome]} : ${resource.path}, ${resource.commits} ${resource.commits > 1 ? 'versions' : 'version'}, ${people}, ${resource.licence ?? 'licence à préciser'}`)
    for (const ancestor of resource.ancestors) terminal.say(`    avant : ${ancestor.path} (${ancestor.how === 'renamed' ? `renommé, ressemblance ${ancestor.similarity ?? 100} %` : 'dossier ancien'})`)
    if (resource.proposal !== undefined) terminal.say(`    les nouvelles versions de la source attendent dans la proposition ${resource.proposal}`)
  }
  for (const { path: file, reason } of skipped) terminal.say(`laissé de côté : ${file} (${reasons[reason]})`)
  const people = new Set(resources.flatMap((resource) => resource.authors.map((author) => author.email.toLowerCase()))).size
  terminal.say(`${resources.length} ${resources.length > 1 ? 'ressources' : 'ressource'}, ${people} ${people > 1 ? 'adresses d’autrices et d’auteurs' : 'adresse d’autrice ou d’auteur'}. Vérifiez les chemins « avant » : ils disent à qui revient l’historique.`)
  if (proposals) sayProposals(terminal, proposals)
}

type Proposals = NonNullable<Result['proposals']>

const leftAside = {
  unrelated: 'aucune version en commun avec le texte publié (une autre branche, ou une histoire refaite)', damaged: 'abîmée à la source',
  not_yours: 'changée à la source\u00a0; seule la personne qui l’a importée, ou un·e garant·e, peut la mettre à jour',
} as const

function sayProposals(terminal: Terminal, proposals: Proposals): void {
  const count = (outcome: Proposals[number]['outcome']) => proposals.filter((each) => each.outcome === outcome).length
  const some = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])
  for (const { outcome, number, ref, title, isInText } of proposals) {
    if (outcome === 'opened' || outcome === 'updated') terminal.say(`    proposition ${number ?? ''} (${ref})${outcome === 'updated' ? ', mise à jour' : ''}\u00a0: ${title ?? ''}${isInText === true ? ' — déjà dans le texte publié, reprise autrement' : ''}`)
    else if (outcome === 'unrelated' || outcome === 'damaged' || outcome === 'not_yours') terminal.say(`    laissée de côté (${ref})\u00a0: ${leftAside[outcome]}`)
  }
  const parts = [
    ...some(count('opened'), 'ouverte', 'ouvertes'), ...some(count('updated'), 'mise à jour', 'mises à jour'), ...some(count('unchanged'), 'déjà là', 'déjà là'),
    ...some(count('already_in'), 'déjà dans le texte publié', 'déjà dans le texte publié'), ...some(count('unrelated') + count('damaged') + count('not_yours'), 'laissée de côté', 'laissées de côté'),
  ]
  terminal.say(`Propositions\u00a0: ${parts.length === 0 ? 'aucune' : parts.join(', ')}.`)
}
