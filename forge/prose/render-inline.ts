import { readable } from './block-edits.js'
import { commonEnd, commonStart } from './common-ends.js'
import type { Edit } from './edits.js'
import type { Mark, Run } from './inline.js'
import { escapeHtml, isHostileUrl } from './safe-html.js'
import { changesBetween, interner, type Budget } from './sequence.js'
import type { ViewWords } from './view-words.js'
import { budgetForAll, wordsWithin, type WordBudget } from './words.js'

export type Op = 'same' | 'ins' | 'del'
interface Token extends Run { readonly op: Op }

/** What inline rendering needs from its page. */
export interface InlineOptions {
  readonly words: ViewWords
  /** `side`: which text wrote the address. What did not change is the new text's. */
  readonly resolveUrl: (url: string, kind: 'link' | 'image', side: 'old' | 'new') => string | undefined
}

/** HTML of inline content, and whether some of it is marked as added or removed. */
export interface InlineHtml {
  readonly html: string
  readonly isMarked: boolean
}

/** One version's inline content, wholly unchanged, added or removed. */
export function renderRuns(runs: readonly Run[], op: Op, options: InlineOptions): InlineHtml {
  return emit(runs.map((run) => ({ ...run, op })), options)
}

/** Two versions of the same inline content: words of both, marked where they differ. Words whose marks alone differ carry the new ones. */
export function renderRunsDiff(old: readonly Run[], next: readonly Run[], options: InlineOptions, budget: Budget): InlineHtml {
  const ends = commonEnds(old, next)
  const letters = budgetForAll([...between(old, ends), ...between(next, ends)], budget)
  const [from, to] = [tokens(old, ends, letters), tokens(next, ends, letters)]
  const toInts = interner()
  const changes = readable(changesBetween(toInts(from.map(comparable)), toInts(to.map(comparable)), budget), from)
  const out: Token[] = []
  let newAt = 0
  const same = (until: number) => { while (newAt < until) out.push({ ...to[newAt++]!, op: 'same' }) }
  for (const change of changes) {
    same(change.newStart)
    for (const token of from.slice(change.oldStart, change.oldEnd)) out.push({ ...token, op: 'del' })
    for (; newAt < change.newEnd; newAt++) out.push({ ...to[newAt]!, op: 'ins' })
  }
  same(to.length)
  return emit(out, options)
}

/** Runs at the start and at the end, and letters of the run beside them, that are the same in both. */
interface Ends {
  readonly runs: readonly [number, number]
  readonly letters: readonly [number, number]
}

function commonEnds(old: readonly Run[], next: readonly Run[]): Ends {
  const areSame = (a: Run, b: Run) => a.text === b.text && a.atom === b.atom && a.url === b.url && areAlike(a, b)
  const areAlike = (a: Run, b: Run) => a.marks.map(signature).join() === b.marks.map(signature).join()
  const limit = Math.min(old.length, next.length)
  let first = 0
  while (first < limit && areSame(old[first]!, next[first]!)) first++
  let last = 0
  while (last < limit - first && areSame(old[old.length - 1 - last]!, next[next.length - 1 - last]!)) last++
  const [a, b] = [old[first], next[first]]
  const isText = (run: Run | undefined): run is Run => run !== undefined && run.atom === undefined
  const head = first < limit - last && isText(a) && isText(b) ? commonStart(a.text, b.text) : 0
  const [y, z] = [old[old.length - 1 - last], next[next.length - 1 - last]]
  const isOneRun = old.length - last === first + 1 || next.length - last === first + 1
  const tail = first < limit - last && isText(y) && isText(z) ? commonEnd(y.text, z.text, isOneRun ? head : 0) : 0
  return { runs: [first, last], letters: [head, tail] }
}

/** The texts that differ, whole. */
const between = (runs: readonly Run[], { runs: [first, last] }: Ends) => runs.slice(first, runs.length - last).flatMap((run) => (run.atom === undefined ? [run.text] : []))

function tokens(runs: readonly Run[], { runs: [first, last], letters: [head, tail] }: Ends, budget: WordBudget): Run[] {
  return runs.flatMap((run, index) => {
    const fromEnd = runs.length - 1 - index
    if (run.atom !== undefined || index < first || fromEnd < last) return [run]
    const start = index === first ? head : 0
    const end = run.text.length - (fromEnd === last ? tail : 0)
    const part = (text: string) => (text === '' ? [] : [{ text, marks: run.marks }])
    return [
      ...part(run.text.slice(0, start)), ...wordsWithin(run.text.slice(start, end), budget).map(({ text }) => ({ text, marks: run.marks })),
      ...part(run.text.slice(end)),
    ]
  })
}

/** Layout is no difference (browsers fold blanks); no-break spaces are one. */
const comparable = (run: Run) => `${run.atom ?? ''}${/^[ \t\r\n]+$/.test(run.text) && run.atom === undefined ? ' ' : run.text.normalize('NFC')}`

const sideOf = (op: Op) => (op === 'del' ? 'old' as const : 'new' as const)

