import { existsSync } from 'node:fs'
import path from 'node:path'
import { CommanderError, type Command } from 'commander'
import { externalDiffAsked } from '../external-diff.js'
import { mostComparedBytes, readText } from '../files.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'
import { wordsChanged } from '../words-changed.js'

interface Pair { readonly path: string; readonly before: string; readonly after: string; readonly modes?: readonly [string, string] }
interface Options { readonly json: boolean; readonly code: boolean; readonly lot: boolean }

/** `communs comparer [A B]`: what changed, by words, between two files, or between the published text and this copy; for Git, as its external diff. */
export function comparer(program: Command, context: CommandContext): void {
  program.command('comparer').alias('diff').description('dire ce qui a changé\u00a0: entre deux fichiers, ou depuis la version publiée')
    .argument('[avant]', 'premier fichier\u00a0; seul\u00a0: un fichier de cette copie, comparé à sa version publiée').argument('[apres]', 'second fichier').argument('[git...]', 'les mots que Git ajoute (diff.communs.command, GIT_EXTERNAL_DIFF)')
    .option('--json', 'répondre en JSON', false).option('--code', 'sortir en 3 s’il y a des différences', false)
    .option('--lot', 'lire des paires de textes sur l’entrée standard, une ligne JSON chacune, et répondre de même', false)
    .action(async (before: string | undefined, after: string | undefined, more: readonly string[], options: Options) => {
      const args = [before, after, ...more].filter((arg) => arg !== undefined)
      if (options.lot) { await compareLines(context, args); return }
      const asked = externalDiffAsked(args, context.terminal.locale)
      if (asked?.kind === 'said') { context.terminal.say(`${asked.name}\u00a0: ${asked.sentence}`); return }
      if (asked !== undefined) { await compare(context, [{ ...asked, path: asked.name }], { ...options, code: false }); return }
      if (args.length > 2) throw tooManyWords()
      await compare(context, before !== undefined && after !== undefined ? [{ path: after, before: readText(before, mostComparedBytes), after: readText(after, mostComparedBytes) }] : await pairsOfCopy(before), options)
    })
}

async function compare(context: CommandContext, pairs: readonly Pair[], options: Options): Promise<void> {
  const { terminal } = context
  const { diffTexts } = await import('../../forge/prose/diff.js')
  const results = pairs.map((pair) => ({ ...pair, diff: diffTexts(pair.before, pair.after) }))
  const language = terminal.locale
  const changed = results.filter(({ diff, modes }) => !diff.unchanged || modes !== undefined)
  if (options.json) terminal.json({ fichiers: results.map(({ path: file, diff }) => ({ fichier: file, resume: diff.summary[language], changements: diff.edits })) })
  else if (changed.length === 0) terminal.say('Rien n’a changé.')
  else for (const { path: file, diff, before, after, modes } of changed) {
    terminal.say(`${file}\u00a0: ${diff.summary[language]}${modes === undefined ? '' : ` (${modes.join(' → ')})`}`)
    for (const line of wordsChanged(before, after, diff, isColoured() ? 'colour' : 'marks')) terminal.sayStyled(line)
  }
  if (options.code && changed.length > 0) context.exitWith(3)
}

async function compareLines(context: CommandContext, args: readonly string[]): Promise<void> {
  if (args.length > 0) throw tooManyWords()
  const [{ answerLines }, { comparison }] = await Promise.all([import('../batch.js'), import('../comparison.js')])
  const bad = await answerLines({ input: process.stdin, output: process.stdout, fields: ['old', 'new'], atOnce: 1, locale: context.terminal.locale }, (one) => comparison(one))
  if (bad > 0) context.exitWith(1)
}

const tooManyWords = () => new CommanderError(1, 'commander.excessArguments', 'too many arguments')

/** Git shows what its external diff says through a pager, which is a terminal too. */
const isColoured = (): boolean => process.stdout.isTTY || process.env.GIT_PAGER_IN_USE === 'true'

async function pairsOfCopy(only: string | undefined): Promise<Pair[]> {
  const { openWorkingCopy } = await import('../working-copy/open.js')
  const copy = await openWorkingCopy(process.cwd())
  const named = only === undefined ? undefined : path.relative(copy.dir, path.resolve(only)).split(path.sep).join('/')
  if (named !== undefined && (named.startsWith('../') || path.isAbsolute(named))) throw new Refused('file.outside', `« ${only} » n’est pas dans cette copie. Pour comparer deux fichiers quelconques : communs comparer AVANT APRES`)
  const files = named === undefined ? (await copy.differing()).filter((file) => /\.(md|markdown)$/i.test(file)) : [named]
  return Promise.all(files.map(async (file) => {
    const [published, full] = [await copy.published(file), path.join(copy.dir, file)]
    if (published === undefined && !existsSync(full)) throw new Refused('file.unknown', `« ${file} » n’est ni dans cette copie, ni dans la version publiée.`)
    return { path: file, before: published ?? '', after: existsSync(full) ? readText(full, mostComparedBytes) : '' }
  }))
}
