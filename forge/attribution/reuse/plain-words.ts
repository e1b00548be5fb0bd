import { blankMarkup } from './blank-markup.js'

/** A piece of Markdown as one line without its marks, to be quoted among other words. */
export const plainWords = (piece: string): string => blankMarkup(piece)
  .replace(/!\[/g, '[')
  .replace(/^[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\|)?/gm, ' ')
  .replace(/(?<=\p{L})\*{1,3}(?=\p{L})|\\(?=[!-/:-@[-`{-~])/gu, '')
  .replace(/\*+|`+|~~|[[\]|]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
  .replace(/[ \t\r\n]+/g, ' ').trim()
