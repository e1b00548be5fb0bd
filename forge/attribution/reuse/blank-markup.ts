/** Markdown with its marks turned to spaces: what is left is what a reader reads, at the same places. */

const blank = (found: string): string => found.replace(/[^\n]/g, ' ')

const marks: readonly RegExp[] = [
  // Openings of code blocks say a language.
  /^[ \t>]*(?:`{3,}|~{3,})[^\n]*$/gm,
  // Tags. Bounded, like all that follows: nothing here reads a text twice.
  /<\/?[A-Za-z][^<>]{0,2000}>/g,
  // Where links and images lead, and their titles.
  /(?<=\])\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)/g,
  /(?<=\])\[[^[\]\n]{0,200}\]/g,
  /^[ \t>]{0,9}\[(?!\^)[^\]\n]{1,200}\]:[^\n]*$/gm,
  /\[\^[^\]\n]{1,100}\]:?/g,
  /\b(?:https?|ftp|mailto):[^\s<>"»)\]]+/gi,
  /\bwww\.[^\s<>"»)\]]+/gi,
  // Identifiers and classes of headings.
  /\{[#.:][^{}\n]{0,100}\}/g,
  /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=\s)/gm,
  // Signs by name; those that are letters stay.
  /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|(?![A-Za-z]{1,2}(?:acute|grave|circ|uml|cedil|tilde|ring|lig|caron);)[A-Za-z][A-Za-z\d]{1,31});/g,
]

/** The same text, as long, without tags, comments, addresses, marks of notes. */
export const blankMarkup = (text: string): string => marks.reduce((rest, mark) => rest.replace(mark, blank), blankComments(text))

/** What a page does not show. An opening that nothing closes is text. */
function blankComments(text: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = text.indexOf('<!--'); at !== -1; at = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', at + 4)
    if (close === -1) break
    parts.push(text.slice(from, at), blank(text.slice(at, close + 3)))
    from = close + 3
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

const item = /^[ \t>]*(?:[-*+][ \t]+)?(\d{1,9})[.)](?=[ \t])/
const bullet = /^[ \t>]*[-*+][ \t]/

/**
 * The same text, as long, without the numbers of its lists. As in CommonMark, a number begins a list after an empty line, in a list, or when it is 1:
 * a line that happens to begin by « 2015. » goes on with its sentence.
 */
export function blankLists(text: string): string {
  let isAfterBlank = true, isInList = false
  return text.split('\n').map((line) => {
    const found = item.exec(line)
    const isItem = found !== null && (isAfterBlank || isInList || Number(found[1]) === 1)
    if (isItem || bullet.test(line)) isInList = true
    else if (isAfterBlank && !/^[ \t]/.test(line) && line.trim() !== '') isInList = false
    isAfterBlank = /^[ \t>]*\r?$/.test(line)
    return isItem ? blank(found[0]) + line.slice(found[0].length) : line
  }).join('\n')
}
