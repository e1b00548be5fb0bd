import { writeFileSync } from 'node:fs'
import { CommanderError, InvalidArgumentError, Option, type Command } from 'commander'
import type { Favour, MarkerStyle } from '../merging/git-merge-file.js'
import type { CommandContext } from '../terminal.js'

interface Options {
  readonly stdout: boolean; readonly quiet: boolean; readonly etiquette: readonly string[]; readonly markerSize?: number; readonly diff3: boolean; readonly zdiff3: boolean
  readonly ours: boolean; readonly theirs: boolean; readonly union: boolean; readonly accepterSuggestions: boolean; readonly lot: boolean; readonly json: boolean
}

/**
 * `communs merge-file CURRENT BASE OTHER`: `git merge-file` with the prose engine behind it, for everyone's own Git (a merge driver).
 * Exit codes are Git's: 0 clean · 1 to 127 how many conflicts are left · 129 the command line is wrong · 255 could not.
 */
export function mergeFile(program: Command, context: CommandContext): void {
  program.command('merge-file').description('fusionner trois versions d’un texte, comme git merge-file\u00a0; sort avec le nombre de passages à concilier')
    .argument('[courant]', 'la version de départ de l’une\u00a0; le résultat y est écrit').argument('[base]', 'leur origine commune').argument('[autre]', 'la version de l’autre')
    .option('-p, --stdout', 'écrire le résultat sur la sortie standard', false).option('-q, --quiet', 'ne rien dire des passages à concilier', false)
    .option('-L, --etiquette <nom>', 'nom de chaque version dans les marques (trois au plus)', labelled, [])
    .option('--diff3', 'montrer aussi la base entre les marques', false).option('--zdiff3', 'de même, sans ce que les deux versions ont en commun', false)
    .addOption(new Option('--ours', 'prendre la version courante aux passages à concilier').default(false).conflicts(['theirs', 'union']))
    .addOption(new Option('--theirs', 'y prendre l’autre version').default(false).conflicts(['ours', 'union']))
    .addOption(new Option('--union', 'y garder les deux, l’une après l’autre').default(false).conflicts(['ours', 'theirs']))
    .option('--marker-size <nombre>', 'longueur des marques', markerSize)
    .option('--accepter-suggestions', 'prendre chaque suggestion au lieu de la laisser à confirmer', false)
    .option('--lot', 'lire des cas sur l’entrée standard, une ligne JSON chacun, et répondre de même', false).option('--json', 'répondre en JSON', false)
    .action(async (current: string | undefined, base: string | undefined, other: string | undefined, options: Options) => {
      if (options.lot) { await mergeLines(context, current, options); return }
      const files = required({ courant: current, base, autre: other })
      const { mergeFiles } = await import('../merging/merge-files.js')
      const favour: Favour | undefined = options.ours ? 'ours' : options.theirs ? 'theirs' : options.union ? 'union' : undefined
      const style = styleOf(options)
      const merged = await mergeFiles(files, { labels: options.etiquette, acceptsSuggestions: options.accepterSuggestions, ...(style && { style }), ...(favour && { favour }), ...(options.markerSize !== undefined && { markerSize: options.markerSize }) })
      if (!options.stdout) writeFileSync(files[0], merged.bytes)
      else if (!options.json) process.stdout.write(merged.bytes)
      if (options.json) context.terminal.json({ propre: merged.isGitClean, par: merged.by, aConcilier: merged.conflicts, suggestions: merged.suggested, ...(options.stdout && { texte: merged.bytes.toString('utf8') }) })
      else if (merged.suggested > 0 && !options.quiet) context.terminal.note(suggestionsSaid(context.terminal.locale, merged))
      context.exitWith(Math.min(merged.conflicts, 127))
    })
}

async function mergeLines(context: CommandContext, argument: string | undefined, options: Options): Promise<void> {
  if (argument !== undefined) throw new CommanderError(1, 'commander.excessArguments', 'too many arguments')
  const [{ answerLines }, { CaseMerger }, { markerSizeOf }] = await Promise.all([import('../batch.js'), import('../merging/merge-cases.js'), import('../merging/git-merge-file.js')])
  const [ours = 'ours', base = 'base', theirs = 'theirs'] = options.etiquette
  const merger = new CaseMerger({ labels: [ours, base, theirs], size: markerSizeOf(options), style: styleOf(options) ?? 'merge' })
  try {
    // Two: while the engine works on a case, Git has the next.
    const bad = await answerLines({ input: process.stdin, output: process.stdout, fields: ['base', 'ours', 'theirs'], atOnce: 2, locale: context.terminal.locale }, (one) => merger.merge(one))
    if (bad > 0) context.exitWith(1)
  } finally { merger.close() }
}

const styleOf = ({ diff3, zdiff3 }: Options): MarkerStyle | undefined => (zdiff3 ? 'zdiff3' : diff3 ? 'diff3' : undefined)

function suggestionsSaid(locale: 'fr' | 'en', { conflicts, suggested }: { conflicts: number; suggested: number }): string {
  if (locale === 'en') return `${conflicts} passage${conflicts > 1 ? 's' : ''} to settle, ${suggested} with a suggestion (--accepter-suggestions takes it).`
  return `${conflicts} passage${conflicts > 1 ? 's' : ''} à concilier, dont ${suggested} avec une suggestion (--accepter-suggestions la prend).`
}

/** Without `--lot` all three are needed; with it, none. */
function required(files: Readonly<Record<'courant' | 'base' | 'autre', string | undefined>>): [string, string, string] {
  const missing = Object.entries(files).find(([, file]) => file === undefined)
  if (missing) throw new CommanderError(1, 'commander.missingArgument', `missing required argument '${missing[0]}'`)
  return Object.values(files) as [string, string, string]
}

function labelled(name: string, before: readonly string[]): readonly string[] {
  if (before.length === 3) throw new InvalidArgumentError('trois noms au plus.')
  return [...before, name]
}

function markerSize(text: string): number {
  if (!/^-?[0-9]{1,4}$/.test(text)) throw new InvalidArgumentError('donnez un nombre, par exemple 7.')
  return Number(text)
}
