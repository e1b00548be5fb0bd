import path from 'node:path'
import { simpleGit, type SimpleGit, type SimpleGitOptions } from 'simple-git'
import { Refused } from '../refusals.js'
import type { CloneProgress, Credentials, Identity, WorkingCopy } from './working-copy.js'

/**
 * The environment is the person's own, on their own machine: their editor, proxies, certificates and identity apply as they do when
 * they type `git` themselves. (simple-git would drop every GIT_… variable; it guards servers that pass strangers' input.)
 */
function theirs(dir: string | undefined, more: Readonly<Record<string, string>> = {}): Partial<SimpleGitOptions> & { env: NodeJS.ProcessEnv } {
  return {
    ...(dir !== undefined && { baseDir: dir }), trimmed: false,
    // Without this, a command that fails without a word on stderr (a merge with conflicts) would pass for done.
    errors: (error, { exitCode, stdOut, stdErr }) => (exitCode === 0 ? undefined : error ?? Buffer.concat([...stdOut, ...stdErr, Buffer.from(`exit code ${exitCode}`)])),
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', ...more },
    allowEnvironment: [...Object.keys(process.env), 'GIT_TERMINAL_PROMPT', ...Object.keys(more)],
    unsafe: {
      allowAbbreviatedOptions: true, allowUnsafeAlias: true, allowUnsafeAskPass: true, allowUnsafeConfigEnvCount: true, allowUnsafeConfigPaths: true, allowUnsafeCredentialHelper: true,
      allowUnsafeDiffExternal: true, allowUnsafeEditor: true, allowUnsafeExec: true, allowUnsafeFilter: true, allowUnsafeFsMonitor: true, allowUnsafeGitProxy: true, allowUnsafeGpgProgram: true,
      allowUnsafeHooksPath: true, allowUnsafeInclude: true, allowUnsafeMergeDriver: true, allowUnsafePager: true, allowUnsafeProtocolOverride: true, allowUnsafeSshCommand: true,
      allowUnsafeTemplateDir: true, allowUnsafeUrlRewrite: true,
    },
  }
}

function open(dir: string | undefined, more: Readonly<Record<string, string>> = {}): SimpleGit {
  const { env, ...options } = theirs(dir, more)
  return simpleGit(options).env(env as Record<string, string>)
}

/** The person's own Git clones; nothing of theirs is overridden. */
export async function cloneWithGit(url: string, dir: string, progress: CloneProgress): Promise<WorkingCopy> {
  const { env, ...options } = theirs(undefined)
  await simpleGit({ ...options, progress: ({ progress: percent }) => { progress(percent, 100) } }).env(env as Record<string, string>).clone(url, dir)
    .catch((error: unknown) => { throw gitRefusal(error, new URL(url).origin) })
  return copyAt(dir)
}

export async function openWithGit(dir: string): Promise<WorkingCopy | undefined> {
  const git = open(dir)
  try {
    const top = (await git.raw('rev-parse', '--show-toplevel')).replace(/\n$/, '')
    return copyAt(top)
  } catch (error) {
    if (/dubious ownership/.test(messageOf(error))) throw gitRefusal(error)
    return undefined
  }
}

