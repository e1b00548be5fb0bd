import { execFile } from 'node:child_process'

/** How a conflict is written: `merge` shows both sides, `diff3` the base too, `zdiff3` the base, and outside the markers what both sides share at its ends. */
export type MarkerStyle = 'merge' | 'diff3' | 'zdiff3'

/** The side a conflict is settled by without asking, as `git merge-file` does on request. */
export type Favour = 'ours' | 'theirs' | 'union'

/** What is asked of `git merge-file` beyond its three files. */
export interface GitMergeOptions {
  readonly labels: readonly string[]
  readonly style?: MarkerStyle
  readonly favour?: Favour
  /** Characters of a marker; Git's own choice when absent. */
  readonly markerSize?: number
}

/** What `git merge-file` made of three files: their bytes, `conflicts` among them (Git counts 127 at most); or why it would not. */
export type GitMerge = { readonly kind: 'merged'; readonly bytes: Buffer; readonly conflicts: number } | { readonly kind: 'refused'; readonly said: string }

/** Runs `git merge-file -p CURRENT BASE OTHER`; undefined where there is no Git that works. Writes nothing. */
export function gitMergeFile(files: readonly [current: string, base: string, other: string], options: GitMergeOptions, cwd = process.cwd()): Promise<GitMerge | undefined> {
  const args = [
    'merge-file', '-p', '-q', ...options.labels.flatMap((label) => ['-L', label]), ...(options.style === undefined || options.style === 'merge' ? [] : [`--${options.style}`]),
    ...(options.favour === undefined ? [] : [`--${options.favour}`]), ...(options.markerSize === undefined ? [] : [`--marker-size=${options.markerSize}`]), '--', ...files,
  ]
  return new Promise((resolve) => {
    execFile('git', args, { cwd, encoding: 'buffer', maxBuffer: Number.POSITIVE_INFINITY }, (error, bytes, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code !== 'number') resolve(undefined)
      else if (code > 127) resolve({ kind: 'refused', said: stderr.toString('utf8').trim() })
      // A `git` that only says how to install it fails too, with nothing on its output.
      else if (code > 0 && !bytes.includes('<'.repeat(markerSizeOf(options)))) resolve(undefined)
      else resolve({ kind: 'merged', bytes, conflicts: code })
    })
  })
}

/** Characters of each marker: seven unless asked otherwise, as in Git. */
export const markerSizeOf = ({ markerSize }: Pick<GitMergeOptions, 'markerSize'>): number => (markerSize === undefined || markerSize <= 0 ? 7 : markerSize)

/** The person's own `merge.conflictStyle`, as Git follows it. */
export function configuredStyle(): Promise<MarkerStyle> {
  return new Promise((resolve) => {
    execFile('git', ['config', '--get', 'merge.conflictStyle'], (_error, stdout) => {
      const style = stdout.trim()
      resolve(style === 'diff3' || style === 'zdiff3' ? style : 'merge')
    })
  })
}

/** Git's own test of what is no text, which it merges in no way: a NUL byte near the start. */
export const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8000).includes(0)
