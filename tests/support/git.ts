/** Stock Git as somebody's own machine has it: no configuration but the test's. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface GitRun { readonly stdout: string; readonly stderr: string }

const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_AUTHOR_NAME: 'Lou', GIT_AUTHOR_EMAIL: 'lou@exemple.invalid', GIT_COMMITTER_NAME: 'Lou', GIT_COMMITTER_EMAIL: 'lou@exemple.invalid' }

export async function git(cwd: string, ...args: string[]): Promise<GitRun> {
  return run('git', args, { cwd, env, maxBuffer: 64 * 1024 * 1024 })
}

/** The error output of a command that must fail. */
export async function gitRefused(cwd: string, ...args: string[]): Promise<string> {
  try { await git(cwd, ...args) } catch (error) { return (error as { stderr: string }).stderr }
  throw new Error(`git ${args.join(' ')} was expected to be refused`)
}

/** An address with a handle and a token in it. */
export const withToken = (url: string, handle: string, token: string): string => url.replace('://', `://${handle}:${token}@`)
