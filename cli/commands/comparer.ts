import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { readText } from '../files.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'
import { wordsChanged } from '../words-changed.js'

/** `communs comparer [A B]`: what changed, by words, between two files, or between the published text and this copy. */
export function comparer(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('comparer').alias('diff').description('dire ce qui a changé : entre deux fichiers, ou depuis la version publiée')
    .argument('[avant]', 'premier fichier ; seul : un fichier de cette copie, comparé à sa version publiée').argument('[apres]', 'second fichier').option('--json', 'répondre en JSON', false).option('--code', 'sortir en 3 s’il y a des différences', false)
    .action(async (before: string | undefined, after: string | undefined, options: { json: boolean; code: boolean }) => {
      const { diffTexts } = await import('../../forge/prose/diff.js')
      const pairs = before !== undefined && after !== undefined
        ? [{ path: after, before: readText(before), after: readText(after) }]
        : await pairsOfCopy(before)
      const results = pairs.map((pair) => ({ ...pair, diff: diffTexts(pair.before, pair.after) }))
      const language = terminal.locale
      if (options.json) terminal.json({ fichiers: results.map(({ path: file, diff }) => ({ fichier: file, resume: diff.summary[language], changements: diff.edits })) })
      else if (results.every(({ diff }) => diff.unchanged)) terminal.say('Rien n’a changé.')
      else for (const { path: file, diff, before: old, after: now } of results.filter(({ diff: each }) => !each.unchanged)) {
        terminal.say(`${file} : ${diff.summary[language]}`)
        for (const line of wordsChanged(old, now, diff, process.stdout.isTTY ? 'colour' : 'marks')) terminal.sayStyled(line)
      }
      if (options.code && results.some(({ diff }) => !diff.unchanged)) context.exitWith(3)
    })
}

async function pairsOfCopy(only: string | undefined): Promise<{ path: string; before: string; after: string }[]> {
  const { openWorkingCopy } = await import('../working-copy/open.js')
  const copy = await openWorkingCopy(process.cwd())
  const named = only === undefined ? undefined : path.relative(copy.dir, path.resolve(only)).split(path.sep).join('/')
  if (named !== undefined && (named.startsWith('../') || path.isAbsolute(named))) throw new Refused('file.outside', `« ${only} » n’est pas dans cette copie. Pour comparer deux fichiers quelconques : communs comparer AVANT APRES`)
  const files = named === undefined ? (await copy.differing()).filter((file) => /\.(md|markdown)$/i.test(file)) : [named]
  return Promise.all(files.map(async (file) => {
    const [published, full] = [await copy.published(file), path.join(copy.dir, file)]
    if (published === undefined && !existsSync(full)) throw new Refused('file.unknown', `« ${file} » n’est ni dans cette copie, ni dans la version publiée.`)
    return { path: file, before: published ?? '', after: existsSync(full) ? readText(full) : '' }
  }))
}
