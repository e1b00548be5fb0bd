import type { Stretch } from './merge-parts.js'

interface Sides { readonly base: string; readonly ours: string; readonly theirs: string }

/**
 * A file saved once by an editor that writes other line ends differs from the others in every line, and in no word. Where each of the three
 * keeps to one line end and they are not all the same, that is one change of its own: `plain` are the three texts without it, `dressed`
 * gives what was made of them the line end of the side that changed it. Undefined where there is nothing to tell apart, or a text mixes them.
 */
export function lineEndsApart({ base, ours, theirs }: Sides): { plain: Sides; dressed: (stretches: readonly Stretch[]) => readonly Stretch[] } | undefined {
  const ends = [base, ours, theirs].map(lineEndOf)
  if (ends.includes('mixed') || !ends.includes('\n') || !ends.includes('\r\n')) return undefined
  const [before, mine, other] = ends
  const known = [mine === before ? other : mine, mine, other, before].find((end) => end !== undefined)
  const plain = { base: inLf(base), ours: inLf(ours), theirs: inLf(theirs) }
  return { plain, dressed: (stretches) => (known === '\r\n' ? stretches.map(inCrlf) : stretches) }
}

const inLf = (text: string) => text.replaceAll('\r\n', '\n')

function inCrlf(stretch: Stretch): Stretch {
  const of = (text: string) => text.replaceAll('\n', '\r\n')
  if (stretch.kind === 'common') return { ...stretch, text: of(stretch.text) }
  const { base, ours, theirs, suggestion } = stretch
  return { ...stretch, base: of(base), ours: of(ours), theirs: of(theirs), ...(suggestion === undefined ? {} : { suggestion: of(suggestion) }) }
}

/** Undefined where the text has a single line. */
function lineEndOf(text: string): '\n' | '\r\n' | 'mixed' | undefined {
  if (!text.includes('\r')) return text.includes('\n') ? '\n' : undefined
  return /(?:^|[^\r])\n|\r(?!\n)/.test(text) ? 'mixed' : '\r\n'
}
