import { simpleGit, type SimpleGit } from 'simple-git'
import path from 'node:path'
import type { Credentials, WorkingCopy } from './working-copy.js'

const open = (dir: string): SimpleGit => simpleGit({ baseDir: dir, trimmed: false })

/** The person's own Git clones; nothing of theirs is overridden. */
export async function cloneWithGit(url: string, dir: string, progress: (phase: string, done: number, total: number | undefined) => void): Promise<WorkingCopy> {
  await simpleGit({ progress: ({ stage, progress: percent }) => { progress(stage, percent, 100) } }).clone(url, dir, ['--quiet'].filter(() => !process.stderr.isTTY))
  return copyAt(dir)
}

export async function openWithGit(dir: string): Promise<WorkingCopy | undefined> {
  const git = open(dir)
  if (!(await git.checkIsRepo())) return undefined
  return copyAt((await git.revparse(['--show-toplevel'])).trim())
}

function copyAt(dir: string): WorkingCopy {
  const git = open(dir)
  const optional = async (work: Promise<string>): Promise<string | undefined> => work.then((text) => text.trim(), () => undefined)
  return {
    by: 'git', dir: path.resolve(dir),
    origin: () => optional(git.raw('config', '--get', 'remote.origin.url')),
    async changed() {
      const { files } = await git.status()
      return files.map((file) => file.path)
    },
    async record(message, identity) {
      await git.add(['--all'])
      // Their own name and address when they have set them.
      const known = await optional(git.raw('config', '--get', 'user.email'))
      await git.raw(...(known === undefined ? ['-c', `user.name=${identity.name}`, '-c', `user.email=${identity.email}`] : []), 'commit', '-q', '-m', message)
      return (await git.revparse(['HEAD'])).trim()
    },
    published: (file) => git.raw('show', `origin/main:${file}`).then((text) => text, () => undefined),
    async ahead() { return Number((await optional(git.raw('rev-list', '--count', 'origin/main..HEAD'))) ?? 0) },
    async lastMessage() { return (await git.raw('log', '-1', '--format=%B')).trim() },
    async takePublished(_credentials, identity) {
      await git.fetch(['--quiet', 'origin'])
      const known = await optional(git.raw('config', '--get', 'user.email'))
      try {
        await git.raw(...(known === undefined ? ['-c', `user.name=${identity.name}`, '-c', `user.email=${identity.email}`] : []), 'merge', '--no-edit', '-q', 'origin/main')
        return { conflicts: [] }
      } catch (error) {
        const { conflicted } = await git.status()
        if (conflicted.length === 0) throw error
        return { conflicts: conflicted }
      }
    },
    async propose(credentials, options) {
      const url = (await optional(git.raw('config', '--get', 'remote.origin.url'))) ?? ''
      const says = (name: string, value: string | number | undefined) => (value === undefined ? [] : ['-o', `${name}=${String(value).replace(/\s*\n\s*/g, ' ')}`])
      const said: string[] = []
      // In the environment, not among the arguments: a list of processes must not show a token.
      const header = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic(credentials)}` }
      await simpleGit({ baseDir: dir, unsafe: { allowUnsafeConfigEnvCount: true } }).env({ ...process.env, GIT_TERMINAL_PROMPT: '0', ...header })
        .outputHandler((_command, _stdout, stderr) => { stderr.on('data', (chunk: Buffer) => { said.push(chunk.toString('utf8')) }) })
        .raw('push', 'origin', 'HEAD:refs/for/main', ...says('title', options.title), ...says('description', options.description), ...says('proposition', options.proposition))
        .catch((error: unknown) => { throw new Error(remoteSentences(said.join('')) || (error instanceof Error ? error.message : String(error))) })
      return remoteSentences(said.join(''))
    },
  }
}

const basic = ({ handle, token }: Credentials): string => Buffer.from(`${handle}:${token}`).toString('base64')

/** What the server said, out of Git's own words. */
export function remoteSentences(output: string): string {
  return output.split(/[\r\n]+/).filter((line) => line.startsWith('remote:')).map((line) => line.slice('remote:'.length).trim()).filter((line) => line !== '').join('\n')
}
