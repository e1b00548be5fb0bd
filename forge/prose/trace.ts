import { changesBetween, interner, newBudget, type Change } from './sequence.js'

/** Lines of a text, from the first to before the second; equal: between two lines. */
export type Lines = readonly [number, number]

const linesOf = (text: string): string[] => text.split(/\r?\n/)

function lineChanges(before: string, after: string): readonly Change[] {
  const toInts = interner()
  return changesBetween(toInts(linesOf(before)), toInts(linesOf(after)), newBudget())
}

/** Where a passage stands in a text: its lines together; each of its lines where they are not together any more. Empty when none is there. */
export function placesOf(text: string, passage: string): readonly Lines[] {
  const wanted = linesOf(passage.trim())
  if (passage.trim() === '') return []
  const lines = linesOf(text)
  const isAt = (line: string, other: string | undefined) => other?.trim() === line.trim()
  for (let at = 0; at + wanted.length <= lines.length; at++) {
    if (wanted.every((line, index) => isAt(line, lines[at + index]))) return [[at, at + wanted.length]]
  }
  return wanted.filter((line) => line.trim() !== '').flatMap((line): Lines[] => {
    const at = lines.findIndex((other) => isAt(line, other))
    return at < 0 ? [] : [[at, at + 1]]
  })
}

/** Where in `text` something stood that only `base` has. */
export function placesOfGone(base: string, text: string, passage: string): readonly Lines[] {
  const changes = lineChanges(base, text)
  return placesOf(base, passage).map(([from, to]): Lines => {
    let shift = 0
    for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
      if (oldEnd > from && oldStart < to) return [newStart, newEnd]
      if (oldEnd <= from) shift = newEnd - oldEnd
    }
    return [from + shift, to + shift]
  })
}

/**
 * Where lines of `after` stood in `before`, when the change from one to the other left them alone; undefined when it touched them.
 * A place between two lines is touched by what removed lines there.
 */
export function followBack(before: string, after: string, places: readonly Lines[]): readonly Lines[] | undefined {
  if (before === after) return places
  const changes = lineChanges(before, after)
  const out: Lines[] = []
  for (const [from, to] of places) {
    let shift = 0
    for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
      const isTouched = from === to ? oldStart < oldEnd && newStart <= from && from <= newEnd : newStart === newEnd ? from < newStart && newStart < to : newStart < to && newEnd > from
      if (isTouched) return undefined
      if (newEnd <= from) shift = oldEnd - newEnd
    }
    out.push([from + shift, to + shift])
  }
  return out
}
