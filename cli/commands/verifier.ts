import { statSync } from 'node:fs'
import path from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import type { Problem } from '../../content-schema/check.js'
import type { Fiche } from '../../content-schema/fiche.js'
import type { Locale } from '../../web/messages/messages.js'
import { readText } from '../files.js'
import { markdownFiles, UnreadableName, type FoundFile } from '../markdown-files.js'
import { progressBar } from '../progress.js'
import { refusalFrom } from '../refusals.js'
import type { CommandContext, Terminal } from '../terminal.js'
import { listAsked, profileAsked, profileGiven, type ProfileAsked } from '../words-given.js'

type Severity = Problem['severity']
interface Checked { readonly fichier: string; readonly problemes: readonly Problem[] }

const weights: Readonly<Record<Locale, Readonly<Record<Severity, string>>>> = {
  fr: { block: 'à corriger', warn: 'à voir', hint: 'conseil' },
  en: { block: 'to correct', warn: 'to see', hint: 'hint' },
}
/** Below this many fiches nobody has time to see a bar. */
const worthABar = 50

/**
 * `communs verifier [DOSSIER]`: every problem of every fiche of a folder, for people and for continuous integration. Needs no server.
 * Exit codes: 0 nothing to correct · 1 at least one fiche has a blocking problem · 2 the command line itself is wrong.
 */
export function verifier(program: Command, context: CommandContext): void {
  const { terminal } = context
  program.command('verifier').alias('check').description('vérifier les fiches d’un dossier (sort en 1 si l’une a un problème à corriger)')
    .argument('[dossier]', 'dossier ou fichier', placeToCheck, '.')
    .option('--profil <communauté>', 'vérifier aussi ce que cette communauté demande (son nom, ou le fichier de son profil)', profileAsked).option('--liste <fichier>', 'employer cette liste de mots (se répète)', listAsked, [] as readonly Fiche[]).option('--json', 'répondre en JSON', false)
    .action(async (place: string, options: { profil?: ProfileAsked; liste: readonly Fiche[]; json: boolean }) => {
      const { checkFiche } = await import('../../content-schema/check.js')
      const profile = profileGiven(options.profil, options.liste)
      const found = [...markdownFiles(path.resolve(place))]
      const bar = found.length < worthABar ? undefined : progressBar(terminal, 'fiches', found.length)
      const checked: Checked[] = []
      for (const one of found) {
        checked.push({ fichier: shown(one.file), problemes: problemsOf(one, terminal.locale, (text) => checkFiche(text, profile)) })
        bar?.at(checked.length)
        // Lets the bar be drawn.
        if (bar && checked.length % 20 === 0) await new Promise(setImmediate)
      }
      bar?.end()
      const bilan = tally(checked)
      if (options.json) terminal.json({ ...(options.profil !== undefined && { profil: options.profil.name }), fichiers: checked, bilan })
      else sayProblems(terminal, checked, bilan)
      if (bilan.aCorriger > 0) context.exitWith(1)
    })
}

/** A file as seen from here, so that one can open it; in full when it is elsewhere. */
function shown(file: string): string {
  const from = path.relative(process.cwd(), file)
  return from === '' ? path.basename(file) : from.startsWith('..') ? file : from
}

function placeToCheck(value: string): string {
  try { statSync(value); return value } catch (error) { throw new InvalidArgumentError(refusalFrom(error, 'fr').phrase) }
}

/** How many fiches there are, and how many have a problem of each weight. */
function tally(checked: readonly Checked[]): { fiches: number; aCorriger: number; aVoir: number; conseils: number } {
  const having = (severity: Severity): number => checked.filter(({ problemes }) => problemes.some((problem) => problem.severity === severity)).length
  return { fiches: checked.length, aCorriger: having('block'), aVoir: having('warn'), conseils: having('hint') }
}

/** File by file: its name, then `file:line` before each problem, so that editors and CI pages lead there. */
function sayProblems(terminal: Terminal, checked: readonly Checked[], bilan: ReturnType<typeof tally>): void {
  const words = weights[terminal.locale]
  const isEn = terminal.locale === 'en'
  for (const { fichier, problemes } of checked) {
    if (problemes.length === 0) continue
    const counts = (['block', 'warn', 'hint'] as const).flatMap((severity) => { const count = problemes.filter((problem) => problem.severity === severity).length; return count === 0 ? [] : [`${count} ${words[severity]}`] })
    terminal.say(`${oneLine(fichier)} (${counts.join(', ')})`)
    for (const problem of problemes) {
      const [sentence, wayOut] = isEn ? [problem.en, problem.wayOutEn] : [problem.fr, problem.wayOutFr]
      terminal.say(`  ${oneLine(fichier)}:${problem.line}: [${words[problem.severity]}] ${oneLine([sentence, wayOut, named(problem.field, isEn)].filter((part) => part !== '').join(' '))}`)
    }
    terminal.say('')
  }
  const { fiches, aCorriger } = bilan
  if (isEn) terminal.say(fiches === 0 ? 'No fiche here (.md files).' : `${fiches} fiche${fiches > 1 ? 's' : ''}, ${aCorriger} with a problem to correct.`)
  else terminal.say(fiches === 0 ? 'Aucune fiche ici (fichiers .md).' : `${fiches} fiche${fiches > 1 ? 's' : ''}, ${aCorriger} avec un problème à corriger.`)
}

/** The key to write, for whoever has no form before them. */
const named = (field: string | undefined, isEn: boolean): string => (field === undefined ? '' : isEn ? `(field “${field}”)` : `(champ «\u00a0${field}\u00a0»)`)

/** A file's name or somebody's words may hold line ends: one problem stays one line. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]\s*/g, ' ')

/** A file that cannot be read as a text is a problem of that file, not of the whole folder. */
function problemsOf({ file, error }: FoundFile, locale: Locale, check: (text: string) => Problem[]): Problem[] {
  try {
    if (error !== undefined) throw error
    return check(readText(file))
  } catch (problem) {
    const known: Pick<Problem, 'rule' | 'line' | 'severity'> = { rule: 'fichier-illisible', line: 1, severity: 'block' }
    if (problem instanceof UnreadableName) {
      return [{ ...known, fr: 'Le nom du fichier n’est pas un texte lisible.', en: 'The file’s name is no readable text.', wayOutFr: 'Renommez-le en lettres simples.', wayOutEn: 'Rename it in plain letters.' }]
    }
    const { phrase } = refusalFrom(problem, locale)
    return [{ ...known, fr: phrase, en: phrase, wayOutFr: '', wayOutEn: '' }]
  }
}
