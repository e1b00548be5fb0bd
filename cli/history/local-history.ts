/** A local repository, bare or not, as the attribution engine reads one. Through the person's Git, or isomorphic-git where there is none. */
import type { History, HistoryCommit, Oid } from '../../forge/attribution/history.js'
import type { ChainEvent } from '../../forge/domain/git.js'
import { Refused } from '../refusals.js'

export interface LocalHistory extends History {
  /** The version asked for. */
  readonly at: Oid
  /** Whether it is the one the copy stands at. */
  readonly isLatest: boolean
  /** Where the asked folder stands in the working copy, `''` at its root and in a bare repository; ends with `/`. */
  readonly prefix: string
  /** Names of versions, without their `v`, by commit. */
  versionNames(): Promise<ReadonlyMap<Oid, string>>
  /** A file of the version, whatever it holds; undefined when there is none. */
  file(path: string): Promise<string | undefined>
  /** The same of another version. */
  fileAt(version: Oid, path: string): Promise<string | undefined>
  commits(): readonly HistoryCommit[]
  /** Commits of other branches, versions and propositions of the same repository; none when they cannot be read. */
  elsewhere(): Promise<readonly HistoryCommit[]>
  /** What the resource's journal says, oldest first, when this copy has it (`git fetch origin 'refs/journal/*:refs/journal/*'`); empty otherwise. */
  journal(): Promise<readonly ChainEvent[]>
  close(): void
}

/** References whose commits hold no text: what is put aside, notes, the forge’s journals. As `git log --exclude`. */
export const notTexts = ['refs/stash', 'refs/notes/*', 'refs/journal/*', 'refs/merge-requests/*/journal', 'refs/replace/*', 'refs/bisect/*']

/** Where a resource's journal is (docs/ARCHITECTURE.md), and how many of its events are read. */
export const journalRef = 'refs/journal/resource'
export const mostEvents = 5_000

/** An event of a journal; undefined for what is none. */
export function eventOf(oid: Oid, at: number, json: string | undefined): ChainEvent | undefined {
  try {
    const payload = JSON.parse(json ?? '') as ChainEvent['payload'] | null
    return typeof payload?.kind === 'string' ? { oid, author: { name: '', email: '', at, offsetMinutes: 0 }, payload } : undefined
  } catch { return undefined }
}

export const isMarkdown = (file: string): boolean => /\.(md|markdown)$/i.test(file)

/** What a commit changes, as the engine wants it: Markdown files apart from other files that say a licence. */
export function split(changed: ReadonlyMap<string, Oid | undefined>): Pick<HistoryCommit, 'changes' | 'notices'> {
  const notices = [...changed].filter(([path]) => !isMarkdown(path))
  return notices.length === 0 ? { changes: changed } : { changes: new Map([...changed].filter(([path]) => isMarkdown(path))), notices: new Map(notices) }
}

export const noRepository = (folder: string): Refused => new Refused('repository.not_here', `« ${folder} » n’est pas dans un dépôt Git : donnez le dossier d’une copie, ou un dépôt.`)
export const noVersion = (): Refused => new Refused('repository.empty', 'Ce dépôt n’a encore aucune version : il n’y a rien à attribuer.')
export const unknownVersion = (revision: string): Refused => new Refused('version.unknown', `Ce dépôt n’a pas de version « ${revision} » : donnez un nom de version (1.2, v1.2), une branche ou un identifiant.`)
