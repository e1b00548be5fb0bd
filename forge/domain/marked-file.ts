import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import { headerTexts, type HeaderText } from '../../content-schema/header-texts.js'
import { placeOfHeader } from '../../content-schema/header.js'
import type { WordMarks } from '../prose/word-marks.js'
import { runsFrom, runsOfValue } from '../prose/word-places.js'

/** Marks of a whole file, brought to the texts that pages make of it: its body, the values of its header. */
export interface MarkedFile {
  /** For the end of the file, from an offset on. */
  from(offset: number): WordMarks
  /** For a text that a field of the header holds; undefined when it is written nowhere there. */
  of(field: string, text: string): WordMarks | undefined
  /** For the YAML of the header, as it is written. */
  readonly header: { readonly yaml: string; readonly marks: WordMarks } | undefined
}

/** `marks.runs` are offsets in `text`, the whole file. */
export function markedFile(text: string, marks: WordMarks): MarkedFile {
  const place = placeOfHeader(text)
  const texts = headerTexts(text)
  const taken = new Set<HeaderText>()
  const file = { text, runs: marks.runs }
  const within = (value: string, from: number, to: number): WordMarks => ({ runs: runsOfValue(value, file, from, to), looks: marks.looks })
  return {
    from: (offset) => ({ runs: runsFrom(marks.runs, offset), looks: marks.looks }),
    of(field, value) {
      const names = new Set([field, ...(FIELD_ALIASES[field] ?? []), ...(field === 'deroule' ? ['etapes'] : [])])
      const own = texts.filter(({ key }) => names.has(key))
      const wanted = value.trim()
      // The same words written twice are shown twice, in the same order.
      const same = own.filter((one) => one.value.trim() === wanted)
      const found = same.find((one) => !taken.has(one)) ?? same[0]
      if (found) { taken.add(found); return within(value, found.start, found.end) }
      const first = own[0]
      const last = own.at(-1)
      if (first && last) return within(value, first.start, last.end)
      // A title may be the first heading of the text.
      if (field !== 'titre') return undefined
      const heading = /^#{1,2}[ \t]+[^\n]*|^[^\n]+\n=+[ \t]*$/m.exec(text.slice(place.bodyStart))
      return heading?.[0].includes(wanted) === true ? within(value, place.bodyStart + heading.index, place.bodyStart + heading.index + heading[0].length) : undefined
    },
    header: place.hasHeader ? { yaml: place.yaml, marks: { runs: runsFrom(marks.runs, place.yamlStart).filter(({ start }) => start < place.yaml.length), looks: marks.looks } } : undefined,
  }
}
