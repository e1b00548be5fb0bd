import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Refused } from './refusals.js'

/** Asks for a secret on the terminal without showing what is typed. Answers nothing where nobody can be asked. */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return ''
  process.stderr.write(question)
  const silence = new Writable({ write: (_chunk, _encoding, done) => { done() } })
  const lines = createInterface({ input: process.stdin, output: silence, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('SIGINT', () => { reject(new Refused('interrupted', 'Connexion abandonnée.')) })
      lines.once('close', () => { resolve('') })
      lines.question('').then(resolve, reject)
    })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

/** The first line of standard input: how scripts hand a secret over without showing it to a list of processes. */
export async function firstLineOfInput(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally { lines.close() }
}