function copyAt(dir: string): WorkingCopy {
  const git = open(dir)
  const run = (...args: string[]) => git.raw(...args).catch((error: unknown) => { throw gitRefusal(error) })
  const optional = async (...args: string[]): Promise<string | undefined> => git.raw(...args).then((text) => text.trim() || undefined, () => undefined)
  // Their own name and address when they have set them.
  const signing = async ({ name, email }: Identity): Promise<string[]> => ((await optional('config', '--get', 'user.email')) === undefined && process.env.GIT_AUTHOR_EMAIL === undefined ? ['-c', `user.name=${name}`, '-c', `user.email=${email}`] : [])
  const untracked = async () => listed(await run('ls-files', '-z', '--others', '--exclude-standard'))
  const version = (name: string) => optional('rev-parse', '--verify', '-q', `${name}^{commit}`)
  const publishedVersion = () => version('refs/remotes/origin/main')
  return {
    by: 'git', dir: path.resolve(dir), publishedVersion,
    origin: () => optional('config', '--get', 'remote.origin.url'),
    head: () => version('HEAD'),
    async changed() {
      if ((await version('HEAD')) === undefined) return [...new Set([...listed(await run('ls-files', '-z')), ...(await untracked())])]
      return [...new Set([...listed(await run('diff', '--name-only', '-z', '--no-renames', 'HEAD')), ...(await untracked())])]
    },
    async differing() {
      const published = await publishedVersion()
      if (published === undefined) return []
      return [...new Set([...listed(await run('diff', '--name-only', '-z', '--no-renames', published)), ...(await untracked())])]
    },
    isSettling: async () => (await version('MERGE_HEAD')) !== undefined,
    async record(message, identity) {
      await run('add', '--all')
      await run(...(await signing(identity)), 'commit', '-q', '-m', message)
      return (await run('rev-parse', 'HEAD')).trim()
    },
    published: async (file) => { const from = await publishedVersion(); return from === undefined ? undefined : git.raw('show', `${from}:${file}`).then((text) => text, () => undefined) },
    async ahead() { return Number((await optional('rev-list', '--count', 'refs/remotes/origin/main..HEAD')) ?? 0) },
    async takePublished(identity) {
      await run('fetch', '-q', 'origin')
      try {
        await git.raw(...(await signing(identity)), 'merge', '--no-edit', '-q', 'refs/remotes/origin/main')
        return { conflicts: [] }
      } catch (error) {
        const conflicts = listed(await run('diff', '--name-only', '-z', '--diff-filter=U'))
        if (conflicts.length === 0) throw gitRefusal(error)
        return { conflicts }
      }
    },
    async propose(credentials, options) {
      const url = (await optional('config', '--get', 'remote.origin.url')) ?? ''
      const says = (name: string, value: string | number | undefined) => (value === undefined ? [] : ['-o', `${name}=${String(value).replace(/\s*\n\s*/g, ' ')}`])
      let said = ''
      // LC_ALL: the server's lines are found by the `remote:` that Git writes before them.
      await open(dir, { LC_ALL: 'C', ...authorization(url, credentials) })
        .outputHandler((_command, _stdout, stderr) => { stderr.on('data', (chunk: Buffer) => { said += chunk.toString('utf8') }) })
        .raw('push', 'origin', 'HEAD:refs/for/main', ...says('title', options.title), ...says('description', options.description), ...says('proposition', options.proposition))
        .catch((error: unknown) => { throw pushRefusal(said, error) })
      return remoteSentences(said)
    },
  }
}

/**
 * The token as a header of this one command, in its environment: a list of processes must not show it. Their credential helpers are
 * left out of it, so that none is asked, told or made to forget anything.
 */
function authorization(url: string, { handle, token }: Credentials): Record<string, string> {
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0
  const added = [[`http.${new URL(url).origin}/.extraHeader`, `Authorization: Basic ${Buffer.from(`${handle}:${token}`).toString('base64')}`], ['credential.helper', '']] as const
  return Object.assign({ GIT_CONFIG_COUNT: String(before + added.length) }, ...added.map(([key, value], i) => ({ [`GIT_CONFIG_KEY_${before + i}`]: key, [`GIT_CONFIG_VALUE_${before + i}`]: value }))) as Record<string, string>
}

const listed = (output: string): string[] => output.split('\0').filter((each) => each !== '')
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What the server said, out of Git's own words. */
export function remoteSentences(output: string): string {
  return output.split(/[\r\n]+/).filter((line) => line.startsWith('remote:')).map((line) => line.slice('remote:'.length).trim()).filter((line) => line !== '').join('\n')
}

function pushRefusal(said: string, error: unknown): Refused {
  const sentences = remoteSentences(said)
  if (sentences !== '') return new Refused('push.refused', sentences)
  // `! [remote rejected] HEAD -> refs/for/main (the sentence)`
  const rejected = /! \[(?:remote )?rejected\].*? \(([^]*?)\)\s*$/m.exec(said)?.[1]
  return rejected === undefined ? gitRefusal(error) : new Refused('push.refused', rejected)
}

/** A failure of the person's Git: known ones in our words, others in its own. */
export function gitRefusal(error: unknown, server = ''): Refused {
  const message = messageOf(error)
  const sentences = remoteSentences(message)
  if (/dubious ownership/.test(message)) return new Refused('git.other_owner', 'Git refuse de lire ce dossier, qui appartient à un autre compte de cette machine. Si vous lui faites confiance : git config --global --add safe.directory "$PWD"')
  if (/Could not resolve host|Failed to connect|Couldn't connect|Connection refused|Could not connect/i.test(message)) return new Refused('server.unreachable', `La forge ${server === '' ? '' : `${server} `}ne répond pas : vérifiez l’adresse et qu’elle est ouverte.`)
  if (/repository '.*' not found|not found$/m.test(message)) return new Refused('not_found.resource', sentences || 'Cette ressource n’existe pas, ou plus, à cette adresse.')
  if (sentences !== '') return new Refused('git.refused', sentences)
  if (/unable to write|No space left|Permission denied|could not create/i.test(message)) return new Refused('copy.not_writable', `Ce dossier ne peut pas être écrit : ${lastLine(message)}`)
  return new Refused('git.failed', `Git n’a pas pu le faire : ${lastLine(message)}`)
}

const lastLine = (message: string): string => message.split('\n').map((line) => line.replace(/^(fatal|error): /, '').trim()).filter((line) => line !== '').at(-1) ?? 'sans dire pourquoi'
