import { isScalar, visit } from 'yaml'
import { documentOf, HEADER_LIMIT, isTooNested, placeOfHeader } from './header.js'

/** A text written in a header: its value as YAML reads it, and where it is written in the file (UTF-16 units, quotes and signs included). */
export interface HeaderText { readonly key: string; readonly value: string; readonly start: number; readonly end: number }

/** Every text of a header, in the order of the file, each under its top-level key. None for a header that cannot be read. */
export function headerTexts(text: string): HeaderText[] {
  const place = placeOfHeader(text)
  if (!place.hasHeader || place.yaml.length > HEADER_LIMIT || isTooNested(place.yaml)) return []
  const found: HeaderText[] = []
  try {
    visit(documentOf(place.yaml), {
      Scalar(key, node, path) {
        if (key === 'key' || !node.range) return
        const top = path.find((one) => 'key' in one)
        const name = top !== undefined && 'key' in top && isScalar(top.key) ? String(top.key.value) : ''
        if (node.value !== null && node.value !== undefined) found.push({ key: name, value: String(node.value), start: place.yamlStart + node.range[0], end: place.yamlStart + node.range[1] })
      },
    })
  } catch { return [] }
  return found
}
