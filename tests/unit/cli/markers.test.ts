import { expect, test } from 'vitest'
import { withMarkers, type Markers } from '../../../cli/merging/markers.js'
import type { MergeSegment } from '../../../forge/prose/merge.js'
import { fc } from '../../support/fast-check.js'

const markers: Markers = { labels: ['ici', 'avant', 'autre'], size: 7, style: 'merge' }
const passage = (base: string, ours: string, theirs: string, suggestion?: string): MergeSegment => ({ kind: 'passage', id: `passage-${base}${ours}`, base, ours, theirs, ...(suggestion !== undefined && { suggestion }) })
const common = (text: string): MergeSegment => ({ kind: 'common', text })
const none = () => undefined

test('should write a passage between markers, without what both sides share, and say how many are left', () => {
  const segments = [common('a\n'), passage('b\nc\n', 'x\nc\n', 'y\nc\n'), common('d\n')]
  expect(withMarkers(segments, none, markers)).toEqual({ text: 'a\n<<<<<<< ici\nx\n=======\ny\n>>>>>>> autre\nc\nd\n', left: 1 })
  expect(withMarkers(segments, none, { ...markers, style: 'zdiff3', size: 9 }).text).toBe('a\n<<<<<<<<< ici\nx\n||||||||| avant\nb\nc\n=========\ny\n>>>>>>>>> autre\nc\nd\n')
  expect(withMarkers(segments, none, { ...markers, style: 'diff3' }).text).toBe('a\n<<<<<<< ici\nx\n||||||| avant\nb\n=======\ny\n>>>>>>> autre\nc\nd\n')
  expect(withMarkers([passage('', 'x\nc\n', 'y\nc\n')], none, { ...markers, style: 'diff3' }).text).toBe('<<<<<<< ici\nx\nc\n||||||| avant\n=======\ny\nc\n>>>>>>> autre\n')
})

test('should take what is chosen, and only that', () => {
  const segments = [passage('b\n', 'x\n', 'y\n', 'x y\n'), common('c\n'), passage('d\n', 'e\n', 'f\n')]
  const { text, left } = withMarkers(segments, ({ suggestion }) => (suggestion === undefined ? undefined : 'suggestion'), markers)
  expect([text, left]).toEqual(['x y\nc\n<<<<<<< ici\ne\n=======\nf\n>>>>>>> autre\n', 1])
  expect(withMarkers(segments, () => 'both', markers)).toEqual({ text: 'x\ny\nc\ne\nf\n', left: 0 })
  expect(withMarkers([passage('', 'a\nx\n\n', 'a\ny\n\n')], () => 'both', markers).text).toBe('a\nx\ny\n\n')
})

test('should end its lines as the text around does, and close a last line that had no end', () => {
  expect(withMarkers([common('a\r\n'), passage('b\r\n', 'x\r\n', 'y')], none, markers).text).toBe('a\r\n<<<<<<< ici\r\nx\r\n=======\r\ny\r\n>>>>>>> autre\r\n')
  expect(withMarkers([common('a\n'), passage('b\r\n', 'x\r\n', 'y\r\n')], none, markers).text).toBe('a\n<<<<<<< ici\nx\r\n=======\ny\r\n>>>>>>> autre\n')
})

test('should keep each side whole wherever passages begin and end, markers on lines of their own', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\n', '\r\n'), maxLength: 8 })
  const segment = fc.oneof(piece.map(common), fc.tuple(piece, piece, piece).map(([base, ours, theirs]) => passage(base, ours, theirs)))
  fc.assert(fc.property(fc.array(segment, { maxLength: 8 }), fc.constantFrom('merge' as const, 'diff3' as const, 'zdiff3' as const), (segments, style) => {
    const { text, left } = withMarkers(segments, none, { ...markers, style })
    // Read back by lines, knowing nothing of how it was written.
    const sides = { ours: '', theirs: '', base: '' }
    let at: 'all' | 'ours' | 'base' | 'theirs' = 'all'
    let seen = 0
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      if (line.startsWith('<<<<<<< ')) { at = 'ours'; seen += 1 }
      else if (line.startsWith('||||||| ')) at = 'base'
      else if (line.startsWith('=======')) at = 'theirs'
      else if (line.startsWith('>>>>>>> ')) at = 'all'
      else for (const side of ['ours', 'theirs', 'base'] as const) if (at === side || at === 'all') sides[side] += line
    }
    expect([seen, at]).toEqual([left, 'all'])
    const whole = (side: 'base' | 'ours' | 'theirs') => segments.map((each) => (each.kind === 'common' ? each.text : each[side])).join('')
    const closed = (side: string) => side.replace(/\r?\n/g, '\n').replace(/\n?$/, '\n')
    for (const side of style === 'diff3' ? ['ours', 'theirs', 'base'] as const : ['ours', 'theirs'] as const) expect(closed(sides[side])).toBe(closed(whole(side)))
  }), { numRuns: 2000 })
})
