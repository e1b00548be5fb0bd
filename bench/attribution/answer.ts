/** What any program says of a file: for each word, in order, who wrote it and where it was born. Undefined: it does not say. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Person } from './page.js'

export interface Said {
  /** Addresses in lower case; the name of somebody who has none. */
  readonly authors: readonly string[]
  readonly commit?: string
  readonly path?: string
  /** From 0 to 1, for a program that says how sure it is. */
  readonly confidence?: number
}
/** Path → its words. */
export type Answer = ReadonlyMap<string, readonly (Said | undefined)[]>

export const keyOf = ({ name, email }: Pick<Person, 'name' | 'email'>): string => (email === '' ? name : email.toLowerCase())

export interface Ours {
  readonly answer: Answer
  readonly people: readonly { readonly name: string; readonly email: string; readonly words: number; readonly share: number }[]
  /** What was printed, to compare two runs byte by byte. */
  readonly json: string
}

const run = promisify(execFile)

/** `communs attribution --json`, as anybody runs it: the program is only known by what it prints. */
export async function ours(program: string, repository: string): Promise<Ours> {
  const { stdout } = await run(process.execPath, [program, 'attribution', repository, '--json'], { maxBuffer: 2 ** 30 })
  const { files, people } = JSON.parse(stdout) as { files: { path: string; tokens: { commit: string; path: string; authors: { name: string; email: string }[]; confidence: number }[] }[]; people: Ours['people'] }
  const answer = new Map(files.map(({ path, tokens }) => [path, tokens.map(({ commit, path: born, authors, confidence }): Said => ({ authors: authors.map(keyOf), commit, path: born, confidence }))]))
  return { answer, people, json: stdout }
}
