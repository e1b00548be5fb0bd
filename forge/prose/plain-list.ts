import { collapsed, type Container, type Piece, type Reading } from './pieces.js'
import { isBlank, prose, type Line } from './plain-lines.js'

const marked = /^( *)([-*+]|\d{1,9}[.)])( {1,4})(?=\S)(\[[ xX]\] )?/
/** True when a chunk starts with a list item at the margin, something in it. */
export const isItem = (chunk: string): boolean => /^(?:[-*+]|\d{1,9}[.)]) {1,4}\S/.test(chunk)

/** An item whose words, and items of its own, may go on. `column`: where its content starts. */
interface Open {
  readonly column: number
  readonly marker: string
  readonly containers: readonly Container[]
  /** The kind and the container of the list it is in. */
  readonly list: Container
}

const kindOf = (marker: string) => marker.at(-1)

/**
 * Reads a list item and the items inside it, at any depth, when each is one paragraph of plain lines; undefined for anything else. `next` is
 * the marker of the item that follows at the margin, if one does.
 */
export function plainItem(chunk: string, lines: readonly Line[], next: string | undefined): Reading | undefined {
  const pieces: Piece[] = []
  const open: Open[] = []
  let isAfterBlank = true
  for (const { text, start } of lines) {
    if (isBlank(text)) {
      isAfterBlank = true
      continue
    }
    const found = marked.exec(text)
    const indent = /^ */.exec(text)![0].length
    if (found === null) {
      const words = text.replace(/^[ \t]+/, '')
      if (!prose.test(words)) return undefined
      const to = start + text.replace(/[ \t]+$/, '').length
      if (isAfterBlank) {
        // A paragraph of the innermost item it stands under.
        const depth = open.findLastIndex((item) => indent >= item.column)
        if (depth < 0 || indent - open[depth]!.column > 3 || text.length - words.length !== indent) return undefined
        open.splice(depth + 1)
        const content = [start + indent, to] as const
        pieces.push({ kind: 'paragraph', start, end: start + text.length, key: `t:${collapsed(chunk.slice(...content))}`, containers: open[depth]!.containers, content })
      } else {
        // Without a blank line before, words go on with the paragraph wherever they stand.
        const last = pieces.pop()!
        const content = [last.content[0], to] as const
        pieces.push({ ...last, end: start + text.length, content, key: `${last.key.slice(0, 2)}${collapsed(chunk.slice(...content))}` })
      }
      isAfterBlank = false
      continue
    }
    const [lead, , marker, , task] = found as unknown as [string, string, string, string, string | undefined]
    const item = opened(open, indent, marker, start, lead.length - (task?.length ?? 0), isAfterBlank, task)
    if (item === undefined || !prose.test(text.slice(lead.length))) return undefined
    const content = [start + lead.length, start + text.replace(/[ \t]+$/, '').length] as const
    pieces.push({ kind: 'list-item', start, end: start + text.length, key: `l:${collapsed(chunk.slice(...content))}`, containers: item.containers, content })
    isAfterBlank = false
  }
  // A list goes on as long as its items are marked alike.
  return { pieces, goesOn: next !== undefined && next !== '' && kindOf(next) === kindOf(open[0]!.marker) }
}

/** Closes the items that a marker at this column is not inside, and opens its own; undefined when it could be read otherwise. */
function opened(open: Open[], column: number, marker: string, start: number, width: number, isAfterBlank: boolean, task: string | undefined): Open | undefined {
  let depth = open.findIndex((item) => column < item.column)
  if (depth < 0) depth = open.length
  const margin = depth === 0 ? 0 : open[depth - 1]!.column
  if (column - margin > 3 || (depth === 0 && start > 0)) return undefined
  const sibling = open[depth]
  const isSame = sibling !== undefined && kindOf(sibling.marker) === kindOf(marker)
  const ordered = marker.length > 1
  // In the middle of a paragraph only a bullet or a 1 opens a list.
  if (!isSame && !isAfterBlank && ordered && marker.slice(0, -1) !== '1') return undefined
  const id = start + column
  const list: Container = isSame ? sibling.list : { type: 'list', id, ordered, first: ordered ? Number.parseInt(marker, 10) : 1 }
  const item: Open = { column: width, marker, list, containers: [...(depth === 0 ? [] : open[depth - 1]!.containers), list, { type: 'item', id, ...(task === undefined ? {} : { checked: task[1] !== ' ' }) }] }
  open.splice(depth, open.length, item)
  return item
}
