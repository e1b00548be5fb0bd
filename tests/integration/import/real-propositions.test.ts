/** 160 real pull requests, 63 of which their project never took, imported, read and integrated as people would, through the pages. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { diffTexts } from '../../../forge/prose/diff.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { importHistory, type ImportResult } from '../../../forge/use-cases/importHistory.js'
import { proposedFiles } from '../../../forge/use-cases/proposedFiles.js'
import { readChanges } from '../../../forge/use-cases/readChanges.js'
import { previewMerge } from '../../../forge/use-cases/readProposal.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { git } from '../../support/git.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

const bundle = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data', 'politique-open-source-with-pulls.bundle')
const isThere = existsSync(bundle)
if (!isThere) console.warn(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories to run these tests`)

const password = 'un mot de passe assez long'

describe.skipIf(!isThere)('the pull requests of politique-open-source', () => {
  let forge: TestForge
  let actor: Actor
  let visitor: Visitor
  let result: ImportResult
  const input = { location: { kind: 'bundle', file: bundle }, owner: 'cooperation', proposals: ['refs/pull/*/head'] } as const
  const outcomesOf = ({ proposals = [] }: ImportResult, outcome: string) => proposals.filter((each) => each.outcome === outcome)
  const resource = async (): Promise<Resource> => (await forge.deps.resources.findByAddress('cooperation', result.resources[0]?.slug ?? ''))!

  beforeAll(async () => {
    forge = await aForge()
    const { person } = await createPerson(forge.deps, { handle: 'lou', email: 'lou@exemple.test', password })
    actor = { kind: 'person', person, scopes: new Set(['read', 'write', 'admin']) }
    await forge.community('cooperation', [person])
    const started = performance.now()
    result = await importHistory(forge.deps, actor, input)
    if (process.env.COMMUNS_MESURES) console.log(`imported in ${(performance.now() - started).toFixed(0)} ms`)
    visitor = aVisitor((await forge.serve()).url)
    await visitor.submit('/connexion', { identifiant: 'lou', mot_de_passe: password })
  })
  afterAll(() => forge.close())

  test('should open those that share a version with the published text, and say what becomes of every other', async () => {
    expect(result.proposals).toHaveLength(160)
    expect(outcomesOf(result, 'already_in')).toHaveLength(97)
    // They were offered to another branch, of which nothing is left.
    expect(outcomesOf(result, 'unrelated').map(({ ref }) => ref)).toEqual(['refs/pull/62/head', 'refs/pull/91/head', 'refs/pull/94/head'])
    const opened = outcomesOf(result, 'opened')
    expect(opened).toHaveLength(60)
    const { id } = await resource()
    const dir = forge.git.repoDir(id)
    const standing = { clean: 0, conflicts: 0, contained: 0 }
    for (const { number, isInText } of opened) {
      const request = (await forge.deps.mergeRequests.find(id, number ?? 0))!
      standing[(await previewMerge(forge.deps, { id }, request.head)).kind] += 1
      const own = (await git(dir, 'log', '--no-merges', '--format=%an%x00%s', request.head, '--not', 'main')).stdout.trim().split('\n').map((line) => line.split('\0'))
      expect(request.importedFrom?.by, request.title).toBe(own[0]?.[0]?.trim())
      if (isInText === true) expect((await git(dir, 'merge-tree', '--write-tree', 'main', request.head)).stdout.trim()).toBe((await git(dir, 'rev-parse', 'main^{tree}')).stdout.trim())
    }
    expect(standing).toEqual({ clean: 15, conflicts: 45, contained: 0 })
    expect(opened.filter(({ isInText }) => isInText === true)).toHaveLength(13)
  })

  test('should change nothing when imported again', async () => {
    const again = await importHistory(forge.deps, actor, input)
    expect(outcomesOf(again, 'unchanged')).toHaveLength(60)
    expect(outcomesOf(again, 'opened')).toHaveLength(0)
  })

  test('should open every page and show every change of words of each of its texts, and tell of every other file', async () => {
    const here = await resource()
    const count = { changes: 0, files: 0 }
    for (const { number = 0 } of outcomesOf(result, 'opened')) {
      const page = await visitor.get(`/cooperation/${here.slug}/propositions/${number}`)
      expect(page.status, `proposition ${number}`).toBe(200)
      // The words of a link's address are in an attribute; those of a word changed in part run over tags.
      const shown = readable(page.text) + readable(page.text.replace(/<[^>]+>/g, ''))
      const request = (await forge.deps.mergeRequests.find(here.id, number))!
      const { files } = await readChanges(forge.deps, { resource: here, number, locale: 'fr' })
      for (const file of await proposedFiles(forge.deps, here, request.base, request.head)) {
        const { path: name } = file.change
        expect(shown, `proposition ${number}`).toContain(name)
        const changes = files.find((each) => each.path === name)?.changes ?? []
        expect(changes.length, `proposition ${number}, ${name}`).toBeGreaterThan(0)
        count.files += 1
        count.changes += changes.length
        if (!file.texts) continue
        const { before, after } = file.texts
        const told = changes.map((change) => `${change.before ?? ''} ${change.after ?? ''}`).join(' ')
        for (const edit of diffTexts(before, after).edits) {
          for (const word of `${before.slice(...edit.old)} ${after.slice(...edit.new)}`.match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
            expect(shown.includes(word), `« ${word} » on the page of proposition ${number}, ${name}`).toBe(true)
            expect(told.includes(word), `« ${word} » in the changes of proposition ${number}, ${name}`).toBe(true)
          }
        }
      }
    }
    expect(count.changes).toBeGreaterThanOrEqual(count.files)
    if (process.env.COMMUNS_MESURES) console.log(`${count.changes} changes in ${count.files} files`)
  })

  test('should integrate those that Git merges, and the others once their passages are settled, one after the other', async () => {
    const here = await resource()
    const dir = forge.git.repoDir(here.id)
    // As things stand, before any of them changes the text.
    for (const { number = 0 } of outcomesOf(result, 'opened')) {
      const { head } = (await forge.deps.mergeRequests.find(here.id, number))!
      if ((await previewMerge(forge.deps, here, head)).kind !== 'conflicts') continue
      const page = await visitor.get(`/cooperation/${here.slug}/propositions/${number}/concilier`)
      expect([page.status, Object.keys(choices(page.text, 0)).some((name) => /^c\./.test(name))], `proposition ${number}`).toEqual([200, true])
    }
    const became = { clean: 0, settled: 0 }
    for (const { number = 0, title = '' } of outcomesOf(result, 'opened')) {
      const where = `/cooperation/${here.slug}/propositions/${number}`
      const request = (await forge.deps.mergeRequests.find(here.id, number))!
      const { kind } = await previewMerge(forge.deps, here, request.head)
      const answer = await visitor.submit(where, {}, `${where}/integrer`)
      expect(answer.status, `${number} ${title}`).toBe(303)
      if (kind === 'conflicts') {
        const page = await visitor.get(answer.location ?? '')
        expect([page.status, answer.location], `${number} ${title}`).toEqual([200, `${where}/concilier`])
        const done = await visitor.post(`${where}/concilier`, choices(page.text, number))
        expect([done.status, done.location], `${number} ${title}`).toEqual([303, where])
        became.settled += 1
      } else became.clean += 1
      const merged = (await forge.deps.mergeRequests.find(here.id, number))!
      expect(merged.state, `${number} ${title}`).toBe('merged')
      expect((await git(dir, 'merge-base', '--is-ancestor', merged.head, 'main')).stdout).toBe('')
    }
    expect(became.clean + became.settled).toBe(60)
    // Many change the same list: what one of them settles, the next ones find.
    expect(Math.min(became.clean, became.settled)).toBeGreaterThan(0)
    expect((await git(dir, 'fsck', '--full', '--strict', '--no-progress', '--no-dangling')).stderr).toBe('')
    // Everyone who wrote a proposed commit is in the published history.
    const people = new Set((await git(dir, 'log', '--format=%ae', 'main')).stdout.trim().split('\n'))
    for (const { number = 0 } of outcomesOf(result, 'opened')) for (const who of (await git(dir, 'log', '--format=%ae', `refs/merge-requests/${number}/head`)).stdout.trim().split('\n')) expect(people).toContain(who)
  })
})

const readable = (html: string): string => html.replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** What somebody posts who takes each passage from one side, then from the other: the first answers of its form, or the second ones. */
function choices(page: string, number: number): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) fields[name] = value
  const answers = new Map<string, string[]>()
  for (const [input] of page.matchAll(/<input [^>]*type="radio"[^>]*>/g)) {
    const name = / name="([^"]+)"/.exec(input)?.[1] ?? ''
    answers.set(name, [...(answers.get(name) ?? []), / value="([^"]+)"/.exec(input)?.[1] ?? ''])
  }
  for (const [i, [name, values]] of [...answers].entries()) fields[name] = values.filter((value) => value === 'ours' || value === 'theirs')[(i + number) % 2] ?? values[0] ?? ''
  return fields
}
