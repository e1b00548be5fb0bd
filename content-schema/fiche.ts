import type { FicheFields } from './fiche-fields.js'
import { lineAt, placeOfHeader, readHeader, type YamlProblem } from './header.js'
import { readFields } from './read-fields.js'

export type { Agent, Cover, FicheFields, Material, ProseValue, Source, Step, Variant } from './fiche-fields.js'
export { REQUIRED_FIELDS } from './fiche-fields.js'
export type { YamlProblem } from './header.js'

/**
 * A Markdown file read with its header. Whatever the file holds, it can be read: what is broken is said, never thrown.
 *
 * `header` has the raw values; where the YAML is broken, only the keys that can be read on their own ({} when none).
 */
export interface Fiche {
  text: string
  hasHeader: boolean
  header: Record<string, unknown>
  yamlProblem?: YamlProblem
  /** All that is broken in the header, `yamlProblem` first; usually nothing. */
  yamlProblems: readonly YamlProblem[]
  body: string
  /** Offset of the body in `text`, in UTF-16 units. */
  bodyStart: number
  /** 1-based line of `text` where the body starts. */
  bodyLine: number
  fields: FicheFields
}

/** Reads a Markdown file. Never throws. */
export function parseFiche(text: string): Fiche {
  const place = placeOfHeader(text)
  const reading = readHeader(place)
  const body = text.slice(place.bodyStart)
  const fiche: Fiche = {
    text,
    hasHeader: place.hasHeader,
    header: reading.values,
    yamlProblems: reading.problems,
    body,
    bodyStart: place.bodyStart,
    bodyLine: lineAt(text, place.bodyStart),
    fields: readFields(reading.values, body),
  }
  const [first] = reading.problems
  if (first) fiche.yamlProblem = first
  return fiche
}
