import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keyOf, type Answer } from '../../../bench/attribution/answer.js'
import { KNOWN, type Family } from '../../../bench/attribution/family.js'
import { textOf } from '../../../bench/attribution/git-objects.js'
import { grade, peopleProblems } from '../../../bench/attribution/grade.js'
import { isPage, themself, type Version } from '../../../bench/attribution/page.js'
import { linearHistory } from '../../../bench/attribution/pages-of.js'
import { print, wordsOf } from '../../../bench/attribution/print.js'
import { SCENARIOS } from '../../../bench/attribution/scenarios/all.js'
import { told } from '../../../bench/attribution/suite.js'
import { laidOver } from '../../../bench/attribution/wikiwho.js'

/** Short stories: what is checked here does not depend on their length. */
const SHORT: Family = { ...KNOWN, versions: 18, blocks: [10, 12] }

const folders: string[] = []
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }) })
function folder(): string { const made = mkdtempSync(path.join(os.tmpdir(), 'bench-')); folders.push(made); return made }

/** What somebody who knows everything would say. */
const perfect = (tip: Version): Answer => new Map([...tip.tree].flatMap(([file, page]) => (isPage(page) ? [[file, print(page).truth.map(({ birth }) => ({ authors: birth.writers.map((who) => keyOf(themself(who))), commit: birth.version.oid, path: birth.path }))] as const] : [])))

test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('should know whose every word is: %s', (_, scenario) => {
  for (const wrap of [0, 80]) {
    const { tip } = told(scenario, SHORT, 3, wrap)
    let words = 0
    for (const [, page] of tip!.tree) {
      if (!isPage(page)) continue
      const { text, truth, places } = print(page)
      const found = wordsOf(text)
      expect(places.map(([start, end]) => text.slice(start, end))).toEqual(found.map((word) => word.text))
      truth.forEach(({ birth }) => { expect(birth.writers.length).toBeGreaterThan(0) })
      words += truth.length
    }
    expect(words).toBeGreaterThan(100)
    expect(grade(tip!, perfect(tip!), { stockToo: true })).toMatchObject({ falselyCredited: 0, forgotten: 0, carriers: 0, handlers: 0, silent: 0, shareError: 0 })
    const grades = grade(tip!, perfect(tip!), { stockToo: true })
    expect([grades.author, grades.commit, grades.path]).toEqual([grades.words, grades.words, grades.words])
  }
})

test('should tell the same story for the same seed, and another for another', () => {
  for (const scenario of SCENARIOS.filter(({ name }) => ['hard-mix', 'boilerplate', 'forks', 'squash', 'import', 'markup'].includes(name))) {
    expect(told(scenario, SHORT, 5, 80).tip!.oid).toBe(told(scenario, SHORT, 5, 80).tip!.oid)
    expect(told(scenario, SHORT, 6, 80).tip!.oid).not.toBe(told(scenario, SHORT, 5, 80).tip!.oid)
  }
})

test.each(['hard-mix', 'octopus', 'squash', 'forks', 'rename-edit', 'co-authors'])('should be what Git then reads: %s', (name) => {
  const story = told(SCENARIOS.find((scenario) => scenario.name === name)!, SHORT, 4, 80)
  const repository = folder()
  story.writeTo(repository)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, encoding: 'utf8' })
  expect(git('rev-parse', 'HEAD').trim()).toBe(story.tip!.oid)
  git('fsck', '--full', '--strict')
  for (const [file, page] of story.tip!.tree) expect(git('show', `HEAD:${file}`)).toBe(textOf(page))
  expect(git('for-each-ref', '--format=%(refname)').trim().split('\n').sort()).toEqual(['refs/heads/main', ...story.refs.keys()].sort())
})

test('should count what an answer gets wrong', () => {
  const { tip } = told(SCENARIOS.find(({ name }) => name === 'plain')!, SHORT, 1, 0)
  const [file, words] = [...perfect(tip!)][0]!
  const stranger = { authors: ['nobody@exemple.org'], commit: tip!.oid, path: file }
  const plain = print(tip!.tree.get(file) as never).truth.map(({ grade: kind }, i) => ({ kind, i })).filter(({ kind }) => kind === 'plain').map(({ i }) => i)
  const wrong = words.map((word, i) => (i === plain[10] || i === plain[11] ? stranger : i === plain[20] ? undefined : word))
  const failures: string[] = []
  const grades = grade(tip!, new Map([[file, wrong]]), { stockToo: false, fail: ({ said }) => { failures.push(said) } })
  expect(grades).toMatchObject({ words: plain.length, author: plain.length - 3, falselyCredited: 1, silent: 1 })
  expect(failures).toContain('nothing')
  expect(grade(tip!, new Map([[file, words.slice(1)]]), { stockToo: false })).toMatchObject({ author: 0, silent: plain.length })
})

test('should see who is missing from people, or there twice', () => {
  const { tip } = told(SCENARIOS.find(({ name }) => name === 'co-authors')!, SHORT, 1, 0)
  const everyone = [...new Set(perfectPeople(tip!))].map((email) => ({ name: '', email, share: 0 }))
  expect(peopleProblems(tip!, everyone)).toEqual([])
  expect(peopleProblems(tip!, everyone.slice(1))).toEqual([`${everyone[0]!.email} is missing from people`])
  expect(peopleProblems(tip!, [...everyone, everyone[0]!])).toEqual([`${everyone[0]!.email} is twice in people`])
  expect(peopleProblems(tip!, [...everyone, { name: '', email: 'ancienne1@exemple.org', share: 0 }])).toEqual(['ancienne1@exemple.org is in people and took no part'])
})

function perfectPeople(tip: Version): string[] {
  const found: string[] = []
  for (let version: Version | undefined = tip; version; version = version.parents[0]) found.push(...[version.author, ...version.coAuthors].map((who) => keyOf(themself(who))))
  return found
}

test('should give a page its own history, through its names', () => {
  const { tip } = told(SCENARIOS.find(({ name }) => name === 'rename')!, SHORT, 2, 0)
  for (const [file, page] of tip!.tree) {
    const history = linearHistory(tip!, file)
    expect(history.at(-1)!.page).toBe(page)
    expect(history.length).toBeGreaterThan(1)
  }
})

test('should lay the tokens of WikiWho over a text', () => {
  const text = "L'ami | dit.\n\nNon\u00a0!"
  const tokens = ['l', "'", 'ami', '|', 'dit', '.', 'non\u00a0', '!'].map((token, revision) => ({ token, revision }))
  const laid = laidOver(text, tokens)!
  expect([...text].map((sign, i) => (/\s/.test(sign) ? ' ' : String(laid[i]))).join('')).toBe('01222 3 4445  666 7')
  expect(laidOver(text, tokens.slice(1))).toBeUndefined()
  expect(laidOver(text, tokens.slice(0, -1))).toBeUndefined()
})
