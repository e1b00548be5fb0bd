import type { Segment } from './segments.js'

/** What makes a block the kind it is, wherever it stands: level, quotes, lists, a box ticked. */
export const frameOf = ({ kind, level, containers }: Segment): string => [kind, level, ...containers.map((one) => one.type + (one.type === 'item' ? String(one.checked) : ''))].join('\n')

/** A block that is one link or one image: what it says, where it leads, how it is called. */
const onlyLink = /^(!?\[)((?:[^[\]\n]|\[[^[\]\n]*\])*)(\]\()([^()\s<>]+)(\s+"[^"\n]*")?(\))$/

/** The parts of a block that a person changes without a thought for the others; `undefined` when it spans lines. */
function partsOf({ source, start, content }: Segment): readonly string[] | undefined {
  const [from, to] = [content[0] - start, content[1] - start]
  const said = source.slice(from, to)
  if (said.includes('\n')) return undefined
  const link = onlyLink.exec(said)
  return [source.slice(0, from), ...(link === null ? [said] : link.slice(1).map((part: string | undefined) => part ?? '')), source.slice(to)]
}

/**
 * Merges what two people made of one block when each changed another part of it: the level of a heading, the marker of an item, its words; of
 * a block that is one link or one image, its text, its address, its title. However much of the words changed: the level does not depend
 * on them. `undefined` when both changed one part, each in their own way.
 */
export function mergeFrame(base: Segment, ours: Segment, theirs: Segment): string | undefined {
  const [b, o, t] = [base, ours, theirs].map(partsOf)
  if (b === undefined || o === undefined || t === undefined || b.length !== o.length || b.length !== t.length) return undefined
  const merged = b.map((was, at) => (o[at] === was ? t[at]! : t[at] === was || t[at] === o[at] ? o[at]! : undefined))
  return merged.includes(undefined) ? undefined : merged.join('')
}

/** Where a block that is one link leads. */
const addressOf = (block: Segment): string | undefined => onlyLink.exec(block.source.slice(block.content[0] - block.start, block.content[1] - block.start))?.[4]

/**
 * True when a block that came where another went is the same one said otherwise: a heading of the same level, or a link that leads to the
 * same page. To be asked of blocks that stand alone of their kind between the same neighbours.
 */
export function isSaidAnew(gone: Segment, come: Segment): boolean {
  if (gone.kind !== come.kind || gone.containers.length !== come.containers.length) return false
  if (gone.kind === 'heading') return gone.level === come.level
  const address = addressOf(gone)
  return address !== undefined && address === addressOf(come)
}
