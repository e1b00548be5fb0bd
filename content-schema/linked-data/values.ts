/**
 * How a value of a header and a value of JSON-LD say the same thing.
 *
 * - `text`: a sentence, in the language of the fiche; `name`: the same, never holding an e-mail address
 * - `plain`: a word, number, date or yes/no that belongs to no language
 * - `duration`: ISO 8601 · `licence`: SPDX id ↔ address · `address`: http(s) only · `json`: kept as it is
 * - `concept`: notation ↔ IRI of its vocabulary
 * - `file`: a file of the resource ↔ its address · `ref`: another resource (`owner/slug` or an address, or both its title and that) ·
 *   `community`: its handle
 * - `node`: a record ↔ a node; `flat`: a record whose parts are said of the fiche itself
 */
export type Value =
  | { readonly kind: 'text' | 'name' | 'plain' | 'duration' | 'licence' | 'address' | 'file' | 'ref' | 'community' | 'json' }
  | { readonly kind: 'concept'; readonly vocabulary: string }
  | NodeValue
  | { readonly kind: 'flat'; readonly parts: readonly Part[] }

export interface NodeValue {
  readonly kind: 'node'
  /** schema.org type. */
  readonly type: string
  /** What an item written as plain text holds. */
  readonly main: string
  readonly parts: readonly Part[]
  /** Order matters: each node says its `position`. */
  readonly ordered?: true
  /** A node with nothing but `main` is written as plain text in a header. */
  readonly bare?: true
}

/** A key of a record, and the term it is. */
export interface Part {
  readonly key: string
  readonly term: string
  readonly value: Value
  /** A list; one value alone is as good as a list of one. */
  readonly many?: true
}

/** A field of a header, and the term it is: one line of the mapping. */
export interface FieldTerm extends Part {
  /** Only for these types: elsewhere the key means something else, or nothing. */
  readonly types?: readonly string[]
  /** A schema.org term that says nearly the same, for those who know no other; derived, never read back. */
  readonly also?: { readonly term: string; readonly as: 'same' | 'label' | 'address' | 'work' | 'audienceType' | 'educationalRole' | 'doi' }
}

export const text: Value = { kind: 'text' }
export const plain: Value = { kind: 'plain' }
export const duration: Value = { kind: 'duration' }
export const licence: Value = { kind: 'licence' }
export const address: Value = { kind: 'address' }
export const file: Value = { kind: 'file' }
export const ref: Value = { kind: 'ref' }
export const json: Value = { kind: 'json' }
export const community: Value = { kind: 'community' }
export const concept = (vocabulary: string): Value => ({ kind: 'concept', vocabulary })
export const part = (key: string, term: string, value: Value = text, many?: 'many'): Part => ({ key, term, value, ...(many && { many: true as const }) })
export const node = (type: string, main: string, parts: readonly Part[], how?: 'ordered' | 'bare'): Value => ({ kind: 'node', type, main, parts, ...(how && { [how]: true as const }) })
