import type { Changes, ProseChange } from './changes.js'
import type { ProseDiff } from './edits.js'
import { folded, groupHtml, tableHeads, titleOf, unseenNotes, viewOf, withTableHead, type RenderDiffOptions } from './render-diff.js'
import { escapeHtml } from './safe-html.js'
import { viewWords } from './view-words.js'

/** A text as its reviewers go through it, in order. Every `html` is safe to insert. */
export type RenderedPart =
  /** What did not change, folded. */
  | { readonly kind: 'same'; readonly html: string }
  /** `old` and `new` name the change (prose/changes.ts); `is`: what became of it. */
  | { readonly kind: 'change'; readonly is: ProseChange['kind']; readonly old: readonly [number, number]; readonly new: readonly [number, number]; readonly title: string; readonly html: string }
  /** The place that a moved passage left: told where it was, decided where it is. */
  | { readonly kind: 'moved-away'; readonly title: string; readonly html: string }

/** More changes than this, or longer ones (UTF-16 units of HTML), are not decided one by one: the file is one change. */
const maxDecided = 300
const maxShownLength = 1_000_000
const foldedInlineLimit = 10_000

/** What changed in a text, one change after the other, each as its readers will see it. Undefined: too much for anybody to decide one by one. */
export function renderReview(diff: ProseDiff, { changes, parts }: Changes, options: RenderDiffOptions = {}): { readonly notes: string; readonly parts: readonly RenderedPart[] } | undefined {
  if (changes.length > maxDecided) return undefined
  const locale = options.locale ?? 'fr'
  const words = viewWords[locale]
  const view = viewOf(diff, options)
  const heads = tableHeads(diff.blocks)
  let length = 0
  const shown = new Map<number, string>()
  // Changes first: they are worth more of the budget of inline Markdown than what is folded.
  parts.forEach((part, index) => {
    if (part.change === undefined || length > maxShownLength) return
    const html = groupHtml(withTableHead(part.group, heads), view)
    length += html.length
    shown.set(index, html)
  })
  if (length > maxShownLength) return undefined
  view.inlineLeft = Math.min(view.inlineLeft, foldedInlineLimit)
  return {
    notes: unseenNotes(diff.edits, words).map((note) => `<p class="diff-note">${escapeHtml(note)}</p>`).join(''),
    parts: parts.flatMap(({ group, change, isGhost }, index): RenderedPart[] => {
      const html = shown.get(index)
      if (change === undefined || html === undefined) {
        const same = folded(group.blocks, view)
        return same === '' ? [] : [{ kind: 'same', html: same }]
      }
      const [field, another] = group.header?.fields ?? []
      const title = field !== undefined && another === undefined ? field.label : titleOf(group, words)
      return [isGhost ? { kind: 'moved-away', title, html } : { kind: 'change', is: group.kind, old: change.old, new: change.new, title, html }]
    }),
  }
}
