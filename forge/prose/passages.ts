import { contentOf, inlineRuns, type InlineBudget } from './inline.js'
import { collapsed, segment, type Segment } from './segments.js'

/** One block of a text as its readers meet it: where it is written, and the words they see. */
export interface Passage {
  readonly segment: Segment
  /** UTF-16 offsets in the text. */
  readonly block: readonly [number, number]
  /** Its words without marks, every run of blanks (no-break ones too) one space. Empty for a picture alone. */
  readonly words: string
}

/** Characters of inline Markdown read for one text; past it, marks count as words. */
const mostInline = 400_000

const unseen = new Set<Segment['kind']>(['separator', 'fence', 'comment', 'table-rule', 'definition', 'directive', 'rule'])

/** The blocks of a text that readers see, in order, header fields included. */
export function passagesOf(text: string): Passage[] {
  const segments = segment(text)
  const definitions = segments.filter(({ kind }) => kind === 'definition').map(({ source }) => source).join('\n').slice(0, 20_000)
  const budget = { inlineLeft: mostInline }
  return segments.filter(({ kind }) => !unseen.has(kind)).map((one) => ({ segment: one, block: [one.start, one.end], words: wordsSeen(one, definitions, budget) }))
}

/** The block that holds an offset of the text; undefined between two blocks. */
export const passageAt = (passages: readonly Passage[], at: number): Passage | undefined => passages.find(({ block: [start, end] }) => start <= at && at < end)

function wordsSeen(block: Segment, definitions: string, budget: InlineBudget): string {
  switch (block.kind) {
    case 'field': return collapsed(block.source.slice(block.source.indexOf(':') + 1))
    case 'code': return collapsed(block.key.slice(block.key.indexOf(':', 2) + 1))
    case 'html': return collapsed(block.source.replace(/<!--[^]*?-->|<[^<>]*>/g, ' '))
    case 'table-row': return collapsed((block.cells ?? []).map((cell) => inline(contentOf(block, cell), definitions, budget)).join(' '))
    default: return collapsed(inline(contentOf(block), definitions, budget))
  }
}

/** What is drawn (a picture) or pointed at (a note) is no word of the sentence. */
function inline(content: string, definitions: string, budget: InlineBudget): string {
  const runs = inlineRuns(content, definitions, budget)
  return runs.map(({ text, marks, atom }) => (atom === 'image' || marks.some(({ tag }) => tag === 'tag') || /^\[\^[^\]]+\]$/.test(text) ? '' : text)).join('')
}
