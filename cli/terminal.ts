import type { ForgeError } from '../forge/domain/errors.js'
import { refusalSentence, type Locale } from '../web/messages/messages.js'

/** What a command says, to people or (with `--json`) to machines. */
export interface Terminal {
  readonly locale: Locale
  readonly isInteractive: boolean
  /** A sentence on standard output. */
  say(sentence: string): void
  /** A sentence on standard error: progress, warnings. */
  note(sentence: string): void
  /** One JSON value on standard output. */
  json(value: unknown): void
}

export interface CommandContext {
  readonly terminal: Terminal
  /** The exit code when the command ends well but found something (see main.ts). */
  exitWith(code: number): void
}

/** French unless COMMUNS_LANGUE says otherwise (the system's own language is English on most servers). */
export function openTerminal(): Terminal {
  return {
    locale: process.env.COMMUNS_LANGUE === 'en' ? 'en' : 'fr',
    isInteractive: process.stderr.isTTY,
    say: (sentence) => { process.stdout.write(`${sentence}\n`) },
    note: (sentence) => { process.stderr.write(`${sentence}\n`) },
    json: (value) => { process.stdout.write(`${JSON.stringify(value)}\n`) },
  }
}

/** A refusal in words; the problems it lists, one a line. */
export function sayRefusal(terminal: Terminal, error: ForgeError): void {
  terminal.note(refusalSentence(terminal.locale, error.key, error.details))
  const { problems } = error.details
  if (!Array.isArray(problems)) return
  for (const problem of problems as { line?: number; fr?: string; en?: string }[]) {
    terminal.note(`  ${problem.line === undefined ? '' : `${terminal.locale === 'en' ? 'line' : 'ligne'} ${problem.line} : `}${(terminal.locale === 'en' ? problem.en : problem.fr) ?? ''}`)
  }
}
