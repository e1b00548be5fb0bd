import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import type { Relation } from '../../content-schema/licences/verdict-request.js'
import type { CommandContext } from '../terminal.js'

interface VerdictOptions { readonly lot: boolean; readonly source: readonly string[]; readonly cible?: string; readonly relation: Relation; readonly json: boolean }

const relations: Readonly<Record<string, Relation>> = {
  adaptation: 'adaptation', traduction: 'translation', copie: 'verbatim', parcours: 'collection', inclusion: 'inclusion', format: 'format-change', integration: 'integration', relicence: 'relicensing',
}

/** `communs licence [DEPOT]`: what a folder's files declare, and whether they agree; `communs licence verdict`: whether a use is allowed. Needs no server. */
export function licence(program: Command, context: CommandContext): void {
  const command = program.command('licence').alias('license').description('dire ce que les fichiers d’un dépôt déclarent, et s’ils sont d’accord')
    .argument('[depot]', 'dossier d’un dépôt, sorti ou nu\u00a0; par défaut celui-ci').option('--json', 'répondre en JSON', false)
    .action(async (folder: string | undefined, options: { json: boolean }) => {
      const { reportOf, sayReport } = await import('../licences/repository-report.js')
      const report = await reportOf(folder ?? '.')
      if (options.json) context.terminal.json(report)
      else sayReport(context.terminal, report)
    })
  command.command('verdict').description('dire si un usage est permis par les licences, selon quelle clause, et que faire sinon')
    .option('--source <licence>', 'licence de ce qui est repris (se répète)', (one, before: readonly string[]) => [...before, one], [] as readonly string[])
    .option('--cible <licence>', 'licence du résultat\u00a0; absente, elle est cherchée')
    .option('--relation <usage>', `ce qui est fait\u00a0: ${Object.keys(relations).join(', ')}`, relationAsked, 'adaptation' as Relation)
    .option('--lot', 'lire des questions sur l’entrée standard, une ligne JSON chacune, et répondre de même', false).option('--json', 'répondre en JSON', false)
    .action(async (options: VerdictOptions) => {
      if (options.lot) { await answerAll(context); return }
      if (options.source.length === 0 && options.cible === undefined) throw new CommanderError(1, 'commander.missingMandatoryOptionValue', 'missing --source or --cible')
      const { verdict } = await import('../../content-schema/licences/verdict.js')
      const { asLine, sayVerdict } = await import('../licences/verdicts.js')
      const answer = verdict({ relation: options.relation, sources: options.source.map((one) => ({ licence: one })), ...(options.cible !== undefined && { target: options.cible }) })
      if (options.json) context.terminal.json(asLine(answer))
      else sayVerdict(context.terminal, answer)
      if (answer.verdict === 'block') context.exitWith(1)
    })
}

async function answerAll(context: CommandContext): Promise<void> {
  const [{ answerLines }, { answerLine }] = await Promise.all([import('../batch.js'), import('../licences/verdicts.js')])
  const bad = await answerLines({ input: process.stdin, output: process.stdout, fields: [], atOnce: 1, locale: context.terminal.locale, mostBytes: 1024 * 1024 }, answerLine)
  if (bad > 0) context.exitWith(1)
}

function relationAsked(value: string): Relation {
  const relation = relations[value]
  if (relation === undefined) throw new InvalidArgumentError(`au choix\u00a0: ${Object.keys(relations).join(', ')}.`)
  return relation
}
