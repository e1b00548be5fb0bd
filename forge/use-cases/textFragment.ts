/** Words at each end that say which passage is meant. */
const wordsAtEnds = 4
/** Words that stand together in the source as on the page: nothing but spaces and apostrophes between them. */
const together = /[\p{L}\p{N}\p{M}]+(?:['’ \n][\p{L}\p{N}\p{M}]+)*/gu

const encoded = (words: string): string => encodeURIComponent(words.replace(/\s+/g, ' ')).replace(/-/g, '%2D')

/**
 * The end of an address that brings a browser to a passage and marks it, without script (URL Fragment Text Directives, WICG); others open the page at
 * its top. `passage`: as it is written in Markdown. Empty when it holds no word.
 */
export function textFragment(passage: string): string {
  const runs = passage.match(together) ?? []
  const first = runs.at(0)?.split(/[ \n]/).slice(0, wordsAtEnds).join(' '), last = runs.at(-1)?.split(/[ \n]/).slice(-wordsAtEnds).join(' ')
  return first === undefined || last === undefined ? '' : `#:~:text=${encoded(first)},${encoded(last)}`
}
