/** A line that can only be prose where a paragraph may stand, and only go on with it where one is open. */
export const prose = /^(?:[\p{L}"'«“‘’…(]|!\[|\[[^[\]\\^\r\n]+\]\(|\*{1,2}[\p{L}"'«“([]|_[\p{L}]|`[^`\s])/u

/** A no-break space alone is a paragraph. */
export const isBlank = (text: string) => /^[ \t]*$/.test(text)

export interface Line { readonly text: string; readonly start: number }

/** Lines without their ends; undefined when a lone CR ends one. */
export function linesOf(chunk: string): Line[] | undefined {
  const out: Line[] = []
  for (let start = 0; start < chunk.length;) {
    const newline = chunk.indexOf('\n', start)
    const stop = newline === -1 ? chunk.length : newline
    const text = chunk.slice(start, newline > start && chunk.charCodeAt(stop - 1) === 13 ? stop - 1 : stop)
    if (text.includes('\r')) return undefined
    out.push({ text, start })
    start = stop + 1
  }
  return out
}
