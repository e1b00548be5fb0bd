import type { Merged, Three } from './merge-parts.js'
import type { Segment } from './segments.js'

/** Shorter values are facts (a place, a name, a length): half of one and half of another would say what nobody wrote. */
const fewestWords = 4
const wordsIn = (line: string) => line.replace(/^[^:]*:/, (name) => (/^\s*- /.test(name) ? name : '')).match(/\p{L}+/gu) ?? []

const oneLine = /^[^\n:]+:[ \t]+(?![[{|>&*!#])[^\n]*$/
const item = /^[ \t]*- (?![[{|>&*!#-])[^\n]*$/

type MergeWords = (three: Three) => Merged | undefined

/**
 * Merges word by word what two people made of a sentence in a header (a title, a summary), or of the sentences of a list whose items both kept
 * in their places (aims, questions). Values that are no sentence, lists of another length: `undefined`.
 */
export function mergeSentences(three: Three, mergeWords: MergeWords): Merged | undefined {
  const [base, ours, theirs] = [three.base, three.ours, three.theirs].map(({ source }) => source.split('\n')) as [string[], string[], string[]]
  if (base.length !== ours.length || base.length !== theirs.length || /\r/.test(three.base.source)) return undefined
  let reason: Merged['reason'] = 'set'
  const lines = base.map((was, at) => {
    const [here, there] = [ours[at]!, theirs[at]!]
    if (here === was || there === was || here === there) return here === was ? there : here
    const isSentence = [was, here, there].every((line) => (base.length === 1 ? oneLine : item).test(line)) && wordsIn(was).length >= fewestWords
    const merged = isSentence ? mergeWords({ base: lineOf(was), ours: lineOf(here), theirs: lineOf(there), isOfLines: true }) : undefined
    if (merged !== undefined && reason !== 'close') reason = merged.reason
    return merged?.text
  })
  return lines.includes(undefined) ? undefined : { text: lines.join('\n'), reason }
}

const lineOf = (source: string): Segment => ({ kind: 'paragraph', start: 0, end: source.length, source, key: '', containers: [], content: [0, source.length] })
