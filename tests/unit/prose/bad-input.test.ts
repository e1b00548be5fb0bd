import { expect, test } from 'vitest'
import { carryIds } from '../../../forge/prose/block-ids.js'
import { applyEdits, diffTexts } from '../../../forge/prose/diff.js'
import { renderBeforeAfter, renderDiff, renderSource } from '../../../forge/prose/render-diff.js'
import { segment } from '../../../forge/prose/segments.js'

/** Letters at random, always the same ones. */
function noise(length: number, highest: number, seed: number): string {
  let [state, out] = [seed, '']
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7FFFFFFF
    out += String.fromCharCode((state >>> 8) % highest)
  }
  return out
}
const bytes = (seed: number) => Uint8Array.from(noise(20_000, 256, seed), (letter) => letter.charCodeAt(0))
const many = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at)).join('')

const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a binary file', noise(20_000, 256, 1), noise(20_000, 256, 2)],
  ['lone halves of characters', noise(8_000, 65_536, 1), noise(8_000, 65_536, 2)],
  ['bytes that are no UTF-8', new TextDecoder().decode(bytes(1)), new TextDecoder().decode(bytes(2))],
  ['line ends of every kind', 'un\r\ndeux\ntrois\rquatre\r\n\r\ncinq', 'un\ndeux\r\ntrois\rquatre\n\ncinq six'],
  ['no final newline', '# Titre\n\nfin', '# Titre\n\nfin\n'],
  ['a byte order mark', '\uFEFF---\ntitre: a\n---\n\nmot', '---\ntitre: a\n---\n\nmot'],
  ['markers of a conflict', '<<<<<<< nous\nun\n=======\ndeux\n>>>>>>> eux\n', 'un\ndeux\n'],
  ['a header that is no YAML', '---\ntitre: "ouvert\n  - [a, {b\n---\n\nmot\n', '---\ntitre: "ouvert\n  - [a, {c\n---\n\nmots\n'],
  ['a header never closed', '---\ntitre: a\n\nmot\n', '---\ntitre: b\n\nmots\n'],
  ['a fence never closed', 'mot\n\n```js\nun\n\ndeux\n', 'mot\n\n```js\nun\n\ntrois\n'],
  ['a comment never closed', 'mot\n\n<!-- un\n\ndeux\n', 'mot\n\n<!-- un\n\ntrois\n'],
  ['boxes never closed', ':::note\nun\n:::autre\ndeux\n', ':::note\nun\ntrois\n'],
  ['deep quotes', many(200, (at) => `${'>'.repeat(at)} mot\n`), many(200, (at) => `${'>'.repeat(at)} mots\n`)],
  ['deep lists', many(200, (at) => `${'  '.repeat(at)}- mot ${at}\n`), many(200, (at) => `${'  '.repeat(at)}- mots ${at}\n`)],
  ['brackets without end', '['.repeat(20_000), `${'['.repeat(20_000)}x`],
  ['images without end', '!['.repeat(10_000), `${'!['.repeat(10_000)}x`],
  ['emphasis without end', '*a **b '.repeat(4_000), `${'*a **b '.repeat(4_000)}c`],
  ['ticks of every length', many(300, (at) => `${'`'.repeat(at)} a `), many(300, (at) => `${'`'.repeat(at)} b `)],
  ['blanks', ' '.repeat(60_000), '\n'.repeat(60_000)],
  ['words without blanks', '日本語の文章'.repeat(4_000), `${'日本語の文章'.repeat(2_000)}x${'日本語の文章'.repeat(2_000)}`],
  ['a line of one megabyte', 'mot de la fin '.repeat(75_000), `${'mot de la fin '.repeat(40_000)}x ${'mot de la fin '.repeat(35_000)}`],
  ['a hundred thousand lines', many(100_000, (at) => `ligne ${at}\n`), many(100_000, (at) => `ligne ${at * 2}\n`)],
  ['five megabytes', many(50_000, (at) => `${'mot '.repeat(24)}${at}\n\n`), many(50_000, (at) => `${'mot '.repeat(24)}${at === 20_000 ? 'x' : at}\n\n`)],
  ['a long table', `| a | b |\n|---|---|\n${many(1_500, (at) => `| ${at} | un |\n`)}`, `| a | b |\n|---|---|\n${many(1_500, (at) => `| ${at} | deux |\n`)}`],
  ['nothing and something', '', 'mot'],
]

test.each(cases)('should compare %s without damage', (_, before, after) => {
  for (const text of [before, after]) expect(segment(text).map(({ source }) => source).join('') === text).toBe(true)
  const diff = diffTexts(before, after)
  expect(applyEdits(before, after, diff.edits) === after).toBe(true)
  expect(diff.summary.fr).not.toBe('Rien n’a changé.')
  const { html } = renderDiff(diff)
  expect(html).toMatch(/<ins>|<del>|<p class="diff-note">/)
  expect(carryIds(after, carryIds(before)).ids.length).toBe(diff.blocks.filter((block) => block.new !== undefined).length)
})

test('should fall back to lines for the source of anything', () => {
  for (const [, before, after] of cases.filter(([, before]) => before.length < 15_000)) {
    expect(renderSource(before, after)).toMatch(/^<div class="table-scroll"/)
    for (const side of Object.values(renderBeforeAfter(before, after))) expect(side).not.toMatch(/<script/i)
  }
})

test('should show whole, removed and added, what is too intricate or too long to be compared by words', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['*a '.repeat(20_000), `${'*a '.repeat(10_000)}x ${'*a '.repeat(10_000)}`],
    [many(40_000, (at) => `${at % 7} `), many(40_000, (at) => `${at % 5} `)],
    [`${'文'.repeat(9_000)}一${'字'.repeat(9_000)}`, `${'文'.repeat(9_000)}二${'字'.repeat(9_000)}`],
  ]
  for (const [before, after] of texts) {
    const diff = diffTexts(before, after)
    expect(applyEdits(before, after, diff.edits)).toBe(after)
    const shown = renderDiff(diff).html.replace(/<span class="vh">[^<]*<\/span>/g, '')
    const without = (mark: 'ins' | 'del') => shown.replace(new RegExp(`<${mark}>[^<]*</${mark}>`, 'g'), '').replace(/<[^>]*>/g, '')
    expect(without('del')).toContain(after.trim())
    expect(without('ins')).toContain(before.trim())
  }
})

test('should say of a link, in the middle of more marks than anybody writes, where it led and where it leads', () => {
  const text = (address: string) => `${'*a '.repeat(5_000)}[le cercle](https://exemple.org/${address}) fin`
  const { html } = renderDiff(diffTexts(text('avant'), text('apres')))
  expect(html).toMatch(/<del>[^<]*avant/)
  expect(html).toMatch(/<ins>[^<]*apres/)
})

test('should cut very many lines that all begin and end alike into pieces', () => {
  const line = 'Un paragraphe de prose avec des mots tout à fait ordinaires, une adresse et du gras.\n'
  expect(segment(line.repeat(30_000)).filter(({ kind }) => kind !== 'separator').length).toBeGreaterThan(300)
})
