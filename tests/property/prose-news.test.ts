import { expect, test } from 'vitest'
import { newsOfText, type NewsRow } from '../../forge/prose/news.js'
import { fc } from '../support/fast-check.js'

/** What one side made of each paragraph, and what it put after it. */
interface Side { readonly of: readonly ('kept' | 'changed' | 'removed')[]; readonly added: readonly boolean[] }

const count = 6
const side = fc.record<Side>({
  of: fc.array(fc.constantFrom('kept', 'kept', 'kept', 'changed', 'removed'), { minLength: count, maxLength: count }),
  added: fc.array(fc.boolean().map((is) => is), { minLength: count, maxLength: count }),
})
const words = ['abricot', 'bruyère', 'cascade', 'digitale', 'écureuil', 'fougère']
const paragraph = (index: number) => `Paragraphe ${words[index]!} un deux trois quatre cinq six ${words[index]!}fin.`
const changed = (index: number, by: string) => paragraph(index).replace('trois', `trois ${by}${words[index]!}`)
const added = (index: number, by: string) => `Ajout nouveau ${by}neuf${words[index]!} tout autre chose, ${words[index]!}plus ${by}.`
const written = ({ of, added: adds }: Side, by: string) => of.flatMap((one, index) => [
  ...(one === 'removed' ? [] : [one === 'changed' ? changed(index, by) : paragraph(index)]), ...(adds[index] === true ? [added(index, by)] : []),
]).join('\n\n') + '\n'

const base = written({ of: Array<'kept'>(count).fill('kept'), added: Array<boolean>(count).fill(false) }, '')

test('should leave everything as it is when nothing is taken, and compare the next news with what was seen', () => {
  fc.assert(fc.property(side, side, (mine, origin) => {
    const [ours, theirs] = [written(mine, 'O'), written(origin, 'T')]
    const news = newsOfText(base, ours, theirs)
    const none = news.take((row) => (row.kind === 'free' ? false : 'ours'))
    expect(none.text).toBe(ours)
    // What is left aside is offered again only by who asks to look at it again; it is not new.
    expect(newsOfText(none.seen, ours, none.seen).rows).toEqual([])
  }), { numRuns: 300 })
})

test('should take what is chosen, leave what is not, and change nothing else', () => {
  fc.assert(fc.property(side, side, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (mine, origin, dice) => {
    const [ours, theirs] = [written(mine, 'O'), written(origin, 'T')]
    const news = newsOfText(base, ours, theirs)
    const isTaken = new Map(news.rows.map((row, index) => [row, dice[index] === true]))
    const { text, seen } = news.take((row) => (row.kind === 'free' ? isTaken.get(row)! : isTaken.get(row) === true ? 'theirs' : 'ours'))
    const has = (paragraphs: string, sentence: string) => paragraphs.split(/\n+/).includes(sentence)
    const rowOf = (isIn: (row: NewsRow) => boolean) => news.rows.find(isIn)
    const covers = (text: string, range: (change: NewsRow['changes'][number]) => readonly [number, number], sentence: string) => {
      const at = text.indexOf(sentence)
      return rowOf((row) => row.changes.some((change) => { const [from, to] = range(change); return from < at + sentence.length && at < to }))
    }
    for (let index = 0; index < count; index++) {
      const [was, toOurs, toTheirs] = [paragraph(index), mine.of[index], origin.of[index]]
      const added0 = added(index, 'T')
      if (origin.added[index]) {
        const row = covers(theirs, (change) => change.new, added0)!
        expect(has(text, added0), `added ${added0}`).toBe(isTaken.get(row))
        expect(has(seen, added0)).toBe(isTaken.get(row))
      }
      if (toTheirs === 'changed') {
        const row = covers(theirs, (change) => change.new, changed(index, 'T'))!
        expect(has(text, changed(index, 'T')), 'changed').toBe(isTaken.get(row))
      }
      if (toTheirs === 'removed' && toOurs === 'kept') {
        const row = covers(base, (change) => change.old, was)!
        expect(has(text, was), 'removed').toBe(!isTaken.get(row))
      }
      // One's own words go only where a passage that holds them was settled for the original's.
      for (const own of [...(toOurs === 'changed' ? [changed(index, 'O')] : []), ...(mine.added[index] ? [added(index, 'O')] : []), ...(toOurs === 'kept' && toTheirs === 'kept' ? [was] : [])]) {
        const row = rowOf((one) => one.kind === 'both' && isTaken.get(one) === true && has(one.passage.ours, own))
        expect(has(text, own), own).toBe(row === undefined || (row.kind === 'both' && has(row.passage.theirs, own)))
      }
      if (toOurs === 'removed' && toTheirs === 'kept') expect(has(text, was)).toBe(rowOf((one) => one.kind === 'both' && isTaken.get(one) === true && has(one.passage.theirs, was)) !== undefined)
    }
    // Paragraphs stay apart, and nothing comes from nowhere.
    const known = new Set([...ours.split(/\n+/), ...theirs.split(/\n+/)])
    expect(text.split(/\n+/).every((line) => known.has(line)), text).toBe(true)
  }), { numRuns: 600 })
})

test('should hold what both changed the same way for no news', () => {
  fc.assert(fc.property(side, (both) => {
    const theirs = written(both, 'T')
    expect(newsOfText(base, theirs, theirs).rows).toEqual([])
  }))
})
