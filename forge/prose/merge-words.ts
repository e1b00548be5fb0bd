import { maxLetters } from './limits.js'
import { hasLetter } from './merge-alike.js'
import { sharedLines } from './merge-lines.js'
import type { Stretch } from './merge-parts.js'
import { changesBetween, interner, newBudget, type Budget } from './sequence.js'
import { wordsWithin } from './words.js'

type Count = ReadonlyMap<string, number>

/** What is written for itself though it has no letter (`=`, an emoji). A comma goes with its words, bars and quotes with their layout. */
const isSymbol = /[^\p{P}\s|`~>]/u

/** A line of signs alone (`}`, `***`) is one word, however long it is drawn; the mark of a quote is none, nor the dashes of a table. */
function bareSigns(line: string): string[] {
  const signs = line.replace(/^(?:[ \t]*>)+/, '').replace(/\s+/g, '').replace(/(.)\1+/gu, '$1')
  return signs === '' || /^[-:]*\|[-:|]*$/.test(signs) ? [] : [signs]
}

/** Holds what either person added to `base`, words and signs, and tells whether a merge still has it all. */
export class AddedWords {
  private readonly lines = new Map<string, readonly string[]>()
  private readonly comparing: Budget = newBudget()
  private readonly added: Count
  private readonly baseLines: ReadonlySet<string>
  /** Past it a line is one word: a merge that mixes two of them is then believed to have lost both. */
  private readonly budget = { letters: 4 * maxLetters }

  constructor({ base, ours, theirs }: { base: string; ours: string; theirs: string }) {
    this.baseLines = new Set(base.split('\n'))
    this.added = this.addedBy(base, ours, theirs)
  }

  /** True when each word and sign added by either side is in the text, or shown in a passage, as many times as one of them added it. */
  losesNothing(stretches: readonly Stretch[]): boolean {
    const shown = stretches.flatMap((s) => (s.kind === 'common' ? [s.text] : [s.ours, s.theirs])).flatMap((text) => text.split('\n'))
    return this.has(this.counted(shown.filter((line) => !this.baseLines.has(line))), this.added) || this.has(this.counted(shown), this.added)
  }

  /** The same merge without the suggestions that would drop a word or a sign either side added. */
  withoutLosses(stretches: readonly Stretch[]): Stretch[] {
    return stretches.map((s) => {
      if (s.kind === 'common' || s.suggestion === undefined) return s
      const added = this.addedBy(s.base, s.ours, s.theirs)
      const isWhole = added.size === 0 || (this.has(this.counted(s.suggestion.split('\n')), added) && this.isDue(s, s.suggestion))
      return isWhole ? s : withdrawn(s, 'same-words')
    })
  }

  /**
   * What the merged text must say of what either side added: as often as that side, less what the other took away. Counted, a word that the
   * other took away in one place and added in another was never away: asked again of the two texts compared.
   */
  private isDue({ base, ours, theirs }: { base: string; ours: string; theirs: string }, suggestion: string): boolean {
    const countOf = (text: string): Count => this.counted(text.split('\n'))
    const [was, here, there, now] = [countOf(base), countOf(ours), countOf(theirs), countOf(suggestion)]
    return ([[here, there, theirs], [there, here, ours]] as const).every(([side, other, text]) => {
      let gone: Count | undefined
      return [...side].every(([word, times]) => {
        const [before, found] = [was.get(word) ?? 0, now.get(word) ?? 0]
        if (times <= before || found >= times - Math.max(0, before - (other.get(word) ?? 0))) return true
        return found >= times - ((gone ??= this.goneFrom(base, text)).get(word) ?? 0)
      })
    })
  }

  /** What a side took away, were it to write it elsewhere. */
  private goneFrom(base: string, side: string): Count {
    const toInts = interner()
    const [old, next] = [base, side].map((text) => text.split('\n').flatMap((line) => this.wordsOf(line))) as [string[], string[]]
    const out = new Map<string, number>()
    for (const { oldStart, oldEnd } of changesBetween(toInts(old), toInts(next), this.comparing)) {
      for (const word of old.slice(oldStart, oldEnd)) out.set(word, (out.get(word) ?? 0) + 1)
    }
    return out
  }

  /**
   * True when one side only took words away, were it a few: a removal against a change is asked, even where the words of some lines would fit
   * together. Two texts in place of one, or other lines for the same words, are no removal.
   */
  isRemoval({ base, ours, theirs }: { base: string; ours: string; theirs: string }): boolean {
    const says = (count: Count) => [...count.keys()].some((word) => hasLetter.test(word))
    return [ours, theirs].some((side) => !says(this.addedIn(base, side)) && says(this.addedIn(side, base)))
  }

  private has(count: Count, wanted: Count): boolean {
    for (const [word, times] of wanted) if ((count.get(word) ?? 0) < times) return false
    return true
  }

  /** How many times the side that added a word most added it. */
  private addedBy(base: string, ours: string, theirs: string): Count {
    const out = new Map(this.addedIn(base, ours))
    for (const [word, times] of this.addedIn(base, theirs)) out.set(word, Math.max(times, out.get(word) ?? 0))
    return out
  }

  /** The words a side has more often than the base. Lines found in both, as often, say nothing: they are left out before counting. */
  private addedIn(base: string, side: string): Map<string, number> {
    const [head, tail] = sharedLines([base, side])
    const between = (text: string) => text.slice(head, text.length - tail).split('\n')
    const left = new Map<string, number>()
    for (const line of between(base)) left.set(line, (left.get(line) ?? 0) + 1)
    const own = between(side).filter((line) => {
      const count = left.get(line) ?? 0
      if (count > 0) left.set(line, count - 1)
      return count === 0
    })
    const out = this.counted(own)
    if (out.size === 0) return out
    for (const [line, count] of left) {
      for (const word of count > 0 ? this.wordsOf(line) : []) {
        const times = out.get(word)
        if (times !== undefined) out.set(word, times - count)
      }
    }
    for (const [word, times] of out) if (times <= 0) out.delete(word)
    return out
  }

  private counted(lines: readonly string[]): Map<string, number> {
    const out = new Map<string, number>()
    for (const line of lines) for (const word of this.wordsOf(line)) out.set(word, (out.get(word) ?? 0) + 1)
    return out
  }

  /** No word crosses a line end, and the same lines are counted again and again. */
  private wordsOf(line: string): readonly string[] {
    const known = this.lines.get(line)
    if (known !== undefined) return known
    const tokens = wordsWithin(line, this.budget)
    const said = tokens.flatMap(({ text, isWord }) => (isWord || isSymbol.test(text) ? [text] : []))
    const found = said.length > 0 ? said : bareSigns(line)
    this.lines.set(line, found)
    return found
  }
}

/** A passage that offers nothing any more, and why. */
export function withdrawn(passage: Extract<Stretch, { kind: 'passage' }>, reason: Extract<Stretch, { kind: 'passage' }>['reason']): Stretch {
  const { suggestion: _dropped, ...rest } = passage
  return { ...rest, reason }
}
