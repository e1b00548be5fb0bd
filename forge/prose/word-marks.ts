/**
 * Marks the words of a rendered text by the way each came to it: `<span class="w …" data-o="17" data-q="3">` around words, and after the last
 * of each passage a link that says whose it is without colours. Without its marks the page is the plain rendering.
 */
import type { Element, ElementContent, Root, Text } from 'hast'
import { escapeHtml } from './safe-html.js'
import { originAt, piecesOf, placesIn, type Piece, type WordRun } from './word-places.js'

/** How the words of one origin are shown. Plain data: it crosses to worker threads. */
export interface MarkLook {
  /** Class of its words, which gives tint and underline. */
  readonly tint: string
  /** The numbers of its people, separated by spaces: those highlighted together. */
  readonly people: string
  /** What the link after its passages shows, and what it is for those who do not see the page. */
  readonly cue: string
  readonly label: string
  readonly href: string
}

export interface WordMarks {
  readonly runs: readonly WordRun[]
  /** By origin. */
  readonly looks: readonly (MarkLook | undefined)[]
}

/** Words in a row of one origin, in one block of the text; `id` is that of the link after them. */
export interface MarkedPassage { readonly id: string; readonly origin: number; readonly people: string; readonly words: string }

type Holder = Root | Element

interface Stretch { readonly from: number; readonly to: number; readonly origin: number }

/** What stands between two words goes with the one it touches: closing marks with the word before, opening ones with the word after. */
function stretchesOf(value: string, pieces: readonly Piece[], origins: readonly (number | undefined)[]): Stretch[] {
  const stretches: { from: number; to: number; origin: number }[] = []
  pieces.forEach(({ start, end }, index) => {
    const origin = origins[index]
    if (origin === undefined) return
    const last = stretches.at(-1)
    if (last?.origin === origin && origins[index - 1] === origin) { last.to = end; return }
    const previous = pieces[index - 1]
    const between = value.slice(previous?.end ?? 0, start)
    if (last !== undefined && last.to === previous?.end) last.to += /^[^ \t\r\n]*/.exec(between)![0].length
    const opening = /[^ \t\r\n]*$/.exec(between)![0]
    // What a text begins with (the comma after words in bold) has no word before it to go with.
    const leading = previous === undefined ? between.search(/[^ \t\r\n]/) : -1
    stretches.push({ from: leading !== -1 ? leading : /[ \t\r\n]/.test(between) ? start - opening.length : start, to: end, origin })
  })
  const last = stretches.at(-1)
  if (last !== undefined && last.to === pieces.at(-1)?.end) last.to += /^[^ \t\r\n]*/.exec(value.slice(last.to))![0].length
  return stretches
}

const span = (look: MarkLook, origin: number, text: string): Element =>
  ({ type: 'element', tagName: 'span', properties: { className: ['w', look.tint], dataO: String(origin), dataQ: look.people }, children: [{ type: 'text', value: text }] })

const cue = (look: MarkLook, id: string): Element =>
  ({ type: 'element', tagName: 'a', properties: { className: ['qui', look.tint], href: look.href, id, ariaLabel: look.label }, children: [{ type: 'text', value: look.cue }] })

/** The texts of a tree with what holds each, outermost first. */
function* textsOf(holder: Holder, above: readonly Holder[]): Generator<{ readonly node: Text; readonly parents: readonly Holder[] }> {
  const parents = [...above, holder]
  for (const child of [...holder.children]) {
    if (child.type === 'text') yield { node: child, parents }
    else if (child.type === 'element') yield* textsOf(child, parents)
  }
}

interface Source { readonly text: string; readonly at: number }

/** Where nodes are written in the text a tree was made from. */
export interface Sources {
  of(node: Text | Element): Source | undefined
  between(from: number, to: number | undefined): Source
}

interface Found extends Source { readonly coverage: 'whole' | 'some' }

/** By itself, by what holds it, or else (raw HTML left open) between the texts around it. */
function sourceOf(texts: readonly { readonly node: Text; readonly parents: readonly Holder[] }[], index: number, sources: Sources): Found {
  const { node, parents } = texts[index]!
  const own = sources.of(node)
  if (own !== undefined) return { ...own, coverage: 'whole' }
  for (const parent of [...parents].reverse()) {
    const held = parent.type === 'element' ? sources.of(parent) : undefined
    if (held !== undefined) return { ...held, coverage: 'some' }
  }
  const around = (others: readonly { readonly node: Text }[]): Source | undefined => { for (const other of others) { const found = sources.of(other.node); if (found !== undefined) return found } return undefined }
  const [before, after] = [around(texts.slice(Math.max(0, index - 20), index).reverse()), around(texts.slice(index + 1, index + 20))]
  const from = before === undefined ? 0 : before.at + before.text.length
  return { ...sources.between(from, after !== undefined && after.at >= from ? after.at : undefined), coverage: 'some' }
}

