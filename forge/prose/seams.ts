import type { BlockDiff, Edit, ProseDiff } from './edits.js'
import { escapeHtml } from './safe-html.js'
import { viewWords, type ViewWords } from './view-words.js'

/** What was cut, or joined: items of a list, or else paragraphs, in an item too. */
export function seamNoun({ seam, old, new: next }: BlockDiff): 'item' | 'paragraph' {
  const isInside = seam === 'cut' && next?.kind === 'paragraph' && next.containers.length === old?.containers.length
  return old?.kind === 'list-item' && !isInside ? 'item' : 'paragraph'
}

/** « paragraphe coupé ici », where a block goes on with the one before it, or does no more; nothing elsewhere. */
export const seamHtml = (block: BlockDiff, words: ViewWords): string => (block.seam === undefined ? '' : markHtml(block.seam, labelOf(block, words)))

function labelOf(block: BlockDiff, words: ViewWords): string {
  const is = block.seam!
  const isElsewhere = block.old?.containers.length !== block.new?.containers.length
  return words.seam[is][seamNoun(block)] + (isElsewhere ? words.seamInto[is][block.new?.kind === 'list-item' ? 'item' : 'paragraph'] : '')
}
const markHtml = (is: 'cut' | 'join', label: string) => `<span class="diff-note diff-seam" data-seam="${is}">${escapeHtml(label)}</span> `

/** A place where paragraphs are parted in one text and not in the other: at `at` in the text that parts them (`side`), between the end of one line and the start of another. */
export interface Seam {
  readonly side: 'old' | 'new'
  readonly is: 'cut' | 'join'
  readonly at: readonly [number, number]
  readonly label: string
}

export function seamsOf({ blocks }: Pick<ProseDiff, 'blocks'>, locale: 'fr' | 'en' = 'fr'): Seam[] {
  const words = viewWords[locale]
  return blocks.flatMap((block): Seam[] => {
    if (block.seam === undefined) return []
    const edit: Edit | undefined = block.edits.find(({ kind }) => kind === block.seam)
    const side = block.seam === 'cut' ? 'new' : 'old'
    return edit === undefined ? [] : [{ side, is: block.seam, at: edit[side], label: labelOf(block, words) }]
  })
}

/** As in the text, for views made of lines. */
export const seamMark = ({ is, label }: Pick<Seam, 'is' | 'label'>): string => markHtml(is, label)
