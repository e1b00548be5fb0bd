/** A message for a terminal. */

/**
 * Lines of at most `columns` characters, cut between words alone: a no-break space holds, an address or a command between brackets, `(git …)`, stays whole.
 * Lines that are there stay apart; what goes on below one of them is set back with it.
 */
export function shortLines(text: string, columns: number): string {
  return text.split('\n').map((line) => {
    const indent = /^ */.exec(line)?.[0] ?? ''
    const kept: string[] = []
    let current = indent
    for (const word of line.slice(indent.length).match(pieces) ?? []) {
      if (current.length > indent.length && lengthOf(current) + 1 + lengthOf(word) > columns) { kept.push(current); current = indent }
      current += current.length > indent.length ? ` ${word}` : word
    }
    return [...kept, current].join('\n')
  }).join('\n')
}

/** Words, and commands to copy, whole: « (git push origin HEAD:main), ». */
const pieces = /\(git [^)]*\)[^ ]*|[^ ]+/g

/** In characters, as a terminal counts columns (wide signs apart). */
const lengthOf = (text: string): number => [...text].length
