import { segment } from '../prose/segments.js'
import { picturesIn } from '../../content-schema/licences/pictures-in.js'
import { bodyToType, typedBody } from '../../content-schema/typed-text.js'
import { pathInside } from './links.js'

/** Where a picture goes in a text: under a heading (its number and words, so that it is found again once the text moved), at an end, or as the fiche's own picture. */
export type PicturePlace = { readonly kind: 'cover' } | { readonly kind: 'start' } | { readonly kind: 'end' } | { readonly kind: 'under'; readonly heading: number; readonly words: string }

/** A heading of a text, as people read it. */
export interface TextHeading { readonly heading: number; readonly words: string; readonly level: number }

const headingsOf = (body: string) => segment(body).filter(({ kind, containers }) => kind === 'heading' && containers.length === 0)
const wordsOf = (source: string): string => source.replace(/[*_`~[\]]/g, '').replace(/\s+/g, ' ').trim().slice(0, 200)

/** The headings of a file's text, in order. */
export function headingsIn(text: string): readonly TextHeading[] {
  const body = bodyToType(text)
  return headingsOf(body).map(({ content: [from, to], level = 1 }, heading) => ({ heading, words: wordsOf(body.slice(from, to)), level })).filter(({ words }) => words !== '')
}

/** The name of a place in a form; `placeNamed` reads it back. */
export const placeName = (place: PicturePlace): string => (place.kind === 'under' ? `sous ${place.heading} ${place.words}` : place.kind)

export function placeNamed(name: string): PicturePlace | undefined {
  if (name === 'cover' || name === 'start' || name === 'end') return { kind: name }
  const [, heading, words] = /^sous (\d{1,6}) (.{1,200})$/s.exec(name) ?? []
  return heading === undefined || words === undefined ? undefined : { kind: 'under', heading: Number(heading), words }
}

/** A file with a block of Markdown put at a place of its text; every other byte stays. Undefined when its heading is not there any more. */
export function withBlock(text: string, place: Exclude<PicturePlace, { readonly kind: 'cover' }>, block: string): string | undefined {
  const body = bodyToType(text)
  if (place.kind === 'end') return typedBody(text, body.trim() === '' ? `${block}\n` : `${body.trimEnd()}\n\n${block}${body.slice(body.trimEnd().length) || '\n'}`)
  if (place.kind === 'start') return typedBody(text, body.trim() === '' ? `${block}\n` : `${block}\n\n${body.replace(/^\s*\n/, '')}`)
  const headings = headingsOf(body)
  const isIt = ({ content: [from, to] }: (typeof headings)[number]): boolean => wordsOf(body.slice(from, to)) === place.words
  const asNumbered = headings[place.heading]
  const found = asNumbered && isIt(asNumbered) ? asNumbered : headings.find(isIt)
  if (found === undefined) return undefined
  return typedBody(text, `${body.slice(0, found.end)}\n\n${block}\n\n${body.slice(found.end).replace(/^\s+/, '')}`)
}

/**
 * A file with a credit under the picture it shows: right under it where it stands by itself, else (in a list, a table) at the end of the text,
 * the picture named. A text that does not show it stays as it is.
 */
export function withCredit(text: string, picture: { readonly file: string; readonly from: string; readonly alt: string }, credit: string): string {
  const body = bodyToType(text)
  const shown = picturesIn(body).find(({ address }) => pathInside(picture.from, address)?.normalize('NFC') === picture.file.normalize('NFC'))
  if (shown === undefined) return text
  const line = body.split('\n').slice(0, shown.line - 1).reduce((at, one) => at + one.length + 1, 0)
  const block = segment(body).find(({ kind, start, end, containers }) => (kind === 'paragraph' || kind === 'html') && containers.length === 0 && start <= line && line < end)
  if (block === undefined) return withBlock(text, { kind: 'end' }, `«\u00a0${picture.alt.replace(/[\\`*_[\]<>]/g, '\\$&')}\u00a0»\u00a0: ${credit}`) ?? text
  const rest = body.slice(block.end)
  return typedBody(text, `${body.slice(0, block.end)}\n\n${credit}${rest.trim() === '' ? rest || '\n' : `\n\n${rest.replace(/^\s+/, '')}`}`)
}
