import { expect, test } from 'vitest'
import { anchorAt, findAnchor } from '../../forge/prose/anchors.js'
import { passageAt, passagesOf } from '../../forge/prose/passages.js'
import { editedMarkdown, hostileText, markdown } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

/** A paragraph that no generated text holds. */
const passage = fc.constantFrom(
  'Installez les chaises en rond avant que les gens arrivent.', 'Zéro matériel.', 'Gardez *vingt minutes* pour [conclure](https://exemple.fr/fin) ensemble, debout si possible.',
)
const withPassage = (text: string, at: number, said: string) => {
  const blocks = text.split('\n\n')
  return blocks.toSpliced(at % (blocks.length + 1), 0, said).join('\n\n')
}
/** Only where the passage is a block of its own: what is around may be a fence left open, raw HTML, a header. */
const alone = (text: string, said: string) => {
  const found = passagesOf(text).filter(({ segment }) => segment.source === said && segment.kind === 'paragraph' && segment.containers.length === 0)
  return found.length === 1 ? found[0] : undefined
}

test('should keep an untouched passage whatever is edited around it, wherever it moved', () => {
  fc.assert(fc.property(editedMarkdown, fc.nat(20), fc.nat(20), passage, ([before, after], from, to, said) => {
    const [old, next] = [withPassage(before, from, said), withPassage(after, to, said)]
    const [was, is] = [alone(old, said), alone(next, said)]
    fc.pre(was !== undefined && is !== undefined)
    const exact = was.words.split(' ').slice(1, 3).join(' ').replace(/\.$/, '')
    const found = findAnchor(anchorAt(old, was.block[0], exact)!, old, next)
    expect(found?.block).toEqual(is.block)
    expect(found?.isExact).toBe(true)
    expect(is.words.slice(...found!.words)).toBe(exact)
  }), { numRuns: 250 })
})

test('should lose a passage that was removed, whatever is edited around it', () => {
  fc.assert(fc.property(markdown, fc.nat(20), passage, (text, at, said) => {
    const old = withPassage(text, at, said)
    const was = alone(old, said)
    fc.pre(was !== undefined)
    expect(findAnchor(anchorAt(old, was.block[0])!, old, text)).toBeUndefined()
  }), { numRuns: 150 })
})

test('should answer words of one block, and never fail, on any two texts', () => {
  fc.assert(fc.property(fc.oneof(markdown, hostileText), fc.oneof(markdown, hostileText), fc.nat(400), fc.string({ maxLength: 12 }), (old, next, at, exact) => {
    const anchor = anchorAt(old, at, exact)
    fc.pre(anchor !== undefined)
    expect(findAnchor(anchor, old, old)?.block).toEqual(anchor.block)
    const found = findAnchor(anchor, old, next)
    if (found === undefined) return
    const there = passageAt(passagesOf(next), found.block[0])
    expect(there?.block).toEqual(found.block)
    expect(found.words[0]).toBeGreaterThanOrEqual(0)
    expect(found.words[1]).toBeLessThanOrEqual(there!.words.length)
  }), { numRuns: 200 })
})
