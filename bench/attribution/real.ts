/** Who is listed on real repositories, beside who Git itself knows of: authors by `git log` with `.mailmap`, co-authors through `git check-mailmap`. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { table } from '../prose/figures.js'
import { keyOf } from './answer.js'
import { usage } from './usage.js'

const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

export async function realPeople({ program, folder, data, note }: { program: string; folder: string; data: string; note(sentence: string): void }): Promise<string> {
  const rows: string[][] = []
  for (const bundle of readdirSync(data).filter((name) => name.endsWith('.bundle')).sort()) {
    note(`${bundle}…`)
    const repository = path.join(folder, bundle.replace('.bundle', '.git'))
    execFileSync('git', ['clone', '-q', '--bare', path.join(data, bundle), repository], { env })
    const expected = peopleByGit(repository)
    const { stdout, cpuMs, wallMs, peakMb } = await usage(program, ['attribution', repository, '--json'], folder)
    const { people, files } = JSON.parse(stdout) as { people: { name: string; email: string }[]; files: { tokens: unknown[] }[] }
    const listed = people.map(keyOf)
    const missing = [...expected].filter((key) => !listed.includes(key)).length
    const extra = listed.filter((key) => !expected.has(key)).length
    const twice = listed.length - new Set(listed).size
    const words = files.reduce((sum, { tokens }) => sum + tokens.length, 0)
    rows.push([bundle.replace('.bundle', ''), String(expected.size), String(listed.length), String(missing), String(extra), String(twice), String(words), (cpuMs / 1000).toFixed(1), (wallMs / 1000).toFixed(1), String(peakMb)])
  }
  return table(['repository', 'people by Git', 'listed', 'missing', 'not of the history', 'twice', 'words', 'processor s', 'clock s', 'peak MB'], rows)
}

/** Addresses in lower case (names of those who have none), after `.mailmap`. */
function peopleByGit(repository: string): Set<string> {
  const git = (args: readonly string[], input?: string) => execFileSync('git', args, { cwd: repository, env, input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const found = new Set<string>()
  const coAuthors: string[] = []
  // A bare repository's .mailmap is that of its HEAD, for `git log` and `git check-mailmap` alike.
  for (const record of git(['log', '--format=%aN%x1f%aE%x1f%B%x1e', 'HEAD']).split('\x1e')) {
    const [name, email, message] = record.replace(/^\n/, '').split('\x1f')
    if (name === undefined || email === undefined || message === undefined) continue
    found.add(keyOf({ name, email }))
    // Squashed messages leave trailers in their middle, where `%(trailers)` does not look.
    coAuthors.push(...[...message.matchAll(/^co-authored-by[ \t]*:[ \t]*(.+)$/gim)].map(([, who]) => who!.trim()))
  }
  const wellFormed = coAuthors.filter((who) => /^[^<>]*<[^<>]+>$/.test(who))
  for (const line of wellFormed.length === 0 ? [] : git(['check-mailmap', '--stdin'], `${wellFormed.join('\n')}\n`).trimEnd().split('\n')) {
    const [, name = '', email = ''] = /^(.*?) ?<([^<>]*)>$/.exec(line) ?? []
    found.add(keyOf({ name, email }))
  }
  return found
}
