import { createInterface, type Interface } from 'node:readline/promises'
import { Refused } from './refusals.js'
import { harmless } from './terminal.js'

/** Asks a person, one line at a time. */
export interface Asking {
  /** The line typed, trimmed. */
  line(question: string): Promise<string>
  /** A sentence between questions. */
  say(sentence: string): void
  /** Lines whose colours are ours and whose foreign parts went through `harmless`. */
  show(lines: readonly string[]): void
  end(): void
}

/** Whether somebody is there to answer: both ends are a terminal. */
export const isSomebodyThere = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** Questions go to standard error: standard output is for what the command makes. Refuses, with what did not happen, when the person leaves (Ctrl+C, Ctrl+D). */
export function askPerson(undone = 'rien n’a été créé'): Asking {
  const lines: Interface = createInterface({ input: process.stdin, output: process.stderr })
  const gone = new AbortController()
  lines.once('close', () => { gone.abort() })
  return {
    async line(question) {
      try {
        return (await lines.question(`${harmless(question)} `, { signal: gone.signal })).trim()
      } catch {
        throw new Refused('asking.left', `Vous avez quitté les questions\u00a0: ${undone}.`)
      }
    },
    say: (sentence) => { process.stderr.write(`${harmless(sentence)}\n`) },
    show: (lines) => { process.stderr.write(`${lines.join('\n')}\n`) },
    end: () => { lines.close() },
  }
}
