import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { diffTexts } from '../../forge/prose/diff.js'
import { wordsChanged } from '../words-changed.js'
import type { CommandContext } from '../terminal.js'

/** `communs comparer [A B]`: what changed, by words, between two files, or between the published text and this copy. */
export function comparer(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('comparer').alias('diff').description('dire ce qui a changé : entre deux fichiers, ou depuis la version publiée')
    .argument('[avant]', 'premier fichier').argument('[apres]', 'second fichier').option('--json', 'répondre en JSON', false).option('--code', 'sortir en 3 s’il y a des différences', false)
    .action(async (before: string | undefined, after: string | undefined, options: { json: boolean; code: boolean }) => {
      const pairs = before !== undefined && after !== undefined
        ? [{ path: after, before: readFileSync(before, 'utf8'), after: readFileSync(after, 'utf8') }]
        : await pairsOfCopy(before)
      const results = pairs.map((pair) => ({ ...pair, diff: diffTexts(pair.before, pair.after) }))
      const language = terminal.locale
      if (options.json) terminal.json({ fichiers: results.map(({ path: file, diff }) => ({ fichier: file, resume: diff.summary[language], changements: diff.edits })) })
      else if (results.every(({ diff }) => diff.unchanged)) terminal.say('Rien n’a changé.')
      else for (const { path: file, diff, before: old, after: now } of results) {
        terminal.say(`${file} : ${diff.summary[language]}`)
        for (const line of wordsChanged(old, now, diff, process.stdout.isTTY ? 'colour' : 'marks')) terminal.say(line)
      }
      if (options.code && results.some(({ diff }) => !diff.unchanged)) context.exitWith(3)
    })
}

async function pairsOfCopy(only: string | undefined): Promise<{ path: string; before: string; after: string }[]> {
  const { openWorkingCopy } = await import('../working-copy/working-copy.js')
  const copy = await openWorkingCopy(process.cwd())
  const files = only === undefined ? await copy.changed() : [path.relative(copy.dir, path.resolve(only))]
  return Promise.all(files.filter((file) => file.endsWith('.md')).map(async (file) => ({ path: file, before: (await copy.published(file)) ?? '', after: existing(path.join(copy.dir, file)) })))
}

const existing = (file: string): string => { try { return readFileSync(file, 'utf8') } catch { return '' } }
