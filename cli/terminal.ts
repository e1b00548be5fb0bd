import type { Locale } from '../web/messages/messages.js'
import type { Refusal } from './refusals.js'

/** What a command says, to people or (with `--json`) to machines. */
export interface Terminal {
  readonly locale: Locale
  readonly isInteractive: boolean
  /** A sentence on standard output. What would command the terminal in it (titles and names are anybody's) is left out. */
  say(sentence: string): void
  /** As `say`, for a line whose colours are ours and whose foreign parts went through `harmless`. */
  sayStyled(line: string): void
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

// Escape sequences, one-byte controls, and characters that turn the direction of what follows.
const commanding = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A text that only prints: line ends and tabs are the only controls left. */
export const harmless = (text: string): string => text.replace(commanding, '')

/** French unless COMMUNS_LANGUE says otherwise (the system's own language is English on most servers). */
export function openTerminal(): Terminal {
  return {
    locale: process.env.COMMUNS_LANGUE === 'en' ? 'en' : 'fr',
    isInteractive: process.stderr.isTTY,
    say: (sentence) => { process.stdout.write(`${harmless(sentence)}\n`) },
    sayStyled: (line) => { process.stdout.write(`${line}\n`) },
    note: (sentence) => { process.stderr.write(`${harmless(sentence)}\n`) },
    json: (value) => { process.stdout.write(`${asJson(value)}\n`) },
  }
}

/** JSON that prints safely too: one-byte controls above 7F are escaped, as those below are. */
export const asJson = (value: unknown): string => JSON.stringify(value).replace(/[\u007f-\u009f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A refusal on standard error: a sentence, then what it lists, one a line; or one JSON line. */
export function sayRefusal(terminal: Terminal, refusal: Refusal, form: 'sentences' | 'json'): void {
  if (form === 'json') { process.stderr.write(`${asJson({ erreur: refusal })}\n`); return }
  terminal.note(refusal.phrase)
  const [line, field] = terminal.locale === 'en' ? ['line', 'field'] : ['ligne', 'champ']
  for (const { ligne, champ, phrase } of refusal.problemes) {
    const place = ligne !== undefined ? `${line} ${ligne} : ` : champ !== undefined ? `${field} ${champ} : ` : ''
    terminal.note(`  ${place}${phrase}`)
  }
}
