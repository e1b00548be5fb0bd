/** `git blame`: a word's author is its line's. Its commit's co-authors are counted for it too, though it does not know them itself. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { keyOf, type Answer, type Said } from './answer.js'
import { isPage, themself, type Version } from './page.js'
import { print } from './print.js'

const run = promisify(execFile)
const env = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

export const BLAME = ['-w']
export const BLAME_COPIES = ['-w', '-M', '-C', '-C', '-C']

export async function blame(repository: string, tip: Version, versions: ReadonlyMap<string, Version>, options: readonly string[]): Promise<Answer> {
  const answer = new Map<string, (Said | undefined)[]>()
  for (const [path, page] of tip.tree) {
    if (!isPage(page)) continue
    const { stdout } = await run('git', ['blame', '--porcelain', ...options, tip.oid, '--', path], { cwd: repository, env, maxBuffer: 2 ** 28 })
    const lines = [...stdout.matchAll(/^([0-9a-f]{40}) \d+ (\d+)(?: \d+)?$/gm)].map(([, oid]) => oid!)
    const { text, places } = print(page)
    let line = 0
    let at = 0
    answer.set(path, places.map(([start]) => {
      for (; at < start; at++) if (text[at] === '\n') line++
      const version = versions.get(lines[line] ?? '')
      return version && { authors: [version.author, ...version.coAuthors].map((person) => keyOf(themself(person))), commit: version.oid }
    }))
  }
  return answer
}
