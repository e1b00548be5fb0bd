import type { Segment } from './segments.js'

const definition = /^\[([^[\]^\n][^[\]\n]*)\]:[ \t]*\S[^\n]*$/

/**
 * A paragraph of lines that each say `[label]: address` is a list of definitions to whoever writes it, even where Markdown sees none, since a template
 * puts blanks in its addresses (`{{ page.root }}/guide`): each line is then a block, known by its label. Other blocks are left as they are.
 */
export function withDefinitions(block: Segment): readonly Segment[] {
  if (block.kind !== 'paragraph' || block.containers.length > 0 || !block.source.startsWith('[')) return [block]
  const lines = [...block.source.matchAll(/[^\r\n]+/g)]
  const labels = lines.map(([line]) => definition.exec(line)?.[1])
  if (labels.includes(undefined)) return [block]
  return lines.map(({ 0: source, index }, at): Segment => {
    const start = block.start + index
    return { kind: 'definition', start, end: start + source.length, source, key: `d:${labels[at]!.toLowerCase().replace(/\s+/g, ' ')}`, containers: [], content: [start, start + source.length] }
  })
}
