/** The header of a fiche with only its values left to read. Written by hand and by many tools, it is read line by line: a header that no YAML reader takes still holds words. */

const opening = /^\uFEFF?---[ \t]*\r?\n/
const closing = /^(?:---|\.\.\.)[ \t]*\r?$/
/** A key, after the dashes of a list: `- titre: …`. */
const key = /^([ \t]*(?:- +)*)(?:[A-Za-z_][\w-]*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?=[ \t\r]|$)/
/** A key of a record on one line, `{ titre: …, duree: … }`; or a quoted text, whose commas and colons are its own. */
const recordKey = /(?<=[:{,[][ \t]*)(?:"(?:\\.|[^"\\\n])*"|'(?:''|[^'\n])*')(?![ \t]*:)|(?<=[{,][ \t]*)[A-Za-z_][\w-]*[ \t]*:(?=[ \t])/g
/** What follows is a text of several lines, each indented more than its key. */
const opensBlock = /:[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\r?$/

/**
 * The same text, as long, with the keys of its front matter and its escapes turned to spaces. `walls`: offsets that no passage crosses — where
 * each field begins, and where the body does: `duree`, `publics` and `licence` one after the other are no sentence.
 */
export function blankHeader(text: string): { readonly blanked: string; readonly walls: readonly number[] } {
  const first = opening.exec(text)
  if (first === null) return { blanked: text, walls: [] }
  const walls: number[] = []
  const lines: string[] = [' '.repeat(first[0].length - 1) + '\n']
  let from = first[0].length, blockIndent = -1
  while (from < text.length) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline + 1
    const line = text.slice(from, to)
    const bare = line.endsWith('\n') ? line.slice(0, -1) : line
    if (closing.test(bare)) {
      walls.push(to)
      return { blanked: lines.join('') + line.replace(/[^\n]/g, ' ') + text.slice(to), walls }
    }
    const indent = bare.length - bare.trimStart().length
    if (blockIndent >= 0 && bare.trim() !== '' && indent <= blockIndent) blockIndent = -1
    const found = blockIndent >= 0 ? null : key.exec(bare)
    if (found) {
      walls.push(from)
      if (opensBlock.test(bare)) blockIndent = found[1]!.length
    }
    const after = found ? found[0].length : 0
    const rest = line.slice(after)
    lines.push(' '.repeat(after) + (blockIndent >= 0 ? rest : withoutRecordKeys(rest, (at) => { walls.push(from + after + at) }).replace(/\\[nrt"\\/]/g, '  ')))
    from = to
  }
  // Never closed: it is no header.
  return { blanked: text, walls: [] }
}

function withoutRecordKeys(line: string, met: (at: number) => void): string {
  if (!line.includes('{')) return line
  return line.replace(recordKey, (found: string, at: number) => {
    if (/^["']/.test(found)) return found
    met(at)
    return ' '.repeat(found.length)
  })
}
