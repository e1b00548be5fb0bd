/** Where the names that people go by are declared, as Git looks for them (gitmailmap(5)): not in the version asked for, but now. */
import { lstatSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

interface Places {
  /** The working copy's root; undefined for a bare repository. */
  readonly workTree: string | undefined
  /** `mailmap.blob`, where it is set. */
  readonly blob: string | undefined
  /** `mailmap.file`, where it is set; relative to `base`. */
  readonly file: string | undefined
  readonly base: string
  /** The text of an object or of a file of a version (`HEAD:.mailmap`); undefined when there is none. */
  readonly read: (name: string) => Promise<string | undefined>
}

/** Above, a `.mailmap` is left unread. */
const mostBytes = 10_000_000

/**
 * The working copy's `.mailmap`, else that of where the repository stands, else the version's own; then those that the configuration adds,
 * whose lines come last and win. Undefined when nothing is declared.
 */
export async function declaredNames({ workTree, blob, file, base, read }: Places, at: string): Promise<string | undefined> {
  const own = (workTree === undefined ? undefined : regularFile(path.join(workTree, '.mailmap'), lstatSync)) ?? await read('HEAD:.mailmap') ?? await read(`${at}:.mailmap`)
  const added = [blob === undefined ? undefined : await read(blob), file === undefined ? undefined : regularFile(path.resolve(base, file), statSync)]
  const all = [own, ...added].filter((text) => text !== undefined)
  return all.length === 0 ? undefined : all.join('\n')
}

/** Git follows no link to a `.mailmap` in a working copy. */
function regularFile(file: string, stat: typeof statSync): string | undefined {
  try {
    const found = stat(file, { throwIfNoEntry: false })
    return found?.isFile() === true && found.size <= mostBytes ? readFileSync(file, 'utf8') : undefined
  } catch { return undefined }
}
