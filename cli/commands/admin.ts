import type { Command } from 'commander'
import { withExistingForge, withForge } from '../data-folder.js'
import type { CommandContext } from '../terminal.js'
import { progressBar } from '../progress.js'

const dataOption = ['--donnees <dossier>', 'dossier des données d’une forge arrêtée', process.env.COMMUNS_DONNEES ?? './data'] as const

/** `communs admin …`: what the keeper of a stopped instance does on its data folder. */
export function admin(program: Command, context: CommandContext): void {
  const { terminal } = context
  const group = program.command('admin').description('tenir une forge (arrêtée)')

  group.command('reindex').description('reconstruire l’index depuis les dépôts').option(...dataOption).option('--json', 'répondre en JSON', false)
    .action(async (options: { donnees: string; json: boolean }) => {
      await withExistingForge(options.donnees, async ({ forge }) => {
        const { reindex } = await import('../../forge/use-cases/reindex.js')
        const repositories = await all(forge.git.listRepositories())
        const bar = progressBar(terminal, 'ressources', repositories.length)
        const { resources, skipped } = await reindex(forge.deps, repositories, (done) => { bar.at(done) })
        bar.end()
        if (options.json) terminal.json({ resources, skipped })
        else terminal.say(`${resources} ressources indexées${skipped.length > 0 ? `, ${skipped.length} dépôts sans journal laissés de côté` : ''}.`)
      })
    })

  group.command('doctor').description('lister ce qui diffère entre les dépôts et l’index').option(...dataOption).option('--json', 'répondre en JSON', false)
    .action(async (options: { donnees: string; json: boolean }) => {
      await withExistingForge(options.donnees, async ({ forge }) => {
        const { doctor } = await import('../../forge/use-cases/reindex.js')
        const findings = await doctor(forge.deps, await all(forge.git.listRepositories()))
        if (options.json) terminal.json({ findings })
        else if (findings.length === 0) terminal.say('Tout est en ordre.')
        else for (const finding of findings) terminal.say(`${finding.resource} : ${sentences[finding.kind]}${finding.kind === 'no_repository' || finding.kind === 'no_journal' ? '' : ` (${finding.what})`}`)
        if (findings.length > 0) context.exitWith(3)
      })
    })

  const users = group.command('utilisateur').alias('user').description('comptes')
  users.command('creer').alias('create').description('créer un compte, son adresse étant tenue pour confirmée').argument('<handle>', 'identifiant : lettres, chiffres et tirets')
    .requiredOption('--courriel <adresse>', 'adresse électronique').option('--nom <nom>', 'nom affiché').option('--admin', 'administre l’instance', false)
    .option('--jeton', 'créer aussi un jeton personnel et l’afficher', false).option(...dataOption).option('--json', 'répondre en JSON', false)
    .action(async (handle: string, options: { courriel: string; nom?: string; admin: boolean; jeton: boolean; donnees: string; json: boolean }) => {
      await withForge(options.donnees, async ({ forge }) => {
        const { createPerson } = await import('../../forge/use-cases/createPerson.js')
        const { person, token } = await createPerson(forge.deps, {
          handle, email: options.courriel, ...(options.nom !== undefined && { displayName: options.nom }), ...(options.admin && { isAdmin: true as const }), ...(options.jeton && { token: { name: 'ligne de commande' } }),
        })
        if (options.json) terminal.json({ handle: person.handle, jeton: token ?? null })
        else {
          terminal.say(`Compte créé : ${person.handle}`)
          if (token !== undefined) terminal.say(`Jeton (affiché une seule fois) : ${token}`)
          else terminal.say('La personne choisit son mot de passe par « mot de passe oublié ».')
        }
      })
    })
}

const sentences = {
  not_indexed: 'absent de l’index', no_repository: 'dans l’index sans dépôt', index_differs: 'l’index diffère', roles_differ: 'des rôles diffèrent', passages_differ: 'des passages comparés diffèrent', proposal_differs: 'une proposition diffère',
  unfinished_merge: 'une intégration est restée inachevée', unfinished_operation: 'une opération est restée inachevée', no_journal: 'dépôt sans journal',
} as const

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}
