import { expect, test } from 'vitest'
import { merge3 } from '../../forge/prose/merge.js'
import { fc } from '../support/fast-check.js'

const word = fc.stringMatching(/^[a-zàéèêîôû]{3,9}$/)
const sentence = fc.uniqueArray(word, { minLength: 4, maxLength: 12 }).map((list) => list.join(' '))

/** One block of any kind, its words between the two halves of what makes it a block. */
const dress = fc.constantFrom<readonly [string, string]>(['', '.'], ['## ', ''], ['- ', ''], ['1. ', ''], ['> ', ''], ['```\n', '\n```'], ['[^1]: ', ''], ['| a |\n|---|\n| ', ' |'])

/** Any change of a text that leaves something of it: words taken out, put in, replaced, in another order; another case; a special space. */
const change = fc.oneof(
  fc.nat().map((at) => (list: readonly string[]) => list.toSpliced(at % list.length, 1).join(' ')),
  fc.nat().map((at) => (list: readonly string[]) => list.slice(0, 1 + (at % (list.length - 1))).join(' ')),
  fc.tuple(fc.nat(), word).map(([at, added]) => (list: readonly string[]) => list.toSpliced(at % list.length, 0, `${added}x`).join(' ')),
  fc.tuple(fc.nat(), word).map(([at, other]) => (list: readonly string[]) => list.with(at % list.length, `${other}x`).join(' ')),
  fc.nat().map((at) => (list: readonly string[]) => list.with(at % list.length, list[at % list.length]!.toUpperCase()).join(' ')),
  fc.nat().map((at) => (list: readonly string[]) => [...list.slice(at % list.length), ...list.slice(0, at % list.length)].join(' ') + '!'),
  fc.constant((list: readonly string[]) => list.join('\u00A0')),
)

test('should always ask when one person removed a block that the other changed in any way a reader sees, and show both sides and the base', () => {
  fc.assert(fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), sentence, fc.array(sentence, { minLength: 1, maxLength: 3 }), dress, change, fc.boolean(), (before, text, after, [open, close], changed, isOurs) => {
    const written = (block: string | undefined) => `${[...before, ...(block === undefined ? [] : [block]), ...after].join('\n\n')}\n`
    const [was, now] = [open + text + close, open + changed(text.split(' ')) + close]
    const [base, removed, kept] = [written(was), written(undefined), written(now)]
    fc.pre(was !== now)
    const outcome = merge3({ base, ours: isOurs ? removed : kept, theirs: isOurs ? kept : removed, git: { clean: false, text: '' } })
    expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
    if (outcome.kind === 'clean') return
    const asked = outcome.segments.flatMap((s) => (s.kind === 'passage' && s.suggestion === undefined ? [s] : []))
    const shown = (side: 'base' | 'ours' | 'theirs') => asked.map((s) => s[side]).join('')
    expect(shown('base')).toContain(was.split('\n').at(-1))
    expect(shown(isOurs ? 'theirs' : 'ours')).toContain(now.split('\n').at(-1))
    expect(shown(isOurs ? 'ours' : 'theirs')).not.toContain(text)
  }), { numRuns: 400 })
})

test('should always ask when one person replaced a passage by another text, more or less of it, and the other changed a block of it', () => {
  const around = fc.array(sentence, { minLength: 0, maxLength: 2 })
  fc.assert(fc.property(around, fc.uniqueArray(sentence, { minLength: 2, maxLength: 4 }), around, fc.array(sentence, { minLength: 1, maxLength: 5 }), dress, change, fc.nat(), fc.boolean(), (before, texts, after, others, [open, close], changed, which, isOurs) => {
    const written = (blocks: readonly string[]) => `${[...before, ...blocks, ...after].join('\n\n')}\n`
    const dressed = texts.map((text) => open + text + close)
    const at = which % texts.length
    const now = open + changed(texts[at]!.split(' ')) + close
    // Words of its own: nothing says that the new text is the former one, changed.
    const replacement = others.map((text) => open + text.split(' ').map((each) => `${each}z`).join(' ') + close)
    fc.pre(now !== dressed[at])
    const [base, replaced, kept] = [written(dressed), written(replacement), written(dressed.with(at, now))]
    const outcome = merge3({ base, ours: isOurs ? replaced : kept, theirs: isOurs ? kept : replaced, git: { clean: false, text: '' } })
    expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
  }), { numRuns: 400 })
})

/** A text laid out otherwise that reads the same: a line cut elsewhere, more blank than needed between words or at the end. */
const layout = fc.oneof(
  fc.nat().map((at) => (list: readonly string[]) => [list.slice(0, 1 + (at % (list.length - 1))).join(' '), list.slice(1 + (at % (list.length - 1))).join(' ')].join('\n')),
  fc.nat().map((at) => (list: readonly string[]) => [list.slice(0, 1 + (at % (list.length - 1))).join(' '), list.slice(1 + (at % (list.length - 1))).join(' ')].join(' \n')),
  fc.constant((list: readonly string[]) => list.join('  ')),
  fc.constant((list: readonly string[]) => `${list.join(' ')} `),
)

test('should suggest the removal where the other person changed nothing a reader sees', () => {
  fc.assert(fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), sentence, fc.array(sentence, { minLength: 1, maxLength: 3 }), layout, fc.boolean(), (before, text, after, laidOut, isOurs) => {
    const written = (block: string | undefined) => `${[...before, ...(block === undefined ? [] : [block]), ...after].join('\n\n')}\n`
    fc.pre(![...before, ...after].includes(text))
    const [base, removed, kept] = [written(text), written(undefined), written(laidOut(text.split(' ')))]
    const outcome = merge3({ base, ours: isOurs ? removed : kept, theirs: isOurs ? kept : removed, git: { clean: false, text: '' } })
    const asked = outcome.kind === 'clean' ? [] : outcome.segments.filter((s) => s.kind === 'passage')
    expect(asked).toMatchObject([{ suggestion: '' }])
  }), { numRuns: 300 })
})
