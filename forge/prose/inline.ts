import type { Nodes, PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { isTooIntricate } from './limits.js'
import { simpleRuns, type Mark, type Run } from './simple-inline.js'
import type { Segment } from './segments.js'

export type { Mark, Run } from './simple-inline.js'

const parsing = { extensions: [gfm()], mdastExtensions: gfmFromMarkdown() }
const mayHoldMarks = /[*_`[\]<~\\&]|:\/\/|www\.|@| {2}\r?\n/i

/** Characters the parser may still read in one view; past it, marks show as written. */
export interface InlineBudget { inlineLeft: number }

/** Reads a block's inline Markdown as runs. `definitions` are the link definitions it may mean, so that `[words][label]` is a link. */
export function inlineRuns(content: string, definitions: string, budget: InlineBudget): Run[] {
  if (!mayHoldMarks.test(content)) return plainRuns(content)
  const simple = simpleRuns(content)
  if (simple !== undefined) return simple
  // A short text costs its set-up.
  budget.inlineLeft -= content.length + 80
  if (budget.inlineLeft < 0 || isTooIntricate(content)) return plainRuns(content)
  return parsedRuns(content, definitions)
}

/** The same, by the parser whatever it holds. */
export function parsedRuns(content: string, definitions: string): Run[] {
  // A heading takes inline content only: nothing in it can start a list or a quote.
  const isOneLine = !content.includes('\n')
  const tree = fromMarkdown(`${isOneLine ? '# ' : ''}${content}\n\n${content.includes('[') ? definitions : ''}`, parsing)
  const [first, ...rest] = tree.children
  const isWhole = rest.every((node) => node.type === 'definition') && (first?.type === 'heading' || first?.type === 'paragraph')
  if (!isWhole || first === undefined || !('children' in first)) return plainRuns(content)
  const out: Run[] = []
  flatten(first.children, [], out)
  return out
}

/** The same text with its marks left visible. */
export const plainRuns = (content: string): Run[] => [{ text: content, marks: [] }]

function flatten(nodes: readonly (PhrasingContent | Nodes)[], marks: readonly Mark[], out: Run[]): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'text': out.push({ text: node.value, marks }); break
      case 'inlineCode': out.push({ text: node.value, marks: [...marks, { tag: 'code' }] }); break
      case 'html': out.push({ text: node.value, marks: [...marks, { tag: 'tag' }] }); break
      case 'emphasis': flatten(node.children, [...marks, { tag: 'em' }], out); break
      case 'strong': flatten(node.children, [...marks, { tag: 'strong' }], out); break
      case 'delete': flatten(node.children, [...marks, { tag: 'del' }], out); break
      // A link around nothing is said by its address.
      case 'link': flatten(node.children.length > 0 ? node.children : [{ type: 'text', value: node.url }], [...marks, { tag: 'a', url: node.url }], out); break
      case 'linkReference': flatten(node.children, marks, out); break
      case 'image': out.push({ text: node.alt ?? '', marks, atom: 'image', url: node.url }); break
      case 'imageReference': out.push({ text: node.alt ?? '', marks, atom: 'image' }); break
      case 'footnoteReference': out.push({ text: `[^${node.label ?? node.identifier}]`, marks }); break
      case 'break': out.push({ text: '\n', marks, atom: 'break' }); break
      default: if ('children' in node) flatten(node.children, marks, out)
    }
  }
}

/** A block's own words as Markdown, without bullets, `>` and `##`. */
export function contentOf(block: Segment, range: readonly [number, number] = block.content): string {
  const text = block.source.slice(range[0] - block.start, range[1] - block.start)
  if (!/[\r\n]/.test(text)) return block.kind === 'table-row' ? text.replace(/\\\|/g, '|') : text
  const isQuoted = block.containers.some((container) => container.type === 'quote')
  const unquoted = isQuoted ? text.replace(/(\r?\n)[ \t]*(?:>[ \t]?)+/g, '$1') : text
  return block.kind === 'heading' ? unquoted.replace(/\s*\r?\n\s*/g, ' ') : unquoted.replace(/(\r?\n)[ \t]+/g, '$1')
}
