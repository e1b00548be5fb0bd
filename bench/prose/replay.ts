/**
 * Two changes that followed each other, replayed as if made at the same time: `theirs` is what the second person would have written had
 * the first not been there. What they committed in the end is then known to be what both wanted.
 */
import { diffWordsWithSpace } from 'diff'
import type { RealMerge } from './cases.js'

/** A range of the middle version, and what stood or came there. */
interface Patch { readonly start: number; readonly end: number; readonly text: string }

/** The merge made of three successive versions; undefined where the second change touches what the first did. */
export function replayed(first: string, middle: string, last: string): Omit<RealMerge, 'repo' | 'path'> | undefined {
  const [undo, redo] = [patches(middle, first), patches(middle, last)]
  if (undo === undefined || redo === undefined || undo.length === 0 || redo.length === 0) return undefined
  // A letter between them at least: what touches is one change.
  const isApart = undo.every((a) => redo.every((b) => a.end < b.start || b.end < a.start))
  if (!isApart) return undefined
  let theirs = ''
  let at = 0
  for (const { start, end, text } of [...undo, ...redo].sort((a, b) => a.start - b.start)) {
    theirs += middle.slice(at, start) + text
    at = end
  }
  return { base: first, ours: middle, theirs: theirs + middle.slice(at), merged: last }
}

function patches(from: string, to: string): Patch[] | undefined {
  const out: Patch[] = []
  let at = 0
  for (const { value, added, removed } of diffWordsWithSpace(from, to, { maxEditLength: 2000 }) ?? []) {
    const before = out.at(-1)
    if (removed) { out.push({ start: at, end: at + value.length, text: '' }); at += value.length }
    else if (!added) at += value.length
    else if (before?.end === at) out[out.length - 1] = { ...before, text: before.text + value }
    else out.push({ start: at, end: at, text: value })
  }
  return at === from.length ? out : undefined
}
