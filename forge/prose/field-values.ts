import { isMap, isScalar, isSeq, visit, type Node } from 'yaml'
import { documentOf, isTooNested } from '../../content-schema/header.js'

/** A YAML value as people understand it: what is written, never what a number became (`1.10` stays so). */
export type Value =
  | { readonly kind: 'scalar'; readonly text: string; readonly type: 'text' | 'number' | 'yes' | 'no' }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: Value])[] }
  | { readonly kind: 'none' }

export interface FieldValue {
  readonly value: Value
  /** Comments inside the field's lines, as written. */
  readonly comments: string
}

const maxLength = 64_000
const maxDepth = 6
const maxNodes = 3_000

/**
 * The value of one header field, from its lines. Undefined when it cannot be told in words without hiding something: YAML that is broken,
 * or deeper than people write, or with tags, anchors and aliases; or a header that is not YAML. The lines themselves are shown then.
 */
export function readFieldValue(source: string, field: string): FieldValue | undefined {
  if (source.length > maxLength || isTooNested(source)) return undefined
  try {
    const document = documentOf(source.replace(/\r\n?/g, '\n'))
    if (document.errors.length > 0 || !isMap(document.contents) || document.contents.items.length !== 1) return undefined
    const { key, value } = document.contents.items[0]!
    if (!isScalar(key) || String(key.value) !== field) return undefined
    const left = { nodes: maxNodes }
    const read = valueOf(value, 0, left)
    if (read === undefined) return undefined
    const comments: string[] = []
    const keep = (node: unknown) => {
      const { comment, commentBefore } = node as Partial<Node>
      if (commentBefore) comments.push(commentBefore.trim())
      if (comment) comments.push(comment.trim())
    }
    keep(document)
    visit(document, { Node: (_, node) => { keep(node) } })
    return { value: read, comments: comments.join('\n') }
  } catch {
    return undefined
  }
}

function valueOf(node: unknown, depth: number, left: { nodes: number }): Value | undefined {
  if (--left.nodes < 0 || depth > maxDepth) return undefined
  if (node === null || node === undefined) return { kind: 'none' }
  const { tag, anchor } = node as { tag?: string; anchor?: string }
  if (anchor !== undefined || (tag !== undefined && !tag.startsWith('tag:yaml.org,2002:'))) return undefined
  if (isScalar(node)) {
    if (typeof node.value === 'string') return { kind: 'scalar', text: node.value, type: 'text' }
    if (node.value === null) return { kind: 'none' }
    const text = node.source ?? String(node.value)
    return { kind: 'scalar', text, type: typeof node.value === 'boolean' ? (node.value ? 'yes' : 'no') : 'number' }
  }
  if (isSeq(node)) {
    const items: Value[] = []
    for (const item of node.items) {
      const read = valueOf(item, depth + 1, left)
      if (read === undefined) return undefined
      items.push(read)
    }
    return { kind: 'list', items }
  }
  if (!isMap(node)) return undefined
  const entries: [string, Value][] = []
  for (const { key, value } of node.items) {
    const read = isScalar(key) ? valueOf(value, depth + 1, left) : undefined
    if (!isScalar(key) || read === undefined) return undefined
    entries.push([String(key.value), read])
  }
  return { kind: 'map', entries }
}

/** Equal for two values that say the same thing, however they are written. */
export const canonical = (value: Value): string => JSON.stringify(value)
