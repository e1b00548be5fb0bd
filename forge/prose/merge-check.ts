import { parseDocument } from 'yaml'
import type { Stretch } from './merge-parts.js'
import { words } from './words.js'

const markers = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/m
const maxYamlLength = 64_000

/** Holds what either person added, and tells whether a merge still has it all. */
export class AddedWords {
  private readonly added: ReadonlySet<string>
  private readonly hadMarkers: boolean
  private readonly hadValidHeaders: boolean

  private readonly baseLines: ReadonlySet<string>

  constructor({ base, ours, theirs }: { base: string; ours: string; theirs: string }) {
    this.baseLines = new Set(base.split('\n'))
    this.added = new Set([...added(base, ours), ...added(base, theirs)])
    this.hadMarkers = [base, ours, theirs].some((text) => markers.test(text))
    this.hadValidHeaders = [ours, theirs].every(hasValidHeader)
  }

  /** True when each word added by either side is in the text, or shown in a passage. */
  losesNothing(stretches: readonly Stretch[]): boolean {
    const shown = stretches.map((s) => (s.kind === 'common' ? s.text : `${s.ours}\n${s.theirs}`)).join('\n')
    const inNewLines = counted(shown.split('\n').filter((line) => !this.baseLines.has(line)).join('\n'))
    const missing = [...this.added].filter((word) => !inNewLines.has(word))
    if (missing.length === 0) return true
    const anywhere = counted(shown)
    return missing.every((word) => anywhere.has(word))
  }

  /** Takes the suggestions away from a merge whose suggested text would lose an added word, break the header or hold conflict markers. */
  checked(stretches: readonly Stretch[]): Stretch[] {
    const own = stretches.map((s) => (s.kind === 'passage' && s.suggestion !== undefined && this.dropsWords(s, s.suggestion) ? without(s) : s))
    const text = own.map((s) => (s.kind === 'common' ? s.text : s.suggestion ?? s.ours)).join('')
    const isSound = (this.hadMarkers || !markers.test(text)) && (!this.hadValidHeaders || hasValidHeader(text))
    return isSound ? own : own.map((s) => (s.kind === 'passage' ? without(s) : s))
  }

  private dropsWords(passage: Extract<Stretch, { kind: 'passage' }>, suggestion: string): boolean {
    const words = [...added(passage.base, passage.ours), ...added(passage.base, passage.theirs)]
    if (words.length === 0) return false
    const kept = counted(suggestion)
    return words.some((word) => !kept.has(word))
  }
}

/** The words a side has more often than the base. Lines found in both, as often, say nothing: they are left out before counting. */
function added(base: string, side: string): string[] {
  const left = new Map<string, number>()
  for (const line of base.split('\n')) left.set(line, (left.get(line) ?? 0) + 1)
  const own = side.split('\n').filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0
  })
  const was = counted([...left].flatMap(([line, count]) => Array.from({ length: count }, () => line)).join('\n'))
  return [...counted(own.join('\n'))].filter(([word, count]) => count > (was.get(word) ?? 0)).map(([word]) => word)
}

function without(passage: Stretch): Stretch {
  if (passage.kind === 'common') return passage
  const { suggestion: _dropped, ...rest } = passage
  return { ...rest, reason: 'same-words' }
}

function counted(text: string): Map<string, number> {
  const out = new Map<string, number>()
  for (const token of words(text)) if (token.isWord) out.set(token.text, (out.get(token.text) ?? 0) + 1)
  return out
}

function hasValidHeader(text: string): boolean {
  const header = /^---\r?\n([^]*?)\r?\n---\s*$/m.exec(text)
  if (header?.index !== 0 || header[1]!.length > maxYamlLength) return true
  return parseDocument(header[1]!, { logLevel: 'silent' }).errors.length === 0
}
