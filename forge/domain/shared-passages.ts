/** Words that stand in two resources: what the index of passages finds, and how one asks it. Evidence only comes from published texts, which everybody may read. */
import type { Oid, RepoId } from './git.js'

/** UTF-16 offsets in a text. */
export type Range = readonly [start: number, end: number]

/** A run of words of a text that also stands in another resource, whatever its formatting, line ends, case or accents. */
export interface SharedPassage {
  /** The text it was asked of, by its path there, and where it stands in it. */
  readonly path: string
  readonly at: Range
  /** Equal words; headings, licence notices, credit lines and stock sentences are not counted. */
  readonly words: number
  /** Words that differ on the way: a passage goes on over one or two at a time, between runs of eight equal words or more. Usually 0. */
  readonly changed: number
  /** Where it also stands: a Markdown file of another resource's published version. */
  readonly elsewhere: { readonly resource: RepoId; readonly commit: Oid; readonly path: string; readonly at: Range }
}

export interface PassageText { readonly path: string; readonly text: string }

/** Fewer words in a row than this are nobody's in particular. */
export const leastWords = 20

/** Larger texts are not compared; pages do not show them either. In UTF-16 units. */
export const longestText = 1_000_000

/** Whether a file of a resource is compared: Markdown, and not what says the rules of a repository (licences, code of conduct). */
export const isCompared = (path: string): boolean => /\.(md|markdown)$/i.test(path) && !/(?:^|\/)(?:licen[cs]es?|copying|notice|code[_-]of[_-]conduct)(?:[.-][\w.-]*)?\.(?:md|markdown)$/i.test(path) && !/(?:^|\/)licenses\//i.test(path)

/** An index of every published text, rebuilt from Git. Stock sentences, which many unrelated resources hold, are never evidence. */
export interface PassageIndex {
  /** What the published version of a resource holds from now on, in place of what it held. Answers the other resources that share passages with either. */
  keep(resource: RepoId, commit: Oid, texts: readonly PassageText[]): Promise<readonly RepoId[]>
  /** Answers the other resources that shared passages with it. */
  forget(resource: RepoId): Promise<readonly RepoId[]>
  /** The version whose texts are kept; undefined when none is, or when they were read in a way that is no longer ours. */
  keptAt(resource: RepoId): Promise<Oid | undefined>
  /** The other resources that share passages with what is kept of one, as `sharedBy` would find them. */
  neighboursOf(resource: RepoId): Promise<readonly RepoId[]>
  /**
   * Passages of `least` words or more (20 unless said; fewer than 12 are not surely found) that stand in resources other than `except`; longest first
   * within a text.
   */
  sharedBy(texts: readonly PassageText[], asked: { readonly except: readonly RepoId[]; readonly least?: number }): Promise<readonly SharedPassage[]>
}
