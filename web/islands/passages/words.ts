/** Words of a block as the server knows them: every run of blanks one space, what is written by this page left out. */

const added = '.passage-note, .passage-bar, .passage-panel, .vh'

/** The text nodes that are a block's own: not those of blocks inside it, nor of what was added beside it. */
function ownNodes(block: Element): Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent?.closest('[data-p]') === block && !parent.closest(added)) nodes.push(node as Text)
    else if (parent && block.matches('li') && parent.closest('[data-p]')?.getAttribute('data-p') === block.getAttribute('data-p') && !parent.closest(added)) nodes.push(node as Text)
  }
  return nodes
}

/** The words of a range, without what this page added. */
export function ownText(range: Range): string {
  const copy = range.cloneContents()
  for (const one of copy.querySelectorAll(added)) one.remove()
  return copy.textContent?.replace(/\s+/g, ' ') ?? ''
}

/** Where words stand in a block, as ranges of text nodes; undefined when they do not. */
export function wordsIn(block: Element, words: string): readonly Range[] | undefined {
  if (words === '') return undefined
  const nodes = ownNodes(block)
  const places: { node: Text; offset: number }[] = []
  let text = ''
  for (const node of nodes) {
    for (let offset = 0; offset < node.data.length; offset++) {
      const letter = /\s/.test(node.data.charAt(offset)) ? ' ' : node.data.charAt(offset)
      if (letter === ' ' && (text === '' || text.endsWith(' '))) continue
      text += letter
      places.push({ node, offset })
    }
  }
  const start = text.indexOf(words)
  if (start < 0) return undefined
  const ranges: Range[] = []
  for (const { node, offset } of places.slice(start, start + words.length)) {
    const last = ranges.at(-1)
    if (last?.endContainer === node) { last.setEnd(node, offset + 1); continue }
    const range = document.createRange()
    range.setStart(node, offset)
    range.setEnd(node, offset + 1)
    ranges.push(range)
  }
  return ranges
}

/** Marks words of a block with more than a colour. */
export function markWords(block: Element, words: string): void {
  for (const range of [...(wordsIn(block, words) ?? [])].reverse()) {
    const mark = document.createElement('mark')
    mark.className = 'passage-mark'
    range.surroundContents(mark)
  }
}
