import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { History, HistoryCommit } from '../../forge/attribution/history.js'
import { mapped, parseMailmap, personKey } from '../../forge/attribution/identities.js'
import { attribute } from '../../forge/attribution/provenance.js'

const data = resolve(process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data')
const git = (cwd: string, args: readonly string[], input?: string): string =>
  execFileSync('git', args, { cwd, input, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] })

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'communs-attribution-')) })
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

function cloned(name: string): string {
  const bundle = join(data, `${name}.bundle`)
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  git(folder, ['clone', '--quiet', '--bare', bundle, name])
  return join(folder, name)
}

function read(repository: string): { history: History; at: string } {
  const at = git(repository, ['rev-parse', 'HEAD']).trim()
  const log = git(repository, ['log', '--reverse', '--topo-order', '--raw', '-z', '--no-abbrev', '--no-renames', '--diff-merges=first-parent', '--root', '--format=@@commit@@%H%x1f%P%x1f%an%x1f%ae%x1f%at%x1f%B%x1e', 'HEAD'])
  const commits = log.split('@@commit@@').slice(1).map((record): HistoryCommit => {
    const [head, raw] = record.split('\x1e')
    const [oid, parents, name, email, seconds, message] = head!.split('\x1f')
    const changes = new Map<string, string | undefined>()
    const parts = raw!.split('\0')
    for (let i = 0; i < parts.length; i++) {
      const change = /:\d+ (\d+) \w+ (\w+) ([A-Z])\d*$/.exec(parts[i]!)
      if (!change) continue
      const path = parts[++i]!
      if (/\.(md|markdown)$/i.test(path)) changes.set(path, change[3] === 'D' || !change[1]!.startsWith('100') ? undefined : change[2]!)
    }
    return { oid: oid!, parents: parents!.split(' ').filter((each) => each !== ''), author: { name: name!, email: email! }, at: Number(seconds) * 1000, message: message!, changes }
  })
  const wanted = [...new Set(commits.flatMap((commit) => [...commit.changes.values()].filter((oid) => oid !== undefined)))]
  const batch = execFileSync('git', ['cat-file', '--batch'], { cwd: repository, input: `${wanted.join('\n')}\n`, maxBuffer: 1 << 30 })
  const blobs = new Map<string, string>()
  for (let at = 0; at < batch.length;) {
    const newline = batch.indexOf(10, at)
    const [oid, , size] = batch.subarray(at, newline).toString().split(' ')
    blobs.set(oid!, batch.subarray(newline + 1, newline + 1 + Number(size)).toString())
    at = newline + 2 + Number(size)
  }
  return { at, history: { commits: () => commits, blob: (oid) => Promise.resolve(blobs.get(oid)!) } }
}

describe('real histories', () => {
  test.each(['multibao-contributions', 'opl-practices', 'guide-rgpd-cnil', 's3-patterns', 'cnumr-best-practices', 'missing-semester-fr', 'politique-open-source', 'politique-open-source-with-pulls',
    'art-of-command-line', 'mozilla-open-leadership', 'facilitation-method-specs', 'jeu-cartes-co-creatif'])('should attribute every file of %s and list everyone Git lists, once', async (name) => {
    const repository = cloned(name)
    const { history, at } = read(repository)
    const { files, people, notCovered } = await attribute(history, { at })
    const markdown = git(repository, ['ls-tree', '-r', '-z', 'HEAD']).split('\0').filter((line) => /^100.*\.(md|markdown)$/i.test(line)).map((line) => line.slice(line.indexOf('\t') + 1))
    expect(files.map((file) => file.path)).toEqual(markdown.sort((a, b) => (a < b ? -1 : 1)))
    expect(notCovered).toEqual([])
    // Squashes leave co-authors in the middle of messages, where Git itself does not look.
    const named = git(repository, ['log', '--format=%x1e%aE%n%B', 'HEAD']).split('\x1e').slice(1).flatMap((record) => {
      const [author, ...message] = record.split('\n')
      return [author!, ...message.flatMap((line) => /^co-authored-by:[^<]*<([^>]*)>/i.exec(line)?.[1] ?? [])]
    })
    expect(new Set(people.map((person) => person.email.toLowerCase()))).toEqual(new Set(named.map((email) => email.toLowerCase())))
    expect(new Set(people.map(personKey)).size).toBe(people.length)
  })
})

test('should map identities as git check-mailmap does', () => {
  const repository = join(folder, 'mailmap')
  git(folder, ['init', '--quiet', 'mailmap'])
  const lines = ['# Ada <x@x.org>', 'Ada Lovelace <ada@x.org>', '<ada@x.org> <OLD@x.org>', 'Bruno <bruno@x.org> <b@x.org> # note', 'Chloé <chloe@x.org> Driss <shared@x.org>', 'Elin <elin@x.org> Elin E <shared@x.org>', '  Farid   <farid@x.org>  ', 'Second <ada@x.org>', '<gwen@x.org> <shared2@x.org>', 'Gwen <gwen@x.org>', 'garbage', 'Hugo <hugo@x.org>trailing', 'Nobody <>', 'Ines <ines@x.org> <>']
  writeFileSync(join(repository, '.mailmap'), `${lines.join('\n')}\n`)
  const identities = [['ada', 'ADA@x.org'], ['A', 'old@x.org'], ['B', 'b@x.org'], ['driss', 'shared@x.org'], ['ELIN E', 'shared@x.org'], ['Other', 'shared@x.org'], ['f', 'farid@x.org'], ['g', 'shared2@x.org'], ['g', 'gwen@x.org'], ['h', 'hugo@x.org'], ['x', 'x@x.org'], ['y', '']] as const
  const expected = git(repository, ['check-mailmap', '--stdin'], identities.map(([name, email]) => `${name} <${email}>\n`).join('')).trim().split('\n')
  const map = parseMailmap(lines.join('\n'))
  expect(identities.map(([name, email]) => mapped(map, { name, email })).map(({ name, email }) => `${name} <${email}>`)).toEqual(expected)
})
