/** JSON lines in, JSON lines out, in the same order: how programs ask for thousands of answers without starting thousands of processes. */
import { once } from 'node:events'
import { refusalFrom, Refused } from './refusals.js'
import { asJson } from './terminal.js'
import type { Locale } from '../web/messages/messages.js'

/** Longest line read: three texts of twenty million characters. */
export const mostLineBytes = 256 * 1024 * 1024

interface Line { readonly number: number; /** Absent when it was longer than allowed. */ readonly bytes?: Buffer }
export type Id = string | number
/** A line's own fields, all texts. */
export type Case<Field extends string> = { readonly id: Id } & Readonly<Record<Field, string>>

/**
 * Answers every line of `input` with one line of `output`: what `work` makes of it, `atOnce` of them at a time. A line that cannot be read
 * or worked on is answered by `{"id"?,"line","error":{"type","phrase"}}`, and the others go on. Answers how many were so.
 */
export async function answerLines<Field extends string>(
  { input, output, fields, atOnce, locale, mostBytes = mostLineBytes }: { input: AsyncIterable<Buffer>; output: NodeJS.WritableStream; fields: readonly Field[]; atOnce: number; locale: Locale; mostBytes?: number },
  work: (one: Case<Field>) => Promise<object> | object,
): Promise<number> {
  let bad = 0
  const answer = async (line: Line): Promise<object> => {
    let id: Id | undefined
    try {
      const read = parsed(line)
      if (typeof read.id === 'string' || typeof read.id === 'number') id = read.id
      return { id, ...(await work(caseOf(read, fields))) }
    } catch (error) {
      bad += 1
      const { type, phrase } = refusalFrom(error, locale)
      return { ...(id !== undefined && { id }), line: line.number, error: { type, phrase } }
    }
  }
  const under: Promise<object>[] = []
  const write = async () => { if (!output.write(`${asJson(await under.shift()!)}\n`)) await once(output, 'drain') }
  for await (const line of linesOf(input, mostBytes)) {
    under.push(answer(line))
    if (under.length >= atOnce) await write()
  }
  while (under.length > 0) await write()
  return bad
}

/** The lines that are not blank. One at most is held in memory, and no more of it than `mostBytes`. */
async function* linesOf(input: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Line> {
  let number = 1
  let parts: Buffer[] = []
  let length = 0
  const line = (): Line | undefined => {
    const isTooLong = length > mostBytes
    const bytes = Buffer.concat(parts)
    const read = { number: number++, ...(!isTooLong && { bytes }) }
    ;[parts, length] = [[], 0]
    return isTooLong || bytes.toString('latin1').trim() !== '' ? read : undefined
  }
  for await (const chunk of input) {
    for (let from = 0; from < chunk.length;) {
      const end = chunk.indexOf(10, from)
      const part = chunk.subarray(from, end < 0 ? chunk.length : end)
      length += part.length
      if (length <= mostBytes) parts.push(part)
      else parts = []
      from = end < 0 ? chunk.length : end + 1
      if (end < 0) continue
      const read = line()
      if (read !== undefined) yield read
    }
  }
  const read = length > 0 ? line() : undefined
  if (read !== undefined) yield read
}

function parsed({ bytes }: Line): Readonly<Record<string, unknown>> {
  if (bytes === undefined) throw new Refused('line.too_long', 'Cette ligne est trop longue.')
  let value: unknown
  try { value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) } catch { throw new Refused('line.not_json', 'Cette ligne n’est pas du JSON en UTF-8.') }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('line.not_object', 'Cette ligne n’est pas un objet JSON.')
  return value as Record<string, unknown>
}

function caseOf<Field extends string>(read: Readonly<Record<string, unknown>>, fields: readonly Field[]): Case<Field> {
  if (typeof read.id !== 'string' && typeof read.id !== 'number') throw new Refused('line.no_id', 'Il manque «\u00a0id\u00a0», un texte ou un nombre.')
  const missing = fields.filter((field) => typeof read[field] !== 'string')
  if (missing.length > 0) throw new Refused('line.missing_text', `Il manque un texte\u00a0: ${missing.map((field) => `«\u00a0${field}\u00a0»`).join(', ')}.`)
  return read as Case<Field>
}
