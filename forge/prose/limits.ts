/**
 * How much work a text may ask for. Whatever two or three texts are thrown at the engine, a comparison with its view, or a merge, takes less
 * than half a second of processor: what is past these bounds is looked at less closely (sentences for words, lines for blocks, one
 * passage for many) and said whole, never left out. A fiche of 60 kB rewritten everywhere stays below all of them. Markdown parsers are quadratic on some inputs (thousands of `[` or `>` in a row); these measures are
 * linear, count what makes them slow, and let the caller fall back to something simpler before time is lost rather than after.
 */

/** Longer texts are compared and merged line by line, without looking for structure. In UTF-16 units, as all lengths here. */
export const maxStructuredLength = 200_000
/** Three texts together: past it a merge goes by lines, and suggests nothing. */
export const maxMergedLength = 450_000
/** Lines of three texts together: past it what is between their common start and end is one passage. */
export const maxMergedLines = 400_000
/** Longer headers are data: their keys at the margin are found by their look, which costs a hundredth, and what is wrong with them is not looked for. */
export const maxYamlLength = 16_000
/** Letters of one comparison, or of one merge, that are cut into words; past them sentences take the place of words (see `words.ts`). */
export const maxLetters = 250_000
/** Words and pairs of letters that are counted to tell how much blocks resemble each other; past them none does. */
export const maxLikened = 2_000_000
/** Words in a row without a blank, in a script that needs a dictionary: cutting them takes the square of their length. Past it letters are words. */
export const maxWithoutBlank = 4_000

/** Characters that open or close an inline construct, in one run of lines without a blank one (inline constructs never cross blank lines). */
const maxMarksInARun = 4_000
/** Container markers (`>`, list bullets) or 4-column indents at the start of one line. */
const maxNesting = 60
/** A page of a hundred thousand lines is data, not prose. */
const maxLines = 20_000
/** Unclosed raw HTML elements, counted roughly. */
const maxOpenTags = 500

const marks = new Set([...'[]*_`~<!\\$'].map((character) => character.charCodeAt(0)))

/** True when rendering the text's inline content could take unreasonable time. */
export function isTooIntricate(text: string): boolean {
  return isTooNested(text) || hasTooManyMarks(text) || hasTooManyTags(text) || hasTooManyLines(text, maxLines)
}

/** True when even the block structure of the text could take unreasonable time to find. */
export function isTooNested(text: string): boolean {
  let nesting = 0
  let isStart = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) {
      isStart = true
      nesting = 0
    } else if (isStart) {
      // > - * + and tabs; four spaces count for one.
      if (code === 62 || code === 45 || code === 42 || code === 43 || code === 9) nesting += 1
      else if (code === 32) nesting += 0.25
      else isStart = false
      // A long rule (-----) or a blank line nests nothing.
      if (nesting > maxNesting) {
        if (!isRule(text, at)) return true
        const stop = text.indexOf('\n', at)
        if (stop === -1) return false
        at = stop - 1
      }
    }
  }
  return false
}

function isRule(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1
  const stop = text.indexOf('\n', at)
  const line = text.slice(start, Math.min(stop === -1 ? text.length : stop, start + 2_000)).trim()
  // In a quote or two as well: what a program printed often begins with one.
  return /^(?:> ?){0,9}(?:([-*+_=])\1*)?$/.test(line)
}

/** True when a run of lines holds more marks than anybody writes: it is shown as written, and its words alone are compared. */
export function hasTooManyMarks(text: string): boolean {
  if (text.length <= maxMarksInARun) return false
  let count = 0
  let isBlankSoFar = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) {
      if (isBlankSoFar) count = 0
      isBlankSoFar = true
    } else if (code !== 32 && code !== 9 && code !== 13) {
      isBlankSoFar = false
      if (marks.has(code) && ++count > maxMarksInARun) return true
    }
  }
  return false
}

/** True past so many lines that are not blank. */
export function hasTooManyLines(text: string, most: number): boolean {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) if (text.charCodeAt(at - 1) !== 10 && ++lines > most) return true
  return false
}

function hasTooManyTags(text: string): boolean {
  let open = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1)
    if (next === 47) open -= 1
    else if ((next >= 97 && next <= 122) || (next >= 65 && next <= 90)) open += 1
    if (open > maxOpenTags) return true
  }
  return false
}
