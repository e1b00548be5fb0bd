import { expect, test } from 'vitest'
import { contributions, subjectOf } from '../../../forge/attribution/contributions.js'
import type { HistoryCommitLike } from '../../../forge/attribution/history.js'

const person = (name: string) => ({ name, email: `${name.toLowerCase()}@exemple.org` })
function commit(oid: string, author: string, day: number, extra: Partial<HistoryCommitLike> = {}): HistoryCommitLike {
  return { oid, parents: ['p'], author: person(author), committer: person(author), at: day * 86_400_000, message: `Version ${oid}`, ...extra }
}
const summary = (commits: HistoryCommitLike[], options = {}) =>
  contributions(commits, options).map(({ identity, commits: count, roles, fromOrigin }) => [identity.name, count, roles, fromOrigin])

test('should list every author and co-author once, in the order they came, whatever the order given', () => {
  const all = [
    commit('c', 'Ada', 3, { message: 'Titre\n\nCo-authored-by: Bruno <BRUNO@exemple.org>\nReviewed-by: Chloe <chloe@exemple.org>' }),
    commit('a', 'Driss', 1), commit('b', 'Ada', 2),
  ]
  const expected = [['Driss', 1, ['auteur'], false], ['Ada', 2, ['auteur'], false], ['Bruno', 1, ['co-auteur'], false], ['Chloe', 1, ['relecture'], false]]
  expect(summary(all)).toEqual(expected)
  expect(summary([...all].reverse())).toEqual(expected)
  const [, ada] = contributions(all)
  expect(ada).toMatchObject({ firstAt: 2 * 86_400_000, lastAt: 3 * 86_400_000, what: [{ oid: 'b', subject: 'Version b', roles: ['auteur'] }, { oid: 'c', subject: 'Titre' }] })
})

test('should make nobody an author for merging or importing', () => {
  expect(summary([
    commit('a', 'Import', 1, { message: 'x\n\nOriginal-Author: Ada <ada@exemple.org>' }),
    commit('b', 'Merger', 2, { parents: ['a', 'z'], message: 'Merge branch z' }),
    commit('c', 'Bruno', 3, { parents: ['b', 'y'], committer: person('Steward'), message: 'Ajoute\n\nMerge-Request: 4' }),
  ])).toEqual([['Import', 1, ['import'], false], ['Ada', 1, ['auteur'], false], ['Merger', 1, ['intégration'], false], ['Bruno', 1, ['auteur'], false], ['Steward', 1, ['intégration'], false]])
  // An import that names nobody: still not who brought it. Its co-authors are, and so is the author of a version that somebody else carried here.
  const brought = 'Repris\n\nImported-From: https://exemple.invalid/notes'
  expect(summary([commit('a', 'Import', 1, { message: brought })])).toEqual([['Import', 1, ['import'], false]])
  expect(summary([commit('a', 'Import', 1, { message: `${brought}\nCo-authored-by: Ada <ada@exemple.org>` })])).toEqual([['Import', 1, ['import'], false], ['Ada', 1, ['co-auteur'], false]])
  expect(summary([commit('a', 'Ada', 1, { message: brought, committer: person('Steward') })])).toEqual([['Ada', 1, ['auteur'], false]])
  expect(summary([commit('b', 'Merger', 2, { parents: ['a', 'z'] })], { writtenInMerge: new Set(['b']) })).toEqual([['Merger', 1, ['auteur'], false]])
})

test('should mark what was done in the resource of origin, shared versions counted once', () => {
  const origin = [commit('a', 'Ada', 1), commit('b', 'Bruno', 2)]
  expect(summary([...origin, commit('c', 'Bruno', 3)], { fromOrigin: origin })).toEqual([['Ada', 1, ['auteur'], true], ['Bruno', 2, ['auteur'], false]])
})

test('should apply .mailmap, name programs as such and bear absurd dates', () => {
  expect(summary([commit('a', 'Ada', Number.NaN), commit('b', 'Bot', 1, { author: { name: 'x[bot]', email: 'x' } }), commit('c', 'Bruno', 2)], { mailmap: 'Ada L. <ada@exemple.org> <bruno@exemple.org>\nAda L. <ada@exemple.org>' }))
    .toEqual([['Ada L.', 2, ['auteur'], false], ['x[bot]', 1, ['robot'], false]])
  expect(subjectOf('\n  \n titre \r\n')).toBe('titre')
  expect(subjectOf('')).toBe('')
})
