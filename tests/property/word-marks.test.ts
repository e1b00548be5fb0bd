import { expect, test } from 'vitest'
import { segments } from '../../forge/attribution/words.js'
import { renderMarkdown, type MarkdownOptions } from '../../forge/prose/markdown.js'
import { withoutMarks, type MarkLook } from '../../forge/prose/word-marks.js'
import type { WordRun } from '../../forge/prose/word-places.js'
import { hostileText, markdown } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

const looks: readonly MarkLook[] = [1, 2, 3].map((n) => ({ tint: `t${n}`, people: String(n), cue: String(n), label: `Personne ${n}`, href: `#o${n}` }))
const plainly: MarkdownOptions = { resolveUrl: (url) => url, origin: { kind: 'text', at: 0 } }

/** Every word of the text, credited to one of three origins. */
function runsOf(text: string, choices: readonly number[]): WordRun[] {
  const runs: WordRun[] = []
  let n = 0
  for (const [start, end] of segments(text)) {
    const origin = choices[n++ % choices.length]!
    const last = runs.at(-1)
    if (last?.origin === origin) runs[runs.length - 1] = { ...last, end }
    else runs.push({ start, end, origin })
  }
  return runs
}

const choices = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 40 })

test('should change nothing of the page but its marks', () => {
  fc.assert(fc.property(fc.oneof(markdown, hostileText), choices, (text, chosen) => {
    const marked = renderMarkdown(text, { ...plainly, marks: { runs: runsOf(text, chosen), looks } })
    const plain = renderMarkdown(text, plainly)
    expect(withoutMarks(marked.html)).toBe(plain.html)
    expect(marked.headings).toEqual(plain.headings)
  }), { numRuns: 250 })
})

test('should mark every word of the file that is shown, with where it comes from', () => {
  fc.assert(fc.property(fc.oneof(markdown, hostileText), choices, (text, chosen) => {
    // Each word becomes one that stands nowhere else, so that the page tells which word of the file it shows.
    let n = 0
    const named = text.replace(/[\p{L}\p{N}\p{M}_]*\p{L}[\p{L}\p{N}\p{M}_]*/gu, () => `mot${++n}n`)
    const runs = runsOf(named, chosen)
    const originOf = (word: string) => { const at = new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u').exec(named)!.index; return runs.find(({ start, end }) => start <= at && at < end)?.origin }
    const { html } = renderMarkdown(named, { ...plainly, marks: { runs, looks } })
    const marked = [...html.matchAll(/<span class="w [^>]*data-o="(\d)"[^>]*>([^<]*)<\/span>/g)].flatMap(([, origin, words]) => [...words!.matchAll(/mot\d+n/g)].map(([word]) => ({ word, origin: Number(origin) })))
    for (const { word, origin } of marked) expect({ word, origin }).toEqual({ word, origin: originOf(word) })
    const left = html.replace(/<a class="qui [^>]*>[^<]*<\/a>/g, '').replace(/<span class="w [^>]*>[^<]*<\/span>/g, '').replace(/<[^>]*>/g, '')
    expect(left.match(/mot\d+n/g) ?? []).toEqual([])
  }), { numRuns: 250 })
})
