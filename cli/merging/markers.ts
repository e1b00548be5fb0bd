import { settle, type Choice, type MergeSegment } from '../../forge/prose/merge.js'
import type { MarkerStyle } from './git-merge-file.js'

export type Passage = Extract<MergeSegment, { kind: 'passage' }>

/** How passages are written for a person's own editor. `labels`: current, base, other. */
export interface Markers { readonly labels: readonly [string, string, string]; readonly size: number; readonly style: MarkerStyle }

export const passagesOf = (segments: readonly MergeSegment[]): Passage[] => segments.filter((segment) => segment.kind === 'passage')

type Sides = [base: string, ours: string, theirs: string]
type Piece = { readonly text: string } | { readonly sides: Sides }

/**
 * A merge as a file: what `choice` settles is taken, every other passage stands between conflict markers as `git merge-file` writes them.
 * Answers the text and how many passages are left between markers.
 */
export function withMarkers(segments: readonly MergeSegment[], choice: (passage: Passage) => Choice | undefined, markers: Markers): { text: string; left: number } {
  const pieces = inWholeLines(segments.map((segment): Piece => {
    if (segment.kind === 'common') return { text: segment.text }
    const wanted = choice(segment)
    if (wanted === undefined) return { sides: [segment.base, segment.ours, segment.theirs] }
    if (wanted === 'both') return { text: union(segment.ours, segment.theirs) }
    return { text: settle({ kind: 'passages', suggested: false, segments: [segment] }, { [segment.id]: wanted }) }
  }))
  const whole: Sides = [0, 1, 2].map((side) => pieces.map((piece) => ('text' in piece ? piece.text : piece.sides[side]!)).join('')) as Sides
  let text = ''
  for (const piece of pieces) text += 'text' in piece ? piece.text : conflict(piece.sides, markers, lineEnd(text, whole))
  return { text, left: pieces.filter((piece) => 'sides' in piece).length }
}

/** Markers take whole lines: what shares a line with a passage joins its three sides, and passages that share one become one. */
function inWholeLines(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if ('text' in piece) {
      if (piece.text === '') continue
      if (last === undefined) out.push(piece)
      else if ('text' in last) out[out.length - 1] = { text: last.text + piece.text }
      else if (last.sides.every(endsLine)) out.push(piece)
      else {
        const head = /^[^\n]*\n?/.exec(piece.text)![0]
        out[out.length - 1] = { sides: last.sides.map((side) => side + head) as Sides }
        if (head.length < piece.text.length) out.push({ text: piece.text.slice(head.length) })
      }
    } else if (last === undefined) out.push(piece)
    else if ('sides' in last) {
      if (last.sides.every(endsLine)) out.push(piece)
      else out[out.length - 1] = { sides: last.sides.map((side, at) => side + piece.sides[at]!) as Sides }
    } else if (endsLine(last.text)) out.push(piece)
    else {
      const tail = /[^\n]*$/.exec(last.text)![0]
      out.pop()
      if (tail.length < last.text.length) out.push({ text: last.text.slice(0, last.text.length - tail.length) })
      out.push({ sides: piece.sides.map((side) => tail + side) as Sides })
    }
  }
  return out
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
const endsLine = (text: string): boolean => text === '' || text.endsWith('\n')

function conflict([base, ours, theirs]: Sides, { labels, size, style }: Markers, end: '\n' | '\r\n'): string {
  // Where the base stands beside them, both sides are shown as far as it goes.
  const { head, middles: [mine, other, before = base], tail } = withoutShared(style === 'diff3' || ours === theirs ? [ours, theirs, base] : [ours, theirs])
  const marker = (sign: string, label?: string) => sign.repeat(size) + (label === undefined ? '' : ` ${label}`) + end
  const closed = (text: string) => (endsLine(text) ? text : text + end)
  return head + marker('<', labels[0]) + closed(mine!) + (style === 'merge' ? '' : marker('|', labels[1]) + closed(before)) + marker('=') + closed(other!) + marker('>', labels[2]) + tail
}

/** Both sides, one after the other; what they share is there once. */
function union(ours: string, theirs: string): string {
  const { head, middles: [mine, other], tail } = withoutShared([ours, theirs])
  return head + (endsLine(mine!) ? mine! : `${mine!}\n`) + other! + tail
}

/** The lines all these texts share at either end, and what is left of each. */
function withoutShared(texts: readonly string[]): { head: string; middles: string[]; tail: string } {
  const lists = texts.map(linesOf)
  const shortest = Math.min(...lists.map((list) => list.length))
  const isShared = (lineOf: (list: readonly string[]) => string | undefined) => lists.every((list) => lineOf(list) === lineOf(lists[0]!))
  let head = 0
  // A marker follows the head: a last line without its end stays on the other side of it.
  while (head < shortest && isShared((list) => list[head]) && lists[0]![head]!.endsWith('\n')) head++
  let tail = 0
  while (tail < shortest - head && isShared((list) => list[list.length - 1 - tail])) tail++
  const [first] = lists as [readonly string[]]
  return { head: first.slice(0, head).join(''), middles: lists.map((list) => list.slice(head, list.length - tail).join('')), tail: first.slice(first.length - tail).join('') }
}

/** Git's own rule: CRLF only where the line before (or each text's first) says so; LF where that is not known. */
function lineEnd(before: string, whole: Sides): '\n' | '\r\n' {
  const known = [before === '' ? firstEnd(whole[1]) : lastEnd(before), firstEnd(whole[2]), firstEnd(whole[0])].filter((end) => end !== undefined)
  return known.length > 0 && known.every((end) => end === '\r\n') ? '\r\n' : '\n'
}

const firstEnd = (text: string) => /\r?\n/.exec(text)?.[0]
const lastEnd = (text: string) => (text.endsWith('\r\n') ? '\r\n' : '\n')
