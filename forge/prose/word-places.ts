import { diff } from 'fast-myers-diff'

/**
 * Where the words of a text that is shown are written in its source: characters written as references (`&eacute;`), line prefixes of quotes
 * and lists, escapes of a YAML string make the two differ.
 */

/** A stretch of a text whose words came to it the same way: UTF-16 offsets, and the number of that way. In order, never touching. */
export interface WordRun { readonly start: number; readonly end: number; readonly origin: number }

/** A run of letters and digits: never longer than a UAX #29 word. */
export interface Piece { readonly start: number; readonly end: number; readonly key: string }

export function piecesOf(text: string): Piece[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ index, 0: word }) => ({ start: index, end: index + word.length, key: word.normalize('NFC') }))
}

/** The origin of the word at an offset; undefined between runs. */
export function originAt(runs: readonly WordRun[], offset: number): number | undefined {
  let [low, high] = [0, runs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]!
    if (offset < run.start) high = middle - 1
    else if (offset >= run.end) low = middle + 1
    else return run.origin
  }
  return undefined
}

/** Longer lists are read side by side, looking a few words ahead: never slow, exact as long as they are nearly the same. */
const comparedAtMost = 1_500
const lookedAhead = 32

/**
 * For each piece of what is shown, where it is written (offsets in `source`). `whole`: everything shown comes from this source, so that a
 * word written otherwise (`caf&eacute;`) is where its neighbours leave room; otherwise such a word was added by the renderer.
 */
export function placesIn(source: string, shown: readonly Piece[], coverage: 'whole' | 'some'): (number | undefined)[] {
  const written = piecesOf(source)
  const places = new Array<number | undefined>(shown.length).fill(undefined)
  if (shown.length === written.length && shown.every(({ key }, index) => key === written[index]!.key)) return written.map(({ start }) => start)
  const met = new Array<number>(shown.length).fill(-1)
  for (const [index, at] of pairs(shown.map(({ key }) => key), written.map(({ key }) => key))) { met[index] = at; places[index] = written[at]!.start }
  if (coverage === 'some') return places
  let before = -1
  for (let index = 0; index < shown.length; index++) {
    if (met[index] !== -1) { before = met[index]!; continue }
    let after = written.length
    for (let next = index + 1; next < shown.length; next++) if (met[next] !== -1) { after = met[next]!; break }
    places[index] = written[before + 1 < after ? before + 1 : before === -1 ? Math.min(after, written.length - 1) : before]?.start
  }
  return places
}

/** Pairs of equal words, in order on both sides. */
function pairs(shown: readonly string[], written: readonly string[]): [number, number][] {
  const found: [number, number][] = []
  if (shown.length <= comparedAtMost && written.length <= comparedAtMost) {
    let [s, w] = [0, 0]
    for (const [fromS, toS, fromW, toW] of diff(shown, written)) {
      while (s < fromS) found.push([s++, w++])
      ;[s, w] = [toS, toW]
      void fromW
    }
    while (s < shown.length && w < written.length) found.push([s++, w++])
    return found
  }
  let at = 0
  shown.forEach((key, index) => {
    const next = written.slice(at, at + lookedAhead).indexOf(key)
    if (next === -1) return
    found.push([index, at + next])
    at += next + 1
  })
  return found
}

/** The runs of a value (a title, the text of a header's field) that is written at `[from, to)` of a file whose runs are known. */
export function runsOfValue(value: string, file: { readonly text: string; readonly runs: readonly WordRun[] }, from: number, to: number): WordRun[] {
  const pieces = piecesOf(value)
  const places = placesIn(file.text.slice(from, to), pieces, 'whole')
  const runs: WordRun[] = []
  pieces.forEach(({ start, end }, index) => {
    const place = places[index]
    const origin = place === undefined ? undefined : originAt(file.runs, from + place)
    if (origin === undefined) return
    const last = runs.at(-1)
    if (last?.origin === origin) runs[runs.length - 1] = { ...last, end }
    else runs.push({ start, end, origin })
  })
  return runs
}

/** The runs of the end of a file, from an offset on, as offsets in that end. */
export function runsFrom(runs: readonly WordRun[], from: number): WordRun[] {
  return runs.filter(({ end }) => end > from).map(({ start, end, origin }) => ({ start: Math.max(0, start - from), end: end - from, origin }))
}