/** A passage whose end is not met yet: where its link will stand. */
interface Open { readonly origin: number; readonly block: unknown; readonly parents: readonly Holder[]; readonly last: Element }

/** Marks a safe tree in place. Ids start with `idPrefix`. */
export function markWords(tree: Root, marks: WordMarks, sources: Sources, idPrefix: string): void {
  const passages: Open[] = []
  const texts = [...textsOf(tree, [])]
  texts.forEach(({ node, parents }, index) => {
    const pieces = piecesOf(node.value)
    if (pieces.length === 0) return
    const source = sourceOf(texts, index, sources)
    const places = placesIn(source.text, pieces, source.coverage)
    const stretches = stretchesOf(node.value, pieces, places.map((place) => (place === undefined ? undefined : shownOrigin(marks, source.at + place))))
    if (stretches.length === 0) return
    // A list or a table is one block.
    const block = parents[1] ?? node
    const content: ElementContent[] = []
    let at = 0
    for (const { from, to, origin } of stretches) {
      if (from > at) content.push({ type: 'text', value: node.value.slice(at, from) })
      const marked = span(marks.looks[origin]!, origin, node.value.slice(from, to))
      content.push(marked)
      at = to
      const last = passages.at(-1)
      const passage = { origin, block, parents, last: marked }
      if (last?.origin === origin && last.block === block) passages[passages.length - 1] = passage
      else passages.push(passage)
    }
    if (at < node.value.length) content.push({ type: 'text', value: node.value.slice(at) })
    const parent = parents.at(-1)!
    parent.children.splice(parent.children.indexOf(node), 1, ...(content as never[]))
  })
  passages.forEach(({ origin, parents, last }, index) => { placeCue(parents, last, cue(marks.looks[origin]!, `${idPrefix}q${index + 1}`)) })
}

function shownOrigin({ runs, looks }: WordMarks, offset: number): number | undefined {
  const origin = originAt(runs, offset)
  return origin === undefined || looks[origin] === undefined ? undefined : origin
}

/** After the last words of a passage; never inside another link, nor inside what is pressed. */
function placeCue(parents: readonly Holder[], last: Element, link: Element): void {
  const inside = parents.findIndex((one) => one.type === 'element' && /^(?:a|summary|button|label)$/.test(one.tagName))
  const [holder, after] = inside === -1 ? [parents.at(-1)!, last as ElementContent] : [parents[inside - 1]!, parents[inside] as ElementContent]
  const index = holder.children.indexOf(after)
  holder.children.splice(index + 1, 0, link as never)
}

/** A plain text (a title, the name of a material) marked the same way, as HTML. `marks.runs` are offsets in that text. */
export function markedText(text: string, marks: WordMarks, idPrefix: string): string {
  const pieces = piecesOf(text)
  let html = ''
  let at = 0
  stretchesOf(text, pieces, pieces.map(({ start }) => shownOrigin(marks, start))).forEach(({ from, to, origin }, index) => {
    const look = marks.looks[origin]!
    html += `${escapeHtml(text.slice(at, from))}<span class="w ${look.tint}" data-o="${origin}" data-q="${look.people}">${escapeHtml(text.slice(from, to))}</span><a class="qui ${look.tint}" href="${escapeHtml(look.href)}" id="${idPrefix}q${index + 1}" aria-label="${escapeHtml(look.label)}">${escapeHtml(look.cue)}</a>`
    at = to
  })
  return html + escapeHtml(text.slice(at))
}

/** The passages of a marked page, in its order. */
export function passagesIn(html: string): MarkedPassage[] {
  const found: MarkedPassage[] = []
  let words = ''
  let under: { readonly origin: number; readonly people: string } | undefined
  for (const [, origin, people = '', text = '', id] of html.matchAll(/<span class="w [^"]*" data-o="(\d+)" data-q="([^"]*)">([^<]*)<\/span>|<a class="qui [^"]*" href="[^"]*" id="([^"]*)"/g)) {
    if (origin !== undefined) { under = { origin: Number(origin), people }; words += `${words === '' ? '' : ' '}${text}`; continue }
    if (under !== undefined && id !== undefined) found.push({ id, ...under, words: readable(words) })
    words = ''
  }
  return found
}

const readable = (escaped: string): string => escaped.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot));/gi, (_all, hex?: string, decimal?: string, name?: string) =>
  (name === undefined ? String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16)) : { lt: '<', gt: '>', amp: '&', quot: '"' }[name.toLowerCase()] ?? '')).replace(/\s+/g, ' ').trim()

/** The same page as if nothing had been marked: for tests and for who copies. */
export function withoutMarks(html: string): string {
  return html.replace(/<a class="qui [^>]*>[^<]*<\/a>/g, '').replace(/<span class="w [^>]*>([^<]*)<\/span>/g, '$1')
}
