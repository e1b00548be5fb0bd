/** What a version says of itself, from what people typed: one subject line, an explanation, and trailers that only the forge writes. */
import { personTrailer, withTrailers, type Trailer } from '../attribution/trailers.js'

/** Somebody credited beside the author. */
export interface CoAuthor { readonly name: string; readonly email: string }

// Controls, line and paragraph separators, and the bidirectional controls that make a text read as something else.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

/** One printable line of at most `max` characters: control characters and line breaks become spaces. */
export function oneLine(typed: string, max = 200): string {
  const characters = [...typed.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC').replace(unsafe, ' ').replace(/ {2,}/g, ' ').trim()]
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('').trimEnd()}…`
}

/** Several lines without control characters, line endings `\n`, at most `max` characters. */
export function someLines(typed: string, max = 10_000): string {
  const text = typed.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC').replace(/\r\n?/g, '\n').split('\n').map((line) => line.replace(unsafe, ' ').trimEnd()).join('\n')
  return [...text.replace(/\n{3,}/g, '\n\n').trim()].slice(0, max).join('')
}

/** Lines that attribution would read as trailers. Typed by a person, they claim credits nobody checked: they are quoted. */
const looksLikeTrailer = /^[ \t]*([a-z0-9][a-z0-9-]*-by|original-author|original-licen[cs]e|source-commit|imported-from|merge-request|adapted-from|news-from|undoes)[ \t]*:/i

const withoutTrailers = (text: string): string => text.split('\n').map((line) => (looksLikeTrailer.test(line) ? `> ${line.trim()}` : line)).join('\n')

/**
 * The message of a version: the title, the explanation where it says more, then the trailers.
 * Nothing typed can become a trailer: neither a line break in a title nor a « Co-authored-by: » in an explanation.
 */
export function versionMessage(title: string, explanation = '', trailers: readonly Trailer[] = []): string {
  const subject = withoutTrailers(oneLine(title))
  const body = withoutTrailers(someLines(explanation))
  return withTrailers(body === '' || body === subject ? subject : `${subject}\n\n${body}`, trailers)
}

/** Co-authors as trailers, each address once, the author left out. */
export function coAuthorTrailers(authorEmail: string, coAuthors: readonly CoAuthor[]): Trailer[] {
  const seen = new Set([authorEmail.toLowerCase()])
  return coAuthors.flatMap((who): Trailer[] => {
    const email = who.email.toLowerCase()
    if (seen.has(email)) return []
    seen.add(email)
    return [{ key: 'Co-authored-by', value: personTrailer(who) }]
  })
}

/** « Qu’avez-vous changé, et pourquoi ? » in one field: its first line is the title, the rest the explanation. */
export function splitReason(reason: string): { readonly title: string; readonly explanation: string } {
  const text = someLines(reason)
  const [first = '', ...rest] = text.split('\n')
  if ([...first].length <= 120) return { title: oneLine(first), explanation: rest.join('\n').trim() }
  return { title: oneLine(first, 100), explanation: text }
}

/** A version's own message as people read it: its first line, and what explains it, without its trailers. */
export function splitMessage(message: string): { readonly subject: string; readonly body: string } {
  const [subject = '', ...rest] = message.trim().split('\n')
  return { subject, body: rest.join('\n').replace(/\n+(?:[A-Za-z-]+: .*\n?)+$/, '').trim() }
}
