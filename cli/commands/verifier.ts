import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { Problem } from '../../content-schema/check.js'
import { readText } from '../files.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'

const weights = { fr: { block: 'à corriger', warn: 'à voir', hint: 'conseil' }, en: { block: 'to correct', warn: 'to see', hint: 'hint' } } as const

/** `communs verifier [DOSSIER]`: every problem of every fiche of a folder, for people and for continuous integration. */
export function verifier(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('verifier').alias('check').description('vérifier les fiches d’un dossier (sort en 3 si l’une a un problème à corriger)')
    .argument('[dossier]', 'dossier ou fichier', '.').option('--communaute <slug>', 'vérifier selon le profil de cette communauté').option('--json', 'répondre en JSON', false)
    .action(async (folder: string, options: { communaute?: string; json: boolean }) => {
      const [{ checkFiche }, { profileOf }] = await Promise.all([import('../../content-schema/check.js'), import('../../content-schema/profiles.js')])
      const profile = options.communaute === undefined ? undefined : profileOf(options.communaute)
      const results: { fichier: string; problemes: Problem[] }[] = []
      for (const file of markdownIn(path.resolve(folder))) results.push({ fichier: path.relative(process.cwd(), file) || path.basename(file), problemes: problemsOf(file, (text) => checkFiche(text, profile)) })
      const blocking = results.filter(({ problemes }) => problemes.some((problem) => problem.severity === 'block')).length
      if (options.json) terminal.json({ fichiers: results })
      else {
        for (const { fichier, problemes } of results) for (const problem of problemes) {
          const [sentence, wayOut] = terminal.locale === 'en' ? [problem.en, problem.wayOutEn] : [problem.fr, problem.wayOutFr]
          terminal.say(`${fichier}:${problem.line}: [${weights[terminal.locale][problem.severity]}] ${sentence} ${wayOut}`)
        }
        terminal.say(results.length === 0 ? 'Aucune fiche ici (fichiers .md).' : `${results.length} fiche${results.length > 1 ? 's' : ''}, ${blocking} avec un problème à corriger.`)
      }
      if (blocking > 0) context.exitWith(3)
    })
}

/** A file that cannot be read as a text is a problem of that file, not of the whole folder. */
function problemsOf(file: string, check: (text: string) => Problem[]): Problem[] {
  try { return check(readText(file)) } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [{ rule: error.type, line: 1, severity: 'block', fr: error.message, en: error.message, wayOutFr: '', wayOutEn: '' }]
  }
}

/** Markdown files, hidden folders and node_modules left out, in a stable order. */
function* markdownIn(place: string): Generator<string> {
  if (!statSync(place).isDirectory()) { yield place; return }
  for (const entry of readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const full = path.join(place, entry.name)
    if (entry.isDirectory()) yield* markdownIn(full)
    else if (entry.isFile() && /\.(md|markdown)$/i.test(entry.name)) yield full
  }
}