const signature = (mark: Mark) => (mark.tag === 'a' ? `a ${mark.url}` : mark.tag)

function emit(list: readonly Token[], options: InlineOptions): InlineHtml {
  let html = ''
  let isMarked = false
  const open: { readonly signature: string; readonly close: string }[] = []
  const close = (to: number) => { while (open.length > to) html += open.pop()!.close }
  const sides = new Map<string, Set<Op>>()
  for (const { op, marks } of list) for (const mark of marks) if (mark.tag === 'a') sides.set(signature(mark), (sides.get(signature(mark)) ?? new Set<Op>()).add(op))
  for (let at = 0; at < list.length;) {
    const { op } = list[at]!
    let end = at
    while (end < list.length && list[end]!.op === op) end++
    if (op !== 'same') {
      isMarked = true
      html += `<span class="vh">${options.words.start[op]}</span>`
    }
    while (at < end) {
      const { marks } = list[at]!
      let shared = 0
      while (shared < open.length && shared < marks.length && open[shared]!.signature === signature(marks[shared]!)) shared++
      close(shared)
      for (const mark of marks.slice(shared)) {
        const [before, after] = tagsOf(mark, op, options)
        html += before
        // A link that comes or goes and leads nowhere from here says where it leads.
        const isToldApart = op !== 'same' && mark.tag === 'a' && sides.get(signature(mark))?.size === 1 && linkOf(mark.url, op, options) === undefined
        open.push({ signature: signature(mark), close: isToldApart ? `${after}<${op} class="diff-address"> (${escapeHtml(mark.url)})</${op}>` : after })
      }
      let text = ''
      const key = marks.map(signature).join()
      for (; at < end && list[at]!.marks.map(signature).join() === key; at++) text += tokenHtml(list[at]!, options)
      html += op === 'same' ? text : `<${op}>${text}</${op}>${invisible(text, options)}`
    }
    if (op !== 'same') {
      close(0)
      html += `<span class="vh">${options.words.end[op]}</span>`
    }
  }
  close(0)
  return { html, isMarked }
}

/** A mark that holds nothing to be seen is told by a sign beside it. */
function invisible(text: string, { words: said }: Pick<InlineOptions, 'words'>): string {
  const found = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]*$/.test(text) ? /[\u00A0\u00AD\u2007\u200B-\u200F\u202F\u2060\uFEFF]/.exec(text) : null
  return found === null ? '' : `<span class="diff-invisible" role="img" aria-label="${escapeHtml(said.invisible(found[0]))}" title="${escapeHtml(said.invisible(found[0]))}"></span>`
}

function tokenHtml(token: Token, options: InlineOptions): string {
  if (token.atom === 'break') return '<br>'
  if (token.atom !== 'image') return escapeHtml(token.text)
  const src = token.url === undefined || isHostileUrl(token.url) ? undefined : options.resolveUrl(token.url, 'image', sideOf(token.op))
  if (src === undefined || isHostileUrl(src)) return `<span class="diff-image">${escapeHtml(options.words.image(token.text))}</span>`
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(token.text)}" loading="lazy" decoding="async"> <span class="diff-image">${escapeHtml(options.words.image(token.text))}</span>`
}

function tagsOf(mark: Mark, op: Op, options: InlineOptions): readonly [open: string, close: string] {
  if (mark.tag === 'tag') return ['<code class="diff-tag">', '</code>']
  // A struck word of the author's is no removal of ours.
  if (mark.tag === 'del') return ['<s>', '</s>']
  if (mark.tag !== 'a') return [`<${mark.tag}>`, `</${mark.tag}>`]
  const href = linkOf(mark.url, op, options)
  return href === undefined ? ['<span class="diff-link">', '</span>'] : [`<a href="${escapeHtml(href)}" rel="nofollow noopener">`, '</a>']
}

function linkOf(url: string, op: Op, options: InlineOptions): string | undefined {
  const href = isHostileUrl(url) || url.startsWith('#') ? undefined : options.resolveUrl(url, 'link', sideOf(op))
  return href === undefined || isHostileUrl(href) ? undefined : href
}

/** A stretch of source with its edits marked: what stays plain, what goes in `del`, what comes in `ins`. Ranges are offsets in the texts. */
export function renderMarked(
  after: string, before: string, range: readonly [number, number], edits: readonly Edit[], options: Pick<InlineOptions, 'words'>,
): string {
  let html = ''
  let at = range[0]
  for (const edit of edits) {
    html += escapeHtml(after.slice(at, edit.new[0])) + marked('del', before.slice(...edit.old), options) + marked('ins', after.slice(...edit.new), options)
    at = edit.new[1]
  }
  return html + escapeHtml(after.slice(at, Math.max(at, range[1])))
}

/** Raw text as added or removed. */
export function marked(op: 'ins' | 'del', text: string, options: Pick<InlineOptions, 'words'>): string {
  if (text === '') return ''
  return `<span class="vh">${options.words.start[op]}</span><${op}>${escapeHtml(text)}</${op}>${invisible(text, options)}<span class="vh">${options.words.end[op]}</span>`
}
