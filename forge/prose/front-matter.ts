import { isMap, isScalar, parseDocument } from 'yaml'
import { maxYamlLength } from './limits.js'

/** The lines of one top-level key of a YAML header: `[start, end)` in the header's text, whole lines, last newline left out. */
export interface FieldRange {
  readonly field: string
  readonly start: number
  readonly end: number
}

/** Finds each top-level field with the lines it owns. A header that is not valid YAML is read by its look: `key:` at the start of a line. */
export function fieldRanges(yaml: string): FieldRange[] {
  const starts = fieldStarts(yaml)
  return starts.map(({ field, start }, index) => {
    const limit = starts[index + 1]?.start ?? yaml.length
    return { field, start, end: start + ownLength(yaml.slice(start, limit)) }
  })
}

/** Comments and blank lines before the next field belong to neither; an indented `#` is part of a block of text. */
function ownLength(slice: string): number {
  return slice.replace(/(?:\r?\n(?:[ \t]*|#[^\r\n]*))+$/, '').length
}

function fieldStarts(yaml: string): { field: string; start: number }[] {
  if (yaml.length <= maxYamlLength) {
    const document = parseDocument(yaml, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
    if (document.errors.length === 0 && isMap(document.contents) && document.contents.flow !== true) {
      const starts: { field: string; start: number }[] = []
      for (const { key } of document.contents.items) {
        if (!isScalar(key) || key.range === null || key.range === undefined) return byLook(yaml)
        const start = yaml.lastIndexOf('\n', key.range[0] - 1) + 1
        // Two keys on one line, or a key that its explicit `?` precedes: not a layout to cut by lines.
        if (start <= (starts.at(-1)?.start ?? -1) || yaml.slice(start, key.range[0]) !== '') return byLook(yaml)
        starts.push({ field: String(key.value), start })
      }
      return starts
    }
  }
  return byLook(yaml)
}

function byLook(yaml: string): { field: string; start: number }[] {
  return [...yaml.matchAll(/^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#\-:'"][^:\n]*?))[ \t]*[:=](?=\s|$)/gm)]
    .map((match) => ({ field: match[1] ?? match[2] ?? match[3] ?? '', start: match.index }))
}
