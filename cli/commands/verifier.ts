import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { checkFiche } from '../../content-schema/check.js'
import { profileOf } from '../../content-schema/profiles.js'
import type { CommandContext } from '../terminal.js'

/** `communs verifier [DOSSIER]`: every problem of every fiche of a folder, for people and for continuous integration. */
export function verifier(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('verifier').alias('check').description('vérifier les fiches d’un dossier (sort en 3 si l’une a un problème bloquant)')
    .argument('[dossier]', 'dossier ou fichier', '.').option('--communaute <slug>', 'vérifier selon le profil de cette communauté').option('--json', 'répondre en JSON', false)
    .action((folder: string, options: { communaute?: string; json: boolean }) => {
      const files = [...markdownIn(path.resolve(folder))]
      const profile = options.communaute === undefined ? undefined : profileOf(options.communaute)
      const results = files.map((file) => ({ fichier: path.relative(process.cwd(), file), problemes: checkFiche(readFileSync(file, 'utf8'), profile) }))
      const blocking = results.filter(({ problemes }) => problemes.some((problem) => problem.severity === 'block')).length
      if (options.json) terminal.json({ fichiers: results })
      else {
        for (const { fichier, problemes } of results) for (const problem of problemes) {
          const [sentence, wayOut] = terminal.locale === 'en' ? [problem.en, problem.wayOutEn] : [problem.fr, problem.wayOutFr]
          terminal.say(`${fichier}:${problem.line}: ${sentence} ${wayOut}`)
        }
        terminal.say(`${files.length} fiche${files.length > 1 ? 's' : ''}, ${blocking} avec un problème bloquant.`)
      }
      if (blocking > 0) context.exitWith(3)
    })
}

/** Markdown files, hidden folders and node_modules left out, in a stable order. */
function* markdownIn(place: string): Generator<string> {
  if (statSync(place).isFile()) { yield place; return }
  for (const entry of readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const full = path.join(place, entry.name)
    if (entry.isDirectory()) yield* markdownIn(full)
    else if (entry.isFile() && entry.name.endsWith('.md')) yield full
  }
}
